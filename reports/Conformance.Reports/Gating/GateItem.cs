using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Reports;

/// <summary>What a deviation is to the gate.</summary>
public enum GateState
{
    /// <summary>It deviates and nobody answers for it.</summary>
    New,

    /// <summary>It deviates otherwise than is known.</summary>
    Changed,

    /// <summary>It deviates as is known, and the day until which that was excused has passed.</summary>
    Expired,

    /// <summary>It is known to deviate and was judged not to.</summary>
    Fixed,

    /// <summary>An entry that this run says nothing about, or that names what does not exist.</summary>
    Unused,

    /// <summary>It deviates as is known.</summary>
    Known,
}

/// <summary>Tokens of the states, one place.</summary>
public static class GateWords
{
    /// <summary>The token of reports.</summary>
    public static string Token(this GateState state) => state.ToString().ToLowerInvariant();

    /// <summary>The letter shown beside the word.</summary>
    public static string Letter(this GateState state) => state.ToString()[..1];
}

/// <summary>One deviation as the gate sorts it.</summary>
public sealed record GateItem
{
    /// <summary>What it is to the gate.</summary>
    public required GateState State { get; init; }

    /// <summary>What it is recognised by.</summary>
    public required DeviationKey Key { get; init; }

    /// <summary>Why it is sorted so, one phrase.</summary>
    public required string Why { get; init; }

    /// <summary>The entry; null without one.</summary>
    public KnownDeviation? Entry { get; init; }

    /// <summary>The findings; empty when nothing deviates.</summary>
    public ImmutableArray<FindingEntry> Findings { get; init; } = [];

    /// <summary>How often the case was run and judged; 0 when it was not.</summary>
    public int Rounds { get; init; }

    /// <summary>An entry that has to be looked at: exit code 3.</summary>
    public bool Stale { get; init; }

    /// <summary>In how many rounds it was seen.</summary>
    public int Seen => Findings.Select(f => f.Seen).DefaultIfEmpty(0).Max();

    /// <summary>What was observed, for people; null when nothing deviates.</summary>
    public string? Observed => Findings.IsEmpty ? null : string.Join(" | ", Findings.Select(f => f.Observation).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>Fingerprint of it; null when nothing deviates.</summary>
    public string? Fingerprint => Findings.IsEmpty ? null : Observations.Fingerprint(Findings.Select(f => f.Observation));
}

/// <summary>Every case and requirement there is, to tell an entry that waits from one that names nothing.</summary>
/// <param name="Cases">Ids of the cases of the suite, costly ones included.</param>
/// <param name="Requirements">Ids of the catalogue.</param>
public sealed record SuiteIndex(IReadOnlySet<string> Cases, IReadOnlySet<string> Requirements)
{
    /// <summary>The index of cases and a catalogue.</summary>
    public static SuiteIndex Of(IEnumerable<Scenario> cases, Catalogue catalogue) => new(
        cases.Select(s => s.Id).ToHashSet(StringComparer.Ordinal),
        catalogue.Requirements.Select(r => r.Id).ToHashSet(StringComparer.Ordinal));
}
