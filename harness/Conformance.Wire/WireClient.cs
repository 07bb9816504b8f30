namespace Conformance.Wire;

/// <summary>Sends requests exactly as they are given and records what went out and what came back.</summary>
public sealed class WireClient : IAsyncDisposable
{
    private readonly WireOptions options;
    private readonly string authority;
    private readonly Redactor redactor = new();
    private readonly Signer signer;
    private readonly ExchangeScribe scribe;
    private readonly SocketsHttpHandler handler;
    private readonly ICarrier rest;
    private readonly ICarrier http;
    private readonly ICarrier socket;

    /// <summary>Opens nothing yet; connections are made when they are needed.</summary>
    public WireClient(WireOptions options)
    {
        if (options.Endpoint.Scheme != Uri.UriSchemeHttp && options.Endpoint.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException($"The endpoint {options.Endpoint} is neither http nor https.", nameof(options));
        }

        this.options = options;
        authority = options.Endpoint.Authority;
        var digests = new BodyDigests();
        signer = new Signer(options.Credentials, options.Region, options.Clock, digests);
        scribe = new ExchangeScribe(redactor, digests, options.Limits);
        RegisterCredentials();

        var connector = new Connector(options);
        handler = HttpHandlers.Create(connector, options.Limits);
        var messages = new HttpMessages(options.Endpoint);
        rest = new RestCarrier(handler, messages, options.Limits);
        http = new HttpCarrier(handler, messages, options.Limits);
        socket = new SocketCarrier(connector, options.Limits);
    }

    /// <summary>
    /// Sends one request. Never throws for what a target or network does: that is the exchange's <see cref="Fate"/>. Cancellation is
    /// <see cref="Fate.Cancelled"/>. A request that the carrier asked for cannot carry exactly is an <see cref="ArgumentException"/>.
    /// </summary>
    public async ValueTask<Exchange> SendAsync(
        WireRequest request, ExchangeLabel label, SendOptions? options = null, CancellationToken cancel = default)
    {
        options ??= SendOptions.Default;
        var signed = signer.Sign(request, options.Signing, options.Host ?? authority);
        var carrier = Choose(signed.Request, options.Line is null ? options.Carrier : Carrier.Socket);
        var clock = this.options.Clock;
        var limit = options.Deadline ?? this.options.Limits.Deadline;
        var sequence = this.options.Numbers.Next();
        using var body = new BodyCapture(options.KeepWholeBody ? this.options.Limits.MaxBodyBytes : this.options.Limits.KeepBodyBytes, options.ReceivedBody);
        using var deadline = new CancellationTokenSource(limit, clock);
        using var either = cancel.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel) : null;

        var startedAt = clock.GetUtcNow();
        var start = clock.GetTimestamp();
        var stop = (either ?? deadline).Token;
        var outbound = new Outbound(signed.Request, ServerName(signed.Request), body, options.Line);
        var inbound = await Of(carrier).SendAsync(outbound, stop);
        if (inbound.IsStale && !stop.IsCancellationRequested)
        {
            // The libraries give up after a few kept connections, and at once when there is a body.
            carrier = Carrier.Socket;
            inbound = await socket.SendAsync(outbound with { Fresh = true }, stop);
            inbound = inbound with { Notes = inbound.Notes.Add(ExchangeRecorder.SentAgain) };
        }

        var duration = clock.GetElapsedTime(start);
        if (inbound.Fate == Fate.TimedOut)
        {
            inbound = cancel.IsCancellationRequested
                ? inbound with { Fate = Fate.Cancelled, Detail = "The run was interrupted." }
                : inbound with { Detail = inbound.Detail ?? $"No whole answer came within {limit.TotalSeconds:0.###} s." };
        }

        var secrets = ExchangeScribe.SecretsOf(signed.Request);
        var exchange = new Exchange
        {
            Sequence = sequence,
            Label = label,
            Carrier = carrier,
            Connection = inbound.Connection,
            StartedAt = startedAt,
            DurationMs = duration.TotalMilliseconds,
            Fate = inbound.Fate,
            FateDetail = scribe.Sentence(inbound.Detail, secrets),
            Request = scribe.Request(signed, inbound, secrets),
            Response = scribe.Response(inbound, body, secrets),
        };
        this.options.Transcript?.Append(exchange);
        return exchange;
    }

    /// <summary>
    /// The request ready for the wire, with Host, framing and signature, and what the signature was computed over. Pure given the clock.
    /// Nothing is redacted here.
    /// </summary>
    public SignedRequest Sign(WireRequest request, SigningPlan plan) => signer.Sign(request, plan, authority);

    /// <summary>Registers one more secret to be replaced wherever it shows, e.g. an SSE-C key.</summary>
    public void Redact(string secret, string replacement) => redactor.Add(secret, replacement);

    /// <summary>A text with the secrets replaced as they are in bodies.</summary>
    public string Redacted(string text) => redactor.Apply(text, TextKind.Body, SecretSet.Empty);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await rest.DisposeAsync();
        await http.DisposeAsync();
        await socket.DisposeAsync();
        handler.Dispose();
    }

    private static Carrier Choose(WireRequest request, Carrier? wanted)
    {
        if (wanted is null)
        {
            return HttpFit.IsPreferred(request) ? Carrier.Http : Carrier.Socket;
        }

        return wanted == Carrier.Socket || HttpFit.Misfit(request) is not { } reason
            ? wanted.Value
            : throw new ArgumentException($"Carrier.{wanted} cannot carry this request exactly: {reason}. Leave the carrier open or ask for Carrier.Socket.");
    }

    private ICarrier Of(Carrier carrier) => carrier switch
    {
        Carrier.Rest => rest,
        Carrier.Http => http,
        _ => socket,
    };

    // A bucket's own host name is covered by the endpoint's certificate; a made-up Host line is a stimulus and stays out of TLS.
    private string ServerName(WireRequest request)
    {
        var endpoint = options.Endpoint.IdnHost;
        var host = request.Header("Host")?.Split(':')[0];
        return host is not null && host.EndsWith("." + endpoint, StringComparison.OrdinalIgnoreCase) && Uri.CheckHostName(host) == UriHostNameType.Dns
            ? host
            : endpoint;
    }

    private void RegisterCredentials()
    {
        if (options.Credentials is { } credentials)
        {
            redactor.Add(credentials.SecretKey, "<secret-key>");
            redactor.Add(credentials.SessionToken ?? "", "<session-token>");
            redactor.Add(credentials.AccessKey, "<access-key>");
        }
    }
}
