using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Conformance.Wire;
using Digest = System.Func<System.Action<System.Action<System.ReadOnlySpan<byte>>>, byte[]>;

namespace Conformance.Model;

/// <summary>An additional checksum of S3: its names, and its value over bytes. Source: AWS User Guide, "Checking object integrity".</summary>
public sealed class Checksum
{
    // Given what feeds bytes, piece by piece, to a taker of them.
    private readonly Digest digest;
    private readonly Memo<Slice, byte[]> known = new(1024);

    private Checksum(string name, Digest digest)
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
    public static Checksum Sha1 { get; } = new("SHA1", Sha(HashAlgorithmName.SHA1));

    /// <summary>SHA-256.</summary>
    public static Checksum Sha256 { get; } = new("SHA256", Sha(HashAlgorithmName.SHA256));

    /// <summary>All five.</summary>
    public static ImmutableArray<Checksum> All { get; } = [Crc32, Crc32C, Crc64Nvme, Sha1, Sha256];

    /// <summary>The spelling in x-amz-checksum-algorithm, e.g. CRC32C.</summary>
    public string Name { get; }

    /// <summary>The header that carries a value, e.g. x-amz-checksum-crc32c.</summary>
    public string Header => $"x-amz-checksum-{Name.ToLowerInvariant()}";

    /// <summary>The element that carries a value, e.g. ChecksumCRC32C.</summary>
    public string Element => $"Checksum{Name}";

    /// <summary>Base64 of the value over slices one after the other.</summary>
    public string Of(params IReadOnlyList<Slice> slices) => Convert.ToBase64String(Raw(slices));

    /// <summary>The COMPOSITE value: base64 of the digest over the raw digests of the parts, a hyphen and their count.</summary>
    public string Composite(params IReadOnlyList<Slice> parts)
    {
        var all = digest(take =>
        {
            foreach (var part in parts)
            {
                take(Raw([part]));
            }
        });
        return $"{Convert.ToBase64String(all)}-{parts.Count}";
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private byte[] Raw(IReadOnlyList<Slice> slices) => slices is [var only] ? known.Get(only, slice => Computed([slice])) : Computed(slices);

    private byte[] Computed(IReadOnlyList<Slice> slices) => digest(take =>
    {
        foreach (var slice in slices)
        {
            slice.Content.Append(slice.First, slice.Last, take);
        }
    });

    private static Digest Sha(HashAlgorithmName name) => feed =>
    {
        using var hash = IncrementalHash.CreateHash(name);
        feed(hash.AppendData);
        return hash.GetHashAndReset();
    };

    private static Digest Crc(ulong polynomial, int bits)
    {
        var tables = CyclicCode.Tables(polynomial);
        return feed =>
        {
            var code = new CyclicCode(tables, bits);
            feed(code.Append);
            return code.Value();
        };
    }

    // Reflected, preset and inverted, as all three are; shown most significant byte first. Eight tables take eight bytes at once.
    private sealed class CyclicCode(ulong[] tables, int bits)
    {
        private const int Values = 256;

        private ulong crc = ulong.MaxValue >> (64 - bits);

        public static ulong[] Tables(ulong polynomial)
        {
            var tables = new ulong[8 * Values];
            for (var i = 0; i < Values; i++)
            {
                tables[i] = Enumerable.Range(0, 8).Aggregate((ulong)i, (value, _) => (value & 1) == 0 ? value >> 1 : (value >> 1) ^ polynomial);
            }

            for (var i = Values; i < tables.Length; i++)
            {
                tables[i] = tables[(byte)tables[i - Values]] ^ (tables[i - Values] >> 8);
            }

            return tables;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Append(ReadOnlySpan<byte> data)
        {
            var table = tables;
            var value = crc;
            for (; data.Length >= 8; data = data[8..])
            {
                value ^= BinaryPrimitives.ReadUInt64LittleEndian(data);
                value = table[(7 * Values) + (byte)value] ^ table[(6 * Values) + (byte)(value >> 8)]
                    ^ table[(5 * Values) + (byte)(value >> 16)] ^ table[(4 * Values) + (byte)(value >> 24)]
                    ^ table[(3 * Values) + (byte)(value >> 32)] ^ table[(2 * Values) + (byte)(value >> 40)]
                    ^ table[Values + (byte)(value >> 48)] ^ table[(byte)(value >> 56)];
            }

            foreach (var octet in data)
            {
                value = table[(byte)(value ^ octet)] ^ (value >> 8);
            }

            crc = value;
        }

        public byte[] Value()
        {
            var raw = new byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64BigEndian(raw, ~crc << (64 - bits));
            return raw[..(bits / 8)];
        }
    }
}
