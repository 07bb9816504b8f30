using Conformance.Model;
using Conformance.Reports;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Reports;

/// <summary>A real run of some cases, with everything that it leaves in its folder.</summary>
internal static class RunInFolder
{
    public static async Task<RunResult> WriteAsync(Target target, IEnumerable<Scenario> scenarios, string folder, ReportOptions options)
    {
        var transcript = new TranscriptFile(Path.Combine(folder, ReportWriter.TranscriptName));
        await using var runner = await Runner.OpenAsync(
            new RunPlan
            {
                Target = target,
                Catalogue = SyntheticRun.Catalogue,
                Scenarios = [.. scenarios],
                Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
                Transcript = transcript,
            },
            CancellationToken.None);
        await runner.RunAllAsync(progress: null, CancellationToken.None);
        await runner.CloseAsync();
        await transcript.DisposeAsync();
        var run = runner.Result(interrupted: false);
        await ReportWriter.WriteAsync(run, folder, options);
        return run;
    }
}
