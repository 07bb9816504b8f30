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

    /// <summary>The rows of two texts, those that are the same included.</summary>
    public static ImmutableArray<DiffRow> SideBySide(string left, string right)
    {
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
