using Conformance.Model;
using Conformance.Reports.Power;

namespace Conformance.Harness.Tests.Reports;

/// <summary>The score is read as defects writes it; what is no score is one sentence.</summary>
[TestFixture]
public sealed class SuitePowerTests
{
    private const string Score = """
        {"planted":3,"killed":1,"excused":1,"checks":10,"proven":8,"excusedChecks":1,"canaryFailed":true,
         "defects":[{"id":"a","title":"t","breaks":"upc.a","seenOn":null,"killed":true,"excuse":null,"killers":4,"examples":["x"]}],"unproven":[]}
        """;

    [Test]
    public void Is_read_as_it_is_written()
    {
        using var folder = new TemporaryFolder();
        var power = SuitePower.Read(folder.Write("score.json", Score))!;
        Assert.That((power.Killed, power.Countable, power.Defects.Single().Killers), Is.EqualTo((1, 2, 4)));
    }

    [Test]
    public void Is_nothing_when_it_was_not_measured()
    {
        using var folder = new TemporaryFolder();
        Assert.That(SuitePower.Read(Path.Combine(folder.Path, "score.json")), Is.Null);
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("{\"planted\":3")]
    public void Is_one_sentence_when_it_is_damaged(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("score.json", text);
        Assert.That(() => SuitePower.Read(path), Throws.TypeOf<ConfigurationException>().With.Message.Contains("measure anew with: defects --output"));
    }
}
