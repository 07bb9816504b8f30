using System.CommandLine;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Conformance.Cli.Targets;
using Conformance.Model;
using Conformance.Scenarios;
using Conformance.Wire;

namespace Conformance.Cli.Commands;

/// <summary>bench: the suite's rate beside that of a bare HttpClient loop, in one run, so that the ratio holds whatever the machine.</summary>
public static partial class BenchCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("bench", "Prints the suite's requests/s on the embedded endpoint and those of a bare HttpClient loop doing comparable signed requests at the same concurrency.");
        var rounds = new Option<int>("--rounds") { Description = "Measured rounds, after one that warms up", DefaultValueFactory = _ => 3 };
        var concurrency = new Option<int>("--concurrency") { Description = "Cases, or requests, side by side", DefaultValueFactory = _ => 16 };
        var fuzz = new Option<bool>("--fuzz") { Description = "The fuzz engine instead of the suite, over TCP and over pipes" };
        command.Add(fuzz);
        command.Add(rounds);
        command.Add(concurrency);
        command.SetAction((parsed, _) => parsed.GetValue(fuzz) ? FuzzBench.RunAsync(parsed.GetValue(rounds), parsed.GetValue(concurrency)) : BenchAsync(parsed.GetValue(rounds), parsed.GetValue(concurrency)));
        return command;
    }

    private static async Task<int> BenchAsync(int rounds, int concurrency)
    {
        using var interrupt = new Interrupt();
        var catalogue = CatalogueLoader.Load(Repository.Catalogue);
        await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: false, [], interrupt.Token);
        var target = embedded.Target with { Concurrency = concurrency };
        var ratios = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            var (suite, exchanges) = await SuiteAsync(target, catalogue, interrupt.Token);
            var bare = await BareAsync(target, exchanges, concurrency, interrupt.Token);
            if (round > 0)
            {
                ratios.Add(suite / bare);
                Console.WriteLine($"round {round}: suite {suite,7:0} requests/s, bare HttpClient {bare,7:0} requests/s, ratio {suite / bare:0.00}");
            }
        }

        ratios.Sort();
        Console.WriteLine($"median ratio {ratios[ratios.Count / 2]:0.00} ({Cases.Length} cases, {concurrency} side by side, judging included)");
        return ExitCodes.Pass;
    }

    // A case that waits for a clock to move would measure the clock.
    private static readonly System.Collections.Immutable.ImmutableArray<Scenario> Cases = [.. Suite.All.Where(s => !s.Given.Any(g => g is Given.Pause or Given.OldEnough) && s.Costly is null)];

    private static async Task<(double Rate, IReadOnlyList<Exchange> Exchanges)> SuiteAsync(Target target, Catalogue catalogue, CancellationToken cancel)
    {
        var plan = new RunPlan { Target = target, Catalogue = catalogue, Scenarios = Cases, Identity = RunIdentity.Create(TimeProvider.System, Random.Shared) };
        await using var runner = await Runner.OpenAsync(plan, cancel);
        var before = runner.Result(interrupted: false).Requests;
        var clock = Stopwatch.StartNew();
        await runner.RunAllAsync(null, cancel);
        var seconds = clock.Elapsed.TotalSeconds;
        var result = runner.Result(interrupted: false);
        return ((result.Requests - before) / seconds, [.. result.Cases.SelectMany(c => c.Exchanges)]);
    }

    // For each exchange of the suite one request of the same kind, sending and receiving as many bytes, signed by the same signer:
    // what a loop without a suite around it would do.
    private static async Task<double> BareAsync(Target target, IReadOnlyList<Exchange> exchanges, int concurrency, CancellationToken cancel)
    {
        await using var client = new BareClient(target, concurrency);
        var bucket = $"/bench-{Guid.NewGuid():N}";
        var stored = new byte[exchanges.Max(e => e.Response?.Body.Length ?? 0)];
        await client.SendAsync(new WireRequest { Method = "PUT", Target = bucket }, cancel);
        await client.SendAsync(new WireRequest { Method = "PUT", Target = $"{bucket}/large", Body = stored }, cancel);
        await client.SendAsync(new WireRequest { Method = "PUT", Target = $"{bucket}/small", Body = stored.AsMemory(0, 64) }, cancel);
        var upload = await client.OpenPartAsync(bucket, cancel);

        var clock = Stopwatch.StartNew();
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancel };
        await Parallel.ForEachAsync(exchanges, options, async (exchange, _) => await client.SendAsync(Alike(exchange, bucket, upload, stored), cancel));
        return exchanges.Count / clock.Elapsed.TotalSeconds;
    }

    private static WireRequest Alike(Exchange exchange, string bucket, string upload, byte[] stored)
    {
        var sent = stored.AsMemory(0, (int)Math.Min(exchange.Request.Body.Length, stored.Length));
        var received = exchange.Response?.Body.Length ?? 0;
        return exchange.Request.Method switch
        {
            "PUT" when sent.Length == 0 && Range(exchange, stored.Length) is { } range => new WireRequest
            {
                Method = "PUT",
                Target = upload,
                Headers = [new HeaderLine("x-amz-copy-source", $"{bucket}/large"), new HeaderLine("x-amz-copy-source-range", range)],
            },
            "PUT" when sent.Length == 0 => new WireRequest { Method = "PUT", Target = upload, Headers = [new HeaderLine("x-amz-copy-source", $"{bucket}/small")] },
            "PUT" => new WireRequest { Method = "PUT", Target = upload, Body = sent },
            "GET" when received > 0 => new WireRequest { Method = "GET", Target = $"{bucket}/large", Headers = [new HeaderLine("range", $"bytes=0-{received - 1}")] },
            "POST" => new WireRequest { Method = "POST", Target = $"{bucket}/other?uploads=" },
            "DELETE" => new WireRequest { Method = "DELETE", Target = $"{bucket}/missing" },
            _ => new WireRequest { Method = "HEAD", Target = $"{bucket}/large" },
        };
    }

    // Copying a large range costs the endpoint a digest of it; a loop spared of that would be compared with a suite that is not.
    private static string? Range(Exchange exchange, int sizeBytes)
    {
        var match = CopyRangeLine().Match(exchange.Request.Head);
        return match.Success && long.Parse(match.Groups[1].Value) <= long.Parse(match.Groups[2].Value) && long.Parse(match.Groups[2].Value) < sizeBytes
            ? $"bytes={match.Groups[1].Value}-{match.Groups[2].Value}"
            : null;
    }

    [GeneratedRegex(@"x-amz-copy-source-range: bytes=([0-9]{1,9})-([0-9]{1,9})\r", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CopyRangeLine();
}
