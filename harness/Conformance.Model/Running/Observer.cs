using System.Collections.Frozen;
using System.Collections.Immutable;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>Sends what checks look at beside the answer to the request under test: listings, reads, completions, further pages. Judges nothing.</summary>
/// <param name="ledger">What is to be removed.</param>
/// <param name="absent">Capabilities proved absent: what needs one is not asked for.</param>
internal sealed class Observer(Ledger ledger, FrozenSet<string> absent)
{
    /// <summary>
    /// Lists the parts of uploads as they were before the request under test. Only of those that have some: an empty one needs no request to be
    /// known as empty.
    /// </summary>
    public async Task ListBeforeAsync(Scenario scenario, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        foreach (var list in Wanted(scenario).OfType<Observation.ListPartsOf>().Where(l => bindings.Uploads.TryGetValue(l.Slot.Name, out var upload) && !upload.Parts.IsEmpty))
        {
            await log.SendAsync(PartsOf(list.Slot, bindings), bindings, Steps.Before + list.Name, cancel);
        }
    }

    /// <summary>Observes what the request under test came to.</summary>
    public async Task ObserveAsync(Scenario scenario, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        foreach (var observation in Wanted(scenario).OrderBy(Order))
        {
            await ObserveAsync(observation, bindings, log, cancel);
        }
    }

    private IEnumerable<Observation> Wanted(Scenario scenario) =>
        scenario.Then.Concat(StandingChecks.For(scenario)).SelectMany(c => c.Check.Observes).Distinct().Where(o => !absent.Contains(o.Capability));

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
}
