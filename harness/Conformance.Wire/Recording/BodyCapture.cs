using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Conformance.Wire;

/// <summary>Takes a body as it streams past: counts it, digests it, decodes its provenance and keeps what is to be kept.</summary>
internal sealed class BodyCapture(long keepBytes, Stream? copy = null) : IDisposable
{
    /// <summary>Bytes kept of a body too large to be kept whole.</summary>
    public const int CutBytes = 1024;

    // A secret that starts within what is kept must be seen whole, or the cut would leave its first half.
    private const int MarginBytes = 16 * 1024;

    // Bodies below this are shown whole; what they are made of is plain to see.
    private const int MinDecodedBytes = 32;

    private byte[] kept = [];
    private int keptCount;
    private IncrementalHash? md5;
    private ProvenanceDecoder? decoder;

    // While all that came is one slice of a generated object, its digest is that of the slice, which is remembered.
    private ProvenanceRun? slice;

    // Once there is more than is kept whole.
    private bool isCut;

    /// <summary>Bytes taken so far.</summary>
    public long Length { get; private set; }

    /// <summary>Takes the next piece.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        var before = slice;
        Length += piece.Length;
        copy?.Write(piece);
        (decoder ??= new ProvenanceDecoder(maxRuns: 256)).Append(piece);
        slice = decoder.Whole;
        if (md5 is null && Length <= keepBytes)
        {
            Keep(piece);
            return;
        }

        isCut = true;
        if (md5 is null && slice is null)
        {
            md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            if (before is { } run && run.SizeBytes > keptCount)
            {
                Provenance.Digest(run, md5);
            }
            else
            {
                md5.AppendData(kept.AsSpan(0, keptCount));
            }
        }

        md5?.AppendData(piece);
        keptCount = Math.Min(keptCount, CutBytes + MarginBytes);
        Keep(piece[..Math.Min(piece.Length, CutBytes + MarginBytes - keptCount)]);
    }

    /// <summary>The record of the body, with secrets replaced in what is kept.</summary>
    public RecordedBody Finish(Redactor redactor, SecretSet secrets)
    {
        if (Length == 0)
        {
            return RecordedBody.Empty;
        }

        var shown = kept.AsSpan(0, keptCount);
        var redacted = redactor.Apply(shown, TextKind.Body, secrets);
        return new RecordedBody
        {
            Length = Length,
            Bytes = !isCut
                ? [.. redacted ?? shown]
                : [.. (redacted ?? shown)[..Math.Min(CutBytes, (redacted ?? shown).Length)]],
            RedactionShift = !isCut && redacted is not null ? redacted.Length - keptCount : 0,
            Md5 = !isCut ? Convert.ToHexStringLower(MD5.HashData(shown))
                : slice is { } run ? Provenance.Md5(run.ObjectId, run.First, run.First + run.SizeBytes - 1)
                : Convert.ToHexStringLower(md5!.GetHashAndReset()),
            Provenance = Length > MinDecodedBytes ? decoder!.Finish() : [],
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        md5?.Dispose();
        md5 = null;
        if (kept.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(kept);
            kept = [];
            keptCount = 0;
        }
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        if (kept.Length - keptCount < piece.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(keptCount + piece.Length, Math.Min(kept.Length * 2, Array.MaxLength)));
            kept.AsSpan(0, keptCount).CopyTo(larger);
            if (kept.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(kept);
            }

            kept = larger;
        }

        piece.CopyTo(kept.AsSpan(keptCount));
        keptCount += piece.Length;
    }
}
