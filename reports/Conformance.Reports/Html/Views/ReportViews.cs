using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Reports.Html.Views;

/// <summary>Computes what the page shows. Pure.</summary>
internal static class ReportViews
{
    // Exchanges in the page itself are for readers without script. They are bounded, worst cases first; the packs hold the rest.
    private const int InlineBudget = 100_000;
    private const int MaxRunExchanges = 80;

    public static ReportView Build(RunResult run, ResultsDocument results, ReportOptions options)
    {
        var inline = Inline(run);
        var (now, was) = Columns(run, results, options);
        var coverage = Coverage.Of(run);
        var packs = new Packs();
        // Drawing exchanges is most of the work, and each case by itself; the packs are filled in order, by one alone.
        var drawn = run.Cases.AsParallel().AsOrdered().Select(c => (Case: c, Views: Drawn(c, inline.GetValueOrDefault(c.Scenario.Id)))).ToArray();
        var cases = drawn.Select(d => Case(run, options, d.Case, inline.GetValueOrDefault(d.Case.Scenario.Id), d.Views, packs)).ToImmutableArray();
        var ofRun = OfRun(run);
        var runPack = packs.Add("run", ofRun.Select(e => ExchangeViews.Of(e, [], inShort: true)));
        return new ReportView
        {
            Run = run,
            Options = options,
            Cases = cases,
            Findings = Clusters.Findings(run),
            Gaps = Clusters.Gaps(run),
            Levels = Levels(cases),
            Topics = Topics(run, cases),
            Coverage = [.. coverage.Where(l => run.Filter is null || IsLookedAt(l))],
            Matrix = MatrixView.Of(run.Catalogue, was is null ? [now] : [was, now]),
            Diff = was is null ? null : DiffView.Of(was, now),
            Precedence = PrecedenceTable.Of(run),
            RulesJudged = coverage.Count(l => l.Verdict is { } v && v.IsJudged() && IsTestable(l.Requirement, run.Dialect)),
            RulesTestable = run.Catalogue.Requirements.Count(r => IsTestable(r, run.Dialect)),
            Replay = ReplayPattern(options),
            Packs = packs.Close(options.Comparison),
            RunPack = runPack,
            RunExchanges = [.. ofRun.Select(e => e.Sequence)],
        };
    }

    private static (MatrixColumn Now, MatrixColumn? Was) Columns(RunResult run, ResultsDocument results, ReportOptions options) =>
        options.Baseline is { } baseline
            ? (new MatrixColumn(run.TargetName, results), new MatrixColumn($"baseline: {baseline.Run.Target.Name}", baseline))
            : (new MatrixColumn(run.TargetName, results), null);

    private static bool IsLookedAt(CoverageLine line) => !line.Cases.IsEmpty || line.ByStanding;

    private static string ReplayPattern(ReportOptions options) => options.ReplayCommand(ReportView.ReplayPlace);

    private static bool IsTestable(Requirement requirement, Dialect dialect) => requirement.Untestable is null && requirement.Expect.ContainsKey(dialect);

    private static ExchangeView[] Drawn(CaseResult result, ExchangeView? inline)
    {
        var marks = ExchangeViews.Marks(result);
        return [.. result.Exchanges.Where(e => e.Sequence != inline?.Number).Select(e => ExchangeViews.Of(e, marks[e.Sequence], inShort: result.Verdict == Verdict.Pass))];
    }

    private static CaseView Case(RunResult run, ReportOptions options, CaseResult result, ExchangeView? inline, ExchangeView[] drawn, Packs packs)
    {
        var broken = result.Findings.Select(f => f.Deciding).DistinctBy(r => r.Id).ToImmutableArray();
        var cited = result.Scenario.Cited.Select(run.Catalogue.Find).OfType<Requirement>().ToArray();
        return new CaseView
        {
            Result = result,
            Level = cited.Concat(broken).Select(r => r.Level).DefaultIfEmpty(Level.May).Min(),
            Topic = cited.FirstOrDefault()?.Topic ?? "other",
            Broken = broken,
            Others = [.. cited.ExceptBy(broken.Select(b => b.Id), r => r.Id)],
            SeenOn = [.. result.Findings.SelectMany(f => f.SeenOn).Distinct(StringComparer.Ordinal)],
            Replay = options.ReplayCommand(result.Scenario.Id),
            IsReplayPlain = options.ReplayCommand(result.Scenario.Id) == ReplayPattern(options).Replace(ReportView.ReplayPlace, result.Scenario.Id),
            Gate = options.Gate is { } gate ? [.. gate.Items.Where(i => i.Key.Case == result.Scenario.Id).Select(i => i.State).Distinct().Order()] : [],
            Past = options.History?.Of(result.Scenario.Id) ?? [],
            Inline = inline,
            Pack = packs.Add(result.Scenario.Id, drawn, Held(result)),
        };
    }

    // A pass is told in short: what was expected of it is read by few, and by them with the exchanges.
    private static string[][]? Held(CaseResult result) => result.Verdict != Verdict.Pass ? null :
    [
        .. result.Checks.Where(c => !c.Standing && c.Outcome.Outcome == Outcome.Held).Select(c => c.Outcome.Expected == c.Outcome.Received && c.Outcome.Note is null
            ? new[] { c.Aspect.Token(), Fragments.Phrase(c.Outcome.Expected) }
            : [c.Aspect.Token(), Fragments.Phrase(c.Outcome.Expected), Fragments.Phrase(c.Outcome.Received), Fragments.Phrase(c.Outcome.Note)]),
    ];

    private static Dictionary<string, ExchangeView> Inline(RunResult run)
    {
        var inline = new Dictionary<string, ExchangeView>(StringComparer.Ordinal);
        var spent = 0;
        foreach (var result in run.Cases.Where(c => c.Verdict != Verdict.Pass).OrderByDescending(c => c.Verdict))
        {
            if (ResultsBuilder.UnderTest(result) is not { } exchange)
            {
                continue;
            }

            var view = ExchangeViews.Of(exchange, ExchangeViews.Marks(result)[exchange.Sequence], inShort: false);
            spent += view.Weight;
            if (spent > InlineBudget)
            {
                break;
            }

            inline[result.Scenario.Id] = view;
        }

        return inline;
    }

    // What proves a capability first, then the beginning: preflight, probes, seeding. Clean-up of a thousand cases belongs in the transcript.
    private static Exchange[] OfRun(RunResult run)
    {
        var proofs = run.Capabilities.SelectMany(c => c.Exchanges).ToHashSet();
        return
        [
            .. run.RunExchanges
                .OrderByDescending(e => proofs.Contains(e.Sequence))
                .ThenBy(e => e.Sequence)
                .Take(MaxRunExchanges)
                .OrderBy(e => e.Sequence),
        ];
    }

    private static ImmutableArray<Bar> Levels(ImmutableArray<CaseView> cases) =>
    [
        Bar.Of("All cases", null, null, cases),
        .. Enum.GetValues<Level>()
            .Select(l => Bar.Of(l.Token(), l, null, [.. cases.Where(c => c.Level == l)]))
            .Where(b => b.Total > 0),
    ];

    private static ImmutableArray<Bar> Topics(RunResult run, ImmutableArray<CaseView> cases)
    {
        var byTopic = cases.ToLookup(c => c.Topic, StringComparer.Ordinal);
        var named = run.Catalogue.Topics.Where(t => byTopic.Contains(t.Id)).Select(t => Bar.Of(t.Title, null, t.Id, [.. byTopic[t.Id]]));
        return byTopic.Contains("other") ? [.. named, Bar.Of("Other", null, "other", [.. byTopic["other"]])] : [.. named];
    }
}
