namespace Conformance.Scenarios;

/// <summary>Requests about versions that several behaviours share.</summary>
internal static class Versions
{
    /// <summary>The versioning state of the case's own bucket is set.</summary>
    public static Given Set(string status) => Given.Done(new SubresourceRequest("PutBucketVersioning", Capabilities.Versioning)
    {
        Bucket = Bucket.Own,
        OnBucket = true,
        Method = "PUT",
        RawQuery = "versioning=",
        Document = $"<VersioningConfiguration xmlns=\"{Check.S3Namespace}\"><Status>{status}</Status></VersioningConfiguration>",
    });

    /// <summary>The versions of what the case wrote to a bucket.</summary>
    public static SubresourceRequest List(Bucket bucket) => new("ListObjectVersions", Capabilities.Versioning)
    {
        Bucket = bucket,
        OnBucket = true,
        RawQuery = "prefix={encoded-prefix}&versions=",
    };
}
