using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Conformance.Wire;

/// <summary>
/// Digests and records of request bodies, remembered by the array they lie in: the same 5 MiB source is sent again and again. A cheap
/// hash of the content is compared on every use, so that an array changed in between is digested anew.
/// </summary>
internal sealed class BodyDigests
{
    /// <summary>SHA-256 of nothing.</summary>
    public const string EmptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    // Below this size computing is as cheap as looking up.
    private const int MinCachedBytes = 4096;
    private const int MaxSlicesPerArray = 16;

    private readonly ConditionalWeakTable<byte[], List<Slice>> arrays = [];

    /// <summary>Lower-case hex SHA-256.</summary>
    public string Sha256(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return EmptySha256;
        }

        return Find(body) is { } slice ? slice.Sha256 ??= ComputeSha256(body.Span) : ComputeSha256(body.Span);
    }

    /// <summary>The record of a body; <paramref name="version"/> changes when what is to be redacted does.</summary>
    public RecordedBody Record(ReadOnlyMemory<byte> body, int version, Func<ReadOnlyMemory<byte>, RecordedBody> record)
    {
        if (body.IsEmpty)
        {
            return RecordedBody.Empty;
        }

        if (Find(body) is not { } slice)
        {
            return record(body);
        }

        if (slice.Recorded is not { } recorded || recorded.Version != version)
        {
            slice.Recorded = recorded = new(version, record(body));
        }

        return recorded.Body;
    }

    private Slice? Find(ReadOnlyMemory<byte> body)
    {
        if (body.Length < MinCachedBytes || !MemoryMarshal.TryGetArray(body, out var segment))
        {
            return null;
        }

        var content = XxHash3.HashToUInt64(body.Span);
        var slices = arrays.GetValue(segment.Array!, static _ => []);
        lock (slices)
        {
            var found = slices.Find(s => s.Offset == segment.Offset && s.Count == segment.Count);
            if (found is not null && found.Content == content)
            {
                return found;
            }

            if (found is not null)
            {
                slices.Remove(found);
            }
            else if (slices.Count >= MaxSlicesPerArray)
            {
                slices.RemoveAt(0);
            }

            var slice = new Slice(segment.Offset, segment.Count, content);
            slices.Add(slice);
            return slice;
        }
    }

    private static string ComputeSha256(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return Convert.ToHexStringLower(hash);
    }

    private sealed class Slice(int offset, int count, ulong content)
    {
        public int Offset { get; } = offset;

        public int Count { get; } = count;

        public ulong Content { get; } = content;

        public string? Sha256 { get; set; }

        public Remembered? Recorded { get; set; }
    }

    private sealed record Remembered(int Version, RecordedBody Body);
}
