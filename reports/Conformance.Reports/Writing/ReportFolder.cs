using System.Security;
using System.Security.Cryptography;
using System.Text;
using Conformance.Model;

namespace Conformance.Reports.Writing;

/// <summary>A file of the report: its name in the folder and what writes it.</summary>
internal sealed record ReportFile(string Name, Func<Stream, CancellationToken, Task> Write);

/// <summary>Writes a set of files so that a reader never sees half of one, nor files of two runs side by side for longer than a move takes.</summary>
internal static class ReportFolder
{
    // ENOSPC, EDQUOT and ERROR_DISK_FULL: the runtime hands the number of the operating system on in the low word.
    private static readonly int[] DiskFull = [28, 122, 112];

    /// <summary>Writes the files of a run with a manifest of them all, the transcript included.</summary>
    public static Task WriteAsync(string folder, IReadOnlyList<ReportFile> files, CancellationToken cancel) => WriteAsync(folder, files, withManifest: true, cancel);

    /// <summary>Writes files that are no run's.</summary>
    public static Task WriteFilesAsync(string folder, IReadOnlyList<ReportFile> files, CancellationToken cancel) => WriteAsync(folder, files, withManifest: false, cancel);

    private static async Task WriteAsync(string folder, IReadOnlyList<ReportFile> files, bool withManifest, CancellationToken cancel)
    {
        var written = new List<(string Temporary, string Final)>();
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var file in files)
            {
                written.Add(Place(folder, file));
            }

            // The page takes longest; the others are ready by the time it is, and so is the digest of the transcript.
            var transcript = Path.Combine(folder, ReportWriter.TranscriptName);
            var kept = withManifest && File.Exists(transcript) ? Task.Run(() => LineAsync(transcript, ReportWriter.TranscriptName, cancel), cancel) : Task.FromResult("");
            var lines = await Task.WhenAll(files.Select((file, i) => Task.Run(
                async () =>
                {
                    await WriteOneAsync(written[i].Temporary, file, cancel);
                    return await LineAsync(written[i].Temporary, file.Name, cancel);
                },
                cancel)).Append(kept));
            if (withManifest)
            {
                var manifest = string.Concat(lines.OrderBy(l => l.Split("  ")[^1], StringComparer.Ordinal));
                var file = new ReportFile(ReportWriter.ManifestName, (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(manifest), token).AsTask());
                written.Add(Place(folder, file));
                await WriteOneAsync(written[^1].Temporary, file, cancel);
            }

            foreach (var (temporary, final) in written)
            {
                File.Move(temporary, final, overwrite: true);
            }

            // An archive of an earlier run would be taken for this one's.
            if (withManifest && files.All(f => f.Name != ReportWriter.HarName))
            {
                File.Delete(Path.Combine(folder, ReportWriter.HarName));
            }
        }
        catch (Exception e) when (IsTroubleOfFolder(e))
        {
            Remove(written);
            throw new ConfigurationException(Sentence(folder, e), e);
        }
        catch
        {
            Remove(written);
            throw;
        }
    }

    internal static bool IsTroubleOfFolder(Exception e) =>
        e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException { ParamName: "path" };

    /// <summary>What is wrong with the folder, and the mend.</summary>
    internal static string Sentence(string folder, Exception e)
    {
        var full = e is IOException && DiskFull.Contains(e.HResult & 0xFFFF);
        return full
            ? $"The report cannot be written to {folder} because the disk is full; make room there or name another folder."
            : $"The report cannot be written to {folder} ({Reason(e)}); make the folder writable or name another one.";
    }

    private static string Reason(Exception e) => Visible.Plain(e.Message).Trim().TrimEnd('.');

    private static (string Temporary, string Final) Place(string folder, ReportFile file)
    {
        var final = Path.Combine(folder, file.Name);
        return ($"{final}.{Guid.NewGuid():N}.tmp", final);
    }

    // As sha256sum writes it: 64 hex digits, two spaces, the name.
    private static async Task<string> LineAsync(string path, string name, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(path);
        return $"{Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel))}  {name}\n";
    }

    private static async Task WriteOneAsync(string path, ReportFile file, CancellationToken cancel)
    {
        await using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 64 * 1024, FileOptions.Asynchronous);
        await file.Write(stream, cancel);
        await stream.FlushAsync(cancel);
    }

    private static void Remove(List<(string Temporary, string Final)> written)
    {
        foreach (var (temporary, _) in written)
        {
            try
            {
                File.Delete(temporary);
            }
            catch (Exception e) when (IsTroubleOfFolder(e))
            {
                // The first trouble is the one to tell.
            }
        }
    }
}
