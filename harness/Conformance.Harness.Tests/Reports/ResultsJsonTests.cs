using Conformance.Model;
using Conformance.Reports;
using NJsonSchema;

namespace Conformance.Harness.Tests.Reports;

/// <summary>results.json is as its schema has it, and a file that is not is refused in one sentence.</summary>
[TestFixture]
public sealed class ResultsJsonTests
{
    private static readonly Verdict[] Verdicts = Enum.GetValues<Verdict>();

    private static RunResult EveryVerdict => SyntheticRun.Of(45, i => Verdicts[i % Verdicts.Length]);

    [Test]
    public async Task A_run_with_every_verdict_validates()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Repository.Root, "reports", "schema", "results.schema.json"));
        var run = EveryVerdict with { Filter = "upload-part-copy", StoppedBecause = "it stopped", LeftBehind = ["bucket x"], Server = null };
        Assert.That(schema.Validate(ResultsJson.Serialize(run, SyntheticRun.Options)).Select(e => e.ToString()), Is.Empty);
    }

    [Test]
    public void The_schema_is_not_so_wide_that_anything_passes()
    {
        var json = ResultsJson.Serialize(EveryVerdict, SyntheticRun.Options);
        var schema = JsonSchema.FromJsonAsync(ResultsJson.SchemaText()).GetAwaiter().GetResult();
        Assert.Multiple(() =>
        {
            Assert.That(schema.Validate(json.Replace("\"aspect\": \"status\"", "\"aspect\": \"mood\"")), Is.Not.Empty);
            Assert.That(schema.Validate(json.Replace("\"exitCode\": ", "\"exit\": ")), Is.Not.Empty);
            Assert.That(schema.Validate(json.Replace("\"judged\": ", "\"judged\": -")), Is.Not.Empty);
            Assert.That(schema.Validate(json.Replace("\"replay\": \"", "\"replay\": 1, \"x\": \"")), Is.Not.Empty);
        });
    }

    [Test]
    public void What_is_written_is_read_back()
    {
        using var folder = new TemporaryFolder();
        var run = EveryVerdict;
        var path = folder.Write("results.json", ResultsJson.Serialize(run, SyntheticRun.Options));
        var read = ResultsJson.Read(path);
        Assert.Multiple(() =>
        {
            Assert.That(read.Run.Verdict, Is.EqualTo(run.Verdict));
            Assert.That(read.Run.ExitCode, Is.EqualTo(run.ExitCode));
            Assert.That(read.Run.Counts.NotApplicable, Is.EqualTo(run.Count(Verdict.NotApplicable)));
            Assert.That(read.Run.Gaps.Select(g => g.Case), Is.EqualTo(run.Gaps.Select(g => g.Scenario.Id)));
            Assert.That(read.Cases.Select(c => (c.Id, c.Verdict)), Is.EqualTo(run.Cases.Select(c => (c.Scenario.Id, c.Verdict))));
            Assert.That(read.Cases.SelectMany(c => c.Findings).Count(), Is.EqualTo(run.Cases.SelectMany(c => c.Findings).Count()));
        });
    }

    [Test]
    public void A_finding_names_the_exchange_and_the_replay()
    {
        var run = SyntheticRun.Of(1, _ => Verdict.Deviates);
        var finding = ResultsJson.Document(run, SyntheticRun.Options).Cases[0].Findings[0];
        Assert.That(finding.Exchange, Is.EqualTo(run.Cases[0].Exchanges.Single(e => e.Label.Step == Steps.When).Sequence));
        Assert.That(finding.Replay, Is.EqualTo(SyntheticRun.Options.ReplayCommand(run.Cases[0].Scenario.Id)));
    }

    [Test]
    public void Half_a_surrogate_pair_is_written_as_a_replacement()
    {
        var run = EveryVerdict with { Server = "x\uD83D" };
        Assert.That(ResultsJson.Document(run, SyntheticRun.Options).Run.Target.Server, Is.EqualTo("x\uFFFD"));
        Assert.That(() => ResultsJson.Serialize(run, SyntheticRun.Options), Throws.Nothing);
    }

    [TestCase("", "it is empty")]
    [TestCase("{ \"schemaVersion\": 2, \"suite\":", "damaged or cut short at line 1")]
    [TestCase("[1, 2]", "no schemaVersion")]
    [TestCase("{ \"schemaVersion\": \"one\" }", "no schemaVersion")]
    [TestCase("{ \"schemaVersion\": 7 }", "has schema version 7, this suite reads version 2; use the newer suite that wrote it.")]
    [TestCase("{ \"schemaVersion\": 1 }", "run the suite again.")]
    [TestCase("{ \"schemaVersion\": 2 }", "breaks the schema: property required")]
    public void A_file_that_is_no_results_json_is_refused(string text, string says)
    {
        using var folder = new TemporaryFolder();
        Refused(folder.Write("results.json", text), says);
    }

    [TestCase("\"verdict\": \"lax\"", "\"verdict\": \"fine\"", "not in enumeration")]
    [TestCase("\"schemaVersion\": 2", "\"schemaVersion\": 2, \"colour\": 1", "no additional properties allowed")]
    [TestCase("\"interrupted\": false", "\"interrupted\": \"no\"", "boolean expected")]
    public void A_file_that_breaks_the_schema_is_refused(string sound, string broken, string says)
    {
        using var folder = new TemporaryFolder();
        Refused(folder.Write("results.json", ResultsJson.Serialize(EveryVerdict, SyntheticRun.Options).Replace(sound, broken)), says);
    }

    [Test]
    public void A_file_cut_short_anywhere_is_refused()
    {
        using var folder = new TemporaryFolder();
        var whole = ResultsJson.Serialize(SyntheticRun.Of(2), SyntheticRun.Options);
        for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 40))
        {
            Refused(folder.Write("results.json", whole[..length]), "");
        }
    }

    [Test]
    public void A_missing_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        Refused(Path.Combine(folder.Path, "nowhere", "results.json"), "does not exist; run the suite first");
    }

    [Test]
    public void Nesting_without_end_is_refused()
    {
        using var folder = new TemporaryFolder();
        Refused(folder.Write("results.json", new string('[', 100_000)), "damaged");
    }

    private static void Refused(string path, string says)
    {
        var thrown = Assert.Throws<ConfigurationException>(() => ResultsJson.Read(path));
        Assert.That(thrown!.Message, Does.StartWith(path).And.Contain(says).And.EndWith("."));
        Assert.That(thrown.Message, Does.Not.Contain("\n").And.Not.Contain("   at "));
    }
}
