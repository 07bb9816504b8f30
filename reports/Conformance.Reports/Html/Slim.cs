using System.Buffers;
using System.Text;

namespace Conformance.Reports.Html;

/// <summary>
/// Leaves out of a page what HTML allows to be left out: quotation marks around plain values, and end tags that the next tag implies. The text that is
/// seen has its quotation marks and angle brackets escaped, so that whatever looks like a tag is ours.
/// </summary>
internal static class Slim
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_#/.:%");

    // The policy knows style and script by their hashes, and a pack is no markup.
    private static readonly (string Open, string Close)[] Raw = [("<style>", "</style>"), ("<script", "</script>")];

    // Only where the tag that implies it follows at once: space between would become text of the element.
    private static readonly Dictionary<string, string[]> ImpliedBy = new(StringComparer.Ordinal)
    {
        ["</td>"] = ["<td", "<th", "</tr>"],
        ["</th>"] = ["<td", "<th", "</tr>"],
        ["</tr>"] = ["<tr", "</tbody>", "</thead>", "</table>"],
        ["</thead>"] = ["<tbody"],
        ["</tbody>"] = ["</table>"],
        ["</li>"] = ["<li", "</ul>"],
        ["</option>"] = ["<option", "</select>"],
        ["</p>"] = ["<p>", "<p ", "<div", "<ul", "<table", "<details", "<h2", "<h3", "<h4", "<section", "<article", "</div>", "</details>", "</section>", "</article>"],
    };

    /// <summary>The page without them.</summary>
    public static string Of(string page)
    {
        var slim = new StringBuilder(page.Length);
        var implied = ImpliedBy.GetAlternateLookup<ReadOnlySpan<char>>();
        var at = 0;
        while (page.IndexOf('<', at) is >= 0 and var open)
        {
            slim.Append(page, at, open - at);
            if (EndOfRaw(page, open) is { } end)
            {
                slim.Append(page, open, end - open);
                at = end;
                continue;
            }

            at = page.IndexOf('>', open) + 1;
            var tag = page.AsSpan(open, at - open);
            if (!tag.StartsWith("</"))
            {
                Append(slim, tag);
            }
            else if (!implied.TryGetValue(tag, out var by) || !StartsWithAny(page.AsSpan(at), by))
            {
                slim.Append(tag);
            }
        }

        return slim.Append(page, at, page.Length - at).ToString();
    }

    private static int? EndOfRaw(string page, int open)
    {
        foreach (var (begin, close) in Raw)
        {
            if (page.AsSpan(open).StartsWith(begin))
            {
                return page.IndexOf(close, open, StringComparison.Ordinal) + close.Length;
            }
        }

        return null;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (text.StartsWith(beginning))
            {
                return true;
            }
        }

        return false;
    }

    private static void Append(StringBuilder slim, ReadOnlySpan<char> tag)
    {
        while (tag.IndexOf("=\"") is >= 0 and var equals)
        {
            slim.Append(tag[..(equals + 1)]);
            tag = tag[(equals + 2)..];
            var length = tag.IndexOf('"');
            var value = tag[..length];
            tag = tag[(length + 1)..];
            if (length > 0 && (tag[0] is ' ' or '>') && !value.ContainsAnyExcept(Plain))
            {
                slim.Append(value);
            }
            else
            {
                slim.Append('"').Append(value).Append('"');
            }
        }

        slim.Append(tag);
    }
}
