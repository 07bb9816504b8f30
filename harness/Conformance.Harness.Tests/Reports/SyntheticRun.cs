using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Reports;

/// <summary>Runs that no target has made: every verdict, in the amounts asked for, the same at each call.</summary>
internal static class SyntheticRun
{
    private static readonly Lazy<Catalogue> Rules = new(() => CatalogueLoader.Load(Path.Combine(Repository.Root, "fixtures", "catalogue")));

    public static ReportOptions Options { get; } = new()
    {
        SuiteVersion = "0.1.0",
        ReplayCommand = id => $"dotnet run --project harness/Conformance.Cli -- replay {id} --target fixtures/targets/acme.yaml",
    };

    /// <summary>The catalogue of the repository.</summary>
    public static Catalogue Catalogue => Rules.Value;

    /// <summary>Requirements that the de-facto dialect has, in reading order.</summary>
    public static Requirement[] Requirements => [.. Catalogue.Requirements.Where(r => r.Expect.ContainsKey(Dialect.Aws) && r.Untestable is null)];

    /// <summary>A run with a mix of verdicts as a young server would show it.</summary>
    public static RunResult Of(int cases, Func<int, Verdict>? verdict = null)
    {
        var requirements = Requirements;
        var wire = new SyntheticWire(seed: 7);
        var results = Enumerable.Range(0, cases)
            .Select(i => (Index: i, Verdict: (verdict ?? Mixed)(i)))
            .Select(c => Case(c.Index, Broken(requirements, c.Verdict, c.Index) ?? requirements[c.Index % requirements.Length], c.Verdict, wire))
            .ToImmutableArray();
        return Around(results) with { RunExchanges = [.. Enumerable.Range(0, 12).Select(_ => wire.Probe())] };
    }

    /// <summary>Leaves the files behind that a run leaves: results.json and transcript.ndjson.</summary>
    public static async Task WriteAsync(RunResult run, string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, ReportWriter.ResultsName), ResultsJson.Serialize(run, Options));
        await using var transcript = new TranscriptFile(Path.Combine(folder, ReportWriter.TranscriptName));
        foreach (var exchange in run.RunExchanges.Concat(run.Cases.SelectMany(c => c.Exchanges)).OrderBy(e => e.Sequence))
        {
            transcript.Append(exchange);
        }
    }

    /// <summary>A run of the cases given.</summary>
    public static RunResult Around(ImmutableArray<CaseResult> cases) => new()
    {
        TargetName = "Acme Store 4.2",
        Endpoint = "http://store.example.net:9000",
        Server = "AcmeStore/4.2.1 (build 20261101)",
        Region = "us-east-1",
        Style = "path",
        Dialect = Dialect.Aws,
        Catalogue = Catalogue,
        StartedAt = new DateTimeOffset(2026, 11, 22, 21, 50, 24, TimeSpan.Zero),
        DurationMs = 8420,
        Requests = cases.Sum(c => c.Exchanges.Length) + 42,
        BytesSent = 734_003_200,
        BytesReceived = 1_934_003_200,
        Cases = cases,
        Preflight =
        [
            new("name", true, "store.example.net resolves to 192.0.2.17"),
            new("connection", true, "connected in 1.2 ms"),
            new("clock", true, "the target's clock is 0.4 s ahead"),
            new("signature", true, "a signed ListBuckets is answered with 200"),
            new("bucket", true, "s3conformance-7f3a was created and is ours"),
        ],
        Capabilities =
        [
            new("objects", true, "an object that was put is read back byte for byte", [1, 2]),
            new("upload-part-copy", true, "a copy of 5 MiB is answered with CopyPartResult", [5]),
            new("versioning", false, "501 NotImplemented, and the same for a nonsense sub-resource", [7, 8]),
        ],
    };

    /// <summary>The exchanges of a case: preconditions, the request under test and what is asked afterwards.</summary>
    public static CaseResult Case(int index, Requirement requirement, Verdict verdict, SyntheticWire wire)
    {
        var id = $"upload-part-copy/{requirement.Topic}/{requirement.Id.Split('.')[^1]}-{index}";
        var scenario = new Scenario
        {
            Id = id,
            Claim = Claim(requirement),
            When = new UploadPartCopyRequest(),
            Then = [Check.Status(200).Cites(requirement.Id), Check.ErrorCode("InvalidArgument").Cites(requirement.Id)],
        };
        var bare = new CaseResult { Scenario = scenario, Verdict = verdict, DurationMs = 3 + index % 17 * 1.3 };
        return verdict switch
        {
            Verdict.NotApplicable => bare with { Reason = "the dialect aws does not have it" },
            Verdict.Unsupported => bare with { Reason = "the target has no versioning: 501 NotImplemented, and the same for a nonsense sub-resource" },
            Verdict.Blocked => bare with { Reason = "given: create upload: 503 SlowDown, three times", Exchanges = [wire.Given(id)] },
            Verdict.Error => bare with { Reason = "the harness failed: the observation list parts is not bound" },
            Verdict.Inconclusive => bare with { Reason = "no answer: the deadline of 30 s passed", Exchanges = [wire.Given(id), wire.Silent(id)] },
            _ => bare with { Exchanges = wire.Whole(id, refused: verdict != Verdict.Pass), Checks = Checks(requirement, verdict, index) },
        };
    }

    /// <summary>A check with an outcome of one's own.</summary>
    public static CheckResult Checked(Requirement requirement, Aspect aspect, CheckOutcome outcome, Verdict verdict, bool standing = false) => new()
    {
        Aspect = aspect,
        Requirements = [requirement.Id],
        Standing = standing,
        Outcome = outcome,
        Deciding = requirement,
        Verdict = verdict,
        SeenOn = [.. requirement.SeenOn.Select(s => s.Who).Take(2)],
    };

    // A requirement whose failure has that verdict; few of them, for one fault shows in several cases.
    private static Requirement? Broken(Requirement[] requirements, Verdict verdict, int index)
    {
        var candidates = requirements.Where(r => verdict != Verdict.Pass && r.VerdictWhenFailed == verdict).ToArray();
        return candidates.Length == 0 ? null : candidates[index % 29 * 7 % candidates.Length];
    }

    private static string Claim(Requirement requirement)
    {
        var end = requirement.Statement.IndexOfAny([',', ';', ':', '.'], Math.Min(60, requirement.Statement.Length - 1));
        return end < 0 ? requirement.Statement : requirement.Statement[..end] + ".";
    }

    private static ImmutableArray<CheckResult> Checks(Requirement requirement, Verdict verdict, int index)
    {
        var code = index % 3 == 0 ? "InvalidRange" : "InternalError";
        CheckOutcome status = verdict is Verdict.Pass
            ? CheckOutcome.Of(true, "status 200", "status 200")
            : CheckOutcome.Of(index % 4 == 0, "status 400", "status 416") with { Mark = "HTTP/1.1 416 Range Not Satisfiable" };
        CheckOutcome error = verdict is Verdict.Pass
            ? CheckOutcome.Of(true, "a part of 5,242,880 bytes", "a part of 5,242,880 bytes")
            : CheckOutcome.Of(false, "Code InvalidArgument", $"Code {code}") with { Mark = "<Code>" };
        return
        [
            Checked(requirement, Aspect.Status, status, status.Outcome == Outcome.Failed ? verdict : Verdict.Pass),
            Checked(requirement, Aspect.ErrorCode, error, error.Outcome == Outcome.Failed ? verdict : Verdict.Pass),
            Checked(requirement, Aspect.Headers, CheckOutcome.Of(true, "Content-Type: application/xml", "Content-Type: application/xml"), Verdict.Pass),
            Checked(requirement, Aspect.Xml, CheckOutcome.Of(true, "a well-formed document", "a well-formed document"), Verdict.Pass, standing: true),
            Checked(requirement, Aspect.SideEffects, CheckOutcome.Of(true, "the source is unchanged", "the source is unchanged"), Verdict.Pass, standing: true),
        ];
    }

    private static Verdict Mixed(int index) => (index * 7919 % 100) switch
    {
        < 76 => Verdict.Pass,
        < 79 => Verdict.Lax,
        < 86 => Verdict.Deviates,
        < 89 => Verdict.Differs,
        < 93 => Verdict.Unsupported,
        < 96 => Verdict.NotApplicable,
        < 98 => Verdict.Blocked,
        < 99 => Verdict.Inconclusive,
        _ => Verdict.Error,
    };
}
