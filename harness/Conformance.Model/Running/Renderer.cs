using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>Turns an operation into the bytes of a request for one target.</summary>
/// <param name="endpoint">Scheme, host and port of the target.</param>
/// <param name="style">How buckets are addressed.</param>
public sealed class Renderer(Uri endpoint, AddressingStyle style)
{
    /// <summary>Deleting is no request under test: it says that no body follows, for the sake of targets that otherwise wait for one (OpenStack Swift 2.30.1, current versions).</summary>
    public static readonly HeaderLine NoBody = new("Content-Length", "0");

    /// <summary>The request and the value of its Host line (null: the endpoint's own).</summary>
    public (WireRequest Request, string? Host) Render(Operation operation, Bindings bindings)
    {
        var bucket = bindings.Name(operation.Bucket);
        var key = operation.Key is { } template ? bindings.Expand(template) : Key(operation, bindings, ref bucket);
        var host = HostOf(bucket);
        var address = operation is SubresourceRequest { OnBucket: true } or ListMultipartUploadsRequest && operation.Key is null;
        key = address ? "" : key;
        var path = operation.RawPath is { } raw ? bindings.Expand(raw) : Path(bucket, key, style);
        var query = operation.RawQuery is { } text ? bindings.Expand(text) : Query(operation, bindings);
        var body = operation.Payload ?? Body(operation, bindings);
        var request = new WireRequest
        {
            Method = operation.Method ?? DefaultMethod(operation),
            Target = query.Length == 0 ? path : $"{path}?{query}",
            Headers = Headers(operation, bindings),
            Body = body,
            Framing = operation.Framing,
            HangsUp = operation.HangsUp,
            HoldsBody = operation.HoldsBody,
        };
        return (request, host);
    }

    /// <summary>The value of the Host line for a bucket; null stands for the endpoint's own.</summary>
    public string? HostOf(string bucket) => style == AddressingStyle.Virtual && bucket.Length > 0 ? $"{bucket}.{endpoint.Authority}" : null;

    /// <summary>The value of a Host line made for another endpoint of the same service, for this one.</summary>
    public string AuthorityOf(string host) => $"{host.Split('.')[0]}.{endpoint.Authority}";

    /// <summary>The path of a bucket or of a key in it.</summary>
    public static string Path(string bucket, string key, AddressingStyle style) =>
        style == AddressingStyle.Virtual ? "/" + Bindings.Encoding.Key(key)
        : key.Length == 0 ? "/" + bucket
        : $"/{bucket}/{Bindings.Encoding.Key(key)}";

    /// <summary>The document that Complete sends.</summary>
    public static byte[] CompleteDocument(IEnumerable<(int Number, string ETag, (string Element, string Value)? Checksum)> parts)
    {
        var text = new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        foreach (var (number, etag, checksum) in parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"<Part><PartNumber>{number}</PartNumber><ETag>{System.Security.SecurityElement.Escape(etag)}</ETag>");
            if (checksum is var (element, value))
            {
                text.Append(CultureInfo.InvariantCulture, $"<{element}>{System.Security.SecurityElement.Escape(value)}</{element}>");
            }

            text.Append("</Part>");
        }

        return Encoding.UTF8.GetBytes(text.Append("</CompleteMultipartUpload>").ToString());
    }

    private static string Key(Operation operation, Bindings bindings, ref string bucket)
    {
        var template = UploadIdOf(operation)?.Template;
        if (template is not null && template.StartsWith("{upload", StringComparison.Ordinal) && template.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            var upload = bindings.Upload(template[(colon + 1)..^1]);
            bucket = operation.Bucket == Bucket.Main ? upload.Bucket : bucket;
            return upload.Key;
        }

        return bindings.DestinationKey;
    }

    private static QueryValue? UploadIdOf(Operation operation) => operation switch
    {
        UploadPartCopyRequest o => o.UploadId,
        UploadPartRequest o => o.UploadId,
        CompleteMultipartUploadRequest o => o.UploadId,
        AbortMultipartUploadRequest o => o.UploadId,
        ListPartsRequest o => o.UploadId,
        _ => null,
    };

    private static QueryValue? PartNumberOf(Operation operation) => operation switch
    {
        UploadPartCopyRequest o => o.PartNumber,
        UploadPartRequest o => o.PartNumber,
        _ => null,
    };

    private static string Query(Operation operation, Bindings bindings)
    {
        var parts = new List<string>(4);
        if (operation is CreateMultipartUploadRequest or ListMultipartUploadsRequest)
        {
            parts.Add("uploads=");
        }

        if (PartNumberOf(operation)?.Template is { } number)
        {
            parts.Add("partNumber=" + bindings.Expand(number));
        }

        if (UploadIdOf(operation)?.Template is { } id)
        {
            parts.Add("uploadId=" + bindings.Expand(id));
        }

        if (operation.ExtraQuery is { } extra)
        {
            parts.Add(bindings.Expand(extra));
        }

        return string.Join('&', parts);
    }

    private static ImmutableArray<HeaderLine> Headers(Operation operation, Bindings bindings)
    {
        var lines = ImmutableArray.CreateBuilder<HeaderLine>(operation.Headers.Length + 2);
        var copy = operation as UploadPartCopyRequest;
        if ((copy?.CopySource ?? (operation as CopyObjectRequest)?.CopySource) is { } source)
        {
            lines.Add(new HeaderLine("x-amz-copy-source", bindings.Expand(source.Template)));
        }

        if (copy?.Range is { } range)
        {
            lines.Add(new HeaderLine("x-amz-copy-source-range", bindings.Expand(range)));
        }

        if (operation is DeleteObjectRequest)
        {
            lines.Add(NoBody);
        }

        foreach (var line in operation.Headers)
        {
            lines.Add(line with { Value = bindings.Expand(line.Value) });
        }

        return lines.DrainToImmutable();
    }

    private static ReadOnlyMemory<byte> Body(Operation operation, Bindings bindings) => operation switch
    {
        UploadPartRequest { Content: { } content } => content.ToArray(),
        PutObjectRequest put => put.Content.ToArray(),
        CompleteMultipartUploadRequest { Document: { } document } => Encoding.UTF8.GetBytes(bindings.Expand(document)),
        SubresourceRequest { Document: { } document } => Encoding.UTF8.GetBytes(bindings.Expand(document)),
        CompleteMultipartUploadRequest complete => CompleteDocument(Listed(complete, bindings)),
        _ => ReadOnlyMemory<byte>.Empty,
    };

    private static IEnumerable<(int Number, string ETag, (string Element, string Value)? Checksum)> Listed(CompleteMultipartUploadRequest complete, Bindings bindings)
    {
        var slot = complete.UploadId.Template is { } t && t.Contains(':', StringComparison.Ordinal) ? t[(t.IndexOf(':', StringComparison.Ordinal) + 1)..^1] : null;
        var stored = slot is null ? null : bindings.Upload(slot).Parts;
        return complete.Parts is { } parts
            ? parts.Select(p => (
                p.Number,
                p.ETag is { } tag ? bindings.Expand(tag) : stored?.GetValueOrDefault(p.Number)?.ETag ?? "",
                p.Checksum is var (element, value) ? (element, bindings.Expand(value)) : stored?.GetValueOrDefault(p.Number)?.Checksum))
            : stored?.Values.Select(p => (p.Number, p.ETag, p.Checksum)) ?? [];
    }

    private static string DefaultMethod(Operation operation) => operation switch
    {
        CreateMultipartUploadRequest or CompleteMultipartUploadRequest => "POST",
        AbortMultipartUploadRequest or DeleteObjectRequest => "DELETE",
        ListPartsRequest or ListMultipartUploadsRequest => "GET",
        GetObjectRequest get => get.Head ? "HEAD" : "GET",
        SubresourceRequest => "GET",
        _ => "PUT",
    };
}
