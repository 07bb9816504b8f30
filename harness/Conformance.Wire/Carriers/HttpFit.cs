using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Conformance.Wire;

/// <summary>Decides whether an HTTP client library carries a request exactly.</summary>
internal static class HttpFit
{
    // The library sends a whole body before it reads: an early refusal of a large one, with the connection closed, would be lost.
    private const int MaxBodyBytes = 64 * 1024;

    // Letters, digits and the other characters of a token (RFC 9110 section 5.6.2).
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-_:[]");

    private static readonly SearchValues<char> Breaks = SearchValues.Create("\r\n\0");

    private static readonly FrozenSet<string> Methods = FrozenSet.Create("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS");

    // Lines by which the library itself steers the connection.
    private static readonly FrozenSet<string> Steering = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "Connection", "Expect", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Upgrade");

    private static readonly FrozenSet<string> ContentHeaders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Allow", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Length", "Content-Location", "Content-MD5",
        "Content-Range", "Content-Type", "Expires", "Last-Modified");

    /// <summary>True for lines that the library keeps with the content.</summary>
    public static bool IsContentHeader(string name) => ContentHeaders.Contains(name);

    /// <summary>True when there is a body, if an empty one: PUT and POST are always given a length, as is what announces one.</summary>
    public static bool HasContent(WireRequest request) =>
        !request.Body.IsEmpty || request.Framing == BodyFraming.Chunked || request.Method is "PUT" or "POST" || request.Header("Content-Length") is not null;

    /// <summary>True when the library should carry the request though nobody asked for it.</summary>
    public static bool IsPreferred(WireRequest request) => request.Body.Length <= MaxBodyBytes && Misfit(request) is null;

    /// <summary>What the library would change; null when it carries the request exactly, up to the order of lines.</summary>
    public static string? Misfit(WireRequest request)
    {
        if (request.OmitHost || request.LineEnding != "\r\n")
        {
            return "it writes a Host line and CR LF";
        }

        if (request.HangsUp)
        {
            return "it waits for the answer";
        }

        if (request.HoldsBody)
        {
            return "it waits a while only, and then sends the body unasked";
        }

        if (!Methods.Contains(request.Method))
        {
            return $"it may respell the method {request.Method} or give it a length";
        }

        if (!request.Target.StartsWith('/') || request.Target.AsSpan().ContainsAnyExceptInRange('!', '~') || request.Target.Contains('\\', StringComparison.Ordinal))
        {
            return "it wants a target in origin form, in printable ASCII";
        }

        return LineMisfit(request) ?? FramingMisfit(request);
    }

    private static string? LineMisfit(WireRequest request)
    {
        var hasContent = HasContent(request);
        for (var i = 0; i < request.Headers.Length; i++)
        {
            var (name, value) = request.Headers[i];
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(Token) || Steering.Contains(name))
            {
                return $"it refuses or acts on the header name {name}";
            }

            if (CameBefore(request.Headers, i))
            {
                return $"it joins the lines of {name} into one";
            }

            if (value.AsSpan().ContainsAny(Breaks) || value.AsSpan().Trim(" \t").Length != value.Length)
            {
                return $"it may change the line breaks or white space of {name}";
            }

            if (IsContentHeader(name) && !hasContent)
            {
                return $"it sends {name} with a body only";
            }

            if (name.Equals("Host", StringComparison.OrdinalIgnoreCase) && (value.Length == 0 || value.AsSpan().ContainsAnyExcept(HostCharacters)))
            {
                return "it checks the Host line";
            }
        }

        return null;
    }

    // A set would cost more than comparing the dozen lines that there are.
    private static bool CameBefore(ImmutableArray<HeaderLine> lines, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (string.Equals(lines[i].Name, lines[index].Name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string? FramingMisfit(WireRequest request)
    {
        var length = request.Header("Content-Length");
        var coding = request.Header("Transfer-Encoding");
        var expected = request.Framing switch
        {
            BodyFraming.Chunked => length is null && coding == "chunked",
            _ => coding is null && length == (HasContent(request) ? request.Body.Length.ToString(CultureInfo.InvariantCulture) : null),
        };
        return expected ? null : "it frames the body by itself";
    }
}
