using System.Collections.Immutable;
using Conformance.Fuzz;

namespace Conformance.Harness.Tests.Fuzz;

/// <summary>Which histories of one part an order explains.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LinearityCheckerTests
{
    private static PartEvent Write(string value, long begun, long ended) => new(0, "copy", PartEffect.Write, value, begun, ended);

    private static PartEvent Read(string? value, long begun, long ended) => new(1, "list", PartEffect.Read, value, begun, ended);

    [Test]
    public void Of_two_that_overlap_either_may_stay()
    {
        Assert.That(LinearityChecker.Check([Write("a", 0, 10), Write("b", 5, 15), Read("a", 20, 21)]), Is.EqualTo(Linearity.Linearizable));
        Assert.That(LinearityChecker.Check([Write("a", 0, 10), Write("b", 5, 15), Read("b", 20, 21)]), Is.EqualTo(Linearity.Linearizable));
    }

    [Test]
    public void Of_two_in_turn_the_later_stays() =>
        Assert.That(LinearityChecker.Check([Write("a", 0, 4), Write("b", 5, 9), Read("a", 20, 21)]), Is.EqualTo(Linearity.Impossible));

    [Test]
    public void A_lost_part_has_no_explanation() =>
        Assert.That(LinearityChecker.Check([Write("a", 0, 10), Read(null, 20, 21)]), Is.EqualTo(Linearity.Impossible));

    [Test]
    public void Readers_do_not_go_back_in_time() =>
        Assert.That(LinearityChecker.Check([Write("a", 0, 100), Read("a", 10, 20), Read(null, 30, 40)]), Is.EqualTo(Linearity.Impossible));

    [Test]
    public void What_was_never_answered_may_have_happened_or_not()
    {
        var silent = new PartEvent(2, "copy", PartEffect.Unknown, "b", 0, 3);
        Assert.That(LinearityChecker.Check([silent, Read("b", 10, 11)]), Is.EqualTo(Linearity.Linearizable));
        Assert.That(LinearityChecker.Check([silent, Read(null, 10, 11)]), Is.EqualTo(Linearity.Linearizable));
    }

    [Test]
    public void The_bound_gives_up_rather_than_lie()
    {
        ImmutableArray<PartEvent> many = [.. Enumerable.Range(0, 40).Select(i => Write($"v{i}", 0, 100)), Read("none of them", 200, 201)];
        Assert.That(LinearityChecker.Check(many, bound: 5000), Is.EqualTo(Linearity.Unknown));
    }

    [Test]
    public void The_picture_has_a_line_an_operation() =>
        Assert.That(Timeline.Of([Write("abcdef0123456789", 0, 10), Read(null, 20, 21)]).Split('\n'), Has.Length.EqualTo(2));
}
