using Conformance.Reports;

namespace Conformance.Harness.Tests.Reports.Snapshots;

/// <summary>An answer that is other each time.</summary>
public sealed class VaryingTests
{
    [Test]
    public void What_two_runs_say_otherwise_is_kept_as_varying()
    {
        var together = SnapshotStore.Together([[Now("a"), Now("b") with { Case = "y" }], [Now("a"), Now("c") with { Case = "y" }]]);
        Assert.That(together.Select(s => s.Text), Is.EqualTo(new[] { "a", SnapshotStore.Varying + "b" }));
    }

    private static CaseSnapshot Now(string text) => new("x", text, []);
}
