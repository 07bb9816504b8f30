using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Reports;

namespace Conformance.Harness.Tests.Reports.Diffing;

/// <summary>Any two of several sides, exchange by exchange.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SidesTests
{
    [Test]
    public void Every_line_of_each_text_stands_once_and_in_order()
    {
        var rows = Alignment.Of(["a\nb\nc\nd", "a\nold\nc\nend", "first\na\nb\nc"]);
        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(r => r[0]).OfType<string>(), Is.EqualTo(new[] { "a", "b", "c", "d" }));
            Assert.That(rows.Select(r => r[1]).OfType<string>(), Is.EqualTo(new[] { "a", "old", "c", "end" }));
            Assert.That(rows.Select(r => r[2]).OfType<string>(), Is.EqualTo(new[] { "first", "a", "b", "c" }));
            Assert.That(rows.First(r => r[0] == "b"), Is.EqualTo(new[] { "b", "old", "b" }));
            Assert.That(rows.First(r => r[2] == "first")[0], Is.Null);
        });
    }

    [Test]
    public void Lines_that_only_the_others_share_stand_in_one_row()
    {
        var rows = Alignment.Of(["a\nz", "a\nx\ny\nz", "a\ny\nz"]);
        Assert.That(rows.Single(r => r[2] == "y"), Is.EqualTo(new[] { null, "y", "y" }));
    }

    [Test]
    public void It_tells_what_differs_and_how_many_were_looked_at()
    {
        var comparison = Comparison.Of(Snapshots("now", ("x", "a\nc"), ("y", "a"), ("z", "a")), Snapshots("accepted", ("x", "a\nb"), ("y", "a")), Snapshots("reference", ("y", "b"), ("z", "a")));
        Assert.Multiple(() =>
        {
            Assert.That(comparison.Exchanges.Select(e => e.Case), Is.EqualTo(new[] { "x", "y" }), "z is the same wherever it is known");
            Assert.That((comparison.LookedAt(0, 1), comparison.LookedAt(1, 0), comparison.LookedAt(0, 2), comparison.LookedAt(1, 2)), Is.EqualTo((2, 2, 2, 1)));
            Assert.That(comparison.Between(1, 0).Select(c => c.Case), Is.EqualTo(new[] { "x" }));
            Assert.That(comparison.Between(2, 1).Single().Rows, Is.EqualTo(new[] { new DiffRow(RowKind.Changed, "b", "a") }));
            Assert.That(comparison.Exchanges[1].Texts, Is.EqualTo(new[] { "a", "b" }), "what two sides say alike is kept once");
        });
    }

    [Test]
    public void A_run_that_did_not_send_an_exchange_differs_from_a_run_that_did_and_from_no_snapshot()
    {
        var (sent, unsent) = (Run("now", ("x", Said.UnderTest, "a"), ("x", "observe", "b")), Run("baseline", ("x", "observe", "b")));
        var comparison = Comparison.Of(sent, unsent, Snapshots("accepted", ("x", "a")));
        Assert.That(comparison.Between(1, 0).Single().Rows, Is.EqualTo(new[] { new DiffRow(RowKind.Added, null, "a") }));
        Assert.That(comparison.LookedAt(1, 2), Is.Zero);
        Assert.That(comparison.Between(2, 0), Is.Empty);
    }

    [Test]
    public void A_snapshot_is_what_a_run_has_of_the_request_under_test_and_races_are_left_out()
    {
        var wire = new SyntheticWire(seed: 1);
        var whole = wire.Whole("a/b/c", refused: true);
        var said = Said.Of([.. whole, whole[2] with { Label = whole[2].Label with { Step = Steps.Again } }]);
        Assert.That(said.Single(s => s.Step == Said.UnderTest).Text, Is.EqualTo(CaseSnapshot.Of("a/b/c", [.. whole, whole[2] with { Label = whole[2].Label with { Step = Steps.Again } }])!.Text));
        Assert.That(said, Has.Length.EqualTo(6));

        var run = SyntheticRun.Of(2, _ => Verdict.Pass);
        var race = run.Cases[0] with { Exchanges = [.. run.Cases[0].Exchanges, run.Cases[0].Exchanges[0] with { Sequence = 999, Label = run.Cases[0].Exchanges[0].Label with { Step = Steps.Meanwhile } }] };
        var racing = run with { Cases = [race, run.Cases[1]] };
        var side = Side.OfRun("now", "This run", ResultsJson.Document(racing, SyntheticRun.Options), racing.Cases.SelectMany(c => c.Exchanges).ToDictionary(e => e.Sequence));
        Assert.That(side.Cases.Select(c => c.Case), Is.EqualTo(new[] { run.Cases[1].Scenario.Id }));
    }

    private static Side Snapshots(string key, params (string Case, string Text)[] texts) => Side.OfSnapshots(key, key, texts.Select(t => KeyValuePair.Create(t.Case, t.Text)));

    private static Side Run(string key, params (string Case, string Step, string Text)[] said) =>
        new(key, key, IsWhole: true, [.. said.GroupBy(s => s.Case).Select(g => (g.Key, g.Select(s => new Said(s.Step, s.Text)).ToImmutableArray()))]);
}
