using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Conformance.Wire;

/// <summary>The connection handler that both HTTP client libraries share, stripped of everything it does of its own accord.</summary>
internal static class HttpHandlers
{
    /// <summary>No redirects, cookies, proxy, decompression or tracing headers; connections are the connector's and are recorded.</summary>
    public static SocketsHttpHandler Create(Connector connector, Limits limits) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = limits.MaxConnections,
        MaxResponseHeadersLength = (limits.MaxHeadBytes + 1023) / 1024,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,

        // The connector has its own deadline, and what is left of a refused body is not worth reading.
        ConnectTimeout = Timeout.InfiniteTimeSpan,
        ResponseDrainTimeout = TimeSpan.Zero,
        MaxResponseDrainSize = 0,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ConnectCallback = async (context, cancel) =>
            new RecordingStream(await connector.ConnectAsync(context.DnsEndPoint.Host.Trim('[', ']'), cancel)),
    };

    /// <summary>What an exception of the library means for the exchange.</summary>
    public static (Fate Fate, string Detail) Judge(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case DialException dial:
                    return (dial.Fate, dial.Message);
                case ResponseException response:
                    return (response.Fate, response.Message);
                case HttpIOException { HttpRequestError: var error }:
                    return (Judge(error), cause.Message);
                case HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } when cause.InnerException is null:
                    return (Judge(error), cause.Message);
            }
        }

        return (Fate.ClosedEarly, $"The connection failed: {(e.InnerException ?? e).Message}");
    }

    /// <summary>
    /// True for what a target or network can cause; anything else is a defect of ours. A pipe that was closed under a reader answers with
    /// <see cref="InvalidOperationException"/>, of which <see cref="ObjectDisposedException"/> is one.
    /// </summary>
    public static bool IsExpected(Exception e) =>
        e is HttpRequestException or IOException or SocketException or OperationCanceledException or InvalidOperationException;

    private static Fate Judge(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError => Fate.ConnectFailed,
        HttpRequestError.SecureConnectionError => Fate.TlsFailed,
        HttpRequestError.InvalidResponse => Fate.NotHttp,
        HttpRequestError.ConfigurationLimitExceeded => Fate.TooLarge,
        _ => Fate.ClosedEarly,
    };
}
