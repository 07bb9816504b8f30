using Conformance.Cli.Targets;
using Conformance.Model;

namespace Conformance.Cli.Power;

/// <summary>A case that must fail: it expects of a sound endpoint what no endpoint gives. If it ever passes, nothing else can be believed.</summary>
internal static class Canary
{
    /// <summary>The case.</summary>
    public static Scenario Case { get; } = new()
    {
        Id = "canary/must/fail",
        Claim = "A correct copy is answered with a status that no target gives.",
        Given = [Given.StoredObject(Slot.Source, sizeBytes: 64), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [Check.Status(418).Cites("upc.rh.status-200")],
    };

    /// <summary>True when it deviates on the sound endpoint.</summary>
    public static async Task<bool> FailsAsync(Catalogue catalogue, CancellationToken cancel)
    {
        await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: true, [], cancel);
        var plan = new RunPlan { Target = embedded.Target, Catalogue = catalogue, Scenarios = [Case], Identity = RunIdentity.Create(TimeProvider.System, Random.Shared) };
        await using var runner = await Runner.OpenAsync(plan, cancel);
        return (await runner.RunCaseAsync(Case, cancel)).Verdict == Verdict.Deviates;
    }
}
