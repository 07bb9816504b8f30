using System.Collections.Immutable;

namespace Conformance.Fuzz;

/// <summary>Method, framing and further header lines as fixtures/catalogue/method-body.yaml has them.</summary>
public static class HttpModel
{
    private static readonly ImmutableArray<string> Known = ["GET", "HEAD", "POST", "DELETE", "OPTIONS"];

    /// <summary>Reads a method.</summary>
    public static Reading Method(string method) => method switch
    {
        "PUT" => new("http/put", new Expected.Sound("upc.mb.put-only")),
        _ when Known.Contains(method) => new($"http/method-{method.ToLowerInvariant()}", Expected.Unknown),
        _ => new("http/method-unknown", new Expected.Open([400, 403, 405, 501], "upc.mb.patch")),
    };

    /// <summary>Reads a body.</summary>
    public static Reading Body(string body) =>
        body.Length == 0 ? new("http/no-body", new Expected.Sound("upc.mb.no-request-elements")) : new("http/body", new Expected.Open([400], "upc.mb.non-empty-body"));

    /// <summary>Reads a further header line.</summary>
    public static Reading Header(string name) => name.ToLowerInvariant() switch
    {
        "range" => new("http/range-header", new Expected.Open([200, 400], "upc.range.http-range-ignored")),
        "content-type" => new("http/content-type", new Expected.Sound("upc.mb.content-type-ignored")),
        "content-md5" => new("http/content-md5", new Expected.Open([200, 400], "upc.mb.content-md5")),
        var other => new($"http/header {(other.StartsWith("x-amz-meta-", StringComparison.Ordinal) ? "x-amz-meta-*" : other)}", Expected.Unknown),
    };
}
