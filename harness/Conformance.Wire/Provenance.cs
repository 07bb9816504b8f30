using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
public static partial class Provenance
{
    internal const int WordBytes = 8;
    private const ushort Tag = 0xC0DE;
    private const ulong FirstFactor = 0xBF58476D1CE4E5B9UL;
    private const ulong SecondFactor = 0x94D049BB133111EBUL;

    private static Vector256<byte> MostSignificantFirst =>
        Vector256.Create((byte)7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 23, 22, 21, 20, 19, 18, 17, 16, 31, 30, 29, 28, 27, 26, 25, 24);

    /// <summary>Fills <paramref name="destination"/> with the bytes of object <paramref name="objectId"/> from offset <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(ushort objectId, long first, Span<byte> destination)
    {
        var at = 0;
        for (; at < destination.Length && (first + at) % WordBytes != 0; at++)
        {
            destination[at] = ByteAt(objectId, first + at);
        }

        for (; destination.Length - at >= Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            Words(objectId, (first + at) / WordBytes).StoreUnsafe(ref MemoryMarshal.GetReference(destination), (nuint)at);
        }

        for (; at < destination.Length; at++)
        {
            destination[at] = ByteAt(objectId, first + at);
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

    /// <summary>The byte of a generated object at an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ByteAt(ushort objectId, long offset) =>
        (byte)(Word(objectId, (uint)(offset / WordBytes)) >> (int)(8 * (WordBytes - 1 - offset % WordBytes)));

    /// <summary>How many bytes at the start of <paramref name="body"/> are the object's from offset <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int MatchLength(ReadOnlySpan<byte> body, ushort objectId, long first)
    {
        var matched = 0;
        for (; matched < body.Length && (first + matched) % WordBytes != 0; matched++)
        {
            if (body[matched] != ByteAt(objectId, first + matched))
            {
                return matched;
            }
        }

        while (body.Length - matched >= Vector256<byte>.Count
            && Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(body), (nuint)matched) == Words(objectId, (first + matched) / WordBytes))
        {
            matched += Vector256<byte>.Count;
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

    // Four words at once, as they lie in the object: each is told to begin with its most significant byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Words(ushort objectId, long index)
    {
        var indexes = Vector256.Create((uint)index, (uint)(index + 1), (uint)(index + 2), (ulong)(uint)(index + 3));
        var values = (indexes << 16) | Vector256.Create(((ulong)objectId << 48) | Tag);
        values = (values ^ (values >>> 30)) * Vector256.Create(FirstFactor);
        values = (values ^ (values >>> 27)) * Vector256.Create(SecondFactor);
        return Vector256.ShuffleNative((values ^ (values >>> 31)).AsByte(), MostSignificantFirst);
    }

    // Unmixed, most bytes of neighbouring words and of small ids would be the same zeros: where one slice ends and another begins could
    // then not be told to the byte. This is SplitMix64's finaliser, a bijection; below is its inverse.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * FirstFactor;
        value = (value ^ (value >> 27)) * SecondFactor;
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
