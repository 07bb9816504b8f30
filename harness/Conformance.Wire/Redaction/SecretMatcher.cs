using System.Buffers.Text;
using System.Text;

namespace Conformance.Wire;

/// <summary>
/// Matches a secret character by character, each as it stands or escaped: percent-encoded once or more, an XML reference, a JSON escape.
/// Any mix of these is recognised, which no list of encoded forms would do.
/// </summary>
internal static class SecretMatcher
{
    /// <summary>The first bytes of every escape.</summary>
    public static ReadOnlySpan<byte> Introducers => "%&\\"u8;

    /// <summary>Length of the text that spells the secret from <paramref name="at"/> on; 0 when it does not.</summary>
    public static int Match(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> secret)
    {
        var position = at;
        foreach (var expected in secret)
        {
            if (position >= text.Length)
            {
                return 0;
            }

            var isIntroducer = Introducers.Contains(expected);
            var escaped = text[position] != expected || isIntroducer ? EscapeLength(text[position..], expected) : 0;
            if (escaped > 0)
            {
                position += escaped;
            }
            else if (text[position] == expected || (expected == ' ' && text[position] == '+'))
            {
                position++;
            }
            else
            {
                return 0;
            }
        }

        return position - at;
    }

    /// <summary>True when neither neighbour continues a word, so that a short secret stands alone.</summary>
    public static bool StandsAlone(ReadOnlySpan<byte> text, int start, int length) =>
        !EndsInWord(text[..start]) && !(start + length < text.Length && IsWord(text[start + length]));

    private static bool EndsInWord(ReadOnlySpan<byte> before)
    {
        if (before.IsEmpty)
        {
            return false;
        }

        // The D of %3D is no word.
        return before.Length >= 3 && before[^3] == '%' && TryHex(before[^2..], out var decoded) ? IsWord(decoded) : IsWord(before[^1]);
    }

    private static bool IsWord(byte octet) => char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'_' or (byte)'-' or (byte)'.';

    private static int EscapeLength(ReadOnlySpan<byte> text, byte expected) => text[0] switch
    {
        (byte)'%' => PercentLength(text, expected),
        (byte)'&' => ReferenceLength(text, expected),
        (byte)'\\' => BackslashLength(text, expected),
        _ => 0,
    };

    private static int PercentLength(ReadOnlySpan<byte> text, byte expected)
    {
        // %252F is a slash encoded twice.
        var at = 1;
        while (text[at..].StartsWith("25"u8) && at + 4 <= text.Length && TryHex(text.Slice(at + 2, 2), out _))
        {
            at += 2;
        }

        return at + 2 <= text.Length && TryHex(text.Slice(at, 2), out var decoded) && decoded == expected ? at + 2 : 0;
    }

    private static int ReferenceLength(ReadOnlySpan<byte> text, byte expected)
    {
        var end = text[..Math.Min(text.Length, 10)].IndexOf((byte)';');
        if (end < 2)
        {
            return 0;
        }

        var name = text[1..end];
        var matches = name switch
        {
            _ when name.SequenceEqual("amp"u8) => expected == '&',
            _ when name.SequenceEqual("lt"u8) => expected == '<',
            _ when name.SequenceEqual("gt"u8) => expected == '>',
            _ when name.SequenceEqual("quot"u8) => expected == '"',
            _ when name.SequenceEqual("apos"u8) => expected == '\'',
            [(byte)'#', (byte)'x' or (byte)'X', .. var hex] =>
                Utf8Parser.TryParse(hex, out uint code, out var used, 'x') && used == hex.Length && code == expected,
            [(byte)'#', .. var digits] => Utf8Parser.TryParse(digits, out uint code, out var used) && used == digits.Length && code == expected,
            _ => false,
        };
        return matches ? end + 1 : 0;
    }

    private static int BackslashLength(ReadOnlySpan<byte> text, byte expected)
    {
        if (text.Length >= 2 && text[1] == expected && expected is (byte)'/' or (byte)'"' or (byte)'\\')
        {
            return 2;
        }

        return text.Length >= 6 && text[1] == 'u' && Utf8Parser.TryParse(text.Slice(2, 4), out uint code, out var used, 'x') && used == 4 && code == expected
            ? 6
            : 0;
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out byte value) =>
        Utf8Parser.TryParse(digits[..2], out value, out var used, 'x') && used == 2;
}
