using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Conformance.Cli.Output;
using Conformance.Cli.Targets;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Reports.Power;
using Conformance.Wire;

namespace Conformance.Cli.Commands;

/// <summary>run: the main job.</summary>
public static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("run", """
            Runs the suite and writes report.html, results.json, transcript.ndjson, cases.ndjson, junit.xml, run.sarif, summary.md, badges and a manifest.

            Without options it runs everything against the embedded endpoint. Against yours:
              AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… run --endpoint http://127.0.0.1:9000
              run --target fixtures/targets/ceph.yaml upload-part-copy/copy-source-range

            Exit codes: 0 nothing deviates · 1 something deviates · 2 too little was judged · 4 target or configuration · 5 the harness failed.
            """);
        var target = new TargetOptions();
        var selection = new Selection();
        var output = new Option<DirectoryInfo?>("--output", "-o") { Description = "Folder to write to (reports/latest by default)", HelpName = "DIR" };
        var baseline = new Option<string?>("--baseline") { Description = "Folder of an earlier run, or its results.json: the report begins with what changed since", HelpName = "DIR" };
        var har = new Option<bool>("--har") { Description = "Also write run.har, every exchange for tools that read HTTP archives" };
        selection.AddTo(command);
        target.AddTo(command);
        command.Add(output);
        command.Add(har);
        command.Add(baseline);
        command.SetAction((parsed, _) => RunAsync(
            target.Read(parsed),
            selection.Cases(parsed),
            selection.Text(parsed),
            new Output(parsed.GetValue(output)?.FullName ?? Repository.LatestReport, parsed.GetValue(har), parsed.GetValue(baseline))));
        return command;
    }

    private static async Task<int> RunAsync(TargetRequest request, System.Collections.Immutable.ImmutableArray<Scenario> cases, string? filter, Output output)
    {
        using var interrupt = new Interrupt();
        var console = new RunConsole(cases.Length);

        // Before anything is sent: a baseline or a score that cannot be read is a mistake to mend first.
        var baseline = output.Baseline is { } earlier ? ResultsReader.Read(earlier).Results : null;
        var power = SuitePower.Read(Repository.Score);

        // Reading the catalogue and starting the endpoint are independent: half a second of start-up saved.
        var loading = Task.Run(() => CatalogueLoader.Load(Repository.Catalogue));
        await using var open = await request.OpenAsync(console.Say, interrupt.Token);
        var catalogue = await loading;
        var options = new ReportOptions
        {
            ReplayCommand = id => ReplayLine.For(request, open.Target, id),
            SuiteVersion = ReplayLine.SuiteVersion,
            Har = output.Har,
            Baseline = baseline,
            Power = power,
            Fuzz = ReportWriter.Fuzz(output.Folder),
        };
        var result = await RunAsync(open.Target, catalogue, cases, filter, output.Folder, options, console, interrupt);
        console.Summary(result, output.Folder, id => ReplayLine.For(request, open.Target, id));
        return result.ExitCode;
    }

    private static async Task<RunResult> RunAsync(
        Target target,
        Catalogue catalogue,
        System.Collections.Immutable.ImmutableArray<Scenario> cases,
        string? filter,
        string folder,
        ReportOptions options,
        RunConsole console,
        Interrupt interrupt)
    {
        await using var transcript = OpenTranscript(folder);
        var plan = new RunPlan
        {
            Target = target,
            Catalogue = catalogue,
            Scenarios = cases,
            Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
            Filter = filter,
            Transcript = transcript,
        };
        await using var runner = await Runner.OpenAsync(plan, interrupt.Token);
        await console.ShowAsync(target, progress => runner.RunAllAsync(progress, interrupt.Token));
        await runner.CloseAsync();
        var result = runner.Result(interrupt.Token.IsCancellationRequested);

        // Whole before its digest is taken; trouble with it is told once the reports are written, which do not need it.
        var incomplete = await transcript.CloseAsync();
        var writing = Stopwatch.StartNew();
        await ReportWriter.WriteAsync(result, folder, options, CancellationToken.None);
        console.Say($"Reports written in {writing.Elapsed.TotalSeconds:0.0} s");
        return incomplete is null ? result : throw incomplete;
    }

    /// <summary>Where the reports go, and what they hold beside the run.</summary>
    private sealed record Output(string Folder, bool Har, string? Baseline);

    private static TranscriptFile OpenTranscript(string folder)
    {
        try
        {
            // A transcript is append-only within its run; what stands there belongs to an earlier one.
            var path = Path.Combine(Directory.CreateDirectory(folder).FullName, ReportWriter.TranscriptName);
            File.Delete(path);
            return new TranscriptFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The output folder {folder} cannot be written ({e.Message}); choose another with --output", e);
        }
    }
}

/// <summary>Turns the first Ctrl-C or SIGTERM into a cancellation, so that the run cleans up, reports and exits by its own contract.</summary>
public sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    /// <summary>Starts listening.</summary>
    public Interrupt() =>
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(s => PosixSignalRegistration.Create(s, OnSignal))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    // A second signal is left to its default: the user insists.
    private void OnSignal(PosixSignalContext context)
    {
        if (!source.IsCancellationRequested)
        {
            context.Cancel = true;
            Console.Error.WriteLine("Interrupted: removing what was created, writing what is known (again to stop at once).");
            source.Cancel();
        }
    }
}
