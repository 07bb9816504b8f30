using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Reports.Html.Views;

namespace Conformance.Harness.Tests.Reports;

/// <summary>The matrix says of a requirement what its checks said, and the diff only what changed.</summary>
[TestFixture]
public sealed class ComparisonTests
{
    [Test]
    public void A_cell_is_the_worst_of_its_checks_with_every_aspect_that_was_looked_at()
    {
        var run = Of(Verdict.Deviates, Verdict.Pass, Verdict.Unsupported);
        var view = MatrixView.Of(SyntheticRun.Catalogue, [new MatrixColumn("one", run)]);
        var rows = view.Sections.SelectMany(s => s.Rows).ToDictionary(r => r.Requirement.Id);
        var broken = run.Cases[0].Findings[0].Requirement;
        Assert.Multiple(() =>
        {
            Assert.That(rows[broken].Cells[0]!.Verdict, Is.EqualTo(Verdict.Deviates));
            Assert.That(rows[broken].Cells[0]!.Case, Is.EqualTo(run.Cases[0].Id));
            Assert.That(rows[broken].Cells[0]!.Aspects.Where(a => a.Verdict == Verdict.Deviates).Select(a => a.Aspect), Is.EquivalentTo(run.Cases[0].Findings.Select(f => f.Aspect).Distinct()));
            Assert.That(rows[run.Cases[1].Requirements[0]].Cells[0]!.Verdict, Is.EqualTo(Verdict.Pass));
            Assert.That(rows[run.Cases[2].Requirements[0]].Cells[0]!.Verdict, Is.EqualTo(Verdict.Unsupported));
        });
    }

    [Test]
    public void A_requirement_that_no_case_of_a_run_cites_is_a_hole_there_and_no_pass()
    {
        var (all, one) = (Of(Verdict.Pass, Verdict.Pass), Of(Verdict.Pass));
        var view = MatrixView.Of(SyntheticRun.Catalogue, [new MatrixColumn("all", all), new MatrixColumn("one", one)]);
        var hole = view.Sections.SelectMany(s => s.Rows).Single(r => r.Requirement.Id == all.Cases[1].Requirements[0]);
        Assert.That(hole.Cells[1], Is.Null);
        Assert.That(hole.IsDifferent, Is.True);
    }

    [Test]
    public void A_diff_has_what_changed_worse_first()
    {
        var was = Of(Verdict.Pass, Verdict.Deviates, Verdict.Pass, Verdict.Pass);
        var now = was with
        {
            Cases = [was.Cases[0] with { Verdict = Verdict.Deviates, Findings = was.Cases[1].Findings }, was.Cases[1] with { Verdict = Verdict.Pass, Findings = [] }, was.Cases[2], was.Cases[3] with { Id = "new" }],
        };
        var diff = DiffView.Of(new MatrixColumn("was", was), new MatrixColumn("is", now));
        Assert.That(diff.Rows.Select(r => (r.Case, r.Change)), Is.EqualTo(new[]
        {
            (was.Cases[0].Id, Change.Regressed), ("new", Change.Appeared), (was.Cases[3].Id, Change.Gone), (was.Cases[1].Id, Change.Improved),
        }));
        Assert.That(diff.Same, Is.EqualTo(1));
    }

    [TestCase("400: the upload {upload-1}", "400: the upload {upload-1}", 0)]
    [TestCase("400: status 400", "500: status 500", 1)]
    public void What_was_observed_is_compared_and_not_what_changes_each_time(string before, string after, int changed)
    {
        var was = Of(Verdict.Deviates);
        ResultsDocument With(string observed) => was with
        {
            Cases = [was.Cases[0] with { Findings = [was.Cases[0].Findings[0] with { Observation = observed, Received = Guid.NewGuid().ToString() }] }],
        };
        var diff = DiffView.Of(new MatrixColumn("was", With(before)), new MatrixColumn("is", With(after)));
        Assert.That(diff.Count(Change.Changed), Is.EqualTo(changed));
    }

    private static ResultsDocument Of(params Verdict[] verdicts) => ResultsJson.Document(SyntheticRun.Of(verdicts.Length, i => verdicts[i]), SyntheticRun.Options);
}
