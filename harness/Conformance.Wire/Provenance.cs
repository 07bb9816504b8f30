using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Conformance.Wire;

/// <summary>A stretch of a body that is byte for byte a slice of a generated object.</summary>
/// <param name="At">Zero-based offset within the body.</param>
/// <param name="ObjectId">The generated object.</param>
/// <param name="First">Zero-based offset within that object of the first byte.</param>
/// <param name="SizeBytes">Length of the stretch.</param>
public readonly record struct ProvenanceRun(long At, ushort ObjectId, long First, long SizeBytes);

/// <summary>
/// Content that carries its own address: every aligned 8-byte word encodes the object id, the word's index and a check,
/// so that any 15 bytes in a row tell which slice of which object they are.
/// </summary>
public static class Provenance
{
    private const int WordBytes = 8;

    /// <summary>Fills <paramref name="destination"/> with the bytes of object <paramref name="objectId"/> from offset <paramref name="first"/>.</summary>
    public static void Fill(ushort objectId, long first, Span<byte> destination)
    {
        Span<byte> word = stackalloc byte[WordBytes];
        var offset = first;
        while (!destination.IsEmpty && offset % WordBytes != 0 || destination.Length is > 0 and < WordBytes)
        {
            BinaryPrimitives.WriteUInt64BigEndian(word, Word(objectId, (uint)(offset / WordBytes)));
            destination[0] = word[(int)(offset % WordBytes)];
            destination = destination[1..];
            offset++;
        }

        while (destination.Length >= WordBytes)
        {
            BinaryPrimitives.WriteUInt64BigEndian(destination, Word(objectId, (uint)(offset / WordBytes)));
            destination = destination[WordBytes..];
            offset += WordBytes;
        }

        if (!destination.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64BigEndian(word, Word(objectId, (uint)(offset / WordBytes)));
            word[..destination.Length].CopyTo(destination);
        }
    }

    /// <summary>The bytes of a slice, offsets inclusive.</summary>
    public static byte[] Slice(ushort objectId, long first, long last)
    {
        var bytes = new byte[last - first + 1];
        Fill(objectId, first, bytes);
        return bytes;
    }

    /// <summary>
    /// Splits a body into the slices it is made of. Stretches that are no generated content are skipped (a gap between runs);
    /// a slice shorter than 15 bytes may go unrecognised.
    /// </summary>
    public static ImmutableArray<ProvenanceRun> Decode(ReadOnlySpan<byte> body, int maxRuns = 256)
    {
        var runs = ImmutableArray.CreateBuilder<ProvenanceRun>();
        var at = 0;
        var covered = 0;
        while (at + WordBytes <= body.Length && runs.Count < maxRuns)
        {
            if (!TryReadWord(body[at..], out var objectId, out var index))
            {
                at++;
                continue;
            }

            var start = at;
            var first = index * WordBytes;
            while (start > covered && first > 0 && body[start - 1] == ByteAt(objectId, first - 1))
            {
                start--;
                first--;
            }

            var size = at - start + MatchLength(body[at..], objectId, index * WordBytes);
            runs.Add(new ProvenanceRun(start, objectId, first, size));
            at = covered = start + size;
        }

        return runs.ToImmutable();
    }

    /// <summary>The byte of a generated object at an offset.</summary>
    public static byte ByteAt(ushort objectId, long offset) =>
        (byte)(Word(objectId, (uint)(offset / WordBytes)) >> (int)(8 * (WordBytes - 1 - offset % WordBytes)));

    private static int MatchLength(ReadOnlySpan<byte> body, ushort objectId, long first)
    {
        var matched = 0;
        while (body.Length - matched >= WordBytes
            && BinaryPrimitives.ReadUInt64BigEndian(body[matched..]) == Word(objectId, (uint)((first + matched) / WordBytes)))
        {
            matched += WordBytes;
        }

        while (matched < body.Length && body[matched] == ByteAt(objectId, first + matched))
        {
            matched++;
        }

        return matched;
    }

    private static bool TryReadWord(ReadOnlySpan<byte> bytes, out ushort objectId, out long index)
    {
        var word = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        objectId = (ushort)(word >> 48);
        var wordIndex = (uint)(word >> 16);
        index = wordIndex;
        return word == Word(objectId, wordIndex);
    }

    // id (16 bits) · index (32 bits) · check (16 bits): a wrong alignment passes the check once in 65,536 words.
    private static ulong Word(ushort objectId, uint index)
    {
        var value = ((ulong)objectId << 32) | index;
        // The constant keeps the first word of object 0 from being eight zero bytes, which any hole in a file is full of.
        var mixed = (value + 0x632BE59BD9B4E019UL) * 0x9E3779B97F4A7C15UL;
        mixed ^= mixed >> 29;
        mixed *= 0xBF58476D1CE4E5B9UL;
        return (value << 16) | (mixed >> 48);
    }
}
