using System.Collections.Immutable;
using System.Text;

namespace Conformance.Fuzz;

/// <summary>Bends bytes: bits, characters that parsers look for, numbers, pieces of other inputs.</summary>
internal static class ByteMutator
{
    private static readonly ImmutableArray<byte[]> Words =
    [
        .. new[]
        {
            "bytes=", "-", ",", "0", "1", "9223372036854775807", "9223372036854775808", "18446744073709551616", "%00", "%2F", "%", "/", "?versionId=", "<", ">", "</", "/>", "&amp;", "&#x0;", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE",
            "<Part>", "<PartNumber>", "<ETag>", "xmlns=\"", "\r\n", "\n", ": ", "HTTP/1.1 ", "Content-Length: ", "Transfer-Encoding: chunked", "ffffffffffffffff\r\n", "Credential=", "SignedHeaders=", "Signature=", "{", "}", "[", "\"", ":", "null",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>A mutant of a source, made in a buffer and copied out.</summary>
    public static byte[] Mutate(byte[] source, byte[] buffer, List<byte[]> corpus, Random random)
    {
        var length = Math.Min(source.Length, buffer.Length);
        source.AsSpan(0, length).CopyTo(buffer);
        for (var i = 1 << random.Next(4); i > 0; i--)
        {
            length = random.Next(7) switch
            {
                0 => Flip(buffer, length, random),
                1 => Set(buffer, length, (byte)random.Next(256), random),
                2 => Set(buffer, length, (byte)random.Next(0x20, 0x7f), random),
                3 => Remove(buffer, length, random),
                4 => Insert(buffer, length, Words[random.Next(Words.Length)], random),
                5 => Insert(buffer, length, Piece(corpus, random), random),
                _ => Insert(buffer, length, buffer.AsSpan(0, Math.Min(length, random.Next(1, 16))).ToArray(), random),
            };
        }

        return buffer.AsSpan(0, length).ToArray();
    }

    private static int Flip(byte[] buffer, int length, Random random)
    {
        if (length > 0)
        {
            buffer[random.Next(length)] ^= (byte)(1 << random.Next(8));
        }

        return length;
    }

    private static int Set(byte[] buffer, int length, byte value, Random random)
    {
        if (length > 0)
        {
            buffer[random.Next(length)] = value;
        }

        return length;
    }

    private static int Remove(byte[] buffer, int length, Random random)
    {
        if (length == 0)
        {
            return 0;
        }

        var at = random.Next(length);
        var count = Math.Min(length - at, 1 << random.Next(5));
        buffer.AsSpan(at + count, length - at - count).CopyTo(buffer.AsSpan(at));
        return length - count;
    }

    private static int Insert(byte[] buffer, int length, ReadOnlySpan<byte> piece, Random random)
    {
        var count = Math.Min(piece.Length, buffer.Length - length);
        var at = random.Next(length + 1);
        buffer.AsSpan(at, length - at).CopyTo(buffer.AsSpan(at + count));
        piece[..count].CopyTo(buffer.AsSpan(at));
        return length + count;
    }

    private static ReadOnlySpan<byte> Piece(List<byte[]> corpus, Random random)
    {
        var other = corpus.Count == 0 ? [] : corpus[random.Next(corpus.Count)];
        var at = random.Next(other.Length + 1);
        return other.AsSpan(at, Math.Min(other.Length - at, random.Next(1, 32)));
    }
}
