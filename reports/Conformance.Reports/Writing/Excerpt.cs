using System.Text;

namespace Conformance.Reports.Writing;

/// <summary>A stretch of text, end exclusive.</summary>
internal readonly record struct Stretch(int Start, int End);

/// <summary>What of a raw text is shown: escapes enclosed, marks set, and cut to a bound with a window around every mark.</summary>
internal static class Excerpt
{
    // A line up to this long is marked whole; of a longer one (XML on one line) only the element.
    private const int WholeLine = 160;
    private const int Window = 400;

    /// <summary>The text as shown, see <see cref="Visible"/> for its four delimiters.</summary>
    public static string Of(string text, IReadOnlyList<Stretch> marks, int maxLength)
    {
        var shown = new StringBuilder(Math.Min(text.Length, maxLength) + 64);
        var at = 0;
        foreach (var window in Windows(text, marks, maxLength))
        {
            Gap(shown, window.Start - at);
            Append(shown, text, window, marks);
            at = window.End;
        }

        Gap(shown, text.Length - at);
        return shown.ToString();
    }

    /// <summary>Where to mark: the line that holds the text, or the element when the line is long; null when it is not there.</summary>
    public static Stretch? Find(string text, string mark)
    {
        // "ETag:" names a header line, not the words in the middle of another.
        var at = mark.EndsWith(':') ? HeaderLine(text, mark) : text.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0 || mark.Length == 0)
        {
            return null;
        }

        var start = text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
        start = start > at ? at : start;
        var end = text.IndexOf('\n', at + mark.Length);
        end = end < 0 ? text.Length : end;
        end = end > start && text[end - 1] == '\r' ? end - 1 : end;
        return end - start <= WholeLine ? new Stretch(start, end) : Element(text, mark, at);
    }

    private static int HeaderLine(string text, string mark)
    {
        if (text.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        var at = text.IndexOf("\n" + mark, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? -1 : at + 1;
    }

    private static Stretch Element(string text, string mark, int at)
    {
        var end = at + mark.Length;
        if (mark[0] == '<' && !mark.Contains("</", StringComparison.Ordinal))
        {
            var close = text.IndexOf("</", end, Math.Min(WholeLine, text.Length - end), StringComparison.Ordinal);
            var bracket = close < 0 ? -1 : text.IndexOf('>', close, Math.Min(WholeLine, text.Length - close));
            end = bracket < 0 ? end : bracket + 1;
        }

        return new Stretch(at, Math.Min(end, at + 2 * WholeLine));
    }

    // The beginning, and around each mark that lies beyond it; overlapping windows are one.
    private static List<Stretch> Windows(string text, IReadOnlyList<Stretch> marks, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return [new Stretch(0, text.Length)];
        }

        List<Stretch> windows = [new Stretch(0, Edge(text, maxLength))];
        foreach (var mark in marks.OrderBy(m => m.Start))
        {
            var last = windows[^1];
            var around = new Stretch(Edge(text, Math.Max(0, mark.Start - Window)), Edge(text, Math.Min(text.Length, mark.End + Window)));
            if (around.Start <= last.End)
            {
                windows[^1] = last with { End = Math.Max(last.End, around.End) };
            }
            else
            {
                windows.Add(around);
            }
        }

        return windows;
    }

    // Never between the two halves of a pair or of a line ending.
    private static int Edge(string text, int at) =>
        at > 0 && at < text.Length && (char.IsLowSurrogate(text[at]) || text[at] == '\n') ? at - 1 : at;

    private static void Append(StringBuilder shown, string text, Stretch window, IReadOnlyList<Stretch> marks)
    {
        var at = window.Start;
        foreach (var mark in marks.OrderBy(m => m.Start))
        {
            var start = Math.Max(mark.Start, at);
            var end = Math.Min(mark.End, window.End);
            if (start >= end)
            {
                continue;
            }

            shown.Append(Visible.Enclosed(text[at..start])).Append(Visible.MarkOpens).Append(Visible.Enclosed(text[start..end])).Append(Visible.MarkCloses);
            at = end;
        }

        shown.Append(Visible.Enclosed(text[at..window.End]));
    }

    private static void Gap(StringBuilder shown, int length)
    {
        if (length > 0)
        {
            shown.Append(Visible.EscapeOpens).Append($"… {Amounts.Count(length)} characters left out …").Append(Visible.EscapeCloses);
        }
    }
}
