using System.Collections.Immutable;
using System.CommandLine;
using Conformance.Cli.Output;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Sdk;

namespace Conformance.Cli.Commands;

/// <summary>snapshots: what a target says now beside what it was last accepted to say.</summary>
public static class SnapshotsCommand
{
    private const int Shown = 12;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("snapshots", """
            What a target answers, scrubbed of what changes from run to run, beside what it was last accepted to answer (reports/snapshots/TARGET).

              snapshots check             compares the last run; what differs stands in .received.txt beside the accepted file
              snapshots accept            accepts what the last run has; with two runs, what differs between them varies
              snapshots show CASE         this run, what was accepted, what the reference says, and every value that was scrubbed
              snapshots rules             what is scrubbed, and why

            Exit codes of check: 0 as accepted · 1 new or changed · 2 the run has nothing to compare · 3 accepted for cases that are no more · 4 target or
            configuration.
            """);
        command.Add(Check());
        command.Add(Accept());
        command.Add(Show());
        command.Add(Rules());
        return command;
    }

    private static Command Check()
    {
        var command = new Command("check", "Compares a run with what was accepted.");
        var run = Run();
        command.Add(run);
        command.SetAction(async (parsed, cancel) =>
        {
            var taken = await TakenAsync(parsed.GetValue(run), cancel);
            var comparisons = taken.Store.Compare(taken.Snapshots, taken.Selection);
            Writing(taken.Store.Folder, () => taken.Store.WriteReceived(comparisons));
            Print(comparisons, taken.Store.Folder);
            return taken.Snapshots.IsEmpty ? ExitCodes.TooLittleJudged
                : comparisons.Any(c => c.State is SnapshotState.New or SnapshotState.Changed) ? ExitCodes.Deviation
                : comparisons.Any(c => c.State == SnapshotState.Orphan) ? ExitCodes.Stale
                : ExitCodes.Pass;
        });
        return command;
    }

    private static Command Accept()
    {
        var command = new Command("accept", """
            Accepts what a run has; read the difference in version control before it is committed. With several runs of one target, what differs between
            them is accepted as varying and never counts as changed.
            """);
        var runs = new Argument<string[]>("runs") { Description = "Folders of runs; reports/latest by default", Arity = ArgumentArity.ZeroOrMore };
        command.Add(runs);
        command.SetAction(async (parsed, cancel) =>
        {
            var taken = await TakenAsync(parsed.GetValue(runs) ?? [], cancel);
            if (taken.Snapshots.IsEmpty)
            {
                Console.WriteLine("The run has judged no case that has snapshots; nothing is accepted.");
                return ExitCodes.TooLittleJudged;
            }

            var comparisons = taken.Store.Compare(taken.Snapshots, taken.Selection);
            Writing(taken.Store.Folder, () => taken.Store.Accept(comparisons));
            Console.WriteLine($"{Counts(comparisons)}: new and changed ones are accepted into {taken.Store.Folder}, orphans are taken out.");
            return ExitCodes.Pass;
        });
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "Three ways: this run, what this target was last accepted to say, what the reference was accepted to say.");
        var id = new Argument<string>("case") { Description = "The id of the case" };
        var run = Run();
        command.Add(id);
        command.Add(run);
        command.SetAction(async (parsed, cancel) => ShowCase(parsed.GetValue(id)!, await TakenAsync(parsed.GetValue(run), cancel)));
        return command;
    }

    private static Command Rules()
    {
        var command = new Command("rules", "What is scrubbed, and why.");
        command.SetAction(_ =>
        {
            foreach (var rule in ScrubRules.All)
            {
                Console.WriteLine($"{rule.Name,-12} {rule.Placeholder,-14} {rule.Why}");
            }

            return ExitCodes.Pass;
        });
        return command;
    }

    private static Argument<string?> Run() =>
        new("run") { Description = "Folder of a run; reports/latest by default", Arity = ArgumentArity.ZeroOrOne };

    private static async Task<(ImmutableArray<CaseSnapshot> Snapshots, ImmutableArray<Scenario> Selection, SnapshotStore Store, Dialect Dialect)> TakenAsync(string[] paths, CancellationToken cancel)
    {
        var first = await TakenAsync(paths.FirstOrDefault(), cancel);
        var all = new List<ImmutableArray<CaseSnapshot>> { first.Snapshots };
        foreach (var path in paths.Skip(1))
        {
            var next = await TakenAsync(path, cancel);
            if (next.Store.Folder != first.Store.Folder || next.Dialect != first.Dialect)
            {
                throw new ConfigurationException($"{paths[0]} and {path} are not runs of one target in one dialect; accept them one by one");
            }

            all.Add(next.Snapshots);
        }

        return (SnapshotStore.Together(all), first.Selection, first.Store, first.Dialect);
    }

    private static async Task<(ImmutableArray<CaseSnapshot> Snapshots, ImmutableArray<Scenario> Selection, SnapshotStore Store, Dialect Dialect)> TakenAsync(string? path, CancellationToken cancel)
    {
        var run = ResultsReader.Read(path ?? Repository.LatestReport);
        var exchanges = await ResultsReader.ExchangesAsync(run, cancel);
        var selection = SnapshotSelection.Of(SdkSuite.Everything);
        var dialect = run.Results.Run.Dialect;
        return (SnapshotSelection.Taken(run.Results, exchanges, selection), selection, new SnapshotStore(Repository.Snapshots, run.Results.Run.Target.Name, dialect), dialect);
    }

    private static void Print(ImmutableArray<SnapshotComparison> comparisons, string folder)
    {
        foreach (var comparison in comparisons.Where(c => c.State == SnapshotState.Changed).Take(Shown))
        {
            Console.WriteLine($"changed  {comparison.Case}");
            Patch(comparison.Accepted!, comparison.Received!);
        }

        foreach (var comparison in comparisons.Where(c => c.State is SnapshotState.New or SnapshotState.Orphan).Take(Shown))
        {
            Console.WriteLine($"{Word(comparison.State),-8} {comparison.Case}");
        }

        Console.WriteLine($"{Counts(comparisons)} in {folder}{(comparisons.Any(c => c.State is SnapshotState.New or SnapshotState.Changed) ? "; accept with: snapshots accept" : "")}");
    }

    private static int ShowCase(string id, (ImmutableArray<CaseSnapshot> Snapshots, ImmutableArray<Scenario> Selection, SnapshotStore Store, Dialect Dialect) taken)
    {
        if (taken.Snapshots.FirstOrDefault(s => s.Case == id) is not { } received)
        {
            throw new ConfigurationException($"The run has no snapshot of {id}: it was not judged, or is not among the {taken.Selection.Length} cases that have snapshots");
        }

        Console.WriteLine(Printable.Lines(received.Text));
        Console.WriteLine();
        Against("what was accepted", taken.Store.Accepted().GetValueOrDefault(id), received.Text);
        Against("what the reference says", new SnapshotStore(Repository.Snapshots, Beside.ReferenceName, taken.Dialect).Accepted().GetValueOrDefault(id), received.Text);
        Console.WriteLine();
        foreach (var value in received.Scrubbed)
        {
            Console.WriteLine($"{value.Placeholder,-14} {Printable.Line(value.Value)}");
        }

        return ExitCodes.Pass;
    }

    private static void Against(string what, string? other, string received)
    {
        Console.WriteLine(other is null ? $"{what}: nothing" : other == received ? $"{what}: the same" : $"{what}: otherwise (- {what}, + this run)");
        if (other is not null)
        {
            Patch(other, received);
        }
    }

    private static void Patch(string left, string right)
    {
        foreach (var line in LineDiff.Patch(left, right))
        {
            Console.WriteLine($"    {Printable.Line(line)}");
        }
    }

    private static string Counts(ImmutableArray<SnapshotComparison> comparisons) =>
        comparisons.IsEmpty ? "No snapshots" : string.Join(", ", comparisons.GroupBy(c => c.State).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Word(g.Key)}"));

    private static string Word(SnapshotState state) => state switch
    {
        SnapshotState.Unseen => "not asked by this run",
        SnapshotState.Same => "as accepted",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static void Writing(string folder, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The snapshots in {folder} cannot be written ({e.Message}); make the folder writable", e);
        }
    }
}
