using Conformance.Cli.Targets;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Scenarios;
using Conformance.Wire;

namespace Conformance.Runs;

/// <summary>The suite as NUnit tests, one a case id, in each dialect: against the target of the test parameters, or the embedded endpoint.</summary>
[TestFixtureSource(typeof(RunSettings), nameof(RunSettings.Dialects))]
[Parallelizable(ParallelScope.All)]
public sealed class SuiteRun(string dialect)
{
    private EmbeddedTarget? embedded;
    private TranscriptFile? transcript;
    private Runner? runner;

    private GateOfRun? gate;
    private RunHistory? history;

    private string Folder => RunSettings.Output(dialect);

    /// <summary>One test a case; names keep to characters that every filter understands.</summary>
    public static IEnumerable<TestCaseData> Cases() =>
        RunSettings.Selected.Select(s => new TestCaseData(s).SetName(s.Id.Replace('/', '_')).SetDescription(s.Claim).SetCategory(s.Id.Split('/')[0]));

    [OneTimeSetUp]
    public async Task Open()
    {
        var catalogue = CatalogueLoader.Load(Path.Combine(RunSettings.RepositoryRoot, "fixtures", "catalogue"));
        if (RunSettings.Remote is null)
        {
            embedded = await EmbeddedTarget.StartAsync(dialect == "jdcloud" ? Dialect.JdCloud : Dialect.Aws, inMemory: false, [], CancellationToken.None);
        }

        history = RunHistory.Read(Folder);
        gate = GateOfRun.Open(dialect == "jdcloud" ? Dialect.JdCloud : Dialect.Aws, catalogue);
        var path = Path.Combine(Directory.CreateDirectory(Folder).FullName, ReportWriter.TranscriptName);
        File.Delete(path);
        transcript = new TranscriptFile(path);
        runner = await Runner.OpenAsync(
            new RunPlan
            {
                Target = RunSettings.Remote ?? embedded!.Target,
                Catalogue = catalogue,
                Scenarios = [.. RunSettings.Selected],
                Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
                Transcript = transcript,
            },
            CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (runner is not null)
        {
            var left = await runner.CloseAsync();
            await (transcript?.DisposeAsync() ?? ValueTask.CompletedTask);
            var result = runner.Result(interrupted: false);
            var options = new ReportOptions
            {
                ReplayCommand = id => $"dotnet test suites/Conformance.Runs --filter \"Name={id.Replace('/', '_')}\"",
                History = history,
                SuiteVersion = typeof(SuiteRun).Assembly.GetName().Version!.ToString(3),
            };
            var results = ResultsJson.Document(result, options);
            await ReportWriter.WriteAsync(result, results, Folder, options with { Gate = gate?.Of(results) }, CancellationToken.None);
            await runner.DisposeAsync();
            Assert.That(left, Is.Empty, "what the run created on the target is removed");
        }

        if (transcript is not null)
        {
            await transcript.DisposeAsync();
        }

        if (embedded is not null)
        {
            await embedded.DisposeAsync();
        }
    }

    [Test]
    public void Known_deviations_name_what_exists()
    {
        if (gate is null)
        {
            Assert.Ignore("No known deviations are named; the test parameter Known does.");
        }

        Assert.That(gate.NamingNothing, Is.Empty);
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Case(Scenario scenario)
    {
        var result = await runner!.RunCaseAsync(scenario, CancellationToken.None);
        if (gate is not null && result.Verdict.IsJudged())
        {
            result = await gate.RequireAsync(result, runner);
        }

        var text = BugReport.Of(result);
        switch (result.Verdict)
        {
            // Ignored, not inconclusive: JUnit loggers show an inconclusive test as passed.
            case Verdict.NotApplicable or Verdict.Unsupported:
                Assert.Ignore(text);
                break;
            case Verdict.Pass:
                break;
            case Verdict.Lax or Verdict.Differs:
                await TestContext.Out.WriteLineAsync(text);
                break;
            default:
                Assert.Fail(text);
                break;
        }
    }
}
