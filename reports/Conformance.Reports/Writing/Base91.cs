using System.Text;

namespace Conformance.Reports.Writing;

/// <summary>Octets as printable characters, thirteen bits in two: 8 % shorter than base64. Read by packs.js.</summary>
internal static class Base91
{
    // As Joachim Henke's basE91 has it, with "-" for "<", so that no text of it ends a script.
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;-=>?@[]^_`{|}~\"";

    // Fourteen bits fit where the lower thirteen are few enough: 91 * 91 is more than 8192.
    private const int MostOfFourteen = 88;

    /// <summary>The text of some octets.</summary>
    public static string Encode(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length * 5 / 4 + 2);
        var (queue, bits) = (0, 0);
        foreach (var octet in octets)
        {
            queue |= octet << bits;
            bits += 8;
            if (bits <= 13)
            {
                continue;
            }

            var taken = (queue & 0x1FFF) > MostOfFourteen ? 13 : 14;
            var value = queue & ((1 << taken) - 1);
            queue >>= taken;
            bits -= taken;
            text.Append(Alphabet[value % 91]).Append(Alphabet[value / 91]);
        }

        if (bits > 0)
        {
            text.Append(Alphabet[queue % 91]);
            if (bits > 7 || queue > 90)
            {
                text.Append(Alphabet[queue / 91]);
            }
        }

        return text.ToString();
    }
}
