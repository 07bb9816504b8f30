using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>What the run created on the target and has not yet removed. Only what stands here is ever removed, and what the own prefix names.</summary>
public sealed class Ledger
{
    private readonly ConcurrentDictionary<(string Bucket, string Key, string? UploadId), bool> entries = new();
    private readonly ConcurrentDictionary<string, bool> buckets = new();

    /// <summary>An object is about to be written.</summary>
    public void AddObject(string bucket, string key) => entries[(bucket, key, null)] = true;

    /// <summary>An upload was begun.</summary>
    public void AddUpload(string bucket, string key, string uploadId) => entries[(bucket, key, uploadId)] = true;

    /// <summary>A bucket was created.</summary>
    public void AddBucket(string bucket) => buckets[bucket] = true;

    /// <summary>It is gone.</summary>
    public void Remove(string bucket, string key, string? uploadId) => entries.TryRemove((bucket, key, uploadId), out _);

    /// <summary>True while it stands in the ledger.</summary>
    public bool Holds(string bucket, string key, string? uploadId) => entries.ContainsKey((bucket, key, uploadId));

    /// <summary>Objects whose key begins with a prefix.</summary>
    public IEnumerable<(string Bucket, string Key)> ObjectsUnder(string prefix) =>
        entries.Keys.Where(e => e.UploadId is null && e.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(e => (e.Bucket, e.Key));

    /// <summary>Removes everything: uploads, objects, then buckets. Returns what could not be removed, one phrase each.</summary>
    public async Task<ImmutableArray<string>> SweepAsync(Session session, CancellationToken cancel)
    {
        await FindStraysAsync(session, cancel);
        var left = new ConcurrentQueue<(string Bucket, string What)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = session.Target.Concurrency, CancellationToken = cancel };
        await Parallel.ForEachAsync(entries.Keys.OrderBy(e => e.UploadId is null), options, async (entry, stop) =>
        {
            var exchange = await RemoveAsync(session, entry.Bucket, entry.Key, entry.UploadId, Session.RunOwner, stop);
            if (exchange.Response?.Status is 204 or 200 or 404)
            {
                Remove(entry.Bucket, entry.Key, entry.UploadId);
            }
            else
            {
                left.Enqueue((entry.Bucket, $"{(entry.UploadId is null ? "object" : "upload of")} {entry.Bucket}/{entry.Key} ({Describe.Answer(exchange)})"));
            }
        });
        var stands = entries.Keys.Select(e => e.Bucket).Where(b => !buckets.ContainsKey(b)).ToHashSet(StringComparer.Ordinal);
        foreach (var bucket in buckets.Keys)
        {
            var exchange = await session.SendBucketAsync("DELETE", bucket, "", default, Steps.CleanUp + "bucket", cancel);
            if (exchange.Response?.Status is 204 or 200 or 404)
            {
                buckets.TryRemove(bucket, out _);
            }
            else
            {
                left.Enqueue((bucket, $"bucket {bucket} ({Describe.Answer(exchange)})"));
                stands.Add(bucket);
            }
        }

        // What could not be removed by itself is gone with its bucket.
        return [.. left.Where(l => stands.Contains(l.Bucket)).Select(l => l.What)];
    }

    /// <summary>Aborts an upload, or deletes an object when there is no upload id.</summary>
    public static Task<Exchange> RemoveAsync(Session session, string bucket, string key, string? uploadId, string owner, CancellationToken cancel)
    {
        var path = Renderer.Path(bucket, key, session.Target.Style);
        var request = new WireRequest { Method = "DELETE", Target = uploadId is null ? path : $"{path}?uploadId={Bindings.Encoding.Query(uploadId)}" };
        var host = session.Renderer.HostOf(bucket);
        return session.SendAsync(
            request,
            new SendOptions { Carrier = Carrier.Http, Host = host },
            owner,
            Steps.CleanUp + (uploadId is null ? "delete object" : "abort upload"),
            cancel);
    }

    // A target may keep what it said it refused: list by our own prefix what the ledger does not know of.
    private async Task FindStraysAsync(Session session, CancellationToken cancel)
    {
        foreach (var bucket in buckets.Keys.Append(session.MainBucket).Distinct(StringComparer.Ordinal))
        {
            var prefix = Bindings.Encoding.Query(session.Identity.KeyPrefix);
            var uploads = await session.SendBucketAsync("GET", bucket, $"prefix={prefix}&uploads=", default, Steps.CleanUp + "find uploads", cancel);
            foreach (var upload in Elements(uploads, "Upload"))
            {
                if (Evidence.Child(upload, "Key") is { } key && Evidence.Child(upload, "UploadId") is { } id && key.StartsWith(session.Identity.KeyPrefix, StringComparison.Ordinal))
                {
                    AddUpload(bucket, key, id);
                }
            }

            var objects = await session.SendBucketAsync("GET", bucket, $"list-type=2&prefix={prefix}", default, Steps.CleanUp + "find objects", cancel);
            foreach (var found in Elements(objects, "Contents"))
            {
                if (Evidence.Child(found, "Key") is { } key && key.StartsWith(session.Identity.KeyPrefix, StringComparison.Ordinal))
                {
                    AddObject(bucket, key);
                }
            }
        }
    }

    private static IEnumerable<System.Xml.Linq.XElement> Elements(Exchange exchange, string localName) =>
        exchange.Response is { Status: 200 } response
            ? SafeXml.Read(response.Body.Bytes.AsSpan()).Document?.Root?.Elements().Where(e => e.Name.LocalName == localName) ?? []
            : [];
}
