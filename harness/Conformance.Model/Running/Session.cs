using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>The names a run gives to what it creates.</summary>
/// <param name="Id">Unique a run, lower-case letters and digits.</param>
public sealed record RunIdentity(string Id)
{
    /// <summary>Prefix of the buckets and keys of every run: what it bears is ours to remove.</summary>
    public const string OwnPrefix = "s3conformance-";

    /// <summary>A fresh identity from a clock and a source of randomness.</summary>
    public static RunIdentity Create(TimeProvider clock, Random random) =>
        new($"{clock.GetUtcNow():yyMMddHHmmss}-{string.Concat(Enumerable.Range(0, 5).Select(_ => "0123456789abcdefghijklmnopqrstuvwxyz"[random.Next(36)]))}");

    /// <summary>The run's bucket.</summary>
    public string MainBucket => $"{OwnPrefix}{Id}-a";

    /// <summary>The run's second bucket.</summary>
    public string SecondBucket => $"{OwnPrefix}{Id}-b";

    /// <summary>A name that is never created.</summary>
    public string MissingBucket => $"{OwnPrefix}{Id}-missing";

    /// <summary>The run's versioned bucket.</summary>
    public string VersionedBucket => $"{OwnPrefix}{Id}-v";

    /// <summary>The bucket of the second account.</summary>
    public string ForeignBucket => $"{OwnPrefix}{Id}-f";

    /// <summary>The bucket of one case's own.</summary>
    public string OwnBucket(int caseNumber, int attempt) => $"{OwnPrefix}{Id}-{caseNumber}x{attempt}";

    /// <summary>Prefix of every key.</summary>
    public string KeyPrefix => $"{OwnPrefix}{Id}/";
}

/// <summary>One target and one set of names: what every part of a run sends through. It has a client an address and account.</summary>
public sealed class Session : IAsyncDisposable
{
    /// <summary>The label owner of what belongs to no case.</summary>
    public const string RunOwner = "run";

    // A suite makes some hundred that belong to no case; a fuzz run of an hour would keep millions.
    private const int MaxRunExchanges = 4096;

    private readonly WireClient client;
    private readonly WireClient? secure;
    private readonly WireClient? stranger;
    private readonly Renderer secureRenderer;
    private readonly Carrier? only;
    private readonly ConcurrentQueue<Exchange> runExchanges = new();

    // Numbers of a plan and of the fuzzer's arenas are below.
    private int unplanned = 10_000;
    private long requests;
    private long sent;
    private long received;

    /// <summary>Opens no connection yet.</summary>
    /// <param name="target">The target.</param>
    /// <param name="identity">Names of what is created.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="transcript">Receives every exchange; null records nothing.</param>
    /// <param name="only">What carries every operation that does not itself ask for a client; null: a library wherever it carries them exactly.</param>
    public Session(Target target, RunIdentity identity, TimeProvider clock, ITranscript? transcript, Carrier? only = null)
    {
        this.only = only;
        Target = target;
        Identity = identity;
        Clock = clock;
        var options = new WireOptions
        {
            Endpoint = target.Endpoint,
            Dialer = target.Dialer,
            Credentials = target.Credentials,
            Region = target.Region,
            TrustAnyCertificate = target.TrustAnyCertificate,
            // Room for a case that sends dozens at once: requests that wait for a connection of others do not overlap.
            Limits = new Limits { Deadline = target.Deadline, MaxConnections = Math.Max(64, target.Concurrency * 4) },
            Clock = clock,
            Transcript = transcript,
        };
        client = new WireClient(options);
        secure = target.SecureEndpoint is { } https ? new WireClient(options with { Endpoint = https, Dialer = target.SecureDialer }) : null;
        stranger = target.SecondAccount is { } other ? new WireClient(options with { Credentials = other }) : null;
        Renderer = new Renderer(target.Endpoint, target.Style);
        secureRenderer = new Renderer(target.SecureEndpoint ?? target.Endpoint, target.Style);
    }

    /// <summary>The target.</summary>
    public Target Target { get; }

    /// <summary>Names of this run.</summary>
    public RunIdentity Identity { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Turns operations into bytes.</summary>
    public Renderer Renderer { get; }

    /// <summary>The run's bucket, its own or the one given.</summary>
    public string MainBucket => Target.Bucket ?? Identity.MainBucket;

    /// <summary>The run's second bucket, its own or the one given.</summary>
    public string SecondBucket => Target.SecondBucket ?? Identity.SecondBucket;

    /// <summary>Exchanges that belong to no case, the first few thousand.</summary>
    public ImmutableArray<Exchange> RunExchanges => [.. runExchanges];

    /// <summary>Requests sent.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>Body bytes sent.</summary>
    public long BytesSent => Interlocked.Read(ref sent);

    /// <summary>Body bytes received.</summary>
    public long BytesReceived => Interlocked.Read(ref received);

    /// <summary>Bindings of a case without objects and uploads. A further attempt gets keys of its own: what an earlier one left must not be judged.</summary>
    public Bindings BindingsFor(int caseNumber, int attempt = 1) => new()
    {
        MainBucket = MainBucket,
        SecondBucket = SecondBucket,
        MissingBucket = Identity.MissingBucket,
        VersionedBucket = Identity.VersionedBucket,
        ForeignBucket = Identity.ForeignBucket,
        OwnBucket = Identity.OwnBucket(caseNumber, attempt),
        HasBothEndpoints = Target.SecureEndpoint is not null && Target.Endpoint.Scheme == Uri.UriSchemeHttp,
        Now = Clock.GetUtcNow(),
        Prefix = $"{Identity.KeyPrefix}{caseNumber:0000}{(attempt == 1 ? "" : $"-{attempt}")}/",
    };

    /// <summary>A number for a case that no plan lists. No two are the same within a run: keys that another case left would be taken for this one's doing.</summary>
    public int NextCaseNumber() => Interlocked.Increment(ref unplanned);

    /// <summary>Bindings for what belongs to no case.</summary>
    public Bindings RunBindings => BindingsFor(0);

    /// <summary>A text as it may be kept: the secrets of both accounts are replaced as they are in exchanges.</summary>
    public string Redacted(string text) => stranger is null ? client.Redacted(text) : stranger.Redacted(client.Redacted(text));

    /// <summary>Sends an operation. What the target does wrong is the fate of the exchange, never an exception.</summary>
    public Task<Exchange> SendAsync(Operation operation, Bindings bindings, string owner, string step, CancellationToken cancel, Carrier? carrier = null)
    {
        var (request, host) = Renderer.Render(operation, bindings);
        var options = new SendOptions
        {
            Signing = operation.Signing,
            Carrier = operation.HangsUp || operation.HoldsBody ? Carrier.Socket : operation.Carrier ?? Suitable(only ?? carrier ?? (owner == RunOwner ? Carrier.Rest : null), request),
            Host = host,
            Line = operation.OnOwnLine ? owner : null,
            KeepWholeBody = operation.WholeAnswer,
        };
        return operation.By == Principal.Stranger ? SendAsync(stranger ?? client, request, options, owner, step, cancel)
            : operation.InTheClear ? SendAsync(client, request, options, owner, step, cancel)
            : SendAsync(request, options, owner, step, cancel);
    }

    /// <summary>A handler for another HTTP client: what that client sends is carried and recorded like everything else, under the label given.</summary>
    public HttpMessageHandler Relay(string owner, string step, Action<Exchange> recorded) => new WireRelay(client, new ExchangeLabel(owner, step), exchange =>
    {
        Count(exchange, owner);
        recorded(exchange);
    });

    /// <summary>Sends a request as it is; to the secure endpoint when it carries a customer key and there is one.</summary>
    public Task<Exchange> SendAsync(WireRequest request, SendOptions options, string owner, string step, CancellationToken cancel) =>
        secure is not null && CustomerKey.IsIn(request.Headers)
            ? SendAsync(secure, request, options with { Host = options.Host is null ? null : secureRenderer.AuthorityOf(options.Host) }, owner, step, cancel)
            : SendAsync(client, request, options, owner, step, cancel);

    private async Task<Exchange> SendAsync(WireClient by, WireRequest request, SendOptions options, string owner, string step, CancellationToken cancel)
    {
        var exchange = await by.SendAsync(request, new ExchangeLabel(owner, step), options, cancel);
        Count(exchange, owner);
        return exchange;
    }

    private void Count(Exchange exchange, string owner)
    {
        Interlocked.Increment(ref requests);
        Interlocked.Add(ref sent, exchange.Request.Body.Length);
        Interlocked.Add(ref received, exchange.Response?.Body.Length ?? 0);
        if (owner == RunOwner && runExchanges.Count < MaxRunExchanges)
        {
            runExchanges.Enqueue(exchange);
        }
    }

    /// <summary>The document of a CreateBucket for the target's region; empty where none is needed.</summary>
    public ReadOnlyMemory<byte> Location => Target.Region is "us-east-1" or ""
        ? default
        : System.Text.Encoding.UTF8.GetBytes(
            $"<CreateBucketConfiguration xmlns=\"{Check.S3Namespace}\"><LocationConstraint>{Target.Region}</LocationConstraint></CreateBucketConfiguration>");

    /// <summary>A request without a body about a key.</summary>
    public Task<Exchange> SendKeyAsync(
        string method, string bucket, string key, string query, string owner, string step, CancellationToken cancel, Principal by = Principal.Owner)
    {
        var path = Renderer.Path(bucket, key, Target.Style);
        var request = new WireRequest { Method = method, Target = query.Length == 0 ? path : $"{path}?{query}", Headers = method == "DELETE" ? [Renderer.NoBody] : [] };
        return SendAsync(by == Principal.Stranger ? stranger! : client, request, new SendOptions { Carrier = only ?? Carrier.Http, Host = Renderer.HostOf(bucket) }, owner, step, cancel);
    }

    /// <summary>A request about a bucket itself.</summary>
    public Task<Exchange> SendBucketAsync(
        string method, string bucket, string query, ReadOnlyMemory<byte> body, string step, CancellationToken cancel, Principal by = Principal.Owner, params ImmutableArray<HeaderLine> headers)
    {
        var request = new WireRequest
        {
            Method = method,
            Target = Target.Style == AddressingStyle.Virtual ? "/" : "/" + bucket,
            Headers = headers,
            Body = body,
        };
        request = query.Length == 0 ? request : request with { Target = request.Target + "?" + query };
        var host = Renderer.HostOf(bucket);
        return SendAsync(by == Principal.Stranger ? stranger! : client, request, new SendOptions { Carrier = Carrier.Rest, Host = host }, RunOwner, step, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await (secure?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (stranger?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    // RestSharp rebuilds the URL and joins lines of one name; keys with dot segments or odd escapes have to go by a client that leaves them alone.
    private static Carrier? Suitable(Carrier? wanted, WireRequest request) =>
        wanted == Carrier.Rest && request.Headers.Select(h => h.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() < request.Headers.Length ? Carrier.Socket
        : wanted == Carrier.Rest && (request.Target.Contains("/.", StringComparison.Ordinal) || request.Target.Contains("//", StringComparison.Ordinal) || request.Target.Contains("%2F", StringComparison.OrdinalIgnoreCase))
            ? Carrier.Http
            : wanted;
}

/// <summary>What a response says in one phrase, for messages to people.</summary>
public static class Describe
{
    /// <summary>Status, error code and message, or the fate.</summary>
    public static string Answer(Exchange exchange)
    {
        if (exchange.Response is not { } response)
        {
            return exchange.FateDetail ?? exchange.Fate.ToString();
        }

        var error = SafeXml.Read(response.Body.Bytes.AsSpan()).Document?.Root;
        return error is { Name.LocalName: "Error" }
            ? $"status {response.Status} {Evidence.Child(error, "Code")} ({Short(Evidence.Child(error, "Message"))})"
            : $"status {response.Status}";
    }

    /// <summary>Error/Code of an exchange, read anew each time: <see cref="Evidence.Code"/> is for who asks often. Null without one.</summary>
    public static string? Code(Exchange exchange) =>
        exchange.Response is { } response ? Evidence.CodeIn(SafeXml.Read(response.Body.Bytes.AsSpan())) : null;

    /// <summary>True for a 2xx status without an Error document.</summary>
    public static bool Succeeded(Exchange exchange) => exchange is { Fate: Fate.Complete, Response.Status: >= 200 and < 300 } && Code(exchange) is null;

    private static string Short(string? text) => text is null ? "no message" : text.Length <= 160 ? text : text[..160] + "…";
}
