using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Conformance.Wire;

/// <summary>The aws-chunked coding: each chunk carries a signature that chains to the one before it.</summary>
internal static class AwsChunked
{
    /// <summary>Payload bytes a chunk.</summary>
    public const int ChunkBytes = 64 * 1024;

    private const int SignatureLength = 64;

    /// <summary>Size of the coded body, known before anything is signed because Content-Length is itself signed.</summary>
    public static long CodedLength(long sizeBytes)
    {
        var full = sizeBytes / ChunkBytes;
        var rest = sizeBytes % ChunkBytes;
        return full * ChunkLength(ChunkBytes) + (rest > 0 ? ChunkLength(rest) : 0) + ChunkLength(0);
    }

    /// <summary>Codes a payload, starting the chain at the signature of the request head. The chain stays true whatever the plan breaks of a chunk.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> payload, string seedSignature, SigningKey key, string timestamp, string scope, SigningPlan plan)
    {
        var coded = new byte[CodedLength(payload.Length)];
        var at = 0;
        var previous = seedSignature;
        for (var number = 1; ; number++)
        {
            var chunk = payload[..Math.Min(ChunkBytes, payload.Length)];
            previous = key.Sign(StringToSign(timestamp, scope, previous, chunk));
            at += Encoding.ASCII.GetBytes(Prefix(chunk.Length) + (number == plan.FlippedChunk ? Signer.Flip(previous) : previous) + "\r\n", coded.AsSpan(at));
            chunk.CopyTo(coded.AsSpan(at));
            if (number == plan.AlteredChunk && !chunk.IsEmpty)
            {
                coded[at] ^= 1;
            }

            at += chunk.Length;
            "\r\n"u8.CopyTo(coded.AsSpan(at));
            at += 2;
            if (chunk.IsEmpty)
            {
                return coded;
            }

            payload = payload[chunk.Length..];
        }
    }

    private static string StringToSign(string timestamp, string scope, string previous, ReadOnlySpan<byte> chunk)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(chunk, hash);
        return $"AWS4-HMAC-SHA256-PAYLOAD\n{timestamp}\n{scope}\n{previous}\n{BodyDigests.EmptySha256}\n{Convert.ToHexStringLower(hash)}";
    }

    private static long ChunkLength(long sizeBytes) => Prefix(sizeBytes).Length + SignatureLength + 2 + sizeBytes + 2;

    private static string Prefix(long sizeBytes) => sizeBytes.ToString("x", CultureInfo.InvariantCulture) + ";chunk-signature=";
}
