using System.Buffers;
using System.Security.Cryptography;

namespace Conformance.Wire;

// Digests of slices. The same few sources are cut anew in every case, mostly from their start: the state of a digest is kept at every mebibyte
// and taken up from there.
public static partial class Provenance
{
    private const int PieceBytes = 64 * 1024;
    private const long StepBytes = 1 << 20;
    private const int MaxSteps = 16;
    private const int MaxRemembered = 4096;

    private static readonly Memo<(ushort ObjectId, long First, long Last), string> Digests = new(MaxRemembered);
    private static readonly Memo<(ushort ObjectId, long First, int Steps), IncrementalHash> States = new(MaxRemembered);

    /// <summary>Lower-case hex MD5 of a slice, offsets inclusive; the last few thousand are remembered.</summary>
    public static string Md5(ushort objectId, long first, long last) => Digests.Get((objectId, first, last), static key =>
    {
        using var md5 = HashOf(key.ObjectId, key.First, key.Last);
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    });

    /// <summary>An MD5 that has taken a slice, offsets inclusive, and waits for what comes after it. A slice that ends before it begins has no bytes.</summary>
    public static IncrementalHash HashOf(ushort objectId, long first, long last)
    {
        var steps = (int)Math.Clamp((last - first + 1) / StepBytes, 0, MaxSteps);
        var hash = AfterSteps(objectId, first, steps);
        Append(objectId, first + (steps * StepBytes), last, hash.AppendData);
        return hash;
    }

    // A state is only ever copied, and by one at a time: the class does not allow two.
    private static IncrementalHash AfterSteps(ushort objectId, long first, int steps)
    {
        if (steps == 0)
        {
            return IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        }

        var state = States.Get((objectId, first, steps), static key =>
        {
            var hash = AfterSteps(key.ObjectId, key.First, key.Steps - 1);
            Append(key.ObjectId, key.First + ((key.Steps - 1) * StepBytes), key.First + (key.Steps * StepBytes) - 1, hash.AppendData);
            return hash;
        });
        lock (state)
        {
            return state.Clone();
        }
    }

    /// <summary>Hands over the bytes of a slice, offsets inclusive, piece by piece.</summary>
    public static void Append(ushort objectId, long first, long last, Action<ReadOnlySpan<byte>> take)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        while (first <= last)
        {
            var next = piece.AsSpan(0, (int)Math.Min(PieceBytes, last - first + 1));
            Fill(objectId, first, next);
            take(next);
            first += next.Length;
        }

        ArrayPool<byte>.Shared.Return(piece);
    }
}
