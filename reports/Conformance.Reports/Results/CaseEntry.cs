using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Reports;

/// <summary>A case of results.json.</summary>
public sealed record CaseEntry
{
    /// <summary>Permanent id.</summary>
    public required string Id { get; init; }

    /// <summary>What is claimed of the target.</summary>
    public required string Claim { get; init; }

    /// <summary>The worst of its checks.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why it was not judged; null when it was.</summary>
    public string? Reason { get; init; }

    /// <summary>Ids of the requirements that the scenario cites.</summary>
    public required ImmutableArray<string> Requirements { get; init; }

    /// <summary>From the first request to the last answer, milliseconds.</summary>
    public required double DurationMs { get; init; }

    /// <summary>How often it was run and judged, to see whether its findings repeat.</summary>
    public required int Rounds { get; init; }

    /// <summary>The checks that failed.</summary>
    public required ImmutableArray<FindingEntry> Findings { get; init; }

    /// <summary>All checks.</summary>
    public required ImmutableArray<CheckEntry> Checks { get; init; }

    /// <summary>Numbers of its exchanges in transcript.ndjson.</summary>
    public required ImmutableArray<long> Exchanges { get; init; }
}

/// <summary>A check that failed.</summary>
public sealed record FindingEntry
{
    /// <summary>The requirement that decides: the most binding of those cited.</summary>
    public required string Requirement { get; init; }

    /// <summary>All requirements cited.</summary>
    public required ImmutableArray<string> Requirements { get; init; }

    /// <summary>How binding the deciding requirement is.</summary>
    public required Level Level { get; init; }

    /// <summary>How it is known.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>What was looked at.</summary>
    public required Aspect Aspect { get; init; }

    /// <summary>What the finding alone makes of the case.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What was expected, one phrase.</summary>
    public required string Expected { get; init; }

    /// <summary>What was received, one phrase.</summary>
    public required string Received { get; init; }

    /// <summary>What was observed, the same from run to run: ids, dates and names are scrubbed. Its fingerprint is what a known deviation holds.</summary>
    public required string Observation { get; init; }

    /// <summary>In how many rounds of the case it was seen; fewer than all is flaky.</summary>
    public required int Seen { get; init; }

    /// <summary>Number of the exchange that shows it; null when no request was answered.</summary>
    public long? Exchange { get; init; }

    /// <summary>A remark.</summary>
    public string? Note { get; init; }

    /// <summary>Implementations known to answer so too. It excuses nothing.</summary>
    public required ImmutableArray<string> SeenOn { get; init; }

    /// <summary>The command that runs the case again.</summary>
    public required string Replay { get; init; }
}

/// <summary>A check with its outcome.</summary>
/// <param name="Aspect">What was looked at.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Expected">What was expected, one phrase.</param>
/// <param name="Received">What was received, one phrase.</param>
/// <param name="Requirements">Ids cited.</param>
/// <param name="Standing">True when it holds for any request.</param>
public sealed record CheckEntry(
    Aspect Aspect, Outcome Outcome, string Expected, string Received, ImmutableArray<string> Requirements, bool Standing);
