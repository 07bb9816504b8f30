using System.Collections.Frozen;
using System.Collections.Immutable;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>Turns the transcript of a case into a verdict. A pure function of transcript, catalogue and dialect.</summary>
/// <param name="catalogue">The requirements.</param>
/// <param name="dialect">The dialect judged in.</param>
/// <param name="absent">Capabilities proved absent; checks that need one to observe do not apply.</param>
public sealed class Judge(Catalogue catalogue, Dialect dialect, FrozenSet<string>? absent = null)
{
    private readonly FrozenSet<string> absent = absent ?? FrozenSet<string>.Empty;

    /// <summary>
    /// The verdict of a case that is not for this target, so that running it would show nothing: the dialect does not have it, or a capability is
    /// proved absent without which there is no answer or no check. Null when it has to be run.
    /// </summary>
    /// <param name="scenario">The case.</param>
    /// <param name="capabilities">What the probes found; the proof becomes the reason.</param>
    public CaseResult? Outside(Scenario scenario, ImmutableArray<CapabilityFinding> capabilities) =>
        NotApplicable(scenario) is { } reason ? new CaseResult { Scenario = scenario, Verdict = Verdict.NotApplicable, Reason = reason }
        : Missing(scenario) is { } missing
            ? new CaseResult { Scenario = scenario, Verdict = Verdict.Unsupported, Reason = capabilities.FirstOrDefault(c => c.Name == missing)?.Proof ?? $"the target has no {missing}" }
        : null;

    /// <summary>Judges a case.</summary>
    public CaseResult Decide(Scenario scenario, CaseTranscript transcript)
    {
        var result = new CaseResult
        {
            Scenario = scenario,
            Verdict = Verdict.Pass,
            Transcript = transcript,
            Exchanges = transcript.Exchanges,
            DurationMs = transcript.DurationMs,
        };
        if (transcript.Blocked is { } reason)
        {
            return result with { Verdict = Verdict.Blocked, Reason = reason };
        }

        var evidence = new Evidence(scenario, dialect, transcript);
        if (evidence.When is null)
        {
            return result with { Verdict = Verdict.Error, Reason = "the request under test was never sent" };
        }

        if (evidence.Answer is null || evidence.When.Fate is Fate.TimedOut or Fate.Cancelled)
        {
            return Unanswered(result, evidence);
        }

        if (evidence.Exchanges.FirstOrDefault(e => IsThrottled(evidence, e)) is { } throttled)
        {
            return result with
            {
                Verdict = Verdict.Inconclusive,
                Reason = $"the target throttled: {throttled.Response!.Status} SlowDown to \"{throttled.Label.Step}\" however often it was asked; run it with fewer cases side by side (--concurrency)",
            };
        }

        var standing = StandingChecks.For(scenario);
        var checks = ImmutableArray.CreateBuilder<CheckResult>(scenario.Then.Length + standing.Length);
        foreach (var cited in scenario.Then)
        {
            checks.Add(Evaluate(cited, evidence, standing: false));
        }

        foreach (var cited in standing)
        {
            checks.Add(Evaluate(cited, evidence, standing: true));
        }

        return Sum(result, checks.MoveToImmutable());
    }

    /// <summary>The requirement of the dialect that weighs most among those cited; null when the dialect has none of them.</summary>
    public Requirement? Deciding(ImmutableArray<string> cited)
    {
        Requirement? deciding = null;
        foreach (var id in cited)
        {
            var requirement = catalogue[id];
            if (requirement.Expect.ContainsKey(dialect) && (deciding is null || requirement.VerdictWhenFailed > deciding.VerdictWhenFailed))
            {
                deciding = requirement;
            }
        }

        return deciding;
    }

    private string? NotApplicable(Scenario scenario) =>
        !scenario.Dialects.IsEmpty && !scenario.Dialects.Contains(dialect)
            ? $"the dialect {dialect.Token()} does not have it"
            : scenario.Then.All(c => Deciding(c.Requirements) is null)
                ? $"the dialect {dialect.Token()} has none of the requirements cited"
                : null;

    // Any request may be refused for its rate (AWS, Error Responses: SlowDown); one that was says nothing of what it asked for.
    private static bool IsThrottled(Evidence evidence, Exchange exchange) =>
        Steps.IsStimulus(exchange.Label.Step)
        && exchange.Response?.Status is 503 or 400
        && evidence.Code(exchange) == "SlowDown";

    // A capability proved absent without which the case shows nothing: it is on the way to the answer, or every check is about it.
    private string? Missing(Scenario scenario)
    {
        if (absent.Count == 0)
        {
            return null;
        }

        var lacks = scenario.Then.Select(c => Deciding(c.Requirements)?.Needs.FirstOrDefault(absent.Contains)).ToArray();
        return scenario.Reaching.FirstOrDefault(absent.Contains) ?? (lacks.All(l => l is not null) ? lacks[0] : null);
    }

    private static CaseResult Sum(CaseResult result, ImmutableArray<CheckResult> checks)
    {
        CheckResult? exact = null;
        CheckResult? unjudged = null;
        var applies = false;
        var worst = Verdict.Pass;
        foreach (var check in checks)
        {
            var outcome = check.Outcome.Outcome;
            exact ??= check.Standing ? null : check;
            applies |= !check.Standing && outcome != Outcome.NotApplicable;
            unjudged ??= outcome == Outcome.Unjudged ? check : null;
            worst = check.Verdict > worst ? check.Verdict : worst;
        }

        return exact is not null && !applies && worst == Verdict.Pass ? result with { Checks = checks, Verdict = Verdict.NotApplicable, Reason = exact.Outcome.Received }
            : worst == Verdict.Deviates || unjudged is null ? result with { Checks = checks, Verdict = worst }
            : result with { Checks = checks, Verdict = Verdict.Inconclusive, Reason = $"{unjudged.Outcome.Expected}: {unjudged.Outcome.Received}" };
    }

    private CheckResult Evaluate(CitedCheck cited, Evidence evidence, bool standing)
    {
        var deciding = Deciding(cited.Requirements);
        var check = cited.Check;
        CheckOutcome outcome;
        if (deciding is null)
        {
            outcome = CheckOutcome.NotApplicable("", $"the dialect {dialect.Token()} does not have {string.Join(", ", cited.Requirements)}");
        }
        else if (absent.Count > 0 && deciding.Needs.FirstOrDefault(absent.Contains) is { } lacking)
        {
            outcome = CheckOutcome.NotApplicable("", $"the target has no {lacking}");
        }
        else if (absent.Count > 0 && check.Observes.FirstOrDefault(o => absent.Contains(o.Capability)) is { } missing)
        {
            outcome = CheckOutcome.NotApplicable(missing.Name, $"the target has no {missing.Capability}");
        }
        else
        {
            // The scenario spells what the de-facto protocol expects; another dialect may expect something else of the same requirement.
            outcome = (ExpectsOtherwise(deciding) ? check.As(deciding.Expect[dialect]) : check).Evaluate(evidence);
            if (outcome.Outcome == Outcome.Failed && check.YieldsToAlternatives && Accepted(cited, evidence) is { } note)
            {
                outcome = outcome with { Outcome = Outcome.Held, Note = note };
            }
        }

        return new CheckResult
        {
            Aspect = check.Aspect,
            Requirements = cited.Requirements,
            Standing = standing,
            Outcome = outcome,
            Deciding = deciding ?? catalogue[cited.Requirements[0]],
            Verdict = outcome.Outcome == Outcome.Failed ? deciding!.VerdictWhenFailed : Verdict.Pass,
            SeenOn = outcome.Outcome == Outcome.Failed ? Seen(cited, evidence) : [],
        };
    }

    private bool ExpectsOtherwise(Requirement requirement) =>
        dialect != Dialect.Aws && !ReferenceEquals(requirement.Expect[dialect], requirement.Expect.GetValueOrDefault(Dialect.Aws));

    private string? Accepted(CitedCheck cited, Evidence evidence)
    {
        foreach (var alternative in cited.Requirements.SelectMany(id => catalogue[id].Accepts))
        {
            if (alternative.Dialects.Contains(dialect) && Matches(alternative.Status, alternative.Code, evidence))
            {
                return $"accepted: {alternative.Source.Source.Title}, {alternative.Source.Where} ({alternative.Source.DateOrDefault})";
            }
        }

        return null;
    }

    private ImmutableArray<string> Seen(CitedCheck cited, Evidence evidence) =>
    [
        .. cited.Requirements.SelectMany(id => catalogue[id].SeenOn)
            .Where(s => (!s.Status.IsEmpty || !s.Code.IsEmpty) && Matches(s.Status, s.Code, evidence))
            .Select(s => s.Who)
            .Distinct(StringComparer.Ordinal),
    ];

    private static bool Matches(ImmutableArray<int> status, ImmutableArray<string> code, Evidence evidence) =>
        (status.IsEmpty || status.Contains(evidence.Answer!.Status))
        && (code.IsEmpty || (evidence.ErrorCode is { } c && code.Contains(c)));

    // No answer at all. A connection dropped twice while a request known to work is answered is the target's doing; anything else proves nothing.
    private CaseResult Unanswered(CaseResult result, Evidence evidence)
    {
        var fate = evidence.When!.FateDetail ?? evidence.When.Fate.ToString();
        var dropped = evidence.Whens.Length > 1
            && evidence.Whens.All(w => w.Fate is Fate.ClosedEarly or Fate.NotHttp or Fate.TooLarge)
            && evidence.Exchanges.Any(e => e.Label.Step == Steps.Control && e.Fate == Fate.Complete);
        var status = result.Scenario.Then.FirstOrDefault(c => c.Check.Aspect == Aspect.Status && Deciding(c.Requirements) is not null);
        if (!dropped || status is null)
        {
            return result with { Verdict = Verdict.Inconclusive, Reason = $"no answer: {fate}" };
        }

        var deciding = Deciding(status.Requirements)!;
        return result with
        {
            Verdict = deciding.VerdictWhenFailed,
            Checks =
            [
                new CheckResult
                {
                    Aspect = Aspect.Status,
                    Requirements = status.Requirements,
                    Standing = false,
                    Deciding = deciding,
                    Verdict = deciding.VerdictWhenFailed,
                    Outcome = new CheckOutcome(
                        Outcome.Failed,
                        "an answer",
                        $"none, {evidence.Whens.Length} times{Aftermath(evidence)} ({fate})"),
                },
            ],
        };
    }

    private static string Aftermath(Evidence evidence) =>
        evidence.Exchanges.Any(e => e.Label.Step == Steps.Control && e.Fate == Fate.ConnectFailed)
            ? "; each time the target then refused connections until it was back: the request ends the server"
            : ", while a control request was answered";
}
