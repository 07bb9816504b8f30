using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conformance.Reports.Html.Views;

/// <summary>What the script of the page puts any two sides beside each other from (pairs.js).</summary>
/// <param name="Sides">The sides.</param>
/// <param name="Looked">Exchanges compared, at the first side times the number of sides plus the second.</param>
/// <param name="Differing">Those that differ, likewise.</param>
/// <param name="Exchanges">Those that are in the page, in order.</param>
internal sealed record PackedPairs(
    [property: JsonPropertyName("s")] PackedSide[] Sides,
    [property: JsonPropertyName("l")] ImmutableArray<int> Looked,
    [property: JsonPropertyName("d")] int[] Differing,
    [property: JsonPropertyName("x")] PackedPair[] Exchanges)
{
    // What is left out of a page is in the transcripts, which diff on the command line reads.
    private const int MaxWeight = 2_500_000;

    /// <summary>A comparison as packed: the requests under test first where not everything fits. Pure.</summary>
    public static PackedPairs Of(Comparison comparison)
    {
        var weight = 0;
        var kept = comparison.Exchanges
            .OrderByDescending(e => e.Step == Said.UnderTest)
            .TakeWhile(e => (weight += 100 + e.Texts.Sum(t => t.Length)) <= MaxWeight)
            .ToHashSet();
        var count = comparison.Sides.Length;
        return new PackedPairs(
            [.. comparison.Sides.Select(s => new PackedSide(s.Key, s.Name, s.IsWhole))],
            comparison.Looked,
            [.. Enumerable.Range(0, count * count).Select(i => comparison.Exchanges.Count(e => comparison.Differs(e, i / count, i % count)))],
            [.. comparison.Exchanges.Where(kept.Contains).ToArray().AsParallel().AsOrdered().Select(e => new PackedPair(e.Case, e.Step, e.Of, [.. e.Rows().Select(Row)]))]);
    }

    // What all texts have in common is told once.
    private static string?[] Row(ImmutableArray<string?> cells) => cells.Distinct().Count() == 1 ? [cells[0]] : [.. cells];
}

/// <summary>A side.</summary>
internal sealed record PackedSide([property: JsonPropertyName("k")] string Key, [property: JsonPropertyName("n")] string Name, [property: JsonPropertyName("w")] bool IsWhole);

/// <summary>An exchange of which sides differ.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Step">What it was sent for.</param>
/// <param name="Of">By side the number of its text, as <see cref="ComparedExchange.Of"/>.</param>
/// <param name="Rows">Its lines, a cell a text; a row of one cell is the same in all of them.</param>
internal sealed record PackedPair(
    [property: JsonPropertyName("c")] string Case,
    [property: JsonPropertyName("p")] string Step,
    [property: JsonPropertyName("t")] ImmutableArray<int?> Of,
    [property: JsonPropertyName("r")] string?[][] Rows);
