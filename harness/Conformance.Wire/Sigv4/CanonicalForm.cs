using System.Buffers;
using System.Text;

namespace Conformance.Wire;

/// <summary>The canonical forms of Signature Version 4 as S3 computes them: pure functions of what goes on the wire.</summary>
internal static class CanonicalForm
{
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private static readonly SearchValues<char> UnreservedOrSlash =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <summary>Path and query of a request target; the query without its question mark, empty when there is none.</summary>
    public static (string Path, string Query) Split(string target)
    {
        var origin = target;
        if (!target.StartsWith('/') && target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            // Absolute form: what counts starts after the authority.
            var slash = target.IndexOfAny(['/', '?'], scheme + 3);
            origin = slash < 0 ? "/" : target[slash..];
        }

        var mark = origin.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (origin, "") : (origin[..mark], origin[(mark + 1)..]);
    }

    /// <summary>
    /// Valid triplets are decoded once and everything is encoded once, slashes kept. An invalid triplet stands for itself.
    /// S3 does not normalise dot segments: they are part of the key.
    /// </summary>
    public static string Path(string path) =>
        path.Length == 0 ? "/"
        : path.AsSpan().ContainsAnyExcept(UnreservedOrSlash) ? Encode(Decode(path, plusIsSpace: false), keepSlash: true)
        : path;

    /// <summary>Parameters sorted by encoded name, then value; a parameter without "=" gets one; duplicates stay.</summary>
    public static string Query(string query)
    {
        if (IsCanonical(query))
        {
            return query;
        }

        var pairs = new List<(string Name, string Value)>();
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(equals < 0 ? (Recode(part), "") : (Recode(part[..equals]), Recode(part[(equals + 1)..])));
        }

        pairs.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name) is not 0 and var byName ? byName : string.CompareOrdinal(a.Value, b.Value));
        return string.Join('&', pairs.Select(static p => $"{p.Name}={p.Value}"));
    }

    /// <summary>One "name:value" line a header, sorted by name, and the names joined by semicolons. Names come in lower case.</summary>
    public static (string Block, string SignedHeaders) Headers(IReadOnlyList<HeaderLine> lines)
    {
        // The order of lines of one name is part of the value, so the sort must be stable; there are a dozen of them.
        var order = new int[lines.Count];
        for (var i = 0; i < order.Length; i++)
        {
            var at = i;
            for (; at > 0 && string.CompareOrdinal(lines[order[at - 1]].Name, lines[i].Name) > 0; at--)
            {
                order[at] = order[at - 1];
            }

            order[at] = i;
        }

        var size = 0;
        foreach (var line in lines)
        {
            size += line.Name.Length + line.Value.Length + 2;
        }

        var rented = ArrayPool<char>.Shared.Rent(2 * size);
        var block = rented.AsSpan(0, size);
        var names = rented.AsSpan(size);
        var (blockUsed, namesUsed) = (0, 0);
        string? previous = null;
        foreach (var index in order)
        {
            var line = lines[index];
            if (line.Name == previous)
            {
                block[blockUsed - 1] = ',';
            }
            else
            {
                namesUsed = Append(names, namesUsed == 0 ? 0 : Append(names, namesUsed, ";"), line.Name);
                blockUsed = Append(block, Append(block, blockUsed, line.Name), ":");
                previous = line.Name;
            }

            blockUsed = Append(block, AppendValue(block, blockUsed, line.Value), "\n");
        }

        var form = (new string(block[..blockUsed]), new string(names[..namesUsed]));
        ArrayPool<char>.Shared.Return(rented);
        return form;
    }

    /// <summary>RFC 3986 percent-encoding of the UTF-8 octets, upper-case hex.</summary>
    public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text), keepSlash: false);

    // What most requests have: nothing to escape, every parameter with its equals sign, in order.
    private static bool IsCanonical(ReadOnlySpan<char> query)
    {
        ReadOnlySpan<char> previous = [];
        for (var rest = query; !rest.IsEmpty;)
        {
            var end = rest.IndexOf('&');
            var name = end < 0 ? rest : rest[..end];
            var equals = name.IndexOf('=');
            if (equals < 0 || name[(equals + 1)..].ContainsAnyExcept(Unreserved) || end == rest.Length - 1)
            {
                return false;
            }

            name = name[..equals];
            if (name.ContainsAnyExcept(Unreserved) || name.SequenceCompareTo(previous) <= 0)
            {
                return false;
            }

            previous = name;
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return true;
    }

    private static string Recode(string text) =>
        text.AsSpan().ContainsAnyExcept(Unreserved) ? Encode(Decode(text, plusIsSpace: true), keepSlash: false) : text;

    private static byte[] Decode(string text, bool plusIsSpace)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            var octet = bytes[at];
            if (octet == '%' && at + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[at + 1]) && char.IsAsciiHexDigit((char)bytes[at + 2]))
            {
                octet = (byte)((Hex(bytes[at + 1]) << 4) | Hex(bytes[at + 2]));
                at += 2;
            }
            else if (octet == '+' && plusIsSpace)
            {
                octet = (byte)' ';
            }

            bytes[length++] = octet;
        }

        return bytes.Length == length ? bytes : bytes[..length];
    }

    private static string Encode(byte[] bytes, bool keepSlash)
    {
        var encoded = new StringBuilder(bytes.Length + 16);
        var kept = keepSlash ? UnreservedOrSlash : Unreserved;
        foreach (var octet in bytes)
        {
            if (octet < 0x80 && kept.Contains((char)octet))
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append('%').Append(HexDigit(octet >> 4)).Append(HexDigit(octet & 15));
            }
        }

        return encoded.ToString();
    }

    // Blanks around it go, and of several in a row one stays.
    private static int AppendValue(Span<char> block, int at, string value)
    {
        var trimmed = value.AsSpan().Trim(" \t");
        if (!trimmed.Contains("  ", StringComparison.Ordinal))
        {
            return Append(block, at, trimmed);
        }

        var space = false;
        foreach (var character in trimmed)
        {
            if (character != ' ' || !space)
            {
                block[at++] = character;
            }

            space = character == ' ';
        }

        return at;
    }

    private static int Append(Span<char> block, int at, ReadOnlySpan<char> text)
    {
        text.CopyTo(block[at..]);
        return at + text.Length;
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);
}
