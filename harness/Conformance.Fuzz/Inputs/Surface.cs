using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Fuzz;

/// <summary>What of the protocol is fuzzed.</summary>
public enum Surface
{
    /// <summary>x-amz-copy-source-range.</summary>
    Range,

    /// <summary>partNumber of a part copy.</summary>
    PartNumber,

    /// <summary>x-amz-copy-source.</summary>
    CopySource,

    /// <summary>uploadId of a part copy.</summary>
    UploadId,

    /// <summary>The four conditions on the copy source.</summary>
    Conditions,

    /// <summary>The document that Complete sends.</summary>
    CompleteXml,

    /// <summary>The queries of ListParts and ListMultipartUploads.</summary>
    Listing,

    /// <summary>How a part copy is signed.</summary>
    Auth,

    /// <summary>Method, framing and further header lines of a part copy.</summary>
    Http,

    /// <summary>Orders of operations.</summary>
    Lifecycle,

    /// <summary>Operations at the same time.</summary>
    Concurrency,
}

/// <summary>The words of the command line for surfaces.</summary>
public static class Surfaces
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<Surface> All { get; } = [.. Enum.GetValues<Surface>()];

    /// <summary>The token, e.g. part-number.</summary>
    public static string Token(this Surface surface) => surface switch
    {
        Surface.Range => "range",
        Surface.PartNumber => "part-number",
        Surface.CopySource => "copy-source",
        Surface.UploadId => "upload-id",
        Surface.Conditions => "conditions",
        Surface.CompleteXml => "complete-xml",
        Surface.Listing => "listing",
        Surface.Auth => "auth",
        Surface.Http => "http",
        Surface.Lifecycle => "lifecycle",
        _ => "concurrency",
    };

    /// <summary>True when the surface is one request whose fields are bent; false for orders and races of operations.</summary>
    public static bool IsOfRequests(this Surface surface) => surface is not (Surface.Lifecycle or Surface.Concurrency);

    /// <summary>
    /// The surface of a part copy with one field bent: the one that the field belongs to, wherever it was come upon; else the input's own.
    /// </summary>
    public static Surface Home(Input input)
    {
        var bent = input.Values.Keys.Where(f => f != Fields.Source).ToArray();
        return !RequestBuilder.IsPartCopy(input) || bent.Length != 1 ? input.Surface : bent[0] switch
        {
            Fields.Range or Fields.Cut => Surface.Range,
            Fields.PartNumber => Surface.PartNumber,
            Fields.CopySource => Surface.CopySource,
            Fields.UploadId => Surface.UploadId,
            Fields.Signing => Surface.Auth,
            var field when ConditionModel.Headers.Contains(field) => Surface.Conditions,
            _ => input.Surface,
        };
    }

    /// <summary>Reads a list such as "range,part-number" or "all"; <see cref="ConfigurationException"/> names an unknown word and those known.</summary>
    public static ImmutableArray<Surface> Parse(string text)
    {
        var words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words.Contains("all", StringComparer.Ordinal))
        {
            return All;
        }

        return [.. words.Select(One).Distinct()];

        static Surface One(string word)
        {
            foreach (var surface in All)
            {
                if (surface.Token() == word)
                {
                    return surface;
                }
            }

            throw new ConfigurationException($"There is no surface \"{word}\"; give some of {string.Join(", ", All.Select(Token))}, or all");
        }
    }
}
