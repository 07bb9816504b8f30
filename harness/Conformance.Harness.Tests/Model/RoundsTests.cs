using System.Collections.Immutable;
using Conformance.Harness.Tests.Reports;
using Conformance.Model;

namespace Conformance.Harness.Tests.Model;

/// <summary>Several rounds of a case as one result: the worst is shown, and each finding says in how many it was seen.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RoundsTests
{
    private static readonly CaseResult Failing = SyntheticRun.Of(1, _ => Verdict.Deviates).Cases[0];

    private static readonly CaseResult Passing = Failing with
    {
        Verdict = Verdict.Pass,
        Checks = [.. Failing.Checks.Select(c => c with { Verdict = Verdict.Pass, Outcome = c.Outcome with { Outcome = Outcome.Held } })],
    };

    [Test]
    public void A_finding_that_does_not_repeat_is_shown_and_counted()
    {
        var merged = Rounds.Merge([Passing, Failing, Passing]);
        Assert.That((merged.Verdict, merged.Rounds), Is.EqualTo((Verdict.Deviates, 3)));
        Assert.That(merged.Findings.Select(f => f.Seen), Is.Not.Empty.And.All.EqualTo(1));
    }

    [Test]
    public void A_finding_that_repeats_is_seen_in_all_rounds() =>
        Assert.That(Rounds.Merge([Failing, Failing]).Findings.Select(f => f.Seen), Is.Not.Empty.And.All.EqualTo(2));

    [Test]
    public void Rounds_that_were_not_judged_do_not_count()
    {
        var merged = Rounds.Merge([Failing, Failing with { Verdict = Verdict.Blocked, Checks = [] }]);
        Assert.That((merged.Rounds, merged.Findings.First().Seen), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Findings_of_other_rounds_are_kept_with_their_exchanges()
    {
        var finding = Failing.Findings.First();
        var other = Failing with
        {
            Checks = [finding with { Aspect = Aspect.Timing }],
            Exchanges = [.. Failing.Exchanges.Select(e => e with { Sequence = e.Sequence + 1000 })],
        };
        var merged = Rounds.Merge([Failing, other]);
        var kept = merged.Findings.Single(f => f.Aspect == Aspect.Timing);
        Assert.That((kept.Seen, merged.Rounds), Is.EqualTo((1, 2)));
        Assert.That(merged.Exchanges.Select(e => e.Sequence), Does.Contain(kept.Outcome.Exchange!.Value));
        Assert.That(merged.Exchanges.Last(), Is.EqualTo(Failing.Exchanges.Last()));
    }
}
