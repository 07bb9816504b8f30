using Conformance.Model;
using Conformance.Reports.Html;
using Conformance.Reports.JUnit;
using Conformance.Reports.Markdown;
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

    /// <summary>
    /// Writes results.json, junit.xml, report.html and summary.md. The folder is created when it is missing. The files appear whole or not at
    /// all: each is written under a temporary name, and all are moved once all are written.
    /// </summary>
    /// <exception cref="ConfigurationException">The folder cannot be written; one sentence names it and the mend.</exception>
    public static Task WriteAsync(RunResult run, string folder, ReportOptions options, CancellationToken cancel = default) =>
        ReportFolder.WriteAsync(
            folder,
            [
                new(HtmlName, (stream, token) => HtmlReport.WriteAsync(run, options, stream, token)),
                new(ResultsName, (stream, token) => ResultsJson.WriteAsync(run, options, stream, token)),
                new(JUnitName, (stream, token) => JUnitXml.WriteAsync(run, options, stream, token)),
                new(SummaryName, (stream, token) => SummaryMarkdown.WriteAsync(run, options, stream, token)),
            ],
            cancel);
}
