using System.Buffers;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Conformance.Fuzz;

/// <summary>partNumber of a part copy as fixtures/catalogue/part-number.yaml has it.</summary>
public static partial class PartNumberModel
{
    /// <summary>The highest part number.</summary>
    public const int Highest = 10000;

    // Beyond this the request line itself may be too long for a front end.
    private const int LongestText = 2000;
    private static readonly SearchValues<char> Structural = SearchValues.Create("&=#+?; ");

    /// <summary>Reads the value as it stands in the query.</summary>
    public static Reading Read(string raw)
    {
        if (raw.Length > LongestText || raw.AsSpan().ContainsAny(Structural) || BadEscape().IsMatch(raw) || raw.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return new("part/changes-the-query", Expected.Unknown);
        }

        var text = Uri.UnescapeDataString(raw);
        return text switch
        {
            "" => new("part/empty", new Expected.Refused([400, 405], ["InvalidArgument", "MethodNotAllowed"], "upc.part.empty")),
            _ when !Utf8.IsValid(WebUtility.UrlDecodeToBytes(Encoding.ASCII.GetBytes(raw), 0, raw.Length)) || text.Contains('\uFFFD', StringComparison.Ordinal) => new("part/no-utf8", Expected.Unknown),
            _ when Digits().IsMatch(text) => Number(text),
            _ when NegativeZero().IsMatch(text) => Bad("zero"),
            _ when Negative().IsMatch(text) => Bad("negative"),
            _ when Signed().IsMatch(text) => new("part/plus-sign", new Expected.Open([200, 400], "upc.part.plus-sign")),
            _ when text.Any(char.IsControl) && text.Trim('\t', '\n', '\r', ' ').Any(char.IsControl) => new("part/control-character", Expected.Unknown),
            _ when Digits().IsMatch(text.Trim()) => Bad("whitespace"),
            _ when text.All(char.IsDigit) => Bad("unicode-digits"),
            _ when OtherNotation().IsMatch(text) => Bad("decimal"),
            _ => Bad("non-numeric"),
        };
    }

    private static Reading Number(string text)
    {
        var value = BigInteger.Parse(text, CultureInfo.InvariantCulture);
        if (value.IsZero)
        {
            return Bad("zero");
        }

        if (value > int.MaxValue)
        {
            return Bad("overflow32");
        }

        if (value > Highest)
        {
            return Bad("over-max");
        }

        if (text[0] == '0')
        {
            // Read as a decimal number, if at all.
            return new("part/leading-zeros", new Expected.Open([200, 400], "upc.part.leading-zeros")) { PartNumber = (int)value };
        }

        var number = (int)value;
        var (name, cites) = number switch { 1 => ("part/lowest", "upc.part.min"), Highest => ("part/highest", "upc.part.max"), _ => ("part/inside", "upc.part.gaps") };
        return new(name, new Expected.Sound(cites)) { PartNumber = number };
    }

    private static Reading Bad(string rule) => new($"part/{rule}", Expected.InvalidArgument($"upc.part.{rule}"));

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BadEscape();

    [GeneratedRegex("^[0-9]+\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();

    [GeneratedRegex("^-0+\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NegativeZero();

    [GeneratedRegex("^-[0-9]+\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Negative();

    [GeneratedRegex("^\\+[0-9]+\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Signed();

    [GeneratedRegex("^([0-9]+\\.[0-9]*|[0-9]+[eE][0-9]+|0[xX][0-9a-fA-F]+)\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherNotation();
}
