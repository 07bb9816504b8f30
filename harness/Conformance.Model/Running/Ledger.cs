using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Xml.Linq;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>What the run created on the target and has not yet removed. Only what stands here is ever removed, and what the own prefix names.</summary>
public sealed class Ledger
{
    // A listing gives a thousand at a time; a target whose listing never ends is not swept for ever.
    private const int MaxRounds = 40;

    // Enough that clean-up costs no request a case, few enough that little stands on the target when a run is killed.
    private const int Batch = 100;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AnswerOfDelete = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Entry, bool> entries = new();
    private readonly ConcurrentDictionary<string, CreatedBucket> buckets = new();
    private readonly ConcurrentDictionary<Entry, bool> dropped = new();
    private volatile bool batchesRefused;

    private sealed record Entry(string Bucket, string Key, string? UploadId, string? VersionId = null);

    private sealed record CreatedBucket(Principal By, bool Versioned);

    /// <summary>An object is about to be written. In a versioned bucket it is found by listing, since deleting its key would only add a marker.</summary>
    public void AddObject(string bucket, string key)
    {
        if (!IsVersioned(bucket))
        {
            entries[new Entry(bucket, key, null)] = true;
        }
    }

    /// <summary>An upload was begun.</summary>
    public void AddUpload(string bucket, string key, string uploadId) => entries[new Entry(bucket, key, uploadId)] = true;

    /// <summary>A bucket was created.</summary>
    public void AddBucket(string bucket, Principal by = Principal.Owner, bool versioned = false) => buckets[bucket] = new CreatedBucket(by, versioned);

    /// <summary>A bucket that was created keeps versions from now on.</summary>
    public void NoteVersions(string bucket)
    {
        if (buckets.TryGetValue(bucket, out var created))
        {
            buckets[bucket] = created with { Versioned = true };
        }
    }

    // Keys would lock the whole table and copy it, for every case that ends.
    private IEnumerable<Entry> Entries => entries.Select(e => e.Key);

    /// <summary>It is gone.</summary>
    public void Remove(string bucket, string key, string? uploadId) => entries.TryRemove(new Entry(bucket, key, uploadId), out _);

    /// <summary>True while it stands in the ledger.</summary>
    public bool Holds(string bucket, string key, string? uploadId) => entries.ContainsKey(new Entry(bucket, key, uploadId));

    /// <summary>True while a bucket that was created stands in the ledger.</summary>
    public bool HoldsBucket(string bucket) => buckets.ContainsKey(bucket);

    /// <summary>
    /// Nobody needs what lies under a prefix any more: its objects are removed with those of others as soon as there are <see cref="Batch"/>, at the latest by the sweep.
    /// </summary>
    public async Task DropAsync(Session session, string prefix)
    {
        foreach (var entry in Entries.Where(e => e is { UploadId: null, VersionId: null } && e.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            dropped[entry] = true;
        }

        if (dropped.Count >= Batch)
        {
            var taken = dropped.Keys.Where(e => dropped.TryRemove(e, out _)).ToArray();
            await RemoveObjectsAsync(session, taken, new ConcurrentDictionary<string, string>(StringComparer.Ordinal), CancellationToken.None);
        }
    }

    /// <summary>Removes everything within <see cref="Deadline"/>: uploads, objects, versions, then buckets. Returns what could not be removed, one phrase each.</summary>
    public async Task<ImmutableArray<string>> SweepAsync(Session session)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            return await SweepAsync(session, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            return [$"clean-up did not end within {Deadline.TotalSeconds:0} s; what begins with {session.Identity.KeyPrefix} is ours"];
        }
    }

    private async Task<ImmutableArray<string>> SweepAsync(Session session, CancellationToken cancel)
    {
        var left = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var more = true;
        for (var round = 0; more && round < MaxRounds; round++)
        {
            more = false;
            foreach (var bucket in buckets.Keys.Append(session.MainBucket).Distinct(StringComparer.Ordinal))
            {
                more |= await FindStraysAsync(session, bucket, cancel);
            }

            await RemoveEntriesAsync(session, _ => true, left, cancel);
        }

        var stands = Entries.Select(e => e.Bucket).Where(b => !buckets.ContainsKey(b)).ToHashSet(StringComparer.Ordinal);
        foreach (var bucket in buckets.Keys)
        {
            var trouble = await DeleteBucketAsync(session, bucket, cancel);
            if (trouble is not null)
            {
                // Something came late, or was said to be gone and is not: looked for once more, and then removed one by one.
                batchesRefused = true;
                await FindStraysAsync(session, bucket, cancel);
                await RemoveEntriesAsync(session, e => e.Bucket == bucket, left, cancel);
                trouble = await DeleteBucketAsync(session, bucket, cancel);
            }

            if (trouble is not null)
            {
                left[$"bucket {bucket} ({trouble})"] = bucket;
                stands.Add(bucket);
            }
        }

        // What could not be removed by itself is gone with its bucket.
        return [.. left.Where(l => stands.Contains(l.Value)).Select(l => l.Key)];
    }

    /// <summary>Removes one bucket that was created, with all it holds. What fails is left to the sweep.</summary>
    public async Task RemoveBucketAsync(Session session, string bucket, CancellationToken cancel)
    {
        await FindStraysAsync(session, bucket, cancel);
        await RemoveEntriesAsync(session, e => e.Bucket == bucket, new ConcurrentDictionary<string, string>(StringComparer.Ordinal), cancel);
        await DeleteBucketAsync(session, bucket, cancel);
    }

    /// <summary>Aborts an upload for a case. What the target refuses is left to the sweep.</summary>
    public async Task<Exchange> AbortAsync(Session session, string bucket, string key, string uploadId, string owner, Principal by = Principal.Owner)
    {
        var entry = new Entry(bucket, key, uploadId);
        var exchange = await RemoveAsync(session, entry, by, owner, CancellationToken.None);
        if (exchange.Response?.Status is 204 or 200 or 404)
        {
            entries.TryRemove(entry, out _);
        }

        return exchange;
    }

    private static Task<Exchange> RemoveAsync(Session session, Entry entry, Principal by, string owner, CancellationToken cancel)
    {
        var query = (entry.UploadId, entry.VersionId) switch
        {
            ({ } upload, _) => $"uploadId={Bindings.Encoding.Query(upload)}",
            (_, { } version) => $"versionId={Bindings.Encoding.Query(version)}",
            _ => "",
        };
        return session.SendKeyAsync("DELETE", entry.Bucket, entry.Key, query, owner, Steps.CleanUp + (entry.UploadId is null ? "delete object" : "abort upload"), cancel, by);
    }

    // Uploads first: one that ends while its object is removed would bring the object back.
    private async Task RemoveEntriesAsync(Session session, Func<Entry, bool> which, ConcurrentDictionary<string, string> left, CancellationToken cancel)
    {
        var all = Entries.Where(which).ToLookup(e => e.UploadId is null);
        await RemoveEachAsync(session, all[false], left, cancel);
        await RemoveObjectsAsync(session, all[true], left, cancel);
    }

    private async Task RemoveObjectsAsync(Session session, IEnumerable<Entry> objects, ConcurrentDictionary<string, string> left, CancellationToken cancel)
    {
        foreach (var bucket in objects.GroupBy(o => o.Bucket).ToArray())
        {
            foreach (var batch in bucket.Chunk(Batch))
            {
                var gone = batch.Length > 1 && !batchesRefused ? await DeleteObjectsAsync(session, bucket.Key, batch, cancel) : [];
                await RemoveEachAsync(session, batch.Except(gone), left, cancel);
            }
        }
    }

    // What of the batch is gone. A target that does not know DeleteObjects is not asked again.
    private async Task<ImmutableHashSet<Entry>> DeleteObjectsAsync(Session session, string bucket, Entry[] batch, CancellationToken cancel)
    {
        // A key that XML cannot carry as it is goes by itself.
        var sendable = batch.Where(e => !e.Key.Any(char.IsControl) && !e.Key.Any(char.IsSurrogate)).ToArray();
        var document = new XElement(Name("Delete"), new XElement(Name("Quiet"), "true"), sendable.Select(e => new XElement(
            Name("Object"), new XElement(Name("Key"), e.Key), e.VersionId is null ? null : new XElement(Name("VersionId"), e.VersionId))));
        var body = System.Text.Encoding.UTF8.GetBytes(document.ToString(SaveOptions.DisableFormatting));
        var exchange = await session.SendBucketAsync("POST", bucket, "delete=", body, Steps.CleanUp + "delete objects", cancel, By(bucket), ContentMd5(body));
        var root = exchange.Response is { Status: 200 } response ? SafeXml.Read(response.Body.Bytes.AsSpan()).Document?.Root : null;
        if (root is not { Name.LocalName: "DeleteResult" })
        {
            batchesRefused = exchange.Response is { Status: >= 400 and < 500 or 501 };
            return [];
        }

        var kept = root.Elements().Where(e => e.Name.LocalName == "Error").Select(e => Evidence.Child(e, "Key")).ToHashSet(StringComparer.Ordinal);
        var gone = sendable.Where(e => !kept.Contains(e.Key)).ToImmutableHashSet();
        foreach (var entry in gone)
        {
            entries.TryRemove(entry, out _);
        }

        return gone;

        // Asked of every DeleteObjects (API_DeleteObjects); some take no other checksum.
        static HeaderLine ContentMd5(byte[] body) => new("Content-MD5", Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(body)));
        static XName Name(string local) => XName.Get(local, Check.S3Namespace);
    }

    private async Task RemoveEachAsync(Session session, IEnumerable<Entry> each, ConcurrentDictionary<string, string> left, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = session.Target.Concurrency, CancellationToken = cancel };
        await Parallel.ForEachAsync(each, options, async (entry, stop) =>
        {
            var exchange = await RemoveAsync(session, entry, By(entry.Bucket), Session.RunOwner, stop);
            if (exchange.Response?.Status is 204 or 200 or 404)
            {
                entries.TryRemove(entry, out _);
            }
            else
            {
                left[$"{(entry.UploadId is null ? "object" : "upload of")} {entry.Bucket}/{entry.Key} ({Describe.Answer(exchange)})"] = entry.Bucket;
            }
        });
    }

    private async Task<string?> DeleteBucketAsync(Session session, string bucket, CancellationToken cancel)
    {
        // Servers were seen to lose the answer to this one and to give it at once when asked again: not waited for as long as an answer that matters.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(AnswerOfDelete);
        var exchange = await SendAsync(patience.Token);
        if (exchange.Fate is Fate.Cancelled && !cancel.IsCancellationRequested)
        {
            exchange = await SendAsync(cancel);
        }

        if (exchange.Response?.Status is 204 or 200 or 404)
        {
            buckets.TryRemove(bucket, out _);
            return null;
        }

        return Describe.Answer(exchange);

        Task<Exchange> SendAsync(CancellationToken stop) => session.SendBucketAsync("DELETE", bucket, "", default, Steps.CleanUp + "bucket", stop, By(bucket));
    }

    // A target may keep what it said it refused: list by our own prefix what the ledger does not know of. True when a listing was cut short.
    private async Task<bool> FindStraysAsync(Session session, string bucket, CancellationToken cancel)
    {
        // A bucket of ours holds nothing else; in one that was given, only the run's own prefix is touched.
        var own = buckets.ContainsKey(bucket) ? "" : session.Identity.KeyPrefix;
        var prefix = Bindings.Encoding.Query(own);
        var more = false;
        foreach (var (query, step, elements) in Listings(bucket, prefix))
        {
            var root = await ListAsync(session, bucket, query, step, cancel);
            more |= root is not null && Evidence.Child(root, "IsTruncated") == "true";
            foreach (var found in root?.Elements().Where(e => elements.Contains(e.Name.LocalName)) ?? [])
            {
                if (Evidence.Child(found, "Key") is { } key && key.StartsWith(own, StringComparison.Ordinal))
                {
                    entries[new Entry(bucket, key, Evidence.Child(found, "UploadId"), Evidence.Child(found, "VersionId"))] = true;
                }
            }
        }

        return more;
    }

    private IEnumerable<(string Query, string Step, string[] Elements)> Listings(string bucket, string prefix)
    {
        yield return ($"prefix={prefix}&uploads=", "find uploads", ["Upload"]);
        yield return IsVersioned(bucket)
            ? ($"prefix={prefix}&versions=", "find versions", ["Version", "DeleteMarker"])
            : ($"list-type=2&prefix={prefix}", "find objects", ["Contents"]);
    }

    private async Task<XElement?> ListAsync(Session session, string bucket, string query, string step, CancellationToken cancel)
    {
        var exchange = await session.SendBucketAsync("GET", bucket, query, default, Steps.CleanUp + step, cancel, By(bucket));
        return exchange.Response is { Status: 200 } response ? SafeXml.Read(response.Body.Bytes.AsSpan()).Document?.Root : null;
    }

    private bool IsVersioned(string bucket) => buckets.GetValueOrDefault(bucket) is { Versioned: true };

    private Principal By(string bucket) => buckets.GetValueOrDefault(bucket)?.By ?? Principal.Owner;
}
