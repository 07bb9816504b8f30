using System.Text.Json;
using Conformance.Model;
using Conformance.Reports.Badge;
using Conformance.Reports.Har;
using Conformance.Reports.Html;
using Conformance.Reports.Html.Views;
using Conformance.Reports.JUnit;
using Conformance.Reports.Markdown;
using Conformance.Reports.Sarif;
using Conformance.Reports.Writing;

namespace Conformance.Reports;

/// <summary>Writes the files that a run leaves behind.</summary>
public static class ReportWriter
{
    /// <summary>Machine-readable results, see reports/schema/results.schema.json.</summary>
    public const string ResultsName = "results.json";

    /// <summary>Every exchange, one a line; the run itself appends to it.</summary>
    public const string TranscriptName = "transcript.ndjson";

    /// <summary>Results for continuous integration.</summary>
    public const string JUnitName = "junit.xml";

    /// <summary>Results for people, one file that works offline.</summary>
    public const string HtmlName = "report.html";

    /// <summary>Results for a pull request.</summary>
    public const string SummaryName = "summary.md";

    /// <summary>What the judge knew of the cases beside their exchanges, see <see cref="CaseFile"/>.</summary>
    public const string CasesName = "cases.ndjson";

    /// <summary>Findings for code scanning.</summary>
    public const string SarifName = "run.sarif";

    /// <summary>Exchanges for tools that read HTTP archives; large, and written when asked for.</summary>
    public const string HarName = "run.har";

    /// <summary>The verdict as a picture.</summary>
    public const string BadgeName = "badge.svg";

    /// <summary>The verdict for a picture drawn elsewhere.</summary>
    public const string BadgeJsonName = "badge.json";

    /// <summary>SHA-256 of every file of the folder, as sha256sum checks it.</summary>
    public const string ManifestName = "MANIFEST.sha256";

    /// <summary>The verdicts of the last runs that wrote to the folder, see <see cref="RunHistory"/>.</summary>
    public const string HistoryName = "history.json";

    /// <summary>What the target said to the request under test of some cases, scrubbed, see <see cref="RunSnapshots"/>.</summary>
    public const string SnapshotsName = "snapshots.txt";

    /// <summary>What the fuzz engine left, which the page then shows.</summary>
    public const string FuzzName = "fuzz.json";

    /// <summary>fuzz.json of a folder; null when there is none.</summary>
    /// <exception cref="ConfigurationException">It is damaged; one sentence names it and the mend.</exception>
    public static FuzzView? Fuzz(string folder)
    {
        var path = Path.Combine(folder, FuzzName);
        try
        {
            return File.Exists(path) ? FuzzView.Of(JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(path))) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be read as JSON; remove it or fuzz again.", e);
        }
    }

    /// <summary>What the fuzz engine left, for people; see <see cref="FuzzName"/>.</summary>
    public const string FuzzPageName = "fuzz.html";

    /// <summary>Writes the page of the fuzz.json of a folder.</summary>
    /// <exception cref="ConfigurationException">The file is damaged, or the folder cannot be written.</exception>
    public static Task WriteFuzzAsync(string folder, CancellationToken cancel = default) => Fuzz(folder) is { } fuzz
        ? ReportFolder.WriteFilesAsync(folder, [new(FuzzPageName, (stream, token) => HtmlReport.WriteAsync(fuzz, stream, token))], cancel)
        : Task.CompletedTask;

    /// <summary>
    /// Writes all reports. The folder is created when it is missing. The files appear whole or not at all: each is written under a temporary name, and
    /// all are moved once all are written. The transcript, which stands there already and has to be closed, is in the manifest too.
    /// </summary>
    /// <exception cref="ConfigurationException">The folder cannot be written; one sentence names it and the mend.</exception>
    public static Task WriteAsync(RunResult run, string folder, ReportOptions options, CancellationToken cancel = default) =>
        WriteAsync(run, ResultsJson.Document(run, options), folder, options, cancel);

    /// <summary>As above, of a run whose document is at hand already.</summary>
    public static Task WriteAsync(RunResult run, ResultsDocument results, string folder, ReportOptions options, CancellationToken cancel = default)
    {
        var now = options with { History = RunHistory.With(options.History, run, options) };
        ReportFile[] files =
        [
            new(HtmlName, (stream, token) => HtmlReport.WriteAsync(run, results, now, stream, token)),
            new(HistoryName, (stream, token) => RunHistory.WriteAsync(now.History, stream, token)),
            new(ResultsName, (stream, token) => ResultsJson.WriteAsync(results, stream, token)),
            new(SnapshotsName, (stream, token) => RunSnapshots.WriteAsync(options.Snapshots, stream, token)),
            new(CasesName, (stream, token) => CaseFile.WriteAsync(run, stream, token)),
            new(JUnitName, (stream, token) => JUnitXml.WriteAsync(run, options, stream, token)),
            new(SarifName, (stream, token) => SarifReport.WriteAsync(run, results, options, stream, token)),
            new(SummaryName, (stream, token) => SummaryMarkdown.WriteAsync(run, options, stream, token)),
            new(BadgeName, (stream, token) => BadgeReport.WriteSvgAsync(run, stream, token)),
            new(BadgeJsonName, (stream, token) => BadgeReport.WriteJsonAsync(run, stream, token)),
        ];
        var har = new ReportFile(HarName, (stream, token) => HarReport.WriteAsync(run, options, stream, token));
        return ReportFolder.WriteAsync(folder, options.Har ? [.. files, har] : files, cancel);
    }

    /// <summary>Writes the page of several runs side by side, whole or not at all.</summary>
    /// <param name="catalogue">The requirements.</param>
    /// <param name="runs">The runs, in the order of the columns.</param>
    /// <param name="path">The file; its folder is created when it is missing.</param>
    /// <param name="options">What the report says beside the results.</param>
    /// <param name="cancel">Ends the writing; nothing is left then.</param>
    /// <exception cref="ConfigurationException">The file cannot be written; one sentence names its folder and the mend.</exception>
    public static Task WriteMergedAsync(Catalogue catalogue, IReadOnlyList<ResultsDocument> runs, string path, ReportOptions options, CancellationToken cancel = default) =>
        ReportFolder.WriteFilesAsync(
            Path.GetDirectoryName(Path.GetFullPath(path))!,
            [new(Path.GetFileName(path), (stream, token) => HtmlReport.WriteAsync(MergedView.Of(catalogue, runs, options), stream, token))],
            cancel);
}
