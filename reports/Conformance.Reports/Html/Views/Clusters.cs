using System.Collections.Immutable;
using System.Text;
using Conformance.Model;

namespace Conformance.Reports.Html.Views;

/// <summary>Findings that say the same: one requirement, one aspect, one answer.</summary>
/// <param name="First">One of them.</param>
/// <param name="Cases">Ids of the cases, in the order of the suite.</param>
public sealed record Cluster(CheckResult First, ImmutableArray<string> Cases);

/// <summary>Cases that are not judged for the same reason.</summary>
public sealed record GapCluster(Verdict Verdict, string Reason, ImmutableArray<string> Cases);

/// <summary>Puts like with like. Pure.</summary>
internal static class Clusters
{
    /// <summary>Findings by requirement, aspect and what was received: worst first, then the most frequent.</summary>
    public static ImmutableArray<Cluster> Findings(RunResult run) =>
    [
        .. run.Cases
            .SelectMany(c => c.Findings.Select(f => (c.Scenario.Id, Finding: f)))
            .GroupBy(p => (p.Finding.Deciding.Id, p.Finding.Aspect, Same(p.Finding.Outcome.Received)))
            .Select(g => new Cluster(g.First().Finding, [.. g.Select(p => p.Id).Distinct(StringComparer.Ordinal)]))
            .OrderByDescending(c => c.First.Verdict)
            .ThenByDescending(c => c.Cases.Length)
            .ThenBy(c => c.First.Deciding.Id, StringComparer.Ordinal),
    ];

    /// <summary>Gaps by verdict and reason: worst first, then the most frequent.</summary>
    public static ImmutableArray<GapCluster> Gaps(RunResult run) =>
    [
        .. run.Gaps
            .GroupBy(c => (c.Verdict, Same(c.Reason ?? "")))
            .Select(g => new GapCluster(g.Key.Verdict, g.First().Reason ?? "no reason given", [.. g.Select(c => c.Scenario.Id)]))
            .OrderByDescending(c => c.Verdict)
            .ThenByDescending(c => c.Cases.Length),
    ];

    /// <summary>The text without what changes from request to request: runs of 8 or more that hold letters and digits both become one sign.</summary>
    internal static string Same(string text)
    {
        var same = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            var digits = 0;
            var letters = 0;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' && end > at))
            {
                digits += char.IsAsciiDigit(text[end]) ? 1 : 0;
                letters += char.IsAsciiLetter(text[end]) ? 1 : 0;
                end++;
            }

            if (end - at >= 8 && digits > 0 && letters > 0)
            {
                same.Append('…');
            }
            else
            {
                end = Math.Max(end, at + 1);
                same.Append(text, at, end - at);
            }

            at = end;
        }

        return same.ToString();
    }
}
