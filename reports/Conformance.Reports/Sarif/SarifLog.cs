using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conformance.Reports.Sarif;

// The part of SARIF 2.1.0 (OASIS) that a run fills. Sarif.Sdk does not restore, for a package it depends on; its reader and schema check these in a test.
internal sealed record SarifLog([property: JsonPropertyName("$schema")] string Schema, string Version, ImmutableArray<SarifRun> Runs);

internal sealed record SarifRun(
    SarifTool Tool,
    ImmutableArray<SarifInvocation> Invocations,
    ImmutableArray<SarifResult> Results,
    string ColumnKind,
    SarifRunProperties Properties);

internal sealed record SarifTool(SarifDriver Driver);

internal sealed record SarifDriver(string Name, string SemanticVersion, ImmutableArray<SarifRule> Rules);

internal sealed record SarifText(string Text);

internal sealed record SarifRule(
    string Id,
    SarifText ShortDescription,
    SarifText FullDescription,
    string? HelpUri,
    SarifConfiguration DefaultConfiguration,
    SarifRuleProperties Properties);

internal sealed record SarifConfiguration(string Level);

internal sealed record SarifRuleProperties(string Level, string Confidence, ImmutableArray<string> Tags);

internal sealed record SarifInvocation(bool ExecutionSuccessful, string StartTimeUtc, string EndTimeUtc, int ExitCode, string ExitCodeDescription);

internal sealed record SarifResult(
    string? RuleId,
    int? RuleIndex,
    string Kind,
    string Level,
    SarifText Message,
    ImmutableArray<SarifLocation> Locations,
    ImmutableDictionary<string, string>? PartialFingerprints,
    SarifResultProperties Properties);

internal sealed record SarifLocation(SarifPhysicalLocation PhysicalLocation, ImmutableArray<SarifLogicalLocation> LogicalLocations);

internal sealed record SarifPhysicalLocation(SarifArtifactLocation ArtifactLocation);

internal sealed record SarifArtifactLocation(string Uri);

internal sealed record SarifLogicalLocation(string FullyQualifiedName, string Kind);

internal sealed record SarifResultProperties(string Verdict, string? Aspect, long? Exchange, string Replay);

internal sealed record SarifRunProperties(string Target, string Endpoint, string Dialect, string CatalogueHash, string Verdict, CountsEntry Counts);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(SarifLog))]
internal sealed partial class SarifContext : JsonSerializerContext;
