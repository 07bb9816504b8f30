using System.Buffers;
using System.Text;
using System.Xml.Linq;

namespace Conformance.Wire;

/// <summary>
/// Reads what servers nearly always send: elements without prefixes, xmlns as their only attribute, ASCII text, the five named references.
/// Everything else, and whatever is wrong, it leaves to the framework's reader, which alone says what is wrong. That one makes six
/// kilobytes of buffers and tables for a document of three hundred bytes.
/// </summary>
internal ref struct PlainXml
{
    // References and what ends a text are looked at one by one; all else that is not printable ASCII is not plain.
    private static readonly SearchValues<byte> NotText = SearchValues.Create([.. Enumerable.Range(0, 256).Where(b => b is not (>= 0x20 and <= 0x7E or '\n' or '\t') || b is '<' or '&').Select(b => (byte)b)]);
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);
    private static readonly SearchValues<byte> UriBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:"u8);

    // Fewer than the builder takes, by more than what it counts and this does not.
    private const int MostNodes = SafeXml.MaxNodes - 8;

    // A text is put together anew at each.
    private const int MostReferences = 32;

    private readonly XDocument document = new();
    private ReadOnlySpan<byte> rest;
    private int nodes;

    private PlainXml(ReadOnlySpan<byte> bytes) => rest = bytes;

    /// <summary>The reading of a document without a byte order mark; null when it is not plain.</summary>
    public static XmlReading? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new PlainXml(bytes);
        var encoding = reader.TakeDeclaration();
        return reader.TakeTree()
            ? new XmlReading(reader.document, null, LeadingWhitespace: false, encoding is not null, reader.document.Root!.Name.NamespaceName.Length > 0, Encoding: encoding)
            : null;
    }

    private string? TakeDeclaration() =>
        Take("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8) ? "UTF-8"
        : Take("<?xml version=\"1.0\" encoding=\"utf-8\"?>"u8) ? "utf-8"
        : null;

    private bool TakeTree()
    {
        TakeBlanks();
        XElement? open = null;
        for (var depth = 0; nodes < MostNodes; nodes++)
        {
            if (open is not null && !TakeText(open))
            {
                return false;
            }

            if (Take("</"u8))
            {
                var name = TakeName();
                if (open is null || !Ascii.Equals(name, open.Name.LocalName) || !Take(">"u8))
                {
                    return false;
                }

                depth--;
                open = open.Parent;
            }
            else if (!Take("<"u8) || ++depth > SafeXml.MaxDepth || !TakeStart(ref open, ref depth))
            {
                return false;
            }

            if (open is null)
            {
                TakeBlanks();
                return rest.IsEmpty;
            }
        }

        return false;
    }

    // What follows the opening bracket of a start tag.
    private bool TakeStart(ref XElement? open, ref int depth)
    {
        var name = TakeName();
        if (name.IsEmpty || char.IsAsciiDigit((char)name[0]) || (name.Length >= 3 && Ascii.EqualsIgnoreCase(name[..3], "xml"u8)))
        {
            return false;
        }

        XAttribute? declared = null;
        var space = open?.Name.Namespace ?? XNamespace.None;
        if (Take(" xmlns=\""u8))
        {
            var end = rest.IndexOfAnyExcept(UriBytes);

            // The names that XML keeps for itself are under www.w3.org, and an empty one takes a declaration back.
            if (end <= 0 || rest[..end].IndexOf("w3.org"u8) >= 0)
            {
                return false;
            }

            var uri = Encoding.ASCII.GetString(rest[..end]);
            (space, declared) = (uri, new XAttribute("xmlns", uri));
            rest = rest[end..];
            if (!Take("\""u8))
            {
                return false;
            }
        }

        var element = new XElement(space.GetName(Encoding.ASCII.GetString(name)));
        ((XContainer?)open ?? document).Add(element);
        if (declared is not null)
        {
            element.Add(declared);
        }

        if (Take("/>"u8))
        {
            depth--;
            return true;
        }

        open = element;
        return Take(">"u8);
    }

    private bool TakeText(XElement into)
    {
        var end = rest.IndexOfAny(NotText);
        if (end == 0 && rest[0] == '<')
        {
            return true;
        }

        var text = end < 0 ? "" : Encoding.ASCII.GetString(rest[..end]);
        for (var references = 0; end >= 0 && rest[end] == '&'; references++)
        {
            rest = rest[end..];
            char? named = Take("&quot;"u8) ? '"' : Take("&amp;"u8) ? '&' : Take("&lt;"u8) ? '<' : Take("&gt;"u8) ? '>' : Take("&apos;"u8) ? '\'' : null;
            end = rest.IndexOfAny(NotText);
            if (named is not { } character || end < 0 || references == MostReferences)
            {
                return false;
            }

            text = $"{text}{character}{Encoding.ASCII.GetString(rest[..end])}";
        }

        // "]]>" must not stand in a text; that a reference brings one about is rare enough to be left to the other as well.
        if (end < 0 || rest[end] != '<' || text.Contains("]]>", StringComparison.Ordinal))
        {
            return false;
        }

        rest = rest[end..];
        nodes++;
        into.Add(new XText(text));
        return true;
    }

    private ReadOnlySpan<byte> TakeName()
    {
        var end = rest.IndexOfAnyExcept(NameBytes);
        var name = end < 0 ? [] : rest[..end];
        rest = rest[name.Length..];
        return name;
    }

    private void TakeBlanks() => rest = rest.TrimStart(" \t\r\n"u8);

    private bool Take(ReadOnlySpan<byte> expected)
    {
        if (!rest.StartsWith(expected))
        {
            return false;
        }

        rest = rest[expected.Length..];
        return true;
    }
}
