using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Fuzz;

/// <summary>Something that should not be, seen once.</summary>
/// <param name="Requirement">The requirement broken.</param>
/// <param name="Aspect">What was looked at.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Received">What was received.</param>
/// <param name="Shown">The exchange that shows it.</param>
public sealed record Sighting(string Requirement, Aspect Aspect, string Expected, string Received, Exchange? Shown)
{
    /// <summary>A difference between what the target holds and what it said.</summary>
    public static Sighting OfState(string requirement, string expected, string received, Exchange shown) => new(requirement, Aspect.SideEffects, expected, received, shown);

    /// <summary>
    /// The failed checks of a case, one a cause. One status breaks one requirement: of several the one that weighs most, the one about this very
    /// input before one about all. Where the status is wrong already, the error code that goes with it is no news.
    /// </summary>
    public static ImmutableArray<Sighting> AllOf(CaseResult result)
    {
        if (!result.Findings.Any())
        {
            return [];
        }

        var statuses = result.Findings.Where(f => f.Aspect == Aspect.Status).ToArray();
        var kept = statuses.GroupBy(f => (ShownBy(f, result)?.Sequence, f.Outcome.Received)).Select(g => g.OrderByDescending(f => f.Verdict).ThenBy(f => f.Standing).First()).ToArray();
        return [.. result.Findings.Where(f => f.Aspect switch
        {
            Aspect.Status => kept.Contains(f),
            Aspect.ErrorCode => !statuses.Any(s => s.Deciding.Id == f.Deciding.Id),
            _ => true,
        }).Select(f => Of(f, result))];
    }

    private static Sighting Of(CheckResult finding, CaseResult result) => new(
        finding.Deciding.Id,
        finding.Aspect,
        finding.Outcome.Expected,
        finding.Outcome.Received,
        ShownBy(finding, result));

    private static Exchange? ShownBy(CheckResult finding, CaseResult result) =>
        result.Exchanges.FirstOrDefault(e => e.Sequence == finding.Outcome.Exchange) ?? result.Exchanges.LastOrDefault(e => e.Label.Step == Steps.When);

    /// <summary>Its cause, on a surface.</summary>
    public Cause CauseOn(Surface surface) => new(Requirement, Aspect, Cause.Normalise(Received), surface);
}
