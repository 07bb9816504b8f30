using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>A precondition could not be reached; the message says which and what the target answered.</summary>
/// <param name="message">Why, one phrase.</param>
/// <param name="obstacle">The exchange that stood in the way, be it of no case; null when there was none.</param>
public sealed class BlockedException(string message, Exchange? obstacle = null) : Exception(message)
{
    /// <summary>The exchange that stood in the way.</summary>
    public Exchange? Obstacle => obstacle;
}

/// <summary>Reaches preconditions. Shared sources are stored once a run, whoever asks first.</summary>
/// <param name="session">What sends.</param>
/// <param name="ledger">What remembers what to remove.</param>
/// <param name="generation">Sources stored anew in the same run get other keys, so that those of before stay as they were for who still reads them.</param>
public sealed class Arranger(Session session, Ledger ledger, int generation = 0)
{
    private readonly ConcurrentDictionary<(string Bucket, string Name), Lazy<Task<BoundObject>>> shared = new();
    private readonly BucketKeeper buckets = new(session, ledger);

    /// <summary>Sources that cases share, as they were stored.</summary>
    public async Task<ImmutableArray<BoundObject>> SharedAsync() =>
        [.. await Task.WhenAll(shared.Values.Where(s => s is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }).Select(s => s.Value))];

    /// <summary>How long a precondition has to be waited for before it is reached; zero for most.</summary>
    public TimeSpan Rest(Given given, Bindings bindings) => given switch
    {
        Given.Pause pause => pause.Duration,
        Given.OldEnough old => bindings.Object(old.Slot.Name).StoredAt + old.Age - session.Clock.GetUtcNow(),
        _ => TimeSpan.Zero,
    };

    /// <summary>Reaches one precondition, after its <see cref="Rest"/>, and returns the bindings with what it bound.</summary>
    public async Task<Bindings> ReachAsync(Given given, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        switch (given)
        {
            case Given.Stored stored:
                return bindings with { Objects = bindings.Objects.SetItem(stored.Slot.Name, await StoreAsync(stored, bindings, log, cancel)) };
            case Given.Owned owned:
                await buckets.CreateAsync(bindings.OwnBucket, Principal.Owner, owned.Versioning);
                return bindings;
            case Given.Deleted deleted:
                return await DeleteAsync(deleted, bindings, log, cancel);
            case Given.OldEnough:
                return bindings with { Now = session.Clock.GetUtcNow() };
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
                if (performed.Operation is SubresourceRequest { Api: "PutBucketVersioning" } versioning)
                {
                    ledger.NoteVersions(bindings.Name(versioning.Bucket));
                }

                return bindings;
            case Given.Abandoned abandoned:
                await log.SendAsync(abandoned.Operation, bindings, Steps.Given + abandoned.Operation.Name + " broken off", cancel, carrier: null);
                return bindings;
            case Given.Pause:
                return bindings;
            default:
                throw new SuiteDefectException($"The precondition {given.GetType().Name} is not known to the runner.");
        }
    }

    private async Task<BoundObject> StoreAsync(Given.Stored stored, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var bucket = bindings.Name(stored.Bucket);
        var by = stored.Bucket == Bucket.Foreign ? Principal.Stranger : Principal.Owner;
        await buckets.EnsureAsync(stored.Bucket, cancel);
        if (!stored.IsShared)
        {
            return await PutAsync(new PutObjectRequest { Bucket = stored.Bucket, Key = "{prefix}" + (stored.Key ?? stored.Slot.Name), Content = stored.Content, Headers = stored.Headers, By = by }, bindings, log, cancel);
        }

        // The first case to ask pays; the task outlives that case's own cancellation on purpose.
        var put = new PutObjectRequest { Bucket = stored.Bucket, Key = $"{Shared}{SharedName(stored.Content, stored.Headers)}", Content = stored.Content, Headers = stored.Headers, By = by };
        return await OnceAsync(
            (bucket, $"{stored.Content} {string.Join(' ', stored.Headers)}"),
            () => PutAsync(put, session.RunBindings, new CaseLog(session, Session.RunOwner), CancellationToken.None),
            cancel);
    }

    // What was in the way and passes does not stay in the way of everybody who asks later.
    private async Task<BoundObject> OnceAsync((string Bucket, string Name) name, Func<Task<BoundObject>> make, CancellationToken cancel)
    {
        var lazy = shared.GetOrAdd(name, _ => new Lazy<Task<BoundObject>>(make));
        try
        {
            return await lazy.Value.WaitAsync(cancel);
        }
        catch (BlockedException e) when (Lifeline.Passes(e.Obstacle))
        {
            shared.TryRemove(new(name, lazy));
            throw;
        }
    }

    private string Shared => $"{session.Identity.KeyPrefix}shared/{(generation == 0 ? "" : $"{generation}/")}";

    // Told apart by content and by the header lines that it was stored with.
    private static string SharedName(Content content, ImmutableArray<HeaderLine> headers) =>
        $"{content.Md5(0, Math.Min(content.SizeBytes, 64) - 1)[..8]}-{content.SizeBytes}{(headers.IsEmpty ? "" : "-" + Content.Text(string.Join(' ', headers)).All.Md5[..8])}";

    private async Task<BoundObject> PutAsync(PutObjectRequest put, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var (bucket, key) = (bindings.Name(put.Bucket), bindings.Expand(put.Key!));
        ledger.AddObject(bucket, key);
        var answer = await log.SendAsync(put, bindings, Steps.Given + "put object", cancel);
        Must(answer, "PutObject");
        return await HeadAsync(put, put.Content, bindings, log, cancel) with { VersionId = answer.Response!.Header("x-amz-version-id") };
    }

    private async Task<BoundObject> HeadAsync(Operation written, Content content, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var read = CustomerKey.In(written.Headers);
        var head = await log.SendAsync(
            new GetObjectRequest { Head = true, Bucket = written.Bucket, Key = written.Key, Headers = read, By = written.By },
            bindings,
            Steps.Given + "head object",
            cancel);
        Must(head, "HeadObject");
        if (head.Response!.Header("Content-Length") is { } length && length != content.SizeBytes.ToString(CultureInfo.InvariantCulture))
        {
            throw new BlockedException($"the object stored has {length} bytes, {content.SizeBytes} were sent");
        }

        return new BoundObject(bindings.Name(written.Bucket), bindings.Expand(written.Key!), content, head.Response.Header("ETag"), head.Response.Header("Last-Modified"))
        {
            ReadHeaders = read,
            StoredAt = session.Clock.GetUtcNow(),
        };
    }

    private static async Task<Bindings> DeleteAsync(Given.Deleted deleted, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var bound = bindings.Object(deleted.Slot.Name);
        var delete = await log.SendAsync(
            new DeleteObjectRequest { Bucket = bindings.BucketNamed(bound.Bucket), Key = Bindings.Literal(bound.Key) }, bindings, Steps.Given + "delete object", cancel);
        Must(delete, "DeleteObject");
        if (deleted.Marker is null)
        {
            return bindings;
        }

        // Without it a request that is to name the marker would name nothing, and be judged as if it had.
        var version = delete.Response!.Header("x-amz-version-id") ?? throw new BlockedException("DeleteObject gave no version id of a delete marker");
        return bindings with { Objects = bindings.Objects.SetItem(deleted.Marker.Name, bound with { VersionId = version }) };
    }

    private Task<BoundObject> AssembleAsync(Given.Multipart multipart, CancellationToken cancel)
    {
        var content = Content.Joined(multipart.Parts);
        return OnceAsync((session.MainBucket, $"multipart {content} {string.Join(' ', multipart.Headers)}"), MakeAsync, cancel);

        async Task<BoundObject> MakeAsync()
        {
            var log = new CaseLog(session, Session.RunOwner);
            var upload = new Given.Upload(Slot.Upload, "", Bucket.Main, Given.UploadEnd.None, null)
            {
                Headers = multipart.Headers,
                Key = $"{Shared}multipart-{SharedName(content, multipart.Headers)}",
            };
            ledger.AddObject(session.MainBucket, upload.Key);
            var bindings = await BeginAsync(upload, session.RunBindings, log, CancellationToken.None);
            for (var i = 0; i < multipart.Parts.Length; i++)
            {
                bindings = await UploadAsync(new Given.Uploaded(Slot.Upload, i + 1, multipart.Parts[i]), bindings, log, CancellationToken.None);
            }

            await CompleteAsync(upload, bindings, log, CancellationToken.None);
            return await HeadAsync(new PutObjectRequest { Key = upload.Key, Content = content, Headers = multipart.Headers }, content, bindings, log, CancellationToken.None);
        }
    }

    private async Task<Bindings> BeginAsync(Given.Upload upload, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        await buckets.EnsureAsync(upload.Bucket, cancel);
        var bucket = bindings.Name(upload.Bucket);
        var create = await log.SendAsync(
            new CreateMultipartUploadRequest { Bucket = upload.Bucket, Key = upload.Key ?? "{destination}" + upload.KeySuffix, Headers = upload.Headers, By = upload.Bucket == Bucket.Foreign ? Principal.Stranger : Principal.Owner },
            bindings,
            Steps.Given + "create upload",
            cancel);
        Must(create, "CreateMultipartUpload");
        var root = SafeXml.Read(create.Response!.Body.Bytes.AsSpan()).Document?.Root;
        var id = root is null ? IdInBrokenDocument(create) : Evidence.Child(root, "UploadId");
        if (string.IsNullOrEmpty(id))
        {
            throw new BlockedException("CreateMultipartUpload gave no UploadId");
        }

        var key = bindings.Expand(upload.Key ?? "{destination}" + upload.KeySuffix);
        ledger.AddUpload(bucket, key, id);
        bindings = bindings with
        {
            Uploads = bindings.Uploads.SetItem(upload.Slot.Name, new BoundUpload(bucket, key, id, ImmutableSortedDictionary<int, BoundPart>.Empty) { Headers = upload.Headers }),
        };
        switch (upload.End)
        {
            case Given.UploadEnd.Aborted:
                Must(await log.SendAsync(new AbortMultipartUploadRequest { UploadId = UploadId.Of(upload.Slot) }, bindings, Steps.Given + "abort", cancel), "AbortMultipartUpload");
                ledger.Remove(bucket, key, id);
                break;
            case Given.UploadEnd.Completed:
                bindings = await UploadAsync(new Given.Uploaded(upload.Slot, 1, upload.Content!), bindings, log, cancel);
                var made = new BoundObject(bucket, key, upload.Content!, await CompleteAsync(upload, bindings, log, cancel), LastModified: null) { ReadHeaders = CustomerKey.In(upload.Headers) };
                bindings = bindings with { Objects = bindings.Objects.SetItem(upload.Slot.Name, made) };
                break;
        }

        return bindings;
    }

    // A key that XML forbids may break the answer; cases about other answers need the upload all the same.
    private static string? IdInBrokenDocument(Exchange create)
    {
        const string Open = "<UploadId>";
        var text = System.Text.Encoding.UTF8.GetString(create.Response!.Body.Bytes.AsSpan());
        var start = text.IndexOf(Open, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf('<', start + Open.Length);
        return end < 0 ? null : text[(start + Open.Length)..end];
    }

    // The ETag of the object made, as the answer gives it.
    private async Task<string?> CompleteAsync(Given.Upload upload, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var begun = bindings.Upload(upload.Slot.Name);
        ledger.AddObject(begun.Bucket, begun.Key);
        var complete = await log.SendAsync(
            new CompleteMultipartUploadRequest { UploadId = UploadId.Of(upload.Slot), Headers = begun.KeyHeaders, By = bindings.OwnerOf(begun.Bucket) },
            bindings,
            Steps.Given + "complete",
            cancel);
        Must(complete, "CompleteMultipartUpload");
        ledger.Remove(begun.Bucket, begun.Key, begun.Id);
        return SafeXml.Read(complete.Response!.Body.Bytes.AsSpan()).Document?.Root is { } root ? Evidence.Child(root, "ETag") : null;
    }

    private static async Task<Bindings> CopyAsync(Given.Copied copied, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var source = bindings.Object(copied.Source.Name);
        var copy = await log.SendAsync(
            new UploadPartCopyRequest
            {
                UploadId = UploadId.Of(copied.Into),
                PartNumber = copied.PartNumber,
                CopySource = copied.Source,
                Range = copied.Range,
                Headers = [.. CustomerKey.AsSource(source.ReadHeaders), .. bindings.Upload(copied.Into.Name).KeyHeaders, .. copied.Headers],
                By = bindings.OwnerOf(bindings.Upload(copied.Into.Name).Bucket),
            },
            bindings,
            Steps.Given + $"copy part {copied.PartNumber}",
            cancel);
        Must(copy, "UploadPartCopy");
        var root = SafeXml.Read(copy.Response!.Body.Bytes.AsSpan()).Document?.Root;
        return Store(
            bindings,
            copied.Into,
            new BoundPart(copied.PartNumber, (root is null ? null : Evidence.Child(root, "ETag")) ?? "", SliceOf(source.Content, copied.Range), Checksums.InElements(root)));
    }

    private static async Task<Bindings> UploadAsync(Given.Uploaded uploaded, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var upload = await log.SendAsync(
            new UploadPartRequest
            {
                UploadId = UploadId.Of(uploaded.Into),
                PartNumber = uploaded.PartNumber,
                Content = uploaded.Content,
                Headers = [.. bindings.Upload(uploaded.Into.Name).KeyHeaders, .. Checksums.ForPart(bindings.Upload(uploaded.Into.Name), uploaded), .. uploaded.Headers],
                By = bindings.OwnerOf(bindings.Upload(uploaded.Into.Name).Bucket),
            },
            bindings,
            Steps.Given + $"upload part {uploaded.PartNumber}",
            cancel,
            Carrier.Rest);
        Must(upload, "UploadPart");
        return Store(
            bindings,
            uploaded.Into,
            new BoundPart(uploaded.PartNumber, upload.Response!.Header("ETag") ?? "", uploaded.Content.All, Checksums.InHeaders(bindings.Upload(uploaded.Into.Name), upload.Response)));
    }

    private static Bindings Store(Bindings bindings, Slot slot, BoundPart part)
    {
        var upload = bindings.Upload(slot.Name);
        return bindings with { Uploads = bindings.Uploads.SetItem(slot.Name, upload with { Parts = upload.Parts.SetItem(part.Number, part) }) };
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
            throw new BlockedException($"{operation} as a precondition got {Describe.Answer(exchange)}", exchange);
        }
    }
}
