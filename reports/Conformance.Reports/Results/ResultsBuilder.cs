using Conformance.Model;

namespace Conformance.Reports;

/// <summary>Turns a run into the document of results.json. Pure.</summary>
internal static class ResultsBuilder
{
    public static ResultsDocument Build(RunResult run, ReportOptions options) => new()
    {
        SchemaVersion = ResultsDocument.CurrentSchemaVersion,
        Suite = new SuiteEntry(options.SuiteName, options.SuiteVersion, run.Catalogue.Hash),
        Run = Run(run),
        Cases = [.. run.Cases.Select(c => Case(c, options))],
    };

    /// <summary>The exchange that shows a finding: the one it names, else the request under test.</summary>
    public static long? ExchangeOf(CaseResult result, CheckResult finding) => finding.Outcome.Exchange ?? UnderTest(result)?.Sequence;

    /// <summary>The last sending of the request under test; null when it was never sent.</summary>
    public static Wire.Exchange? UnderTest(CaseResult result) =>
        result.Exchanges.LastOrDefault(e => e.Label.Step is Steps.When or Steps.Again);

    private static RunEntry Run(RunResult run) => new()
    {
        Verdict = run.Verdict,
        Sentence = run.Sentence(),
        ExitCode = run.ExitCode,
        Target = new TargetEntry(run.TargetName, run.Endpoint, WellFormed(run.Server), run.Region, run.Style),
        Dialect = run.Dialect,
        StartedAt = run.StartedAt,
        DurationMs = run.DurationMs,
        Counts = new CountsEntry
        {
            Pass = run.Count(Verdict.Pass),
            Lax = run.Count(Verdict.Lax),
            Deviates = run.Count(Verdict.Deviates),
            Differs = run.Count(Verdict.Differs),
            Unsupported = run.Count(Verdict.Unsupported),
            NotApplicable = run.Count(Verdict.NotApplicable),
            Blocked = run.Count(Verdict.Blocked),
            Inconclusive = run.Count(Verdict.Inconclusive),
            Error = run.Count(Verdict.Error),
        },
        Judged = run.Judged,
        Applicable = run.Applicable,
        Requests = run.Requests,
        BytesSent = run.BytesSent,
        BytesReceived = run.BytesReceived,
        Filter = run.Filter,
        Interrupted = run.Interrupted,
        StoppedBecause = WellFormed(run.StoppedBecause),
        Preflight = [.. run.Preflight.Select(p => new PreflightEntry(p.Name, p.Passed, WellFormed(p.Detail)!))],
        Capabilities = [.. run.Capabilities.Select(c => new CapabilityEntry(c.Name, c.Present, WellFormed(c.Proof)!, c.Exchanges))],
        Gaps = [.. run.Gaps.Select(c => new GapEntry(c.Scenario.Id, c.Verdict, WellFormed(c.Reason)))],
        LeftBehind = [.. run.LeftBehind.Select(l => WellFormed(l)!)],
    };

    /// <summary>The entry of one case.</summary>
    public static CaseEntry Case(CaseResult result, ReportOptions options)
    {
        var scrubber = new Lazy<Scrubber>(() => new Scrubber(result.Exchanges));
        return new CaseEntry
        {
            Id = result.Scenario.Id,
            Claim = result.Scenario.Claim,
            Verdict = result.Verdict,
            Reason = WellFormed(result.Reason),
            Requirements = [.. result.Scenario.Cited],
            DurationMs = result.DurationMs,
            Rounds = result.Rounds,
            Findings = [.. result.Findings.Select(f => Finding(result, f, scrubber.Value, options))],
            Checks = [.. result.Checks.Select(Check)],
            Exchanges = [.. result.Exchanges.Select(e => e.Sequence)],
        };
    }

    private static FindingEntry Finding(CaseResult result, CheckResult finding, Scrubber scrubber, ReportOptions options) => new()
    {
        Requirement = finding.Deciding.Id,
        Requirements = finding.Requirements,
        Level = finding.Deciding.Level,
        Confidence = finding.Deciding.Confidence,
        Aspect = finding.Aspect,
        Verdict = finding.Verdict,
        Expected = WellFormed(finding.Outcome.Expected)!,
        Received = WellFormed(finding.Outcome.Received)!,
        Observation = WellFormed(Observations.Of(result, finding, scrubber))!,
        Seen = finding.Seen,
        Exchange = ExchangeOf(result, finding),
        Note = WellFormed(finding.Outcome.Note),
        SeenOn = finding.SeenOn,
        Replay = options.ReplayCommand(result.Scenario.Id),
    };

    private static CheckEntry Check(CheckResult check) => new(
        check.Aspect,
        check.Outcome.Outcome,
        WellFormed(check.Outcome.Expected)!,
        WellFormed(check.Outcome.Received)!,
        check.Requirements,
        check.Standing);

    /// <summary>The text without halves of surrogate pairs, which JSON cannot hold: text cut from an answer may end in one.</summary>
    internal static string? WellFormed(string? text)
    {
        if (text is null || !text.Any(char.IsSurrogate))
        {
            return text;
        }

        return string.Concat(text.EnumerateRunes());
    }
}
