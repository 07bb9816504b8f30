using System.Collections.Immutable;
using Conformance.Reports.Writing;
using Conformance.Wire;

namespace Conformance.Reports;

/// <summary>An exchange as lines that can be compared between runs: "&gt;" went out, "&lt;" came in.</summary>
public static class ExchangeText
{
    private const int MostLines = 60;
    private const int LongestBody = 64 * 1024;

    /// <summary>The lines, scrubbed. Lines that sign, date or address the request are left out, and bodies that are no text are told by size and digest.</summary>
    public static ImmutableArray<string> Lines(Exchange exchange, Scrubber scrubber)
    {
        var (first, headers) = Head(exchange.Request.Head);
        return
        [
            .. Sent(first, headers, exchange.Request.Body).Select(l => Line('>', l, scrubber)),
            .. (exchange.Response is { } response ? Received(response) : [$"no answer: {exchange.Fate}"]).Select(l => Line('<', l, scrubber)),
        ];
    }

    private static IEnumerable<string> Sent(string first, IEnumerable<string> headers, RecordedBody body) =>
        headers.Where(h => !ScrubRules.Unshown.Contains(Name(h)) && !IsLengthOf(h, body)).Prepend(WithoutVersion(first)).Concat(Body(body, IsSignedInChunks(headers)));

    private static IEnumerable<string> Received(RecordedResponse response)
    {
        var (first, headers) = Head(response.Head);
        return headers.Where(h => !IsLengthOf(h, response.Body)).Order(StringComparer.OrdinalIgnoreCase).Prepend(first)
            .Concat(response.Notes.Select(n => $"note: {n}"))
            .Concat(Body(response.Body, signed: false));
    }

    private static (string First, IEnumerable<string> Headers) Head(string head)
    {
        var lines = head.TrimEnd('\r', '\n').Split('\n').Select(l => l.TrimEnd('\r')).ToArray();
        return (lines[0], lines.Skip(1));
    }

    private static string Name(string header) => header.Split(':')[0];

    private static string WithoutVersion(string first) => first.EndsWith(" HTTP/1.1", StringComparison.Ordinal) ? first[..^" HTTP/1.1".Length] : first;

    // It follows from the body, whose length changes with the ids in it.
    private static bool IsLengthOf(string header, RecordedBody body) =>
        body.Length > 0 && IsText(body) && header.Replace(" ", "", StringComparison.Ordinal).Equals($"content-length:{body.Length}", StringComparison.OrdinalIgnoreCase);

    private static bool IsText(RecordedBody body) => body.IsWhole && body.Length <= LongestBody && body.Provenance.IsEmpty && !body.Bytes.AsSpan().Contains((byte)0);

    private static bool IsSignedInChunks(IEnumerable<string> headers) => headers.Any(h => h.Contains("STREAMING-", StringComparison.Ordinal));

    private static IEnumerable<string> Body(RecordedBody body, bool signed)
    {
        if (body.Length == 0)
        {
            return [];
        }

        // The signatures between the chunks hold the date.
        if (signed || !IsText(body))
        {
            return ["", signed ? $"({body.Length} bytes, signed in chunks)" : $"({body.Length} bytes, MD5 {body.Md5})"];
        }

        // An element a line: what changed is then one line of the difference.
        var lines = Visible.Decode(body.Bytes.AsSpan()).Replace("><", ">\n<", StringComparison.Ordinal).Split('\n');
        return lines.Length <= MostLines
            ? lines.Prepend("")
            : lines.Take(MostLines).Prepend("").Append($"(and {lines.Length - MostLines} more lines)");
    }

    private static string Line(char direction, string text, Scrubber scrubber) =>
        text.Length == 0 ? direction.ToString() : $"{direction} {Observations.Short(Visible.Line(scrubber.Text(text)))}";
}
