using System.Collections.Frozen;
using System.Collections.Immutable;
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

                await ListBeforeAsync(scenario, bindings, log, cancel);
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
            await BesideAsync(() => ObserveAsync(scenario, bindings, log, cancel));
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

    // Only uploads that have parts: an empty one needs no request to be known as empty.
    private async Task ListBeforeAsync(Scenario scenario, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var lists = scenario.Then.Concat(StandingChecks.For(scenario)).SelectMany(c => c.Check.Observes).OfType<Observation.ListPartsOf>().Distinct();
        foreach (var list in lists.Where(l => bindings.Uploads.TryGetValue(l.Slot.Name, out var upload) && !upload.Parts.IsEmpty && !absent.Contains(l.Capability)))
        {
            await log.SendAsync(PartsOf(list.Slot, bindings), bindings, Steps.Before + list.Name, cancel);
        }
    }

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

    private async Task ObserveAsync(Scenario scenario, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var wanted = scenario.Then.Concat(StandingChecks.For(scenario)).SelectMany(c => c.Check.Observes).Distinct().Where(o => !absent.Contains(o.Capability)).OrderBy(Order);
        foreach (var observation in wanted)
        {
            await ObserveAsync(observation, bindings, log, cancel);
        }
    }

    // Completion ends the upload, so everything about the upload in progress is looked at before.
    private static int Order(Observation observation) => observation switch
    {
        Observation.ListPartsOf => 0,
        Observation.Complete => 2,
        Observation.GetAssembled or Observation.HeadAssembled or FollowUp { Assembled: true } => 3,
        _ => 1,
    };

    private async Task ObserveAsync(Observation observation, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var step = Steps.Observe + observation.Name;
        switch (observation)
        {
            case Observation.ListPartsOf list:
                await log.SendAsync(PartsOf(list.Slot, bindings), bindings, step, cancel);
                break;
            case Observation.HeadObject head:
                await log.SendAsync(Read(bindings.Object(head.Slot.Name), bindings, head: true), bindings, step, cancel);
                break;
            case Observation.GetObject get:
                await log.SendAsync(Read(bindings.Object(get.Slot.Name), bindings, head: false), bindings, step, cancel);
                break;
            case Observation.HeadDestination destination:
                await log.SendAsync(ReadKeyOf(bindings.Upload(destination.Slot.Name), bindings, head: true), bindings, step, cancel);
                break;
            case Observation.Complete complete:
                await CompleteAsync(complete, bindings, log, step, cancel);
                break;
            case Observation.GetAssembled get when Assembled(log, get.Slot):
                await log.SendAsync(ReadKeyOf(bindings.Upload(get.Slot.Name), bindings, head: false), bindings, step, cancel);
                break;
            case Observation.HeadAssembled head when Assembled(log, head.Slot):
                await log.SendAsync(ReadKeyOf(bindings.Upload(head.Slot.Name), bindings, head: true), bindings, step, cancel);
                break;
            case Pages pages:
                await FollowAsync(pages, bindings, log, step, cancel);
                break;
            case FollowUp later when !later.Assembled || Assembled(log, Slot.Upload):
                await log.SendAsync(later.Operation, bindings, step, cancel, carrier: null);
                break;
        }
    }

    // A page is asked for by the markers that the target itself gave.
    private static async Task FollowAsync(Pages pages, Bindings bindings, CaseLog log, string step, CancellationToken cancel)
    {
        var operation = pages.First;
        for (var number = 1; number <= pages.Most; number++)
        {
            var exchange = await log.SendAsync(operation, bindings, step, cancel, carrier: null);
            if (pages.Next(exchange) is not { } query)
            {
                return;
            }

            operation = pages.First with { ExtraQuery = $"{pages.First.ExtraQuery}&{Bindings.Literal(query)}" };
        }
    }

    private static GetObjectRequest Read(BoundObject bound, Bindings bindings, bool head) =>
        Read(bindings, bound.Bucket, bound.Key, bound.ReadHeaders, head) with
        {
            RawQuery = bound.VersionId is null or "" ? null : $"versionId={Bindings.Encoding.Query(bound.VersionId)}",
        };

    private static GetObjectRequest ReadKeyOf(BoundUpload upload, Bindings bindings, bool head) => Read(bindings, upload.Bucket, upload.Key, upload.KeyHeaders, head);

    private static GetObjectRequest Read(Bindings bindings, string bucket, string key, ImmutableArray<HeaderLine> headers, bool head)
    {
        var named = bindings.BucketNamed(bucket);
        return new() { Head = head, Key = Bindings.Literal(key), Bucket = named, Headers = headers, By = bindings.OwnerOf(bucket) };
    }

    private static ListPartsRequest PartsOf(Slot slot, Bindings bindings) =>
        new() { UploadId = UploadId.Of(slot), By = bindings.OwnerOf(bindings.Upload(slot.Name).Bucket) };

    private static bool Assembled(CaseLog log, Slot slot) =>
        log.Exchanges.Any(e => e.Label.Step == Steps.Observe + Observation.CompletionOf(slot).Name && Describe.Succeeded(e));

    // Completes as a client would: every part that ListParts shows, each with the ETag that the target answered when the part was made.
    private async Task CompleteAsync(Observation.Complete complete, Bindings bindings, CaseLog log, string step, CancellationToken cancel)
    {
        var upload = bindings.Upload(complete.Slot.Name);
        var listing = log.Exchanges.LastOrDefault(e => e.Label.Step == Steps.Observe + Observation.PartsOf(complete.Slot).Name);
        if (listing is null && !absent.Contains(Capabilities.ListParts))
        {
            listing = await log.SendAsync(PartsOf(complete.Slot, bindings), bindings, Steps.Observe + Observation.PartsOf(complete.Slot).Name, cancel);
        }

        var answered = upload.Parts.ToDictionary(p => p.Key, p => p.Value.ETag);
        var rivals = new HashSet<(int Number, string ETag)>();
        var together = log.Exchanges.Any(e => e.Label.Step.StartsWith(Steps.Meanwhile, StringComparison.Ordinal));
        foreach (var when in log.Exchanges.Where(e => Steps.IsStimulus(e.Label.Step) && e.Request.Target.Contains(Bindings.Encoding.Query(upload.Id), StringComparison.Ordinal)))
        {
            if (Made(when) is var (number, etag))
            {
                answered[number] = etag;
                if (together)
                {
                    rivals.Add((number, Evidence.Bare(etag)));
                }
            }
        }

        var root = listing?.Response is { Status: 200 } response ? SafeXml.Read(response.Body.Bytes.AsSpan()).Document?.Root : null;
        var checksummed = Checksums.Of(upload) is not null;
        var listed = root?.Elements().Where(e => e.Name.LocalName == "Part").Select(p => (
            Number: int.TryParse(Evidence.Child(p, "PartNumber"), out var n) ? n : 0,
            ETag: Evidence.Child(p, "ETag") ?? "",
            Checksum: checksummed ? Checksums.InElements(p) : null));
        var parts = (listed ?? answered.OrderBy(a => a.Key).Select(a => (Number: a.Key, ETag: a.Value, Checksum: upload.Parts.GetValueOrDefault(a.Key)?.Checksum)))
            .Select(p => new PartReference(
                p.Number,
                // Of requests that overlapped, the listing says which part stayed.
                Bindings.Literal(rivals.Contains((p.Number, Evidence.Bare(p.ETag))) ? p.ETag : answered.GetValueOrDefault(p.Number, p.ETag)),
                p.Checksum is var (element, value) ? (element, Bindings.Literal(value)) : null))
            .ToImmutableArray();
        if (parts.IsEmpty)
        {
            return;
        }

        ledger.AddObject(upload.Bucket, upload.Key);
        await log.SendAsync(
            new CompleteMultipartUploadRequest { UploadId = UploadId.Of(complete.Slot), Parts = parts, Headers = upload.KeyHeaders, By = bindings.OwnerOf(upload.Bucket) },
            bindings,
            step,
            cancel);
    }

    // The part that a request under test made: its number, when it is plain decimal, and the ETag of the answer.
    private static (int Number, string ETag)? Made(Exchange when)
    {
        if (!Describe.Succeeded(when))
        {
            return null;
        }

        var query = when.Request.Target[(when.Request.Target.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&');
        var number = query.FirstOrDefault(p => p.StartsWith("partNumber=", StringComparison.Ordinal))?["partNumber=".Length..];
        var root = SafeXml.Read(when.Response!.Body.Bytes.AsSpan()).Document?.Root;
        var etag = root is { Name.LocalName: "CopyPartResult" } ? Evidence.Child(root, "ETag") : when.Response.Header("ETag");
        // A target that takes "+1" or "0001" lists it as 1.
        return int.TryParse(Uri.UnescapeDataString(number ?? ""), out var n) && !string.IsNullOrEmpty(etag) ? (n, etag) : null;
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
