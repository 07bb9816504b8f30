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
            Exchanges = [.. common.AsParallel().AsOrdered().SelectMany(c => Changed(c.Before.Id, Sent(c.Before, sentBefore), Sent(c.After, sentAfter)))],
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

    // What a race leaves behind is other each time: its verdict is compared, its exchanges are not. What is cleaned up is no matter of the case.
    private static Dictionary<string, string> Sent(CaseEntry entry, IReadOnlyDictionary<long, Exchange> sent)
    {
        var exchanges = entry.Exchanges.Select(n => sent[n]).ToArray();
        if (exchanges.Any(e => e.Label.Step.StartsWith(Steps.Meanwhile, StringComparison.Ordinal)))
        {
            return [];
        }

        var scrubber = new Scrubber(exchanges);
        return exchanges
            .Where(e => !e.Label.Step.StartsWith(Steps.CleanUp, StringComparison.Ordinal))
            .GroupBy(e => e.Label.Step)
            .SelectMany(g => g.Select((e, i) => (Step: i == 0 ? g.Key : $"{g.Key} ({i + 1})", Text: string.Join('\n', ExchangeText.Lines(e, scrubber)))))
            .ToDictionary(x => x.Step, x => x.Text, StringComparer.Ordinal);
    }

    private static IEnumerable<ExchangeChange> Changed(string id, Dictionary<string, string> before, Dictionary<string, string> after) => before.Keys.Union(after.Keys)
        .Where(step => before.GetValueOrDefault(step) != after.GetValueOrDefault(step))
        .Select(step => new ExchangeChange(id, step, Rows(before.GetValueOrDefault(step), after.GetValueOrDefault(step))));

    private static ImmutableArray<DiffRow> Rows(string? before, string? after) =>
        before is null ? [.. after!.Split('\n').Select(l => new DiffRow(RowKind.Added, Left: null, l))]
        : after is null ? [.. before.Split('\n').Select(l => new DiffRow(RowKind.Removed, l, Right: null))]
        : LineDiff.SideBySide(before, after);
}
