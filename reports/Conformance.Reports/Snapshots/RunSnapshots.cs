using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Reports;

/// <summary>
/// snapshots.txt in the folder of a run: what the target said where the answer is the same each time. The next run that writes to the folder is compared
/// with it, which takes a fraction of reading the transcript of before.
/// </summary>
public static class RunSnapshots
{
    /// <summary>The snapshots in a folder by case; none without the file.</summary>
    /// <exception cref="ConfigurationException">It is damaged; one sentence names it and the mend.</exception>
    public static ImmutableDictionary<string, string> Read(string folder)
    {
        var path = Path.Combine(folder, ReportWriter.SnapshotsName);
        const string Mend = "remove it, and this run is compared with none before it";
        try
        {
            return File.Exists(path) ? SnapshotFile.Read(path, File.ReadAllText(path), Mend) : ImmutableDictionary<string, string>.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be read ({e.Message.TrimEnd('.')}); {Mend}.", e);
        }
    }

    internal static Task WriteAsync(IEnumerable<CaseSnapshot> snapshots, Stream stream, CancellationToken cancel) =>
        stream.WriteAsync(SnapshotFile.Encoding.GetBytes(SnapshotFile.Write(snapshots.Select(s => (s.Case, s.Text)))), cancel).AsTask();
}
