using System.CommandLine;
using Conformance.Cli.Targets;
using Conformance.Model;
using Conformance.Reports;

namespace Conformance.Cli.Commands;

/// <summary>The options of run --gate.</summary>
public sealed class RunGate
{
    private readonly Option<bool> gate = new("--gate") { Description = "Compare what deviates with what is known to, and exit by that" };

    private readonly Option<int?> repeat = new("--repeat")
    {
        Description = "With --gate: how often a case with an unexpected finding is run in all (3 by default)",
        HelpName = "N",
    };

    private readonly GateOptions options = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        repeat.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 50)
            {
                result.AddError("--repeat has to be from 1 to 50.");
            }
        });
        command.Add(gate);
        options.AddTo(command);
        command.Add(repeat);
    }

    /// <summary>What the options ask for; null without --gate. The file is read before anything is sent.</summary>
    public GatePlan? Read(ParseResult parsed, TargetRequest request)
    {
        if (parsed.GetValue(gate))
        {
            // An address given by hand is another target than the file's, unless the file is named along with it.
            var file = options.Path(parsed, () => request.File ?? (request.IsEmbedded ? TargetFile.Load(Path.Combine(Repository.Targets, "reference.yaml"), Repository.Targets) : null));
            var known = GateOptions.Load(file, request.Dialect ?? request.File?.Dialect ?? Dialect.Aws);
            return new GatePlan(file, known, parsed.GetValue(repeat) ?? 3);
        }

        return options.IsGiven(parsed) || parsed.GetValue(repeat) is not null
            ? throw new ConfigurationException("--known and --repeat belong to --gate; add it or leave them out")
            : null;
    }
}

/// <summary>What a run is gated by.</summary>
/// <param name="File">The file of known deviations; null without one.</param>
/// <param name="Known">What it holds.</param>
/// <param name="Rounds">How often a case with an unexpected finding is run in all.</param>
public sealed record GatePlan(string? File, KnownDeviations Known, int Rounds)
{
    // A target that deviates everywhere is not flaky, and a first run against it has no file yet.
    private const int MostRuns = 200;

    /// <summary>Runs again what is not as known, within a budget of <see cref="MostRuns"/> runs, and counts in how many rounds each finding is seen.</summary>
    public async Task RepeatAsync(Runner runner, RunPlan plan, ReportOptions options, Action<string> say, CancellationToken cancel)
    {
        if (Rounds == 1 || cancel.IsCancellationRequested)
        {
            return;
        }

        var soFar = runner.Result(interrupted: false);
        var unexpected = Gate.Unexpected(Judge(soFar, ResultsJson.Document(soFar, options)).Items).ToHashSet(StringComparer.Ordinal);
        var cases = plan.Scenarios.Where(s => unexpected.Contains(s.Id)).ToArray();
        if (cases.Length == 0)
        {
            return;
        }

        var within = cases.Take(MostRuns / (Rounds - 1)).ToArray();
        say($"Running {within.Length} cases with unexpected findings {Rounds - 1} times more, to see whether they repeat"
            + (within.Length < cases.Length ? $"; {cases.Length - within.Length} more are past the budget of {MostRuns} runs" : ""));
        await Parallel.ForEachAsync(
            within,
            new ParallelOptions { MaxDegreeOfParallelism = plan.Target.Concurrency },
            async (scenario, _) => await runner.RepeatAsync(scenario, Rounds - 1, cancel));
    }

    /// <summary>The gate on a run.</summary>
    public GateResult Judge(RunResult run, ResultsDocument results) => Gate.Judge(results, Known, GateOptions.Index(run.Catalogue), GateOptions.Today);
}
