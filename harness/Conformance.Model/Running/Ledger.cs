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
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<Entry, bool> entries = new();
    private readonly ConcurrentDictionary<string, CreatedBucket> buckets = new();

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

    /// <summary>It is gone.</summary>
    public void Remove(string bucket, string key, string? uploadId) => entries.TryRemove(new Entry(bucket, key, uploadId), out _);

    /// <summary>True while it stands in the ledger.</summary>
    public bool Holds(string bucket, string key, string? uploadId) => entries.ContainsKey(new Entry(bucket, key, uploadId));

    /// <summary>True while a bucket that was created stands in the ledger.</summary>
    public bool HoldsBucket(string bucket) => buckets.ContainsKey(bucket);

    /// <summary>Objects whose key begins with a prefix.</summary>
    public IEnumerable<(string Bucket, string Key)> ObjectsUnder(string prefix) =>
        entries.Keys.Where(e => e is { UploadId: null, VersionId: null } && e.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(e => (e.Bucket, e.Key));

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

        var stands = entries.Keys.Select(e => e.Bucket).Where(b => !buckets.ContainsKey(b)).ToHashSet(StringComparer.Ordinal);
        foreach (var bucket in buckets.Keys)
        {
            if (await DeleteBucketAsync(session, bucket, cancel) is { } trouble)
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

    /// <summary>Aborts an upload, or deletes an object when there is no upload id.</summary>
    public static Task<Exchange> RemoveAsync(Session session, string bucket, string key, string? uploadId, string owner, CancellationToken cancel, Principal by = Principal.Owner) =>
        RemoveAsync(session, new Entry(bucket, key, uploadId), by, owner, cancel);

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

    private async Task RemoveEntriesAsync(Session session, Func<Entry, bool> which, ConcurrentDictionary<string, string> left, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = session.Target.Concurrency, CancellationToken = cancel };
        await Parallel.ForEachAsync(entries.Keys.Where(which).OrderBy(e => e.UploadId is null), options, async (entry, stop) =>
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
        var exchange = await session.SendBucketAsync("DELETE", bucket, "", default, Steps.CleanUp + "bucket", cancel, By(bucket));
        if (exchange.Response?.Status is 204 or 200 or 404)
        {
            buckets.TryRemove(bucket, out _);
            return null;
        }

        return Describe.Answer(exchange);
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
