using System.Text;
using System.Xml;
using Conformance.Model;
using Conformance.Reports.Writing;

namespace Conformance.Reports.JUnit;

/// <summary>
/// junit.xml: one suite for the first two segments of the ids. Deviates is a failure; blocked, inconclusive and error are errors, for they
/// must never look green; unsupported and not-applicable are skipped; lax and differs pass and say so.
/// </summary>
internal static class JUnitXml
{
    public static async Task WriteAsync(RunResult run, ReportOptions options, Stream stream, CancellationToken cancel)
    {
        var settings = new XmlWriterSettings
        {
            Async = true,
            Indent = true,
            NewLineChars = "\n",
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        await using var writer = XmlWriter.Create(stream, settings);
        writer.WriteStartDocument();
        writer.WriteStartElement("testsuites");
        Attribute(writer, "name", $"{options.SuiteName} against {run.TargetName}");
        Totals(writer, [.. run.Cases], run.DurationMs);
        foreach (var suite in run.Cases.GroupBy(c => SuiteOf(c.Scenario.Id), StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            Suite(writer, run, options, suite.Key, [.. suite]);
            await writer.FlushAsync();
        }

        writer.WriteEndElement();
        writer.WriteEndDocument();
        await writer.FlushAsync();
    }

    /// <summary>The first two segments of an id.</summary>
    internal static string SuiteOf(string id)
    {
        var first = id.IndexOf('/');
        var second = first < 0 ? -1 : id.IndexOf('/', first + 1);
        return second < 0 ? id : id[..second];
    }

    private static bool IsError(Verdict verdict) => verdict is Verdict.Blocked or Verdict.Inconclusive or Verdict.Error;

    private static bool IsSkipped(Verdict verdict) => verdict is Verdict.Unsupported or Verdict.NotApplicable;

    private static void Suite(XmlWriter writer, RunResult run, ReportOptions options, string name, CaseResult[] cases)
    {
        writer.WriteStartElement("testsuite");
        Attribute(writer, "name", name);
        Totals(writer, cases, cases.Sum(c => c.DurationMs));
        Attribute(writer, "timestamp", run.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss"));
        Attribute(writer, "hostname", run.Endpoint);
        writer.WriteStartElement("properties");
        Property(writer, "dialect", run.Dialect.Token());
        Property(writer, "catalogueHash", run.Catalogue.Hash);
        Property(writer, "suiteVersion", options.SuiteVersion);
        writer.WriteEndElement();
        foreach (var result in cases)
        {
            Case(writer, options, name, result);
        }

        writer.WriteEndElement();
    }

    private static void Case(XmlWriter writer, ReportOptions options, string suite, CaseResult result)
    {
        writer.WriteStartElement("testcase");
        Attribute(writer, "classname", suite.Replace('/', '.'));
        Attribute(writer, "name", result.Scenario.Id);
        Attribute(writer, "time", Seconds(result.DurationMs));
        writer.WriteStartElement("properties");
        Property(writer, "verdict", result.Verdict.Token());
        Property(writer, "requirements", string.Join(' ', result.Scenario.Cited));
        writer.WriteEndElement();
        if (result.Verdict == Verdict.Deviates)
        {
            Trouble(writer, "failure", result, Message(result), Body(result, options));
        }
        else if (IsError(result.Verdict))
        {
            Trouble(writer, "error", result, result.Reason ?? result.Verdict.Token(), Body(result, options));
        }
        else if (IsSkipped(result.Verdict))
        {
            writer.WriteStartElement("skipped");
            Attribute(writer, "message", $"{result.Verdict.Token()}: {result.Reason ?? "no reason given"}");
            writer.WriteEndElement();
        }
        else if (result.Verdict is Verdict.Lax or Verdict.Differs)
        {
            writer.WriteStartElement("system-out");
            Text(writer, Body(result, options));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void Trouble(XmlWriter writer, string element, CaseResult result, string message, string body)
    {
        writer.WriteStartElement(element);
        Attribute(writer, "type", result.Verdict.Token());
        Attribute(writer, "message", message);
        Text(writer, body);
        writer.WriteEndElement();
    }

    private static string Message(CaseResult result)
    {
        var worst = result.Findings.MaxBy(f => f.Verdict);
        return worst is null
            ? result.Reason ?? result.Verdict.Token()
            : $"{worst.Deciding.Id}: expected {worst.Outcome.Expected}, received {worst.Outcome.Received}";
    }

    private static string Body(CaseResult result, ReportOptions options)
    {
        var body = new StringBuilder();
        body.Append(result.Verdict.Token()).Append(": ").Append(result.Scenario.Claim).Append('\n');
        if (result.Reason is { } reason)
        {
            body.Append("reason: ").Append(reason).Append('\n');
        }

        foreach (var finding in result.Findings)
        {
            body.Append($"\n{finding.Deciding.Level.Token()} {finding.Deciding.Id} ({finding.Aspect.Token()}, {finding.Verdict.Token()})\n")
                .Append($"  expected: {finding.Outcome.Expected}\n")
                .Append($"  received: {finding.Outcome.Received}\n");
            if (ResultsBuilder.ExchangeOf(result, finding) is { } exchange)
            {
                body.Append($"  exchange: {exchange} of transcript.ndjson\n");
            }
        }

        return body.Append("\nreplay: ").Append(options.ReplayCommand(result.Scenario.Id)).ToString();
    }

    private static void Totals(XmlWriter writer, CaseResult[] cases, double durationMs)
    {
        Attribute(writer, "tests", cases.Length.ToString());
        Attribute(writer, "failures", cases.Count(c => c.Verdict == Verdict.Deviates).ToString());
        Attribute(writer, "errors", cases.Count(c => IsError(c.Verdict)).ToString());
        Attribute(writer, "skipped", cases.Count(c => IsSkipped(c.Verdict)).ToString());
        Attribute(writer, "time", Seconds(durationMs));
    }

    private static string Seconds(double milliseconds) => (milliseconds / 1000).ToString("0.000");

    private static void Property(XmlWriter writer, string name, string value)
    {
        writer.WriteStartElement("property");
        Attribute(writer, "name", name);
        Attribute(writer, "value", value);
        writer.WriteEndElement();
    }

    // Visible also keeps out what XML 1.0 cannot hold at all, such as U+0000.
    private static void Attribute(XmlWriter writer, string name, string value) => writer.WriteAttributeString(name, Visible.Line(value));

    private static void Text(XmlWriter writer, string value) => writer.WriteString(Visible.Plain(value));
}
