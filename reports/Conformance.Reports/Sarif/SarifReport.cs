using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Conformance.Model;

namespace Conformance.Reports.Sarif;

/// <summary>
/// run.sarif, SARIF 2.1.0: a rule a requirement that was found broken, a result a finding (deviates error, lax warning, differs note), and an open
/// result for every case that the run proves nothing about. Where a finding is, is the case; what shows it, is the transcript.
/// </summary>
internal static class SarifReport
{
    private const string SchemaUri = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public static Task WriteAsync(RunResult run, ResultsDocument results, ReportOptions options, Stream stream, CancellationToken cancel) =>
        JsonSerializer.SerializeAsync(stream, Of(run, results, options), SarifContext.Default.SarifLog, cancel);

    private static SarifLog Of(RunResult run, ResultsDocument document, ReportOptions options)
    {
        var rules = run.Cases.SelectMany(c => c.Findings).Select(f => f.Deciding).DistinctBy(r => r.Id).OrderBy(r => r.Id, StringComparer.Ordinal).ToArray();
        var index = rules.Select((r, i) => (r.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        var findings = document.Cases.SelectMany(c => c.Findings.Select(f => Finding(c, f, index[f.Requirement])));
        var gaps = document.Run.Gaps.Select(g => Gap(g, options));
        return new SarifLog(SchemaUri, "2.1.0",
        [
            new SarifRun(
                new SarifTool(new SarifDriver(options.SuiteName, SemanticVersion(options.SuiteVersion), [.. rules.Select(Rule)])),
                [Invocation(run)],
                [.. findings, .. gaps],
                "utf16CodeUnits",
                new SarifRunProperties(run.TargetName, run.Endpoint, run.Dialect.Token(), run.Catalogue.Hash, run.Verdict.Token(), document.Run.Counts)),
        ]);
    }

    private static SarifRule Rule(Requirement requirement) => new(
        requirement.Id,
        new SarifText(requirement.Statement),
        new SarifText($"{requirement.Statement} Known from: {string.Join("; ", requirement.Sources.Select(s => $"{s.Source.Title}, {s.Where}"))}."),
        requirement.Sources.Select(s => s.Source.Url).FirstOrDefault(u => Uri.TryCreate(u, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"),
        new SarifConfiguration(Level(requirement.VerdictWhenFailed)),
        new SarifRuleProperties(requirement.Level.Token(), requirement.Confidence.Token(), [requirement.Topic]));

    private static SarifResult Finding(CaseEntry result, FindingEntry finding, int rule) => new(
        finding.Requirement,
        rule,
        "fail",
        Level(finding.Verdict),
        new SarifText($"{result.Claim} {finding.Aspect.Token()}: expected {finding.Expected}, received {finding.Received}."),
        [Location(result.Id)],
        Fingerprint(result.Id, finding),
        new SarifResultProperties(finding.Verdict.Token(), finding.Aspect.Token(), finding.Exchange, finding.Replay));

    private static SarifResult Gap(GapEntry gap, ReportOptions options) => new(
        RuleId: null,
        RuleIndex: null,
        "open",
        "none",
        new SarifText($"{gap.Verdict.Token()}: {gap.Reason ?? "no reason given"}"),
        [Location(gap.Case)],
        PartialFingerprints: null,
        new SarifResultProperties(gap.Verdict.Token(), Aspect: null, Exchange: null, options.ReplayCommand(gap.Case)));

    private static SarifLocation Location(string id) => new(
        new SarifPhysicalLocation(new SarifArtifactLocation(ReportWriter.TranscriptName)), [new SarifLogicalLocation(id, "function")]);

    // The same finding in two runs: what was received may change, the case, the requirement and the aspect do not.
    private static ImmutableDictionary<string, string> Fingerprint(string id, FindingEntry finding) =>
        ImmutableDictionary<string, string>.Empty.Add(
            "finding/v1", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\n{finding.Requirement}\n{finding.Aspect.Token()}\n{finding.Expected}"))));

    private static SarifInvocation Invocation(RunResult run) => new(
        run.Count(Verdict.Error) == 0 && !run.Interrupted && run.StoppedBecause is null,
        Time(run.StartedAt),
        Time(run.StartedAt.AddMilliseconds(run.DurationMs)),
        run.ExitCode,
        Html.Words.ExitCode(run.ExitCode));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    private static string SemanticVersion(string version) => version.Split('.').Length switch { 1 => version + ".0.0", 2 => version + ".0", _ => version };

    private static string Level(Verdict verdict) => verdict switch { Verdict.Deviates => "error", Verdict.Lax => "warning", _ => "note" };
}
