using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>An object that the case knows of, as the target stored it.</summary>
public sealed record BoundObject(string Bucket, string Key, Content Content, string? ETag, string? LastModified)
{
    /// <summary>Its version; null where the bucket has none.</summary>
    public string? VersionId { get; init; }

    /// <summary>Header lines that reading it takes (a customer key).</summary>
    public ImmutableArray<HeaderLine> ReadHeaders { get; init; } = [];

    /// <summary>When it was known to be stored, by this machine's clock.</summary>
    public DateTimeOffset StoredAt { get; init; }
}

/// <summary>A part that the case has stored.</summary>
public sealed record BoundPart(int Number, string ETag, Slice Content, (string Element, string Value)? Checksum = null);

/// <summary>An upload that the case has begun.</summary>
public sealed record BoundUpload(string Bucket, string Key, string Id, ImmutableSortedDictionary<int, BoundPart> Parts)
{
    /// <summary>Header lines of the request that opened it.</summary>
    public ImmutableArray<HeaderLine> Headers { get; init; } = [];

    /// <summary>Header lines that its parts, and reading the object, take (a customer key).</summary>
    public ImmutableArray<HeaderLine> KeyHeaders => CustomerKey.In(Headers);
}

/// <summary>What the slots of a case stand for in this run.</summary>
public sealed record Bindings
{
    /// <summary>The run's bucket.</summary>
    public required string MainBucket { get; init; }

    /// <summary>The run's second bucket.</summary>
    public required string SecondBucket { get; init; }

    /// <summary>A bucket name that is not taken.</summary>
    public required string MissingBucket { get; init; }

    /// <summary>The run's versioned bucket.</summary>
    public string VersionedBucket { get; init; } = "";

    /// <summary>The bucket of the case's own.</summary>
    public string OwnBucket { get; init; } = "";

    /// <summary>The bucket of the second account.</summary>
    public string ForeignBucket { get; init; } = "";

    /// <summary>True when the target is reached in the clear and over https: only then can a request be sent in the clear on purpose.</summary>
    public bool HasBothEndpoints { get; init; }

    /// <summary>Now, for dates that lie before or after it.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Prefix of every key the case writes; URL-safe.</summary>
    public required string Prefix { get; init; }

    /// <summary>Objects by slot name.</summary>
    public ImmutableDictionary<string, BoundObject> Objects { get; init; } = ImmutableDictionary<string, BoundObject>.Empty;

    /// <summary>Uploads by slot name.</summary>
    public ImmutableDictionary<string, BoundUpload> Uploads { get; init; } = ImmutableDictionary<string, BoundUpload>.Empty;

    /// <summary>The key that the case writes to unless it says otherwise.</summary>
    public string DestinationKey => Prefix + "destination";

    /// <summary>The same with every text redacted, and with customer keys left out.</summary>
    /// <param name="redact">Replaces the secrets of a text.</param>
    public Bindings Redacted(Func<string, string> redact) => this with
    {
        MainBucket = redact(MainBucket),
        SecondBucket = redact(SecondBucket),
        MissingBucket = redact(MissingBucket),
        VersionedBucket = redact(VersionedBucket),
        OwnBucket = redact(OwnBucket),
        ForeignBucket = redact(ForeignBucket),
        Prefix = redact(Prefix),
        Objects = Objects.ToImmutableDictionary(o => o.Key, o => o.Value with
        {
            Bucket = redact(o.Value.Bucket),
            Key = redact(o.Value.Key),
            Content = o.Value.Content.Redacted(redact),
            ETag = o.Value.ETag is { } etag ? redact(etag) : null,
            LastModified = o.Value.LastModified is { } modified ? redact(modified) : null,
            VersionId = o.Value.VersionId is { } version ? redact(version) : null,
            ReadHeaders = Redacted(o.Value.ReadHeaders, redact),
        }),
        Uploads = Uploads.ToImmutableDictionary(u => u.Key, u => u.Value with
        {
            Bucket = redact(u.Value.Bucket),
            Key = redact(u.Value.Key),
            Id = redact(u.Value.Id),
            Headers = Redacted(u.Value.Headers, redact),
            Parts = u.Value.Parts.ToImmutableSortedDictionary(p => p.Key, p => p.Value with
            {
                ETag = redact(p.Value.ETag),
                Content = p.Value.Content with { Content = p.Value.Content.Content.Redacted(redact) },
                Checksum = p.Value.Checksum is var (element, value) ? (redact(element), redact(value)) : null,
            }),
        }),
    };

    /// <summary>The bucket's name in this run.</summary>
    public string Name(Bucket bucket) => bucket switch
    {
        Bucket.Main => MainBucket,
        Bucket.Second => SecondBucket,
        Bucket.Versioned => VersionedBucket,
        Bucket.Own => OwnBucket,
        Bucket.Foreign => ForeignBucket,
        _ => MissingBucket,
    };

    /// <summary>The bucket that has a name in this run.</summary>
    public Bucket BucketNamed(string name) => Enum.GetValues<Bucket>().FirstOrDefault(b => Name(b) == name);

    /// <summary>Who may do as they like with what is in a bucket.</summary>
    public Principal OwnerOf(string bucket) => bucket.Length > 0 && bucket == ForeignBucket ? Principal.Stranger : Principal.Owner;

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

    private static ImmutableArray<HeaderLine> Redacted(ImmutableArray<HeaderLine> headers, Func<string, string> redact) =>
        [.. headers.Where(h => !CustomerKey.IsKey(h.Name)).Select(h => new HeaderLine(redact(h.Name), redact(h.Value)))];

    private string Value(string expression, string template)
    {
        var colon = expression.IndexOf(':', StringComparison.Ordinal);
        var (name, slot) = colon < 0 ? (expression, "") : (expression[..colon], expression[(colon + 1)..]);
        return name switch
        {
            "bucket" => MainBucket,
            "second-bucket" => SecondBucket,
            "missing-bucket" => MissingBucket,
            "versioned-bucket" => VersionedBucket,
            "own-bucket" => OwnBucket,
            "foreign-bucket" => ForeignBucket,
            "prefix" => Prefix,
            "encoded-prefix" => Encoding.Query(Prefix),
            "destination" => DestinationKey,
            "open-brace" => "{",
            "key-of" => LongKey(int.Parse(slot, CultureInfo.InvariantCulture), "k"),
            "wide-key-of" => LongKey(int.Parse(slot, CultureInfo.InvariantCulture), "é"),
            "source" => $"{Object(slot).Bucket}/{Encoding.Key(Object(slot).Key)}",
            "key" => Encoding.Key(Object(slot).Key),
            "raw-key" => Object(slot).Key,
            "etag" => Object(slot).ETag ?? "",
            "bare-etag" => Evidence.Bare(Object(slot).ETag),
            "upper-etag" => Object(slot).ETag?.ToUpperInvariant() ?? "",
            "version" => Object(slot).VersionId ?? "",
            "escaped-version" => Escape(Object(slot).VersionId ?? ""),
            "modified" => Date(slot, template),
            "now" => HttpDate(Now, slot),
            "last" => (Object(slot).Content.SizeBytes - 1).ToString(),
            "size" => Object(slot).Content.SizeBytes.ToString(),
            "upload" => Encoding.Query(Upload(slot).Id),
            "upload-escaped" => Escape(Upload(slot).Id),
            "upload-swapped" => Encoding.Query(SwapCase(Upload(slot).Id)),
            "raw-upload" => Upload(slot).Id,
            "part-etag" => Evidence.Bare(Part(slot).ETag),
            "part-checksum" => Part(slot).Checksum?.Value ?? "",
            "upload-key" => Encoding.Key(Upload(slot).Key),
            "raw-upload-key" => Upload(slot).Key,
            _ => throw new SuiteDefectException($"The template \"{template}\" names {{{expression}}}, which nothing binds."),
        };
    }

    /// <summary>A text as a template that expands to it.</summary>
    public static string Literal(string text) => text.Replace("{", "{open-brace}", StringComparison.Ordinal);

    /// <summary>The object bound to a slot.</summary>
    public BoundObject Object(string slot) =>
        Objects.GetValueOrDefault(slot) ?? throw new SuiteDefectException($"No precondition binds an object to the slot \"{slot}\".");

    /// <summary>The upload bound to a slot.</summary>
    public BoundUpload Upload(string slot) =>
        Uploads.GetValueOrDefault(slot) ?? throw new SuiteDefectException($"No precondition binds an upload to the slot \"{slot}\".");

    // slot/number.
    private BoundPart Part(string slotAndNumber)
    {
        var slash = slotAndNumber.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && int.TryParse(slotAndNumber[(slash + 1)..], out var number) && Upload(slotAndNumber[..slash]).Parts.TryGetValue(number, out var part)
            ? part
            : throw new SuiteDefectException($"No precondition stores the part \"{slotAndNumber}\".");
    }

    // A key of the case's own with so many bytes of UTF-8, in segments short enough for stores that keep files.
    private string LongKey(int bytes, string letter)
    {
        const int Segment = 100;
        var width = System.Text.Encoding.UTF8.GetByteCount(letter);
        var key = new StringBuilder(Prefix);
        for (var rest = bytes - Prefix.Length; rest > 0; rest--)
        {
            var length = Math.Min(rest, Segment);
            key.Append('k', length % width).Insert(key.Length, letter, length / width);
            rest -= length;
            key.Append(rest switch { 0 => "", 1 => "k", _ => "/" });
        }

        return key.ToString();
    }

    // SLOT;SECONDS;FORM: the Last-Modified of an object, moved, e.g. {modified:source;-86400;rfc850}.
    private string Date(string expression, string template)
    {
        var at = expression.IndexOf(';', StringComparison.Ordinal);
        var stored = Object(at < 0 ? expression : expression[..at]);
        return DateTimeOffset.TryParse(stored.LastModified, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? HttpDate(time, at < 0 ? "0" : expression[(at + 1)..])
            : throw new BlockedException($"the target gives no Last-Modified that \"{template}\" could be made of ({stored.LastModified ?? "none"})");
    }

    // SECONDS;FORM: form is imf (when left out), rfc850, asctime, iso, or http-like.
    private static string HttpDate(DateTimeOffset time, string expression)
    {
        var parts = expression.Split(';');
        var moved = time.ToUniversalTime().AddSeconds(double.Parse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture));
        return parts.Length < 2
            ? moved.ToString("R", CultureInfo.InvariantCulture)
            : parts[1] switch
            {
                "rfc850" => moved.ToString("dddd, dd-MMM-yy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture),
                "asctime" => moved.ToString("ddd MMM ", CultureInfo.InvariantCulture) + moved.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2) + moved.ToString(" HH:mm:ss yyyy", CultureInfo.InvariantCulture),
                "iso" => moved.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                _ => throw new SuiteDefectException($"The date form \"{parts[1]}\" is none of rfc850, asctime, iso."),
            };
    }

    // Every letter, needed or not.
    private static string Escape(string text) => string.Concat(System.Text.Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}"));

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
