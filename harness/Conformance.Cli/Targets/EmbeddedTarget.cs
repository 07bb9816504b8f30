using System.Collections.Frozen;
using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Reference;
using Conformance.Wire;

namespace Conformance.Cli.Targets;

/// <summary>The embedded endpoint, running, as a target. Linked into the NUnit project as well: the reference knows nothing of targets, and targets nothing of it.</summary>
internal sealed class EmbeddedTarget(ReferenceEndpoint endpoint, Target target) : IAsyncDisposable
{
    /// <summary>The target.</summary>
    public Target Target { get; } = target;

    /// <summary>Starts an endpoint on a free port of the loopback interface, or over pipes.</summary>
    public static async Task<EmbeddedTarget> StartAsync(
        Dialect dialect, bool inMemory, ImmutableArray<string> defects, CancellationToken cancel, TimeProvider? clock = null)
    {
        try
        {
            var options = new ReferenceOptions
            {
                Dialect = dialect == Dialect.JdCloud ? ReferenceDialect.JdCloud : ReferenceDialect.Aws,
                InMemory = inMemory,
                Secure = true,
                Defects = defects.ToFrozenSet(StringComparer.Ordinal),
                Clock = clock ?? TimeProvider.System,
            };
            var endpoint = await ReferenceEndpoint.StartAsync(options, cancel);
            return new EmbeddedTarget(endpoint, new Target
            {
                Name = "reference",
                Endpoint = endpoint.BaseAddress,
                SecureEndpoint = endpoint.SecureAddress,
                Credentials = new Credentials(options.AccessKey, options.SecretKey),
                SecondAccount = new Credentials(options.SecondAccessKey, options.SecondSecretKey),
                Region = options.Region,
                Dialect = dialect,
                // Its certificate is its own.
                TrustAnyCertificate = true,
                Dialer = inMemory ? endpoint.ConnectAsync : null,
                SecureDialer = inMemory ? endpoint.ConnectSecureAsync : null,
            });
        }
        catch (ArgumentException e)
        {
            throw new ConfigurationException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => endpoint.DisposeAsync();
}
