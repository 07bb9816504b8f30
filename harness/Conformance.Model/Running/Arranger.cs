using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>A precondition could not be reached; the message says which and what the target answered.</summary>
public sealed class BlockedException(string message) : Exception(message);

/// <summary>Reaches preconditions. Shared sources are stored once a run, whoever asks first.</summary>
public sealed class Arranger(Session session, Ledger ledger)
{
    private readonly ConcurrentDictionary<(string Bucket, string Name), Lazy<Task<BoundObject>>> shared = new();

    /// <summary>Sources that cases share, as they were stored.</summary>
    public async Task<ImmutableArray<BoundObject>> SharedAsync() =>
        [.. await Task.WhenAll(shared.Values.Where(s => s is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }).Select(s => s.Value))];

    /// <summary>Reaches one precondition and returns the bindings with what it bound.</summary>
    public async Task<Bindings> ReachAsync(Given given, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        switch (given)
        {
            case Given.Stored stored:
                return bindings with { Objects = bindings.Objects.SetItem(stored.Slot.Name, await StoreAsync(stored, bindings, log, cancel)) };
            case Given.Multipart multipart:
                return bindings with { Objects = bindings.Objects.SetItem(multipart.Slot.Name, await AssembleAsync(multipart, cancel)) };
            case Given.Upload upload:
                return await BeginAsync(upload, bindings, log, cancel);
            case Given.Copied copied:
                return await CopyAsync(copied, bindings, log, cancel);
            case Given.Uploaded uploaded:
                return await UploadAsync(uploaded, bindings, log, cancel);
            case Given.Performed performed:
                Must(await log.SendAsync(performed.Operation, bindings, Steps.Given + performed.Operation.Name, cancel, Carrier.Http), performed.Operation.Name);
                return bindings;
            case Given.Pause pause:
                await Task.Delay(pause.Duration, cancel);
                return bindings;
            default:
                throw new SuiteDefectException($"The precondition {given.GetType().Name} is not known to the runner.");
        }
    }

    private async Task<BoundObject> StoreAsync(Given.Stored stored, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var bucket = bindings.Name(stored.Bucket);
        if (!stored.IsShared)
        {
            return await PutAsync(bucket, bindings.Prefix + stored.Key, stored.Content, log, cancel);
        }

        // The first case to ask pays; the task outlives that case's own cancellation on purpose.
        var lazy = shared.GetOrAdd((bucket, stored.Content.ToString()!), _ => new Lazy<Task<BoundObject>>(() =>
            PutAsync(bucket, $"{session.Identity.KeyPrefix}shared/{SharedName(stored.Content)}", stored.Content, new CaseLog(session, Session.RunOwner), CancellationToken.None)));
        return await lazy.Value.WaitAsync(cancel);
    }

    private static string SharedName(Content content) => $"{content.Md5(0, Math.Min(content.SizeBytes, 64) - 1)[..8]}-{content.SizeBytes}";

    private async Task<BoundObject> PutAsync(string bucket, string key, Content content, CaseLog log, CancellationToken cancel)
    {
        ledger.AddObject(bucket, key);
        var path = Renderer.Path(bucket, key, session.Target.Style);
        var host = session.Renderer.HostOf(bucket);
        var put = await log.SendAsync(
            new WireRequest { Method = "PUT", Target = path, Body = content.ToArray() },
            new SendOptions { Carrier = RestOr(path), Host = host },
            Steps.Given + "put object",
            cancel);
        Must(put, "PutObject");
        var head = await log.SendAsync(
            new WireRequest { Method = "HEAD", Target = path },
            new SendOptions { Carrier = RestOr(path), Host = host },
            Steps.Given + "head object",
            cancel);
        Must(head, "HeadObject");
        if (head.Response!.Header("Content-Length") is { } length && length != content.SizeBytes.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            throw new BlockedException($"the object stored has {length} bytes, {content.SizeBytes} were sent");
        }

        return new BoundObject(bucket, key, content, head.Response.Header("ETag"), head.Response.Header("Last-Modified"));
    }

    // RestSharp rebuilds the URL, so a key that a URL library would touch goes by the exact client.
    private static Carrier RestOr(string path) =>
        path.Contains('%', StringComparison.Ordinal) || path.Contains("/.", StringComparison.Ordinal) || path.Contains("//", StringComparison.Ordinal) ? Carrier.Http : Carrier.Rest;

    private async Task<BoundObject> AssembleAsync(Given.Multipart multipart, CancellationToken cancel)
    {
        var content = Content.Joined(multipart.Parts);
        var lazy = shared.GetOrAdd((session.MainBucket, "multipart " + content), _ => new Lazy<Task<BoundObject>>(async () =>
        {
            var log = new CaseLog(session, Session.RunOwner);
            var key = $"{session.Identity.KeyPrefix}shared/multipart-{SharedName(content)}";
            ledger.AddObject(session.MainBucket, key);
            var bindings = await BeginAsync(Slot.Upload, session.MainBucket, key, session.RunBindings, log, CancellationToken.None);
            for (var i = 0; i < multipart.Parts.Length; i++)
            {
                bindings = await UploadAsync(new Given.Uploaded(Slot.Upload, i + 1, multipart.Parts[i]), bindings, log, CancellationToken.None);
            }

            Must(await log.SendAsync(new CompleteMultipartUploadRequest(), bindings, Steps.Given + "complete", CancellationToken.None), "CompleteMultipartUpload");
            ledger.Remove(session.MainBucket, key, bindings.Upload(Slot.Upload.Name).Id);
            var head = await log.SendAsync(new GetObjectRequest { Head = true, Key = key }, bindings, Steps.Given + "head object", CancellationToken.None);
            Must(head, "HeadObject");
            return new BoundObject(session.MainBucket, key, content, head.Response!.Header("ETag"), head.Response.Header("Last-Modified"));
        }));
        return await lazy.Value.WaitAsync(cancel);
    }

    private async Task<Bindings> BeginAsync(Given.Upload upload, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var bucket = bindings.Name(upload.Bucket);
        bindings = await BeginAsync(upload.Slot, bucket, bindings.DestinationKey + upload.KeySuffix, bindings, log, cancel);
        var begun = bindings.Upload(upload.Slot.Name);
        switch (upload.End)
        {
            case Given.UploadEnd.Aborted:
                Must(await log.SendAsync(new AbortMultipartUploadRequest { UploadId = UploadId.Of(upload.Slot) }, bindings, Steps.Given + "abort", cancel), "AbortMultipartUpload");
                ledger.Remove(begun.Bucket, begun.Key, begun.Id);
                break;
            case Given.UploadEnd.Completed:
                bindings = await UploadAsync(new Given.Uploaded(upload.Slot, 1, upload.Content!), bindings, log, cancel);
                ledger.AddObject(begun.Bucket, begun.Key);
                Must(await log.SendAsync(new CompleteMultipartUploadRequest { UploadId = UploadId.Of(upload.Slot) }, bindings, Steps.Given + "complete", cancel), "CompleteMultipartUpload");
                ledger.Remove(begun.Bucket, begun.Key, begun.Id);
                break;
        }

        return bindings;
    }

    private async Task<Bindings> BeginAsync(Slot slot, string bucket, string key, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var path = Renderer.Path(bucket, key, session.Target.Style);
        var host = session.Renderer.HostOf(bucket);
        var create = await log.SendAsync(
            new WireRequest { Method = "POST", Target = path + "?uploads=" },
            new SendOptions { Carrier = RestOr(path), Host = host },
            Steps.Given + "create upload",
            cancel);
        Must(create, "CreateMultipartUpload");
        var root = SafeXml.Read(create.Response!.Body.Bytes.AsSpan()).Document?.Root;
        var id = root is null ? null : Evidence.Child(root, "UploadId");
        if (string.IsNullOrEmpty(id))
        {
            throw new BlockedException("CreateMultipartUpload gave no UploadId");
        }

        ledger.AddUpload(bucket, key, id);
        return bindings with { Uploads = bindings.Uploads.SetItem(slot.Name, new BoundUpload(bucket, key, id, ImmutableSortedDictionary<int, BoundPart>.Empty)) };
    }

    private static async Task<Bindings> CopyAsync(Given.Copied copied, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var copy = await log.SendAsync(
            new UploadPartCopyRequest { UploadId = UploadId.Of(copied.Into), PartNumber = copied.PartNumber, CopySource = copied.Source, Range = copied.Range },
            bindings,
            Steps.Given + $"copy part {copied.PartNumber}",
            cancel);
        Must(copy, "UploadPartCopy");
        var root = SafeXml.Read(copy.Response!.Body.Bytes.AsSpan()).Document?.Root;
        return Store(bindings, copied.Into, copied.PartNumber, (root is null ? null : Evidence.Child(root, "ETag")) ?? "", SliceOf(bindings.Object(copied.Source.Name).Content, copied.Range));
    }

    private static async Task<Bindings> UploadAsync(Given.Uploaded uploaded, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var upload = await log.SendAsync(
            new UploadPartRequest { UploadId = UploadId.Of(uploaded.Into), PartNumber = uploaded.PartNumber, Content = uploaded.Content },
            bindings,
            Steps.Given + $"upload part {uploaded.PartNumber}",
            cancel,
            Carrier.Rest);
        Must(upload, "UploadPart");
        return Store(bindings, uploaded.Into, uploaded.PartNumber, upload.Response!.Header("ETag") ?? "", uploaded.Content.All);
    }

    private static Bindings Store(Bindings bindings, Slot slot, int number, string etag, Slice slice)
    {
        var upload = bindings.Upload(slot.Name);
        return bindings with
        {
            Uploads = bindings.Uploads.SetItem(slot.Name, upload with { Parts = upload.Parts.SetItem(number, new BoundPart(number, etag, slice)) }),
        };
    }

    private static Slice SliceOf(Content content, string? range)
    {
        if (range is null)
        {
            return content.All;
        }

        var offsets = range["bytes=".Length..].Split('-');
        return content.From(long.Parse(offsets[0]), long.Parse(offsets[1]));
    }

    private static void Must(Exchange exchange, string operation)
    {
        if (!Describe.Succeeded(exchange))
        {
            throw new BlockedException($"{operation} as a precondition got {Describe.Answer(exchange)}");
        }
    }
}

/// <summary>Sends for one case and keeps what it sent.</summary>
public sealed class CaseLog(Session session, string owner)
{
    private readonly ImmutableArray<Exchange>.Builder exchanges = ImmutableArray.CreateBuilder<Exchange>();

    /// <summary>Label owner of what is sent.</summary>
    public string Owner => owner;

    /// <summary>All exchanges so far, in order.</summary>
    public ImmutableArray<Exchange> Exchanges => exchanges.ToImmutable();

    /// <summary>Sends an operation.</summary>
    public async Task<Exchange> SendAsync(Operation operation, Bindings bindings, string step, CancellationToken cancel, Carrier? carrier = Carrier.Rest) =>
        Keep(await session.SendAsync(operation, bindings, owner, step, cancel, carrier));

    /// <summary>Sends a request as it is.</summary>
    public async Task<Exchange> SendAsync(WireRequest request, SendOptions options, string step, CancellationToken cancel) =>
        Keep(await session.SendAsync(request, options, owner, step, cancel));

    /// <summary>Keeps an exchange that was sent by other means.</summary>
    public void Add(Exchange exchange) => exchanges.Add(exchange);

    private Exchange Keep(Exchange exchange)
    {
        Add(exchange);
        return exchange;
    }
}
