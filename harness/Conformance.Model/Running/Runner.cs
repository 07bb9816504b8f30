using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>What a run is made of.</summary>
public sealed record RunPlan
{
    /// <summary>The target.</summary>
    public required Target Target { get; init; }

    /// <summary>The requirements.</summary>
    public required Catalogue Catalogue { get; init; }

    /// <summary>The cases, in the order of the suite.</summary>
    public required ImmutableArray<Scenario> Scenarios { get; init; }

    /// <summary>Names of what is created.</summary>
    public required RunIdentity Identity { get; init; }

    /// <summary>Text that selected the cases; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Where exchanges are appended.</summary>
    public ITranscript? Transcript { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>An open run on one target. Disposing it removes everything it created.</summary>
public sealed class Runner : IAsyncDisposable
{
    private readonly RunPlan plan;
    private readonly Session session;
    private readonly Ledger ledger = new();
    private readonly Arranger arranger;
    private readonly Preflight preflight;
    private readonly Lifeline lifeline;
    private readonly Turnstile turnstile;
    private readonly Stopwatch stopwatch = Stopwatch.StartNew();
    private readonly DateTimeOffset startedAt;
    private readonly FrozenDictionary<string, int> numbers;
    private readonly ConcurrentDictionary<string, CaseResult> results = new();
    private ImmutableArray<CapabilityFinding> capabilities = [];
    private FrozenSet<string> absent = FrozenSet<string>.Empty;
    private ImmutableArray<string> leftBehind = [];
    private Judge judge;
    private string? stoppedBecause;

    // A target that cuts everything is not owed a second look at every case.
    private int furtherAttempts = 400;

    // Each costs as long as an answer is waited for.
    private int furtherWaits = 16;
    private bool closed;

    private Runner(RunPlan plan)
    {
        this.plan = plan;
        startedAt = plan.Clock.GetUtcNow();
        session = new Session(plan.Target, plan.Identity, plan.Clock, plan.Transcript);
        arranger = new Arranger(session, ledger);
        preflight = new Preflight(session, ledger);
        lifeline = new Lifeline(session);
        turnstile = new Turnstile(plan.Target.Concurrency);
        judge = new Judge(plan.Catalogue, plan.Target.Dialect);
        numbers = plan.Scenarios.Select((s, i) => (s.Id, Number: i + 1)).ToFrozenDictionary(x => x.Id, x => x.Number, StringComparer.Ordinal);
    }

    /// <summary>
    /// Connects, runs the preflight and probes capabilities. Throws <see cref="ConfigurationException"/> with one sentence when the target cannot be judged;
    /// what had been created by then is removed.
    /// </summary>
    public static async Task<Runner> OpenAsync(RunPlan plan, CancellationToken cancel)
    {
        var runner = new Runner(plan);
        try
        {
            await runner.preflight.RunAsync(cancel);
            var needed = plan.Scenarios.SelectMany(s => s.OperationNeeds.Concat(s.Cited.SelectMany(id => plan.Catalogue[id].Needs))).ToFrozenSet(StringComparer.Ordinal);
            var probe = new CapabilityProbe(runner.session, runner.arranger, runner.ledger);
            var family = await probe.FamilyAsync(cancel);

            // It takes a source of 5 MiB, and the areas around the family wait for a first handshake: the one beside the other.
            var copies = family.Any(c => c is { Name: Capabilities.UploadPartCopy, Present: true }) || plan.Target.Claims.Contains(Capabilities.UploadPartCopy);
            var partSize = copies && plan.Scenarios.Any(CompletesSeveralParts) ? runner.preflight.PartSizeAsync(runner.arranger, cancel) : Task.CompletedTask;
            var areas = probe.AreasAsync(needed, cancel);
            await Task.WhenAll(partSize, areas);
            runner.capabilities = [.. family, .. await areas];
            runner.absent = runner.capabilities.Where(c => !c.Present && !plan.Target.Claims.Contains(c.Name)).Select(c => c.Name).ToFrozenSet(StringComparer.Ordinal);
            runner.judge = new Judge(plan.Catalogue, plan.Target.Dialect, runner.absent);
            return runner;
        }
        catch
        {
            await runner.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs and judges one case of the plan.</summary>
    public async Task<CaseResult> RunCaseAsync(Scenario scenario, CancellationToken cancel)
    {
        var result = await DecideAsync(scenario, 1, cancel);
        results[scenario.Id] = result;
        return result;
    }

    /// <summary>Runs a case that has a result so many times more, one after the other, and puts what all rounds show in the place of the result.</summary>
    public async Task<CaseResult> RepeatAsync(Scenario scenario, int times, CancellationToken cancel)
    {
        var rounds = ImmutableArray.CreateBuilder<CaseResult>();
        rounds.Add(results[scenario.Id]);
        for (var round = 2; round <= times + 1 && !cancel.IsCancellationRequested; round++)
        {
            rounds.Add(await DecideAsync(scenario, round, cancel));
        }

        return results[scenario.Id] = Rounds.Merge(rounds.ToImmutable());
    }

    /// <summary>What happens in one case of the plan, for whoever judges it by other means. It has no result.</summary>
    public Task<CaseTranscript> TranscribeAsync(Scenario scenario, CancellationToken cancel) =>
        RunAsync(scenario, 1, Company.Others, cancel);

    /// <summary>Runs all cases side by side. Interrupting it leaves the rest blocked; results so far are kept.</summary>
    public async Task RunAllAsync(IProgress<CaseResult>? progress, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = plan.Target.Concurrency };

        // Those that wait for a clock to move wait beside the others; those that need a shared source of some age go last, and their sources are stored at once.
        var order = plan.Scenarios.Where(s => !s.Waits).OrderBy(s => s.Given.Any(g => g is Given.OldEnough));
        var beside = plan.Scenarios.Where(s => s.Waits).Select(s => ReportedAsync(s, progress, cancel)).ToArray();
        var seeding = SeedAsync(plan.Scenarios.Where(s => !s.Waits && s.Given.Any(g => g is Given.OldEnough)), cancel);
        await Parallel.ForEachAsync(order, options, async (scenario, _) => await ReportedAsync(scenario, progress, cancel));
        await Task.WhenAll(beside);
        await seeding;
    }

    private async Task ReportedAsync(Scenario scenario, IProgress<CaseResult>? progress, CancellationToken cancel)
    {
        var result = await RunCaseAsync(scenario, cancel);
        progress?.Report(result);
    }

    private async Task SeedAsync(IEnumerable<Scenario> scenarios, CancellationToken cancel)
    {
        try
        {
            var sources = scenarios.Where(s => judge.Outside(s, capabilities) is null).SelectMany(s => s.Given.OfType<Given.Stored>()).Where(s => s.IsShared).Distinct().ToArray();
            await Task.WhenAll(sources.Select(s => arranger.ReachAsync(s, session.RunBindings, new CaseLog(session, Session.RunOwner), cancel)));
        }
        catch (Exception e) when (e is BlockedException or OperationCanceledException)
        {
            // The cases that ask for the source will find and report the same.
        }
    }

    /// <summary>Removes everything the run created on the target; whatever stays is named.</summary>
    public async Task<ImmutableArray<string>> CloseAsync()
    {
        if (closed)
        {
            return leftBehind;
        }

        closed = true;
        return leftBehind = await ledger.SweepAsync(session);
    }

    /// <summary>The result so far; after <see cref="CloseAsync"/> it is final.</summary>
    public RunResult Result(bool interrupted) => new()
    {
        TargetName = plan.Target.Name,
        Endpoint = plan.Target.Endpoint.GetLeftPart(UriPartial.Authority),
        Server = session.RunExchanges.Select(e => e.Response?.Header("Server")).FirstOrDefault(s => s is not null),
        Region = plan.Target.Region,
        Style = plan.Target.Style == AddressingStyle.Path ? "path" : "virtual",
        Dialect = plan.Target.Dialect,
        Catalogue = plan.Catalogue,
        StartedAt = startedAt,
        DurationMs = stopwatch.Elapsed.TotalMilliseconds,
        Preflight = preflight.Steps,
        Capabilities = capabilities,
        Absent = [.. absent.Order(StringComparer.Ordinal)],
        Cases = [.. plan.Scenarios.Where(s => results.ContainsKey(s.Id)).Select(s => results[s.Id])],
        RunExchanges = session.RunExchanges,
        Interrupted = interrupted,
        StoppedBecause = stoppedBecause,
        LeftBehind = leftBehind,
        Stops = lifeline.Stops,
        Away = lifeline.Away,
        Filter = plan.Filter,
        Requests = session.Requests,
        BytesSent = session.BytesSent,
        BytesReceived = session.BytesReceived,
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await session.DisposeAsync();
        turnstile.Dispose();
    }

    private async Task<CaseResult> DecideAsync(Scenario scenario, int round, CancellationToken cancel)
    {
        if (judge.Outside(scenario, capabilities) is { } outside)
        {
            return outside;
        }

        if (preflight.WithoutSecondBucket is { } without && scenario.Uses(Bucket.Second))
        {
            return new CaseResult { Scenario = scenario, Verdict = Verdict.Blocked, Reason = without };
        }

        if (stoppedBecause is { } stopped || cancel.IsCancellationRequested)
        {
            return new CaseResult { Scenario = scenario, Verdict = Verdict.Blocked, Reason = stoppedBecause ?? "the run was interrupted" };
        }

        // Each attempt writes to keys of its own, and a round takes up to four.
        var attempt = (round - 1) * 4 + 1;
        try
        {
            var transcript = await RunAsync(scenario, attempt, Company.Others, cancel);
            if (WasCut(transcript) && !IsSuspect(transcript) && MayRepeat(transcript, cancel))
            {
                // The connections of all were cut by somebody's request, and this case had none under test in flight.
                await lifeline.AwaitAsync(new CaseLog(session, Session.RunOwner), cancel);
                transcript = await RunAsync(scenario, attempt + 1, Company.Others, cancel);
            }

            if (WasCut(transcript) && MayRepeat(transcript, cancel) && await lifeline.AwaitAsync(new CaseLog(session, Session.RunOwner), cancel))
            {
                // Its request by itself shows whether it was the one. Requests alone follow each other; all else of a dozen suspects goes on side by side.
                var stops = lifeline.Stops;
                transcript = await RunAsync(scenario, attempt + 2, Company.NoneForTheRequest, cancel);
                var disturbed = !IsSuspect(transcript) && (WasCut(transcript) || lifeline.Stops > stops);
                if (disturbed && MayRepeat(transcript, cancel))
                {
                    // The stop that somebody else caused may have taken what the case had arranged.
                    transcript = await turnstile.AloneAsync(async () =>
                        await lifeline.AwaitAsync(new CaseLog(session, Session.RunOwner), cancel) ? await RunAsync(scenario, attempt + 3, Company.None, cancel) : transcript);
                }
            }

            if (lifeline.IsDead)
            {
                stoppedBecause ??= $"the target stopped answering during the run and did not come back within {Lifeline.Patience.TotalSeconds:0} s";
            }

            return judge.Decide(scenario, transcript);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new CaseResult { Scenario = scenario, Verdict = Verdict.Error, Reason = $"{e.GetType().Name}: {e.Message}" };
        }
    }

    private static bool CompletesSeveralParts(Scenario scenario) => scenario.Given.OfType<Given.Stored>().Any(s => s.Content.SizeBytes >= Size.MinimumPart);

    private static bool WasCut(CaseTranscript transcript) =>
        Lifeline.Passes(transcript.Obstacle) || transcript.Exchanges.Any(e => Lifeline.IsCut(e) || e.Response?.Status == 503);

    private static bool IsSuspect(CaseTranscript transcript) =>
        transcript.Exchanges.Any(e => e.Label.Step == Steps.When && (e.Fate is Fate.ClosedEarly or Fate.NotHttp or Fate.TimedOut || e.Response?.Status == 503));

    private bool MayRepeat(CaseTranscript transcript, CancellationToken cancel) =>
        (transcript.Obstacle?.Fate != Fate.TimedOut || Interlocked.Decrement(ref furtherWaits) >= 0) && MayRepeat(cancel);

    private bool MayRepeat(CancellationToken cancel) => !cancel.IsCancellationRequested && !lifeline.IsDead && Interlocked.Decrement(ref furtherAttempts) >= 0;

    private Task<CaseTranscript> RunAsync(Scenario scenario, int attempt, Company company, CancellationToken cancel) =>
        new CaseRunner(session, arranger, ledger, absent, lifeline, turnstile).RunAsync(scenario, numbers[scenario.Id], attempt, company, cancel);
}
