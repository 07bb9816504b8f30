using System.Collections.Immutable;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>A judged check.</summary>
public sealed record CheckResult
{
    /// <summary>What it looked at.</summary>
    public required Aspect Aspect { get; init; }

    /// <summary>Ids of the requirements it proves.</summary>
    public required ImmutableArray<string> Requirements { get; init; }

    /// <summary>True when it holds for any request.</summary>
    public required bool Standing { get; init; }

    /// <summary>The outcome with what was compared.</summary>
    public required CheckOutcome Outcome { get; init; }

    /// <summary>The requirement that decides the verdict: the most binding of those cited.</summary>
    public required Requirement Deciding { get; init; }

    /// <summary>What the check alone makes of the case.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Implementations known to answer as this one did.</summary>
    public ImmutableArray<string> SeenOn { get; init; } = [];

    /// <summary>In how many rounds of its case it failed, when it did; see <see cref="CaseResult.Rounds"/>.</summary>
    public int Seen { get; init; } = 1;

    /// <summary>A failed check is a finding.</summary>
    public bool IsFinding => Outcome.Outcome == Model.Outcome.Failed;
}

/// <summary>A judged case.</summary>
public sealed record CaseResult
{
    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The worst of its checks.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why the case was not judged, or what the harness failed at; null when it was judged.</summary>
    public string? Reason { get; init; }

    /// <summary>All checks, exact ones first.</summary>
    public ImmutableArray<CheckResult> Checks { get; init; } = [];

    /// <summary>What was judged; null when the case was not run.</summary>
    public CaseTranscript? Transcript { get; init; }

    /// <summary>Its exchanges.</summary>
    public ImmutableArray<Exchange> Exchanges { get; init; } = [];

    /// <summary>From the first request to the last answer, milliseconds.</summary>
    public double DurationMs { get; init; }

    /// <summary>How often it was run and judged, to see whether its findings repeat.</summary>
    public int Rounds { get; init; } = 1;

    /// <summary>The failed checks.</summary>
    public IEnumerable<CheckResult> Findings => Checks.Where(c => c.IsFinding);
}

/// <summary>A step of the preflight.</summary>
public sealed record PreflightStep(string Name, bool Passed, string Detail);

/// <summary>Whether a capability is there, and how that is known.</summary>
/// <param name="Name">See <see cref="Model.Capabilities"/>.</param>
/// <param name="Present">True when it is there.</param>
/// <param name="Proof">One sentence.</param>
/// <param name="Exchanges">Numbers of the exchanges that show it.</param>
public sealed record CapabilityFinding(string Name, bool Present, string Proof, ImmutableArray<long> Exchanges);

/// <summary>A finished (or interrupted) run.</summary>
public sealed record RunResult
{
    /// <summary>Name of the target.</summary>
    public required string TargetName { get; init; }

    /// <summary>Its address.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Server header it sends; null when none was seen.</summary>
    public string? Server { get; init; }

    /// <summary>Region of the signatures.</summary>
    public required string Region { get; init; }

    /// <summary>path or virtual.</summary>
    public required string Style { get; init; }

    /// <summary>The dialect judged in.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>The catalogue judged by.</summary>
    public required Catalogue Catalogue { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Preflight to clean-up, milliseconds.</summary>
    public required double DurationMs { get; init; }

    /// <summary>Preflight steps.</summary>
    public ImmutableArray<PreflightStep> Preflight { get; init; } = [];

    /// <summary>Capabilities with their proof.</summary>
    public ImmutableArray<CapabilityFinding> Capabilities { get; init; } = [];

    /// <summary>Capabilities that are proved absent and not claimed: what the judge leaves out.</summary>
    public ImmutableArray<string> Absent { get; init; } = [];

    /// <summary>The cases in the order of the suite.</summary>
    public required ImmutableArray<CaseResult> Cases { get; init; }

    /// <summary>Exchanges that belong to no case: preflight, probes, seeding, clean-up.</summary>
    public ImmutableArray<Exchange> RunExchanges { get; init; } = [];

    /// <summary>True when it was interrupted.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Why the run ended before its time; null when it did not.</summary>
    public string? StoppedBecause { get; init; }

    /// <summary>What clean-up could not remove.</summary>
    public ImmutableArray<string> LeftBehind { get; init; } = [];

    /// <summary>How often the target went away during the run and came back.</summary>
    public int Stops { get; init; }

    /// <summary>How long it was waited for in all.</summary>
    public TimeSpan Away { get; init; }

    /// <summary>Text that selected the cases; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Requests sent.</summary>
    public long Requests { get; init; }

    /// <summary>Body bytes sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>Body bytes received.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Number of cases with a verdict.</summary>
    public int Count(Model.Verdict verdict) => Cases.Count(c => c.Verdict == verdict);

    /// <summary>Cases that apply to the dialect.</summary>
    public int Applicable => Cases.Length - Count(Model.Verdict.NotApplicable);

    /// <summary>Cases in which the target was judged.</summary>
    public int Judged => Cases.Count(c => c.Verdict.IsJudged());

    /// <summary>Cases that this run proves nothing about.</summary>
    public IEnumerable<CaseResult> Gaps => Cases.Where(c => c.Verdict is Model.Verdict.Blocked or Model.Verdict.Inconclusive or Model.Verdict.Error or Model.Verdict.Unsupported);

    /// <summary>The verdict of the run.</summary>
    public RunVerdict Verdict =>
        Count(Model.Verdict.Deviates) > 0 ? RunVerdict.Deviates
        : Gaps.Any() || Interrupted || StoppedBecause is not null || Judged == 0 ? RunVerdict.ConformantWithGaps
        : RunVerdict.Conformant;

    /// <summary>How much it shows.</summary>
    public Tally Tally => new()
    {
        Errors = Count(Model.Verdict.Error),
        Unjudged = Count(Model.Verdict.Blocked) + Count(Model.Verdict.Inconclusive),
        Judged = Judged,
        Applicable = Applicable,
        Interrupted = Interrupted,
        StoppedBecause = StoppedBecause,
    };

    /// <summary>See <see cref="Tally.ExitCode"/>.</summary>
    public int ExitCode => Tally.ExitCode(Verdict == RunVerdict.Deviates);

    /// <summary>The verdict as a sentence.</summary>
    public string Sentence()
    {
        var judged = $"{Judged} of {Applicable} applicable cases judged";
        return Verdict switch
        {
            RunVerdict.Deviates => $"{TargetName} deviates in {Count(Model.Verdict.Deviates)} cases; {judged}.",
            RunVerdict.Conformant => $"{TargetName} conforms: {judged}, no MUST failed{(Count(Model.Verdict.Lax) is > 0 and var lax ? $", {lax} lax" : "")}.",
            _ => $"{TargetName} shows no deviation, with gaps: {judged}.",
        };
    }
}

/// <summary>Exit codes of the command line.</summary>
public static class ExitCodes
{
    /// <summary>Nothing deviates and enough was judged.</summary>
    public const int Pass = 0;

    /// <summary>A new deviation.</summary>
    public const int Deviation = 1;

    /// <summary>Too little was judged.</summary>
    public const int TooLittleJudged = 2;

    /// <summary>A known deviation is stale.</summary>
    public const int Stale = 3;

    /// <summary>The target or the configuration is at fault.</summary>
    public const int Configuration = 4;

    /// <summary>The harness failed.</summary>
    public const int Harness = 5;
}
