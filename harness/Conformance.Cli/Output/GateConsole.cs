using Conformance.Reports;
using Spectre.Console;

namespace Conformance.Cli.Output;

/// <summary>What the gate shows: the sentence, what is not as known first, and what is known as a count a reason.</summary>
internal static class GateConsole
{
    private const int Shown = 40;

    /// <summary>Prints a result.</summary>
    public static void Print(GateResult gate, string? file)
    {
        var console = RunConsole.Open();
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold {(gate.ExitCode == 0 ? "green" : "red")}]gate[/]  {Printable.Line(gate.Sentence())}");
        console.MarkupLineInterpolated($"[grey]{(file is null ? "No file of known deviations: whatever deviates is new." : $"Known deviations: {file}")}[/]");
        var unexpected = gate.Items.Where(i => i.State is not GateState.Known).ToArray();
        foreach (var item in unexpected.Take(Shown))
        {
            Item(console, item);
        }

        if (unexpected.Length > Shown)
        {
            console.MarkupLineInterpolated($"[grey]and {unexpected.Length - Shown} more[/]");
        }

        foreach (var known in gate.Items.Where(i => i.State == GateState.Known).GroupBy(i => (i.Entry!.Reason, i.Entry.Owner, i.Entry.Expiry)))
        {
            console.MarkupLineInterpolated($"[grey]K {known.Count(),4} known until {known.Key.Expiry:yyyy-MM-dd} ({Printable.Line(known.Key.Owner)}): {Printable.Line(known.Key.Reason)}[/]");
        }
    }

    private static void Item(IAnsiConsole console, GateItem item)
    {
        var colour = item.State switch { GateState.New => "red", GateState.Unused when !item.Stale => "grey", _ => "yellow" };
        var rounds = item.Rounds > 1 ? $" {item.Seen} of {item.Rounds}" : "";
        console.MarkupLineInterpolated($"[{colour}]{item.State.Letter()} {item.State.Token()}{rounds}[/]  {item.Key.ToString()}  [grey]{Printable.Line(item.Why)}[/]");
        if (item.Observed is { } observed)
        {
            console.MarkupLineInterpolated($"    observed {Printable.Line(observed)}");
        }
    }
}
