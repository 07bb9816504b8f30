using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Reports.Html.Views;

/// <summary>How a case changed from one run to the next.</summary>
public enum Change
{
    /// <summary>Worse than before.</summary>
    Regressed,

    /// <summary>As bad as before, in another way.</summary>
    Changed,

    /// <summary>It was not in the earlier run.</summary>
    Appeared,

    /// <summary>It is not in the later run. No regression: nothing is known of it.</summary>
    Gone,

    /// <summary>Better than before.</summary>
    Improved,
}

/// <summary>A case that changed.</summary>
/// <param name="Case">Its id.</param>
/// <param name="Change">How.</param>
/// <param name="Was">Verdict of the earlier run; null when it was not in it.</param>
/// <param name="Is">Verdict of the later run; null when it is not in it.</param>
/// <param name="Before">Findings of the earlier run that the later one does not have.</param>
/// <param name="After">Findings of the later run that the earlier one did not have.</param>
public sealed record CaseChange(string Case, Change Change, Verdict? Was, Verdict? Is, ImmutableArray<FindingEntry> Before, ImmutableArray<FindingEntry> After);

/// <summary>Two runs, case by case; only what changed.</summary>
/// <param name="Was">The earlier run.</param>
/// <param name="Is">The later run.</param>
/// <param name="Rows">What changed: worse first.</param>
/// <param name="Same">Cases that did not.</param>
public sealed record DiffView(MatrixColumn Was, MatrixColumn Is, ImmutableArray<CaseChange> Rows, int Same)
{
    /// <summary>Number of rows of a kind.</summary>
    public int Count(Change change) => Rows.Count(r => r.Change == change);

    /// <summary>Compares. Pure.</summary>
    internal static DiffView Of(MatrixColumn was, MatrixColumn now)
    {
        var before = was.Results.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var after = now.Results.Cases.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var rows = now.Results.Cases.Select(c => Row(before.GetValueOrDefault(c.Id), c)).OfType<CaseChange>()
            .Concat(was.Results.Cases.Where(c => !after.Contains(c.Id)).Select(c => new CaseChange(c.Id, Change.Gone, c.Verdict, Is: null, c.Findings, [])))
            .OrderBy(r => r.Change)
            .ThenByDescending(r => r.Is ?? r.Was)
            .ToImmutableArray();
        return new DiffView(was, now, rows, now.Results.Cases.Length - rows.Count(r => r.Change != Change.Gone));
    }

    private static CaseChange? Row(CaseEntry? was, CaseEntry now)
    {
        if (was is null)
        {
            return new CaseChange(now.Id, Change.Appeared, Was: null, now.Verdict, [], now.Findings);
        }

        var (known, found) = (was.Findings.Select(Key).ToHashSet(StringComparer.Ordinal), now.Findings.Select(Key).ToHashSet(StringComparer.Ordinal));
        if (was.Verdict == now.Verdict && known.SetEquals(found))
        {
            return null;
        }

        var change = now.Verdict > was.Verdict ? Change.Regressed : now.Verdict < was.Verdict ? Change.Improved : Change.Changed;
        return new CaseChange(now.Id, change, was.Verdict, now.Verdict, [.. was.Findings.Where(f => !found.Contains(Key(f)))], [.. now.Findings.Where(f => !known.Contains(Key(f)))]);
    }

    // The observation is scrubbed by the one list of rules, like everything that is compared between runs.
    private static string Key(FindingEntry finding) => $"{finding.Requirement}\n{finding.Aspect}\n{finding.Observation}";
}
