using System.Collections.Immutable;
using System.Globalization;
using Conformance.Model;

namespace Conformance.Reports;

/// <summary>Compares what deviates with what is known to. Pure.</summary>
public static class Gate
{
    /// <summary>Sorts the deviations of a run and the entries of the file, in the order of the states and then of the run.</summary>
    /// <exception cref="ConfigurationException">The file was made for another dialect.</exception>
    public static GateResult Judge(ResultsDocument results, KnownDeviations known, SuiteIndex suite, DateOnly today) =>
        new(results.Run.Target.Name, Tally(results.Run), Sort(results.Cases, known.In(results.Run.Dialect).Entries, suite, today));

    /// <summary>As <see cref="Judge"/>, for cases alone: entries about others are unused.</summary>
    public static ImmutableArray<GateItem> Sort(IEnumerable<CaseEntry> cases, IEnumerable<KnownDeviation> known, SuiteIndex suite, DateOnly today)
    {
        var byId = cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var entries = known.ToDictionary(k => k.Key);
        var observed = byId.Values
            .SelectMany(c => c.Findings.Select(f => (Key: new DeviationKey(c.Id, f.Aspect, f.Requirement), Case: c, Finding: f)))
            .GroupBy(x => x.Key)
            .Where(g => entries.ContainsKey(g.Key) || g.Any(x => x.Finding.Verdict == Verdict.Deviates))
            .Select(g => Seen(g.Key, entries.GetValueOrDefault(g.Key), [.. g.Select(x => x.Finding)], g.First().Case.Rounds, today))
            .ToArray();
        var keys = observed.Select(o => o.Key).ToHashSet();
        var silent = entries.Values.Where(e => !keys.Contains(e.Key)).Select(e => Unseen(e, byId.GetValueOrDefault(e.Key.Case), suite));
        return [.. observed.Concat(silent).OrderBy(i => i.State)];
    }

    /// <summary>Cases whose deviations are not as known: what is worth another look before anybody is told.</summary>
    public static IEnumerable<string> Unexpected(IEnumerable<GateItem> items) =>
        items.Where(i => i.Rounds > 0 && i.State is GateState.New or GateState.Changed or GateState.Fixed).Select(i => i.Key.Case).Distinct(StringComparer.Ordinal);

    private static GateItem Seen(DeviationKey key, KnownDeviation? entry, ImmutableArray<FindingEntry> findings, int rounds, DateOnly today)
    {
        var item = new GateItem { State = GateState.Known, Key = key, Why = "", Entry = entry, Findings = findings, Rounds = rounds };
        var flaky = item.Seen < rounds ? $"seen in {item.Seen} of {rounds} rounds" : null;
        if (entry is null)
        {
            return item with { State = GateState.New, Why = flaky ?? "nobody answers for it" };
        }

        if (entry.Unfilled is { } unfilled)
        {
            return item with { State = GateState.New, Why = $"its entry at {entry.Place} {unfilled} and so excuses nothing; fill it in" };
        }

        if (entry.Review is { } review)
        {
            return Stale(item, GateState.Changed, $"its entry at {entry.Place} is to be reviewed: {review}");
        }

        // What comes and goes seldom looks the same twice: a race leaves something else behind each time.
        if (item.Fingerprint != entry.Fingerprint && !entry.Flaky)
        {
            return Stale(item, GateState.Changed, $"known is {entry.Observed}");
        }

        if (flaky is not null && !entry.Flaky)
        {
            return Stale(item, GateState.Changed, $"{flaky}, and its entry at {entry.Place} does not say flaky: true");
        }

        return entry.Expiry < today
            ? Stale(item, GateState.Expired, $"excused until {entry.Expiry.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} by {entry.Owner}")
            : item with { Why = flaky is null ? entry.Reason : $"{flaky}; {entry.Reason}" };
    }

    private static GateItem Unseen(KnownDeviation entry, CaseEntry? result, SuiteIndex suite)
    {
        var item = new GateItem { State = GateState.Unused, Key = entry.Key, Why = "", Entry = entry };
        if (!suite.Cases.Contains(entry.Key.Case))
        {
            return Stale(item, GateState.Unused, $"no case has the id {entry.Key.Case}");
        }

        if (!suite.Requirements.Contains(entry.Key.Requirement))
        {
            return Stale(item, GateState.Unused, $"no requirement has the id {entry.Key.Requirement}");
        }

        if (result is null)
        {
            return item with { Why = "the case was not selected" };
        }

        if (!result.Verdict.IsJudged())
        {
            return item with { Why = $"the case is {result.Verdict.Token()}" };
        }

        // A case that was judged may still not have looked: the answer never came, or the check fell away with a capability.
        var looked = result.Checks.Where(c => c.Aspect == entry.Key.Aspect && c.Requirements.Contains(entry.Key.Requirement)).ToArray();
        if (looked.Length == 0 || looked.Any(c => c.Outcome != Outcome.Held))
        {
            return item with { Why = looked.Any(c => c.Outcome == Outcome.Failed) ? "its check is decided by another requirement" : "no check of this run looked at it" };
        }

        return entry.Flaky
            ? item with { State = GateState.Known, Rounds = result.Rounds, Why = $"flaky, seen in 0 of {result.Rounds} rounds; {entry.Reason}" }
            : Stale(item with { Rounds = result.Rounds }, GateState.Fixed, $"it holds now; delete the entry at {entry.Place}");
    }

    private static GateItem Stale(GateItem item, GateState state, string why) => item with { State = state, Why = why, Stale = true };

    private static Tally Tally(RunEntry run) => new()
    {
        Errors = run.Counts.Error,
        Unjudged = run.Counts.Blocked + run.Counts.Inconclusive,
        Judged = run.Judged,
        Applicable = run.Applicable,
        Interrupted = run.Interrupted,
        StoppedBecause = run.StoppedBecause,
    };
}
