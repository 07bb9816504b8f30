using System.Text;

namespace Conformance.Wire;

/// <summary>Finds the keys of server-side encryption with customer keys in header lines.</summary>
internal static class CustomerKeys
{
    /// <summary>What stands in place of a key.</summary>
    public const string Replacement = "<sse-c-key>";

    private static readonly byte[] Shown = "<sse-c-key>"u8.ToArray();

    /// <summary>True for the header that carries a key, of the object written or of the copy source.</summary>
    public static bool IsKeyHeader(ReadOnlySpan<char> name) =>
        name.Trim().EndsWith("server-side-encryption-customer-key", StringComparison.OrdinalIgnoreCase);

    /// <summary>Marks the value of each such line.</summary>
    public static void Find(ReadOnlySpan<byte> head, ref HitList hits)
    {
        for (var at = 0; at < head.Length;)
        {
            var end = head[at..].IndexOf((byte)'\n');
            var line = end < 0 ? head[at..] : head.Slice(at, end);
            var colon = line.IndexOf((byte)':');
            if (colon > 0 && IsKeyName(line[..colon]))
            {
                var value = line[(colon + 1)..];
                var start = value.Length - value.TrimStart(" \t"u8).Length;
                var length = value.Trim(" \t\r"u8).Length;
                if (length > 0)
                {
                    hits.Add(at + colon + 1 + start, length, Shown);
                }
            }

            at = end < 0 ? head.Length : at + end + 1;
        }
    }

    private static bool IsKeyName(ReadOnlySpan<byte> name)
    {
        var wanted = "server-side-encryption-customer-key"u8;
        name = name.Trim(" \t"u8);
        return name.Length >= wanted.Length && Ascii.EqualsIgnoreCase(name[^wanted.Length..], wanted);
    }
}
