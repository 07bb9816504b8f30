using System.Collections.Immutable;
using System.Globalization;

namespace Conformance.Wire;

/// <summary>Where a response body ends.</summary>
internal enum BodyEnd
{
    /// <summary>There is none.</summary>
    NoBody,

    /// <summary>After a number of bytes.</summary>
    Length,

    /// <summary>With the last chunk.</summary>
    LastChunk,

    /// <summary>With the connection.</summary>
    Close,
}

/// <summary>How a response is framed, by RFC 9112 section 6.3.</summary>
internal sealed record ResponseFraming(BodyEnd End, long Length, bool KeepsConnection, ImmutableArray<string> Notes)
{
    /// <summary>Decides the framing; null with the reason in <paramref name="error"/> when the head contradicts itself.</summary>
    public static ResponseFraming? Of(ResponseHead head, string method, out string? error)
    {
        error = null;
        var notes = head.Notes;
        var keeps = head.MinorVersion == 0 ? head.Has("Connection", "keep-alive") : !head.Has("Connection", "close");
        if (ReadLength(head, ref notes, out var length) is { } lengthError)
        {
            error = lengthError;
            return null;
        }

        var codings = string.Join(',', head.Values("Transfer-Encoding"));
        if (method == "HEAD" || head.Status is < 200 or 204 or 304)
        {
            return new ResponseFraming(BodyEnd.NoBody, 0, keeps && head.Status != 101, notes);
        }

        if (codings.Length > 0)
        {
            return Coded(codings, length, keeps, notes, out error);
        }

        return length is { } known
            ? new ResponseFraming(BodyEnd.Length, known, keeps, notes)
            : new ResponseFraming(BodyEnd.Close, 0, false, notes);
    }

    private static ResponseFraming? Coded(string codings, long? length, bool keeps, ImmutableArray<string> notes, out string? error)
    {
        error = null;
        var names = codings.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (length is not null)
        {
            // RFC 9112 lets the coding win but has the connection closed: the next bytes are not to be trusted.
            notes = notes.Add("both Content-Length and Transfer-Encoding");
            keeps = false;
        }

        var chunked = Array.FindIndex(names, static n => n.Equals("chunked", StringComparison.OrdinalIgnoreCase));
        if (chunked >= 0 && chunked != names.Length - 1)
        {
            error = $"Transfer-Encoding has something after chunked: {codings}.";
            return null;
        }

        return chunked >= 0
            ? new ResponseFraming(BodyEnd.LastChunk, 0, keeps, names.Length > 1 ? notes.Add($"transfer coding {codings} left as it is") : notes)
            : new ResponseFraming(BodyEnd.Close, 0, false, notes.Add($"transfer coding {codings} without chunked"));
    }

    private static string? ReadLength(ResponseHead head, ref ImmutableArray<string> notes, out long? length)
    {
        length = null;
        var count = 0;
        foreach (var value in head.Values("Content-Length").SelectMany(static v => v.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return $"Content-Length is not a number: \"{value}\".";
            }

            if (length is { } first && first != number)
            {
                return $"Two lengths contradict each other: {first} and {number}.";
            }

            length = number;
            count++;
        }

        if (count > 1)
        {
            notes = notes.Add("Content-Length repeated");
        }

        return null;
    }
}
