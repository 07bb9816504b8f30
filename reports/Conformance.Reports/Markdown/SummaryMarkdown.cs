using System.Text;
using Conformance.Model;
using Conformance.Reports.Html;
using Conformance.Reports.Writing;

namespace Conformance.Reports.Markdown;

/// <summary>summary.md: what a pull request needs to know. Text of the target stands in code spans only, where Markdown and mentions are inert.</summary>
internal static class SummaryMarkdown
{
    private const int MaxFindings = 20;
    private const int MaxPhrase = 120;

    public static async Task WriteAsync(RunResult run, ReportOptions options, Stream stream, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        await writer.WriteAsync(Text(run, options).AsMemory(), cancel);
    }

    internal static string Text(RunResult run, ReportOptions options)
    {
        var text = new StringBuilder();
        text.Append($"## {Words.Glyph(run.Verdict)} {Prose(run.Sentence())}\n\n");
        if (run.StoppedBecause is { } stopped)
        {
            text.Append($"**The run ended before its time:** {Code(stopped)}\n\n");
        }
        else if (run.Interrupted)
        {
            text.Append("**The run was interrupted;** what it had judged by then follows.\n\n");
        }

        text.Append($"{Code(run.Endpoint)} · dialect {run.Dialect.Token()} · catalogue {Code(Visible.Short(run.Catalogue.Hash, 12).TrimEnd('…'))} · ")
            .Append($"{Amounts.Duration(run.DurationMs)} · {Amounts.Count(run.Requests)} requests\n\n");
        Counts(text, run);
        Findings(text, run);
        var gaps = run.Gaps.Count();
        if (gaps > 0)
        {
            var by = run.Gaps.GroupBy(g => g.Verdict).OrderByDescending(g => g.Key).Select(g => $"{g.Count()} {g.Key.Token()}");
            text.Append($"**{gaps} {(gaps == 1 ? "gap" : "gaps")}** (cases this run proves nothing about): {string.Join(", ", by)}.\n\n");
        }

        return text.Append($"<sub>{Prose(options.SuiteName)} {Prose(options.SuiteVersion)}; evidence in report.html, results.json and transcript.ndjson.</sub>\n").ToString();
    }

    private static void Counts(StringBuilder text, RunResult run)
    {
        var shown = Words.Verdicts.Where(v => run.Count(v) > 0).ToArray();
        text.Append("| ").AppendJoin(" | ", shown.Select(v => $"{v.Glyph()} {v.Token()}")).Append(" | cases |\n|")
            .Append(string.Concat(Enumerable.Repeat(" ---: |", shown.Length + 1)))
            .Append("\n| ").AppendJoin(" | ", shown.Select(v => run.Count(v).ToString())).Append($" | {run.Cases.Length} |\n\n");
    }

    private static void Findings(StringBuilder text, RunResult run)
    {
        var all = run.Cases.SelectMany(c => c.Findings.Select(f => (Case: c, Finding: f)))
            .OrderByDescending(p => p.Finding.Verdict)
            .ToArray();
        if (all.Length == 0)
        {
            return;
        }

        text.Append("| | case | requirement | aspect | expected | received |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var (result, finding) in all.Take(MaxFindings))
        {
            text.Append($"| {finding.Verdict.Glyph()} {finding.Verdict.Token()} | {Code(result.Scenario.Id)} | {Code(finding.Deciding.Id)} ")
                .Append($"({finding.Deciding.Level.Token()}) | {finding.Aspect.Token()} | {Code(finding.Outcome.Expected)} | {Code(finding.Outcome.Received)} |\n");
        }

        text.Append('\n');
        if (all.Length > MaxFindings)
        {
            text.Append($"{all.Length - MaxFindings} more findings are in report.html.\n\n");
        }
    }

    /// <summary>A code span on one line of a table; its fence is longer than any run of backticks within.</summary>
    internal static string Code(string value)
    {
        var line = Visible.Short(Visible.Line(value), MaxPhrase).Replace("|", "\\|");
        if (line.Trim().Length == 0)
        {
            return "–";
        }

        var fence = new string('`', LongestRun(line) + 1);
        var pad = line.StartsWith('`') || line.EndsWith('`') ? " " : "";
        return $"{fence}{pad}{line}{pad}{fence}";
    }

    private static int LongestRun(string line)
    {
        var longest = 0;
        var run = 0;
        foreach (var c in line)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static string Prose(string value)
    {
        var prose = new StringBuilder();
        foreach (var c in Visible.Line(value))
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' or '@' or '&')
            {
                prose.Append('\\');
            }

            prose.Append(c);
        }

        return prose.ToString();
    }
}
