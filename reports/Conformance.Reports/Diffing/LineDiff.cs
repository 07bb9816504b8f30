using System.Collections.Immutable;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Conformance.Reports;

/// <summary>How a row of two texts side by side stands.</summary>
public enum RowKind
{
    /// <summary>The same on both sides.</summary>
    Same,

    /// <summary>Other on the right.</summary>
    Changed,

    /// <summary>Only on the left.</summary>
    Removed,

    /// <summary>Only on the right.</summary>
    Added,
}

/// <summary>A row of two texts side by side; a side that has no such line is null.</summary>
public sealed record DiffRow(RowKind Kind, string? Left, string? Right);

/// <summary>Two texts line by line.</summary>
public static class LineDiff
{
    private static readonly SideBySideDiffBuilder Builder = new(new Differ());

    /// <summary>The rows of two texts, those that are the same included; a text that is not there is null.</summary>
    public static ImmutableArray<DiffRow> SideBySide(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return left is null
                ? [.. (right?.Split('\n') ?? []).Select(l => new DiffRow(RowKind.Added, Left: null, l))]
                : [.. left.Split('\n').Select(l => new DiffRow(RowKind.Removed, l, Right: null))];
        }

        var model = Builder.BuildDiffModel(left, right, ignoreWhitespace: false);
        return [.. model.OldText.Lines.Zip(model.NewText.Lines, Row)];
    }

    /// <summary>The rows that differ, as lines of a patch.</summary>
    public static IEnumerable<string> Patch(string left, string right) => SideBySide(left, right).Where(r => r.Kind != RowKind.Same).SelectMany(Signed);

    private static IEnumerable<string> Signed(DiffRow row)
    {
        if (row.Left is not null)
        {
            yield return "- " + row.Left;
        }

        if (row.Right is not null)
        {
            yield return "+ " + row.Right;
        }
    }

    private static DiffRow Row(DiffPiece left, DiffPiece right) => (left.Type, right.Type) switch
    {
        (ChangeType.Imaginary, _) => new(RowKind.Added, Left: null, right.Text),
        (_, ChangeType.Imaginary) => new(RowKind.Removed, left.Text, Right: null),
        (ChangeType.Unchanged, _) => new(RowKind.Same, left.Text, right.Text),
        _ => new(RowKind.Changed, left.Text, right.Text),
    };
}

/// <summary>Any number of texts line by line.</summary>
public static class Alignment
{
    /// <summary>
    /// The rows, a cell a text; null where a text has no such line. Each text is laid beside what those before it have together, so that any two columns
    /// read as two texts side by side. Pure.
    /// </summary>
    public static ImmutableArray<ImmutableArray<string?>> Of(IReadOnlyList<string> texts)
    {
        var rows = texts[0].Split('\n').Select(line => new string?[texts.Count].With(0, line)).ToList();
        for (var i = 1; i < texts.Count; i++)
        {
            var merged = new List<string?[]>(rows.Count + 8);
            var at = 0;
            foreach (var (_, left, right) in LineDiff.SideBySide(string.Join('\n', rows.Select(r => r.First(c => c is not null))), texts[i]))
            {
                merged.Add((left is null ? new string?[texts.Count] : rows[at++]).With(i, right));
            }

            rows = merged;
        }

        return [.. rows.Select(r => r.ToImmutableArray())];
    }

    private static string?[] With(this string?[] row, int index, string? cell)
    {
        row[index] = cell;
        return row;
    }
}
