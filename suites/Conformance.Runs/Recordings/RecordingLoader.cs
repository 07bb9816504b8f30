using System.Collections.Immutable;
using System.Globalization;
using Conformance.Model;
using Conformance.Wire;
using NJsonSchema;
using YamlDotNet.RepresentationModel;

namespace Conformance.Runs.Recordings;

/// <summary>Reads fixtures/recordings: rows.yaml, envelope.yaml, recording.schema.json and one YAML a topic in aws.</summary>
public static class RecordingLoader
{
    /// <summary>All recordings, in the order of their files. Throws <see cref="ConfigurationException"/> naming file, line and mend.</summary>
    public static ImmutableArray<Recording> Load(string folder)
    {
        var schema = JsonSchema.FromJsonAsync(File.ReadAllText(Path.Combine(folder, "recording.schema.json"))).GetAwaiter().GetResult();
        return
        [
            .. Directory.GetFiles(Path.Combine(folder, "aws"), "*.yaml")
                .Order(StringComparer.Ordinal)
                .Select(f => YamlFile.Read(f, schema))
                .SelectMany(f => YamlFile.Items(f.Root, "recordings").Cast<YamlMappingNode>().Select(r => ReadRecording(f, r))),
        ];
    }

    /// <summary>Ids of the rows that have to be there, each with its tags.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> Rows(string folder)
    {
        var file = YamlFile.Read(Path.Combine(folder, "rows.yaml"), new JsonSchema());
        var rows = (YamlMappingNode)YamlFile.Node(file.Root, "rows")!;
        return rows.Children.Keys.Cast<YamlScalarNode>().ToImmutableSortedDictionary(
            k => k.Value!,
            k => YamlFile.Texts(rows, k.Value!).ToImmutableArray(),
            StringComparer.Ordinal);
    }

    /// <summary>What is sent around every answer.</summary>
    public static Envelope Envelope(string folder)
    {
        var root = YamlFile.Read(Path.Combine(folder, "envelope.yaml"), new JsonSchema()).Root;
        return new Envelope(
            Lines(root, "every"),
            Lines(root, "document"),
            Lines(root, "other"),
            Lines(root, "reasons").ToImmutableDictionary(l => int.Parse(l.Name, CultureInfo.InvariantCulture), l => l.Value));
    }

    private static Recording ReadRecording(YamlFile file, YamlMappingNode map) => new(
        YamlFile.Text(map, "row")!,
        Path.GetFileName(file.Path),
        YamlFile.Text(map, "source")!,
        YamlFile.Text(map, "where")!.Trim(),
        YamlFile.Text(map, "date")!,
        [.. YamlFile.Items(map, "exchanges").Cast<YamlMappingNode>().Select(e => ReadExchange(file, e))]);

    private static RecordedExchange ReadExchange(YamlFile file, YamlMappingNode map)
    {
        var exchange = new RecordedExchange
        {
            Request = YamlFile.Text(map, "request")!.Trim(),
            RecordedOn = YamlFile.Text(map, "recordedOn"),
            Cases = [.. YamlFile.Texts(map, "cases")],
            Observed = YamlFile.Text(map, "observed"),
            Uncovered = YamlFile.Text(map, "uncovered")?.Trim(),
            Shows = YamlFile.Text(map, "shows")?.Trim(),
            Answer = YamlFile.Node(map, "answer") is YamlMappingNode answer ? ReadAnswer(answer) : null,
        };
        return exchange switch
        {
            { Cases.IsEmpty: true, Uncovered: null } =>
                throw file.Error(map, "an exchange needs cases, or says why it is uncovered; add one of the two"),
            { Cases.IsEmpty: false, Answer: null } => throw file.Error(map, "an exchange with cases needs the answer to replay; add it"),
            { Cases.IsEmpty: false, Uncovered: not null } => throw file.Error(map, "an exchange with cases is not uncovered; remove one of the two"),
            _ => exchange,
        };
    }

    private static RecordedAnswer ReadAnswer(YamlMappingNode map) => new(
        int.Parse(YamlFile.Text(map, "status")!, CultureInfo.InvariantCulture),
        Lines(map, "headers"),
        YamlFile.Text(map, "body") ?? "");

    private static ImmutableArray<HeaderLine> Lines(YamlMappingNode map, string key) =>
        YamlFile.Node(map, key) is YamlMappingNode pairs
            ? [.. pairs.Children.Select(p => new HeaderLine(((YamlScalarNode)p.Key).Value!, ((YamlScalarNode)p.Value).Value!))]
            : [];
}
