using System.Text;

namespace Conformance.Wire;

/// <summary>One secret and the disguises in which it may come back.</summary>
internal sealed class Secret
{
    /// <summary>Shorter secrets are looked for in heads only: in bodies they would match anything.</summary>
    public const int MinBodyLength = 4;

    // A name like "test" or "minio" is a word of other names too; only when it stands alone is it the key.
    private const int MinEmbeddedLength = 12;
    private const int MinPatternLength = 8;

    // A signature a request: what stands in its place is spelled once.
    private static readonly Memo<string, (byte[] Plain, byte[] Xml)> Replacements = new(256);

    private Secret(string value, string replacement, bool isDisguised)
    {
        Value = Encoding.UTF8.GetBytes(value);
        (Replacement, XmlReplacement) = Replacements.Get(replacement, static r => (
            Encoding.UTF8.GetBytes(r),
            Encoding.UTF8.GetBytes(r.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal))));
        IsPlain = !isDisguised;
        Patterns = IsPlain ? [Value]
            : Value.Length >= MinBodyLength ? [.. Encodings(Value).Where(static p => p.Length >= MinPatternLength)]
            : [];
    }

    /// <summary>The secret, UTF-8.</summary>
    public byte[] Value { get; }

    /// <summary>What stands in its place.</summary>
    public byte[] Replacement { get; }

    /// <summary>What stands in its place within XML, which must stay well formed.</summary>
    public byte[] XmlReplacement { get; }

    /// <summary>True when the secret is looked for as it stands only.</summary>
    public bool IsPlain { get; }

    /// <summary>Searched for literally: base64 at each of the three alignments, and hex. Other disguises are matched character by character.</summary>
    public byte[][] Patterns { get; }

    /// <summary>True when the secret only counts where it stands alone.</summary>
    public bool IsWordOnly => Value.Length < MinEmbeddedLength;

    /// <summary>A secret looked for in every disguise.</summary>
    public static Secret Of(string value, string replacement) => new(value, replacement, isDisguised: true);

    /// <summary>A secret looked for as it stands.</summary>
    public static Secret Plain(string value, string replacement) => new(value, replacement, isDisguised: false);

    private static IEnumerable<byte[]> Encodings(byte[] value)
    {
        for (var alignment = 0; alignment < 3; alignment++)
        {
            // Only the characters that depend on nothing but the secret.
            var bits = 8 * (alignment + value.Length);
            var skip = (8 * alignment + 5) / 6;
            var base64 = Convert.ToBase64String([.. new byte[alignment], .. value])[skip..(bits / 6)];
            yield return Encoding.ASCII.GetBytes(base64);
            var url = base64.Replace('+', '-').Replace('/', '_');
            if (url != base64)
            {
                yield return Encoding.ASCII.GetBytes(url);
            }
        }

        // AWS echoes the canonical request as hex octets separated by spaces.
        var spaced = string.Join(' ', value.Select(static b => b.ToString("x2")));
        foreach (var hex in new[] { Convert.ToHexStringLower(value), spaced })
        {
            yield return Encoding.ASCII.GetBytes(hex);
            yield return Encoding.ASCII.GetBytes(hex.ToUpperInvariant());
        }
    }
}
