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

            With --gate what deviates is compared with what is known to: see gate.

            Exit codes: 0 nothing deviates · 1 something deviates (with --gate: that was not known to) · 2 too little was judged · 3 with --gate:
            a known deviation is stale · 4 target or configuration · 5 the harness failed.
            """);
        var target = new TargetOptions();
        var selection = new Selection();
        var output = new Option<DirectoryInfo?>("--output", "-o") { Description = "Folder to write to (reports/latest by default)", HelpName = "DIR" };
        var baseline = new Option<string?>("--baseline") { Description = "Folder of an earlier run, or its results.json: the report begins with what changed since", HelpName = "DIR" };
        var har = new Option<bool>("--har") { Description = "Also write run.har, every exchange for tools that read HTTP archives" };
        var gate = new RunGate();
        selection.AddTo(command);
        target.AddTo(command);
        command.Add(output);
        command.Add(har);
        command.Add(baseline);
        gate.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            // Half a second of start-up: the catalogue is read beside the making of the cases and the start of the endpoint.
            var catalogue = Task.Run(() => CatalogueLoader.Load(Repository.Catalogue));
            var request = target.Read(parsed);
            var where = new Output(parsed.GetValue(output)?.FullName ?? Repository.LatestReport, parsed.GetValue(har), parsed.GetValue(baseline));
            return RunAsync(request, catalogue, selection.Cases(parsed), selection.Text(parsed), where, gate.Read(parsed, request));
        });
        return command;
    }

    private static async Task<int> RunAsync(
        TargetRequest request,
        Task<Catalogue> loading,
        System.Collections.Immutable.ImmutableArray<Scenario> cases,
        string? filter,
        Output output,
        GatePlan? gate)
    {
        using var interrupt = new Interrupt();
        var console = new RunConsole(cases.Length);

        // Before anything is sent: a baseline or a score that cannot be read is a mistake to mend first.
        var history = RunHistory.Read(output.Folder);
        var power = SuitePower.Read(Repository.Score);
        var fuzz = ReportWriter.Fuzz(Path.Combine(output.Folder, FuzzCommand.FolderName));

        await using var open = await request.OpenAsync(console.Say, interrupt.Token);
        var beside = await Beside.ReadAsync(output.Baseline, open.Target.Name, open.Target.Dialect, output.Folder, history, interrupt.Token);
        var catalogue = await loading;
        var options = new ReportOptions
        {
            ReplayCommand = id => ReplayLine.For(request, open.Target, id),
            SuiteVersion = ReplayLine.SuiteVersion,
            Har = output.Har,
            Baseline = beside.Baseline,
            History = history,
            Power = power,
            Fuzz = fuzz?.Target == open.Target.Name ? fuzz : null,
        };
        var (result, gated) = await RunAsync(open.Target, catalogue, cases, filter, output.Folder, console, options, beside, gate, interrupt);
        console.Summary(result, output.Folder, options.ReplayCommand);
        if (gated is null)
        {
            return result.ExitCode;
        }

        GateConsole.Print(gated, gate!.File);
        return gated.ExitCode;
    }

    private static async Task<(RunResult Run, GateResult? Gate)> RunAsync(
        Target target,
        Catalogue catalogue,
        System.Collections.Immutable.ImmutableArray<Scenario> cases,
        string? filter,
        string folder,
        RunConsole console,
        ReportOptions options,
        Beside beside,
        GatePlan? gate,
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
        if (gate is not null)
        {
            await gate.RepeatAsync(runner, plan, options, console.Say, interrupt.Token);
        }

        await runner.CloseAsync();
        var result = runner.Result(interrupt.Token.IsCancellationRequested);

        // Whole before its digest is taken; trouble with it is told once the reports are written, which do not need it.
        var incomplete = await transcript.CloseAsync();
        var writing = Stopwatch.StartNew();
        var results = ResultsJson.Document(result, options);
        var gated = gate?.Judge(result, results);
        await ReportWriter.WriteAsync(result, results, folder, beside.Compare(result, results, options with { Gate = gated }), CancellationToken.None);
        console.Say($"Reports written in {writing.Elapsed.TotalSeconds:0.0} s");
        return incomplete is null ? (result, gated) : throw incomplete;
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
    private long first;

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

    // A second signal is left to its default: the user insists. One that comes together with the first does not: timeout(1) signals twice.
    private void OnSignal(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
        {
            context.Cancel = Stopwatch.GetElapsedTime(first) < TimeSpan.FromSeconds(1);
        }
        else
        {
            context.Cancel = true;
            first = Stopwatch.GetTimestamp();
            Console.Error.WriteLine("Interrupted: removing what was created, writing what is known (again to stop at once).");
            source.Cancel();
        }
    }
}
