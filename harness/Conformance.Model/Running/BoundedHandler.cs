namespace Conformance.Model;

/// <summary>Ends what never ends by itself, such as a paginator that a target sends in circles: after so many requests a client gets no further.</summary>
/// <param name="inner">Who carries the requests.</param>
public sealed class BoundedHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Several times what any program of the suite needs.</summary>
    public const int Most = 100;

    private int sent;

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref sent) > Most
            ? throw new HttpRequestException($"The client came to no end within {Most} requests.")
            : base.SendAsync(request, cancellationToken);
}
