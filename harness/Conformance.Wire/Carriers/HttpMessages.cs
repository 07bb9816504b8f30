using System.Net;

namespace Conformance.Wire;

/// <summary>Wire requests as messages of the HTTP client library.</summary>
internal sealed class HttpMessages(Uri endpoint)
{
    private static readonly UriCreationOptions Raw = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>A message that says exactly what the request says.</summary>
    public HttpRequestMessage Create(Outbound outbound)
    {
        var message = new HttpRequestMessage();
        Fill(message, outbound);
        return message;
    }

    /// <summary>Makes an existing message say exactly what the request says, whatever it said before.</summary>
    public void Fill(HttpRequestMessage message, Outbound outbound)
    {
        var request = outbound.Request;
        message.Method = new HttpMethod(request.Method);
        message.RequestUri = AddressOf(outbound);
        message.Version = HttpVersion.Version11;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        message.Headers.Clear();
        message.Content = HttpFit.HasContent(request) ? new SlicedContent(request) : null;
        foreach (var (name, value) in request.Headers)
        {
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                message.Headers.TransferEncodingChunked = true;
            }
            else if (HttpFit.IsContentHeader(name))
            {
                message.Content!.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    /// <summary>
    /// The scheme is always http: TLS is laid below the library, so that the bytes can be recorded. The server name stands for the host,
    /// so that connections of different names are kept apart; the endpoint is dialled in any case.
    /// </summary>
    public Uri AddressOf(Outbound outbound)
    {
        var name = outbound.ServerName;
        var host = name.Contains(':', StringComparison.Ordinal) ? $"[{name}]" : name;
        return new Uri($"http://{host}:{endpoint.Port}{outbound.Request.Target}", Raw);
    }

    /// <summary>A body in pieces of the chunk size, or at once when it is not chunked.</summary>
    private sealed class SlicedContent(WireRequest request) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var piece = request.Framing == BodyFraming.Chunked ? RequestEncoder.ChunkBytes : int.MaxValue;
            for (var rest = request.Body; !rest.IsEmpty;)
            {
                var size = Math.Min(piece, rest.Length);
                await stream.WriteAsync(rest[..size], cancellationToken);
                rest = rest[size..];
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = request.Body.Length;
            return request.Framing != BodyFraming.Chunked;
        }
    }
}
