using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Sdk;
using Conformance.Wire;

namespace Conformance.Cli.Commands;

/// <summary>What a run is put beside in its report: an earlier run, what the target was accepted to say, what the reference says.</summary>
/// <param name="Baseline">The results of the earlier run; null without one.</param>
/// <param name="Then">Its exchanges; null when only its results are at hand.</param>
/// <param name="Accepted">Snapshots of the target by case.</param>
/// <param name="Reference">Snapshots of the reference by case; empty when it is the target.</param>
public sealed record Beside(
    ResultsDocument? Baseline,
    IReadOnlyDictionary<long, Exchange>? Then,
    ImmutableDictionary<string, string> Accepted,
    ImmutableDictionary<string, string> Reference)
{
    /// <summary>Name of the target whose snapshots others are compared with.</summary>
    public const string ReferenceName = "reference";

    /// <summary>Reads all of it: before anything is sent, so that what is damaged costs no run.</summary>
    /// <param name="baseline">Folder of an earlier run or its results.json; null for none.</param>
    /// <param name="target">Name of the target.</param>
    /// <param name="dialect">The dialect judged in.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="ConfigurationException">Something of it is damaged; one sentence names it and the mend.</exception>
    public static async Task<Beside> ReadAsync(string? baseline, string target, Dialect dialect, CancellationToken cancel)
    {
        var run = baseline is null ? null : ResultsReader.Read(baseline);
        var then = run is not null && File.Exists(run.TranscriptPath) ? await ResultsReader.ExchangesAsync(run, cancel) : null;
        return new Beside(run?.Results, then, Snapshots(target, dialect), target == ReferenceName ? ImmutableDictionary<string, string>.Empty : Snapshots(ReferenceName, dialect));
    }

    /// <summary>The options of a report with all that the run can be compared with. Pure.</summary>
    public ReportOptions Compare(RunResult run, ReportOptions options)
    {
        var now = ResultsJson.Document(run, options);
        var taken = Accepted.IsEmpty && Reference.IsEmpty ? [] : SnapshotSelection.Taken(now, Comparison.Sent(run), SnapshotSelection.Of(SdkSuite.Everything));
        var comparisons = ImmutableArray.CreateBuilder<Comparison>();
        if (Then is not null)
        {
            comparisons.Add(Comparison.WithBaseline(Baseline!, Then, now, run));
        }

        if (!Accepted.IsEmpty)
        {
            comparisons.Add(Comparison.WithSnapshots($"what {run.TargetName} was last accepted to say", Accepted, taken));
        }

        if (!Reference.IsEmpty)
        {
            comparisons.Add(Comparison.WithSnapshots("what the reference says", Reference, taken));
        }

        return options with
        {
            Comparisons = comparisons.ToImmutable(),
            ThreeWays = taken.ToImmutableDictionary(s => s.Case, s => new ThreeWay(Accepted.GetValueOrDefault(s.Case), Reference.GetValueOrDefault(s.Case), s), StringComparer.Ordinal),
        };
    }

    private static ImmutableDictionary<string, string> Snapshots(string target, Dialect dialect) => new SnapshotStore(Repository.Snapshots, target, dialect).Steady();
}
