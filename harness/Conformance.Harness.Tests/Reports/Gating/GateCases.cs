using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Reports;

namespace Conformance.Harness.Tests.Reports.Gating;

/// <summary>A run of one case, "a/b/c", that deviates or does not, and entries about it.</summary>
internal static class GateCases
{
    public const string Id = "upload-part-copy/unknown-upload-id/never-issued";

    public const string Requirement = "upc.upid.unknown";

    public static DateOnly Today { get; } = new(2026, 11, 23);

    public static DeviationKey Key { get; } = new(Id, Aspect.Status, Requirement);

    public static SuiteIndex Suite { get; } = new(new HashSet<string> { Id }, new HashSet<string> { Requirement });

    public static KnownDeviation Entry { get; } = new()
    {
        Key = Key,
        Fingerprint = Observations.Fingerprint(["400: status 400"]),
        Observed = "400: status 400",
        Reason = "it is a young server",
        Link = "https://tracker.example/17",
        Owner = "storage team",
        Expiry = Today,
        Place = "acme.known.yaml(5)",
    };

    public static FindingEntry Finding(string observation = "400: status 400", int seen = 1, Verdict verdict = Verdict.Deviates) => new()
    {
        Requirement = Requirement,
        Requirements = [Requirement],
        Level = Level.Must,
        Confidence = Confidence.Documented,
        Aspect = Aspect.Status,
        Verdict = verdict,
        Expected = "status 404",
        Received = "status 400",
        Observation = observation,
        Seen = seen,
        SeenOn = [],
        Replay = "replay",
    };

    public static CaseEntry Deviating(int rounds = 1, params ImmutableArray<FindingEntry> findings) =>
        Case(Verdict.Deviates, Outcome.Failed) with { Rounds = rounds, Findings = findings.IsEmpty ? [Finding()] : findings };

    public static CaseEntry Case(Verdict verdict, Outcome? outcome = Outcome.Held) => new()
    {
        Id = Id,
        Claim = "A copy into an upload that was never created is refused.",
        Verdict = verdict,
        Requirements = [Requirement],
        DurationMs = 1,
        Rounds = 1,
        Findings = [],
        Checks = outcome is { } known ? [new CheckEntry(Aspect.Status, known, "status 404", "", [Requirement], Standing: false)] : [],
        Exchanges = [],
    };

    public static GateItem Single(CaseEntry result, params ImmutableArray<KnownDeviation> known) => Gate.Sort([result], known, Suite, Today).Single();

    public static Tally Enough { get; } = new() { Errors = 0, Unjudged = 0, Judged = 10, Applicable = 10, Interrupted = false, StoppedBecause = null };
}
