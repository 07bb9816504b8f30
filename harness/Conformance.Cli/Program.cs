using System.CommandLine;
using Conformance.Cli.Commands;
using Conformance.Model;

namespace Conformance.Cli;

/// <summary>The command line. Every failure leaves here as one sentence and one of the exit codes of the architecture.</summary>
public static class Program
{
    /// <summary>Runs a command and returns its exit code.</summary>
    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("S3 multipart-copy conformance suite: runs scenarios against any endpoint and says, with evidence, where it deviates.")
        {
            RunCommand.Create(),
            ListCommand.Create(),
            ReplayCommand.Create(),
            RejudgeCommand.Create(),
            ReportCommand.Create(),
            ServeCommand.Create(),
            GateCommand.Create(),
            DiffCommand.Create(),
            SnapshotsCommand.Create(),
            BenchCommand.Create(),
            DefectsCommand.Create(),
            FuzzCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"{parsed.Errors[0].Message} (see --help)");
            return ExitCodes.Configuration;
        }

        try
        {
            // Signals are handled by the commands themselves: an interrupted run still cleans up and reports.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (ConfigurationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Configuration;
        }
        catch (SuiteDefectException e)
        {
            await Console.Error.WriteLineAsync($"The suite itself is wrong: {e.Message}");
            return ExitCodes.Harness;
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("CONFORMANCE_DEBUG") is null)
        {
            await Console.Error.WriteLineAsync($"The harness failed: {e.GetType().Name}: {e.Message} (set CONFORMANCE_DEBUG=1 for the stack)");
            return ExitCodes.Harness;
        }
    }
}
