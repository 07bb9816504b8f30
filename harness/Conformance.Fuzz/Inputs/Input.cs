using System.Collections.Immutable;
using System.Text.Json;

namespace Conformance.Fuzz;

/// <summary>Names of the fields of a request that inputs bend. What is not named keeps its valid value.</summary>
public static class Fields
{
    /// <summary>x-amz-copy-source-range (template).</summary>
    public const string Range = "range";

    /// <summary>partNumber as it stands in the query (template).</summary>
    public const string PartNumber = "part-number";

    /// <summary>x-amz-copy-source (template).</summary>
    public const string CopySource = "copy-source";

    /// <summary>uploadId as it stands in the query (template).</summary>
    public const string UploadId = "upload-id";

    /// <summary>Which object is copied from, see <see cref="Sources"/>.</summary>
    public const string Source = "source";

    /// <summary>An offset at which the source is copied in two: what lies before it is the part before, the rest is this one. The two make the whole.</summary>
    public const string Cut = "cut";

    /// <summary>Prefix of header lines: "header:NAME" (template).</summary>
    public const string Header = "header:";

    /// <summary>The method.</summary>
    public const string Method = "method";

    /// <summary>The body, as text.</summary>
    public const string Body = "body";

    /// <summary>The query in place of the operation's own, or of what follows it (template).</summary>
    public const string Query = "query";

    /// <summary>How it is signed, see <see cref="Signings"/>.</summary>
    public const string Signing = "signing";

    /// <summary>Which listing: parts or uploads.</summary>
    public const string Listing = "listing";
}

/// <summary>One request of a surface: which fields are not as they should be, and how that came about.</summary>
/// <param name="Surface">The surface.</param>
/// <param name="Values">Fields that differ from the baseline, by name (see <see cref="Fields"/>).</param>
/// <param name="Mutation">What was broken, in a word or two; "lattice" for what is tried before anything is broken.</param>
public sealed record Input(Surface Surface, ImmutableSortedDictionary<string, string> Values, string Mutation)
{
    /// <summary>The mutation of inputs that come from the tables.</summary>
    public const string Lattice = "lattice";

    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The baseline of a surface: a valid request.</summary>
    public static Input Baseline(Surface surface) => new(surface, None, Lattice);

    /// <summary>The value of a field; null when it is the baseline's.</summary>
    public string? this[string field] => Values.GetValueOrDefault(field);

    /// <summary>With another value of a field.</summary>
    public Input With(string field, string value) => this with { Values = Values.SetItem(field, value) };

    /// <summary>With the baseline's value of a field.</summary>
    public Input Without(string field) => this with { Values = Values.Remove(field) };

    /// <summary>One line: what replay takes.</summary>
    public string Text() => $"{Surface.Token()} {JsonSerializer.Serialize(Values, Compact)}";

    /// <summary>Reads what <see cref="Text"/> wrote; null when it is something else.</summary>
    public static Input? Parse(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        try
        {
            return blank < 0 || JsonSerializer.Deserialize<Dictionary<string, string>>(text[(blank + 1)..]) is not { } values
                ? null
                : new Input(Surfaces.Parse(text[..blank])[0], values.ToImmutableSortedDictionary(StringComparer.Ordinal), "replay");
        }
        catch (Exception e) when (e is JsonException or Model.ConfigurationException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public bool Equals(Input? other) => other is not null && Surface == other.Surface && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate((int)Surface, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
