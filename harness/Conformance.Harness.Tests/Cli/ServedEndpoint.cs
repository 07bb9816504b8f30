using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Cli;

/// <summary>The embedded endpoint as <c>serve</c> starts it: a process of its own, stopped by the signal a user sends.</summary>
internal sealed partial class ServedEndpoint : IAsyncDisposable
{
    private readonly Process process;

    private ServedEndpoint(Process process, Match line)
    {
        this.process = process;
        Address = new Uri(line.Groups["address"].Value);
        Region = line.Groups["region"].Value;
        Credentials = new Credentials(line.Groups["access"].Value, line.Groups["secret"].Value);
    }

    public Uri Address { get; }

    public string Region { get; }

    public Credentials Credentials { get; }

    /// <summary>Resident memory at this moment, bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static async Task<ServedEndpoint> StartAsync()
    {
        var started = CommandLine.Start("serve", "--port", "0");
        var line = await started.StandardOutput.ReadLineAsync() ?? "";
        var match = Announcement().Match(line);
        Assert.That(match.Success, Is.True, $"serve says where it is: {line}");
        return new ServedEndpoint(started, match);
    }

    /// <summary>Interrupts it and returns how long it took to end, with its exit code.</summary>
    public async Task<(TimeSpan Took, int ExitCode)> StopAsync()
    {
        var clock = Stopwatch.StartNew();
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(deadline.Token);
        return (clock.Elapsed, process.ExitCode);
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex(@"at (?<address>http://\S+/) \(region (?<region>[^,]+), access key (?<access>[^,]+), secret key (?<secret>[^)]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Announcement();
}
