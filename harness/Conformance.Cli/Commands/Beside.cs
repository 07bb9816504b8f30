using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Sdk;
using Conformance.Wire;

namespace Conformance.Cli.Commands;

/// <summary>What a run is put beside in its report: an earlier run, the run before, what the target was accepted to say, what the reference says.</summary>
/// <param name="Baseline">The results of the earlier run; null without one.</param>
/// <param name="Then">Its exchanges; null when only its results are at hand.</param>
/// <param name="Snapshots">Those of whom snapshots are at hand.</param>
/// <param name="Varying">Cases that the target is accepted to answer otherwise each time.</param>
public sealed record Beside(
    ResultsDocument? Baseline,
    IReadOnlyDictionary<long, Exchange>? Then,
    ImmutableArray<Side> Snapshots,
    ImmutableHashSet<string> Varying)
{
    /// <summary>Name of the target whose snapshots others are compared with.</summary>
    public const string ReferenceName = "reference";

    /// <summary>Reads all of it: before anything is sent, so that what is damaged costs no run.</summary>
    /// <param name="baseline">Folder of an earlier run or its results.json; null for none.</param>
    /// <param name="target">Name of the target.</param>
    /// <param name="dialect">The dialect judged in.</param>
    /// <param name="folder">Folder that is written to; the run before may have left its snapshots there.</param>
    /// <param name="history">The history that lies there; null without one.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="ConfigurationException">Something of it is damaged; one sentence names it and the mend.</exception>
    public static async Task<Beside> ReadAsync(string? baseline, string target, Dialect dialect, string folder, RunHistory? history, CancellationToken cancel)
    {
        var run = baseline is null ? null : ResultsReader.Read(baseline);
        var then = run is not null && File.Exists(run.TranscriptPath) ? await ResultsReader.ExchangesAsync(run, cancel) : null;
        var accepted = new SnapshotStore(Repository.Snapshots, target, dialect).Accepted();
        var varying = accepted.Where(a => SnapshotStore.Varies(a.Value)).Select(a => a.Key).ToImmutableHashSet(StringComparer.Ordinal);
        var reference = target == ReferenceName ? ImmutableDictionary<string, string>.Empty : new SnapshotStore(Repository.Snapshots, ReferenceName, dialect).Accepted();
        var isPrevious = history is { Runs.IsEmpty: false } && history.Target == target && history.Dialect == dialect.Token();
        var sides = new (string Key, string Name, ImmutableDictionary<string, string> Texts)[]
        {
            ("previous", isPrevious ? $"Previous run, {Time(history!.Runs[^1].StartedAt)}" : "", isPrevious ? RunSnapshots.Read(folder).RemoveRange(varying) : ImmutableDictionary<string, string>.Empty),
            ("accepted", $"Accepted of {target}", accepted),
            ("reference", "Reference", reference),
        };
        return new Beside(
            run?.Results,
            then,
            [.. sides.Where(s => !s.Texts.IsEmpty).Select(s => Side.OfSnapshots(s.Key, s.Name, s.Texts.Where(t => !SnapshotStore.Varies(t.Value)).OrderBy(t => t.Key, StringComparer.Ordinal)))],
            varying);
    }

    /// <summary>The options of a report with all that the run can be compared with. Pure.</summary>
    public ReportOptions Compare(RunResult run, ResultsDocument results, ReportOptions options)
    {
        var sent = run.Cases.SelectMany(c => c.Exchanges).DistinctBy(e => e.Sequence).ToImmutableDictionary(e => e.Sequence);
        var taken = SnapshotSelection.Taken(results, sent, SnapshotSelection.Of(SdkSuite.Everything)).RemoveAll(s => Varying.Contains(s.Case));
        const string Now = "This run";
        ImmutableArray<Side> sides = Then is null
            ? [Side.OfSnapshots("now", Now, taken.Select(s => KeyValuePair.Create(s.Case, s.Text))), .. Snapshots]
            : [Side.OfRun("now", Now, results, sent), Side.OfRun("baseline", $"Baseline: {Baseline!.Run.Target.Name}, {Time(Baseline.Run.StartedAt)}", Baseline, Then), .. Snapshots];
        return options with { Snapshots = taken, Comparison = sides.Length > 1 ? Comparison.Of(sides) : null };
    }

    private static string Time(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
}
