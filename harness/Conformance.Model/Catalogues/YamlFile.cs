using System.Globalization;
using System.Text.Json.Nodes;
using NJsonSchema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Conformance.Model;

/// <summary>A YAML file checked against a JSON schema; every complaint names file, line and mend.</summary>
public sealed class YamlFile
{
    private readonly Dictionary<string, Mark> places = new(StringComparer.Ordinal);

    private YamlFile(string path, YamlMappingNode root)
    {
        Path = path;
        Root = root;
    }

    /// <summary>The file, as named to the user.</summary>
    public string Path { get; }

    /// <summary>The root mapping.</summary>
    public YamlMappingNode Root { get; }

    /// <summary>Reads a file and validates it. Throws <see cref="ConfigurationException"/> with one sentence for the first mistake.</summary>
    public static YamlFile Read(string path, JsonSchema schema)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be read: {e.Message}", e);
        }

        return Parse(path, text, schema);
    }

    /// <summary>Reads a file and validates it against a JSON schema file.</summary>
    public static YamlFile Read(string path, string schemaPath) => Read(path, CatalogueLoader.Schema(schemaPath));

    /// <summary>Validates a text that stands for a file against a JSON schema file.</summary>
    public static YamlFile Parse(string path, string text, string schemaPath) => Parse(path, text, CatalogueLoader.Schema(schemaPath));

    /// <summary>See <see cref="Read(string, JsonSchema)"/>.</summary>
    public static YamlFile Parse(string path, string text, JsonSchema schema)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new ConfigurationException($"{path}({e.Start.Line},{e.Start.Column}): this is not YAML: {e.InnerException?.Message ?? e.Message}", e);
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            throw new ConfigurationException($"{path}(1,1): the file has to hold one mapping; see CONTRIBUTING.md for its keys");
        }

        var file = new YamlFile(path, root);
        var json = file.ToJson(root, "#");
        var errors = schema.Validate(json!.ToJsonString());
        var deepest = errors.SelectMany(Flatten).OrderByDescending(e => e.Path?.Length ?? 0).FirstOrDefault();
        return deepest is null ? file : throw file.Error(deepest);
    }

    /// <summary>The scalar of a key; null when it is absent or null.</summary>
    public static string? Text(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is YamlScalarNode scalar && !IsNull(scalar) ? scalar.Value : null;

    /// <summary>The items of a key, empty when it is absent.</summary>
    public static IEnumerable<YamlNode> Items(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is YamlSequenceNode sequence ? sequence.Children : [];

    /// <summary>The items of a key as texts.</summary>
    public static IEnumerable<string> Texts(YamlMappingNode map, string key) => Items(map, key).OfType<YamlScalarNode>().Select(s => s.Value ?? "");

    /// <summary>The node of a key; null when it is absent.</summary>
    public static YamlNode? Node(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    /// <summary>An exception that names the place of a node.</summary>
    public ConfigurationException Error(YamlNode at, string message) => new($"{Path}({at.Start.Line},{at.Start.Column}): {message}");

    /// <summary>True for a null scalar.</summary>
    public static bool IsNull(YamlScalarNode scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "null" or "~";

    private static IEnumerable<NJsonSchema.Validation.ValidationError> Flatten(NJsonSchema.Validation.ValidationError error) =>
        error is NJsonSchema.Validation.ChildSchemaValidationError child
            ? child.Errors.SelectMany(p => p.Value).SelectMany(Flatten).Append(error)
            : [error];

    private ConfigurationException Error(NJsonSchema.Validation.ValidationError error)
    {
        var path = error.Path ?? "#";
        var mark = places.GetValueOrDefault(path);
        for (var at = path; mark.Line == 0 && at.Contains('/', StringComparison.Ordinal); mark = places.GetValueOrDefault(at))
        {
            at = at[..at.LastIndexOfAny(['/', '.', '['])];
        }

        var name = string.IsNullOrEmpty(error.Property) ? path[(path.LastIndexOfAny(['.', '/']) + 1)..] : error.Property;
        var what = error.Kind switch
        {
            NJsonSchema.Validation.ValidationErrorKind.NoAdditionalPropertiesAllowed =>
                $"unknown key \"{error.Property}\"; known keys are {string.Join(", ", error.Schema.ActualSchema.Properties.Keys)}",
            NJsonSchema.Validation.ValidationErrorKind.PropertyRequired => $"the key \"{error.Property}\" is missing; add it",
            NJsonSchema.Validation.ValidationErrorKind.NotInEnumeration =>
                $"{name} has to be one of {string.Join(", ", error.Schema.ActualSchema.Enumeration)}",
            NJsonSchema.Validation.ValidationErrorKind.PatternMismatch => $"{name} has to match {error.Schema.ActualSchema.Pattern}",
            _ => $"{name} {Words(error.Kind)}",
        };
        return new ConfigurationException($"{Path}({Math.Max(1, mark.Line)},{Math.Max(1, mark.Column)}): {what}");
    }

    private static string Words(NJsonSchema.Validation.ValidationErrorKind kind) => kind switch
    {
        NJsonSchema.Validation.ValidationErrorKind.IntegerExpected => "has to be a whole number",
        NJsonSchema.Validation.ValidationErrorKind.NumberExpected => "has to be a number",
        NJsonSchema.Validation.ValidationErrorKind.StringExpected => "has to be a text",
        NJsonSchema.Validation.ValidationErrorKind.BooleanExpected => "has to be true or false",
        NJsonSchema.Validation.ValidationErrorKind.ArrayExpected => "has to be a list",
        NJsonSchema.Validation.ValidationErrorKind.ObjectExpected => "has to be a mapping",
        NJsonSchema.Validation.ValidationErrorKind.NumberTooSmall => "is too small",
        NJsonSchema.Validation.ValidationErrorKind.NumberTooBig => "is too big",
        NJsonSchema.Validation.ValidationErrorKind.TooFewItems => "needs at least one item",
        _ => $"does not fit ({kind})",
    };

    private JsonNode? ToJson(YamlNode node, string path)
    {
        places[path] = node.Start;
        switch (node)
        {
            case YamlMappingNode map:
                var target = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    var name = ((YamlScalarNode)key).Value!;
                    places[$"{path}/{name}"] = key.Start;
                    target[name] = ToJson(value, path == "#" ? $"#/{name}" : $"{path}.{name}");
                    places[path == "#" ? $"#/{name}" : $"{path}.{name}"] = key.Start;
                }

                return target;
            case YamlSequenceNode sequence:
                var list = new JsonArray();
                for (var i = 0; i < sequence.Children.Count; i++)
                {
                    list.Add(ToJson(sequence.Children[i], $"{path}[{i}]"));
                }

                return list;
            case YamlScalarNode scalar:
                return Scalar(scalar);
            default:
                throw Error(node, "aliases are not used here; write the value out");
        }
    }

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        return IsNull(scalar) ? null
            : scalar.Style != ScalarStyle.Plain ? JsonValue.Create(text)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
            : text is "true" or "false" ? JsonValue.Create(text == "true")
            : JsonValue.Create(text);
    }
}
