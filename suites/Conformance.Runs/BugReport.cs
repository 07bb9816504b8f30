using System.Globalization;
using System.Text;
using Conformance.Model;

namespace Conformance.Runs;

/// <summary>A result as a bug report: requirement, expected, received, the exchange that shows it.</summary>
public static class BugReport
{
    /// <summary>The text of a result.</summary>
    public static string Of(CaseResult result)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{result.Verdict.Glyph()} {result.Verdict.Token()}: {result.Scenario.Claim}");
        if (result.Reason is { } reason)
        {
            text.AppendLine(reason);
        }

        foreach (var finding in result.Findings)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{finding.Verdict.Glyph()} {finding.Deciding.Id} ({finding.Deciding.Level.Token()}, {finding.Deciding.Confidence.Token()}): {finding.Deciding.Statement}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  expected {finding.Outcome.Expected}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  received {finding.Outcome.Received}");
        }

        if (result.Findings.FirstOrDefault() is { } first
            && (result.Exchanges.FirstOrDefault(e => e.Sequence == first.Outcome.Exchange) ?? result.Exchanges.LastOrDefault(e => e.Label.Step == Steps.When)) is { } exchange)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"--- {exchange.Label.Step}").AppendLine(exchange.Request.Head.TrimEnd());
            text.AppendLine().AppendLine(exchange.Response?.Head.TrimEnd() ?? exchange.FateDetail);
            if (exchange.Response is { Body: { IsWhole: true, Length: > 0 and <= 4096 } body })
            {
                text.AppendLine().AppendLine(Encoding.UTF8.GetString(body.Bytes.AsSpan()));
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"again: dotnet test suites/Conformance.Runs --filter \"Name={result.Scenario.Id.Replace('/', '_')}\"");
        return text.ToString();
    }
}
