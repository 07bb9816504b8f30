using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Cli.Commands;

/// <summary>A plain HttpClient whose requests are signed by the suite's signer: what benchmarks are compared with.</summary>
internal sealed class BareClient : IAsyncDisposable
{
    private readonly WireClient signer;
    private readonly HttpClient http;

    /// <summary>A client of a target, with so many connections.</summary>
    public BareClient(Target target, int connections)
    {
        signer = new WireClient(new WireOptions { Endpoint = target.Endpoint, Dialer = target.Dialer, Credentials = target.Credentials, Region = target.Region });
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false };
        if (target.Dialer is { } dialer)
        {
            handler.ConnectCallback = (_, stop) => dialer(stop);
        }

        http = new HttpClient(handler) { BaseAddress = target.Endpoint };
    }

    /// <summary>Signs and sends a request; the body of the answer, whatever its status.</summary>
    public async Task<byte[]> SendAsync(WireRequest request, CancellationToken cancel)
    {
        var signed = signer.Sign(request, SigningPlan.Default).Request;
        using var message = new HttpRequestMessage(new HttpMethod(signed.Method), signed.Target) { Content = request.Body.Length == 0 ? null : new ReadOnlyMemoryContent(request.Body) };
        foreach (var header in signed.Headers.Where(h => !h.Name.Equals("host", StringComparison.OrdinalIgnoreCase) && !h.Name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)))
        {
            message.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        using var response = await http.SendAsync(message, cancel);
        return await response.Content.ReadAsByteArrayAsync(cancel);
    }

    /// <summary>Begins an upload and returns the address of its part 1.</summary>
    public async Task<string> OpenPartAsync(string bucket, CancellationToken cancel)
    {
        var created = await SendAsync(new WireRequest { Method = "POST", Target = $"{bucket}/upload?uploads=" }, cancel);
        return $"{bucket}/upload?partNumber=1&uploadId={SafeXml.Read(created.AsSpan()).Document!.Root!.Elements().First(e => e.Name.LocalName == "UploadId").Value}";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await signer.DisposeAsync();
    }
}
