using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Conformance.Wire;

/// <summary>Finds generated content in a body that arrives piece by piece, however the pieces are cut.</summary>
internal sealed class ProvenanceDecoder(int maxRuns)
{
    /// <summary>A run this long contains a whole word and seven more bytes that agree with it: chance does not do that.</summary>
    private const int CertainBytes = 15;

    // Where two slices meet, the last bytes of the one may also be the first of the other, up to a word less one byte.
    private const int OverlapBytes = Provenance.WordBytes - 1;

    // Bytes of a word not yet whole, and those before it that a run found there may reach back to.
    private const int CarryBytes = 2 * OverlapBytes;

    private readonly ImmutableArray<ProvenanceRun>.Builder runs = ImmutableArray.CreateBuilder<ProvenanceRun>();
    private readonly byte[] carry = new byte[CarryBytes];
    private int carried;
    private long position;
    private ProvenanceRun? open;
    private ProvenanceRun? doubtful;

    /// <summary>The one slice that all bytes so far are; null when they are not.</summary>
    public ProvenanceRun? Whole => open is { At: 0 } run && run.SizeBytes == position ? run : null;

    /// <summary>Takes the next piece of the body.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        if (open is { } run)
        {
            var matched = Provenance.MatchLength(piece, run.ObjectId, run.First + run.SizeBytes);
            open = run with { SizeBytes = run.SizeBytes + matched };
            position += matched;
            if (matched == piece.Length)
            {
                return;
            }

            Close();
            piece = piece[matched..];
        }

        if (carried == 0)
        {
            Scan(piece);
            return;
        }

        var joined = ArrayPool<byte>.Shared.Rent(carried + piece.Length);
        carry.AsSpan(0, carried).CopyTo(joined);
        piece.CopyTo(joined.AsSpan(carried));
        Scan(joined.AsSpan(0, carried + piece.Length));
        ArrayPool<byte>.Shared.Return(joined);
    }

    /// <summary>The runs found; the decoder is not to be used after this.</summary>
    public ImmutableArray<ProvenanceRun> Finish()
    {
        Close();
        if (doubtful is { } last && End(last) == position)
        {
            runs.Add(last);
        }

        return runs.ToImmutable();
    }

    // Compiled at once and by itself: it runs over every byte that arrives, mostly before the runtime would have noticed.
    // The data starts with what was carried over; position is where the piece after it starts.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scan(ReadOnlySpan<byte> data)
    {
        var origin = position - carried;
        position = origin + data.Length;
        var floor = 0;
        for (var at = 0; at + Provenance.WordBytes <= data.Length && runs.Count < maxRuns;)
        {
            if (!Provenance.IsWord(BinaryPrimitives.ReadUInt64BigEndian(data[at..]), out var objectId, out var first))
            {
                at++;
                continue;
            }

            var start = at;
            while (start > floor && first > 0 && data[start - 1] == Provenance.ByteAt(objectId, first - 1))
            {
                start--;
                first--;
            }

            var size = Provenance.MatchLength(data[start..], objectId, first);
            var run = new ProvenanceRun(origin + start, objectId, first, size);
            if (start + size == data.Length)
            {
                open = run;
                carried = 0;
                return;
            }

            if (Accept(run))
            {
                at = floor = start + Math.Max(size - OverlapBytes, 1);
            }
            else
            {
                at++;
            }
        }

        carried = Math.Min(data.Length - floor, CarryBytes);
        data[^carried..].CopyTo(carry);
    }

    // What follows may begin within the last bytes of the run, so they are looked at again; all of them if the run was not believed.
    private void Close()
    {
        if (open is not { } run)
        {
            return;
        }

        open = null;
        carried = (int)Math.Min(run.SizeBytes, Accept(run) ? OverlapBytes : CarryBytes);
        Provenance.Fill(run.ObjectId, run.First + run.SizeBytes - carried, carry.AsSpan(0, carried));
    }

    // A short run is believed only where it touches the start of the body, another run, or (seen at the end) the end of the body.
    private bool Accept(ProvenanceRun run)
    {
        var previousEnd = runs.Count > 0 ? End(runs[^1]) : 0;
        if (run.SizeBytes < CertainBytes && !Touches(run, previousEnd))
        {
            doubtful = run.At > previousEnd ? run : doubtful;
            return false;
        }

        if (doubtful is { } before && before.At < run.At && End(before) >= run.At)
        {
            Add(before);
        }

        doubtful = null;
        Add(run);
        return true;
    }

    // The byte before a slice may by chance be the one that comes before it in its object as well: the run then begins within the one before.
    private static bool Touches(ProvenanceRun run, long previousEnd) =>
        run.At <= previousEnd && End(run) - previousEnd >= Provenance.WordBytes;

    private void Add(ProvenanceRun run)
    {
        if (runs.Count >= maxRuns)
        {
            return;
        }

        if (runs.Count > 0 && End(runs[^1]) is var end && end > run.At)
        {
            var shared = (int)(end - run.At);
            var kept = RoundestSplit(runs[^1], run, shared);
            runs[^1] = runs[^1] with { SizeBytes = runs[^1].SizeBytes - (shared - kept) };
            run = new ProvenanceRun(run.At + kept, run.ObjectId, run.First + kept, run.SizeBytes - kept);
        }

        runs.Add(run);
    }

    // Bytes that both runs explain may go to either. Ranges begin and end at round offsets far more often than beside them.
    private static int RoundestSplit(ProvenanceRun left, ProvenanceRun right, int shared)
    {
        var best = shared;
        for (var kept = shared - 1; kept >= 0; kept--)
        {
            if (Roundness(kept) > Roundness(best))
            {
                best = kept;
            }
        }

        return best;

        int Roundness(int kept) => TrailingZeros(left.First + left.SizeBytes - (shared - kept)) + TrailingZeros(right.First + kept);
    }

    private static int TrailingZeros(long offset) => Math.Min(BitOperations.TrailingZeroCount(offset), 20);

    private static long End(ProvenanceRun run) => run.At + run.SizeBytes;
}
