using Conformance.Wire;

namespace Conformance.Model;

/// <summary>Names of capabilities: the operations, and what the catalogue's requirements need beyond them.</summary>
public static class Capabilities
{
    /// <summary>Buckets and plain objects.</summary>
    public const string Objects = "objects";

    /// <summary>CopyObject.</summary>
    public const string CopyObject = "copy-object";

    /// <summary>CreateMultipartUpload.</summary>
    public const string CreateMultipartUpload = "create-multipart-upload";

    /// <summary>UploadPart.</summary>
    public const string UploadPart = "upload-part";

    /// <summary>UploadPartCopy.</summary>
    public const string UploadPartCopy = "upload-part-copy";

    /// <summary>ListParts.</summary>
    public const string ListParts = "list-parts";

    /// <summary>ListMultipartUploads.</summary>
    public const string ListMultipartUploads = "list-multipart-uploads";

    /// <summary>CompleteMultipartUpload.</summary>
    public const string CompleteMultipartUpload = "complete-multipart-upload";

    /// <summary>AbortMultipartUpload.</summary>
    public const string AbortMultipartUpload = "abort-multipart-upload";

    /// <summary>Host names of the form bucket.endpoint.</summary>
    public const string VirtualHosting = "virtual-hosting";

    /// <summary>Query-string signatures.</summary>
    public const string Presigned = "presigned";

    /// <summary>Signatures chunk by chunk (aws-chunked).</summary>
    public const string ChunkedSigning = "chunked-signing";

    /// <summary>Buckets can be created and configured by the keys of the run.</summary>
    public const string Buckets = "create-bucket";

    /// <summary>Versions of objects.</summary>
    public const string Versioning = "versioning";

    /// <summary>Conditions on the source of a copy.</summary>
    public const string ConditionalCopy = "conditional-copy";

    /// <summary>Conditions on Complete.</summary>
    public const string ConditionalComplete = "conditional-complete";

    /// <summary>Additional checksums.</summary>
    public const string Checksums = "checksums";

    /// <summary>Server-side encryption with customer keys.</summary>
    public const string CustomerKeys = "sse-c";

    /// <summary>Server-side encryption with keys of the service.</summary>
    public const string ServiceKeys = "sse-s3";

    /// <summary>Tags of objects.</summary>
    public const string Tagging = "tagging";

    /// <summary>Access control lists.</summary>
    public const string Acl = "acl";

    /// <summary>Storage classes beside STANDARD.</summary>
    public const string StorageClasses = "storage-classes";

    /// <summary>GetObjectAttributes.</summary>
    public const string ObjectAttributes = "object-attributes";

    /// <summary>GET and HEAD by part number.</summary>
    public const string PartReads = "part-reads";

    /// <summary>Redirects of static websites.</summary>
    public const string WebsiteRedirects = "website-redirects";

    /// <summary>Keys of a second account are given.</summary>
    public const string SecondAccount = "second-account";

    /// <summary>What using a bucket of the run takes.</summary>
    public static string[] Of(Bucket bucket) => bucket switch
    {
        Bucket.Versioned => [Buckets, Versioning],
        Bucket.Own => [Buckets],
        Bucket.Foreign => [SecondAccount],
        _ => [],
    };

    /// <summary>What header lines of a precondition take of a target.</summary>
    public static IEnumerable<string> Of(IEnumerable<HeaderLine> headers) => headers.Select(h => h.Name.ToLowerInvariant() switch
    {
        "x-amz-checksum-algorithm" or "x-amz-checksum-type" => Checksums,
        "x-amz-tagging" => Tagging,
        "x-amz-acl" => Acl,
        "x-amz-storage-class" => StorageClasses,
        "x-amz-website-redirect-location" => WebsiteRedirects,
        "x-amz-server-side-encryption" => ServiceKeys,
        var name when name.Contains("server-side-encryption-customer-", StringComparison.Ordinal) => CustomerKeys,
        _ => null,
    }).OfType<string>();
}
