using System.Buffers;
using System.Text.RegularExpressions;

namespace Conformance.Fuzz;

/// <summary>Queries of the two listings as fixtures/catalogue/list-parts.yaml and list-uploads.yaml have them.</summary>
public static partial class ListingModel
{
    private static readonly SearchValues<char> Structural = SearchValues.Create("%+;=#? ");

    /// <summary>Reads a query of one parameter; several are open.</summary>
    public static Reading Read(string query, bool ofUploads)
    {
        var equals = query.IndexOf('=', StringComparison.Ordinal);
        if (query.Contains('&', StringComparison.Ordinal) || equals < 0 || query.AsSpan(equals + 1).ContainsAny(Structural) || query.Any(c => c is < '!' or > '~'))
        {
            return new("listing/several-or-escaped", Expected.Unknown);
        }

        var (name, value) = (query[..equals], query[(equals + 1)..]);
        return (ofUploads, name) switch
        {
            (false, "max-parts") => Count("lp.max-parts", "lp.empty-params", value),
            (true, "max-uploads") => Count("lmu.max-uploads", "lmu.empty-params", value),
            (false, "part-number-marker") => Marker(value),
            (true, "encoding-type") => value switch
            {
                "url" => new("listing/encoding-url", new Expected.Sound("lmu.encoding-type")),
                "" => new("listing/encoding-empty", Expected.InvalidArgument("lmu.encoding-type-empty")),
                _ => new("listing/encoding-other", Expected.InvalidArgument("lmu.encoding-type-bad")),
            },
            (true, "prefix") => new("listing/prefix", new Expected.Sound("lmu.prefix")),
            (true, "delimiter") => new("listing/delimiter", new Expected.Sound("lmu.delimiter")),
            (true, "key-marker") => new("listing/key-marker", new Expected.Sound("lmu.key-marker-gap")),
            _ => new("listing/other-parameter", Expected.Unknown),
        };
    }

    /// <summary>The bound on a page that a query sets; null without one that is sound.</summary>
    public static int? Bound(string query) =>
        PageSize().Match(query) is { Success: true } match && int.TryParse(match.Groups[1].Value, out var bound) ? bound : null;

    private static Reading Count(string rule, string empty, string value) => value switch
    {
        "" => new("listing/count-empty", new Expected.Sound(empty)),
        _ when Zero().IsMatch(value) => new("listing/count-zero", new Expected.Open([200, 400], $"{rule}-zero")),
        _ when IsPlain(value) => new("listing/count", new Expected.Sound(rule)),
        _ when MinusZero().IsMatch(value) => new("listing/count-zero", Expected.Unknown),
        _ when Negative().IsMatch(value) => new("listing/count-negative", Expected.InvalidArgument($"{rule}-negative")),
        _ when value.All(char.IsAsciiDigit) && value[0] == '0' => new("listing/count-padded", Expected.Unknown),
        _ => new("listing/count-no-integer", Expected.InvalidArgument($"{rule}-nan")),
    };

    private static Reading Marker(string value) => value switch
    {
        "" => new("listing/marker-empty", new Expected.Sound("lp.empty-params")),
        _ when IsPlain(value) || value == "0" => new("listing/marker", new Expected.Sound("lp.marker")),
        _ when MinusZero().IsMatch(value) => new("listing/marker-zero", Expected.Unknown),
        _ when Negative().IsMatch(value) => new("listing/marker-negative", Expected.InvalidArgument("lp.marker-negative")),
        _ when value.All(char.IsAsciiDigit) => new("listing/marker-large", Expected.Unknown),
        _ => new("listing/marker-no-integer", Expected.InvalidArgument("lp.marker-nan")),
    };

    [GeneratedRegex("(?:^|&)max-(?:parts|uploads)=([1-9][0-9]{0,8})(?:&|$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PageSize();

    [GeneratedRegex("^-0+\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MinusZero();

    [GeneratedRegex("^0+\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Zero();

    private static bool IsPlain(string value) => value[0] is >= '1' and <= '9' && value.All(char.IsAsciiDigit) && int.TryParse(value, out _);

    [GeneratedRegex("^-[1-9][0-9]{0,8}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Negative();
}
