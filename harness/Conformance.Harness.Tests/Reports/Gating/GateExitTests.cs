using Conformance.Model;
using Conformance.Reports;
using static Conformance.Harness.Tests.Reports.Gating.GateCases;

namespace Conformance.Harness.Tests.Reports.Gating;

/// <summary>The exit codes of the gate, and that too little is never green.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class GateExitTests
{
    private static readonly GateItem New = Single(Deviating());
    private static readonly GateItem Known = Single(Deviating(), Entry);
    private static readonly GateItem Fixed = Single(Case(Verdict.Pass), Entry);
    private static readonly GateItem Waiting = Single(Case(Verdict.Blocked, null), Entry);

    [Test]
    public void Nothing_new_and_nothing_stale_passes()
    {
        Expect(Enough, [], 0, "acme passes the gate: no deviation, none known; 10 of 10 applicable cases judged.");
        Expect(Enough, [Known, Waiting], 0, "acme passes the gate: 1 unused, 1 known");
    }

    [Test]
    public void Something_new_is_1() => Expect(Enough, [New, Known, Fixed], 1, "something deviates that was not known to: 1 new, 1 fixed, 1 known.");

    [Test]
    public void Something_stale_is_3() => Expect(Enough, [Fixed, Known], 3, "what is known is stale: 1 fixed, 1 known.");

    [Test]
    public void Too_little_is_2_whatever_is_known()
    {
        Expect(Enough with { Unjudged = 1 }, [Known], 2, "1 case was blocked or inconclusive");
        Expect(Enough with { Interrupted = true }, [], 2, "the run was interrupted");
        Expect(Enough with { Judged = 0, Applicable = 0 }, [], 2, "no case was judged");
        Expect(Enough with { Judged = 4 }, [], 2, "only 4 of 10 applicable cases were judged");
        Expect(Enough with { Unjudged = 1 }, [Fixed], 2, "1 case was blocked or inconclusive");
    }

    [Test]
    public void A_target_that_went_away_is_4() => Expect(Enough with { StoppedBecause = "the target stopped answering" }, [New], 4, "the target stopped answering");

    [Test]
    public void A_harness_that_failed_is_5() => Expect(Enough with { Errors = 2 }, [New], 5, "the harness failed in 2 cases");

    [Test]
    public void A_run_is_counted_as_it_was()
    {
        var run = SyntheticRun.Of(9, i => (Verdict)i);
        var gate = Gate.Judge(ResultsJson.Document(run, SyntheticRun.Options), KnownDeviations.None(Dialect.Aws), Suite, Today);
        Assert.That(gate.Tally, Is.EqualTo(run.Tally));
        Assert.That(gate.ExitCode, Is.EqualTo(5));
        var deviating = SyntheticRun.Of(3, i => i == 0 ? Verdict.Deviates : Verdict.Pass);
        Assert.That(Gate.Judge(ResultsJson.Document(deviating, SyntheticRun.Options), KnownDeviations.None(Dialect.Aws), Suite, Today).ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void Entries_of_another_dialect_are_refused()
    {
        var run = ResultsJson.Document(SyntheticRun.Of(1), SyntheticRun.Options);
        Assert.That(
            () => Gate.Judge(run, KnownDeviations.None(Dialect.JdCloud), Suite, Today),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("of the dialect jdcloud and the run is judged in aws"));
    }

    private static void Expect(Tally tally, GateItem[] items, int exitCode, string sentence)
    {
        var gate = new GateResult("acme", tally, [.. items.OrderBy(i => i.State)]);
        Assert.That(gate.Sentence(), Does.Contain(sentence).And.EndsWith("."));
        Assert.That(gate.ExitCode, Is.EqualTo(exitCode), gate.Sentence());
    }
}
