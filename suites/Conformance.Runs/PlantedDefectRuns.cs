using System.Collections.Concurrent;
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

    // A case is worth the run of another case, not of a hundred: the whole suite is tried only when the obvious cases find nothing.
    private static readonly ConcurrentDictionary<string, ImmutableArray<Scenario>> Obvious = new();

    public static IEnumerable<TestCaseData> Defects() =>
        PlantedDefects.All.Select(d => new TestCaseData(d).SetName("Caught_" + d.Id.Replace('-', '_')).SetDescription(d.Title));

    [TestCaseSource(nameof(Defects))]
    public async Task Caught(PlantedDefect defect)
    {
        var sound = (await Sound.Value).ToDictionary(c => c.Scenario.Id, StringComparer.Ordinal);
        var obvious = Obvious.GetOrAdd(defect.Breaks, id => [.. Suite.All.Where(s => s.Cited.Contains(id, StringComparer.Ordinal)).Take(24)]);
        var killers = obvious.IsEmpty ? [] : await KillersAsync(defect, obvious, sound);
        if (killers.Count == 0)
        {
            killers = await KillersAsync(defect, Suite.All, sound);
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
