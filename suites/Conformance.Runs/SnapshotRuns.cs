using Conformance.Cli.Targets;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Sdk;

namespace Conformance.Runs;

/// <summary>What the embedded endpoint says is what it was last accepted to say: one test a dialect over the cases that have snapshots.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SnapshotRuns
{
    private const int Shown = 5;

    [TestCase("aws")]
    [TestCase("jdcloud")]
    public async Task As_accepted(string name)
    {
        var dialect = name == "jdcloud" ? Dialect.JdCloud : Dialect.Aws;
        var selection = SnapshotSelection.Of(SdkSuite.Everything);
        var store = new SnapshotStore(Path.Combine(RunSettings.RepositoryRoot, "reports", "snapshots"), "reference", dialect);
        await using var endpoint = await EmbeddedTarget.StartAsync(dialect, inMemory: true, [], CancellationToken.None);
        var plan = new RunPlan
        {
            Target = endpoint.Target,
            Catalogue = CatalogueLoader.Load(Path.Combine(RunSettings.RepositoryRoot, "fixtures", "catalogue")),
            Scenarios = selection,
            Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
        };
        await using var runner = await Runner.OpenAsync(plan, CancellationToken.None);
        await runner.RunAllAsync(progress: null, CancellationToken.None);
        await runner.CloseAsync();
        var judged = runner.Result(interrupted: false).Cases.Where(c => c.Verdict.IsJudged());
        var comparisons = store.Compare(judged.Select(c => CaseSnapshot.Of(c.Scenario.Id, c.Exchanges)).OfType<CaseSnapshot>(), selection);
        store.WriteReceived(comparisons);
        var others = comparisons.Where(c => c.State != SnapshotState.Same).ToArray();
        Assert.That(
            others.Select(c => $"{c.State}: {c.Case}"),
            Is.Empty,
            string.Join('\n', others.Take(Shown).SelectMany(c => LineDiff.Patch(c.Accepted ?? "", c.Received ?? "").Prepend(c.Case)))
            + $"\nRead the .received.txt in {store.Folder}; accept with: dotnet run --project harness/Conformance.Cli -- run --in-memory --dialect {name}, then -- snapshots accept");
        Assert.That(comparisons, Has.Length.GreaterThan(300));
    }
}
