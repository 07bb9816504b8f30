using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Reports.Html.Views;

/// <summary>A stacked bar: cases by verdict.</summary>
/// <param name="Name">What the bar is about.</param>
/// <param name="Level">The level it is restricted to; null for all.</param>
/// <param name="Topic">The topic it is restricted to; null for all.</param>
/// <param name="Counts">Cases by verdict, without zeros, in the order of legends.</param>
public sealed record Bar(string Name, Level? Level, string? Topic, ImmutableArray<(Verdict Verdict, int Count)> Counts)
{
    /// <summary>All cases of the bar.</summary>
    public int Total => Counts.Sum(c => c.Count);

    /// <summary>The bar of some cases.</summary>
    public static Bar Of(string name, Level? level, string? topic, IReadOnlyCollection<CaseView> cases) =>
        new(name, level, topic, [.. Words.Verdicts.Select(v => (v, cases.Count(c => c.Result.Verdict == v))).Where(p => p.Item2 > 0)]);
}

/// <summary>All that the page shows, computed before it is drawn.</summary>
public sealed record ReportView
{
    /// <summary>Stands for the id of a case.</summary>
    public const string ReplayPlace = "CASE-ID";

    /// <summary>The run.</summary>
    public required RunResult Run { get; init; }

    /// <summary>What the report says beside it.</summary>
    public required ReportOptions Options { get; init; }

    /// <summary>The cases in the order of the suite.</summary>
    public required ImmutableArray<CaseView> Cases { get; init; }

    /// <summary>Findings, like with like.</summary>
    public required ImmutableArray<Cluster> Findings { get; init; }

    /// <summary>Gaps, like with like.</summary>
    public required ImmutableArray<GapCluster> Gaps { get; init; }

    /// <summary>All cases, then one bar a level.</summary>
    public required ImmutableArray<Bar> Levels { get; init; }

    /// <summary>One bar a topic.</summary>
    public required ImmutableArray<Bar> Topics { get; init; }

    /// <summary>Requirements with their cases and verdicts, by topic in reading order: all of the dialect, or those that a selection of cases cites.</summary>
    public required ImmutableArray<CoverageLine> Coverage { get; init; }

    /// <summary>Requirements against this run, and against the baseline when there is one.</summary>
    public required MatrixView Matrix { get; init; }

    /// <summary>What changed since the baseline; null without one.</summary>
    public DiffView? Diff { get; init; }

    /// <summary>What the gate says of a finding of some cases: how many are in which state, worst first.</summary>
    public IEnumerable<(GateState State, int Count)> GateOf(Cluster cluster)
    {
        var cases = cluster.Cases.ToHashSet(StringComparer.Ordinal);
        return (Options.Gate?.Items ?? [])
            .Where(i => cases.Contains(i.Key.Case) && i.Key.Requirement == cluster.First.Deciding.Id && i.Key.Aspect == cluster.First.Aspect)
            .GroupBy(i => i.State).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()));
    }

    /// <summary>Cases whose verdict is another than in the run before in the same folder; those that are worse now first.</summary>
    public IEnumerable<(CaseView Case, Verdict Was)> SinceThen =>
        Options.History is not { Runs.Length: > 1 } ? []
        : Cases.Where(c => c.Past is [.., _, { Times: 1 } last] && last.Verdict == c.Result.Verdict)
            .Select(c => (Case: c, Was: c.Past[^2].Verdict))
            .OrderBy(p => p.Case.Result.Verdict < p.Was);

    /// <summary>Which error wins, pair by pair.</summary>
    public required PrecedenceTable Precedence { get; init; }

    /// <summary>Requirements of the dialect that a check judged.</summary>
    public required int RulesJudged { get; init; }

    /// <summary>Requirements of the dialect that can be tested at all.</summary>
    public required int RulesTestable { get; init; }

    /// <summary>The requirements of <see cref="Coverage"/>.</summary>
    public IEnumerable<Requirement> Rules => Coverage.Where(l => !l.Cases.IsEmpty || l.ByStanding).Select(l => l.Requirement);

    /// <summary>The command that runs a case again, with <see cref="ReplayPlace"/> for its id.</summary>
    public required string Replay { get; init; }

    /// <summary>Compressed exchanges, see <see cref="Packs"/>.</summary>
    public required ImmutableArray<Pack> Packs { get; init; }

    /// <summary>Number of the pack with exchanges of the run itself; null without any.</summary>
    public int? RunPack { get; init; }

    /// <summary>Numbers of those exchanges.</summary>
    public ImmutableArray<long> RunExchanges { get; init; } = [];
}
