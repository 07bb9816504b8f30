using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Model;

namespace Conformance.Reports;

/// <summary>Tokens of files that the model does not name itself.</summary>
public static class ReportTokens
{
    /// <summary>The token of an aspect.</summary>
    public static string Token(this Aspect aspect) => aspect switch
    {
        Aspect.Status => "status",
        Aspect.ErrorCode => "error-code",
        Aspect.Xml => "xml",
        Aspect.Headers => "headers",
        Aspect.Bytes => "bytes",
        Aspect.SideEffects => "side-effects",
        Aspect.Idempotency => "idempotency",
        _ => "timing",
    };

    /// <summary>The token of an outcome.</summary>
    public static string Token(this Outcome outcome) => outcome switch
    {
        Outcome.Held => "held",
        Outcome.Failed => "failed",
        Outcome.Unjudged => "unjudged",
        _ => "not-applicable",
    };
}

/// <summary>An enumeration as its token; any other text is a <see cref="JsonException"/>.</summary>
internal abstract class TokenConverter<T>(Func<T, string> token) : JsonConverter<T>
    where T : struct, Enum
{
    private readonly Dictionary<string, T> values = Enum.GetValues<T>().ToDictionary(token, StringComparer.Ordinal);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && values.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new JsonException($"The value is none of {string.Join(", ", values.Keys)}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(token(value));
}

internal sealed class VerdictConverter() : TokenConverter<Verdict>(v => v.Token());

internal sealed class RunVerdictConverter() : TokenConverter<RunVerdict>(v => v.Token());

internal sealed class DialectConverter() : TokenConverter<Dialect>(d => d.Token());

internal sealed class LevelConverter() : TokenConverter<Level>(l => l.Token());

internal sealed class ConfidenceConverter() : TokenConverter<Confidence>(c => c.Token());

internal sealed class AspectConverter() : TokenConverter<Aspect>(a => a.Token());

internal sealed class OutcomeConverter() : TokenConverter<Outcome>(o => o.Token());

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    Converters =
    [
        typeof(VerdictConverter), typeof(RunVerdictConverter), typeof(DialectConverter), typeof(LevelConverter), typeof(ConfidenceConverter),
        typeof(AspectConverter), typeof(OutcomeConverter),
    ])]
[JsonSerializable(typeof(ResultsDocument))]
internal sealed partial class ResultsJsonContext : JsonSerializerContext;
