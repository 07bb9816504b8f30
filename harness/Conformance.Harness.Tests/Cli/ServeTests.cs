using System.Collections.Concurrent;
using System.Diagnostics;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Cli;

/// <summary>
/// The embedded endpoint, proved by clients that others wrote, and under load. The clients come from Debian's packages; where they cannot be
/// installed the case is skipped and says why. CONFORMANCE_LOAD_SECONDS sets how long the load lasts (3 s; 60 s before a release).
/// </summary>
public sealed class ServeTests
{
    private const int Connections = 64;

    [TestCase("awscli")]
    [TestCase("boto3")]
    [TestCase("rclone")]
    [TestCase("s3cmd")]
    [Category("Clients")]
    public async Task A_client_that_others_wrote_finds_what_it_stored(string client)
    {
        var folder = Path.Combine(Repository.Root, "fixtures", "clients");
        var installed = await RunAsync(Path.Combine(folder, "install"), client);
        if (installed.ExitCode == 3)
        {
            Assert.Ignore(installed.All.Trim());
        }

        Assert.That(installed.ExitCode, Is.Zero, installed.All);
        await using var served = await ServedEndpoint.StartAsync();
        var outcome = await RunAsync(Path.Combine(folder, client), served.Address.GetLeftPart(UriPartial.Authority), served.Credentials.AccessKey, served.Credentials.SecretKey, served.Region);
        await TestContext.Out.WriteAsync(outcome.Out);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.All);
    }

    [Test]
    public async Task It_holds_under_load_and_stops_at_once()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("CONFORMANCE_LOAD_SECONDS"), out var asked) ? asked : 3;
        await using var served = await ServedEndpoint.StartAsync();
        var statuses = new ConcurrentDictionary<int, int>();
        var memory = new List<long>();
        await using var client = new WireClient(new WireOptions
        {
            Endpoint = served.Address,
            Credentials = served.Credentials,
            Region = served.Region,
            Limits = new Limits { MaxConnections = Connections },
        });
        await SendAsync(new WireRequest { Method = "PUT", Target = "/load" });
        await SendAsync(new WireRequest { Method = "PUT", Target = "/load/source", Body = new byte[1 << 20] });
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(CopyAsync).Append(WatchAsync()));
        var copies = statuses.Values.Sum();
        var (took, exitCode) = await served.StopAsync();
        // The first third is warming up: code is compiled and buffers grow to what the load needs.
        var (settled, last) = (memory.Skip(memory.Count / 3).Take(memory.Count / 3).DefaultIfEmpty(0).Max(), memory.Skip(2 * memory.Count / 3).DefaultIfEmpty(0).Max());
        await TestContext.Out.WriteLineAsync(
            $"{copies} requests in {seconds} s over {Connections} connections, resident {settled >> 20} MiB in the second third and {last >> 20} MiB in the last, stopped in {took.TotalMilliseconds:0} ms");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(statuses.Keys, Is.SubsetOf(new[] { 200, 204 }), string.Join(", ", statuses.Select(s => $"{s.Value} × {s.Key}")));
            Assert.That(copies, Is.GreaterThan(Connections * 3));
            Assert.That(last, Is.LessThan((settled * 5 / 4) + (32 << 20)), "memory is flat");
            Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(1)));
            Assert.That(exitCode, Is.Zero);
        }

        // A life cycle after the other: open, copy ten parts over and over, complete or abort.
        async Task CopyAsync(int lane)
        {
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                var created = await SendAsync(new WireRequest { Method = "POST", Target = $"/load/of-{lane}?uploads=" });
                var id = SafeXml.Read(created.Body.Bytes.AsSpan()).Document!.Root!.Elements().First(e => e.Name.LocalName == "UploadId").Value;
                for (var part = 1; part <= 10 && clock.Elapsed.TotalSeconds < seconds; part++)
                {
                    await SendAsync(new WireRequest
                    {
                        Method = "PUT",
                        Target = $"/load/of-{lane}?partNumber={part}&uploadId={id}",
                        Headers = [new("x-amz-copy-source", "/load/source"), new("x-amz-copy-source-range", $"bytes={part * 1000}-{(part * 1000) + 65_535}")],
                    });
                }

                await SendAsync(new WireRequest { Method = "DELETE", Target = $"/load/of-{lane}?uploadId={id}" });
            }
        }

        async Task WatchAsync()
        {
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                memory.Add(served.ResidentBytes);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(100, seconds * 10)));
            }
        }

        async Task<RecordedResponse> SendAsync(WireRequest request)
        {
            var exchange = await client.SendAsync(request, new ExchangeLabel("load", request.Method), SendOptions.Default with { Carrier = Carrier.Http }, CancellationToken.None);
            statuses.AddOrUpdate(exchange.Response?.Status ?? 0, 1, (_, n) => n + 1);
            return exchange.Response ?? throw new AssertionException($"no answer under load: {exchange.FateDetail}");
        }
    }

    private static async Task<CommandOutcome> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        return await CommandLine.FinishAsync(process, TimeSpan.FromMinutes(4));
    }
}
