using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

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
    internal const int WordBytes = 8;
    private const ushort Tag = 0xC0DE;
    private const int MaxDigests = 4096;

    private static readonly ConcurrentDictionary<(ushort ObjectId, long First, long Last), string> Digests = new();

    /// <summary>Fills <paramref name="destination"/> with the bytes of object <paramref name="objectId"/> from offset <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(ushort objectId, long first, Span<byte> destination)
    {
        Span<byte> word = stackalloc byte[WordBytes];
        var offset = first;
        while (!destination.IsEmpty && offset % WordBytes != 0)
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
    /// Splits a body into the slices it is made of. Stretches that are no generated content are skipped (a gap between runs).
    /// A slice of 15 bytes is always recognised; one of 8 to 14 only if it holds a whole word and touches another slice or an end
    /// of the body, because eight bytes of anything pass for a word once in 65,536 places. Where the bytes at a seam belong to both slices,
    /// the rounder offsets win.
    /// </summary>
    public static ImmutableArray<ProvenanceRun> Decode(ReadOnlySpan<byte> body, int maxRuns = 256)
    {
        var decoder = new ProvenanceDecoder(maxRuns);
        decoder.Append(body);
        return decoder.Finish();
    }

    /// <summary>Lower-case hex MD5 of a slice, offsets inclusive; the last few thousand are remembered.</summary>
    public static string Md5(ushort objectId, long first, long last)
    {
        if (Digests.TryGetValue((objectId, first, last), out var known))
        {
            return known;
        }

        if (Digests.Count >= MaxDigests)
        {
            Digests.Clear();
        }

        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Digest(new ProvenanceRun(0, objectId, first, last - first + 1), md5);
        return Digests[(objectId, first, last)] = Convert.ToHexStringLower(md5.GetHashAndReset());
    }

    /// <summary>Feeds the bytes of a run to a digest.</summary>
    internal static void Digest(ProvenanceRun run, IncrementalHash digest)
    {
        var piece = ArrayPool<byte>.Shared.Rent(64 * 1024);
        for (var done = 0L; done < run.SizeBytes;)
        {
            var count = (int)Math.Min(piece.Length, run.SizeBytes - done);
            Fill(run.ObjectId, run.First + done, piece.AsSpan(0, count));
            digest.AppendData(piece, 0, count);
            done += count;
        }

        ArrayPool<byte>.Shared.Return(piece);
    }

    /// <summary>The byte of a generated object at an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ByteAt(ushort objectId, long offset) =>
        (byte)(Word(objectId, (uint)(offset / WordBytes)) >> (int)(8 * (WordBytes - 1 - offset % WordBytes)));

    /// <summary>How many bytes at the start of <paramref name="body"/> are the object's from offset <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int MatchLength(ReadOnlySpan<byte> body, ushort objectId, long first)
    {
        var matched = 0;
        while (matched < body.Length && (first + matched) % WordBytes != 0)
        {
            if (body[matched] != ByteAt(objectId, first + matched))
            {
                return matched;
            }

            matched++;
        }

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

    /// <summary>True when eight bytes are a whole word of some object; <paramref name="first"/> is then the word's offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsWord(ulong word, out ushort objectId, out long first)
    {
        var value = Unmix(word);
        objectId = (ushort)(value >> 48);
        first = (long)(uint)(value >> 16) * WordBytes;
        return (ushort)value == Tag;
    }

    // id (16 bits) · index (32 bits) · tag (16 bits): a wrong alignment shows the tag once in 65,536 words.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ushort objectId, uint index) => Mix(((ulong)objectId << 48) | ((ulong)index << 16) | Tag);

    // Unmixed, most bytes of neighbouring words and of small ids would be the same zeros: where one slice ends and another begins could
    // then not be told to the byte. This is SplitMix64's finaliser, a bijection; below is its inverse.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Unmix(ulong value)
    {
        value = (value ^ (value >> 31) ^ (value >> 62)) * 0x319642B2D24D8EC3UL;
        value = (value ^ (value >> 27) ^ (value >> 54)) * 0x96DE1B173F119089UL;
        return value ^ (value >> 30) ^ (value >> 60);
    }
}
