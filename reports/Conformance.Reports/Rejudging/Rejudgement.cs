using System.Collections.Frozen;
using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Reports.Rejudging;

/// <summary>A verdict that today's rules change.</summary>
/// <param name="Case">The case.</param>
/// <param name="Was">What was judged when the run was made.</param>
/// <param name="Is">What is judged of the same transcript today; null when it cannot be judged.</param>
/// <param name="Why">The findings that came or went, or why it cannot be judged.</param>
public sealed record VerdictChange(string Case, Verdict Was, Verdict? Is, string Why);

/// <summary>A stored run judged again: same transcript, today's catalogue and checks.</summary>
/// <param name="Run">The run as it is judged today. Cases that cannot be judged again are not in it.</param>
/// <param name="Changes">What the rules alone have changed, in the order of the run.</param>
/// <param name="SameRules">True when the catalogue is the one that the run was judged by.</param>
public sealed record Rejudgement(RunResult Run, ImmutableArray<VerdictChange> Changes, bool SameRules)
{
    /// <summary>Judges again. Pure.</summary>
    /// <param name="stored">The run.</param>
    /// <param name="catalogue">Today's requirements.</param>
    /// <param name="scenarios">Today's cases.</param>
    public static Rejudgement Of(StoredEvidence stored, Catalogue catalogue, IEnumerable<Scenario> scenarios)
    {
        var run = stored.Results.Run;
        var known = scenarios.ToFrozenDictionary(s => s.Id, StringComparer.Ordinal);
        var capabilities = run.Capabilities.Select(c => new CapabilityFinding(c.Name, c.Present, c.Proof, c.Exchanges)).ToImmutableArray();
        var judge = new Judge(catalogue, run.Dialect, stored.Absent);
        var cases = ImmutableArray.CreateBuilder<CaseResult>();
        var changes = ImmutableArray.CreateBuilder<VerdictChange>();
        foreach (var was in stored.Results.Cases)
        {
            if (!known.TryGetValue(was.Id, out var scenario))
            {
                changes.Add(new VerdictChange(was.Id, was.Verdict, Is: null, "the suite no longer has the case"));
                continue;
            }

            var result = Decide(judge, scenario, stored, was, capabilities);
            if (result is null)
            {
                changes.Add(new VerdictChange(was.Id, was.Verdict, Is: null, "it applies today and was not run then"));
                continue;
            }

            cases.Add(result);
            if (result.Verdict != was.Verdict)
            {
                changes.Add(new VerdictChange(was.Id, was.Verdict, result.Verdict, Why(was, result)));
            }
        }

        return new Rejudgement(Result(stored, catalogue, cases.ToImmutable(), capabilities), changes.ToImmutable(), catalogue.Hash == stored.Results.Suite.CatalogueHash);
    }

    private static CaseResult? Decide(Judge judge, Scenario scenario, StoredEvidence stored, CaseEntry was, ImmutableArray<CapabilityFinding> capabilities)
    {
        if (judge.Outside(scenario, capabilities) is { } outside)
        {
            return outside;
        }

        if (stored.Transcripts.TryGetValue(was.Id, out var transcript))
        {
            return judge.Decide(scenario, transcript);
        }

        // Never begun, or the harness failed at it: no rule can change that.
        return was.Verdict is Verdict.Blocked or Verdict.Error ? new CaseResult { Scenario = scenario, Verdict = was.Verdict, Reason = was.Reason } : null;
    }

    private static string Why(CaseEntry was, CaseResult now)
    {
        var before = was.Findings.Select(f => (f.Requirement, f.Aspect, f.Expected, f.Received)).ToHashSet();
        var after = now.Findings.Select(f => (Requirement: f.Deciding.Id, f.Aspect, f.Outcome.Expected, f.Outcome.Received)).ToHashSet();
        var words = after.Except(before).Select(f => $"now fails {f.Requirement} ({f.Aspect.Token()}): expected {f.Expected}, received {f.Received}")
            .Concat(before.Except(after).Select(f => $"no longer fails {f.Requirement} ({f.Aspect.Token()}): expected {f.Expected}, received {f.Received}"))
            .ToArray();
        return words.Length > 0 ? string.Join("; ", words) : now.Reason ?? "the same findings weigh otherwise";
    }

    private static RunResult Result(StoredEvidence stored, Catalogue catalogue, ImmutableArray<CaseResult> cases, ImmutableArray<CapabilityFinding> capabilities)
    {
        var run = stored.Results.Run;
        return new RunResult
        {
            TargetName = run.Target.Name,
            Endpoint = run.Target.Endpoint,
            Server = run.Target.Server,
            Region = run.Target.Region,
            Style = run.Target.Style,
            Dialect = run.Dialect,
            Catalogue = catalogue,
            StartedAt = run.StartedAt,
            DurationMs = run.DurationMs,
            Preflight = [.. run.Preflight.Select(p => new PreflightStep(p.Name, p.Passed, p.Detail))],
            Capabilities = capabilities,
            Absent = [.. stored.Absent.Order(StringComparer.Ordinal)],
            Cases = cases,
            RunExchanges = stored.RunExchanges,
            Interrupted = run.Interrupted,
            StoppedBecause = run.StoppedBecause,
            LeftBehind = run.LeftBehind,
            Filter = run.Filter,
            Requests = run.Requests,
            BytesSent = run.BytesSent,
            BytesReceived = run.BytesReceived,
        };
    }
}
