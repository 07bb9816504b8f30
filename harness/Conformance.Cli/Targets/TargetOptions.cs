using System.CommandLine;
using System.CommandLine.Parsing;
using Conformance.Model;

namespace Conformance.Cli.Targets;

/// <summary>The options that say what to run against. Without any, it is the embedded endpoint.</summary>
public sealed class TargetOptions
{
    private readonly Option<FileInfo?> target = new("--target", "-t") { Description = "A file of fixtures/targets (endpoint, region, style, dialect; no keys)", HelpName = "FILE" };
    private readonly Option<string?> endpoint = new("--endpoint", "-e") { Description = "Address of the target, e.g. http://127.0.0.1:9000", HelpName = "URL" };
    private readonly Option<string?> accessKey = new("--access-key") { Description = "Access key; better in AWS_ACCESS_KEY_ID", HelpName = "KEY" };
    private readonly Option<string?> secretKey = new("--secret-key") { Description = "Secret key; better in AWS_SECRET_ACCESS_KEY, where no process list shows it", HelpName = "KEY" };
    private readonly Option<string?> secureEndpoint = new("--secure-endpoint") { Description = "The same target over https, for what must not travel in the clear (SSE-C)", HelpName = "URL" };
    private readonly Option<string?> secondAccessKey = new("--second-access-key") { Description = "Access key of another account; better in CONFORMANCE_SECOND_ACCESS_KEY_ID", HelpName = "KEY" };
    private readonly Option<string?> secondSecretKey = new("--second-secret-key") { Description = "Its secret key; better in CONFORMANCE_SECOND_SECRET_ACCESS_KEY", HelpName = "KEY" };
    private readonly Option<string?> region = new("--region") { Description = "Region of the signatures (also AWS_REGION); us-east-1 by default", HelpName = "NAME" };
    private readonly Option<string?> dialect = new("--dialect") { Description = "What the target claims to speak: aws (default) or jdcloud" };
    private readonly Option<string?> style = new("--style") { Description = "How buckets are addressed: path (default) or virtual" };
    private readonly Option<string?> bucket = new("--bucket") { Description = "A bucket that exists, instead of creating one; only keys with the run's own prefix are touched", HelpName = "NAME" };
    private readonly Option<string?> secondBucket = new("--second-bucket") { Description = "A second bucket that exists", HelpName = "NAME" };
    private readonly Option<int?> concurrency = new("--concurrency") { Description = "Cases side by side (16 by default)", HelpName = "N" };
    private readonly Option<int?> deadline = new("--deadline") { Description = "Longest wait for one answer, seconds (30 by default)", HelpName = "SECONDS" };
    private readonly Option<bool> trust = new("--trust-any-certificate") { Description = "Accept a certificate that nobody vouches for" };
    private readonly Option<bool> inMemory = new("--in-memory") { Description = "Reach the embedded endpoint over in-memory pipes instead of TCP" };
    private readonly Option<string[]> defects = new("--defect") { Description = "Switch on a planted defect of the embedded endpoint, to see what catches it (repeatable)", HelpName = "ID" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        dialect.AcceptOnlyFromAmong("aws", "jdcloud");
        style.AcceptOnlyFromAmong("path", "virtual");
        foreach (var option in new Option[] { target, endpoint, accessKey, secretKey, secureEndpoint, secondAccessKey, secondSecretKey, region, dialect, style, bucket, secondBucket, concurrency, deadline, trust, inMemory, defects })
        {
            command.Add(option);
        }

        foreach (var number in new[] { concurrency, deadline })
        {
            number.Validators.Add(AtLeastOne);
        }
    }

    /// <summary>What the options and the environment say, merged; the command line wins.</summary>
    public TargetRequest Read(ParseResult parsed)
    {
        var file = parsed.GetValue(target) is { } path ? TargetFile.Load(path.FullName, Repository.Targets) : null;
        var address = Address("--endpoint", parsed.GetValue(endpoint), "http://127.0.0.1:9000");
        var secure = Address("--secure-endpoint", parsed.GetValue(secureEndpoint), "https://127.0.0.1:9443");
        if (secure is { Scheme: not "https" })
        {
            throw new ConfigurationException($"--secure-endpoint {secure.OriginalString} is not https; keys would travel in the clear");
        }

        var isRemote = address is not null || file is { Embedded: false };
        if (isRemote && (parsed.GetValue(defects) is { Length: > 0 } || parsed.GetValue(inMemory)))
        {
            throw new ConfigurationException("--defect and --in-memory belong to the embedded endpoint; leave them out with another target");
        }

        if (!isRemote && (secure is not null || parsed.GetValue(secondAccessKey) is not null || parsed.GetValue(secondSecretKey) is not null))
        {
            throw new ConfigurationException("--secure-endpoint and the second account belong to another target than the embedded endpoint, which has its own; name it with --endpoint or --target");
        }

        return new TargetRequest
        {
            File = file,
            Endpoint = address,
            SecureEndpoint = secure,
            SecondAccessKey = parsed.GetValue(secondAccessKey),
            SecondSecretKey = parsed.GetValue(secondSecretKey),
            AccessKey = parsed.GetValue(accessKey),
            SecretKey = parsed.GetValue(secretKey),
            Region = parsed.GetValue(region),
            Dialect = parsed.GetValue(dialect) switch { "jdcloud" => Dialect.JdCloud, "aws" => Dialect.Aws, _ => null },
            Style = parsed.GetValue(style) switch { "virtual" => AddressingStyle.Virtual, "path" => AddressingStyle.Path, _ => null },
            Bucket = parsed.GetValue(bucket),
            SecondBucket = parsed.GetValue(secondBucket),
            Concurrency = parsed.GetValue(concurrency),
            Deadline = parsed.GetValue(deadline) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            TrustAnyCertificate = parsed.GetValue(trust),
            InMemory = parsed.GetValue(inMemory),
            Defects = [.. parsed.GetValue(defects) ?? []],
        };
    }

    private static Uri? Address(string option, string? text, string example) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.PathAndQuery == "/" ? uri
        : throw new ConfigurationException($"{option} {text} is no address; give scheme, host and port only, e.g. {example}");

    private static void AtLeastOne(OptionResult result)
    {
        if (result.GetValueOrDefault<int?>() is < 1)
        {
            result.AddError($"{result.Option.Name} has to be at least 1.");
        }
    }
}
