using System.Collections.Immutable;
using Conformance.Cli.Targets;
using Conformance.Model;

namespace Conformance.Cli.Power;

/// <summary>A run on the embedded endpoint that keeps nobody waiting: over in-memory pipes, endpoint and runner on one fast clock.</summary>
/// <param name="Result">What it found; null when the preflight refused the endpoint, as it may one with a planted defect.</param>
/// <param name="Refusal">Why, one sentence; null when the cases ran.</param>
internal sealed record QuickRun(RunResult? Result, string? Refusal)
{
    private const int Speed = 10;

    /// <summary>Runs cases.</summary>
    /// <param name="catalogue">The requirements.</param>
    /// <param name="dialect">What the endpoint speaks.</param>
    /// <param name="defect">Id of what is planted in it; null leaves it sound.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="style">Where it finds the name of a bucket.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="ConfigurationException">The endpoint has no such defect.</exception>
    public static async Task<QuickRun> OfAsync(
        Catalogue catalogue, Dialect dialect, string? defect, ImmutableArray<Scenario> cases, AddressingStyle style, CancellationToken cancel)
    {
        var clock = new FastClock(Speed);
        await using var embedded = await EmbeddedTarget.StartAsync(dialect, inMemory: true, defect is null ? [] : [defect], cancel, clock);
        var plan = new RunPlan
        {
            Target = embedded.Target with { Concurrency = 8, Deadline = TimeSpan.FromSeconds(5 * Speed), Style = style },
            Catalogue = catalogue,
            Scenarios = cases,
            Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
            Clock = clock,
        };
        try
        {
            await using var runner = await Runner.OpenAsync(plan, cancel);
            await runner.RunAllAsync(null, cancel);
            return new QuickRun(runner.Result(interrupted: false), Refusal: null);
        }
        catch (ConfigurationException e)
        {
            return new QuickRun(Result: null, e.Message);
        }
    }
}
