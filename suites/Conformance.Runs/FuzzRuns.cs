using Conformance.Cli.Targets;
using Conformance.Fuzz;
using Conformance.Model;

namespace Conformance.Runs;

/// <summary>The fuzz engine as NUnit runs: a bounded search with a fixed seed, the regressions, and what the engine promises of itself.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class FuzzRuns
{
    private const int Seed = 20260101;
    private static readonly Catalogue Catalogue = CatalogueLoader.Load(Path.Combine(RunSettings.RepositoryRoot, "fixtures", "catalogue"));
    private static readonly string Corpora = Path.Combine(RunSettings.RepositoryRoot, "fixtures", "corpus");

    public static IEnumerable<TestCaseData> Regressions() =>
        Directory.EnumerateFiles(Path.Combine(RunSettings.RepositoryRoot, "fixtures", "regressions"), "*.txt").Order(StringComparer.Ordinal)
            .SelectMany(file => File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#').Select((line, i) => (File: Path.GetFileNameWithoutExtension(file), Line: line, Number: i + 1)))
            .Select(x => new TestCaseData(x.Line).SetArgDisplayNames($"{x.File}_{x.Number}").SetDescription(x.Line));

    [TestCaseSource(nameof(Regressions))]
    public async Task Regression_holds(string line)
    {
        await using var embedded = RunSettings.Remote is null ? await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: true, [], CancellationToken.None) : null;
        await using var run = await FuzzRun.OpenAsync(Plan(embedded?.Target ?? RunSettings.Remote!, Surfaces.All), CancellationToken.None);
        var sightings = await run.ReplayAsync(line, CancellationToken.None);
        Assert.That(sightings.Where(s => run.Weighs(s) == Verdict.Deviates).Select(s => $"{s.Requirement}: expected {s.Expected}, received {s.Received}"), Is.Empty);
    }

    [TestCase(Dialect.Aws)]
    [TestCase(Dialect.JdCloud)]
    public async Task Nothing_is_found_on_the_sound_reference(Dialect dialect)
    {
        await using var embedded = await EmbeddedTarget.StartAsync(dialect, inMemory: true, [], CancellationToken.None);
        var plan = Plan(embedded.Target with { Concurrency = 4 }, Surfaces.All) with { Requests = 6000, Corpus = Corpus.Read(Corpora) };
        await using var run = await FuzzRun.OpenAsync(plan, CancellationToken.None);
        await run.RunAsync(CancellationToken.None);
        await run.CloseAsync();
        var report = run.Report();
        Assert.That(report.Findings.Where(f => f.Counts).Select(f => $"{f.Cause.Requirement}: {f.Received}: {f.Replay}"), Is.Empty);
        Assert.That(report.LeftBehind, Is.Empty);
        Assert.That(report.Inputs, Is.GreaterThan(1000));
    }

    [Test]
    public async Task The_same_seed_sends_the_same_inputs()
    {
        var first = await InputsAsync(Seed);
        var second = await InputsAsync(Seed);
        var other = await InputsAsync(Seed + 1);
        var count = Math.Min(first.Count, second.Count);
        Assert.That(count, Is.GreaterThan(300));
        Assert.That(second.Take(count), Is.EqualTo(first.Take(count)));
        Assert.That(other.Take(count), Is.Not.EqualTo(first.Take(count)));
    }

    [Test]
    public async Task A_life_cycle_shrinks_to_the_minimum_and_at_most_one_operation_more()
    {
        // Begin, store, overwrite, refuse: the listing that shows it is the engine's own.
        const int Minimum = 4;
        await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: true, ["deep-life-stale-part"], CancellationToken.None);
        var plan = Plan(embedded.Target with { Concurrency = 2 }, [Surface.Lifecycle]) with { Requests = 20000, StopsAtFirst = true };
        await using var run = await FuzzRun.OpenAsync(plan, CancellationToken.None);
        await run.RunAsync(CancellationToken.None);
        var finding = run.Report().Findings.First(f => f.Counts);
        await TestContext.Out.WriteLineAsync($"{finding.FoundAs}\n{finding.Replay}");
        Assert.That(finding.Replay.Split(';'), Has.Length.LessThanOrEqualTo(Minimum + 1));
    }

    [Test]
    public async Task A_refusal_left_out_is_one_finding_not_one_of_the_status_and_one_of_the_code()
    {
        await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: true, ["part-zero-accepted"], CancellationToken.None);
        await using var run = await FuzzRun.OpenAsync(Plan(embedded.Target with { Concurrency = 2 }, [Surface.PartNumber]) with { Requests = 1500 }, CancellationToken.None);
        await run.RunAsync(CancellationToken.None);
        Assert.That(run.Report().Findings.Where(f => f.Cause.Requirement == "upc.part.zero").Select(f => f.Cause.Aspect), Is.EqualTo(new[] { Aspect.Status }));
    }

    [Test]
    public async Task What_is_taken_against_the_texts_does_not_hide_what_it_did_to_other_parts()
    {
        await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: true, ["range-malformed-ignored", "deep-part-neighbour"], CancellationToken.None);
        await using var run = await FuzzRun.OpenAsync(Plan(embedded.Target with { Concurrency = 2 }, [Surface.Range, Surface.PartNumber]) with { Requests = 6000 }, CancellationToken.None);
        await run.RunAsync(CancellationToken.None);
        Assert.That(run.Report().Findings.Select(f => (f.Cause.Requirement, f.Received)), Does.Contain(("inv.model", "part 4097 is listed")));
    }

    // While the first input goes out, others are still opening their uploads.
    [Test]
    public async Task An_interruption_at_any_moment_keeps_what_is_known_and_leaves_nothing_behind()
    {
        await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: true, ["part-zero-accepted"], CancellationToken.None);
        for (var inputs = 1; inputs <= 2000; inputs += inputs)
        {
            using var interrupt = new CancellationTokenSource();
            var sent = 0;
            var plan = Plan(embedded.Target with { Concurrency = 16 }, Surfaces.All) with
            {
                Requests = 100_000,
                Sending = (_, _) =>
                {
                    if (Interlocked.Increment(ref sent) == inputs)
                    {
                        interrupt.Cancel();
                    }
                },
            };
            await using var run = await FuzzRun.OpenAsync(plan, CancellationToken.None);
            await run.RunAsync(interrupt.Token);
            await run.CloseAsync();
            var report = run.Report();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(report.Interrupted, Is.True);
                Assert.That(report.StoppedBecause, Is.Null);
                Assert.That(report.LeftBehind, Is.Empty);
                Assert.That(inputs < 1000 || report.Findings.Any(f => f.Cause.Requirement == "upc.part.zero"), Is.True, "a finding is lost");
            }
        }
    }

    [Test]
    public async Task One_request_is_one_finding_by_whichever_surfaces_and_rules_it_was_come_upon()
    {
        await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: true, ["part-zero-accepted", "deep-part-two-to-63"], CancellationToken.None);
        await using var run = await FuzzRun.OpenAsync(Plan(embedded.Target with { Concurrency = 2 }, [Surface.PartNumber, Surface.UploadId, Surface.Range]) with { Requests = 6000 }, CancellationToken.None);
        await run.RunAsync(CancellationToken.None);
        var findings = run.Report().Findings;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(findings.Where(f => f.Cause.Requirement == "upc.part.zero").Select(f => f.Surface), Is.EqualTo(new[] { Surface.PartNumber }));
            Assert.That(findings.Where(f => f.Received == "status 500").Select(f => f.Cause.Requirement), Is.EqualTo(new[] { "upc.part.overflow32" }));
        }
    }

    // The engine gives a target that went away half a minute to come back.
    [Test]
    public async Task A_target_that_dies_for_good_ends_the_search_and_says_so()
    {
        await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: false, [], CancellationToken.None);
        await using var run = await FuzzRun.OpenAsync(Plan(embedded.Target with { Concurrency = 4 }, Surfaces.All), CancellationToken.None);
        var search = run.RunAsync(CancellationToken.None);
        while (run.Progress.Requests < 200)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        await embedded.DisposeAsync();
        await search.WaitAsync(Lifeline.Patience * 4);
        await run.CloseAsync();
        var report = run.Report();
        Assert.Multiple(() =>
        {
            Assert.That(report.StoppedBecause, Does.Contain("stopped answering and did not come back"));
            Assert.That(report.Findings.Where(f => f.Counts).Select(f => $"{f.Cause.Requirement}: {f.Received}: {f.Replay}"), Is.Empty, "dying is no answer of any request that others can be blamed for");
            Assert.That(report.ExitCode, Is.EqualTo(ExitCodes.Configuration));
            Assert.That(report.LeftBehind, Is.Not.Empty, "what could not be removed is named");
        });
    }

    private static async Task<List<string>> InputsAsync(int seed)
    {
        await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: true, [], CancellationToken.None);
        var sent = new List<string>();
        var plan = Plan(embedded.Target with { Concurrency = 1 }, [Surface.UploadId, Surface.Auth]) with { Seed = seed, Requests = 900, Sending = (_, input) => sent.Add(input.Text()) };
        await using var run = await FuzzRun.OpenAsync(plan, CancellationToken.None);
        await run.RunAsync(CancellationToken.None);
        return sent;
    }

    private static FuzzPlan Plan(Target target, System.Collections.Immutable.ImmutableArray<Surface> surfaces) => new()
    {
        Target = target,
        Catalogue = Catalogue,
        Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
        Surfaces = surfaces,
        Seed = Seed,
    };
}
