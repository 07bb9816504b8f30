using System.CommandLine;
using System.Diagnostics;
using Conformance.Cli.Targets;
using Conformance.Model;
using Conformance.Scenarios;
using Conformance.Wire;

namespace Conformance.Cli.Commands;

/// <summary>bench: the suite's rate beside that of a bare HttpClient loop, in one run, so that the ratio holds whatever the machine.</summary>
public static class BenchCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("bench", "Prints the suite's requests/s on the embedded endpoint and those of a bare HttpClient loop doing comparable signed requests at the same concurrency.");
        var rounds = new Option<int>("--rounds") { Description = "Measured rounds, after one that warms up", DefaultValueFactory = _ => 3 };
        var concurrency = new Option<int>("--concurrency") { Description = "Cases, or requests, side by side", DefaultValueFactory = _ => 16 };
        command.Add(rounds);
        command.Add(concurrency);
        command.SetAction((parsed, _) => BenchAsync(parsed.GetValue(rounds), parsed.GetValue(concurrency)));
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
        Console.WriteLine($"median ratio {ratios[ratios.Count / 2]:0.00} ({Suite.All.Length} cases, {concurrency} side by side, judging included)");
        return ExitCodes.Pass;
    }

    private static async Task<(double Rate, IReadOnlyList<Exchange> Exchanges)> SuiteAsync(Target target, Catalogue catalogue, CancellationToken cancel)
    {
        var plan = new RunPlan { Target = target, Catalogue = catalogue, Scenarios = Suite.All, Identity = RunIdentity.Create(TimeProvider.System, Random.Shared) };
        await using var runner = await Runner.OpenAsync(plan, cancel);
        var before = runner.Result(interrupted: false).Requests;
        var clock = Stopwatch.StartNew();
        await runner.RunAllAsync(null, cancel);
        var seconds = clock.Elapsed.TotalSeconds;
        var result = runner.Result(interrupted: false);
        return ((result.Requests - before) / seconds, [.. result.Cases.SelectMany(c => c.Exchanges)]);
    }

    // The same methods with bodies of the same sizes, signed as the suite signs, to keys that do not exist: what a loop without a suite around it would do.
    private static async Task<double> BareAsync(Target target, IReadOnlyList<Exchange> exchanges, int concurrency, CancellationToken cancel)
    {
        await using var signer = new WireClient(new WireOptions { Endpoint = target.Endpoint, Credentials = target.Credentials, Region = target.Region });
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = concurrency, UseProxy = false }) { BaseAddress = target.Endpoint };
        var clock = Stopwatch.StartNew();
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancel };
        await Parallel.ForEachAsync(exchanges, options, async (exchange, stop) =>
        {
            var body = new byte[exchange.Request.Body.Length];
            var signed = signer.Sign(new WireRequest { Method = exchange.Request.Method, Target = "/bench/key", Body = body }, SigningPlan.Default).Request;
            using var message = new HttpRequestMessage(new HttpMethod(signed.Method), signed.Target) { Content = body.Length == 0 ? null : new ByteArrayContent(body) };
            foreach (var header in signed.Headers.Where(h => !h.Name.Equals("host", StringComparison.OrdinalIgnoreCase) && !h.Name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)))
            {
                message.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }

            using var response = await http.SendAsync(message, stop);
            await response.Content.ReadAsByteArrayAsync(stop);
        });
        return exchanges.Count / clock.Elapsed.TotalSeconds;
    }
}
