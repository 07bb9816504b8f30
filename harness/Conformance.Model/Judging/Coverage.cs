using System.Collections.Immutable;

namespace Conformance.Model;

/// <summary>A requirement with the cases that cite it and, of a run, with what they made of it.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Cases">Ids of the cases that cite it, in the order of the suite.</param>
/// <param name="ByStanding">True when a standing check cites it: every case then looks at it.</param>
/// <param name="Verdict">The worst that any check made of it; null when no run is shown, or none judged it.</param>
public sealed record CoverageLine(Requirement Requirement, ImmutableArray<string> Cases, bool ByStanding, Verdict? Verdict)
{
    /// <summary>Nothing cites it, and nobody said that it cannot be tested.</summary>
    public bool IsHole => Cases.IsEmpty && !ByStanding && Requirement.Untestable is null;
}

/// <summary>Requirement by case by verdict.</summary>
public static class Coverage
{
    /// <summary>The coverage of a catalogue by cases, in the order of the catalogue.</summary>
    public static ImmutableArray<CoverageLine> Of(Catalogue catalogue, IReadOnlyCollection<Scenario> cases) =>
        Lines(catalogue.Requirements, cases, new Dictionary<string, Verdict>(StringComparer.Ordinal));

    /// <summary>The coverage by the cases of a run, of what the dialect has, with verdicts.</summary>
    public static ImmutableArray<CoverageLine> Of(RunResult run)
    {
        var verdicts = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        foreach (var check in run.Cases.SelectMany(c => c.Checks))
        {
            foreach (var id in check.Requirements)
            {
                Note(verdicts, run.Catalogue.Find(id), check);
            }
        }

        return Lines(run.Catalogue.Requirements.Where(r => r.Expect.ContainsKey(run.Dialect)), [.. run.Cases.Select(c => c.Scenario)], verdicts);
    }

    // A failed check weighs for each requirement it cites by that requirement's own level.
    private static void Note(Dictionary<string, Verdict> verdicts, Requirement? requirement, CheckResult check)
    {
        if (requirement is null || check.Outcome.Outcome is Outcome.NotApplicable)
        {
            return;
        }

        var verdict = check.Outcome.Outcome switch
        {
            Outcome.Failed => requirement.VerdictWhenFailed,
            Outcome.Unjudged => Verdict.Inconclusive,
            _ => Verdict.Pass,
        };
        verdicts[requirement.Id] = verdicts.TryGetValue(requirement.Id, out var known) && known > verdict ? known : verdict;
    }

    private static ImmutableArray<CoverageLine> Lines(IEnumerable<Requirement> requirements, IReadOnlyCollection<Scenario> cases, Dictionary<string, Verdict> verdicts)
    {
        var citing = cases.SelectMany(s => s.Cited.Select(id => (Id: id, Case: s.Id))).ToLookup(x => x.Id, x => x.Case, StringComparer.Ordinal);
        var standing = cases.SelectMany(s => StandingChecks.For(s)).SelectMany(c => c.Requirements).ToHashSet(StringComparer.Ordinal);
        return [.. requirements.Select(r => new CoverageLine(r, [.. citing[r.Id]], standing.Contains(r.Id), verdicts.TryGetValue(r.Id, out var verdict) ? verdict : null))];
    }
}
