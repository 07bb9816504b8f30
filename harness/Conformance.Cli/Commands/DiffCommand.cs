using System.CommandLine;
using Conformance.Cli.Output;
using Conformance.Model;
using Conformance.Reports;
using Spectre.Console;

namespace Conformance.Cli.Commands;

/// <summary>diff: what changed between two runs.</summary>
public static class DiffCommand
{
    private const int MostVerdicts = 60;
    private const int MostExchanges = 12;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("diff", """
            Compares two runs: verdicts by case and by requirement, then the exchanges that changed, side by side. What changes from run to run
            without the target behaving otherwise is scrubbed first (snapshots rules).

            Exit codes: 0 nothing deviates that did not · 1 something does · 2 the runs have no case in common · 4 a run cannot be read.
            """);
        var before = new Argument<string>("a") { Description = "Folder of the first run, or its results.json" };
        var after = new Argument<string>("b") { Description = "Folder of the second run, or its results.json" };
        var all = new Option<bool>("--all") { Description = "Show every change; otherwise the first of each kind" };
        command.Add(before);
        command.Add(after);
        command.Add(all);
        command.SetAction((parsed, cancel) => DiffAsync(parsed.GetValue(before)!, parsed.GetValue(after)!, parsed.GetValue(all), cancel));
        return command;
    }

    private static async Task<int> DiffAsync(string a, string b, bool all, CancellationToken cancel)
    {
        var (before, after) = (ResultsReader.Read(a), ResultsReader.Read(b));
        var (dialectBefore, dialectAfter) = (before.Results.Run.Dialect, after.Results.Run.Dialect);
        if (dialectBefore != dialectAfter)
        {
            throw new ConfigurationException($"{a} was judged in the dialect {dialectBefore.Token()} and {b} in {dialectAfter.Token()}; compare runs of one dialect");
        }

        var sentBefore = ResultsReader.ExchangesAsync(before, cancel);
        var sentAfter = ResultsReader.ExchangesAsync(after, cancel);
        var diff = RunDiff.Of(before.Results, await sentBefore, after.Results, await sentAfter);
        Print(diff, Name(before, a), Name(after, b), all);
        return diff.Common == 0 ? ExitCodes.TooLittleJudged : diff.IsWorse ? ExitCodes.Deviation : ExitCodes.Pass;
    }

    private static string Name(StoredRun run, string path) => $"{run.Results.Run.Target.Name} of {run.Results.Run.StartedAt:yyyy-MM-dd HH:mm} ({path})";

    private static void Print(RunDiff diff, string before, string after, bool all)
    {
        var console = RunConsole.Open();
        console.WriteLine($"A  {Printable.Line(before)}");
        console.WriteLine($"B  {Printable.Line(after)}");
        console.WriteLine(
            $"{diff.Common} cases in common: {diff.Verdicts.Length} verdicts, {diff.Requirements.Length} requirements and {diff.Exchanges.Length} exchanges changed; {diff.OnlyBefore.Length} cases only in A, {diff.OnlyAfter.Length} only in B.");
        foreach (var change in diff.Verdicts.Take(all ? int.MaxValue : MostVerdicts))
        {
            console.WriteLine($"  {change.Before.Glyph()} {change.Before.Token()} → {change.After.Glyph()} {change.After.Token()}  {change.Case}");
        }

        More(console, diff.Verdicts.Length, MostVerdicts, all, "verdicts");
        foreach (var change in diff.Requirements.Take(all ? int.MaxValue : MostVerdicts))
        {
            console.WriteLine($"  {Word(change.Before)} → {Word(change.After)}  {change.Requirement}");
        }

        More(console, diff.Requirements.Length, MostVerdicts, all, "requirements");
        foreach (var change in diff.Exchanges.Take(all ? int.MaxValue : MostExchanges))
        {
            console.Write(SideBySide(change));
        }

        More(console, diff.Exchanges.Length, MostExchanges, all, "exchanges");
    }

    private static string Word(Verdict? verdict) => verdict is { } known ? $"{known.Glyph()} {known.Token()}" : "not looked at";

    private static void More(IAnsiConsole console, int count, int most, bool all, string what)
    {
        if (!all && count > most)
        {
            console.WriteLine($"  and {count - most} more {what}; --all shows them");
        }
    }

    private static Table SideBySide(ExchangeChange change)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(" ").AddColumn("A").AddColumn("B");
        table.Title = new TableTitle(Markup.Escape(Printable.Line($"{change.Case} · {change.Step}")));
        foreach (var row in change.Rows)
        {
            var (mark, colour) = row.Kind switch
            {
                RowKind.Same => (" ", "grey"),
                RowKind.Changed => ("≠", "yellow"),
                RowKind.Removed => ("-", "red"),
                _ => ("+", "green"),
            };
            table.AddRow(mark, Cell(row.Left, colour), Cell(row.Right, colour));
        }

        return table;
    }

    private static string Cell(string? text, string colour) => $"[{colour}]{Markup.Escape(Printable.Line(text ?? ""))}[/]";
}
