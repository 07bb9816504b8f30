using System.Net;

namespace Conformance.Wire;

/// <summary>
/// Carries what another HTTP client wants to send (an SDK, say) through a <see cref="WireClient"/>, as it stands and with that client's own signature,
/// so that its exchanges are recorded like ours. A target that gives no whole answer is an <see cref="HttpRequestException"/>, as with any handler.
/// </summary>
/// <param name="client">Who sends and records.</param>
/// <param name="label">What the exchanges are labelled with.</param>
/// <param name="recorded">Told of each exchange.</param>
public sealed class WireRelay(WireClient client, ExchangeLabel label, Action<Exchange> recorded) : HttpMessageHandler
{
    private static readonly string[] SetByTheWire = ["Host", "Expect", "Transfer-Encoding"];

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var received = new MemoryStream();
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
        var outbound = new WireRequest
        {
            Method = request.Method.Method,
            Target = request.RequestUri!.PathAndQuery,
            Headers = [.. Lines(request)],
            Body = body,
        };
        var options = new SendOptions { Signing = new SigningPlan { Mode = SigningMode.Anonymous }, ReceivedBody = received };
        var exchange = await client.SendAsync(outbound, label, options, cancellationToken);
        recorded(exchange);
        return exchange is { Fate: Fate.Complete, Response: { } response }
            ? Message(response, received.ToArray(), request)
            : throw new HttpRequestException($"No whole answer: {exchange.FateDetail ?? exchange.Fate.ToString()}");
    }

    private static IEnumerable<HeaderLine> Lines(HttpRequestMessage request)
    {
        var headers = request.Headers.NonValidated.Select(h => (h.Key, h.Value.ToString()));
        var ofContent = request.Content?.Headers.NonValidated.Select(h => (h.Key, h.Value.ToString())) ?? [];
        return headers.Concat(ofContent)
            .Where(h => !SetByTheWire.Contains(h.Key, StringComparer.OrdinalIgnoreCase) && !h.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            .Select(h => new HeaderLine(h.Key, h.Item2));
    }

    private static HttpResponseMessage Message(RecordedResponse response, byte[] body, HttpRequestMessage request)
    {
        var message = new HttpResponseMessage((HttpStatusCode)response.Status) { RequestMessage = request, Content = new ByteArrayContent(body) };
        foreach (var (name, value) in response.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.Remove(name);
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}
