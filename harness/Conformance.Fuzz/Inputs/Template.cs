using System.Text;

namespace Conformance.Fuzz;

/// <summary>A template taken apart into what can be bent: characters, and names in braces that stay whole.</summary>
internal static class Template
{
    /// <summary>The pieces; joined they are the template again.</summary>
    public static List<string> Split(string template)
    {
        var pieces = new List<string>(template.Length);
        for (var at = 0; at < template.Length; at++)
        {
            var close = template[at] == '{' ? template.IndexOf('}', at) : -1;
            if (close > 0)
            {
                pieces.Add(template[at..(close + 1)]);
                at = close;
            }
            else if (char.IsHighSurrogate(template[at]) && at + 1 < template.Length)
            {
                pieces.Add(template.Substring(at++, 2));
            }
            else
            {
                pieces.Add(template[at].ToString());
            }
        }

        return pieces;
    }

    /// <summary>The template of pieces.</summary>
    public static string Join(IEnumerable<string> pieces) => string.Concat(pieces);

    /// <summary>A text as pieces: braces stand for themselves.</summary>
    public static IEnumerable<string> Literal(string text) => text.EnumerateRunes().Select(r => r.Value == '{' ? "{open-brace}" : r.ToString());

    /// <summary>Runs of ASCII digits: where each begins and how many pieces it has.</summary>
    public static List<(int At, int Length)> Numbers(List<string> pieces)
    {
        var runs = new List<(int, int)>();
        for (var at = 0; at < pieces.Count; at++)
        {
            var end = at;
            while (end < pieces.Count && pieces[end].Length == 1 && char.IsAsciiDigit(pieces[end][0]))
            {
                end++;
            }

            if (end > at)
            {
                runs.Add((at, end - at));
                at = end;
            }
        }

        return runs;
    }

    /// <summary>The digits of a run.</summary>
    public static string Text(List<string> pieces, int at, int length)
    {
        var text = new StringBuilder(length);
        for (var i = at; i < at + length; i++)
        {
            text.Append(pieces[i]);
        }

        return text.ToString();
    }
}
