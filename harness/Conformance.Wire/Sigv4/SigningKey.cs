using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Conformance.Wire;

/// <summary>The key of one secret, day and region, and the signatures made with it.</summary>
internal sealed class SigningKey
{
    private static readonly Memo<(string Secret, string Date, string Region), SigningKey> Cache = new(256);

    // Setting one up costs as much as using it; each serves one signature at a time.
    private readonly ConcurrentBag<IncrementalHash> idle = [];
    private readonly byte[] key;

    private SigningKey(string secret, string date, string region)
    {
        var day = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Encoding.UTF8.GetBytes(date));
        var regional = HMACSHA256.HashData(day, Encoding.UTF8.GetBytes(region));
        key = HMACSHA256.HashData(HMACSHA256.HashData(regional, "s3"u8), "aws4_request"u8);
    }

    /// <summary>The key for a day (yyyyMMdd); four of five hash runs a signature are saved by keeping it.</summary>
    public static SigningKey For(string secret, string date, string region) =>
        Cache.Get((secret, date, region), static k => new SigningKey(k.Secret, k.Date, k.Region));

    /// <summary>Lower-case hex HMAC-SHA256 of a string to sign.</summary>
    public string Sign(string stringToSign)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(stringToSign.Length));
        var hash = idle.TryTake(out var rested) ? rested : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(bytes, 0, Encoding.UTF8.GetBytes(stringToSign, bytes));
        hash.GetHashAndReset(mac);
        idle.Add(hash);
        ArrayPool<byte>.Shared.Return(bytes);
        return Convert.ToHexStringLower(mac);
    }
}
