using System.Collections.Immutable;

namespace Conformance.Fuzz;

/// <summary>The conditions on the copy source as fixtures/catalogue/conditional-copy.yaml has them.</summary>
public static class ConditionModel
{
    private const string Prefix = "x-amz-copy-source-if-";

    /// <summary>The four headers, as names of fields.</summary>
    public static ImmutableArray<string> Headers { get; } =
        [.. new[] { "match", "none-match", "modified-since", "unmodified-since" }.Select(h => Fields.Header + Prefix + h)];

    /// <summary>The ETag of the source.</summary>
    public const string Same = "{etag:source}";

    /// <summary>Another ETag.</summary>
    public const string Other = "\"00000000000000000000000000000000\"";

    /// <summary>A day before the last change of the source, and a day after; the third is the very second.</summary>
    public const string Before = "{modified:source;-86400}", After = "{modified:source;86400}", Equal = "{modified:source;0}";

    /// <summary>Reads all conditions of an input at once; null when it has none.</summary>
    public static Reading? Read(Input input)
    {
        var given = Headers.Where(h => input[h] is not null).Select(h => (Name: h[(Fields.Header.Length + Prefix.Length)..], Holds: Holds(h, input[h]!))).ToArray();
        if (given.Length == 0)
        {
            return null;
        }

        if (given.Any(g => g.Holds is null))
        {
            return new("condition/other-form", Expected.Unknown);
        }

        var name = "condition/" + string.Join(" ", given.Select(g => $"{g.Name}:{(g.Holds!.Value ? "true" : "false")}"));
        return new(name, given.Length == 1 ? One(given[0].Name, given[0].Holds!.Value) : Several(given.ToDictionary(g => g.Name, g => g.Holds!.Value)));
    }

    private static bool? Holds(string header, string value) => (header[(Fields.Header.Length + Prefix.Length)..], value) switch
    {
        ("match", Same) or ("none-match", Other) or ("modified-since", Before) or ("unmodified-since", After) => true,
        ("match", Other) or ("none-match", Same) or ("modified-since", Equal) or ("unmodified-since", Before) => false,
        _ => null,
    };

    private static Expected One(string name, bool holds)
    {
        var rule = name switch { "match" => "if-match", "none-match" => "if-none-match", "modified-since" => "if-modified", _ => "if-unmodified" };
        return holds ? new Expected.Sound($"upc.cond.{rule}-true")
            : Failed(name == "modified-since" ? "upc.cond.if-modified-equal" : $"upc.cond.{rule}-false");
    }

    private static Expected Several(Dictionary<string, bool> given)
    {
        bool Is(string name, bool value) => given.TryGetValue(name, out var held) && held == value;
        return given switch
        {
            _ when given.Values.All(v => v) => new Expected.Sound("upc.cond.all-four-true"),
            _ when Is("match", false) => Failed("upc.cond.match-false-any"),
            { Count: 2 } when Is("match", true) && Is("unmodified-since", false) => new Expected.Sound("upc.cond.match-over-unmodified"),
            { Count: 2 } when Is("none-match", false) && Is("modified-since", true) => Failed("upc.cond.none-match-over-modified"),
            { Count: 2 } when Is("none-match", true) && Is("unmodified-since", false) => Failed("upc.cond.none-match-true-unmodified-false"),
            { Count: 2 } when Is("none-match", true) && Is("modified-since", false) => new Expected.Sound("upc.cond.none-match-true-modified-false"),
            _ => Expected.Unknown,
        };
    }

    private static Expected.Refused Failed(string cites) => new([412], ["PreconditionFailed"], cites);
}
