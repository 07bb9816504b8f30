using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Reports;

/// <summary>A case whose verdict is another one.</summary>
/// <param name="Case">Its id.</param>
/// <param name="Before">The verdict in the first run.</param>
/// <param name="After">The verdict in the second.</param>
public sealed record VerdictChange(string Case, Verdict Before, Verdict After);

/// <summary>A requirement of which the worst verdict is another one.</summary>
/// <param name="Requirement">Its id.</param>
/// <param name="Before">The worst in the first run; null when no check looked at it.</param>
/// <param name="After">The worst in the second; null when no check looked at it.</param>
public sealed record RequirementChange(string Requirement, Verdict? Before, Verdict? After);

/// <summary>An exchange that was scrubbed to something else.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Step">What it was sent for.</param>
/// <param name="Rows">Both side by side; one side is empty where there is no such exchange.</param>
public sealed record ExchangeChange(string Case, string Step, ImmutableArray<DiffRow> Rows);

/// <summary>What differs between two runs.</summary>
public sealed record RunDiff
{
    /// <summary>Cases whose verdict changed, in the order of the first run.</summary>
    public required ImmutableArray<VerdictChange> Verdicts { get; init; }

    /// <summary>Requirements whose worst verdict changed, by id.</summary>
    public required ImmutableArray<RequirementChange> Requirements { get; init; }

    /// <summary>Exchanges that changed, in the order of the first run.</summary>
    public required ImmutableArray<ExchangeChange> Exchanges { get; init; }

    /// <summary>Cases that only the first run has.</summary>
    public required ImmutableArray<string> OnlyBefore { get; init; }

    /// <summary>Cases that only the second run has.</summary>
    public required ImmutableArray<string> OnlyAfter { get; init; }

    /// <summary>Cases that both have.</summary>
    public required int Common { get; init; }

    /// <summary>True when something deviates that did not.</summary>
    public bool IsWorse => Verdicts.Any(v => v.After == Verdict.Deviates);

    /// <summary>Compares two runs. Pure.</summary>
    public static RunDiff Of(ResultsDocument before, IReadOnlyDictionary<long, Exchange> sentBefore, ResultsDocument after, IReadOnlyDictionary<long, Exchange> sentAfter)
    {
        var second = after.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var first = before.Cases.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var common = before.Cases.Where(c => second.ContainsKey(c.Id)).Select(c => (Before: c, After: second[c.Id])).ToArray();
        return new RunDiff
        {
            Verdicts = [.. common.Where(c => c.Before.Verdict != c.After.Verdict).Select(c => new VerdictChange(c.Before.Id, c.Before.Verdict, c.After.Verdict))],
            Requirements = [.. Changed(Worst(common.Select(c => c.Before)), Worst(common.Select(c => c.After)))],
            Exchanges = [.. Comparison.Of(Side.OfRun("a", "A", before, sentBefore), Side.OfRun("b", "B", after, sentAfter)).Between(0, 1)],
            OnlyBefore = [.. before.Cases.Select(c => c.Id).Where(id => !second.ContainsKey(id))],
            OnlyAfter = [.. after.Cases.Select(c => c.Id).Where(id => !first.Contains(id))],
            Common = common.Length,
        };
    }

    private static Dictionary<string, Verdict> Worst(IEnumerable<CaseEntry> cases)
    {
        var worst = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        foreach (var (requirement, verdict) in cases.SelectMany(c => c.Checks.Where(k => k.Outcome == Outcome.Held).SelectMany(k => k.Requirements.Select(r => (r, Verdict.Pass)))
                     .Concat(c.Findings.Select(f => (f.Requirement, f.Verdict)))))
        {
            worst[requirement] = worst.TryGetValue(requirement, out var known) && known > verdict ? known : verdict;
        }

        return worst;
    }

    private static IEnumerable<RequirementChange> Changed(Dictionary<string, Verdict> before, Dictionary<string, Verdict> after) => before.Keys.Union(after.Keys)
        .Select(r => new RequirementChange(r, before.TryGetValue(r, out var b) ? b : null, after.TryGetValue(r, out var a) ? a : null))
        .Where(c => c.Before != c.After)
        .OrderBy(c => c.Requirement, StringComparer.Ordinal);
}
