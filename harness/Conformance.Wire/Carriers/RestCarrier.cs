using System.Runtime.ExceptionServices;
using RestSharp;
using RestSharp.Interceptors;

namespace Conformance.Wire;

/// <summary>RestSharp, with an interceptor that keeps it from rewriting the target or adding lines of its own.</summary>
internal sealed class RestCarrier : ICarrier
{
    private readonly RestClient client;
    private readonly HttpMessages messages;
    private readonly Limits limits;

    public RestCarrier(SocketsHttpHandler handler, HttpMessages messages, Limits limits)
    {
        this.messages = messages;
        this.limits = limits;
        client = new RestClient(
            handler,
            disposeHandler: false,
            configureRestClient: static options =>
            {
                options.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
                options.FollowRedirects = false;
                options.SetErrorExceptionOnUnsuccessfulStatusCode = false;
            });
    }

    /// <inheritdoc/>
    public Task<Inbound> SendAsync(Outbound outbound, CancellationToken cancel) =>
        new HttpExchange(outbound, limits).RunAsync(
            async (exchange, stop) =>
            {
                var request = new RestRequest(messages.AddressOf(outbound), Enum.Parse<Method>(outbound.Request.Method, ignoreCase: true))
                {
                    CompletionOption = HttpCompletionOption.ResponseHeadersRead,
                    Interceptors = [new ExactInterceptor(messages, outbound, exchange)],
                };
                var response = await client.ExecuteAsync(request, stop);
                if (response.ErrorException is { } failure)
                {
                    ExceptionDispatchInfo.Throw(failure);
                }
            },
            cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class ExactInterceptor(HttpMessages messages, Outbound outbound, HttpExchange exchange) : Interceptor
    {
        public override ValueTask BeforeHttpRequest(HttpRequestMessage requestMessage, CancellationToken cancellationToken)
        {
            messages.Fill(requestMessage, outbound);
            return ValueTask.CompletedTask;
        }

        // RestSharp would read any amount of body into one array.
        public override async ValueTask AfterHttpRequest(HttpResponseMessage responseMessage, CancellationToken cancellationToken)
        {
            await exchange.TakeBodyAsync(responseMessage, cancellationToken);
            responseMessage.Content = new ByteArrayContent([]);
        }
    }
}
