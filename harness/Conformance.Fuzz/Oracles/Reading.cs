using System.Collections.Immutable;

namespace Conformance.Fuzz;

/// <summary>What the catalogue says of one value.</summary>
public abstract record Expected
{
    private Expected() { }

    /// <summary>The value is sound.</summary>
    /// <param name="Cites">Requirements that say so.</param>
    public sealed record Sound(params ImmutableArray<string> Cites) : Expected;

    /// <summary>The value is refused.</summary>
    /// <param name="Statuses">With one of these statuses.</param>
    /// <param name="Codes">With one of these codes; empty when the texts name none.</param>
    /// <param name="Cites">Requirements that say so.</param>
    public sealed record Refused(ImmutableArray<int> Statuses, ImmutableArray<string> Codes, params ImmutableArray<string> Cites) : Expected;

    /// <summary>Either is right; only what holds for any request is asked.</summary>
    /// <param name="Statuses">A closed set of statuses; empty when no text gives one.</param>
    /// <param name="Cites">Requirements that give the set.</param>
    public sealed record Open(ImmutableArray<int> Statuses, params ImmutableArray<string> Cites) : Expected;

    /// <summary>400 InvalidArgument.</summary>
    public static Refused InvalidArgument(params ImmutableArray<string> cites) => new([400], ["InvalidArgument"], cites);

    /// <summary>Nothing is known.</summary>
    public static Open Unknown { get; } = new([], []);
}

/// <summary>A value as the model reads it.</summary>
/// <param name="Class">The class of inputs it belongs to, e.g. range/reversed.</param>
/// <param name="Expected">What the catalogue says.</param>
public sealed record Reading(string Class, Expected Expected)
{
    /// <summary>The slice that a sound range selects, offsets inclusive; null for the whole.</summary>
    public (long First, long Last)? Slice { get; init; }

    /// <summary>True for the range, which says what is stored and not where.</summary>
    public bool IsOfRange { get; init; }

    /// <summary>The part number that a sound value names.</summary>
    public int? PartNumber { get; init; }
}
