using Conformance.Harness.Tests.Reports;
using Conformance.Model;

namespace Conformance.Harness.Tests.Model;

/// <summary>Which of two faults a target reports.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PrecedenceTableTests
{
    private static readonly Requirement Requirement = SyntheticRun.Requirements[0];

    private static readonly PrecedenceTable Table = PrecedenceTable.Of(SyntheticRun.Around(
    [
        Pair("upload-part-copy/precedence/range-and-key", Outcome.Failed, "key: 404 NoSuchKey"),
        Pair("upload-part-copy/precedence/upload-and-key", Outcome.Held, "upload: 404 NoSuchUpload"),
        Pair("upload-part-copy/precedence/upload-and-range", Outcome.Held, "both"),
        Pair("upload-part-copy/precedence/date-and-key", Outcome.Unjudged, "date: it was not sent"),
        Pair("upload-part-copy/precedence/alone", Outcome.Held, "alone"),
        Pair("upload-part-copy/other/date-and-range", Outcome.Held, "date"),
    ]));

    [Test]
    public void Winners_of_what_was_judged() => Assert.That(
        Table.Winners.Select(w => $"{w.Key.First}, {w.Key.Second}: {w.Value}"),
        Is.EquivalentTo(new[] { "range, key: key", "upload, key: upload", "upload, range: both" }));

    [Test]
    public void The_fault_that_is_never_second_comes_first() => Assert.That(Table.Faults, Is.EqualTo(new[] { "upload", "range", "key" }));

    [Test]
    public void Asked_in_either_order() =>
        Assert.That((Table.Winner("range", "key"), Table.Winner("key", "range"), Table.Winner("date", "key")), Is.EqualTo(("key", "key", (string?)null)));

    [Test]
    public void What_standing_checks_say_is_not_about_the_pair()
    {
        var pair = Pair("upload-part-copy/precedence/a-and-b", Outcome.Held, "a");
        Assert.That(PrecedenceTable.Of(SyntheticRun.Around([pair with { Checks = [pair.Checks[0] with { Standing = true }] }])).Faults, Is.Empty);
    }

    private static CaseResult Pair(string id, Outcome outcome, string received) => new()
    {
        Scenario = new Scenario { Id = id, Claim = "A sample claim.", When = new UploadPartCopyRequest(), Then = [Check.Status(400).Cites(Requirement.Id)] },
        Verdict = Verdict.Pass,
        Checks = [SyntheticRun.Checked(Requirement, Aspect.ErrorCode, new CheckOutcome(outcome, "the first", received), Verdict.Pass)],
    };
}
