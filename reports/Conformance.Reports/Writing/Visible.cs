using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Conformance.Reports.Writing;

/// <summary>
/// Text of a target made safe to look at: what a reader could not see, or what would change how the rest reads (controls, bidirectional
/// overrides, zero-width and private characters, lone surrogates), is spelt as an escape such as \u202E.
/// </summary>
internal static class Visible
{
    /// <summary>Before an escape; itself a private character, so that a target cannot send one that survives.</summary>
    public const char EscapeOpens = '\uE000';

    /// <summary>After an escape.</summary>
    public const char EscapeCloses = '\uE001';

    /// <summary>Before marked text.</summary>
    public const char MarkOpens = '\uE002';

    /// <summary>After marked text.</summary>
    public const char MarkCloses = '\uE003';

    // What stands as it is.
    private static readonly SearchValues<char> Plainly = SearchValues.Create(['\n', '\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)]);

    /// <summary>Escapes in line with the text; line feed and tab stay. For files that have no styling, and always valid XML.</summary>
    public static string Plain(string? text) => Spell(text, enclose: false);

    /// <summary>As <see cref="Plain"/> on one line: line feeds and tabs are spelt as well.</summary>
    public static string Line(string? text) => Plain(text).Replace("\t", "\\t").Replace("\n", "\\n");

    /// <summary>Escapes between <see cref="EscapeOpens"/> and <see cref="EscapeCloses"/>, so that they can be told from text that looks like one.</summary>
    public static string Enclosed(string? text) => Spell(text, enclose: true);

    /// <summary>
    /// UTF-8 as a string that forgets nothing: an octet that is no UTF-8 becomes the lone surrogate U+DC00 plus the octet, which the other
    /// methods spell as \xNN.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var octet in bytes[..used])
                {
                    text.Append((char)(0xDC00 + octet));
                }
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    /// <summary>True when the character is spelt as an escape.</summary>
    public static bool IsHidden(Rune rune) => rune.Value is not ('\n' or '\t') && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x034F;

    /// <summary>The first characters, at most <paramref name="length"/>, with an ellipsis when there are more. Never cuts a pair of surrogates.</summary>
    public static string Short(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var cut = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, cut), "…");
    }

    private static string Spell(string? text, bool enclose)
    {
        if (string.IsNullOrEmpty(text) || !text.AsSpan().ContainsAnyExcept(Plainly))
        {
            return text ?? "";
        }

        var spelt = new StringBuilder(text.Length + 32);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var plain = rest.IndexOfAnyExcept(Plainly);
            if (plain != 0)
            {
                var stretch = plain < 0 ? rest : rest[..plain];
                spelt.Append(stretch);
                rest = rest[stretch.Length..];
                continue;
            }

            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != OperationStatus.Done)
            {
                Append(spelt, rest[0], enclose);
            }
            else if (rest.StartsWith("\r\n"))
            {
                // The line ending of the protocol; what deviates from it is told by the notes of the exchange.
            }
            else if (IsHidden(rune))
            {
                Append(spelt, rune.Value, enclose);
            }
            else
            {
                spelt.Append(rest[..used]);
            }

            rest = rest[used..];
        }

        return spelt.ToString();
    }

    private static void Append(StringBuilder spelt, int value, bool enclose)
    {
        if (enclose)
        {
            spelt.Append(EscapeOpens);
        }

        spelt.Append(value switch
        {
            '\r' => "\\r",
            0 => "\\0",
            >= 0xDC80 and <= 0xDCFF => $"\\x{value - 0xDC00:X2}",
            > 0xFFFF => $"\\U{value:X6}",
            _ => $"\\u{value:X4}",
        });
        if (enclose)
        {
            spelt.Append(EscapeCloses);
        }
    }
}
