using System.Collections.Immutable;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>How buckets are addressed.</summary>
public enum AddressingStyle
{
    /// <summary>http://endpoint/bucket/key.</summary>
    Path,

    /// <summary>http://bucket.endpoint/key.</summary>
    Virtual,
}

/// <summary>The implementation under test.</summary>
public sealed record Target
{
    /// <summary>Short name.</summary>
    public required string Name { get; init; }

    /// <summary>Scheme, host and port.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The same service over https, for what must not travel in the clear (customer keys); null sends that to <see cref="Endpoint"/> too.</summary>
    public Uri? SecureEndpoint { get; init; }

    /// <summary>Keys of another account, for what one account may not do with the other's; null leaves those cases unsupported.</summary>
    public Credentials? SecondAccount { get; init; }

    /// <summary>Keys; null sends unsigned requests only and fails the preflight.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>Region of the signatures.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>How buckets are addressed.</summary>
    public AddressingStyle Style { get; init; }

    /// <summary>The dialect it claims to speak.</summary>
    public Dialect Dialect { get; init; }

    /// <summary>A bucket that exists already and is used instead of creating one; only the run's own prefix in it is touched.</summary>
    public string? Bucket { get; init; }

    /// <summary>A second bucket that exists already.</summary>
    public string? SecondBucket { get; init; }

    /// <summary>Capabilities that the target claims: a proof of absence no longer excuses it.</summary>
    public ImmutableArray<string> Claims { get; init; } = [];

    /// <summary>Cases side by side.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Longest wait for one answer.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>True takes any certificate.</summary>
    public bool TrustAnyCertificate { get; init; }

    /// <summary>Connections by other means than TCP (the embedded endpoint over pipes).</summary>
    public Dialer? Dialer { get; init; }

    /// <summary>The same for <see cref="SecureEndpoint"/>.</summary>
    public Dialer? SecureDialer { get; init; }
}
