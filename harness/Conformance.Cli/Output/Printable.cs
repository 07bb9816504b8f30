using System.Globalization;
using System.Text;

namespace Conformance.Cli.Output;

/// <summary>Text of a hostile origin made safe for a terminal.</summary>
public static class Printable
{
    /// <summary>Control and format characters become escapes, so that an answer cannot move the cursor or reorder the line.</summary>
    public static string Line(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator && c != '\t')
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                safe.Append(c);
            }
        }

        return safe.ToString();
    }

    /// <summary>As <see cref="Line"/>, for text of several lines.</summary>
    public static string Lines(string text) => string.Join('\n', text.Split('\n').Select(Line));
}
