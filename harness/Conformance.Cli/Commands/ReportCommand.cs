using System.CommandLine;
using Conformance.Model;
using Conformance.Reports;

namespace Conformance.Cli.Commands;

/// <summary>report: several runs or targets in one page.</summary>
public static class ReportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("report", """
            Puts the runs of several folders side by side in one offline page: requirements against targets, the cases that somebody did not pass, and,
            of exactly two runs, what changed. Reads results.json only.

              report reports/latest reports/matrix/ceph --output reports/matrix/matrix.html

            Exit codes: 0 written · 4 a folder cannot be read.
            """);
        var folders = new Argument<string[]>("DIR") { Description = "Folders of runs, or their results.json, in the order of the columns", Arity = ArgumentArity.OneOrMore };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "File to write (matrix.html in the working folder by default)", HelpName = "FILE" };
        command.Add(folders);
        command.Add(output);
        command.SetAction((parsed, cancel) => WriteAsync(parsed.GetValue(folders)!, parsed.GetValue(output)?.FullName ?? Path.GetFullPath("matrix.html"), cancel));
        return command;
    }

    private static async Task<int> WriteAsync(string[] folders, string output, CancellationToken cancel)
    {
        var runs = folders.Select(f => ResultsReader.Read(f).Results).ToArray();
        await ReportWriter.WriteMergedAsync(CatalogueLoader.Load(Repository.Catalogue), runs, output, new ReportOptions { ReplayCommand = id => id, SuiteVersion = ReplayLine.SuiteVersion }, cancel);
        Console.WriteLine($"{runs.Length} {(runs.Length == 1 ? "run" : "runs")}: {output}");
        return ExitCodes.Pass;
    }
}
