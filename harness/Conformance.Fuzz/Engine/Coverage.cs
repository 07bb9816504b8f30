using System.Collections.Immutable;

namespace Conformance.Fuzz;

/// <summary>Which classes of input got which classes of answer, and how often.</summary>
public sealed class CoverageGrid
{
    // Combinations of combinations would fill memory and tell nobody anything.
    private const int MostRows = 2000;
    private readonly Census<(string Input, string Answer)> cells = new(MostRows);

    /// <summary>Counts one answer; how many of its kind there are now, 0 when there are too many kinds to count it.</summary>
    public long Add(string inputClass, string answerClass) => cells.Add((inputClass, answerClass));

    /// <summary>The rows by name. A class is tried on one side when all its answers are successes, or none is.</summary>
    public ImmutableArray<GridRow> Rows() =>
    [
        .. cells.Counts().GroupBy(c => c.Key.Input, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new GridRow(
            g.Key,
            g.OrderBy(c => c.Key.Answer, StringComparer.Ordinal).ToImmutableSortedDictionary(c => c.Key.Answer, c => c.Value, StringComparer.Ordinal),
            g.All(c => c.Key.Answer[0] == '2') ? "accepted only" : g.All(c => c.Key.Answer[0] != '2') ? "refused only" : "both")),
    ];
}

/// <summary>A row of the grid.</summary>
/// <param name="InputClass">The class of inputs.</param>
/// <param name="Answers">How often each class of answer came.</param>
/// <param name="Side">accepted only, refused only, or both.</param>
public sealed record GridRow(string InputClass, ImmutableSortedDictionary<string, long> Answers, string Side);

/// <summary>How the number of kinds of answer grows with the inputs.</summary>
public sealed class NoveltyCurve
{
    private readonly Census<ulong> seen = new(int.MaxValue);
    private readonly Lock gate = new();
    private readonly List<NoveltyPoint> points = [];
    private long inputs;

    /// <summary>Inputs tried.</summary>
    public long Inputs => Interlocked.Read(ref inputs);

    /// <summary>Kinds of answer seen.</summary>
    public int Signatures => seen.Kinds;

    /// <summary>Counts an answer; true when its kind is new.</summary>
    public bool Add(ulong signature)
    {
        var number = Interlocked.Increment(ref inputs);
        var isNew = seen.Add(signature) == 1;
        if (isNew || (number & (number - 1)) == 0)
        {
            lock (gate)
            {
                points.Add(new NoveltyPoint(number, seen.Kinds));
            }
        }

        return isNew;
    }

    /// <summary>Points of the curve.</summary>
    public ImmutableArray<NoveltyPoint> Points()
    {
        lock (gate)
        {
            return [.. points.OrderBy(p => p.Inputs), new NoveltyPoint(Inputs, Signatures)];
        }
    }

    /// <summary>The chance that the next input shows a new kind, after Good and Turing: kinds seen once, of all inputs.</summary>
    public double ChanceOfNew() => Inputs == 0 ? 1 : seen.Counts().Count(c => c.Value == 1) / (double)Inputs;
}

/// <summary>A point of the novelty curve.</summary>
public sealed record NoveltyPoint(long Inputs, int Signatures);
