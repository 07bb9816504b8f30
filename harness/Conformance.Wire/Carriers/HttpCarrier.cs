namespace Conformance.Wire;

/// <summary>SocketsHttpHandler without any client above it: headers unvalidated, the target as it is.</summary>
internal sealed class HttpCarrier(SocketsHttpHandler handler, HttpMessages messages, Limits limits) : ICarrier
{
    private readonly HttpMessageInvoker invoker = new(handler, disposeHandler: false);

    /// <inheritdoc/>
    public Task<Inbound> SendAsync(Outbound outbound, CancellationToken cancel) =>
        new HttpExchange(outbound, limits).RunAsync(
            async (exchange, stop) =>
            {
                using var message = messages.Create(outbound);
                using var response = await invoker.SendAsync(message, stop);
                await exchange.TakeBodyAsync(response, stop);
            },
            cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        invoker.Dispose();
        return ValueTask.CompletedTask;
    }
}
