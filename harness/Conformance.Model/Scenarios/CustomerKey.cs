using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>A key of server-side encryption with customer keys: 32 bytes made of a name, so that a replayed case sends the same ones.</summary>
public sealed record CustomerKey(string Name)
{
    private const string Prefix = "x-amz-server-side-encryption-customer-";
    private const string SourcePrefix = "x-amz-copy-source-server-side-encryption-customer-";

    /// <summary>The key, base64.</summary>
    public string Base64 => Convert.ToBase64String(Bytes);

    /// <summary>Base64 of the MD5 of the key.</summary>
    public string Md5 => Convert.ToBase64String(MD5.HashData(Bytes));

    /// <summary>The three lines that encrypt or read an object.</summary>
    public ImmutableArray<HeaderLine> Headers => Lines(Prefix, "AES256", Base64, Md5);

    /// <summary>The three lines that read the source of a copy.</summary>
    public ImmutableArray<HeaderLine> SourceHeaders => Lines(SourcePrefix, "AES256", Base64, Md5);

    private byte[] Bytes => SHA256.HashData(Encoding.UTF8.GetBytes("customer key " + Name));

    /// <summary>Lines with values as given, true or not; a null leaves a line out.</summary>
    public static ImmutableArray<HeaderLine> Lines(bool ofSource, string? algorithm, string? key, string? md5) =>
        Lines(ofSource ? SourcePrefix : Prefix, algorithm, key, md5);

    /// <summary>Those of the lines that read the object written with them.</summary>
    public static ImmutableArray<HeaderLine> In(IEnumerable<HeaderLine> headers) => [.. headers.Where(h => h.Name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The lines of an object turned into those that name it as the source of a copy.</summary>
    public static ImmutableArray<HeaderLine> AsSource(IEnumerable<HeaderLine> headers) =>
        [.. In(headers).Select(h => h with { Name = SourcePrefix + h.Name[Prefix.Length..] })];

    /// <summary>True when a line carries anything about customer keys: such a request must not travel in the clear.</summary>
    public static bool IsIn(IEnumerable<HeaderLine> headers) =>
        headers.Any(h => h.Name.Contains("server-side-encryption-customer-", StringComparison.OrdinalIgnoreCase));

    /// <summary>True for the name of a line whose value is a key itself.</summary>
    public static bool IsKey(string name) => name.Trim().EndsWith("server-side-encryption-customer-key", StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<HeaderLine> Lines(string prefix, string? algorithm, string? key, string? md5)
    {
        var lines = ImmutableArray.CreateBuilder<HeaderLine>(3);
        foreach (var (name, value) in new[] { ("algorithm", algorithm), ("key", key), ("key-MD5", md5) })
        {
            if (value is not null)
            {
                lines.Add(new HeaderLine(prefix + name, value));
            }
        }

        return lines.ToImmutable();
    }
}
