using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Reports;

/// <summary>What this run sent and received beside the same of another time or another server; scrubbed.</summary>
/// <param name="Was">What it is compared with, in words.</param>
/// <param name="Looked">Exchanges compared; null where they are not counted.</param>
/// <param name="Exchanges">Those that differ.</param>
public sealed record Comparison(string Was, int? Looked, ImmutableArray<ExchangeChange> Exchanges)
{
    /// <summary>Against the baseline, exchange by exchange. Pure.</summary>
    public static Comparison WithBaseline(ResultsDocument baseline, IReadOnlyDictionary<long, Exchange> sentThen, ResultsDocument now, RunResult run) => new(
        $"the baseline, {baseline.Run.Target.Name} of {baseline.Run.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC",
        Looked: null,
        RunDiff.Of(baseline, sentThen, now, Sent(run)).Exchanges);

    /// <summary>Against snapshots of some cases. Pure.</summary>
    public static Comparison WithSnapshots(string was, IReadOnlyDictionary<string, string> snapshots, IReadOnlyCollection<CaseSnapshot> now)
    {
        var both = now.Where(s => snapshots.ContainsKey(s.Case)).ToArray();
        return new Comparison(was, both.Length, [.. both.Where(s => snapshots[s.Case] != s.Text).Select(s => new ExchangeChange(s.Case, "request under test", LineDiff.SideBySide(snapshots[s.Case], s.Text)))]);
    }

    /// <summary>The exchanges of a run by number.</summary>
    public static ImmutableDictionary<long, Exchange> Sent(RunResult run) =>
        run.Cases.SelectMany(c => c.Exchanges).DistinctBy(e => e.Sequence).ToImmutableDictionary(e => e.Sequence);
}

/// <summary>What a case says in this run, beside what the target was last accepted to say and what the reference says.</summary>
/// <param name="Accepted">What was accepted; null when nothing was.</param>
/// <param name="Reference">What the reference says; null when it has no snapshot of the case.</param>
/// <param name="Now">This run.</param>
public sealed record ThreeWay(string? Accepted, string? Reference, CaseSnapshot Now)
{
    /// <summary>True when there is nothing to show: all say the same.</summary>
    public bool IsSame => (Accepted ?? Now.Text) == Now.Text && (Reference ?? Now.Text) == Now.Text;

    /// <summary>
    /// Line by line, those of this run in order; a line that only another has stands where it would come. Pure.
    /// </summary>
    public ImmutableArray<ThreeWayRow> Rows()
    {
        var accepted = Beside(Accepted);
        var reference = Beside(Reference);
        var rows = ImmutableArray.CreateBuilder<ThreeWayRow>();
        var lines = Now.Text.Split('\n');
        for (var at = 0; at <= lines.Length; at++)
        {
            var (others, theirs) = (accepted.Before[at], reference.Before[at]);
            for (var i = 0; i < Math.Max(others.Count, theirs.Count); i++)
            {
                rows.Add(new ThreeWayRow(others.ElementAtOrDefault(i), theirs.ElementAtOrDefault(i), Now: null));
            }

            if (at < lines.Length)
            {
                rows.Add(new ThreeWayRow(accepted.With[at], reference.With[at], lines[at]));
            }
        }

        return rows.ToImmutable();
    }

    // Of another text: the line beside each of ours, and those that come before each of ours.
    private (string?[] With, List<string>[] Before) Beside(string? other)
    {
        var count = Now.Text.Split('\n').Length;
        var with = new string?[count];
        var before = Enumerable.Range(0, count + 1).Select(_ => new List<string>()).ToArray();
        var at = 0;
        foreach (var row in other is null ? [] : LineDiff.SideBySide(other, Now.Text))
        {
            if (row.Right is null)
            {
                before[at].Add(row.Left!);
            }
            else
            {
                with[at++] = row.Left;
            }
        }

        return (with, before);
    }
}

/// <summary>A line of three texts side by side; null where one has none.</summary>
public sealed record ThreeWayRow(string? Accepted, string? Reference, string? Now);
