using System.Text;
using Conformance.Model;

namespace Conformance.Reports;

/// <summary>Our readers of files that somebody may have damaged, as a coverage-guided fuzzer calls them. What escapes but the one sentence is a defect of ours.</summary>
public static class FileTargets
{
    /// <summary>results.json.</summary>
    public static void Results(byte[] bytes) => Read(() => ResultsJson.Parse("results.json", Encoding.UTF8.GetString(bytes)));

    /// <summary>history.json.</summary>
    public static void History(byte[] bytes) => Read(() => RunHistory.Parse("history.json", bytes));

    /// <summary>A file of snapshots.</summary>
    public static void Snapshot(byte[] bytes) => Read(() => SnapshotFile.Read("a.verified.txt", Encoding.UTF8.GetString(bytes), "mend it"));

    private static void Read(Func<object> read)
    {
        try
        {
            read();
        }
        catch (ConfigurationException)
        {
            // The sentence that the user is told.
        }
    }
}
