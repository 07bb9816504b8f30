using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Conformance.Model;

/// <summary>An additional checksum of S3: its names, and its value over bytes. Source: AWS User Guide, "Checking object integrity".</summary>
public sealed class Checksum
{
    private readonly Func<byte[], byte[]> digest;

    private Checksum(string name, Func<byte[], byte[]> digest)
    {
        Name = name;
        this.digest = digest;
    }

    /// <summary>CRC-32 (ISO 3309).</summary>
    public static Checksum Crc32 { get; } = new("CRC32", Crc(0xEDB88320, 32));

    /// <summary>CRC-32C (Castagnoli).</summary>
    public static Checksum Crc32C { get; } = new("CRC32C", Crc(0x82F63B78, 32));

    /// <summary>CRC-64/NVME.</summary>
    public static Checksum Crc64Nvme { get; } = new("CRC64NVME", Crc(0x9A6C9329AC4BC9B5, 64));

    /// <summary>SHA-1.</summary>
    public static Checksum Sha1 { get; } = new("SHA1", SHA1.HashData);

    /// <summary>SHA-256.</summary>
    public static Checksum Sha256 { get; } = new("SHA256", SHA256.HashData);

    /// <summary>All five.</summary>
    public static ImmutableArray<Checksum> All { get; } = [Crc32, Crc32C, Crc64Nvme, Sha1, Sha256];

    /// <summary>The spelling in x-amz-checksum-algorithm, e.g. CRC32C.</summary>
    public string Name { get; }

    /// <summary>The header that carries a value, e.g. x-amz-checksum-crc32c.</summary>
    public string Header => $"x-amz-checksum-{Name.ToLowerInvariant()}";

    /// <summary>The element that carries a value, e.g. ChecksumCRC32C.</summary>
    public string Element => $"Checksum{Name}";

    /// <summary>Base64 of the value over a slice.</summary>
    public string Of(Slice slice) => Convert.ToBase64String(digest(slice.ToArray()));

    /// <summary>Base64 of the value over several slices as one.</summary>
    public string Of(params ReadOnlySpan<Slice> slices) => Convert.ToBase64String(digest(Concat(slices, s => s.ToArray())));

    /// <summary>The COMPOSITE value: base64 of the digest over the raw digests of the parts, a hyphen and their count.</summary>
    public string Composite(params ReadOnlySpan<Slice> parts) =>
        $"{Convert.ToBase64String(digest(Concat(parts, p => digest(p.ToArray()))))}-{parts.Length}";

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static byte[] Concat(ReadOnlySpan<Slice> slices, Func<Slice, byte[]> bytes)
    {
        var all = new List<byte>();
        foreach (var slice in slices)
        {
            all.AddRange(bytes(slice));
        }

        return [.. all];
    }

    // Reflected, preset and inverted, as all three are; shown most significant byte first.
    private static Func<byte[], byte[]> Crc(ulong polynomial, int bits)
    {
        var table = new ulong[256];
        for (var i = 0; i < table.Length; i++)
        {
            var value = (ulong)i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ polynomial;
            }

            table[i] = value;
        }

        var ones = ulong.MaxValue >> (64 - bits);
        return Compute;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        byte[] Compute(byte[] data)
        {
            var crc = ones;
            foreach (var b in data)
            {
                crc = table[(byte)(crc ^ b)] ^ (crc >> 8);
            }

            crc ^= ones;
            var raw = new byte[bits / 8];
            for (var i = 0; i < raw.Length; i++)
            {
                raw[i] = (byte)(crc >> (bits - 8 - (8 * i)));
            }

            return raw;
        }
    }
}
