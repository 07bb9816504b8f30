using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Conformance.Fuzz;

/// <summary>Findings of a run, one a cause. A cause seen again is counted, not confirmed again.</summary>
public sealed class FindingLog(Action<Finding>? found)
{
    // A flood of causes is one broken target: enough is enough for those who read it.
    private const int Most = 200;

    // What depends on timing does not show each time; an input shows or does not.
    private const int MostInVain = 2;
    private const int MostOrdersInVain = 10;
    private readonly ConcurrentDictionary<Cause, Finding> findings = new();
    private readonly ConcurrentDictionary<(Cause, string), int> vain = new();
    private readonly ConcurrentDictionary<Cause, Cause> names = new();
    private readonly ConcurrentDictionary<Cause, bool> taken = new();

    /// <summary>The findings, those that count first.</summary>
    public ImmutableArray<Finding> All => [.. findings.Values.OrderByDescending(f => f.Verdict).ThenBy(f => f.AtRequest)];

    /// <summary>How many count.</summary>
    public int Counting => findings.Values.Count(f => f.Counts);

    /// <summary>Counts a cause that is known; false when it is not.</summary>
    public bool Again(Cause cause, string mutation)
    {
        cause = names.GetValueOrDefault(cause, cause);
        while (findings.TryGetValue(cause, out var known))
        {
            if (findings.TryUpdate(cause, known with { Count = known.Count + 1, Mutations = known.Mutations.Add(mutation) }, known))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a suspicion of this kind is still worth the requests of confirming it.</summary>
    public bool IsWorthwhile(Cause cause, string mutation) => findings.Count < Most && vain.GetValueOrDefault((cause, mutation)) < (mutation == Confirmer.Order ? MostOrdersInVain : MostInVain);

    /// <summary>Takes a cause for confirming it; false when somebody else is at it. Whoever took it gives it back.</summary>
    public bool Take(Cause cause) => taken.TryAdd(cause, true);

    /// <summary>Gives a cause back.</summary>
    public void GiveBack(Cause cause) => taken.TryRemove(cause, out _);

    /// <summary>Notes that a suspicion did not hold.</summary>
    public void NotConfirmed(Cause cause, string mutation) => vain.AddOrUpdate((cause, mutation), 1, static (_, n) => n + 1);

    /// <summary>Adds a confirmed finding, which was suspected under another name perhaps.</summary>
    public void Add(Finding finding, Cause suspected)
    {
        names[suspected] = finding.Cause;
        if (findings.TryAdd(finding.Cause, finding))
        {
            found?.Invoke(finding);
        }
        else
        {
            Again(finding.Cause, finding.Mutations.FirstOrDefault() ?? "");
        }
    }
}
