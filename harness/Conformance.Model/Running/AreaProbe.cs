using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Xml.Linq;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>
/// Proves absent the areas around the multipart family. An area that a target takes no notice of is absent when two or more requests show it: what was
/// asked for neither happens nor is refused, and a wrong value is not noticed either. Anything else counts as present and is judged.
/// </summary>
internal sealed class AreaProbe(Session session, Arranger arranger, Ledger ledger, Bindings bindings, CaseLog log)
{
    private static readonly Content Small = Content.Generated("capability-probe", 64);
    private static readonly CustomerKey Key = new("probe");

    public async Task<ImmutableArray<CapabilityFinding>> RunAsync(FrozenSet<string> needed, CancellationToken cancel)
    {
        (string Capability, Func<CancellationToken, Task<CapabilityFinding>> Probe)[] probes =
        [
            (Capabilities.Buckets, BucketsAsync),
            (Capabilities.Versioning, VersioningAsync),
            (Capabilities.Checksums, ChecksumsAsync),
            (Capabilities.ConditionalComplete, ConditionalCompleteAsync),
            (Capabilities.CustomerKeys, CustomerKeysAsync),
            (Capabilities.ServiceKeys, cancel => EchoedAsync(Capabilities.ServiceKeys, "x-amz-server-side-encryption", "AES256", cancel)),
            (Capabilities.StorageClasses, cancel => EchoedAsync(Capabilities.StorageClasses, "x-amz-storage-class", "STANDARD_IA", cancel)),
            (Capabilities.WebsiteRedirects, cancel => EchoedAsync(Capabilities.WebsiteRedirects, "x-amz-website-redirect-location", "/elsewhere", cancel)),
            (Capabilities.Tagging, TaggingAsync),
            (Capabilities.ChunkedSigning, ChunkedSigningAsync),
            (Capabilities.PartReads, PartReadsAsync),
            (Capabilities.Acl, cancel => DocumentAsync(Capabilities.Acl, "acl=", [], "AccessControlPolicy", cancel)),
            (Capabilities.ObjectAttributes, cancel => DocumentAsync(Capabilities.ObjectAttributes, "attributes=", [new("x-amz-object-attributes", "ETag")], "GetObjectAttributesResponse", cancel)),
            (Capabilities.SecondAccount, SecondAccountAsync),
        ];
        var findings = await Task.WhenAll(probes.Where(p => needed.Contains(p.Capability)).Select(p => SafelyAsync(p.Capability, p.Probe, cancel)));
        return [.. findings];
    }

    private static async Task<CapabilityFinding> SafelyAsync(string capability, Func<CancellationToken, Task<CapabilityFinding>> probe, CancellationToken cancel)
    {
        try
        {
            return await probe(cancel);
        }
        catch (BlockedException e)
        {
            // What the target refuses it does not have; that it failed or gave no answer proves nothing.
            var refused = e.Obstacle?.Response?.Status is (>= 400 and < 500) or 501;
            return new CapabilityFinding(capability, Present: !refused, e.Message, e.Obstacle is { } obstacle ? [obstacle.Sequence] : []);
        }
    }

    private async Task<CapabilityFinding> BucketsAsync(CancellationToken cancel)
    {
        if (session.Target.Bucket is null)
        {
            return Found(Capabilities.Buckets, "the run's own buckets were created");
        }

        await arranger.ReachAsync(Given.OwnBucket(), bindings, log, cancel);
        await ledger.RemoveBucketAsync(session, bindings.OwnBucket, cancel);
        return Found(Capabilities.Buckets, "a bucket was created and removed");
    }

    private async Task<CapabilityFinding> VersioningAsync(CancellationToken cancel)
    {
        var bound = await StoreAsync("versioned", Bucket.Versioned, [], cancel);
        var get = await SendAsync(new SubresourceRequest("GetBucketVersioning", Capabilities.Versioning) { Bucket = Bucket.Versioned, OnBucket = true, RawQuery = "versioning=" }, cancel);
        var status = Root(get) is { } root ? Evidence.Child(root, "Status") : null;

        // Either sign claims it: a target that says Enabled and gives no version id has versions and hides them, or says what is not so.
        return status == "Enabled" || !string.IsNullOrEmpty(bound.VersionId)
            ? Found(Capabilities.Versioning, $"versioning was enabled: GetBucketVersioning shows {status ?? "no status"}, and an object stored there got {(bound.VersionId is null ? "no version id" : "a version id")}", get)
            : Absent(
                Capabilities.Versioning,
                $"PutBucketVersioning was accepted, but GetBucketVersioning shows the status {status ?? "(none)"} and an object stored there got {(bound.VersionId is null ? "no version id" : "the version id " + bound.VersionId)}",
                get);
    }

    private async Task<CapabilityFinding> ChecksumsAsync(CancellationToken cancel)
    {
        var checksum = Checksum.Sha256;
        var opened = await arranger.ReachAsync(Given.OpenUpload(Slot.OtherUpload, "-checksums") with { Headers = [new("x-amz-checksum-algorithm", checksum.Name)] }, bindings, log, cancel);
        var create = log.Exchanges.Last(e => e.Request.Head.Contains("x-amz-checksum-algorithm", StringComparison.OrdinalIgnoreCase));
        var wrong = await log.SendAsync(
            new UploadPartRequest { UploadId = UploadId.Of(Slot.OtherUpload), Content = Small, Headers = [new(checksum.Header, checksum.Of(Content.Text("other bytes").All))] },
            opened,
            Step(Capabilities.Checksums),
            cancel);
        await AbortAsync(opened, Slot.OtherUpload, cancel);
        var echoed = create.Response?.Header("x-amz-checksum-algorithm") is not null;
        return echoed || !Describe.Succeeded(wrong)
            ? Found(Capabilities.Checksums, $"x-amz-checksum-algorithm is {(echoed ? "" : "not ")}echoed, and a part with a wrong {checksum.Header} was answered with {Describe.Answer(wrong)}", create, wrong)
            : Absent(Capabilities.Checksums, $"x-amz-checksum-algorithm is not echoed, and a part with a wrong {checksum.Header} was accepted: the target takes no notice of either", create, wrong);
    }

    private async Task<CapabilityFinding> ConditionalCompleteAsync(CancellationToken cancel)
    {
        await StoreAsync("conditional", Bucket.Main, [], cancel);
        var exchanges = new List<Exchange>();
        foreach (var (name, value) in new[] { ("If-None-Match", "*"), ("If-Match", "\"00000000000000000000000000000000\"") })
        {
            var slot = new Slot(name);
            var opened = await arranger.ReachAsync(new Given.Upload(slot, "", Bucket.Main, Given.UploadEnd.None, null) { Key = "{prefix}conditional" }, bindings, log, cancel);
            opened = await arranger.ReachAsync(Given.UploadedPart(slot, 1, Small), opened, log, cancel);
            var complete = await log.SendAsync(new CompleteMultipartUploadRequest { UploadId = UploadId.Of(slot), Headers = [new(name, value)] }, opened, Step(Capabilities.ConditionalComplete), cancel);
            exchanges.Add(complete);
            if (!Describe.Succeeded(complete))
            {
                await AbortAsync(opened, slot, cancel);
            }
        }

        var answers = string.Join(", with a wrong If-Match by ", exchanges.Select(Describe.Answer));
        return exchanges.All(Describe.Succeeded) || exchanges.All(e => e.Response?.Status == 501)
            ? Absent(Capabilities.ConditionalComplete, $"Complete over an object with If-None-Match: * was answered by {answers}", [.. exchanges])
            : Found(Capabilities.ConditionalComplete, $"Complete over an object with If-None-Match: * was answered by {answers}", [.. exchanges]);
    }

    private async Task<CapabilityFinding> CustomerKeysAsync(CancellationToken cancel)
    {
        var put = await SendAsync(Put("customer-key", Key.Headers), cancel);
        if (!Describe.Succeeded(put))
        {
            var nonsense = await SendAsync(Put("customer-key", CustomerKey.Lines(ofSource: false, "NONSENSE", "bm9uc2Vuc2U=", "bm9uc2Vuc2U=")), cancel);
            var same = nonsense.Response?.Status == put.Response?.Status && Describe.Code(nonsense) == Describe.Code(put);
            return new CapabilityFinding(
                Capabilities.CustomerKeys, Present: !same, $"PutObject with a customer key was refused with {Describe.Answer(put)}, a nonsense variant with {Describe.Answer(nonsense)}", [put.Sequence, nonsense.Sequence]);
        }

        var head = await SendAsync(new GetObjectRequest { Head = true, Key = "{prefix}customer-key" }, cancel);
        return head.Response?.Status == 200 && put.Response!.Header("x-amz-server-side-encryption-customer-algorithm") is null
            ? Absent(Capabilities.CustomerKeys, "PutObject with a customer key was accepted without a word of it, and the object is read without the key", put, head)
            : Found(Capabilities.CustomerKeys, $"PutObject with a customer key was accepted; without the key the object is answered with {Describe.Answer(head)}", put, head);
    }

    // What was asked for at PUT is shown by HEAD, or the target takes no notice of it.
    private async Task<CapabilityFinding> EchoedAsync(string capability, string header, string value, CancellationToken cancel)
    {
        var key = "{prefix}" + capability;
        var put = await SendAsync(Put(capability, [new(header, value)]), cancel);
        var head = await SendAsync(new GetObjectRequest { Head = true, Key = key }, cancel);
        var shown = head.Response?.Header(header) ?? put.Response?.Header(header);
        return Describe.Succeeded(put) && shown is not null
            ? Found(capability, $"PutObject with {header}: {value} is shown as {shown}", put, head)
            : Absent(capability, $"PutObject with {header}: {value} was answered with {Describe.Answer(put)}, and HEAD shows {shown ?? "no such header"}", put, head);
    }

    private async Task<CapabilityFinding> TaggingAsync(CancellationToken cancel)
    {
        var put = await SendAsync(Put("tagged", [new("x-amz-tagging", "probe=tag")]), cancel);
        var get = await SendAsync(new SubresourceRequest("GetObjectTagging", Capabilities.Tagging) { Key = "{prefix}tagged", RawQuery = "tagging=" }, cancel);
        var shown = Root(get)?.Descendants().Any(e => e.Name.LocalName == "Key" && e.Value == "probe") == true;
        return shown
            ? Found(Capabilities.Tagging, "x-amz-tagging at PUT is shown by GetObjectTagging", put, get)
            : Absent(Capabilities.Tagging, $"PutObject with x-amz-tagging was answered with {Describe.Answer(put)}, GetObjectTagging with {Describe.Answer(get)} without the tag", put, get);
    }

    private async Task<CapabilityFinding> ChunkedSigningAsync(CancellationToken cancel)
    {
        var slot = new Slot("chunks");
        var opened = await arranger.ReachAsync(Given.OpenUpload(slot, "-chunks"), bindings, log, cancel);
        var sound = new UploadPartRequest { UploadId = UploadId.Of(slot), Content = Small, Signing = new SigningPlan { Mode = SigningMode.Chunked } };
        var nonsense = sound with { PartNumber = 0, UploadId = UploadId.NeverIssued, Key = "{destination}", Signing = sound.Signing with { FlipSignature = true } };
        var finding = await CapabilityProbe.ProbeAsync(Capabilities.ChunkedSigning, sound, nonsense, opened, log, cancel);
        await AbortAsync(opened, slot, cancel);
        return finding;
    }

    // A target that takes no notice of partNumber deviates; only one that refuses it does not have such reads.
    private async Task<CapabilityFinding> PartReadsAsync(CancellationToken cancel)
    {
        await StoreAsync(Capabilities.PartReads, Bucket.Main, [], cancel);
        var sound = new GetObjectRequest { Key = "{prefix}" + Capabilities.PartReads, ExtraQuery = "partNumber=1" };
        return await CapabilityProbe.ProbeAsync(Capabilities.PartReads, sound, sound with { Key = "{prefix}no-such-key", ExtraQuery = "partNumber=nonsense" }, bindings, log, cancel);
    }

    private async Task<CapabilityFinding> DocumentAsync(string capability, string query, ImmutableArray<HeaderLine> headers, string root, CancellationToken cancel)
    {
        await StoreAsync(capability, Bucket.Main, [], cancel);
        var get = await SendAsync(new SubresourceRequest(capability, capability) { Key = "{prefix}" + capability, RawQuery = query, Headers = headers }, cancel);
        return Root(get)?.Name.LocalName == root
            ? Found(capability, $"GET ?{query.TrimEnd('=')} is answered with {root}", get)
            : Absent(capability, $"GET ?{query.TrimEnd('=')} is answered with {Describe.Answer(get)}{(Root(get) is { } other ? $" {other.Name.LocalName}" : "")} in place of {root}", get);
    }

    private async Task<CapabilityFinding> SecondAccountAsync(CancellationToken cancel)
    {
        if (session.Target.SecondAccount is null)
        {
            return new CapabilityFinding(Capabilities.SecondAccount, Present: false, "no keys of a second account are given (CONFORMANCE_SECOND_ACCESS_KEY_ID, CONFORMANCE_SECOND_SECRET_ACCESS_KEY)", []);
        }

        await StoreAsync("foreign", Bucket.Foreign, [], cancel);
        return Found(Capabilities.SecondAccount, "the second account created a bucket and stored an object");
    }

    private async Task<BoundObject> StoreAsync(string key, Bucket bucket, ImmutableArray<HeaderLine> headers, CancellationToken cancel) =>
        (await arranger.ReachAsync(new Given.Stored(Slot.OtherSource, Small, key, bucket) { Headers = headers }, bindings, log, cancel)).Object(Slot.OtherSource.Name);

    private PutObjectRequest Put(string key, ImmutableArray<HeaderLine> headers)
    {
        ledger.AddObject(bindings.MainBucket, bindings.Prefix + key);
        return new PutObjectRequest { Key = "{prefix}" + key, Content = Small, Headers = headers };
    }

    private async Task AbortAsync(Bindings opened, Slot slot, CancellationToken cancel)
    {
        var upload = opened.Upload(slot.Name);
        if (Describe.Succeeded(await log.SendAsync(new AbortMultipartUploadRequest { UploadId = UploadId.Of(slot) }, opened, Steps.CleanUp + "abort upload", cancel)))
        {
            ledger.Remove(upload.Bucket, upload.Key, upload.Id);
        }
    }

    private Task<Exchange> SendAsync(Operation operation, CancellationToken cancel) => log.SendAsync(operation, bindings, Step(operation.Name), cancel, Carrier.Http);

    private static string Step(string what) => $"probe: {what}";

    private static XElement? Root(Exchange exchange) => exchange.Response is { Status: 200 } response ? SafeXml.Read(response.Body.Bytes.AsSpan()).Document?.Root : null;

    private static CapabilityFinding Found(string capability, string proof, params ReadOnlySpan<Exchange> exchanges) => new(capability, Present: true, proof, Numbers(exchanges));

    private static CapabilityFinding Absent(string capability, string proof, params ReadOnlySpan<Exchange> exchanges) => new(capability, Present: false, proof, Numbers(exchanges));

    private static ImmutableArray<long> Numbers(ReadOnlySpan<Exchange> exchanges)
    {
        var numbers = ImmutableArray.CreateBuilder<long>(exchanges.Length);
        foreach (var exchange in exchanges)
        {
            numbers.Add(exchange.Sequence);
        }

        return numbers.ToImmutable();
    }
}
