using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Fuzz;

/// <summary>One worker: its share of the lattice first, then mutants of what showed something new.</summary>
internal sealed class Worker
{
    private const int BatchSize = 32;
    private const int SweepEvery = 64;
    private const int LookCloserEvery = 48;
    private const int LookCloserFirst = 2;

    // Mebibytes are copied and read back for each.
    private const int RarelyCut = 128;
    private const int AskAgainEvery = 24;
    private readonly FuzzPlan plan;
    private readonly int number;
    private readonly Arena arena;
    private readonly Prober prober;
    private readonly Corpus corpus;
    private readonly CoverageGrid grid;
    private readonly NoveltyCurve novelty;
    private readonly Func<long> requests;
    private readonly Random random;
    private readonly Dictionary<Surface, IEnumerator<Input>> lattices = [];
    private readonly Dictionary<Surface, Input[]> seeds = [];
    private readonly ImmutableArray<Surface> surfaces;
    private readonly List<(ImmutableArray<Input>, Sighting, long)> suspicions = [];
    private readonly ImmutableArray<IProgramSurface> programs;
    private readonly List<(IProgramSurface, ProgramResult, long)> programSuspicions = [];
    private int turn;

    public Worker(FuzzPlan plan, int number, Arena arena, Prober prober, Corpus corpus, CoverageGrid grid, NoveltyCurve novelty, Func<long> requests, ImmutableArray<IProgramSurface> programs)
    {
        (this.plan, this.number, this.arena, this.prober, this.corpus, this.grid, this.novelty, this.requests, this.programs) = (plan, number, arena, prober, corpus, grid, novelty, requests, programs);
        random = new Random(unchecked(plan.Seed * 7919 + number));
        surfaces = [.. plan.Surfaces.Where(s => s.IsOfRequests())];
        foreach (var surface in surfaces)
        {
            var all = Lattices.Of(surface).Distinct().ToArray();
            seeds[surface] = all;
            lattices[surface] = all.Concat(Lattices.Cuts(surface)).Concat(plan.Corpus.Where(i => i.Surface == surface)).Where((_, i) => i % plan.Target.Concurrency == number).GetEnumerator();
        }
    }

    /// <summary>True after a connection was cut or the upload was lost.</summary>
    public bool NeedsRecovery { get; private set; }

    /// <summary>Tries some inputs; returns what should be looked at more closely.</summary>
    public async Task<ImmutableArray<(ImmutableArray<Input> Sequence, Sighting Sighting, long At)>> BatchAsync(Func<bool> isOver, CancellationToken cancel)
    {
        suspicions.Clear();
        try
        {
            for (var i = 0; i < BatchSize && !NeedsRecovery && !isOver() && !surfaces.IsEmpty; i++)
            {
                if (!arena.IsReady)
                {
                    await SweepAsync(cancel);
                    await arena.RenewAsync(cancel);
                }

                await StepAsync(cancel);
                if (surfaces.Length > 0 && turn % SweepEvery == 0)
                {
                    await SweepAsync(cancel);
                }
            }
        }
        catch (BlockedException) when (!cancel.IsCancellationRequested)
        {
            NeedsRecovery = true;
        }

        return [.. suspicions];
    }

    /// <summary>Tries one program of each surface that has them, about as many requests as a batch of inputs; returns those that went wrong.</summary>
    public async Task<ImmutableArray<(IProgramSurface Surface, ProgramResult Result, long At)>> ProgramsAsync(Func<bool> isOver, CancellationToken cancel)
    {
        programSuspicions.Clear();
        foreach (var surface in programs)
        {
            for (var sent = 0; sent < BatchSize && !NeedsRecovery && !isOver();)
            {
                sent += await ProgramAsync(surface, cancel);
            }
        }

        return [.. programSuspicions];
    }

    private async Task<int> ProgramAsync(IProgramSurface surface, CancellationToken cancel)
    {
        try
        {
            var result = await surface.RunAsync(surface.Random(random), cancel);
            foreach (var exchange in result.Exchanges.Where(e => e.Label.Step == Steps.When))
            {
                grid.Add(result.Class, AnswerSignature.Class(exchange));
                novelty.Add(AnswerSignature.Of(exchange));
            }

            if (result.Sighting is not null && !cancel.IsCancellationRequested)
            {
                programSuspicions.Add((surface, result, requests()));
            }

            NeedsRecovery = result.Exchanges.Any(e => e.Fate != Fate.Complete);
            return Math.Max(1, result.Exchanges.Length);
        }
        catch (BlockedException) when (!cancel.IsCancellationRequested)
        {
            NeedsRecovery = true;
            return 1;
        }
    }

    /// <summary>Stores everything anew.</summary>
    public async Task RenewAsync(CancellationToken cancel)
    {
        await arena.RenewAsync(cancel);
        NeedsRecovery = false;
    }

    /// <summary>Aborts its upload.</summary>
    public Task CloseAsync() => arena.CloseAsync();

    private async Task StepAsync(CancellationToken cancel)
    {
        var input = Next();
        plan.Sending?.Invoke(number, input);
        var isolated = Prober.IsIsolated(input);
        var result = isolated ? await prober.RunAsync(input, arena, alone: false, cancel) : await prober.SendAsync(input, arena, cancel);
        if (result.Answer is not { } answer || cancel.IsCancellationRequested)
        {
            return;
        }

        var before = grid.Add(result.Expected.Class, AnswerSignature.Class(answer)) - 1;
        if (novelty.Add(AnswerSignature.Of(answer)) && !AnswerSignature.IsBeforeTheService(answer) && input[Fields.Cut] is null)
        {
            corpus.Add(input);
        }

        Suspect(result, isolated);
        NeedsRecovery = answer.Fate != Fate.Complete && !isolated;
        if (isolated || NeedsRecovery)
        {
            return;
        }

        if (!result.Expected.IsSound && turn % AskAgainEvery == 0 && await prober.AgainAsync(result, arena, cancel) is { } other)
        {
            suspicions.Add((arena.Recent, other, requests()));
        }

        // What a target takes beyond what is known tells by its bytes alone whether it was understood at all.
        var isOdd = !result.Expected.IsSound && answer.Response!.Status == 200 && before is >= 0 and < LookCloserFirst;
        if (isOdd || turn % LookCloserEvery == 0)
        {
            Suspect(await prober.RunAsync(input, arena, alone: false, cancel), isolated: true);
        }
    }

    // What an arena went through before is part of what may be wrong; a case of its own has no before.
    private void Suspect(ProbeResult result, bool isolated)
    {
        foreach (var sighting in result.Sightings)
        {
            suspicions.Add((isolated ? [result.Input] : arena.Recent, sighting, requests()));
        }
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        var recent = arena.Recent;
        if (recent.IsEmpty)
        {
            return;
        }

        foreach (var sighting in await arena.SweepAsync(cancel))
        {
            suspicions.Add((recent, sighting, requests()));

            // The upload holds something else than what is known of it: what follows from that is no news.
            arena.Distrust();
        }
    }

    private Input Next()
    {
        var surface = surfaces[turn++ % surfaces.Length];
        if (lattices[surface].MoveNext())
        {
            return lattices[surface].Current;
        }

        // With several workers the corpus depends on who was first; one alone gives the same inputs for the same seed.
        var seed = random.Next(2) == 0 ? corpus.Pick(surface, random) : null;
        seed ??= seeds[surface][random.Next(seeds[surface].Length)];
        return random.Next(8) == 0 && Fresh(surface) is { } fresh ? fresh : Mutator.Mutate(seed, random);
    }

    // Sound values from all over the space, which mutation of edges rarely makes.
    private Input? Fresh(Surface surface)
    {
        var baseline = Input.Baseline(surface) with { Mutation = "sound" };
        if (surface == Surface.PartNumber)
        {
            // Bytes of its own tell a part from its neighbours.
            var from = random.Next(48);
            return baseline.With(Fields.PartNumber, random.Next(1, PartNumberModel.Highest + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))
                .With(Fields.Range, $"bytes={from}-{from + random.Next(16)}");
        }

        if (surface != Surface.Range)
        {
            return null;
        }

        if (random.Next(RarelyCut) == 0)
        {
            return Lattices.CutAt(random.NextInt64(Sources.Border, Sources.ContentOf(Sources.Parts).SizeBytes)) with { Mutation = "sound" };
        }

        var source = random.Next(6) switch { 0 or 1 => Sources.Small, 2 => Sources.Parts, _ => Sources.Large };
        var size = Sources.ContentOf(source).SizeBytes;
        var first = source == Sources.Parts && random.Next(2) == 0 ? Sources.Border - random.NextInt64(70) : random.NextInt64(size);
        first = random.Next(2) == 0 ? first / 8192 * 8192 : first;
        var last = Math.Min(size - 1, first + random.NextInt64(random.Next(4) == 0 ? 70_000 : 64));
        return baseline.With(Fields.Source, source).With(Fields.Range, $"bytes={first}-{last}");
    }
}
