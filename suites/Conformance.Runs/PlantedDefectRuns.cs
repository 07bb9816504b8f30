using System.Collections.Immutable;
using Conformance.Cli.Targets;
using Conformance.Model;
using Conformance.Reference;
using Conformance.Scenarios;

namespace Conformance.Runs;

/// <summary>The suite's own power: every planted defect of the reference is caught, and without one nothing is found.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class PlantedDefectRuns
{
    private static readonly Lazy<Catalogue> Catalogue = new(() => CatalogueLoader.Load(Path.Combine(RunSettings.RepositoryRoot, "fixtures", "catalogue")));

    // What the sound reference is found to do: known once, compared with every faulty one.
    private static readonly Lazy<Task<ImmutableArray<CaseResult>>> Sound = new(() => RunAsync([], Suite.All));

    // Defects that a normative text or a recording allows: the catalogue accepts the answer, so no case may find anything.
    private static readonly Dictionary<string, string> Conforming = new(StringComparer.Ordinal)
    {
        ["answer-no-namespace"] = "upc.rx.namespace accepts it: the sample of the AWS documents has no namespace",
        ["answer-last-modified-no-zone"] = "upc.rx.lastmodified-format accepts it: the samples of the AWS documents print it so",
        ["complete-not-repeatable"] = "cmu.repeat accepts 404: the documents say NoSuchUpload covers completed uploads",
    };

    private const int MostCases = 16;

    public static IEnumerable<TestCaseData> Defects() =>
        PlantedDefects.All.Select(d => new TestCaseData(d).SetName("Caught_" + d.Id.Replace('-', '_')).SetDescription(d.Title));

    [TestCaseSource(nameof(Defects))]
    public async Task Caught(PlantedDefect defect)
    {
        // The cases that prove the requirement broken: a defect has to be caught for the stated reason, not by accident.
        ImmutableArray<Scenario> cases = [.. Suite.All.Where(s => Cites(s, defect.Breaks)).Take(MostCases)];
        if (cases.IsEmpty)
        {
            Assert.Ignore($"no case cites {defect.Breaks} yet");
        }

        var sound = (await Sound.Value).ToDictionary(c => c.Scenario.Id, StringComparer.Ordinal);
        var killers = await KillersAsync(defect, cases, sound);
        if (Conforming.TryGetValue(defect.Id, out var reason))
        {
            Assert.That(killers, Is.Empty, $"{reason}, yet a case complains");
            Assert.Ignore(reason);
        }

        Assert.That(killers, Is.Not.Empty, $"no case notices: {defect.Title} (breaks {defect.Breaks})");
        await TestContext.Out.WriteLineAsync($"{killers.Count} cases, e.g. {killers[0]}");
    }

    [Test]
    public async Task The_sound_reference_gives_no_finding_that_counts() =>
        Assert.That((await Sound.Value).Where(c => c.Verdict is not (Verdict.Pass or Verdict.NotApplicable or Verdict.Differs)).Select(c => $"{c.Scenario.Id}: {c.Verdict.Token()}"), Is.Empty);

    [Test]
    public void Every_defect_breaks_a_requirement_of_the_catalogue() =>
        Assert.That(PlantedDefects.All.Where(d => Catalogue.Value.Find(d.Breaks) is null).Select(d => $"{d.Id} breaks {d.Breaks}"), Is.Empty);

    private static bool Cites(Scenario scenario, string requirement) =>
        scenario.Cited.Contains(requirement, StringComparer.Ordinal)
        || StandingChecks.For(scenario).Any(c => c.Requirements.Contains(requirement, StringComparer.Ordinal));

    // A case kills a defect when it finds something that it does not find on the sound reference.
    private static async Task<List<string>> KillersAsync(PlantedDefect defect, ImmutableArray<Scenario> cases, Dictionary<string, CaseResult> sound) =>
    [
        .. (await RunAsync([defect.Id], cases))
            .Where(c => c.Verdict is Verdict.Inconclusive || c.Findings.Any(f => sound[c.Scenario.Id].Findings.All(s => Key(s) != Key(f))))
            .Select(c => $"{c.Scenario.Id} ({c.Verdict.Token()})"),
    ];

    private static (string, Aspect, string) Key(CheckResult finding) => (finding.Deciding.Id, finding.Aspect, finding.Outcome.Expected);

    private static async Task<ImmutableArray<CaseResult>> RunAsync(ImmutableArray<string> defects, ImmutableArray<Scenario> cases)
    {
        await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: true, defects, CancellationToken.None);
        var plan = new RunPlan
        {
            Target = embedded.Target with { Concurrency = 8, Deadline = TimeSpan.FromSeconds(10) },
            Catalogue = Catalogue.Value,
            Scenarios = cases,
            Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
        };
        try
        {
            await using var runner = await Runner.OpenAsync(plan, CancellationToken.None);
            await runner.RunAllAsync(null, CancellationToken.None);
            return runner.Result(interrupted: false).Cases;
        }
        catch (ConfigurationException e)
        {
            // The preflight itself noticed: as good a catch as any case, and reported as one.
            return [new CaseResult { Scenario = cases[0], Verdict = Verdict.Inconclusive, Reason = e.Message }];
        }
    }
}
