using System.CommandLine;
using System.Text.Json;
using Conformance.Cli.Power;
using Conformance.Model;
using Conformance.Reference;
using Conformance.Sdk;
using Spectre.Console;

namespace Conformance.Cli.Commands;

/// <summary>defects: the suite's own power.</summary>
public static class DefectsCommand
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("defects", """
            Runs the suite once a planted defect of the embedded endpoint, over in-memory pipes, and says which it notices.

            Prints the defect score (each killed for the requirement it breaks), the check score (every check of every case has failed under some
            defect, or is excused in fixtures/excuses.yaml), and whether the canary, which must fail, does.
              defects                      all of them
              defects range- source-       those whose id begins so (no check score)

            Exit codes: 0 full score · 1 something survives or is unproven.
            """);
        var prefixes = new Argument<string[]>("defects") { Description = "Prefixes of defect ids; all when none is given", Arity = ArgumentArity.ZeroOrMore };
        var beside = new Option<int>("--side-by-side") { Description = "Defects side by side", DefaultValueFactory = _ => Math.Max(2, Environment.ProcessorCount) };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "File for the score as JSON", HelpName = "FILE" };
        command.Add(prefixes);
        command.Add(beside);
        command.Add(output);
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(prefixes) ?? [], parsed.GetValue(beside), parsed.GetValue(output), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string[] prefixes, int sideBySide, FileInfo? output, CancellationToken cancel)
    {
        var defects = PlantedDefects.All.Where(d => prefixes.Length == 0 || prefixes.Any(p => d.Id.StartsWith(p, StringComparison.Ordinal))).ToArray();
        if (defects.Length == 0)
        {
            throw new ConfigurationException($"No planted defect begins with \"{string.Join(' ', prefixes)}\"; see fixtures/Conformance.Reference/Defects");
        }

        var matrix = new DefectMatrix(CatalogueLoader.Load(Repository.Catalogue), SdkSuite.Everything, Excuses.Load(Repository.Fixtures));
        if (prefixes.Length > 0)
        {
            return await SomeAsync(matrix, defects, cancel);
        }

        Console.WriteLine($"{defects.Length} planted defects, {matrix.Cases.Length} cases, {sideBySide} side by side");
        var score = await matrix.ScoreAsync(defects, sideBySide, new Shown(defects.Length), cancel);
        Print(score);
        if (output is not null)
        {
            await File.WriteAllTextAsync(output.FullName, JsonSerializer.Serialize(Document(score), Json) + "\n", cancel);
        }

        return score.IsFull ? ExitCodes.Pass : ExitCodes.Deviation;
    }

    private static async Task<int> SomeAsync(DefectMatrix matrix, PlantedDefect[] defects, CancellationToken cancel)
    {
        var all = true;
        foreach (var defect in defects)
        {
            var verdict = await matrix.TryAsync(defect, matrix.Selected(defect), cancel);
            all &= verdict.Counts;
            Console.WriteLine($"{(verdict.Counts ? "✓" : "✗")} {defect.Id}: {Words(verdict)}");
            foreach (var killer in verdict.Killers.Take(5))
            {
                Console.WriteLine($"    {killer}");
            }
        }

        return all ? ExitCodes.Pass : ExitCodes.Deviation;
    }

    private static string Words(DefectVerdict verdict) =>
        verdict.Excuse is { } excuse ? $"excused, {excuse}{(verdict.Killed ? ", yet noticed" : "")}"
        : !verdict.Killed ? $"SURVIVES {verdict.Cases} cases; {verdict.Defect.Title} (breaks {verdict.Defect.Breaks})"
        : verdict.ForStatedReason ? $"killed by {verdict.Killers.Length} of {verdict.Cases} cases for {verdict.Defect.Breaks}"
        : $"killed by {verdict.Killers.Length} of {verdict.Cases} cases, but none for {verdict.Defect.Breaks}";

    private static void Print(DefectScore score)
    {
        Console.WriteLine();
        foreach (var survivor in score.Survivors)
        {
            Console.WriteLine($"✗ {survivor.Defect.Id}: {Words(survivor)}");
        }

        foreach (var group in score.Unproven.Where(u => u.Reason is null).GroupBy(u => (Behaviour(u.Check.Case), u.Cites)).OrderByDescending(g => g.Count()).Take(60))
        {
            Console.WriteLine($"? {group.Key.Item1}: {group.Count()} unproven checks of {string.Join(", ", group.Select(u => u.Aspect).Distinct(StringComparer.Ordinal))}, citing {group.Key.Cites}, e.g. {group.First().Check}");
        }

        var counted = score.Defects.Where(d => d.Excuse is null).ToArray();
        Console.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"[bold]defect score[/] {Percent(counted.Count(d => d.Counts), counted.Length)}: {counted.Count(d => d.Counts)} of {counted.Length} killed for the stated reason, {score.Defects.Length - counted.Length} excused");
        AnsiConsole.MarkupLineInterpolated($"[bold]check score[/] {Percent(score.Checks.Length - score.Unproven.Length, score.Checks.Length)}: {score.Checks.Length - score.Unproven.Length} of {score.Checks.Length} checks have failed at least once ({score.ProvenByDefects} under a planted defect, the others under altered answers), {score.Unproven.Length - score.Unexcused} excused, {score.Unexcused} unproven");
        AnsiConsole.MarkupLineInterpolated($"[bold]canary[/] {(score.CanaryFailed ? "failed, as it must" : "PASSED: nothing else can be believed")}");
        AnsiConsole.MarkupLineInterpolated($"[bold]selection[/] {(score.LostBySelection.IsEmpty ? "a sample against every case changed no verdict" : "loses " + string.Join(", ", score.LostBySelection))}");
        Console.WriteLine($"{score.Seconds:0} s");
    }

    private static string Behaviour(string id) => id[..id.LastIndexOf('/')];

    private static string Percent(int part, int whole) => whole == 0 ? "100 %" : $"{Math.Floor(1000.0 * part / whole) / 10:0.#} %";

    private static object Document(DefectScore score) => new
    {
        planted = score.Defects.Length,
        killed = score.Defects.Count(d => d.Excuse is null && d.Counts),
        excused = score.Defects.Count(d => d.Excuse is not null),
        checks = score.Checks.Length,
        proven = score.Checks.Length - score.Unproven.Length,
        provenByDefects = score.ProvenByDefects,
        excusedChecks = score.Unproven.Length - score.Unexcused,
        canaryFailed = score.CanaryFailed,
        defects = score.Defects.Select(d => new
        {
            d.Defect.Id,
            d.Defect.Title,
            d.Defect.Breaks,
            d.Defect.SeenOn,
            killed = d.Counts && d.Excuse is null,
            d.Excuse,
            killers = d.Killers.Length,
            examples = d.Killers.Take(3),
        }),
        unproven = score.Unproven.Select(u => new { check = u.Check.ToString(), u.Aspect, u.Cites, u.Reason }),
    };

    private sealed class Shown(int total) : IProgress<DefectVerdict>
    {
        private int done;

        public void Report(DefectVerdict value)
        {
            var count = Interlocked.Increment(ref done);
            if (!value.Counts)
            {
                Console.WriteLine($"  {count}/{total} ✗ {value.Defect.Id}: {Words(value)}");
            }
            else if (count % 25 == 0)
            {
                Console.WriteLine($"  {count}/{total}");
            }
        }
    }
}
