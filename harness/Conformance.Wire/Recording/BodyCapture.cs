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

    /// <summary>Bytes taken so far.</summary>
    public long Length { get; private set; }

    private bool IsCut => Length > keepBytes;

    /// <summary>Takes the next piece.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        Length += piece.Length;
        copy?.Write(piece);
        if (!IsCut)
        {
            Keep(piece);
            return;
        }

        // While all that came is one slice of a generated object, its digest is that of the slice, which is remembered.
        decoder ??= Decoded(kept.AsSpan(0, keptCount));
        var whole = decoder.Whole;
        decoder.Append(piece);
        if (md5 is null && decoder.Whole is null)
        {
            md5 = whole is { } slice ? HashOf(slice) : HashOf(kept.AsSpan(0, keptCount));
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
        if (!IsCut && redacted is null)
        {
            var bytes = shown.ToImmutableArray();
            return new RecordedBody(
                Length,
                bytes,
                new(() => Convert.ToHexStringLower(MD5.HashData(bytes.AsSpan()))),
                new(() => bytes.Length > MinDecodedBytes ? Decoded(bytes.AsSpan()).Finish() : []));
        }

        var text = redacted ?? shown;
        return new RecordedBody
        {
            Length = Length,
            Bytes = [.. IsCut ? text[..Math.Min(CutBytes, text.Length)] : text],
            RedactionShift = IsCut ? 0 : text.Length - keptCount,
            Md5 = Digest(shown),
            Provenance = Length > MinDecodedBytes ? (decoder ?? Decoded(shown)).Finish() : [],
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

    private static ProvenanceDecoder Decoded(ReadOnlySpan<byte> bytes)
    {
        var fresh = new ProvenanceDecoder(maxRuns: 256);
        fresh.Append(bytes);
        return fresh;
    }

    private static IncrementalHash HashOf(ProvenanceRun slice) => Provenance.HashOf(slice.ObjectId, slice.First, slice.First + slice.SizeBytes - 1);

    private static IncrementalHash HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(bytes);
        return hash;
    }

    private string Digest(ReadOnlySpan<byte> whole) =>
        md5 is not null ? Convert.ToHexStringLower(md5.GetHashAndReset())
        : IsCut && decoder!.Whole is { } slice ? Provenance.Md5(slice.ObjectId, slice.First, slice.First + slice.SizeBytes - 1)
        : Convert.ToHexStringLower(MD5.HashData(whole));

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
