using System.Collections.Frozen;
using System.Diagnostics;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>Runs one case: preconditions, the request under test, observations, clean-up. Judges nothing.</summary>
/// <param name="session">What it sends through.</param>
/// <param name="arranger">Reaches preconditions.</param>
/// <param name="ledger">What is to be removed.</param>
/// <param name="absent">Capabilities proved absent.</param>
/// <param name="lifeline">Tells a dead target from one that comes back.</param>
/// <param name="turnstile">Where cases take turns; null when whoever runs the case sees to that.</param>
public sealed class CaseRunner(Session session, Arranger arranger, Ledger ledger, FrozenSet<string> absent, Lifeline lifeline, Turnstile? turnstile = null)
{
    private readonly Observer observer = new(ledger, absent);

    /// <summary>
    /// The transcript of a case. Trouble of the target is in it; only a defect of the suite throws. Alone, a request whose connection
    /// dies is sent again and followed by a control request; beside other cases that would prove nothing, since any of them may be to blame.
    /// </summary>
    public Task<CaseTranscript> RunAsync(Scenario scenario, int caseNumber, int attempt, Company company, CancellationToken cancel) =>
        company == Company.Others && turnstile is not null
            ? turnstile.BesideAsync(() => RunPhasesAsync(scenario, caseNumber, attempt, company, cancel))
            : RunPhasesAsync(scenario, caseNumber, attempt, company, cancel);

    private async Task<CaseTranscript> RunPhasesAsync(Scenario scenario, int caseNumber, int attempt, Company company, CancellationToken cancel)
    {
        var phases = company == Company.NoneForTheRequest ? turnstile : null;
        var clock = Stopwatch.StartNew();
        var log = new CaseLog(session, scenario.Id);
        var bindings = session.BindingsFor(caseNumber, attempt);
        string? blocked = null;
        Exchange? obstacle = null;
        string? clientFailure = null;
        try
        {
            await BesideAsync(async () =>
            {
                foreach (var given in scenario.Given)
                {
                    await RestAsync(arranger.Rest(given, bindings), company, cancel);
                    bindings = await arranger.ReachAsync(given, bindings, log, cancel);
                }

                await observer.ListBeforeAsync(scenario, bindings, log, cancel);
            });
            await AloneAsync(async () =>
            {
                if (scenario.When is ClientProgram program)
                {
                    clientFailure = await RunAsync(program, bindings, log, cancel);
                }
                else
                {
                    await SendAsync(scenario, bindings, log, company != Company.Others, cancel);
                }
            });
            await BesideAsync(() => observer.ObserveAsync(scenario, bindings, log, cancel));
        }
        catch (BlockedException e)
        {
            (blocked, obstacle) = (e.Message, e.Obstacle);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            blocked = "the run was interrupted";
        }
        finally
        {
            await BesideAsync(() => CleanUpAsync(bindings, log));
        }

        return new CaseTranscript
        {
            CaseId = scenario.Id,
            // The exchanges are redacted: what they are compared with has to be as well, and so can be kept beside them.
            Bindings = bindings.Redacted(session.Redacted),
            Exchanges = log.Exchanges,
            Blocked = blocked,
            Obstacle = obstacle,
            ClientFailure = clientFailure is null ? null : session.Redacted(clientFailure),
            DurationMs = clock.Elapsed.TotalMilliseconds,
        };

        Task BesideAsync(Func<Task> work) => phases is null ? work() : phases.BesideAsync(() => Done(work));
        Task AloneAsync(Func<Task> work) => phases is null ? work() : phases.AloneAsync(() => Done(work));
        static async Task<bool> Done(Func<Task> work)
        {
            await work();
            return true;
        }
    }

    // A case that waits for a clock leaves its place to others; alone it keeps it, since nobody may come in between.
    private Task RestAsync(TimeSpan rest, Company company, CancellationToken cancel) =>
        rest <= TimeSpan.Zero ? Task.CompletedTask
        : turnstile is null || company == Company.None ? Task.Delay(rest, session.Clock, cancel)
        : turnstile.AsideAsync(() => Task.Delay(rest, session.Clock, cancel));

    private async Task<string?> RunAsync(ClientProgram program, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        ledger.AddObject(bindings.MainBucket, bindings.DestinationKey);
        using var handler = new BoundedHandler(session.Relay(log.Owner, Steps.When, log.Add));
        try
        {
            return await program.Run(new ClientSession(handler, session.Target, bindings), cancel);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || cancel.IsCancellationRequested)
        {
            return e.Message;
        }
    }

    private async Task SendAsync(Scenario scenario, Bindings bindings, CaseLog log, bool alone, CancellationToken cancel)
    {
        // Whatever the request under test makes of it, the key it names is ours to remove.
        ledger.AddObject(bindings.MainBucket, bindings.DestinationKey);
        for (var i = 0; i < scenario.Times; i++)
        {
            var exchange = scenario.Meanwhile.IsEmpty
                ? await log.SendAsync(scenario.When, bindings, Steps.When, cancel, carrier: null)
                : await SendTogetherAsync(scenario, bindings, log, cancel);
            Own(scenario.When, exchange, bindings);
            if (alone && (Lifeline.IsCut(exchange) || exchange.Response?.Status == 503))
            {
                await lifeline.AwaitAsync(log, cancel);
                await log.SendAsync(scenario.When, bindings, Steps.Again, cancel, carrier: null);
                await lifeline.AwaitAsync(log, cancel);
            }
        }
    }

    private async Task<Exchange> SendTogetherAsync(Scenario scenario, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var beside = scenario.Meanwhile.Select((o, i) => SendInTimeAsync(o, bindings, log, Steps.Meanwhile + (i + 1), cancel)).ToArray();
        var exchange = await SendInTimeAsync(scenario.When, bindings, log, Steps.When, cancel);
        await Task.WhenAll(beside);
        return exchange;
    }

    private async Task<Exchange> SendInTimeAsync(Operation operation, Bindings bindings, CaseLog log, string step, CancellationToken cancel)
    {
        if (operation.SentLater > TimeSpan.Zero)
        {
            await Task.Delay(operation.SentLater, session.Clock, cancel);
        }

        return await log.SendAsync(operation, bindings, step, cancel, carrier: null);
    }

    // An upload opened by the request under test is ours to abort; its key may not survive a listing.
    private void Own(Operation operation, Exchange exchange, Bindings bindings)
    {
        if (operation is CreateMultipartUploadRequest
            && Describe.Succeeded(exchange)
            && SafeXml.Read(exchange.Response!.Body.Bytes.AsSpan()).Document?.Root is { } root
            && Evidence.Child(root, "UploadId") is { Length: > 0 } id)
        {
            ledger.AddUpload(bindings.Name(operation.Bucket), bindings.Expand(operation.Key ?? "{destination}"), id);
        }
    }

    // Runs to its end even when the case was interrupted; the wire's deadline bounds it.
    private async Task CleanUpAsync(Bindings bindings, CaseLog log)
    {
        if (ledger.HoldsBucket(bindings.OwnBucket))
        {
            await ledger.RemoveBucketAsync(session, bindings.OwnBucket, CancellationToken.None);
        }

        var completed = log.Exchanges.Where(e => e.Label.Step.StartsWith(Steps.Observe + "complete", StringComparison.Ordinal) && Describe.Succeeded(e)).ToArray();
        foreach (var upload in bindings.Uploads.Values.Where(u => ledger.Holds(u.Bucket, u.Key, u.Id)))
        {
            if (completed.Any(e => e.Request.Target.Contains(Bindings.Encoding.Query(upload.Id), StringComparison.Ordinal)))
            {
                ledger.Remove(upload.Bucket, upload.Key, upload.Id);
            }
            else
            {
                log.Add(await ledger.AbortAsync(session, upload.Bucket, upload.Key, upload.Id, log.Owner, bindings.OwnerOf(upload.Bucket)));
            }
        }

        // HEAD showed the destination empty and nothing was completed: there is nothing to delete.
        var untouched = completed.Length == 0
            && log.Exchanges.LastOrDefault(e => e.Label.Step.StartsWith(Steps.Observe + "head destination", StringComparison.Ordinal)) is { Response.Status: 404 };
        if (untouched)
        {
            ledger.Remove(bindings.MainBucket, bindings.DestinationKey, null);
        }

        await ledger.DropAsync(session, bindings.Prefix);
    }
}
