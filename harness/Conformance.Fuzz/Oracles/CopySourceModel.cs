using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Conformance.Model;

namespace Conformance.Fuzz;

/// <summary>x-amz-copy-source as fixtures/catalogue/copy-source.yaml has it.</summary>
public static partial class CopySourceModel
{
    private const int LongestKey = 1024;
    private const int LongestHeader = 4000;

    // A value that is decoded otherwise than once may by chance still name the object; where the texts leave the reading open, so do we.
    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>Reads a header value; <paramref name="bindings"/> say which object there is.</summary>
    public static Reading Read(string value, Bindings bindings)
    {
        var text = value.Trim(' ', '\t');
        if (text.Length == 0)
        {
            return Bad("empty-value");
        }

        if (text.Length > LongestHeader)
        {
            return new("source/very-long", Expected.Unknown);
        }

        if (text.Any(c => c is < ' ' or > '~'))
        {
            return new("source/raw-octets", Expected.Unknown);
        }

        if (text.Contains(' ', StringComparison.Ordinal))
        {
            return new("source/raw-blank", new Expected.Open([200, 400, 403, 404], "upc.src.space-raw"));
        }

        if (text.Contains('#', StringComparison.Ordinal))
        {
            return new("source/fragment", new Expected.Open([200, 400, 404], "upc.src.fragment"));
        }

        if (text.Contains('?', StringComparison.Ordinal))
        {
            return text.Contains("?versionId", StringComparison.OrdinalIgnoreCase)
                ? new("source/version", Expected.Unknown)
                : new("source/other-query", new Expected.Open([200, 400, 404], "upc.src.unknown-query"));
        }

        if (BadEscape().IsMatch(text))
        {
            return Bad("bad-percent");
        }

        return Decode(text) is { } decoded ? Named(text, decoded, bindings) : new("source/invalid-utf8", new Expected.Open([400, 404], "upc.src.invalid-utf8"));
    }

    private static Reading Named(string raw, string decoded, Bindings bindings)
    {
        var path = decoded.StartsWith('/') ? decoded[1..] : decoded;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return path.Length == 0 ? new("source/slash-only", Expected.Unknown) : Bad("no-slash");
        }

        var (bucket, key) = (path[..slash], path[(slash + 1)..]);
        if (bucket.Length == 0)
        {
            // Several slashes in front may be folded into one by whoever normalises paths.
            return decoded.StartsWith("//", StringComparison.Ordinal) && key.Length > 0 ? Bad("empty-bucket") : new("source/no-bucket", Expected.Unknown);
        }

        if (key.Length == 0)
        {
            return Bad("empty-key");
        }

        if (key.Any(char.IsControl))
        {
            return new("source/control-character", new Expected.Open([200, 400, 404], "upc.src.nul-and-control"));
        }

        if (key.Split('/').Any(s => s is "." or ".."))
        {
            return new("source/dot-segments", new Expected.Open([200, 400, 404], "upc.src.dot-segments"));
        }

        if (!BucketName().IsMatch(bucket) || DotBesideDotOrDash().IsMatch(bucket) || System.Net.IPAddress.TryParse(bucket, out _))
        {
            return bucket.StartsWith("arn:", StringComparison.Ordinal)
                ? new("source/arn", new Expected.Open([200, 400, 404, 501], "upc.src.arn-access-point"))
                : new("source/invalid-bucket-name", new Expected.Open([400, 404], "upc.src.invalid-bucket-name"));
        }

        if (Encoding.UTF8.GetByteCount(key) > LongestKey)
        {
            return new("source/key-too-long", new Expected.Open([400, 404], "upc.src.key-too-long"));
        }

        var source = bindings.Object(Slot.Source.Name);
        if (bucket != bindings.MainBucket && bucket != bindings.SecondBucket)
        {
            return new("source/bucket-missing", new Expected.Refused([404], ["NoSuchBucket"], "upc.src.bucket-missing"));
        }

        if (bucket == source.Bucket && key == source.Key)
        {
            return new($"source/{Spelling(raw)}", new Expected.Sound(Rule(raw, key)));
        }

        return raw.Contains('+', StringComparison.Ordinal)
            ? new("source/raw-plus", new Expected.Refused([404], ["NoSuchKey"], "upc.src.plus-raw"))
            : new("source/key-missing", new Expected.Refused([404], ["NoSuchKey"], "upc.src.key-missing"));
    }

    private static string Spelling(string raw) =>
        raw.StartsWith('/') || raw.StartsWith("%2F", StringComparison.OrdinalIgnoreCase) ? "leading-slash"
        : raw.Contains("%2F", StringComparison.OrdinalIgnoreCase) ? "encoded-slash"
        : LowerHex().IsMatch(raw) ? "hex-case"
        : raw.Contains('%', StringComparison.Ordinal) ? "escaped"
        : "plain";

    // Where the key has to be escaped, decoding it is what fails first, however the rest is spelled.
    private static ImmutableArray<string> Rule(string raw, string key) => !Plain().IsMatch(key) ? ["upc.src.percent-encoding"] : Spelling(raw) switch
    {
        "leading-slash" => ["upc.src.leading-slash"],
        "encoded-slash" => ["upc.src.encoded-slash-separator"],
        "hex-case" => ["upc.src.hex-case"],
        "escaped" => ["upc.src.percent-encoding"],
        _ => ["upc.src.basic"],
    };

    private static string? Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.Add(text[i] == '+' ? (byte)' ' : (byte)text[i]);
            }
        }

        try
        {
            return Strict.GetString(bytes.ToArray());
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Reading Bad(string rule) => new($"source/{rule}", Expected.InvalidArgument($"upc.src.{rule}"));

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BadEscape();

    [GeneratedRegex("%([a-f][0-9a-fA-F]|[0-9A-F][a-f])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LowerHex();

    [GeneratedRegex("^[A-Za-z0-9._~/-]*\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BucketName();

    [GeneratedRegex("\\.\\.|\\.-|-\\.", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DotBesideDotOrDash();
}
