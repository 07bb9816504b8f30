using System.Diagnostics;
using Conformance.Cli.Targets;
using Conformance.Fuzz;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Cli.Commands;

/// <summary>The fuzz engine's rate beside that of a bare signed HttpClient loop of part copies, in one run, over TCP and over pipes.</summary>
internal static class FuzzBench
{
    // Seconds of work a round: shorter ones would show how the runtime warms up.
    private const int Requests = 40_000;

    /// <summary>Prints one line a round and way.</summary>
    public static async Task<int> RunAsync(int rounds, int concurrency)
    {
        using var interrupt = new Interrupt();
        var catalogue = CatalogueLoader.Load(Repository.Catalogue);
        foreach (var inMemory in new[] { false, true })
        {
            await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory, [], interrupt.Token);
            var target = embedded.Target with { Concurrency = concurrency };
            var ratios = new List<double>();
            for (var round = 0; round <= rounds && !interrupt.Token.IsCancellationRequested; round++)
            {
                var fuzz = await FuzzAsync(target, catalogue, interrupt.Token);
                var bare = await BareAsync(target, concurrency, interrupt.Token);
                if (round > 0)
                {
                    ratios.Add(fuzz / bare);
                    Console.WriteLine($"{(inMemory ? "pipes" : "TCP  ")} round {round}: fuzz {fuzz,7:0} requests/s, bare HttpClient {bare,7:0} requests/s, ratio {fuzz / bare:0.00}");
                }
            }

            ratios.Sort();
            Console.WriteLine($"{(inMemory ? "pipes" : "TCP")}: median ratio {ratios[ratios.Count / 2]:0.00} ({concurrency} side by side, judging included)");
        }

        return ExitCodes.Pass;
    }

    private static async Task<double> FuzzAsync(Target target, Catalogue catalogue, CancellationToken cancel)
    {
        var plan = new FuzzPlan
        {
            Target = target,
            Catalogue = catalogue,
            Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
            Surfaces = [Surface.PartNumber, Surface.UploadId],
            Seed = 1,
            Requests = Requests,
        };
        await using var run = await FuzzRun.OpenAsync(plan, cancel);
        await run.RunAsync(cancel);
        var report = run.Report();
        return report.Requests / report.Seconds;
    }

    private static async Task<double> BareAsync(Target target, int concurrency, CancellationToken cancel)
    {
        await using var client = new BareClient(target, concurrency);
        var bucket = $"/bench-{Guid.NewGuid():N}";
        await client.SendAsync(new WireRequest { Method = "PUT", Target = bucket }, cancel);
        await client.SendAsync(new WireRequest { Method = "PUT", Target = $"{bucket}/small", Body = new byte[64] }, cancel);
        var copy = new WireRequest { Method = "PUT", Target = await client.OpenPartAsync(bucket, cancel), Headers = [new HeaderLine("x-amz-copy-source", $"{bucket}/small")] };
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Requests),
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancel },
            async (_, _) => await client.SendAsync(copy, cancel));
        return Requests / clock.Elapsed.TotalSeconds;
    }
}
