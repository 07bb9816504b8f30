using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Conformance.Cli.Output;
using Conformance.Cli.Targets;
using Conformance.Fuzz;
using Conformance.Model;
using Conformance.Reports;

namespace Conformance.Cli.Commands;

/// <summary>fuzz: looks for what no case tries.</summary>
public static class FuzzCommand
{
    // A corpus in the repository is read by people too.
    private const int MostKeptBytes = 256;
    private const int MostKeptInputs = 24;
    /// <summary>The folder within that of a run, whose report then has a page about it.</summary>
    public const string FolderName = "fuzz";

    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(2);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("fuzz", """
            Fuzzes a target and writes fuzz.html, fuzz.json and one file a finding, each with the smallest request that shows it.

              fuzz --surface range --requests 20000
              fuzz --target fixtures/targets/ceph.yaml --surface all --seconds 60 --seed 7
              fuzz --in-process range --seconds 60
              fuzz --replay 'range {"range":"bytes=0-"}'

            The boundary lattice comes first, then mutants of what showed a new kind of answer. The same seed gives the same inputs with --concurrency 1.

            Exit codes: 0 nothing deviates · 1 something deviates · 2 nothing was tried or the run was interrupted · 4 target or configuration · 5 the harness failed.
            """);
        var target = new TargetOptions();
        var options = new Choices();
        target.AddTo(command);
        options.AddTo(command);
        command.SetAction((parsed, _) => options.InProcess(parsed) is { } parser ? InProcessAsync(InProcessTarget.Of(parser), options, parsed)
            : options.Replay(parsed) is { } replay ? ReplayAsync(target.Read(parsed), replay)
            : RunAsync(target.Read(parsed), options, parsed));
        return command;
    }

    private static async Task<int> RunAsync(TargetRequest request, Choices options, ParseResult parsed)
    {
        using var interrupt = new Interrupt();
        var surfaces = options.Surfaces(parsed);
        var (requests, duration) = options.Bounds(parsed);
        var folder = Create(options.Folder(parsed));
        await using var open = await request.OpenAsync(line => Console.WriteLine(line), interrupt.Token);
        var files = new FindingFiles(folder, text => ReplayLine.Fuzz(request, open.Target, text));
        var plan = Plan(open.Target, surfaces, options.Seed(parsed)) with
        {
            Requests = requests,
            Duration = duration,
            Corpus = Corpus.Read(Repository.Corpus),
            Found = finding => Console.WriteLine($"{finding.Verdict.Glyph()} {finding.Cause.Requirement} ({finding.Confirmed.Shown} of {finding.Confirmed.Of}): {Printable.Line(finding.Received)}\n    {Printable.Line(finding.Replay)}\n    {files.Write(finding)}"),
        };
        Console.WriteLine($"Fuzzing {open.Target.Name}: {string.Join(", ", surfaces.Select(s => s.Token()))}; seed {plan.Seed}, {open.Target.Concurrency} side by side");
        await using var run = await FuzzRun.OpenAsync(plan, interrupt.Token);
        var work = run.RunAsync(interrupt.Token);
        while (await Task.WhenAny(work, Task.Delay(ProgressEvery)) != work)
        {
            var progress = run.Progress;
            Console.WriteLine($"  {progress.Requests} requests, {progress.Inputs} inputs, {progress.Signatures} kinds of answer, {progress.Findings} findings");
        }

        await work;
        await run.CloseAsync();
        var report = run.Report();
        files.Write(report);
        await ReportWriter.WriteFuzzAsync(folder, CancellationToken.None);
        if (options.KeepsCorpus(parsed))
        {
            run.Corpus.Write(Repository.Corpus);
        }

        Summary(report, folder);
        return report.ExitCode;
    }

    private static async Task<int> ReplayAsync(TargetRequest request, string text)
    {
        using var interrupt = new Interrupt();
        await using var open = await request.OpenAsync(line => Console.Error.WriteLine(line), interrupt.Token);
        await using var run = await FuzzRun.OpenAsync(Plan(open.Target, Fuzz.Surfaces.All, 0), interrupt.Token);
        var sightings = await run.ReplayAsync(text, interrupt.Token);
        foreach (var sighting in sightings)
        {
            Console.WriteLine($"✗ {sighting.Requirement} ({sighting.Aspect})\n    expected  {Printable.Line(sighting.Expected)}\n    received  {Printable.Line(sighting.Received)}");
        }

        Console.WriteLine(sightings.IsEmpty ? "Nothing is wrong with the answer to that." : $"{sightings.Length} things are wrong.");
        return sightings.Any(s => run.Weighs(s) == Verdict.Deviates) ? ExitCodes.Deviation : ExitCodes.Pass;
    }

    private static Task<int> InProcessAsync(InProcessTarget target, Choices options, ParseResult parsed)
    {
        if (options.Afl(parsed) is { } afl)
        {
            return Task.FromResult(Afl(target, afl, options, parsed));
        }

        using var interrupt = new Interrupt();
        var (executions, duration) = options.Bounds(parsed);
        var folder = Create(options.Folder(parsed));
        var report = new InProcessFuzzer(target).Run(target.Corpus(Repository.Corpus), options.Seed(parsed), executions, duration, interrupt.Token);
        Console.WriteLine($"{target.Name}: {report.Executions} executions in {report.Seconds:0.0} s ({report.Rate:0}/s), {report.Edges} branches, {report.Corpus.Length} inputs kept, {report.Crashes.Length} exceptions escaped");
        foreach (var (crash, i) in report.Crashes.Select((c, i) => (c, i)))
        {
            var path = Path.Combine(folder, $"crash-{target.Name}-{i + 1}.bin");
            File.WriteAllBytes(path, crash.Input);
            Console.WriteLine($"✗ {Printable.Line(crash.Place)}: {Printable.Line(crash.Message)}\n    {path}");
        }

        if (options.KeepsCorpus(parsed))
        {
            var kept = Directory.CreateDirectory(Path.Combine(Repository.Corpus, "in-process", target.Name)).FullName;
            foreach (var input in report.Corpus.Where(i => i.Length <= MostKeptBytes).Take(MostKeptInputs))
            {
                File.WriteAllBytes(Path.Combine(kept, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..12]), input);
            }
        }

        return Task.FromResult(report.Crashes.IsEmpty ? ExitCodes.Pass : ExitCodes.Deviation);
    }

    private static int Afl(InProcessTarget target, string step, Choices options, ParseResult parsed)
    {
        switch (step)
        {
            case "instrument":
                InProcessFuzzer.InstrumentInPlace(target);
                return ExitCodes.Pass;
            case "seeds":
                foreach (var (input, i) in target.Corpus(Repository.Corpus).Select((input, i) => (input, i)))
                {
                    File.WriteAllBytes(Path.Combine(options.Folder(parsed), $"seed-{i:000}"), input);
                }

                return ExitCodes.Pass;
            case "run":
                InProcessFuzzer.Serve(target);
                return ExitCodes.Pass;
            default:
                throw new ConfigurationException($"--afl is \"{step}\"; it is one of instrument, seeds, run");
        }
    }

    private static FuzzPlan Plan(Target target, ImmutableArray<Surface> surfaces, int seed) => new()
    {
        Target = target,
        Catalogue = CatalogueLoader.Load(Repository.Catalogue),
        Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
        Surfaces = surfaces,
        Seed = seed,
    };

    private static string Create(string folder)
    {
        try
        {
            foreach (var old in Directory.CreateDirectory(folder).EnumerateFiles("finding-*.md"))
            {
                old.Delete();
            }

            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The output folder {folder} cannot be written ({e.Message}); choose another with --output", e);
        }
    }

    private static void Summary(FuzzReport report, string folder)
    {
        Console.WriteLine();
        Console.WriteLine($"{report.Requests} requests in {report.Seconds:0.0} s ({report.Requests / Math.Max(0.001, report.Seconds):0}/s), {report.Inputs} inputs in {report.Grid.Length} classes, {report.Novelty[^1].Signatures} kinds of answer; {report.WorthOfMore()}");
        foreach (var group in report.Findings.GroupBy(f => f.Verdict))
        {
            Console.WriteLine($"  {group.Key.Glyph()} {group.Count()} {group.Key.Token()}");
        }

        foreach (var line in LeftBehind.Lines(report.LeftBehind, "fuzz.json"))
        {
            Console.WriteLine(line);
        }

        if (report.Stops > 0)
        {
            Console.WriteLine($"  The target went away {report.Stops} times and came back: a request ends it.");
        }

        if (report.StoppedBecause is { } stopped)
        {
            Console.WriteLine($"  The run ended early: {Printable.Line(stopped)}");
        }

        Console.WriteLine($"Report: {Path.Combine(folder, ReportWriter.FuzzPageName)}");
    }

    /// <summary>The options of the command.</summary>
    private sealed class Choices
    {
        private readonly Option<string> surface = new("--surface") { Description = "What is fuzzed: range, part-number, copy-source, upload-id, conditions, complete-xml, listing, auth, http, lifecycle, concurrency, several with commas, or all", DefaultValueFactory = _ => "all" };
        private readonly Option<long?> requests = new("--requests") { Description = "Ends after so many requests", HelpName = "N" };
        private readonly Option<int?> seconds = new("--seconds") { Description = "Ends after so many seconds (30 when neither is given)", HelpName = "S" };
        private readonly Option<int?> seed = new("--seed") { Description = "Seed of everything random; a fresh one by default", HelpName = "X" };
        private readonly Option<DirectoryInfo?> output = new("--output", "-o") { Description = "Folder to write to (reports/latest/fuzz by default)", HelpName = "DIR" };
        private readonly Option<string?> replay = new("--replay") { Description = "Replays one input, or several joined by \" | \", instead", HelpName = "INPUT" };
        private readonly Option<string?> inProcess = new("--in-process") { Description = $"Fuzzes a parser in this process, guided by coverage: {string.Join(", ", InProcessTarget.All.Select(t => t.Name))}; --requests then bounds executions", HelpName = "PARSER" };
        private readonly Option<string?> afl = new("--afl") { Description = "A step of harness/fuzz-afl.sh", HelpName = "STEP", Hidden = true };
        private readonly Option<bool> keep = new("--keep-corpus") { Description = "Writes inputs that showed something new to fixtures/corpus" };

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { surface, requests, seconds, seed, output, replay, inProcess, afl, keep })
            {
                command.Add(option);
            }
        }

        public ImmutableArray<Surface> Surfaces(ParseResult parsed) => Fuzz.Surfaces.Parse(parsed.GetValue(surface)!);

        public (long? Requests, TimeSpan? Duration) Bounds(ParseResult parsed)
        {
            var (most, time) = (parsed.GetValue(requests), parsed.GetValue(seconds));
            if (most is <= 0 || time is <= 0)
            {
                throw new ConfigurationException($"--{(most is <= 0 ? "requests" : "seconds")} is {(most is <= 0 ? most : time)?.ToString(CultureInfo.InvariantCulture)}; give a number above 0");
            }

            return (most, most is null ? TimeSpan.FromSeconds(time ?? 30) : time is { } s ? TimeSpan.FromSeconds(s) : null);
        }

        public int Seed(ParseResult parsed) => parsed.GetValue(seed) ?? Random.Shared.Next(1, int.MaxValue);

        public string Folder(ParseResult parsed) => parsed.GetValue(output)?.FullName ?? Path.Combine(Repository.LatestReport, FolderName);

        public string? Afl(ParseResult parsed) => parsed.GetValue(afl);

        public string? InProcess(ParseResult parsed) => parsed.GetValue(inProcess);

        public string? Replay(ParseResult parsed) => parsed.GetValue(replay);

        public bool KeepsCorpus(ParseResult parsed) => parsed.GetValue(keep);
    }
}
