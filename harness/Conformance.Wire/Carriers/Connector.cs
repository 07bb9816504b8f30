using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Conformance.Wire;

/// <summary>No connection came about; says which fate that is.</summary>
internal sealed class DialException(Fate fate, string detail, Exception? cause = null) : IOException(detail, cause)
{
    /// <summary><see cref="Fate.ConnectFailed"/> or <see cref="Fate.TlsFailed"/>.</summary>
    public Fate Fate { get; } = fate;
}

/// <summary>Opens connections to the endpoint, with TLS when its scheme says so.</summary>
internal sealed class Connector(WireOptions options)
{
    private readonly bool isTls = options.Endpoint.Scheme == Uri.UriSchemeHttps;

    /// <summary>
    /// A fresh connection; <see cref="DialException"/> when there is none. <paramref name="serverName"/> is the name that TLS asks for.
    /// </summary>
    public async ValueTask<Stream> ConnectAsync(string serverName, CancellationToken cancel)
    {
        var limit = options.Limits.ConnectDeadline;
        using var deadline = new CancellationTokenSource(limit, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            var plain = await DialAsync(either.Token);
            return isTls ? await SecureAsync(plain, serverName, either.Token) : plain;
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new DialException(Fate.ConnectFailed, $"No connection to {options.Endpoint.Authority} within {limit.TotalSeconds:0.###} s.", e);
        }
    }

    private async ValueTask<Stream> DialAsync(CancellationToken cancel)
    {
        try
        {
            return options.Dialer is { } dialer ? await dialer(cancel) : await DialTcpAsync(cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new DialException(Fate.ConnectFailed, $"No connection to {options.Endpoint.Authority}: {e.Message}", e);
        }
    }

    private async ValueTask<Stream> DialTcpAsync(CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(options.Endpoint.IdnHost, options.Endpoint.Port), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [SuppressMessage("Security", "CA5359:Do not disable certificate validation", Justification = "Only on the user's explicit word.")]
    private async ValueTask<Stream> SecureAsync(Stream plain, string serverName, CancellationToken cancel)
    {
        var secure = new SslStream(plain, leaveInnerStreamOpen: false);
        var authentication = new SslClientAuthenticationOptions
        {
            TargetHost = serverName,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        };
        if (options.TrustAnyCertificate)
        {
            authentication.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }

        try
        {
            await secure.AuthenticateAsClientAsync(authentication, cancel);
            return secure;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or InvalidOperationException)
        {
            await secure.DisposeAsync();
            throw new DialException(Fate.TlsFailed, $"TLS with {serverName} failed: {(e.InnerException ?? e).Message}", e);
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }
}
