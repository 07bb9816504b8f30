using System.Buffers;

namespace Conformance.Wire;

/// <summary>Finds signatures: a presigned one is as good as a key until it expires.</summary>
internal static class Signatures
{
    /// <summary>What stands in place of a signature.</summary>
    public const string Replacement = "<signature>";

    private const int HexLength = 64;
    private static readonly SearchValues<byte> Delimiters = SearchValues.Create("& \t\r\n\"'<>;,"u8);
    private static readonly byte[] Shown = "<signature>"u8.ToArray();
    private static readonly byte[] ShownInXml = "&lt;signature&gt;"u8.ToArray();

    /// <summary>Marks the value after each "Signature=" (also X-Amz-Signature= and chunk-signature=).</summary>
    public static void Find(ReadOnlySpan<byte> text, ref HitList hits)
    {
        for (var at = 0; at < text.Length;)
        {
            var found = text[at..].IndexOf("ignature"u8);
            if (found < 0)
            {
                return;
            }

            at += found + "ignature".Length;
            var sign = EqualsSign(text[at..]);
            var value = text[Math.Min(at + sign, text.Length)..];
            var isParameter = text[..at].EndsWith("X-Amz-Signature"u8);
            var length = sign == 0 ? 0 : ValueLength(value, isParameter);
            if (length > 0)
            {
                hits.Add(at + sign, length, hits.IsXml ? ShownInXml : Shown);
                at += sign + length;
            }
        }
    }

    private static int EqualsSign(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'=', ..] => 1,
        [(byte)'%', (byte)'3', (byte)'D' or (byte)'d', ..] => 3,
        _ => 0,
    };

    // Anywhere else a value that is not 64 hex digits is the scenario's own and no signature.
    private static int ValueLength(ReadOnlySpan<byte> value, bool isParameter)
    {
        var hex = 0;
        while (hex < value.Length && hex < HexLength && char.IsAsciiHexDigit((char)value[hex]))
        {
            hex++;
        }

        if (hex == HexLength || !isParameter)
        {
            return hex == HexLength ? hex : 0;
        }

        var end = value.IndexOfAny(Delimiters);
        return end < 0 ? value.Length : end;
    }
}
