using System.Collections.Immutable;

namespace Conformance.Scenarios.ListMultipartUploads;

/// <summary>Uploads under keys of the case's own, and listings of them.</summary>
internal static class Opened
{
    /// <summary>An upload of a key under the case's own prefix, bound to a slot of the same name unless another is given.</summary>
    public static Given.Upload Of(string key, string? slot = null, Bucket bucket = Bucket.Main) =>
        Given.OpenUpload(new Slot(slot ?? key), bucket: bucket) with { Key = "{prefix}" + Bindings.Literal(key) };

    /// <summary>Uploads of several keys, in the order in which they are opened.</summary>
    public static ImmutableArray<Given> All(params string[] keys) => [.. keys.Select(k => Of(k))];

    /// <summary>A listing of what is under the case's own prefix, with further query text.</summary>
    public static ListMultipartUploadsRequest List(string query = "") => ListUnder("", query);

    /// <summary>A listing of what begins with a (percent-encoded) text under the case's own prefix, with further query text.</summary>
    public static ListMultipartUploadsRequest ListUnder(string prefix, string query = "") =>
        new() { ExtraQuery = $"prefix={{encoded-prefix}}{prefix}{(query.Length == 0 ? "" : "&" + query)}" };

    /// <summary>Slots by name.</summary>
    public static Slot[] Slots(params string[] names) => [.. names.Select(n => new Slot(n))];
}
