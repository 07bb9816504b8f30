using Conformance.Reports;

namespace Conformance.Harness.Tests.Reports.Snapshots;

/// <summary>Three texts side by side.</summary>
public sealed class ThreeWayTests
{
    [TestCase("a\nb", "a\nb", true)]
    [TestCase(null, "a\nb", true)]
    [TestCase(null, null, true)]
    [TestCase("a\nb", "a", false)]
    [TestCase("a", null, false)]
    public void It_is_the_same_when_nobody_says_otherwise(string? accepted, string? reference, bool same) =>
        Assert.That(new ThreeWay(accepted, reference, Now("a\nb")).IsSame, Is.EqualTo(same));

    [Test]
    public void Every_line_of_each_stands_once_and_in_order()
    {
        var rows = new ThreeWay("a\nold\nc\nend", "first\na\nb\nc", Now("a\nb\nc\nd")).Rows();
        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(r => r.Now).OfType<string>(), Is.EqualTo(new[] { "a", "b", "c", "d" }));
            Assert.That(rows.Select(r => r.Accepted).OfType<string>(), Is.EqualTo(new[] { "a", "old", "c", "end" }));
            Assert.That(rows.Select(r => r.Reference).OfType<string>(), Is.EqualTo(new[] { "first", "a", "b", "c" }));
            Assert.That(rows.First(r => r.Now == "b"), Is.EqualTo(new ThreeWayRow("old", "b", "b")));
            Assert.That(rows.First(r => r.Reference == "first").Now, Is.Null);
        });
    }

    [Test]
    public void Comparison_tells_what_differs_and_how_many_were_looked_at()
    {
        var accepted = new Dictionary<string, string> { ["x"] = "a\nb", ["y"] = "a" };
        var comparison = Comparison.WithSnapshots("it", accepted, [Now("a\nc"), Now("a") with { Case = "y" }, Now("a") with { Case = "z" }]);
        Assert.That((comparison.Looked, comparison.Exchanges.Select(e => e.Case)), Is.EqualTo(((int?)2, new[] { "x" })));
    }

    [Test]
    public void What_two_runs_say_otherwise_is_kept_as_varying()
    {
        var together = SnapshotStore.Together([[Now("a"), Now("b") with { Case = "y" }], [Now("a"), Now("c") with { Case = "y" }]]);
        Assert.That(together.Select(s => s.Text), Is.EqualTo(new[] { "a", SnapshotStore.Varying + "b" }));
    }

    private static CaseSnapshot Now(string text) => new("x", text, []);
}
