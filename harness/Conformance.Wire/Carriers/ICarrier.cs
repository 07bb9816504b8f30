using System.Collections.Immutable;

namespace Conformance.Wire;

/// <summary>A signed request on its way to a carrier.</summary>
/// <param name="Request">Every line explicit.</param>
/// <param name="ServerName">The name that TLS asks for; connections are shared by requests of one name.</param>
/// <param name="Body">Takes the response body.</param>
/// <param name="Line">A name for connections of one's own; null shares those of the server name.</param>
/// <param name="Fresh">True for a connection that has carried nothing yet, which only the raw socket can promise.</param>
internal sealed record Outbound(WireRequest Request, string ServerName, BodyCapture Body, string? Line = null, bool Fresh = false);

/// <summary>What a carrier brought back: raw bytes, nothing redacted yet.</summary>
internal sealed record Inbound(Fate Fate, string? Detail)
{
    /// <summary>Number of the connection among those of the client; null when the carrier does not know it.</summary>
    public long? Connection { get; init; }

    /// <summary>True when a kept connection ended without a word: the target may have closed it between two requests, which is no answer to this one.</summary>
    public bool IsStale { get; init; }

    /// <summary>The request head as it went out; null when nothing did.</summary>
    public byte[]? RequestHead { get; init; }

    /// <summary>The response head without its empty line, whole or as far as it came; null when not even a status line did.</summary>
    public byte[]? ResponseHead { get; init; }

    /// <summary>The response head as the carrier read it; null when it did not, or found fault with it.</summary>
    public ResponseHead? Head { get; init; }

    /// <summary>What was tolerated besides what the head itself shows.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>One way onto the wire. Trouble is returned, not thrown; cancellation by the token is <see cref="Fate.TimedOut"/>.</summary>
internal interface ICarrier : IAsyncDisposable
{
    Task<Inbound> SendAsync(Outbound outbound, CancellationToken cancel);
}
