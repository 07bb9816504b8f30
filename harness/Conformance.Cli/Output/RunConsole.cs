using System.Diagnostics;
using Conformance.Model;
using Spectre.Console;

namespace Conformance.Cli.Output;

/// <summary>What a run shows: a bar on a terminal, plain lines elsewhere, and a summary that says what to do next.</summary>
public sealed class RunConsole(int total)
{
    private static readonly (Verdict Verdict, string Colour)[] Order =
    [
        (Verdict.Deviates, "red"), (Verdict.Lax, "yellow"), (Verdict.Differs, "blue"), (Verdict.Blocked, "grey"), (Verdict.Inconclusive, "grey"),
        (Verdict.Error, "red"), (Verdict.Unsupported, "purple"), (Verdict.NotApplicable, "grey"), (Verdict.Pass, "green"),
    ];

    private readonly IAnsiConsole console = Open();

    /// <summary>A line about what is going on.</summary>
    public void Say(string line) => console.MarkupLineInterpolated($"[grey]{line}[/]");

    /// <summary>Shows progress while the cases run.</summary>
    public async Task ShowAsync(Target target, Func<IProgress<CaseResult>, Task> run)
    {
        console.MarkupLineInterpolated($"Running {total} cases against [bold]{target.Name}[/] ({target.Endpoint.GetLeftPart(UriPartial.Authority)}, dialect {target.Dialect.Token()}, {target.Concurrency} side by side)");
        if (!console.Profile.Out.IsTerminal)
        {
            await run(new PlainProgress(total));
            return;
        }

        await console.Progress()
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => run(new BarProgress(context.AddTask("cases", maxValue: total), total)));
    }

    /// <summary>The verdict, the counts, what deviates first, what was not judged, and where the report is.</summary>
    public void Summary(RunResult run, string folder, Func<string, string> replay)
    {
        console.WriteLine();
        var colour = run.Verdict switch { RunVerdict.Deviates => "red", RunVerdict.Conformant => "green", _ => "yellow" };
        console.MarkupLineInterpolated($"[bold {colour}]{run.Verdict.Token()}[/]  {run.Sentence()}");
        foreach (var (verdict, shade) in Order.Where(o => run.Count(o.Verdict) > 0))
        {
            console.MarkupLineInterpolated($"  [{shade}]{verdict.Glyph()}[/] {run.Count(verdict),5} {verdict.Token()}");
        }

        Findings(run, replay);
        foreach (var group in run.Gaps.GroupBy(g => $"{g.Verdict.Token()}: {g.Reason}").Take(8))
        {
            console.MarkupLineInterpolated($"  [grey]{group.Count(),4} cases {Printable.Line(group.Key)}[/]");
        }

        if (run.Gaps.GroupBy(g => $"{g.Verdict.Token()}: {g.Reason}").Count() is > 8 and var more)
        {
            console.MarkupLineInterpolated($"  [grey]and {more - 8} more reasons for not judging: see the report[/]");
        }

        foreach (var step in run.Preflight.Where(s => !s.Passed))
        {
            console.MarkupLineInterpolated($"  [yellow]preflight: {step.Name}: {Printable.Line(step.Detail)}[/]");
        }

        foreach (var line in LeftBehind.Lines(run.LeftBehind, "results.json"))
        {
            console.MarkupLineInterpolated($"[yellow]{line}[/]");
        }

        if (run.StoppedBecause is { } stopped)
        {
            console.MarkupLineInterpolated($"  [red]The run ended early: {Printable.Line(stopped)}; bring the target back and run again.[/]");
        }

        if (run.Stops > 0)
        {
            console.MarkupLineInterpolated($"  [red]The target went away {run.Stops} times and was waited for {run.Away.TotalSeconds:0.0} s in all: a request ends it.[/]");
        }

        console.MarkupLineInterpolated(
            $"{run.Requests} requests ({run.Requests / (double)Math.Max(1, run.Cases.Length):0.0} a case), {run.BytesSent / 1048576.0:0.0} MiB sent, {run.BytesReceived / 1048576.0:0.0} MiB received, {run.DurationMs / 1000:0.0} s");
        console.WriteLine($"Report: {Path.Combine(folder, "report.html")}");
    }

    /// <summary>The terminal. In a file or a CI log a wrapped line cannot be copied or searched for.</summary>
    internal static IAnsiConsole Open()
    {
        var opened = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (!opened.Profile.Out.IsTerminal)
        {
            opened.Profile.Width = 4096;
        }

        return opened;
    }

    private void Findings(RunResult run, Func<string, string> replay)
    {
        var clusters = run.Cases
            .SelectMany(c => c.Findings.Where(f => f.Verdict is Verdict.Deviates or Verdict.Lax).Select(f => (Case: c, Finding: f)))
            .GroupBy(x => (x.Finding.Deciding.Id, x.Finding.Aspect, x.Finding.Verdict))
            .OrderByDescending(g => g.Key.Verdict)
            .ThenByDescending(g => g.Count())
            .ToArray();
        foreach (var cluster in clusters.Take(12))
        {
            var (first, finding) = cluster.First();
            var shade = finding.Verdict == Verdict.Deviates ? "red" : "yellow";
            console.WriteLine();
            console.MarkupLineInterpolated($"[{shade}]{finding.Verdict.Glyph()} {cluster.Key.Id}[/] [grey]{finding.Deciding.Level.Token()}, {cluster.Count()} findings[/]  {finding.Deciding.Statement}");
            console.MarkupLineInterpolated($"    expected {Printable.Line(finding.Outcome.Expected)}");
            console.MarkupLineInterpolated($"    received {Printable.Line(finding.Outcome.Received)}");
            console.MarkupLineInterpolated($"    [grey]{replay(first.Scenario.Id)}[/]");
        }

        if (clusters.Length > 12)
        {
            console.MarkupLineInterpolated($"[grey]and {clusters.Length - 12} more kinds of finding: see the report[/]");
        }

        console.WriteLine();
    }

    private sealed class PlainProgress(int total) : IProgress<CaseResult>
    {
        private readonly Stopwatch clock = Stopwatch.StartNew();
        private int done;
        private int shown;

        public void Report(CaseResult value)
        {
            var count = Interlocked.Increment(ref done);
            var tenth = count * 10 / total;
            if (tenth > Volatile.Read(ref shown) && clock.Elapsed > TimeSpan.FromSeconds(2) && Interlocked.Exchange(ref shown, tenth) < tenth)
            {
                Console.WriteLine($"  {count}/{total} cases, {clock.Elapsed.TotalSeconds:0} s");
            }
        }
    }

    private sealed class BarProgress(ProgressTask task, int total) : IProgress<CaseResult>
    {
        private int done;
        private int deviating;

        public void Report(CaseResult value)
        {
            var bad = value.Verdict == Verdict.Deviates ? Interlocked.Increment(ref deviating) : Volatile.Read(ref deviating);
            var count = Interlocked.Increment(ref done);
            task.Description = bad == 0 ? $"{count}/{total}" : $"{count}/{total} [red]✗ {bad}[/]";
            task.Value = count;
        }
    }
}
