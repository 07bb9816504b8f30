using System.Collections.Immutable;

namespace Conformance.Wire;

/// <summary>One header line as it goes on the wire. Names and values are sent as UTF-8, in the order given, duplicates kept.</summary>
public sealed record HeaderLine(string Name, string Value)
{
    /// <summary>True when it bears a name, in any case.</summary>
    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first value of a name, in any case; null when there is none.</summary>
    public static string? First(ImmutableArray<HeaderLine> lines, string name)
    {
        foreach (var line in lines)
        {
            if (line.Is(name))
            {
                return line.Value;
            }
        }

        return null;
    }
}

/// <summary>How the body of a request is framed.</summary>
public enum BodyFraming
{
    /// <summary>A Content-Length line is added: always when there is a body, and for PUT and POST also when it is empty.</summary>
    ContentLength,

    /// <summary>Nothing is added; the header lines given say all there is to say, be it contradictory or nothing.</summary>
    AsGiven,

    /// <summary>Transfer-Encoding: chunked, in chunks of at most 64 KiB.</summary>
    Chunked,
}

/// <summary>A request that says exactly which bytes go out. Host is added when no line of that name is given (see <see cref="OmitHost"/>).</summary>
public sealed record WireRequest
{
    /// <summary>The method token, e.g. PUT.</summary>
    public required string Method { get; init; }

    /// <summary>The request target in origin form as it goes on the wire: path, and query with its question mark. Never re-encoded.</summary>
    public required string Target { get; init; }

    /// <summary>Header lines in order; duplicates stay duplicates.</summary>
    public ImmutableArray<HeaderLine> Headers { get; init; } = [];

    /// <summary>The payload before any aws-chunked coding.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How the body is framed.</summary>
    public BodyFraming Framing { get; init; } = BodyFraming.ContentLength;

    /// <summary>True leaves the Host line out altogether (raw socket only).</summary>
    public bool OmitHost { get; init; }

    /// <summary>True ends the connection once the request is sent, without waiting for the answer (raw socket only).</summary>
    public bool HangsUp { get; init; }

    /// <summary>
    /// True keeps the body back until the target asks for it with 100 (Continue), as a client does that sends Expect: 100-continue; a final
    /// answer in its place ends the request, and the next one may follow on the connection (raw socket only).
    /// </summary>
    public bool HoldsBody { get; init; }

    /// <summary>Line ending of the head: CR LF, or a bare LF on purpose (raw socket only).</summary>
    public string LineEnding { get; init; } = "\r\n";

    /// <summary>The first value of a header, by case-insensitive name; null when absent.</summary>
    public string? Header(string name) => HeaderLine.First(Headers, name);

    /// <summary>A copy with one more header line at the end.</summary>
    public WireRequest With(string name, string value) => this with { Headers = Headers.Add(new HeaderLine(name, value)) };
}

/// <summary>Which client carries an exchange.</summary>
public enum Carrier
{
    /// <summary>RestSharp: well-formed work (arranging, observing, cleaning up, preflight, probing).</summary>
    Rest,

    /// <summary>SocketsHttpHandler, headers unvalidated and target uncanonicalised: the stimulus, as long as HTTP stacks would send it.</summary>
    Http,

    /// <summary>A raw socket: what even that refuses (duplicate lines, odd names, missing Host, two lengths, bare LF).</summary>
    Socket,
}
