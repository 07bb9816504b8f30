using System.Collections.Concurrent;
using System.Text;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>Makes the buckets that only some cases need: the versioned one, that of the second account, and those of single cases.</summary>
public sealed class BucketKeeper(Session session, Ledger ledger)
{
    private readonly ConcurrentDictionary<Bucket, Lazy<Task>> shared = new();

    /// <summary>The bucket is there. Whoever asks first makes it; the two of the run are there from the preflight on.</summary>
    public Task EnsureAsync(Bucket bucket, CancellationToken cancel) => bucket switch
    {
        Bucket.Versioned => SharedAsync(bucket, () => CreateAsync(session.Identity.VersionedBucket, Principal.Owner, "Enabled")).WaitAsync(cancel),
        Bucket.Foreign => SharedAsync(bucket, () => CreateAsync(session.Identity.ForeignBucket, Principal.Stranger, null)).WaitAsync(cancel),
        _ => Task.CompletedTask,
    };

    /// <summary>Creates a bucket and sets its versioning state when one is given.</summary>
    public async Task CreateAsync(string bucket, Principal by, string? versioning)
    {
        var create = await session.SendBucketAsync("PUT", bucket, "", session.Location, Steps.Given + "create bucket", CancellationToken.None, by);
        if (!Describe.Succeeded(create))
        {
            throw new BlockedException($"bucket {bucket} cannot be created: {Describe.Answer(create)}", create);
        }

        ledger.AddBucket(bucket, by, versioning is not null);
        if (versioning is null)
        {
            return;
        }

        var put = await session.SendBucketAsync("PUT", bucket, "versioning=", VersioningDocument(versioning), Steps.Given + "versioning", CancellationToken.None, by);
        if (!Describe.Succeeded(put))
        {
            throw new BlockedException($"versioning of bucket {bucket} cannot be set to {versioning}: {Describe.Answer(put)}", put);
        }
    }

    /// <summary>The document that sets a versioning state.</summary>
    public static byte[] VersioningDocument(string status) =>
        Encoding.UTF8.GetBytes($"<VersioningConfiguration xmlns=\"{Check.S3Namespace}\"><Status>{status}</Status></VersioningConfiguration>");

    private async Task SharedAsync(Bucket bucket, Func<Task> make)
    {
        var lazy = shared.GetOrAdd(bucket, _ => new Lazy<Task>(make));
        try
        {
            await lazy.Value;
        }
        catch (BlockedException e) when (Lifeline.Passes(e.Obstacle))
        {
            shared.TryRemove(new(bucket, lazy));
            throw;
        }
    }
}
