using System.Collections.Immutable;
using System.Globalization;

namespace Conformance.Model;

/// <summary>A target as a file describes it: no secrets, and nothing that only the command line knows.</summary>
public sealed record TargetFile
{
    /// <summary>Short name.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Scheme, host and port; null for the embedded endpoint and for peers.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>See <see cref="Target.SecureEndpoint"/>.</summary>
    public Uri? SecureEndpoint { get; init; }

    /// <summary>True for the endpoint inside the process.</summary>
    public bool Embedded { get; init; }

    /// <summary>Folder of fixtures/peers whose up script gives address and keys.</summary>
    public string? Peer { get; init; }

    /// <summary>Region of the signatures; null leaves it to the peer or to us-east-1.</summary>
    public string? Region { get; init; }

    /// <summary>How buckets are addressed.</summary>
    public AddressingStyle Style { get; init; }

    /// <summary>The dialect it claims to speak.</summary>
    public Dialect Dialect { get; init; }

    /// <summary>See <see cref="Target.Bucket"/>.</summary>
    public string? Bucket { get; init; }

    /// <summary>See <see cref="Target.SecondBucket"/>.</summary>
    public string? SecondBucket { get; init; }

    /// <summary>See <see cref="Target.Claims"/>.</summary>
    public ImmutableArray<string> Claims { get; init; } = [];

    /// <summary>Path of the file of its known deviations; null when it names none.</summary>
    public string? Known { get; init; }

    /// <summary>Cases side by side.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Longest wait for one answer, seconds.</summary>
    public int DeadlineSeconds { get; init; } = 30;

    /// <summary>True takes any certificate.</summary>
    public bool TrustAnyCertificate { get; init; }

    /// <summary>Reads a file against target.schema.json beside it or in the folder given. Throws <see cref="ConfigurationException"/> naming file, line and mend.</summary>
    public static TargetFile Load(string path, string schemaFolder)
    {
        var file = YamlFile.Read(path, CatalogueLoader.Schema(Path.Combine(schemaFolder, "target.schema.json")));
        var root = file.Root;
        var origins = new[] { "endpoint", "embedded", "peer" }.Count(k => YamlFile.Node(root, k) is not null);
        if (origins != 1)
        {
            throw file.Error(root, "exactly one of endpoint, peer and embedded says where the target is; keep one");
        }

        return new TargetFile
        {
            Name = YamlFile.Text(root, "name")!,
            Title = YamlFile.Text(root, "title")!,
            Endpoint = YamlFile.Text(root, "endpoint") is { } endpoint ? new Uri(endpoint) : null,
            SecureEndpoint = YamlFile.Text(root, "secureEndpoint") is { } secure ? new Uri(secure) : null,
            Embedded = YamlFile.Text(root, "embedded") == "true",
            Peer = YamlFile.Text(root, "peer"),
            Region = YamlFile.Text(root, "region"),
            Style = YamlFile.Text(root, "style") == "virtual" ? AddressingStyle.Virtual : AddressingStyle.Path,
            Dialect = YamlFile.Text(root, "dialect") == "jdcloud" ? Dialect.JdCloud : Dialect.Aws,
            Bucket = YamlFile.Text(root, "bucket"),
            SecondBucket = YamlFile.Text(root, "secondBucket"),
            Claims = [.. YamlFile.Texts(root, "claims")],
            Known = YamlFile.Text(root, "known") is { } known ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, known) : null,
            Concurrency = Number(root, "concurrency", 16),
            DeadlineSeconds = Number(root, "deadlineSeconds", 30),
            TrustAnyCertificate = YamlFile.Text(root, "trustAnyCertificate") == "true",
        };
    }

    private static int Number(YamlDotNet.RepresentationModel.YamlMappingNode root, string key, int otherwise) =>
        YamlFile.Text(root, key) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
