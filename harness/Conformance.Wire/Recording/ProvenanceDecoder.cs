using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Conformance.Wire;

/// <summary>Finds generated content in a body that arrives piece by piece, however the pieces are cut.</summary>
internal sealed class ProvenanceDecoder(int maxRuns)
{
    /// <summary>A run this long contains a whole word and seven more bytes that agree with it: chance does not do that.</summary>
    private const int CertainBytes = 15;

    // Seven bytes of a word not yet whole, and the seven before it that a run found there may reach back to.
    private const int CarryBytes = 14;

    private readonly ImmutableArray<ProvenanceRun>.Builder runs = ImmutableArray.CreateBuilder<ProvenanceRun>();
    private readonly byte[] carry = new byte[CarryBytes];
    private int carried;
    private long position;
    private ProvenanceRun? open;
    private ProvenanceRun? doubtful;

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
        var size = carried + piece.Length;
        position -= carried;
        carried = 0;
        Scan(joined.AsSpan(0, size));
        ArrayPool<byte>.Shared.Return(joined);
    }

    /// <summary>The runs found; the decoder is not to be used after this.</summary>
    public ImmutableArray<ProvenanceRun> Finish()
    {
        var end = position;
        Close();
        if (doubtful is { } last && last.At + last.SizeBytes == end && runs.Count < maxRuns)
        {
            runs.Add(last);
        }

        return runs.ToImmutable();
    }

    private void Scan(ReadOnlySpan<byte> data)
    {
        var at = 0;
        var covered = 0;
        while (at + Provenance.WordBytes <= data.Length && runs.Count < maxRuns)
        {
            var word = BinaryPrimitives.ReadUInt64BigEndian(data[at..]);
            if (!Provenance.IsWord(word, out var objectId, out var first))
            {
                at++;
                continue;
            }

            var start = at;
            while (start > covered && first > 0 && data[start - 1] == Provenance.ByteAt(objectId, first - 1))
            {
                start--;
                first--;
            }

            var size = Provenance.MatchLength(data[start..], objectId, first);
            var run = new ProvenanceRun(position + start, objectId, first, size);
            if (start + size == data.Length)
            {
                open = run;
                position += data.Length;
                return;
            }

            if (Accept(run))
            {
                at = covered = start + size;
            }
            else
            {
                at++;
            }
        }

        carried = Math.Min(data.Length - covered, CarryBytes);
        data[^carried..].CopyTo(carry);
        position += data.Length;
    }

    private void Close()
    {
        if (open is { } run)
        {
            open = null;
            Accept(run);
        }
    }

    // A short run is believed only where it touches the start of the body, another run, or (seen at the end) the end of the body.
    private bool Accept(ProvenanceRun run)
    {
        var previousEnd = runs.Count > 0 ? runs[^1].At + runs[^1].SizeBytes : 0;
        if (run.SizeBytes < CertainBytes && run.At != previousEnd)
        {
            doubtful = run;
            return false;
        }

        if (doubtful is { } before && before.At + before.SizeBytes == run.At && before.At >= previousEnd && runs.Count < maxRuns)
        {
            runs.Add(before);
        }

        doubtful = null;
        if (runs.Count < maxRuns)
        {
            runs.Add(run);
        }

        return true;
    }
}
