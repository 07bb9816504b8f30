using Conformance.Model;

namespace Conformance.Harness.Tests.Model;

/// <summary>What a run shows in figures, and the exit code that they make: what is not the target's fault is never green and never its deviation.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TallyTests
{
    private static readonly Tally Whole = new() { Errors = 0, Unjudged = 0, Judged = 10, Applicable = 10, Interrupted = false, StoppedBecause = null };

    [Test]
    public void All_judged_and_nothing_deviates() => Assert.That((Whole.TooLittle, Whole.ExitCode(deviates: false)), Is.EqualTo(((string?)null, 0)));

    [Test]
    public void Half_of_what_applies_is_enough() =>
        Assert.That(new[] { 5, 4 }.Select(j => (Whole with { Judged = j }).TooLittle), Is.EqualTo(new[] { null, "only 4 of 10 applicable cases were judged" }));

    [Test]
    public void Why_it_is_too_little() => Assert.That(
        new[]
        {
            Whole with { Interrupted = true, Judged = 0 },
            Whole with { Judged = 0, Unjudged = 3 },
            Whole with { Unjudged = 1 },
            Whole with { Unjudged = 2 },
        }.Select(t => t.TooLittle),
        Is.EqualTo(new[] { "the run was interrupted", "no case was judged", "1 case was blocked or inconclusive", "2 cases were blocked or inconclusive" }));

    // From the gravest: each line is outweighed by those above it.
    [TestCase(1, "it went away", true, 1, true, ExitCodes.Harness)]
    [TestCase(0, "it went away", true, 1, true, ExitCodes.Configuration)]
    [TestCase(0, null, true, 1, true, ExitCodes.Deviation)]
    [TestCase(0, null, false, 1, true, ExitCodes.TooLittleJudged)]
    [TestCase(0, null, false, 0, true, ExitCodes.Stale)]
    [TestCase(0, null, false, 0, false, ExitCodes.Pass)]
    public void The_gravest_decides(int errors, string? stopped, bool deviates, int unjudged, bool stale, int expected) =>
        Assert.That((Whole with { Errors = errors, StoppedBecause = stopped, Unjudged = unjudged }).ExitCode(deviates, stale), Is.EqualTo(expected));

    [Test]
    public void The_codes_are_those_of_the_manual() => Assert.That(
        new[] { ExitCodes.Pass, ExitCodes.Deviation, ExitCodes.TooLittleJudged, ExitCodes.Stale, ExitCodes.Configuration, ExitCodes.Harness },
        Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5 }));
}
