using System.Diagnostics;

namespace Conformance.Harness.Tests.Cli;

/// <summary>What a run of the command line left.</summary>
internal sealed record CommandOutcome(int ExitCode, string Out, string Error)
{
    public string All => Out + Error;
}

/// <summary>The command line as a user starts it: a process of its own.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static string Program { get; } = Path.Combine(
        Repository.Root, "harness", "Conformance.Cli", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Conformance.Cli.dll");

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        foreach (var argument in arguments.Prepend(Program))
        {
            start.ArgumentList.Add(argument);
        }

        // What the developer's shell happens to hold must not decide a test.
        foreach (var name in new[] { "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "CONFORMANCE_DEBUG" })
        {
            start.Environment.Remove(name);
        }

        return Process.Start(start)!;
    }

    public static async Task<CommandOutcome> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await FinishAsync(process);
    }

    public static async Task<CommandOutcome> FinishAsync(Process process, TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return new CommandOutcome(process.ExitCode, await output, await error);
    }
}
