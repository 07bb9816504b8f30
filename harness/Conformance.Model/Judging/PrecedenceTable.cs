using System.Collections.Immutable;

namespace Conformance.Model;

/// <summary>Which of two faults a target reports, for every pair that was tried.</summary>
/// <param name="Faults">Names of the faults, in the order of the suite.</param>
/// <param name="Winners">The winner of a pair (first, second): the name of a fault, "both" when each alone is answered alike, "neither" otherwise.</param>
public sealed record PrecedenceTable(ImmutableArray<string> Faults, ImmutableDictionary<(string First, string Second), string> Winners)
{
    private const string Behaviour = "/precedence/";
    private const string Between = "-and-";

    /// <summary>The table of a run; without faults when no pair was judged.</summary>
    public static PrecedenceTable Of(RunResult run)
    {
        var winners = ImmutableDictionary.CreateBuilder<(string, string), string>();
        var faults = new List<string>();
        foreach (var result in run.Cases.Where(c => c.Scenario.Id.Contains(Behaviour, StringComparison.Ordinal)))
        {
            var pair = result.Scenario.Id[(result.Scenario.Id.LastIndexOf('/') + 1)..].Split(Between, 2);
            var check = result.Checks.FirstOrDefault(c => !c.Standing && c.Outcome.Outcome is Outcome.Held or Outcome.Failed);
            if (pair.Length != 2 || check is null)
            {
                continue;
            }

            faults.AddRange(pair.Where(n => !faults.Contains(n)));
            winners[(pair[0], pair[1])] = check.Outcome.Received.Split(':', 2)[0];
        }

        // In a pair the earlier fault of the suite stands first, so that the last is second most often.
        return new PrecedenceTable([.. faults.OrderBy(f => winners.Keys.Count(p => p.Item2 == f))], winners.ToImmutable());
    }

    /// <summary>The winner of two faults in either order; null when the pair was not judged.</summary>
    public string? Winner(string one, string other) => Winners.GetValueOrDefault((one, other)) ?? Winners.GetValueOrDefault((other, one));
}
