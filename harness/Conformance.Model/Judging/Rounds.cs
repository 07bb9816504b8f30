using System.Collections.Immutable;

namespace Conformance.Model;

/// <summary>A case that was run several times. Pure.</summary>
public static class Rounds
{
    /// <summary>
    /// One result for all rounds: the first of those with the worst verdict, the findings that only others have, and for each in how many
    /// rounds it was seen. Rounds that were not judged do not count.
    /// </summary>
    public static CaseResult Merge(ImmutableArray<CaseResult> rounds)
    {
        var judged = rounds.Where(r => r.Verdict.IsJudged()).ToArray();
        if (judged.Length == 0)
        {
            return rounds[0];
        }

        var seen = judged.SelectMany(r => r.Findings.Select(Key).Distinct()).CountBy(k => k).ToDictionary();
        var shown = judged.MaxBy(r => r.Verdict)!;
        var shownKeys = shown.Findings.Select(Key).ToHashSet();
        var others = judged.Where(r => r != shown && r.Findings.Any(f => !shownKeys.Contains(Key(f)))).ToArray();
        var elsewhere = others.SelectMany(r => r.Findings.Select(f => Located(r, f))).Where(f => !shownKeys.Contains(Key(f))).DistinctBy(Key);
        return shown with
        {
            Rounds = judged.Length,
            Checks = [.. shown.Checks.Concat(elsewhere).Select(c => c.IsFinding ? c with { Seen = seen[Key(c)] } : c)],

            // Those of the round shown come last: the last sending of the request under test is the one that its checks looked at.
            Exchanges = [.. others.SelectMany(r => r.Exchanges), .. shown.Exchanges],
        };
    }

    private static CheckResult Located(CaseResult round, CheckResult finding) => finding.Outcome.Exchange is not null
        ? finding
        : finding with { Outcome = finding.Outcome with { Exchange = round.Exchanges.LastOrDefault(e => e.Label.Step is Steps.When or Steps.Again)?.Sequence } };

    private static (Aspect Aspect, string Requirement) Key(CheckResult finding) => (finding.Aspect, finding.Deciding.Id);
}
