using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Fuzz;

/// <summary>A fuzz run on one target: workers side by side, each with an arena of its own, and one that confirms what they see.</summary>
public sealed class FuzzRun : IAsyncDisposable
{
    private readonly FuzzPlan plan;
    private readonly Session session;
    private readonly Ledger ledger = new();
    private readonly Lifeline lifeline;
    private readonly Turnstile turnstile;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly NoveltyCurve novelty = new();
    private readonly CoverageGrid grid = new();
    private readonly Corpus corpus;
    private readonly FindingLog log;
    private Prober prober;
    private readonly Ground ground;
    private readonly Arena spare;
    private ImmutableArray<IProgramSurface> known = [];
    private ImmutableArray<IProgramSurface> programs = [];
    private TimeSpan began;
    private long before;
    private ImmutableArray<string> leftBehind = [];
    private string? stoppedBecause;
    private bool interrupted;
    private bool closed;

    private FuzzRun(FuzzPlan plan)
    {
        this.plan = plan;

        // Bent requests want their own bytes, and the raw socket costs less than any client.
        session = new Session(plan.Target, plan.Identity, plan.Clock, transcript: null, Carrier.Socket);
        lifeline = new Lifeline(session);
        turnstile = new Turnstile(plan.Target.Concurrency);
        corpus = new Corpus(plan.Corpus.Where(i => plan.Surfaces.Contains(i.Surface)));
        log = new FindingLog(plan.Found);
        ground = new Ground(session, ledger);
        spare = new Arena(session, ledger, ground, 0);
        prober = null!;
    }

    /// <summary>Inputs kept, for those who store them.</summary>
    public Corpus Corpus => corpus;

    /// <summary>How far it is.</summary>
    public FuzzProgress Progress => new(session.Requests, novelty.Inputs, novelty.Signatures, log.Counting);

    /// <summary>Connects, runs the preflight and probes capabilities; <see cref="ConfigurationException"/> says why the target cannot be fuzzed.</summary>
    public static async Task<FuzzRun> OpenAsync(FuzzPlan plan, CancellationToken cancel)
    {
        var run = new FuzzRun(plan);
        try
        {
            await new Preflight(run.session, run.ledger).RunAsync(cancel);
            var capabilities = await new CapabilityProbe(run.session, run.ground.Arranger, run.ledger).FamilyAsync(cancel);
            var absent = capabilities.Where(c => !c.Present).Select(c => c.Name).ToFrozenSet(StringComparer.Ordinal);
            if (absent.Contains(Capabilities.UploadPartCopy))
            {
                throw new ConfigurationException($"The target has no UploadPartCopy, which everything here is about: {capabilities.First(c => c.Name == Capabilities.UploadPartCopy).Proof}");
            }

            run.prober = new Prober(run.session, run.ledger, run.ground, new Judge(plan.Catalogue, plan.Target.Dialect, absent), absent, run.lifeline);
            run.programs =
            [
                new LifeSurface(new LifeRunner(run.session, run.ledger, run.ground, new Judge(plan.Catalogue, plan.Target.Dialect, absent))),
                new RaceSurface(run.session, run.ledger, run.ground),
            ];
            run.known = run.programs;
            run.programs = [.. run.programs.Where(p => plan.Surfaces.Contains(p.Surface))];
            await run.spare.RenewAsync(cancel);
            await run.prober.CalibrateAsync(run.spare, cancel);
            run.before = run.session.Requests;
            run.began = run.clock.Elapsed;
            return run;
        }
        catch (BlockedException e)
        {
            await run.DisposeAsync();
            throw new ConfigurationException($"The target cannot be fuzzed: {e.Message}", e);
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fuzzes until a bound is reached or somebody interrupts; what was found is kept either way.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        began = clock.Elapsed;
        await Task.WhenAll(Enumerable.Range(0, plan.Target.Concurrency).Select(n => Task.Run(() => WorkAsync(n, cancel), CancellationToken.None)));
        interrupted = cancel.IsCancellationRequested;
    }

    /// <summary>Replays one input or sequence (inputs joined by " | ") and says what should not be.</summary>
    public async Task<ImmutableArray<Sighting>> ReplayAsync(string text, CancellationToken cancel)
    {
        foreach (var program in known)
        {
            if (text.StartsWith(program.Surface.Token() + " ", StringComparison.Ordinal) && !text.Contains('{', StringComparison.Ordinal))
            {
                return await program.RunAsync(text[(program.Surface.Token().Length + 1)..], cancel) is { Sighting: { } seen } ? [seen] : [];
            }
        }

        var steps = text.Split(" | ").Select(Input.Parse).ToArray();
        if (steps.Any(s => s is null))
        {
            throw new ConfigurationException($"\"{text}\" is no input; copy the replay line of a finding, e.g. range {{\"range\":\"bytes=0-\"}}");
        }

        var inputs = steps.OfType<Input>().ToArray();
        return inputs.Length == 1
            ? (await prober.RunAsync(inputs[0], spare, alone: true, cancel)).Sightings
            : await Confirms(spare).ReplayAsync(inputs, cancel);
    }

    /// <summary>What a sighting weighs.</summary>
    public Verdict Weighs(Sighting sighting) => plan.Catalogue[sighting.Requirement].VerdictWhenFailed;

    /// <summary>Removes what was created; whatever stays is named.</summary>
    public async Task CloseAsync()
    {
        if (closed)
        {
            return;
        }

        closed = true;
        leftBehind = await ledger.SweepAsync(session);
    }

    /// <summary>What is known by now.</summary>
    public FuzzReport Report() => new()
    {
        Target = plan.Target.Name,
        Endpoint = plan.Target.Endpoint.GetLeftPart(UriPartial.Authority),
        Dialect = plan.Target.Dialect.Token(),
        Seed = plan.Seed,
        Workers = plan.Target.Concurrency,
        Surfaces = [.. plan.Surfaces.Select(s => s.Token())],
        Requests = session.Requests - before,
        Inputs = novelty.Inputs,
        Seconds = (clock.Elapsed - began).TotalSeconds,
        Novelty = novelty.Points(),
        ChanceOfNew = novelty.ChanceOfNew(),
        Grid = grid.Rows(),
        Findings = log.All,
        Stops = lifeline.Stops,
        StoppedBecause = stoppedBecause,
        Interrupted = interrupted,
        LeftBehind = leftBehind,
        TagsAreDigests = prober.TagsAreDigests,
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await session.DisposeAsync();
        turnstile.Dispose();
    }

    private bool IsOver(CancellationToken cancel) =>
        cancel.IsCancellationRequested
        || stoppedBecause is not null
        || (plan.Requests is { } most && session.Requests - before >= most)
        || (plan.Duration is { } duration && clock.Elapsed - began >= duration)
        || (plan.StopsAtFirst && log.Counting > 0);

    private async Task WorkAsync(int number, CancellationToken cancel)
    {
        var worker = new Worker(plan, number, new Arena(session, ledger, ground, number + 1), prober, corpus, grid, novelty, () => session.Requests - before, programs);
        var own = new Arena(session, ledger, ground, plan.Target.Concurrency + number + 1);
        var confirms = Confirms(own);
        try
        {
            while (!IsOver(cancel))
            {
                var suspicions = await turnstile.BesideAsync(() => worker.BatchAsync(() => IsOver(cancel), cancel));
                foreach (var (sequence, sighting, at) in suspicions)
                {
                    await ConfirmAsync(sighting, sequence[^1].Surface, sequence[^1].Mutation, alone => confirms.ConfirmAsync(sequence, sighting, at, alone, cancel), cancel);
                }

                foreach (var (surface, result, at) in await turnstile.BesideAsync(() => worker.ProgramsAsync(() => IsOver(cancel), cancel)))
                {
                    await ConfirmAsync(result.Sighting!, surface.Surface, Confirmer.Order, alone => confirms.ConfirmAsync(surface, result, at, alone, cancel), cancel);
                }

                if (worker.NeedsRecovery && !cancel.IsCancellationRequested)
                {
                    await RecoverAsync(worker, cancel);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or BlockedException && cancel.IsCancellationRequested)
        {
            // What was found so far is in the log already; a precondition that an interruption kept from being reached says nothing.
        }
        finally
        {
            await worker.CloseAsync();
            await own.CloseAsync();
        }
    }

    private Confirmer Confirms(Arena arena) => new(prober, arena, lifeline, session, plan.Catalogue, log, plan.ShrinkAttempts);

    // Causes that are known are only counted. An answer shows again beside others; a connection that ended, or what overlapped, has to be looked at alone.
    private async Task ConfirmAsync(Sighting sighting, Surface surface, string mutation, Func<bool, Task<bool>> confirm, CancellationToken cancel)
    {
        var cause = sighting.CauseOn(surface);
        if (log.Again(cause, mutation) || !log.IsWorthwhile(cause, mutation) || cancel.IsCancellationRequested || !log.Take(cause))
        {
            return;
        }

        try
        {
            var answered = sighting.Shown is { Fate: Fate.Complete, Response.Status: not 503 } && surface != Surface.Concurrency;
            if (!answered || !await turnstile.BesideAsync(() => confirm(false)))
            {
                await turnstile.AloneAsync(() => confirm(true));
            }
        }
        catch (BlockedException)
        {
            log.NotConfirmed(cause, mutation);
        }
        finally
        {
            log.GiveBack(cause);
        }
    }

    // A target that was away may have forgotten everything: buckets and sources are made anew.
    private Task<bool> RecoverAsync(Worker worker, CancellationToken cancel) => turnstile.AloneAsync(async () =>
    {
        if (!await lifeline.AwaitAsync(new CaseLog(session, Arena.Owner), cancel))
        {
            stoppedBecause = cancel.IsCancellationRequested ? stoppedBecause : $"the target stopped answering and did not come back within {Lifeline.Patience.TotalSeconds:0} s";
            return false;
        }

        try
        {
            await worker.RenewAsync(cancel);
        }
        catch (BlockedException)
        {
            try
            {
                await new Preflight(session, ledger).RunAsync(cancel);
                ground.Renew();
                await worker.RenewAsync(cancel);
            }
            catch (Exception e) when (e is BlockedException or ConfigurationException && !cancel.IsCancellationRequested)
            {
                stoppedBecause = $"the target no longer takes what it took at the start: {e.Message}";
            }
        }

        return true;
    });
}
