using Conformance.Cli.Power;
using Conformance.Cli.Targets;
using Conformance.Fuzz;
using Conformance.Model;
using Conformance.Reference;
using Conformance.Sdk;

namespace Conformance.Runs;

/// <summary>
/// The power of the fuzz engine: planted defects that no scenario is held to notice are found within a stated number of requests, whatever the seed.
/// A slice runs by itself; the whole matrix and the proof that scenarios miss them run when asked for by name (they are explicit).
/// </summary>
[Parallelizable(ParallelScope.Children)]
public sealed class DeepDefectRuns
{
    // One in so many: a slice across all surfaces, since the registry is sorted by id.
    private const int Slice = 9;
    private const int Workers = 4;
    private const int Speed = 10;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3 * Speed);
    private static readonly int[] Seeds = [1, 2, 3];
    private static readonly Catalogue Catalogue = CatalogueLoader.Load(Path.Combine(RunSettings.RepositoryRoot, "fixtures", "catalogue"));

    public static IEnumerable<TestCaseData> SomeDefects() => PlantedDefects.Deep.Where((_, i) => i % Slice == 0).Select(d => Case(d, Seeds[0]));

    public static IEnumerable<TestCaseData> AllDefects() => PlantedDefects.Deep.SelectMany(d => Seeds.Select(s => Case(d, s)));

    [TestCaseSource(nameof(SomeDefects))]
    public Task Found(DeepDefect defect, int seed) => FindAsync(defect, seed);

    [TestCaseSource(nameof(AllDefects))]
    [Explicit("Minutes: three seeds a defect")]
    public Task Found_by_each_seed(DeepDefect defect, int seed) => FindAsync(defect, seed);

    [Test]
    [Explicit("Minutes: the whole suite once a defect")]
    public async Task No_scenario_notices()
    {
        var matrix = new DefectMatrix(Catalogue, SdkSuite.Everything, Excuses.Load(Path.Combine(RunSettings.RepositoryRoot, "fixtures")));
        var noticed = new List<string>();
        foreach (var defect in PlantedDefects.Deep)
        {
            var verdict = await matrix.TryAsync(defect.Entry, matrix.Cases, CancellationToken.None);
            if (verdict.Killers.Length > 0)
            {
                noticed.Add($"{defect.Entry.Id}: {verdict.Killers[0]}");
            }
        }

        Assert.That(noticed, Is.Empty);
    }

    [Test]
    public void There_are_thirty_or_more_and_each_breaks_a_requirement()
    {
        Assert.That(PlantedDefects.Deep, Has.Count.GreaterThanOrEqualTo(30));
        Assert.That(PlantedDefects.Deep.Where(d => Catalogue.Find(d.Entry.Breaks) is null).Select(d => d.Entry.Id), Is.Empty);
        Assert.That(PlantedDefects.Deep.Select(d => d.Entry.Id).Intersect(PlantedDefects.All.Select(d => d.Id)), Is.Empty);
    }

    private static TestCaseData Case(DeepDefect defect, int seed) =>
        new TestCaseData(defect, seed).SetArgDisplayNames($"{defect.Entry.Id.Replace('-', '_')}_{seed}").SetDescription(defect.Entry.Title);

    private static async Task FindAsync(DeepDefect defect, int seed)
    {
        var clock = new FastClock(Speed);
        await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: true, [defect.Entry.Id], CancellationToken.None, clock);
        var plan = new FuzzPlan
        {
            Target = embedded.Target with { Concurrency = Workers, Deadline = Deadline },
            Catalogue = Catalogue,
            Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
            Surfaces = Surfaces.Parse(defect.Surface),
            Seed = seed,
            Requests = defect.Within,
            StopsAtFirst = true,
            ShrinkAttempts = 4,
            Clock = clock,
        };
        await using var run = await FuzzRun.OpenAsync(plan, CancellationToken.None);
        await run.RunAsync(CancellationToken.None);
        var report = run.Report();
        Assert.That(report.Findings.Where(f => f.Counts), Is.Not.Empty, $"not found within {defect.Within} requests ({report.Inputs} inputs): {defect.Entry.Title}");
        var first = report.Findings[0];
        await TestContext.Out.WriteLineAsync($"at request {first.AtRequest} of {report.Requests}: {first.Cause.Requirement}, {first.Received}: {first.Replay}");
    }
}
