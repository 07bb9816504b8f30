using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using NJsonSchema;
using YamlDotNet.RepresentationModel;

namespace Conformance.Model;

/// <summary>Reads fixtures/catalogue: sources.yaml, catalogue.schema.json and one YAML a topic.</summary>
public static class CatalogueLoader
{
    private static readonly string[] ReadingOrder =
    [
        "addressing-auth", "copy-source", "copy-source-range", "part-number", "upload-id", "overwrite-part", "size-limits", "conditional-copy",
        "versioning", "sse", "checksums", "directives", "response-headers", "response-xml", "error-xml", "error-in-200", "precedence", "method-body", "create",
        "upload-part", "complete", "abort", "list-parts", "list-uploads", "integrity", "self-copy", "zero-byte", "concurrency", "part-reads",
        "jdcloud-profile", "fuzz-invariants",
    ];

    private static readonly string[] NormativeKinds = ["recording", "quoted", "vendor-doc", "standard"];

    /// <summary>Reads a folder. Throws <see cref="ConfigurationException"/> naming file, line and mend for the first mistake.</summary>
    public static Catalogue Load(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ConfigurationException($"The catalogue folder {folder} does not exist; run from the repository or pass --catalogue");
        }

        var schema = Schema(Path.Combine(folder, "catalogue.schema.json"));
        var sources = Sources(Path.Combine(folder, "sources.yaml"));
        var files = Directory.GetFiles(folder, "*.yaml").Where(f => Path.GetFileName(f) != "sources.yaml").Order(StringComparer.Ordinal).ToArray();
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);

        var topics = ReadAll(files, schema, sources);
        foreach (var (file, requirement) in topics.SelectMany(t => t.Topic.Requirements.Select(r => (t.File, r))))
        {
            if (!seen.TryAdd(requirement.Id, file))
            {
                throw new ConfigurationException($"{file}: the id {requirement.Id} stands in {seen[requirement.Id]} too; ids are unique, rename one");
            }
        }

        return new Catalogue([.. topics.Select(t => t.Topic).OrderBy(t => Place(t.Id)).ThenBy(t => t.Id, StringComparer.Ordinal)], Hash(files));
    }

    // Thirty files and a megabyte of YAML: reading them side by side halves the start-up of every command.
    private static (string File, Topic Topic)[] ReadAll(string[] files, JsonSchema schema, Dictionary<string, Source> sources)
    {
        try
        {
            return files.AsParallel().AsOrdered().Select(f => (File: f, Topic: ReadTopic(YamlFile.Read(f, schema), sources))).ToArray();
        }
        catch (AggregateException e) when (e.InnerExceptions.FirstOrDefault(i => i is ConfigurationException) is ConfigurationException first)
        {
            throw new ConfigurationException(first.Message, first);
        }
    }

    private static int Place(string topic) => Array.IndexOf(ReadingOrder, topic) is >= 0 and var i ? i : int.MaxValue;

    internal static JsonSchema Schema(string path)
    {
        try
        {
            return JsonSchema.FromJsonAsync(File.ReadAllText(path)).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Newtonsoft.Json.JsonException)
        {
            throw new ConfigurationException($"The schema {path} cannot be read: {e.Message}", e);
        }
    }

    private static string Hash(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Dictionary<string, Source> Sources(string path)
    {
        var file = YamlFile.Read(path, new JsonSchema());
        if (YamlFile.Node(file.Root, "sources") is not YamlMappingNode map)
        {
            throw file.Error(file.Root, "the key \"sources\" is missing; it maps keys to title, kind and date");
        }

        var sources = new Dictionary<string, Source>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Children)
        {
            var name = ((YamlScalarNode)key).Value!;
            if (value is not YamlMappingNode entry || YamlFile.Text(entry, "title") is not { } title || YamlFile.Text(entry, "kind") is not { } kind)
            {
                throw file.Error(key, $"the source {name} needs title and kind");
            }

            sources[name] = new Source(name, title, kind, YamlFile.Text(entry, "url"), YamlFile.Text(entry, "date"));
        }

        return sources;
    }

    private static Topic ReadTopic(YamlFile file, Dictionary<string, Source> sources)
    {
        var topic = YamlFile.Text(file.Root, "topic")!;
        return new Topic(
            topic,
            YamlFile.Text(file.Root, "title")!,
            YamlFile.Text(file.Root, "about")!.Trim(),
            [.. YamlFile.Items(file.Root, "requirements").Cast<YamlMappingNode>().Select(r => ReadRequirement(file, r, topic, sources))]);
    }

    private static Requirement ReadRequirement(YamlFile file, YamlMappingNode map, string topic, Dictionary<string, Source> sources)
    {
        var expect = (YamlMappingNode)YamlFile.Node(map, "expect")!;
        var aws = ReadExpectation(YamlFile.Node(expect, "aws")!, null);
        var jdcloud = ReadExpectation(YamlFile.Node(expect, "jdcloud")!, aws);
        var byDialect = ImmutableDictionary.CreateBuilder<Dialect, Expectation>();
        if (aws is not null)
        {
            byDialect[Dialect.Aws] = aws;
        }

        if (jdcloud is not null)
        {
            byDialect[Dialect.JdCloud] = jdcloud;
        }

        return new Requirement
        {
            Id = YamlFile.Text(map, "id")!,
            Topic = topic,
            Level = YamlFile.Text(map, "level") switch { "MUST" => Level.Must, "SHOULD" => Level.Should, _ => Level.May },
            Operation = YamlFile.Text(map, "operation")!,
            Statement = YamlFile.Text(map, "statement")!.Trim(),
            Confidence = YamlFile.Text(map, "confidence") switch
            {
                "verified-aws" => Confidence.VerifiedAws,
                "documented" => Confidence.Documented,
                "implementation-observed" => Confidence.ImplementationObserved,
                _ => Confidence.Inferred,
            },
            RecordedOn = YamlFile.Text(map, "recordedOn"),
            Seed = YamlFile.Text(map, "seed") == "true",
            Sources = [.. YamlFile.Items(map, "sources").Cast<YamlMappingNode>().Select(s => Reference(file, s, sources, YamlFile.Text(s, "date")))],
            Needs = [.. YamlFile.Texts(map, "needs")],
            Untestable = YamlFile.Text(map, "untestable")?.Trim(),
            Expect = byDialect.ToImmutable(),
            Accepts = [.. YamlFile.Items(map, "accepts").Cast<YamlMappingNode>().Select(a => ReadAlternative(file, a, sources))],
            SeenOn = [.. YamlFile.Items(map, "seenOn").Cast<YamlMappingNode>().Select(s => new SeenOn(YamlFile.Text(s, "who")!, Statuses(s), [.. YamlFile.Texts(s, "code")], YamlFile.Text(s, "note")))],
            Conflict = YamlFile.Text(map, "conflict")?.Trim(),
        };
    }

    private static Expectation? ReadExpectation(YamlNode node, Expectation? aws) => node switch
    {
        YamlScalarNode { Value: "same" } => aws,
        YamlMappingNode map => new Expectation
        {
            Status = Statuses(map),
            Code = [.. YamlFile.Texts(map, "code")],
            Message = YamlFile.Text(map, "message"),
            Elements = Pairs(map, "elements"),
            Headers = Pairs(map, "headers"),
            Body = YamlFile.Text(map, "body"),
            Then = YamlFile.Text(map, "then"),
            Note = YamlFile.Text(map, "note"),
        },
        _ => null,
    };

    private static ImmutableDictionary<string, string?> Pairs(YamlMappingNode map, string key) =>
        YamlFile.Node(map, key) is YamlMappingNode pairs
            ? pairs.Children.ToImmutableDictionary(p => ((YamlScalarNode)p.Key).Value!, p => p.Value is YamlScalarNode s && !YamlFile.IsNull(s) ? s.Value : null)
            : ImmutableDictionary<string, string?>.Empty;

    private static Alternative ReadAlternative(YamlFile file, YamlMappingNode map, Dictionary<string, Source> sources)
    {
        var reference = Reference(file, map, sources, null);
        if (!NormativeKinds.Contains(reference.Source.Kind))
        {
            throw file.Error(map, $"an alternative is accepted only by a normative text or a recording, and {reference.Source.Key} is of kind {reference.Source.Kind}; move it to seenOn");
        }

        return new Alternative(
            Statuses(map),
            [.. YamlFile.Texts(map, "code")],
            [.. YamlFile.Texts(map, "dialects").Select(d => d == "aws" ? Dialect.Aws : Dialect.JdCloud)],
            reference,
            YamlFile.Text(map, "note"));
    }

    private static SourceReference Reference(YamlFile file, YamlMappingNode map, Dictionary<string, Source> sources, string? date)
    {
        var key = YamlFile.Text(map, "source")!;
        return sources.TryGetValue(key, out var source)
            ? new SourceReference(source, YamlFile.Text(map, "where")!.Trim(), date)
            : throw file.Error(map, $"the source \"{key}\" is not in sources.yaml; add it there or correct the key");
    }

    private static ImmutableArray<int> Statuses(YamlMappingNode map) =>
        [.. YamlFile.Texts(map, "status").Select(s => int.Parse(s, CultureInfo.InvariantCulture))];
}
