using System.Collections.Immutable;

namespace Conformance.Fuzz;

/// <summary>Values of the surfaces http and auth.</summary>
internal static class HttpLattice
{
    /// <summary>Header lines that a part copy may carry and that mutation bends.</summary>
    public static ImmutableArray<string> HeaderFields { get; } =
    [
        .. new[]
        {
            "Range", "Content-Type", "Content-MD5", "Content-Encoding", "Accept", "Accept-Encoding", "User-Agent", "Cache-Control", "x-amz-meta-fuzz", "x-amz-acl", "x-amz-storage-class", "x-amz-metadata-directive",
            "x-amz-request-payer", "x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner", "x-amz-checksum-crc32", "x-amz-sdk-checksum-algorithm", "x-amz-tagging", "x-amz-server-side-encryption", "x-amz-fuzz", "If-Match", "Origin", "X-Forwarded-For", "Via",
        }.Select(n => Fields.Header + n),
    ];

    /// <summary>Authorization values.</summary>
    public static ImmutableArray<string> Authorizations { get; } =
    [
        "", " ", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256 Credential=", "AWS4-HMAC-SHA256 Credential={access-key}", "AWS4-HMAC-SHA256 Credential={access-key}/20260101/us-east-1/s3/aws4_request",
        "AWS4-HMAC-SHA256 Credential={access-key}/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=", "AWS4-HMAC-SHA256 Credential=/////, SignedHeaders=;;;, Signature=zz", "Basic YTpi", "Bearer x",
        "AWS4-HMAC-SHA256 SignedHeaders=host, Credential={access-key}/x, Signature=00, Signature=01", "aws4-hmac-sha256 Credential=x, SignedHeaders=host, Signature=00", ",,,,", "=", "\"",
    ];

    /// <summary>All values of the surface http.</summary>
    public static IEnumerable<Input> All(Input baseline)
    {
        yield return baseline;
        foreach (var method in new[] { "PUT", "GET", "HEAD", "POST", "DELETE", "PATCH", "PROPFIND", "OPTIONS", "put", "PUTT", "COPY" })
        {
            yield return baseline.With(Fields.Method, method);
        }

        foreach (var body in new[] { "", "x", "<x/>", new string('x', 9000) })
        {
            yield return baseline.With(Fields.Body, body);
        }

        foreach (var field in HeaderFields)
        {
            foreach (var value in new[] { "", "x", "0", "bytes=0-1", ",", "*", new string('a', 3000), "é" })
            {
                yield return baseline.With(field, value);
            }
        }

        foreach (var query in new[] { "x", "x=", "=", "&", "&&", "acl", "tagging=", "versionId=null", "uploads=", "x-id=UploadPartCopy", "partNumber=1", "uploadId=x", "delete", "response-content-type=x", "%00=1", "a=%zz", "torrent", "X-Amz-Signature=0" })
        {
            yield return baseline.With(Fields.Query, query);
        }
    }
}
