using System.CommandLine;
using Conformance.Cli.Output;
using Conformance.Model;
using Conformance.Reports;

namespace Conformance.Cli.Commands;

/// <summary>gate: what deviates against what is known to.</summary>
public static class GateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("gate", """
            Compares the results of a run with the known deviations of its target, and says by its exit code whether anything got worse.

            Every deviation is new, known, changed or expired; every entry that nothing deviates for is fixed or unused.
              gate                                                     what the last run found
              gate reports/ceph --known fixtures/targets/ceph.known.yaml
              gate --update                                            writes what is new into the file, for reasons to be filled in

            Exit codes: 0 nothing new · 1 a new deviation · 2 too little was judged · 3 a known deviation is stale (fixed, changed or expired)
            · 4 target or configuration · 5 the harness failed.
            """);
        var run = new Argument<string?>("run") { Description = "Folder of a run or its results.json; reports/latest by default", Arity = ArgumentArity.ZeroOrOne };
        var options = new GateOptions();
        var update = new Option<bool>("--update") { Description = "Write what is new or changed into the file of known deviations; nothing is taken out of it" };
        command.Add(run);
        options.AddTo(command);
        command.Add(update);
        command.SetAction(parsed => Run(parsed.GetValue(run) ?? Repository.LatestReport, options, parsed, parsed.GetValue(update)));
        return command;
    }

    private static int Run(string path, GateOptions options, ParseResult parsed, bool update)
    {
        var results = ResultsReader.Read(path).Results;
        var file = options.Path(parsed, () => FileOf(results.Run.Target.Name));
        if (update && file is null)
        {
            throw new ConfigurationException($"No file of known deviations is named for {results.Run.Target.Name}; name it with --known");
        }

        var known = GateOptions.Load(file, results.Run.Dialect, mayBeMissing: update);
        var gate = Gate.Judge(results, known, GateOptions.Index(CatalogueLoader.Load(Repository.Catalogue)), GateOptions.Today);
        GateConsole.Print(gate, file);
        if (update)
        {
            Update(file!, gate, results.Run.Dialect);
        }

        return gate.ExitCode;
    }

    private static void Update(string file, GateResult gate, Dialect dialect)
    {
        try
        {
            var before = File.Exists(file) ? File.ReadAllText(file) : null;
            var after = KnownFile.Update(file, before, Repository.Targets, gate, dialect, GateOptions.Today);
            if (after == before)
            {
                Console.WriteLine($"{file} stays as it is.");
                return;
            }

            File.WriteAllText(file, after);
            Console.WriteLine($"{file} is written for review: fill in reason and owner of what is new, and delete the review line of what has changed; until then neither excuses anything.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file} cannot be written ({e.Message}); make it writable or name another file with --known", e);
        }
    }

    private static TargetFile? FileOf(string target)
    {
        var path = Path.Combine(Repository.Targets, $"{Path.GetFileName(target)}.yaml");
        return File.Exists(path) ? TargetFile.Load(path, Repository.Targets) : null;
    }
}
