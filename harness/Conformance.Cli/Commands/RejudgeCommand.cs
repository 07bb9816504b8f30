using System.CommandLine;
using Conformance.Cli.Output;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Reports.Power;
using Conformance.Reports.Rejudging;
using Conformance.Sdk;

namespace Conformance.Cli.Commands;

/// <summary>rejudge: a stored run, today's rules, no target.</summary>
public static class RejudgeCommand
{
    private const int MaxShown = 200;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("rejudge", """
            Judges a stored run with today's catalogue and checks and shows the verdicts that the rules alone have changed. Nothing is sent.

            DIR is a folder that run wrote: results.json, cases.ndjson and transcript.ndjson are read. --output writes the reports of today's verdicts.
            Exits as run would with today's verdicts; 4 when the folder cannot be read.
            """);
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "Folder of a run" };
        var output = new Option<DirectoryInfo?>("--output", "-o") { Description = "Folder to write the reports of today's verdicts to", HelpName = "DIR" };
        command.Add(folder);
        command.Add(output);
        command.SetAction((parsed, cancel) => RejudgeAsync(parsed.GetValue(folder)!.FullName, parsed.GetValue(output)?.FullName, cancel));
        return command;
    }

    private static async Task<int> RejudgeAsync(string folder, string? output, CancellationToken cancel)
    {
        var loading = Task.Run(() => CatalogueLoader.Load(Repository.Catalogue), cancel);
        var stored = await StoredEvidence.ReadAsync(folder, cancel);
        var again = Rejudgement.Of(stored, await loading, SdkSuite.Everything);
        Print(again);
        if (output is not null)
        {
            var history = RunHistory.Read(output);
            var target = stored.Results.Run.Target.Name;

            // The same run judged before is no run before it.
            var earlier = history is { Runs: [.., var last] } && last.StartedAt == stored.Results.Run.StartedAt ? null : history;
            var beside = await Beside.ReadAsync(baseline: null, target, stored.Results.Run.Dialect, output, earlier, cancel);
            var fuzz = ReportWriter.Fuzz(Path.Combine(folder, FuzzCommand.FolderName));
            Take(Path.Combine(folder, ReportWriter.TranscriptName), output);
            var options = new ReportOptions
            {
                ReplayCommand = Replay(stored.Results),
                SuiteVersion = ReplayLine.SuiteVersion,
                Baseline = stored.Results,
                Power = SuitePower.Read(Repository.Score),
                History = history,
                Fuzz = fuzz?.Target == target ? fuzz : null,
            };
            var results = ResultsJson.Document(again.Run, options);
            await ReportWriter.WriteAsync(again.Run, results, output, beside.Compare(again.Run, results, options), cancel);
            Console.WriteLine($"Report: {Path.Combine(output, ReportWriter.HtmlName)}");
        }

        return again.Run.ExitCode;
    }

    // The new verdicts are of the same transcript: with it their folder is whole, and can be judged again itself.
    private static void Take(string transcript, string output)
    {
        var copy = Path.Combine(output, ReportWriter.TranscriptName);
        if (Path.GetFullPath(copy) == Path.GetFullPath(transcript))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(output);
            File.Copy(transcript, copy, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The output folder {output} cannot be written ({e.Message.TrimEnd('.')}); choose another with --output", e);
        }
    }

    private static void Print(Rejudgement again)
    {
        Console.WriteLine(again.SameRules
            ? "The catalogue is the one that the run was judged by; only checks can have changed."
            : $"The catalogue has changed since the run: judged by {again.Run.Catalogue.Hash[..12]} now.");
        foreach (var change in again.Changes.Take(MaxShown))
        {
            Console.WriteLine($"{Word(change.Was)} -> {(change.Is is { } verdict ? Word(verdict) : "not judged")}  {change.Case}");
            Console.WriteLine($"    {Printable.Line(change.Why)}");
        }

        if (again.Changes.Length > MaxShown)
        {
            Console.WriteLine($"… and {again.Changes.Length - MaxShown} more");
        }

        Console.WriteLine(again.Changes.IsEmpty
            ? $"No verdict of {again.Run.Cases.Length} cases changed."
            : $"{again.Changes.Length} of {again.Run.Cases.Length + again.Changes.Count(c => c.Is is null)} verdicts changed by the rules alone.");
        Console.WriteLine($"{again.Run.Verdict.Token()}  {Printable.Line(again.Run.Sentence())}");
    }

    private static string Word(Verdict verdict) => $"{verdict.Glyph()} {verdict.Token()}";

    // The line that the run itself wrote, with another id in it where the case had none.
    private static Func<string, string> Replay(ResultsDocument results)
    {
        var written = results.Cases.SelectMany(c => c.Findings.Select(f => (c.Id, f.Replay))).FirstOrDefault();
        return written.Id is null
            ? id => $"dotnet run --project harness/Conformance.Cli -- replay {id} --endpoint {results.Run.Target.Endpoint}"
            : id => written.Replay.Replace(written.Id, id, StringComparison.Ordinal);
    }
}
