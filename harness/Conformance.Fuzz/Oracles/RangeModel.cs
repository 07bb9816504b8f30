using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Conformance.Fuzz;

/// <summary>x-amz-copy-source-range as fixtures/catalogue/copy-source-range.yaml has it.</summary>
public static partial class RangeModel
{
    private const int MostDigits = 1000;
    private static readonly ImmutableArray<string> PastEnd = ["InvalidArgument", "InvalidRequest"];

    /// <summary>Reads a header value for a source of so many bytes.</summary>
    public static Reading Read(string value, long sizeBytes)
    {
        var text = value.Trim(' ', '\t');
        var reading = Inner(text, sizeBytes);
        return text.Length == value.Length || reading.Expected is not Expected.Sound
            ? reading
            : reading with { Class = "range/outer-whitespace", Expected = new Expected.Sound("upc.range.outer-whitespace", "upc.range.small-source") };
    }

    private static Reading Inner(string text, long sizeBytes)
    {
        var match = Sound().Match(text);
        return match.Success ? Offsets(match.Groups[1].Value, match.Groups[2].Value, sizeBytes) : Malformed(text);
    }

    private static Reading Offsets(string firstText, string lastText, long sizeBytes)
    {
        if (IsPadded(firstText) || IsPadded(lastText))
        {
            return new("range/leading-zeros", new Expected.Open([200, 400, 414, 416, 431], "upc.range.leading-zeros"));
        }

        if (firstText.Length > MostDigits || lastText.Length > MostDigits)
        {
            return new("range/very-long", new Expected.Open([400, 416, 431], "upc.range.very-long"));
        }

        var first = BigInteger.Parse(firstText, CultureInfo.InvariantCulture);
        var last = BigInteger.Parse(lastText, CultureInfo.InvariantCulture);
        if (first > long.MaxValue || last > long.MaxValue)
        {
            return new("range/overflow", new Expected.Refused([400], PastEnd, "upc.range.overflow"));
        }

        if (first > last)
        {
            return new("range/reversed", Expected.InvalidArgument("upc.range.reversed"));
        }

        if (last == long.MaxValue)
        {
            return new("range/int64-max", new Expected.Refused([400], PastEnd, "upc.range.int64-max"));
        }

        if (first >= sizeBytes)
        {
            return first == sizeBytes
                ? new("range/first-equals-size", new Expected.Refused([400], ["InvalidRequest", "InvalidArgument"], "upc.range.first-equals-size"))
                : new("range/first-beyond-end", new Expected.Refused([400], ["InvalidRequest"], "upc.range.first-beyond-end"));
        }

        if (last >= sizeBytes)
        {
            return last == sizeBytes
                ? new("range/last-equals-size", Expected.InvalidArgument("upc.range.last-equals-size"))
                : new("range/last-beyond-end", Expected.InvalidArgument("upc.range.last-beyond-end"));
        }

        var (name, cites) = (first == last, first == 0, last == sizeBytes - 1) switch
        {
            (true, _, true) => ("range/last-byte", "upc.range.last-byte"),
            (true, _, _) => ("range/one-byte", "upc.range.one-byte"),
            (_, true, true) => ("range/exact-full", "upc.range.exact-full"),
            (_, true, _) => ("range/from-start", "upc.range.inclusive"),
            (_, _, true) => ("range/to-end", "upc.range.inclusive"),
            _ => ("range/inside", "upc.range.inclusive"),
        };
        return new(name, new Expected.Sound(cites, "upc.range.small-source")) { Slice = ((long)first, (long)last) };
    }

    // The first rule that fits names the fault; what no text names is expected to be refused only as far as that was inferred.
    private static Reading Malformed(string text) => text switch
    {
        "" => Bad("empty-value"),
        "bytes=" or "bytes" => Bad("prefix-only"),
        "bytes=-" => Bad("dash-only"),
        _ when text.Any(c => c > 0x7e) => Bad("unicode-digits"),
        _ when text.Any(c => c < 0x20 && c != '\t') => new("range/control-character", Expected.Unknown),
        _ when text.StartsWith("bytes=", StringComparison.Ordinal) => AfterUnit(text["bytes=".Length..]),
        _ when Sound().IsMatch(text.ToLowerInvariant()) => new("range/unit-case", new Expected.Open([200, 400], "upc.range.unit-case")),
        _ when text.All(char.IsAsciiDigit) => Bad("bare-integer"),
        _ when Pair().IsMatch(text) => Bad("no-unit"),
        _ when OtherUnit().IsMatch(text) => Bad("other-unit"),
        _ => Bad("non-decimal-forms", "range/other-form"),
    };

    private static Reading AfterUnit(string rest) => rest switch
    {
        _ when NegativeZero().IsMatch(rest) => Bad("suffix-zero"),
        _ when Suffix().IsMatch(rest) => Bad("suffix"),
        _ when OpenEnded().IsMatch(rest) => Bad("open-ended"),
        _ when rest.All(char.IsAsciiDigit) => Bad("single-number"),
        _ when rest.Length > 1 && rest[^1] is ',' or ';' && Pair().IsMatch(rest[..^1]) => Bad("trailing-comma"),
        _ when rest.Contains(',', StringComparison.Ordinal) && rest.Split(',').All(Pair().IsMatch) => Bad("multi"),
        _ when NegativeFirst().IsMatch(rest) => Bad("negative-first"),
        _ when DoubleDash().IsMatch(rest) => Bad("double-dash"),
        _ when Pair().IsMatch(rest.Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal)) => Bad("inner-whitespace"),
        _ when Pair().IsMatch(rest.Replace("+", "", StringComparison.Ordinal)) => Bad("plus-sign"),
        _ when Letters().IsMatch(rest) => Bad("non-numeric"),
        _ => Bad("non-decimal-forms", "range/other-form"),
    };

    private static Reading Bad(string rule, string? name = null) => new(name ?? $"range/{rule}", Expected.InvalidArgument($"upc.range.{rule}"));

    private static bool IsPadded(string digits) => digits.Length > 1 && digits[0] == '0';

    [GeneratedRegex("^bytes=([0-9]+)-([0-9]+)\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sound();

    [GeneratedRegex("^[0-9]+-[0-9]+\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();

    [GeneratedRegex("^[a-z]+=[0-9]+-[0-9]+\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherUnit();

    [GeneratedRegex("^-0+\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NegativeZero();

    [GeneratedRegex("^-[0-9]+\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suffix();

    [GeneratedRegex("^[0-9]+-\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OpenEnded();

    [GeneratedRegex("^-[0-9]+-[0-9]*\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NegativeFirst();

    [GeneratedRegex("^[0-9]+--[0-9]+\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DoubleDash();

    // Letters in place of an offset; a letter within digits may be another notation, which no text speaks of.
    [GeneratedRegex("^([a-zA-Z]+-([a-zA-Z]+|[0-9]+)?|[0-9]+-[a-zA-Z]+)\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Letters();
}
