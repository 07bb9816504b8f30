using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Conformance.Wire;

/// <summary>How an exchange ended.</summary>
public enum Fate
{
    /// <summary>A whole response was read.</summary>
    Complete,

    /// <summary>The deadline passed; what had arrived by then is kept.</summary>
    TimedOut,

    /// <summary>No connection: refused, unreachable, name unknown.</summary>
    ConnectFailed,

    /// <summary>TLS was refused or the certificate not trusted.</summary>
    TlsFailed,

    /// <summary>The connection ended before the response was whole.</summary>
    ClosedEarly,

    /// <summary>What came back is not HTTP/1.x, or its framing contradicts itself.</summary>
    NotHttp,

    /// <summary>The response passed the bound on head or body size.</summary>
    TooLarge,

    /// <summary>The run was interrupted.</summary>
    Cancelled,
}

/// <summary>A body as recorded: whole when it is small, else its digest, both ends and its provenance.</summary>
public sealed record RecordedBody
{
    // Null in what a damaged file said to be null: whoever reads files refuses it.
    private readonly Late<string>? md5;
    private readonly Late<ImmutableArray<ProvenanceRun>>? provenance;

    /// <summary>Made member by member.</summary>
    public RecordedBody()
    {
    }

#pragma warning disable CS8618 // what lies behind the property is set
    [SetsRequiredMembers]
    internal RecordedBody(long length, ImmutableArray<byte> bytes, Late<string> md5, Late<ImmutableArray<ProvenanceRun>> provenance) =>
        (Length, Bytes, this.md5, this.provenance) = (length, bytes, md5, provenance);
#pragma warning restore CS8618

    /// <summary>Bytes received or sent.</summary>
    public required long Length { get; init; }

    /// <summary>The bytes, when at most <see cref="Limits.KeepBodyBytes"/>; else the first 1 KiB.</summary>
    public required ImmutableArray<byte> Bytes { get; init; }

    /// <summary>Bytes that redaction added to <see cref="Bytes"/> (negative: took away); 0 when nothing was replaced or the body is cut.</summary>
    public int RedactionShift { get; init; }

    /// <summary>True when <see cref="Bytes"/> is the whole body.</summary>
    public bool IsWhole => Bytes.Length == Length + RedactionShift;

    /// <summary>Lower-case hex MD5 of the whole body.</summary>
    public required string Md5
    {
        get => md5?.Value!;
        init => md5 = value;
    }

    /// <summary>Which slices of which generated objects the body is made of; empty when nothing was recognised.</summary>
    public ImmutableArray<ProvenanceRun> Provenance
    {
        get => provenance?.Value ?? [];
        init => provenance = value.IsDefaultOrEmpty ? null : value;
    }

    /// <summary>No body.</summary>
    public static RecordedBody Empty { get; } = new() { Length = 0, Bytes = [], Md5 = "d41d8cd98f00b204e9800998ecf8427e" };
}

/// <summary>A request as it went out, redacted.</summary>
public sealed record RecordedRequest
{
    // Null in what a damaged file said to be null: whoever reads files refuses it.
    private readonly Late<string>? head;
    private readonly Late<string>? target;
    private readonly Late<string>? canonicalRequest;
    private readonly Late<string>? stringToSign;

    /// <summary>Made member by member.</summary>
    public RecordedRequest()
    {
    }

#pragma warning disable CS8618 // what lies behind the property is set
    [SetsRequiredMembers]
    internal RecordedRequest(string method, RecordedBody body, Late<string> head, Late<string> target, Late<string>? canonicalRequest, Late<string>? stringToSign)
    {
        (Method, Body) = (method, body);
        (this.head, this.target, this.canonicalRequest, this.stringToSign) = (head, target, canonicalRequest, stringToSign);
    }
#pragma warning restore CS8618

    /// <summary>Request line and header lines exactly as sent, secrets replaced.</summary>
    public required string Head
    {
        get => head?.Value!;
        init => head = value;
    }

    /// <summary>The method token.</summary>
    public required string Method { get; init; }

    /// <summary>The request target as sent, secrets replaced.</summary>
    public required string Target
    {
        get => target?.Value!;
        init => target = value;
    }

    /// <summary>The body as sent.</summary>
    public required RecordedBody Body { get; init; }

    /// <summary>What the signature was computed over; null when unsigned.</summary>
    public string? CanonicalRequest
    {
        get => canonicalRequest?.Value;
        init => canonicalRequest = value;
    }

    /// <summary>The string to sign; null when unsigned.</summary>
    public string? StringToSign
    {
        get => stringToSign?.Value;
        init => stringToSign = value;
    }
}

/// <summary>A response as it came in, redacted.</summary>
public sealed record RecordedResponse
{
    /// <summary>The words of a note that tells of bytes behind an answer, be it this one or the last one of the connection.</summary>
    public const string StrayBytes = "bytes after the answer";

    // Null in what a damaged file said to be null: whoever reads files refuses it.
    private readonly Late<string>? head;

    /// <summary>Made member by member.</summary>
    public RecordedResponse()
    {
    }

#pragma warning disable CS8618 // what lies behind the property is set
    [SetsRequiredMembers]
    internal RecordedResponse(int status, Late<string> head, ImmutableArray<HeaderLine> headers, RecordedBody body) =>
        (Status, this.head, Headers, Body) = (status, head, headers, body);
#pragma warning restore CS8618

    /// <summary>Status code.</summary>
    public required int Status { get; init; }

    /// <summary>Status line and header lines as received (UTF-8, invalid octets as U+FFFD), secrets replaced.</summary>
    public required string Head
    {
        get => head?.Value!;
        init => head = value;
    }

    /// <summary>The first line of <see cref="Head"/>.</summary>
    public string StatusLine => Head.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? Head[..end].TrimEnd('\r') : Head;

    /// <summary>Header lines in order, values trimmed of optional white space.</summary>
    public required ImmutableArray<HeaderLine> Headers { get; init; }

    /// <summary>The body after removal of any chunked framing.</summary>
    public required RecordedBody Body { get; init; }

    /// <summary>What was tolerated in the framing, a phrase each: interim answers, bare line feeds, folded lines, trailers, bytes left over.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The first value of a header, by case-insensitive name; null when absent.</summary>
    public string? Header(string name) => HeaderLine.First(Headers, name);
}

/// <summary>Who an exchange belongs to.</summary>
/// <param name="Owner">The case id, or "run" for preflight, seeding and clean-up.</param>
/// <param name="Step">What it was sent for, e.g. "when", "given: create upload", "observe: list parts".</param>
public sealed record ExchangeLabel(string Owner, string Step);

/// <summary>One request and its response.</summary>
public sealed record Exchange
{
    /// <summary>Number within the run, from 1, in order of sending.</summary>
    public required long Sequence { get; init; }

    /// <summary>Who it belongs to.</summary>
    public required ExchangeLabel Label { get; init; }

    /// <summary>Which client carried it.</summary>
    public required Carrier Carrier { get; init; }

    /// <summary>Number of the connection among those of the client, when the raw socket carried it.</summary>
    public long? Connection { get; init; }

    /// <summary>When the first byte was about to be sent.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From there to the last byte read, milliseconds.</summary>
    public required double DurationMs { get; init; }

    /// <summary>How it ended.</summary>
    public required Fate Fate { get; init; }

    /// <summary>One sentence about a fate other than Complete.</summary>
    public string? FateDetail { get; init; }

    /// <summary>What went out.</summary>
    public required RecordedRequest Request { get; init; }

    /// <summary>What came back; null when not even a status line did.</summary>
    public RecordedResponse? Response { get; init; }
}

/// <summary>Bounds on what is accepted from a target.</summary>
public sealed record Limits
{
    /// <summary>Longest wait for one exchange.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for a connection.</summary>
    public TimeSpan ConnectDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest response head, bytes.</summary>
    public int MaxHeadBytes { get; init; } = 128 * 1024;

    /// <summary>Largest response body, bytes.</summary>
    public long MaxBodyBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Bodies up to this size are kept whole in the transcript, bytes.</summary>
    public int KeepBodyBytes { get; init; } = 64 * 1024;

    /// <summary>Idle and active connections at once.</summary>
    public int MaxConnections { get; init; } = 64;
}
