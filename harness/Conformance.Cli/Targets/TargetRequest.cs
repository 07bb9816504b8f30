using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Cli.Targets;

/// <summary>What the user asked to run against; nulls leave the choice to the file, the environment or the default.</summary>
public sealed record TargetRequest
{
    /// <summary>The target file.</summary>
    public TargetFile? File { get; init; }

    /// <summary>Address.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Access key.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Secret key.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The same target over https.</summary>
    public Uri? SecureEndpoint { get; init; }

    /// <summary>Access key of another account.</summary>
    public string? SecondAccessKey { get; init; }

    /// <summary>Secret key of another account.</summary>
    public string? SecondSecretKey { get; init; }

    /// <summary>Region.</summary>
    public string? Region { get; init; }

    /// <summary>Dialect.</summary>
    public Dialect? Dialect { get; init; }

    /// <summary>Addressing style.</summary>
    public AddressingStyle? Style { get; init; }

    /// <summary>Existing bucket.</summary>
    public string? Bucket { get; init; }

    /// <summary>Second existing bucket.</summary>
    public string? SecondBucket { get; init; }

    /// <summary>Cases side by side.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Longest wait for one answer.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Accept any certificate.</summary>
    public bool TrustAnyCertificate { get; init; }

    /// <summary>Embedded endpoint over pipes.</summary>
    public bool InMemory { get; init; }

    /// <summary>Planted defects of the embedded endpoint.</summary>
    public ImmutableArray<string> Defects { get; init; } = [];

    /// <summary>True when the target is the embedded endpoint.</summary>
    public bool IsEmbedded => Endpoint is null && File is null or { Embedded: true };

    /// <summary>The target, started if it is embedded or a peer. Dispose it to stop what was embedded.</summary>
    public async Task<OpenTarget> OpenAsync(Action<string> say, CancellationToken cancel)
    {
        if (IsEmbedded)
        {
            var dialect = Dialect ?? File?.Dialect ?? Model.Dialect.Aws;
            var embedded = await EmbeddedTarget.StartAsync(dialect, InMemory, Defects, cancel);
            return new OpenTarget(Merge(embedded.Target), embedded);
        }

        var peer = Endpoint is null && File?.Peer is { } name ? await Peer.UpAsync(Path.Combine(Repository.Peers, name), say, cancel) : null;
        var access = AccessKey ?? peer?.Credentials.AccessKey ?? Variable("AWS_ACCESS_KEY_ID");
        var secret = SecretKey ?? peer?.Credentials.SecretKey ?? Variable("AWS_SECRET_ACCESS_KEY");
        RequireBoth(access, secret, "", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
        var secondAccess = SecondAccessKey ?? peer?.SecondAccount?.AccessKey ?? Variable("CONFORMANCE_SECOND_ACCESS_KEY_ID");
        var secondSecret = SecondSecretKey ?? peer?.SecondAccount?.SecretKey ?? Variable("CONFORMANCE_SECOND_SECRET_ACCESS_KEY");
        RequireBoth(secondAccess, secondSecret, "second ", "CONFORMANCE_SECOND_ACCESS_KEY_ID", "CONFORMANCE_SECOND_SECRET_ACCESS_KEY");
        var address = Endpoint ?? peer?.Endpoint ?? File!.Endpoint!;
        return new OpenTarget(
            Merge(new Target
            {
                Name = File?.Name ?? address.Authority,
                Endpoint = address,
                SecureEndpoint = SecureEndpoint ?? peer?.SecureEndpoint ?? File?.SecureEndpoint,
                SecondAccount = secondAccess is null ? null : new Credentials(secondAccess, secondSecret!),
                // A peer of ours has a certificate made a moment ago.
                TrustAnyCertificate = peer is not null,
                Credentials = access is null ? null : new Credentials(access, secret!, peer is null ? Variable("AWS_SESSION_TOKEN") : null),
                Region = File?.Region ?? peer?.Region ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? "us-east-1",
            }),
            null);
    }

    private Target Merge(Target target) => target with
    {
        Name = File?.Name ?? target.Name,
        Region = Region ?? target.Region,
        Dialect = Dialect ?? File?.Dialect ?? target.Dialect,
        Style = Style ?? File?.Style ?? target.Style,
        Bucket = Bucket ?? File?.Bucket,
        SecondBucket = SecondBucket ?? File?.SecondBucket,
        Claims = File?.Claims ?? [],
        Concurrency = Concurrency ?? File?.Concurrency ?? target.Concurrency,
        Deadline = Deadline ?? (File is null ? target.Deadline : TimeSpan.FromSeconds(File.DeadlineSeconds)),
        TrustAnyCertificate = TrustAnyCertificate || target.TrustAnyCertificate || File is { TrustAnyCertificate: true },
    };

    private static void RequireBoth(string? access, string? secret, string whose, string accessVariable, string secretVariable)
    {
        if ((access is null) != (secret is null))
        {
            throw new ConfigurationException($"Only the {whose}{(access is null ? "secret" : "access")} key is given; set both {accessVariable} and {secretVariable}");
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>A target ready to be run against.</summary>
public sealed class OpenTarget(Target target, IAsyncDisposable? owned) : IAsyncDisposable
{
    /// <summary>The target.</summary>
    public Target Target { get; } = target;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}
