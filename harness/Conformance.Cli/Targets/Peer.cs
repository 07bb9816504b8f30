using System.Diagnostics;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Cli.Targets;

/// <summary>A real server on loopback, started by its up script.</summary>
public sealed record Peer(Uri Endpoint, Credentials Credentials, string Region)
{
    /// <summary>The same server over https, with a certificate that nobody vouches for; null when it has none.</summary>
    public Uri? SecureEndpoint { get; init; }

    /// <summary>Keys of another account; null when it has none.</summary>
    public Credentials? SecondAccount { get; init; }

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    /// <summary>Runs the up script (which does nothing when the server is up) and reads the line it prints.</summary>
    public static async Task<Peer> UpAsync(string folder, Action<string> say, CancellationToken cancel)
    {
        var script = Path.Combine(folder, "up");
        if (!File.Exists(script))
        {
            throw new ConfigurationException($"The peer script {script} does not exist; correct the key \"peer\" of the target file");
        }

        say($"Starting the peer {Path.GetFileName(folder)} unless it is up");
        using var process = Process.Start(new ProcessStartInfo(script) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new ConfigurationException($"The peer script {script} cannot be started; make it executable");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Deadline);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        var line = await process.StandardOutput.ReadLineAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        if (process.ExitCode != 0 || line is null)
        {
            throw new ConfigurationException($"The peer {Path.GetFileName(folder)} did not come up: {(await error).Trim().Split('\n')[^1]}");
        }

        var values = line.Split(' ').Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        return new Peer(new Uri(values["endpoint"]), new Credentials(values["access_key"], values["secret_key"]), values["region"])
        {
            SecureEndpoint = values.GetValueOrDefault("secure_endpoint") is { } secure ? new Uri(secure) : null,
            SecondAccount = values.GetValueOrDefault("second_access_key") is { } access ? new Credentials(access, values["second_secret_key"]) : null,
        };
    }
}
