using Conformance.Model;
using Conformance.Reports;
using static Conformance.Harness.Tests.Reports.Gating.GateCases;

namespace Conformance.Harness.Tests.Reports.Gating;

/// <summary>What is new, known, changed, expired, fixed and unused.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class GateTests
{
    [Test]
    public void A_deviation_without_an_entry_is_new() => Sorted(Single(Deviating()), GateState.New, stale: false, "nobody answers for it");

    [Test]
    public void A_deviation_as_its_entry_has_it_is_known() => Sorted(Single(Deviating(), Entry), GateState.Known, stale: false, "it is a young server");

    [Test]
    public void Another_observation_is_a_change() =>
        Sorted(Single(Deviating(1, Finding("500 InternalError: status 500")), Entry), GateState.Changed, stale: true, "known is 400: status 400");

    [Test]
    public void The_day_after_its_last_it_is_expired() =>
        Sorted(Single(Deviating(), Entry with { Expiry = Today.AddDays(-1) }), GateState.Expired, stale: true, "excused until 2026-11-22 by storage team");

    [Test]
    public void A_check_that_holds_is_fixed() => Sorted(Single(Case(Verdict.Pass), Entry), GateState.Fixed, stale: true, "delete the entry at acme.known.yaml(5)");

    [TestCase(Verdict.Blocked)]
    [TestCase(Verdict.Inconclusive)]
    [TestCase(Verdict.Error)]
    [TestCase(Verdict.Unsupported)]
    [TestCase(Verdict.NotApplicable)]
    public void A_case_that_was_not_judged_is_never_fixed(Verdict verdict) =>
        Sorted(Single(Case(verdict, outcome: null), Entry), GateState.Unused, stale: false, $"the case is {verdict.Token()}");

    [Test]
    public void A_case_that_was_not_selected_is_never_fixed() => Sorted(Gate.Sort([], [Entry], Suite, Today).Single(), GateState.Unused, stale: false, "was not selected");

    [TestCase(null)]
    [TestCase(Outcome.Unjudged)]
    [TestCase(Outcome.NotApplicable)]
    public void A_check_that_did_not_look_fixes_nothing(Outcome? outcome) =>
        Sorted(Single(Case(Verdict.Pass, outcome), Entry), GateState.Unused, stale: false, "no check of this run looked at it");

    [Test]
    public void An_entry_about_no_case_is_stale() =>
        Sorted(Single(Case(Verdict.Pass), Entry with { Key = Key with { Case = "a/b/c" } }), GateState.Unused, stale: true, "no case has the id a/b/c");

    [Test]
    public void An_entry_about_no_requirement_is_stale() =>
        Sorted(Single(Case(Verdict.Pass), Entry with { Key = Key with { Requirement = "upc.none" } }), GateState.Unused, stale: true, "no requirement has the id upc.none");

    [Test]
    public void Without_reason_owner_or_expiry_an_entry_excuses_nothing()
    {
        Sorted(Single(Deviating(), Entry with { Reason = "" }), GateState.New, stale: false, "its entry at acme.known.yaml(5) has no reason and so excuses nothing; fill it in");
        Sorted(Single(Deviating(), Entry with { Owner = "" }), GateState.New, stale: false, "has no owner");
        Sorted(Single(Deviating(), Entry with { Expiry = null }), GateState.New, stale: false, "has no expiry");
    }

    [Test]
    public void An_entry_to_be_reviewed_excuses_nothing() =>
        Sorted(Single(Deviating(), Entry with { Review = "known was 404" }), GateState.Changed, stale: true, "is to be reviewed: known was 404");

    [Test]
    public void What_does_not_repeat_is_new_without_an_entry() =>
        Sorted(Single(Deviating(3, Finding(seen: 1))), GateState.New, stale: false, "seen in 1 of 3 rounds");

    [Test]
    public void What_does_not_repeat_is_known_only_when_its_entry_says_so()
    {
        Sorted(Single(Deviating(3, Finding(seen: 2)), Entry), GateState.Changed, stale: true, "seen in 2 of 3 rounds, and its entry at acme.known.yaml(5) does not say flaky: true");
        Sorted(Single(Deviating(3, Finding(seen: 2)), Entry with { Flaky = true }), GateState.Known, stale: false, "seen in 2 of 3 rounds");
        Sorted(Single(Deviating(3, Finding("200: another race", seen: 2)), Entry with { Flaky = true }), GateState.Known, stale: false, "seen in 2 of 3");
        Sorted(Single(Case(Verdict.Pass), Entry with { Flaky = true }), GateState.Known, stale: false, "flaky, seen in 0 of 1 rounds");
        Sorted(Single(Deviating(3, Finding(seen: 2)), Entry with { Flaky = true, Expiry = Today.AddDays(-1) }), GateState.Expired, stale: true, "excused until");
    }

    [Test]
    public void What_a_should_or_a_may_misses_is_not_gated()
    {
        var lax = Case(Verdict.Lax, Outcome.Failed) with { Findings = [Finding(verdict: Verdict.Lax)] };
        Assert.That(Gate.Sort([lax], [], Suite, Today), Is.Empty);
    }

    [Test]
    public void Findings_of_one_aspect_and_requirement_are_one_deviation_in_any_order()
    {
        var both = Single(Deviating(1, Finding("b"), Finding("a")));
        Assert.That(both.Fingerprint, Is.EqualTo(Single(Deviating(1, Finding("a"), Finding("b"))).Fingerprint));
        Assert.That(both.Fingerprint, Is.Not.EqualTo(Single(Deviating(1, Finding("a"))).Fingerprint));
    }

    [Test]
    public void Only_what_is_not_as_known_is_repeated()
    {
        Assert.That(Gate.Unexpected([Single(Deviating())]), Is.EqualTo([Id]));
        Assert.That(Gate.Unexpected([Single(Case(Verdict.Pass), Entry)]), Is.EqualTo([Id]));
        Assert.That(Gate.Unexpected([Single(Deviating(), Entry)]), Is.Empty);
        Assert.That(Gate.Unexpected([Single(Case(Verdict.Blocked, null), Entry)]), Is.Empty);
    }

    private static void Sorted(GateItem item, GateState state, bool stale, string why)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(item.State, Is.EqualTo(state), item.Why);
            Assert.That(item.Stale, Is.EqualTo(stale), item.Why);
            Assert.That(item.Why, Does.Contain(why));
        }
    }
}
