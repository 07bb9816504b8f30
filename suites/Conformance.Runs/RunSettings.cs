using Conformance.Model;
using Conformance.Sdk;
using Conformance.Wire;

namespace Conformance.Runs;

/// <summary>
/// What the test parameters say: TestRunParameters of a runsettings file, or on the command line
/// <c>-- 'TestRunParameters.Parameter(name="Endpoint",value="http://…")'</c>. Keys come from the environment unless a parameter gives them.
/// </summary>
public static class RunSettings
{
    /// <summary>The target of the parameters; null when no Endpoint is given, which stands for the embedded endpoint.</summary>
    public static Target? Remote { get; } = ReadRemote();

    /// <summary>Dialects to run: the one named for a remote target, both for the embedded endpoint.</summary>
    public static IEnumerable<string> Dialects { get; } = Remote is { } remote ? [remote.Dialect.Token()] : ["aws", "jdcloud"];

    /// <summary>The cases run: all but the costly ones, which the parameter Costly=true adds.</summary>
    public static IEnumerable<Scenario> Selected { get; } = [.. SdkSuite.Everything.Where(s => s.Costly is null || Parameter("Costly") == "true")];

    /// <summary>The file of known deviations that the parameter Known names; null without one.</summary>
    public static string? Known { get; } = Parameter("Known") is { } file ? Path.GetFullPath(file, FindRoot()) : null;

    /// <summary>The folder that the files of a run are written to, by dialect; the parameter Output names another than reports/latest.</summary>
    public static string Output(string dialect) =>
        Path.Combine(Parameter("Output") ?? Path.Combine(RepositoryRoot, "reports", "latest"), $"dotnet-test-{dialect}");

    /// <summary>The folder that holds fixtures/catalogue.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    private static Target? ReadRemote()
    {
        if (Parameter("Endpoint") is not { } endpoint)
        {
            return null;
        }

        var uri = Address("Endpoint", endpoint, "http://127.0.0.1:9000", "http", "https");
        var secure = Parameter("SecureEndpoint") is { } https ? Address("SecureEndpoint", https, "https://127.0.0.1:9443", "https") : null;
        var secondAccess = Environment.GetEnvironmentVariable("CONFORMANCE_SECOND_ACCESS_KEY_ID");
        var secondSecret = Environment.GetEnvironmentVariable("CONFORMANCE_SECOND_SECRET_ACCESS_KEY");
        var access = Parameter("AccessKey") ?? Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID");
        var secret = Parameter("SecretKey") ?? Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY");
        return new Target
        {
            Name = Parameter("Name") ?? uri.Authority,
            Endpoint = uri,
            SecureEndpoint = secure,
            SecondAccount = string.IsNullOrEmpty(secondAccess) || string.IsNullOrEmpty(secondSecret) ? null : new Credentials(secondAccess, secondSecret),
            TrustAnyCertificate = Parameter("TrustAnyCertificate") == "true",
            Credentials = access is null || secret is null ? null : new Credentials(access, secret, Environment.GetEnvironmentVariable("AWS_SESSION_TOKEN")),
            Region = Parameter("Region") ?? Environment.GetEnvironmentVariable("AWS_REGION") ?? "us-east-1",
            Style = Parameter("Style") == "virtual" ? AddressingStyle.Virtual : AddressingStyle.Path,
            Dialect = Parameter("Dialect") == "jdcloud" ? Dialect.JdCloud : Dialect.Aws,
            Bucket = Parameter("Bucket"),
            SecondBucket = Parameter("SecondBucket"),
        };
    }

    private static Uri Address(string parameter, string text, string example, params ReadOnlySpan<string> schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme)
            ? uri
            : throw new ConfigurationException($"The test parameter {parameter} is {text}, which is no address; give scheme, host and port, e.g. {example}");

    private static string? Parameter(string name) => TestContext.Parameters.Get(name) is { Length: > 0 } value ? value : null;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "fixtures", "catalogue", "sources.yaml")))
            {
                return folder.FullName;
            }
        }

        throw new ConfigurationException("fixtures/catalogue is not found above the test assembly; build inside the repository");
    }
}
