using System.Collections.Immutable;
using System.Text;

namespace Conformance.Model;

/// <summary>An object that the case knows of, as the target stored it.</summary>
public sealed record BoundObject(string Bucket, string Key, Content Content, string? ETag, string? LastModified);

/// <summary>A part that the case has stored.</summary>
public sealed record BoundPart(int Number, string ETag, Slice Content);

/// <summary>An upload that the case has begun.</summary>
public sealed record BoundUpload(string Bucket, string Key, string Id, ImmutableSortedDictionary<int, BoundPart> Parts);

/// <summary>What the slots of a case stand for in this run.</summary>
public sealed record Bindings
{
    /// <summary>The run's bucket.</summary>
    public required string MainBucket { get; init; }

    /// <summary>The run's second bucket.</summary>
    public required string SecondBucket { get; init; }

    /// <summary>A bucket name that is not taken.</summary>
    public required string MissingBucket { get; init; }

    /// <summary>Prefix of every key the case writes; URL-safe.</summary>
    public required string Prefix { get; init; }

    /// <summary>Objects by slot name.</summary>
    public ImmutableDictionary<string, BoundObject> Objects { get; init; } = ImmutableDictionary<string, BoundObject>.Empty;

    /// <summary>Uploads by slot name.</summary>
    public ImmutableDictionary<string, BoundUpload> Uploads { get; init; } = ImmutableDictionary<string, BoundUpload>.Empty;

    /// <summary>The key that the case writes to unless it says otherwise.</summary>
    public string DestinationKey => Prefix + "destination";

    /// <summary>The bucket's name in this run.</summary>
    public string Name(Bucket bucket) => bucket switch
    {
        Bucket.Main => MainBucket,
        Bucket.Second => SecondBucket,
        _ => MissingBucket,
    };

    /// <summary>
    /// Replaces {name} and {name:slot} by what they stand for; braces doubled stand for themselves.
    /// An unknown name is a defect of the scenario.
    /// </summary>
    public string Expand(string template)
    {
        if (!template.Contains('{', StringComparison.Ordinal))
        {
            return template;
        }

        var text = new StringBuilder(template.Length + 32);
        for (var at = 0; at < template.Length; at++)
        {
            var open = template[at];
            if (open != '{')
            {
                text.Append(open);
                continue;
            }

            var close = template.IndexOf('}', at);
            if (close < 0)
            {
                throw new SuiteDefectException($"The template \"{template}\" has an opening brace without a closing one.");
            }

            text.Append(Value(template[(at + 1)..close], template));
            at = close;
        }

        return text.ToString();
    }

    private string Value(string expression, string template)
    {
        var colon = expression.IndexOf(':', StringComparison.Ordinal);
        var (name, slot) = colon < 0 ? (expression, "") : (expression[..colon], expression[(colon + 1)..]);
        return name switch
        {
            "bucket" => MainBucket,
            "second-bucket" => SecondBucket,
            "missing-bucket" => MissingBucket,
            "prefix" => Prefix,
            "encoded-prefix" => Encoding.Query(Prefix),
            "destination" => DestinationKey,
            "open-brace" => "{",
            "source" => $"{Object(slot).Bucket}/{Encoding.Key(Object(slot).Key)}",
            "key" => Encoding.Key(Object(slot).Key),
            "raw-key" => Object(slot).Key,
            "etag" => Object(slot).ETag ?? "",
            "last" => (Object(slot).Content.SizeBytes - 1).ToString(),
            "size" => Object(slot).Content.SizeBytes.ToString(),
            "upload" => Encoding.Query(Upload(slot).Id),
            "upload-swapped" => Encoding.Query(SwapCase(Upload(slot).Id)),
            "raw-upload" => Upload(slot).Id,
            "part-etag" => PartETag(slot),
            "upload-key" => Encoding.Key(Upload(slot).Key),
            _ => throw new SuiteDefectException($"The template \"{template}\" names {{{expression}}}, which nothing binds."),
        };
    }

    /// <summary>The object bound to a slot.</summary>
    public BoundObject Object(string slot) =>
        Objects.GetValueOrDefault(slot) ?? throw new SuiteDefectException($"No precondition binds an object to the slot \"{slot}\".");

    /// <summary>The upload bound to a slot.</summary>
    public BoundUpload Upload(string slot) =>
        Uploads.GetValueOrDefault(slot) ?? throw new SuiteDefectException($"No precondition binds an upload to the slot \"{slot}\".");

    // slot/number, without quotes.
    private string PartETag(string slotAndNumber)
    {
        var slash = slotAndNumber.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && int.TryParse(slotAndNumber[(slash + 1)..], out var number) && Upload(slotAndNumber[..slash]).Parts.TryGetValue(number, out var part)
            ? Evidence.Bare(part.ETag)
            : throw new SuiteDefectException($"No precondition stores the part \"{slotAndNumber}\".");
    }

    private static string SwapCase(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : char.IsAsciiLetterLower(c) ? char.ToUpperInvariant(c) : c));

    /// <summary>Percent-encoding as S3 clients do it.</summary>
    public static class Encoding
    {
        /// <summary>A key in a path or copy source: everything but unreserved characters and slashes.</summary>
        public static string Key(string key) => Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal);

        /// <summary>A value in a query: everything but unreserved characters.</summary>
        public static string Query(string value) => Uri.EscapeDataString(value);
    }
}
