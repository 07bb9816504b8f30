using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Reports.Diffing;

/// <summary>What differs between two runs, and nothing that only the clock or the names make differ.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RunDiffTests
{
    private static readonly RunResult Before = SyntheticRun.Of(6, i => i == 0 ? Verdict.Deviates : Verdict.Pass);

    [Test]
    public void A_run_does_not_differ_from_itself()
    {
        var diff = Of(Before, Before);
        Assert.That((diff.Verdicts.Length, diff.Requirements.Length, diff.Exchanges.Length, diff.Common, diff.IsWorse), Is.EqualTo((0, 0, 0, 6, false)));
    }

    [Test]
    public void Verdicts_are_compared_by_case_and_by_requirement()
    {
        var mended = Of(Before, Before with { Cases = [Passing(Before.Cases[0]), .. Before.Cases[1..]] });
        Assert.That(mended.Verdicts, Is.EqualTo([new VerdictChange(Before.Cases[0].Scenario.Id, Verdict.Deviates, Verdict.Pass)]));
        Assert.That(mended.Requirements, Is.Not.Empty);
        Assert.That(mended.IsWorse, Is.False);
        Assert.That(Of(Before with { Cases = [Passing(Before.Cases[0]), .. Before.Cases[1..]] }, Before).IsWorse, Is.True);
    }

    [Test]
    public void Only_changed_exchanges_are_shown_side_by_side()
    {
        var changed = Before.Cases[1];
        var exchange = changed.Exchanges.Last(e => e.Label.Step == Steps.When);
        var other = exchange with { Response = exchange.Response! with { Head = exchange.Response!.Head.Replace("HTTP/1.1 ", "HTTP/1.1 5", StringComparison.Ordinal) } };
        var after = Before with { Cases = Before.Cases.SetItem(1, changed with { Exchanges = changed.Exchanges.Replace(exchange, other) }) };
        var shown = Of(Before, after).Exchanges.Single();
        var row = shown.Rows.Single(r => r.Kind != RowKind.Same);
        Assert.That((shown.Case, shown.Step), Is.EqualTo((changed.Scenario.Id, Said.UnderTest)));
        Assert.That((row.Kind, row.Left!.StartsWith("< HTTP/1.1 ", StringComparison.Ordinal), row.Right), Is.EqualTo((RowKind.Changed, true, row.Left!.Replace("1.1 ", "1.1 5"))));
    }

    [Test]
    public void Cases_of_one_run_only_are_named_and_never_a_change()
    {
        var diff = Of(Before, Before with { Cases = Before.Cases[..4] });
        Assert.That(diff.OnlyBefore, Is.EqualTo(Before.Cases[4..].Select(c => c.Scenario.Id)));
        Assert.That((diff.OnlyAfter.Length, diff.Verdicts.Length, diff.Common), Is.EqualTo((0, 0, 4)));
    }

    private static CaseResult Passing(CaseResult result) => result with
    {
        Verdict = Verdict.Pass,
        Checks = [.. result.Checks.Select(c => c with { Verdict = Verdict.Pass, Outcome = c.Outcome with { Outcome = Outcome.Held } })],
    };

    private static RunDiff Of(RunResult before, RunResult after) => RunDiff.Of(
        ResultsJson.Document(before, SyntheticRun.Options), Sent(before), ResultsJson.Document(after, SyntheticRun.Options), Sent(after));

    private static ImmutableDictionary<long, Exchange> Sent(RunResult run) => run.Cases.SelectMany(c => c.Exchanges).ToImmutableDictionary(e => e.Sequence);
}
