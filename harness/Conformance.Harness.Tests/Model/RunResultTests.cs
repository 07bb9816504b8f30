using System.Collections.Immutable;
using Conformance.Harness.Tests.Reports;
using Conformance.Model;

namespace Conformance.Harness.Tests.Model;

/// <summary>What a run amounts to: green only when nothing deviates and nothing was left unjudged.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RunResultTests
{
    private static readonly ImmutableArray<CaseResult> Cases = [.. Enum.GetValues<Verdict>().Select(v => SyntheticRun.Of(1, _ => v).Cases[0])];

    [TestCase(RunVerdict.Conformant, 0, Verdict.Pass)]
    [TestCase(RunVerdict.Conformant, 0, Verdict.Pass, Verdict.Lax, Verdict.Differs, Verdict.NotApplicable)]
    [TestCase(RunVerdict.ConformantWithGaps, 0, Verdict.Pass, Verdict.Unsupported)]
    [TestCase(RunVerdict.ConformantWithGaps, 2, Verdict.Pass, Verdict.Blocked)]
    [TestCase(RunVerdict.ConformantWithGaps, 2, Verdict.Pass, Verdict.Inconclusive)]
    [TestCase(RunVerdict.ConformantWithGaps, 5, Verdict.Pass, Verdict.Error)]
    [TestCase(RunVerdict.ConformantWithGaps, 2, Verdict.NotApplicable)]
    [TestCase(RunVerdict.Deviates, 1, Verdict.Pass, Verdict.Deviates, Verdict.Blocked)]
    public void The_verdict_of_a_run(RunVerdict expected, int exitCode, params Verdict[] verdicts)
    {
        var run = Run(verdicts);
        Assert.That((run.Verdict, run.ExitCode), Is.EqualTo((expected, exitCode)));
    }

    [Test]
    public void What_ended_before_its_time_has_gaps()
    {
        var run = Run(Verdict.Pass);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((run with { Interrupted = true }).Verdict, Is.EqualTo(RunVerdict.ConformantWithGaps));
            Assert.That((run with { StoppedBecause = "it went away" }).Verdict, Is.EqualTo(RunVerdict.ConformantWithGaps));
            Assert.That((run with { Interrupted = true }).ExitCode, Is.EqualTo(ExitCodes.TooLittleJudged));
            Assert.That((run with { StoppedBecause = "it went away" }).ExitCode, Is.EqualTo(ExitCodes.Configuration));
        }
    }

    [Test]
    public void Figures_of_a_run()
    {
        var run = Run(Enum.GetValues<Verdict>());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((run.Applicable, run.Judged), Is.EqualTo((8, 4)));
            Assert.That(Enum.GetValues<Verdict>().Select(run.Count), Is.All.EqualTo(1));
            Assert.That(run.Gaps.Select(g => g.Verdict), Is.EquivalentTo(new[] { Verdict.Unsupported, Verdict.Blocked, Verdict.Inconclusive, Verdict.Error }));
            Assert.That(run.Tally, Is.EqualTo(new Tally { Errors = 1, Unjudged = 2, Judged = 4, Applicable = 8, Interrupted = false, StoppedBecause = null }));
        }
    }

    [Test]
    public void The_verdict_as_a_sentence() => Assert.That(
        new[]
        {
            Run(Verdict.Pass, Verdict.Deviates),
            Run(Verdict.Pass, Verdict.Pass),
            Run(Verdict.Pass, Verdict.Lax),
            Run(Verdict.Pass, Verdict.Blocked),
        }.Select(r => r.Sentence()),
        Is.EqualTo(new[]
        {
            "Acme Store 4.2 deviates in 1 cases; 2 of 2 applicable cases judged.",
            "Acme Store 4.2 conforms: 2 of 2 applicable cases judged, no MUST failed.",
            "Acme Store 4.2 conforms: 2 of 2 applicable cases judged, no MUST failed, 1 lax.",
            "Acme Store 4.2 shows no deviation, with gaps: 1 of 2 applicable cases judged.",
        }));

    [Test]
    public void Only_what_was_judged_has_findings() =>
        Assert.That(Cases.Where(c => c.Findings.Any()).Select(c => c.Verdict), Is.EquivalentTo(new[] { Verdict.Lax, Verdict.Differs, Verdict.Deviates }));

    private static RunResult Run(params Verdict[] verdicts) => SyntheticRun.Around([.. verdicts.Select(v => Cases.First(c => c.Verdict == v))]);
}
