using System.Collections.Immutable;

namespace Conformance.Reports;

/// <summary>An exchange of which some sides say something else than others.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Step">What it was sent for.</param>
/// <param name="Texts">The different texts, each once.</param>
/// <param name="Of">By side the number of its text; <see cref="Unsent"/> where the case has no such exchange, null where it is not known.</param>
public sealed record ComparedExchange(string Case, string Step, ImmutableArray<string> Texts, ImmutableArray<int?> Of)
{
    /// <summary>In place of a number of a text: it was not sent.</summary>
    public const int Unsent = -1;

    /// <summary>The text of a side; null without one.</summary>
    public string? this[int side] => Of[side] is { } number and not Unsent ? Texts[number] : null;

    /// <summary>The texts line by line, a cell a text.</summary>
    public ImmutableArray<ImmutableArray<string?>> Rows() => Alignment.Of(Texts);
}

/// <summary>What several sides sent and received, exchange by exchange: any two of them can be put side by side.</summary>
/// <param name="Sides">What is compared; this run comes first.</param>
/// <param name="Exchanges">Those of which at least two sides differ, in the order of the sides and their cases.</param>
/// <param name="Looked">Number of exchanges that two sides can be compared by, at the first times the number of sides plus the second.</param>
public sealed record Comparison(ImmutableArray<Side> Sides, ImmutableArray<ComparedExchange> Exchanges, ImmutableArray<int> Looked)
{
    /// <summary>Compares. Pure.</summary>
    public static Comparison Of(params ImmutableArray<Side> sides)
    {
        var known = sides.Select(s => s.Cases.ToDictionary(c => c.Case, c => c.Said, StringComparer.Ordinal)).ToArray();
        var whole = sides.Select(s => s.IsWhole).ToArray();
        var changed = ImmutableArray.CreateBuilder<ComparedExchange>();
        var looked = new int[sides.Length * sides.Length];
        foreach (var id in sides.SelectMany(s => s.Cases.Select(c => c.Case)).Distinct(StringComparer.Ordinal))
        {
            var said = known.Select(k => k.TryGetValue(id, out var found) ? found : default).ToArray();
            foreach (var step in said.Where(s => !s.IsDefault).SelectMany(s => s).Select(s => s.Step).Distinct(StringComparer.Ordinal))
            {
                var exchange = Exchange(id, step, said, whole);
                var differs = false;
                for (var a = 0; a < sides.Length; a++)
                {
                    for (var b = 0; b < sides.Length; b++)
                    {
                        var both = AreComparable(exchange.Of[a], whole[a], exchange.Of[b], whole[b]);
                        looked[a * sides.Length + b] += both ? 1 : 0;
                        differs |= both && exchange.Of[a] != exchange.Of[b];
                    }
                }

                if (differs)
                {
                    changed.Add(exchange);
                }
            }
        }

        return new Comparison(sides, changed.ToImmutable(), [.. looked]);
    }

    /// <summary>Number of exchanges that two sides can be compared by.</summary>
    public int LookedAt(int a, int b) => Looked[a * Sides.Length + b];

    /// <summary>True when two sides say something else in an exchange. The script of the page decides the same (pairs.js): change both together.</summary>
    public bool Differs(ComparedExchange exchange, int a, int b) =>
        AreComparable(exchange.Of[a], Sides[a].IsWhole, exchange.Of[b], Sides[b].IsWhole) && exchange.Of[a] != exchange.Of[b];

    /// <summary>What differs between two sides, side by side.</summary>
    public IEnumerable<ExchangeChange> Between(int a, int b) =>
        Exchanges.Where(e => Differs(e, a, b)).Select(e => new ExchangeChange(e.Case, e.Step, LineDiff.SideBySide(e[a], e[b])));

    private static ComparedExchange Exchange(string id, string step, ImmutableArray<Said>[] said, bool[] whole)
    {
        var texts = new List<string>();
        var of = new int?[said.Length];
        for (var i = 0; i < said.Length; i++)
        {
            if (said[i].IsDefault)
            {
                continue;
            }

            if (said[i].FirstOrDefault(s => s.Step == step) is not { Text: var text })
            {
                of[i] = whole[i] ? ComparedExchange.Unsent : null;
                continue;
            }

            of[i] = texts.IndexOf(text);
            if (of[i] < 0)
            {
                of[i] = texts.Count;
                texts.Add(text);
            }
        }

        return new ComparedExchange(id, step, [.. texts], [.. of]);
    }

    // Who has snapshots alone does not know what was left unsent.
    private static bool AreComparable(int? a, bool wholeA, int? b, bool wholeB) =>
        a is not null && b is not null && (wholeA && wholeB || a != ComparedExchange.Unsent && b != ComparedExchange.Unsent);
}
