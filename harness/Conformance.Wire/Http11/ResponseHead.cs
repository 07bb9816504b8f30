using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Conformance.Wire;

/// <summary>A status line and its header lines, read leniently where a client would and strictly where framing is at stake.</summary>
internal sealed record ResponseHead
{
    /// <summary>Status code, 100 to 999.</summary>
    public required int Status { get; init; }

    /// <summary>Minor version of HTTP/1.</summary>
    public required int MinorVersion { get; init; }

    /// <summary>Header lines in order, values trimmed.</summary>
    public required ImmutableArray<HeaderLine> Headers { get; init; }

    /// <summary>What was tolerated.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>True when the bytes may still become the start of an HTTP/1 answer.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> start) => "HTTP/1."u8.StartsWith(start[..Math.Min(start.Length, 7)]);

    /// <summary>
    /// Reads a head; null with the reason in <paramref name="error"/> when it is not HTTP/1. With <paramref name="skipsBadLines"/> a status
    /// line is enough: for the record, a head that was cut short or refused is still evidence.
    /// </summary>
    public static ResponseHead? Read(ReadOnlySpan<byte> head, out string? error, bool skipsBadLines = false)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        var rest = head;
        var statusLine = TakeLine(ref rest, notes);
        error = ReadStatusLine(statusLine, out var minor, out var status);
        if (error is not null)
        {
            return null;
        }

        var headers = ImmutableArray.CreateBuilder<HeaderLine>(16);
        while (!rest.IsEmpty)
        {
            var line = TakeLine(ref rest, notes);
            if (line.IsEmpty)
            {
                break;
            }

            error = ReadHeader(line, headers, notes);
            if (error is not null && !skipsBadLines)
            {
                return null;
            }
        }

        error = null;

        return new ResponseHead { Status = status, MinorVersion = minor, Headers = headers.DrainToImmutable(), Notes = notes.ToImmutable() };
    }

    /// <summary>The values of a header, one a line. Most headers asked for are not there.</summary>
    public IEnumerable<string> Values(string name) =>
        HeaderLine.First(Headers, name) is null ? [] : Headers.Where(h => h.Is(name)).Select(static h => h.Value);

    /// <summary>True when a comma-separated header names a token.</summary>
    public bool Has(string name, string token) =>
        Values(name).Any(v => v.Split(',', StringSplitOptions.TrimEntries).Contains(token, StringComparer.OrdinalIgnoreCase));

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> rest, ImmutableArray<string>.Builder notes)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        if (line.EndsWith("\r"u8))
        {
            return line[..^1];
        }

        if (end >= 0)
        {
            Note(notes, "bare line feed in the head");
        }

        return line;
    }

    private static string? ReadStatusLine(ReadOnlySpan<byte> line, out int minor, out int status)
    {
        minor = 0;
        status = 0;
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || !char.IsAsciiDigit((char)line[7]) || line[8] != ' ')
        {
            return $"The answer does not start with an HTTP/1 status line: {Show(line)}.";
        }

        minor = line[7] - '0';
        var digits = line.Slice(9, 3);
        if (digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0 || digits[0] == '0' || (line.Length > 12 && line[12] != ' '))
        {
            return $"The status code is not three digits: {Show(line)}.";
        }

        status = int.Parse(digits, CultureInfo.InvariantCulture);
        return null;
    }

    private static string? ReadHeader(
        ReadOnlySpan<byte> line, ImmutableArray<HeaderLine>.Builder headers, ImmutableArray<string>.Builder notes)
    {
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            if (headers.Count == 0)
            {
                return "White space comes before the first header line.";
            }

            Note(notes, "obsolete line folding");
            var folded = headers[^1];
            headers[^1] = folded with { Value = $"{folded.Value} {Text(line)}".Trim() };
            return null;
        }

        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return $"A header line has no name: {Show(line)}.";
        }

        var name = line[..colon];
        if (name[^1] is (byte)' ' or (byte)'\t')
        {
            Note(notes, "white space before a colon");
        }

        headers.Add(new HeaderLine(Text(name), Text(line[(colon + 1)..])));
        return null;
    }

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets.Trim(" \t"u8));

    private static void Note(ImmutableArray<string>.Builder notes, string note)
    {
        if (!notes.Contains(note))
        {
            notes.Add(note);
        }
    }

    /// <summary>Something unexpected, printable. Far more than anybody reads: what is shown is shortened once it holds no secrets.</summary>
    internal static string Show(ReadOnlySpan<byte> octets)
    {
        const int MaxShown = 4096;
        var shown = new StringBuilder("\"");
        foreach (var octet in octets[..Math.Min(octets.Length, MaxShown)])
        {
            shown.Append(octet is >= 0x20 and < 0x7F ? ((char)octet).ToString() : $"\\x{octet:x2}");
        }

        return shown.Append(octets.Length > MaxShown ? "…\"" : "\"").ToString();
    }
}
