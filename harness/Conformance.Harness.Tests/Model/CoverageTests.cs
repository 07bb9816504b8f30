using Conformance.Harness.Tests.Reports;
using Conformance.Model;

namespace Conformance.Harness.Tests.Model;

/// <summary>Requirement by case by verdict: what nothing cites shows as a hole, and the worst that a check made of it counts.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CoverageTests
{
    private static readonly Requirement[] Three = [.. SyntheticRun.Requirements.Where(r => r.VerdictWhenFailed == Verdict.Deviates).Take(3)];

    [Test]
    public void Cases_stand_beside_what_they_cite_in_the_order_of_the_catalogue()
    {
        var lines = Coverage.Of(SyntheticRun.Catalogue, [Case("a/b/one", Three[0]), Case("a/b/two", Three[0]), Case("a/b/three", Three[1])]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines.Select(l => l.Requirement), Is.EqualTo(SyntheticRun.Catalogue.Requirements));
            Assert.That(Line(lines, Three[0]).Cases, Is.EqualTo(new[] { "a/b/one", "a/b/two" }));
            Assert.That(Line(lines, Three[1]).Cases, Is.EqualTo(new[] { "a/b/three" }));
            Assert.That(lines.Select(l => l.Verdict), Is.All.Null);
        }
    }

    [Test]
    public void A_hole_is_what_nobody_cites_and_nobody_excuses()
    {
        var lines = Coverage.Of(SyntheticRun.Catalogue, [Case("a/b/one", Three[0])]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Line(lines, Three[0]).IsHole, Is.False);
            Assert.That(lines.Where(l => l.ByStanding), Is.Not.Empty, "the standing checks cite some");
            Assert.That(lines.Where(l => l.ByStanding && l.IsHole), Is.Empty);
            Assert.That(lines.Where(l => l.Requirement.Untestable is not null).Select(l => l.IsHole), Is.Not.Empty.And.All.False);
            Assert.That(lines.Where(l => l.Cases.IsEmpty && !l.ByStanding && l.Requirement.Untestable is null).Select(l => l.IsHole), Is.Not.Empty.And.All.True);
        }
    }

    [Test]
    public void Of_a_run_the_worst_that_a_check_made_of_it_counts()
    {
        var run = SyntheticRun.Around(
        [
            Result("a/b/held", Three[0], Outcome.Held),
            Result("a/b/failed", Three[0], Outcome.Failed),
            Result("a/b/held-again", Three[0], Outcome.Held),
            Result("a/b/open", Three[1], Outcome.Unjudged),
            Result("a/b/foreign", Three[2], Outcome.NotApplicable),
        ]);
        var lines = Coverage.Of(run);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Three.Select(r => Line(lines, r).Verdict), Is.EqualTo(new Verdict?[] { Verdict.Deviates, Verdict.Inconclusive, null }));
            Assert.That(Line(Coverage.Of(SyntheticRun.Around([Result("a/b/held", Three[0], Outcome.Held)])), Three[0]).Verdict, Is.EqualTo(Verdict.Pass));
            Assert.That(lines.Select(l => l.Requirement.Expect.ContainsKey(Dialect.Aws)), Is.All.True);
            Assert.That(lines, Has.Length.LessThan(SyntheticRun.Catalogue.Requirements.Count()));
            Assert.That(Line(lines, Three[0]).Cases, Has.Length.EqualTo(3));
        }
    }

    [Test]
    public void A_failed_check_weighs_for_each_requirement_by_its_own_level()
    {
        var mild = SyntheticRun.Requirements.First(r => r.VerdictWhenFailed == Verdict.Differs);
        var result = Result("a/b/failed", Three[0], Outcome.Failed);
        var run = SyntheticRun.Around([result with { Checks = [result.Checks[0] with { Requirements = [Three[0].Id, mild.Id, "no.such.requirement"] }] }]);
        Assert.That(new[] { Three[0], mild }.Select(r => Line(Coverage.Of(run), r).Verdict), Is.EqualTo(new Verdict?[] { Verdict.Deviates, Verdict.Differs }));
    }

    private static CoverageLine Line(IEnumerable<CoverageLine> lines, Requirement requirement) => lines.Single(l => l.Requirement == requirement);

    private static Scenario Case(string id, Requirement requirement) => new()
    {
        Id = id,
        Claim = "A sample claim.",
        When = new UploadPartCopyRequest(),
        Then = [Check.Status(200).Cites(requirement.Id)],
    };

    private static CaseResult Result(string id, Requirement requirement, Outcome outcome) => new()
    {
        Scenario = Case(id, requirement),
        Verdict = Verdict.Pass,
        Checks = [SyntheticRun.Checked(requirement, Aspect.Status, new CheckOutcome(outcome, "status 200", "status 400"), Verdict.Pass)],
    };
}
