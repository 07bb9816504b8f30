using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Reports.Html.Views;

/// <summary>A case across runs, as far as something is to be told of it.</summary>
/// <param name="Id">The case.</param>
/// <param name="Claim">What is claimed.</param>
/// <param name="Cells">One a column; null where the run does not have the case.</param>
public sealed record MergedCase(string Id, string Claim, ImmutableArray<CaseEntry?> Cells);

/// <summary>Several runs in one page.</summary>
/// <param name="Columns">The runs.</param>
/// <param name="Matrix">Requirements against them.</param>
/// <param name="Cases">Cases that some run did not pass.</param>
/// <param name="Diff">Between two runs; null for any other number.</param>
/// <param name="Options">What the report says beside them.</param>
/// <param name="Catalogue">The requirements.</param>
public sealed record MergedView(
    ImmutableArray<MatrixColumn> Columns, MatrixView Matrix, ImmutableArray<MergedCase> Cases, DiffView? Diff, ReportOptions Options, Catalogue Catalogue)
{
    /// <summary>Puts runs side by side. Pure.</summary>
    /// <param name="catalogue">The requirements.</param>
    /// <param name="runs">The runs, in the order of the columns.</param>
    /// <param name="options">What the report says beside them.</param>
    internal static MergedView Of(Catalogue catalogue, IReadOnlyList<ResultsDocument> runs, ReportOptions options)
    {
        var columns = Named(runs);
        var byId = runs.Select(r => r.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal)).ToArray();
        return new MergedView(
            columns,
            MatrixView.Of(catalogue, columns),
            [
                .. runs.SelectMany(r => r.Cases).DistinctBy(c => c.Id)
                    .Select(c => new MergedCase(c.Id, c.Claim, [.. byId.Select(b => b.GetValueOrDefault(c.Id))]))
                    .Where(c => c.Cells.Any(x => x is not null && x.Verdict is not (Verdict.Pass or Verdict.NotApplicable))),
            ],
            runs.Count == 2 ? DiffView.Of(columns[0], columns[1]) : null,
            options,
            catalogue);
    }

    // A target by its name; runs of one target also by when they were made.
    private static ImmutableArray<MatrixColumn> Named(IReadOnlyList<ResultsDocument> runs) =>
    [
        .. runs.Select((r, i) => new MatrixColumn(
            runs.Count(o => o.Run.Target.Name == r.Run.Target.Name && o.Run.Dialect == r.Run.Dialect) == 1
                ? runs.Count(o => o.Run.Target.Name == r.Run.Target.Name) == 1 ? r.Run.Target.Name : $"{r.Run.Target.Name} ({r.Run.Dialect.Token()})"
                : $"{r.Run.Target.Name} {r.Run.StartedAt.UtcDateTime:MM-dd HH:mm} #{i + 1}",
            r)),
    ];
}
