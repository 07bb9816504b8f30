namespace Conformance.Wire;

/// <summary>Opens a fresh plain connection: TCP, or a pair of in-memory pipes that the caller serves.</summary>
public delegate ValueTask<Stream> Dialer(CancellationToken cancel);

/// <summary>Where exchanges are written down, in the order in which they ended.</summary>
public interface ITranscript
{
    /// <summary>Adds one redacted exchange. Must not block and must not throw for trouble with the storage.</summary>
    void Append(Exchange exchange);
}

/// <summary>Counts from one, thread-safe.</summary>
public sealed class ExchangeCounter
{
    private long last;

    /// <summary>The next number.</summary>
    public long Next() => Interlocked.Increment(ref last);
}

/// <summary>What a <see cref="WireClient"/> talks to, as whom, and within which bounds.</summary>
public sealed record WireOptions
{
    /// <summary>Scheme (http or https), host and port of the target; the path is ignored.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Opens connections; null dials the endpoint over TCP. TLS is laid over the stream when the scheme is https.</summary>
    public Dialer? Dialer { get; init; }

    /// <summary>Keys to sign with; null sends every request without a signature.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>Region of the credential scope.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Bounds on time and size.</summary>
    public Limits Limits { get; init; } = new();

    /// <summary>Signing time, deadlines and durations.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>True accepts any TLS certificate.</summary>
    public bool TrustAnyCertificate { get; init; }

    /// <summary>Numbers the exchanges; clients of one run share it, so that a number names one exchange.</summary>
    public ExchangeCounter Numbers { get; init; } = new();

    /// <summary>Receives every exchange; null records nothing.</summary>
    public ITranscript? Transcript { get; init; }
}

/// <summary>How one request is sent.</summary>
public sealed record SendOptions
{
    /// <summary>A correct header signature over the carrier that fits.</summary>
    public static SendOptions Default { get; } = new();

    /// <summary>How the request is signed.</summary>
    public SigningPlan Signing { get; init; } = SigningPlan.Default;

    /// <summary>
    /// The client to use; null takes <see cref="Carrier.Http"/>, or <see cref="Carrier.Socket"/> when Http cannot carry the request exactly
    /// or the body is larger than 64 KiB (Http reads no answer before all is sent, and would lose an early refusal).
    /// Asking for a carrier that cannot carry the request exactly is an <see cref="ArgumentException"/>.
    /// </summary>
    public Carrier? Carrier { get; init; }

    /// <summary>A name for connections of one's own: requests of one line follow each other on a raw socket that nobody else uses. Null shares.</summary>
    public string? Line { get; init; }

    /// <summary>Longest wait for this exchange; null takes <see cref="Limits.Deadline"/>.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Value of the Host line when the request gives none; null takes the endpoint's authority. Virtual-hosted style passes bucket.host.</summary>
    public string? Host { get; init; }

    /// <summary>Takes the whole response body beside the record; null when the record is enough.</summary>
    public Stream? ReceivedBody { get; init; }

    /// <summary>True keeps the whole response body in the exchange, up to <see cref="Limits.MaxBodyBytes"/>.</summary>
    public bool KeepWholeBody { get; init; }
}
