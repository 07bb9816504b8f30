using System.Text.Encodings.Web;
using System.Text.Json;
using Conformance.Model;
using Conformance.Reports.Writing;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Conformance.Reports;

/// <summary>results.json: writing, and reading with validation.</summary>
public static class ResultsJson
{
    /// <summary>Largest file that is read, bytes.</summary>
    public const long MaxBytes = 256L * 1024 * 1024;

    private static readonly ResultsJsonContext Context = new(new JsonSerializerOptions(ResultsJsonContext.Default.Options)
    {
        // Read by people and tools, never inlined into a page as it stands: quotes and angle brackets may stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromJsonAsync(SchemaText()).GetAwaiter().GetResult());

    /// <summary>The JSON schema of the file (draft-07).</summary>
    public static string SchemaText() => Resource.Text("results.schema.json");

    /// <summary>The document of a run.</summary>
    public static ResultsDocument Document(RunResult run, ReportOptions options) => ResultsBuilder.Build(run, options);

    /// <summary>The entry of one case, for a gate on it alone; its findings are replayed by what runs it.</summary>
    public static CaseEntry Case(CaseResult result) => ResultsBuilder.Case(result, new ReportOptions { SuiteVersion = "", ReplayCommand = _ => "" });

    /// <summary>The run as JSON.</summary>
    public static string Serialize(RunResult run, ReportOptions options) => JsonSerializer.Serialize(ResultsBuilder.Build(run, options), Context.ResultsDocument);

    /// <summary>Streams a document as UTF-8 JSON.</summary>
    public static async Task WriteAsync(ResultsDocument results, Stream stream, CancellationToken cancel = default)
    {
        await JsonSerializer.SerializeAsync(stream, results, Context.ResultsDocument, cancel);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Reads and validates a file.</summary>
    /// <exception cref="ConfigurationException">
    /// The file is missing, damaged, cut short, of a newer version or not as the schema has it; one sentence names it and the mend.
    /// </exception>
    public static ResultsDocument Read(string path) => Parse(path, Text(path));

    /// <summary>Reads and validates a text; the path is for messages.</summary>
    /// <exception cref="ConfigurationException">As <see cref="Read"/>.</exception>
    internal static ResultsDocument Parse(string path, string text)
    {
        CheckVersion(path, text);
        if (Validate(path, text) is { } outer)
        {
            var error = Innermost(outer);
            throw Damaged(path, $"{Place(error.Path)} breaks the schema: {Words(error.Kind.ToString())}");
        }

        try
        {
            return JsonSerializer.Deserialize(text, Context.ResultsDocument) ?? throw Damaged(path, "it is null");
        }
        catch (JsonException e)
        {
            throw Damaged(path, Visible.Line(e.Message).TrimEnd('.'), e);
        }
    }

    // The validator gives up on a number that no type of the machine holds.
    private static ValidationError? Validate(string path, string text)
    {
        try
        {
            return Schema.Value.Validate(text).FirstOrDefault();
        }
        catch (Exception e) when (e is InvalidCastException or OverflowException or FormatException)
        {
            throw Damaged(path, "a number in it is out of all bounds", e);
        }
    }

    private static string Text(string path)
    {
        try
        {
            var size = new FileInfo(path).Length;
            return size <= MaxBytes
                ? File.ReadAllText(path)
                : throw new ConfigurationException($"{path} has {size} bytes, more than the {MaxBytes} that are read; split the run.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException($"{path} does not exist; run the suite first or name another results.json.", e);
        }
        catch (Exception e) when (ReportFolder.IsTroubleOfFolder(e))
        {
            throw new ConfigurationException($"{path} cannot be read ({e.Message.TrimEnd('.')}); make it readable or name another results.json.", e);
        }
    }

    private static void CheckVersion(string path, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("schemaVersion", out var version)
                || version.ValueKind != JsonValueKind.Number
                || !version.TryGetInt32(out var number))
            {
                throw Damaged(path, "it has no schemaVersion and so is no results.json of this suite");
            }

            if (number != ResultsDocument.CurrentSchemaVersion)
            {
                throw new ConfigurationException(
                    $"{path} has schema version {number}, this suite reads version {ResultsDocument.CurrentSchemaVersion}; "
                    + (number > ResultsDocument.CurrentSchemaVersion ? "use the newer suite that wrote it." : "run the suite again."));
            }
        }
        catch (JsonException e)
        {
            var where = e.LineNumber is { } line ? $" at line {line + 1}" : "";
            throw Damaged(path, text.AsSpan().Trim().IsEmpty ? "it is empty" : $"it is damaged or cut short{where}", e);
        }
    }

    // "An item is not valid" says nothing; the error within that item does.
    private static ValidationError Innermost(ValidationError error)
    {
        while (error is ChildSchemaValidationError { Errors: var children } && children.Values.SelectMany(c => c).FirstOrDefault() is { } child)
        {
            error = child;
        }

        return error;
    }

    private static string Place(string? path) => string.IsNullOrEmpty(path) ? "the document" : Visible.Line(path.TrimStart('#', '/'));

    // NotInEnumeration -> not in enumeration
    private static string Words(string kind) => string.Concat(kind.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));

    private static ConfigurationException Damaged(string path, string why, Exception? inner = null) =>
        new($"{path} cannot be used, {why}; write it anew with a run or take an undamaged copy.", inner);
}
