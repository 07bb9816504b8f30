using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Conformance.Model;

namespace Conformance.Reports;

/// <summary>results.json as it is read and written; see reports/schema/results.schema.json.</summary>
public sealed record ResultsDocument
{
    /// <summary>The version that this suite writes and reads.</summary>
    public const int CurrentSchemaVersion = 2;

    /// <summary>Version of the format.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>What judged.</summary>
    public required SuiteEntry Suite { get; init; }

    /// <summary>The run as a whole.</summary>
    public required RunEntry Run { get; init; }

    /// <summary>The cases in the order of the suite.</summary>
    public required ImmutableArray<CaseEntry> Cases { get; init; }
}

/// <summary>What judged: the suite and its rule set.</summary>
/// <param name="Name">Name of the suite.</param>
/// <param name="Version">Its version.</param>
/// <param name="CatalogueHash">SHA-256 of the catalogue, lower-case hex.</param>
public sealed record SuiteEntry(string Name, string Version, string CatalogueHash);

/// <summary>What was judged.</summary>
/// <param name="Name">Name of the target.</param>
/// <param name="Endpoint">Its address.</param>
/// <param name="Server">Its Server header; null when none was seen.</param>
/// <param name="Region">Region of the signatures.</param>
/// <param name="Style">path or virtual.</param>
public sealed record TargetEntry(string Name, string Endpoint, string? Server, string Region, string Style);

/// <summary>Number of cases by verdict.</summary>
public sealed record CountsEntry
{
    /// <summary>Every check held.</summary>
    public required int Pass { get; init; }

    /// <summary>Only SHOULD requirements failed.</summary>
    public required int Lax { get; init; }

    /// <summary>A MUST failed.</summary>
    public required int Deviates { get; init; }

    /// <summary>Recorded, never a failure.</summary>
    public required int Differs { get; init; }

    /// <summary>The capability is proved absent.</summary>
    public required int Unsupported { get; init; }

    /// <summary>The dialect does not have it.</summary>
    [JsonPropertyName("not-applicable")]
    public required int NotApplicable { get; init; }

    /// <summary>A precondition could not be reached.</summary>
    public required int Blocked { get; init; }

    /// <summary>Not enough evidence.</summary>
    public required int Inconclusive { get; init; }

    /// <summary>The harness failed.</summary>
    public required int Error { get; init; }

    /// <summary>Number of cases with a verdict.</summary>
    public int Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => Pass,
        Verdict.Lax => Lax,
        Verdict.Deviates => Deviates,
        Verdict.Differs => Differs,
        Verdict.Unsupported => Unsupported,
        Verdict.NotApplicable => NotApplicable,
        Verdict.Blocked => Blocked,
        Verdict.Inconclusive => Inconclusive,
        _ => Error,
    };
}

/// <summary>A step of the preflight.</summary>
public sealed record PreflightEntry(string Name, bool Passed, string Detail);

/// <summary>A capability and how its presence or absence is known.</summary>
public sealed record CapabilityEntry(string Name, bool Present, string Proof, ImmutableArray<long> Exchanges);

/// <summary>A case that the run proves nothing about.</summary>
public sealed record GapEntry(string Case, Verdict Verdict, string? Reason);

/// <summary>The run as a whole.</summary>
public sealed record RunEntry
{
    /// <summary>The verdict.</summary>
    public required RunVerdict Verdict { get; init; }

    /// <summary>The verdict as a sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>What the command line exits with.</summary>
    public required int ExitCode { get; init; }

    /// <summary>What was judged.</summary>
    public required TargetEntry Target { get; init; }

    /// <summary>The dialect judged in.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Preflight to clean-up, milliseconds.</summary>
    public required double DurationMs { get; init; }

    /// <summary>Cases by verdict.</summary>
    public required CountsEntry Counts { get; init; }

    /// <summary>Cases in which the target was judged.</summary>
    public required int Judged { get; init; }

    /// <summary>Cases that apply to the dialect.</summary>
    public required int Applicable { get; init; }

    /// <summary>Requests sent.</summary>
    public required long Requests { get; init; }

    /// <summary>Body bytes sent.</summary>
    public required long BytesSent { get; init; }

    /// <summary>Body bytes received.</summary>
    public required long BytesReceived { get; init; }

    /// <summary>Text that selected the cases; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>True when it was interrupted.</summary>
    public required bool Interrupted { get; init; }

    /// <summary>Why it ended before its time; null when it did not.</summary>
    public string? StoppedBecause { get; init; }

    /// <summary>Preflight steps.</summary>
    public required ImmutableArray<PreflightEntry> Preflight { get; init; }

    /// <summary>Capabilities with their proof.</summary>
    public required ImmutableArray<CapabilityEntry> Capabilities { get; init; }

    /// <summary>What the run proves nothing about.</summary>
    public required ImmutableArray<GapEntry> Gaps { get; init; }

    /// <summary>What clean-up could not remove.</summary>
    public required ImmutableArray<string> LeftBehind { get; init; }
}
