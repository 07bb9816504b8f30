using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Reports.Html.Views;

/// <summary>A column of the matrix: a target, or a run of it.</summary>
/// <param name="Name">What stands at its head, unique among the columns.</param>
/// <param name="Results">The run.</param>
public sealed record MatrixColumn(string Name, ResultsDocument Results);

/// <summary>What a run made of a requirement.</summary>
/// <param name="Verdict">The worst of it.</param>
/// <param name="Aspects">What was looked at, with what was found there.</param>
/// <param name="Case">A case that shows it: one that failed, else the first.</param>
public sealed record MatrixCell(Verdict Verdict, ImmutableArray<(Aspect Aspect, Verdict Verdict)> Aspects, string Case);

/// <summary>A requirement across the columns.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Expected">What the dialect expects, short.</param>
/// <param name="Cells">One a column; null where no case of the run cites it.</param>
public sealed record MatrixRow(Requirement Requirement, string Expected, ImmutableArray<MatrixCell?> Cells)
{
    /// <summary>The columns do not agree.</summary>
    public bool IsDifferent => Cells.Select(c => c?.Verdict).Distinct().Count() > 1;
}

/// <summary>Requirements by section against targets or runs.</summary>
/// <param name="Columns">The runs.</param>
/// <param name="Sections">Topics in reading order.</param>
public sealed record MatrixView(ImmutableArray<MatrixColumn> Columns, ImmutableArray<(string Title, ImmutableArray<MatrixRow> Rows)> Sections)
{
    /// <summary>Letters of the aspects, in the order in which they stand in a cell.</summary>
    internal static readonly ImmutableArray<(Aspect Aspect, char Letter, string Name)> Letters =
    [
        (Aspect.Status, 'S', "status"), (Aspect.ErrorCode, 'C', "error code"), (Aspect.Xml, 'X', "XML shape"), (Aspect.Headers, 'H', "headers"),
        (Aspect.Bytes, 'B', "bytes"), (Aspect.SideEffects, 'E', "side effects"), (Aspect.Idempotency, 'I', "idempotency"), (Aspect.Timing, 'T', "timing"),
    ];

    /// <summary>The matrix of some runs. Pure.</summary>
    /// <param name="catalogue">The requirements.</param>
    /// <param name="columns">The runs.</param>
    internal static MatrixView Of(Catalogue catalogue, ImmutableArray<MatrixColumn> columns)
    {
        var cells = columns.Select(c => Cells(catalogue, c.Results)).ToArray();
        var dialects = columns.Select(c => c.Results.Run.Dialect).Distinct().ToArray();
        return new MatrixView(columns,
        [
            .. catalogue.Topics
                .Select(t => (t.Title, Rows: t.Requirements
                    .Where(r => cells.Any(c => c.ContainsKey(r.Id)))
                    .Select(r => new MatrixRow(r, Expected(r, dialects), [.. cells.Select(c => c.GetValueOrDefault(r.Id))]))
                    .ToImmutableArray()))
                .Where(s => !s.Rows.IsEmpty),
        ]);
    }

    private static string Expected(Requirement requirement, Dialect[] dialects)
    {
        var texts = dialects.Where(requirement.Expect.ContainsKey).Select(d => requirement.Expect[d]).Select(Expected).Distinct(StringComparer.Ordinal).ToArray();
        return string.Join(" / ", texts);
    }

    private static string Expected(Expectation expected)
    {
        var answer = $"{string.Join(" or ", expected.Status)} {string.Join(" or ", expected.Code)}".Trim();
        return answer.Length > 0 ? answer : Writing.Visible.Short(expected.Body ?? expected.Then ?? expected.Note ?? "", 60);
    }

    private static Dictionary<string, MatrixCell> Cells(Catalogue catalogue, ResultsDocument results)
    {
        var judged = results.Cases
            .SelectMany(c => c.Checks.Where(k => k.Outcome != Outcome.NotApplicable).SelectMany(k => k.Requirements.Select(id => (Id: id, Case: c, Check: k))))
            .GroupBy(x => x.Id, StringComparer.Ordinal)
            .Where(g => catalogue.Find(g.Key)?.Expect.ContainsKey(results.Run.Dialect) == true)
            .ToDictionary(g => g.Key, g => Cell(catalogue[g.Key], g.Select(x => (x.Case, x.Check))), StringComparer.Ordinal);
        foreach (var gap in results.Cases.Where(c => !c.Verdict.IsJudged() && c.Verdict != Verdict.NotApplicable).OrderByDescending(c => c.Verdict))
        {
            foreach (var id in gap.Requirements.Where(id => catalogue.Find(id)?.Expect.ContainsKey(results.Run.Dialect) == true))
            {
                judged.TryAdd(id, new MatrixCell(gap.Verdict, [], gap.Id));
            }
        }

        return judged;
    }

    private static MatrixCell Cell(Requirement requirement, IEnumerable<(CaseEntry Case, CheckEntry Check)> checks)
    {
        var worst = Verdict.Pass;
        string? shown = null;
        var aspects = new Dictionary<Aspect, Verdict>();
        foreach (var (entry, check) in checks)
        {
            var verdict = check.Outcome switch { Outcome.Failed => requirement.VerdictWhenFailed, Outcome.Unjudged => Verdict.Inconclusive, _ => Verdict.Pass };
            if (shown is null || verdict > worst)
            {
                (worst, shown) = (verdict, entry.Id);
            }

            aspects[check.Aspect] = aspects.TryGetValue(check.Aspect, out var known) && known > verdict ? known : verdict;
        }

        return new MatrixCell(worst, [.. Letters.Where(l => aspects.ContainsKey(l.Aspect)).Select(l => (l.Aspect, aspects[l.Aspect]))], shown!);
    }
}
