using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conformance.Wire;

/// <summary>
/// One exchange as one line of JSON: camelCase, nulls left out, bodies as {"text":…} when they are printable UTF-8 and {"base64":…} otherwise.
/// </summary>
public static class ExchangeJson
{
    private static readonly ExchangeJsonContext Context = new(new JsonSerializerOptions(ExchangeJsonContext.Default.Options)
    {
        // The line is read by people and by tools, never inlined into a page as it stands.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The exchange on one line, without a line ending.</summary>
    public static string Serialize(Exchange exchange) => JsonSerializer.Serialize(exchange, Context.Exchange);

    /// <summary>Writes the exchange as UTF-8, without a line ending.</summary>
    public static void Serialize(Exchange exchange, IBufferWriter<byte> destination)
    {
        using var writer = new Utf8JsonWriter(destination, new JsonWriterOptions { Encoder = Context.Options.Encoder });
        JsonSerializer.Serialize(writer, exchange, Context.Exchange);
    }

    /// <summary>Reads what <see cref="Serialize(Exchange)"/> wrote; <see cref="JsonException"/> when it is anything else.</summary>
    public static Exchange Deserialize(string json) => Checked(JsonSerializer.Deserialize(json, Context.Exchange));

    /// <summary>Reads one line of UTF-8; <see cref="JsonException"/> when it is no exchange.</summary>
    public static Exchange Deserialize(ReadOnlySpan<byte> utf8Json) => Checked(JsonSerializer.Deserialize(utf8Json, Context.Exchange));

    // "null" is valid JSON for any reference, and nested required members may be null as well.
    private static Exchange Checked(Exchange? exchange) =>
        exchange is { Label: { Owner: not null, Step: not null }, Request: { Head: not null, Body: { Md5: not null } } }
        && exchange.Response is null or { Head: not null, Body: { Md5: not null } }
            ? exchange
            : throw new JsonException("The JSON is not an exchange: a required part is null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(BytesJsonConverter), typeof(FateJsonConverter), typeof(CarrierJsonConverter)])]
[JsonSerializable(typeof(Exchange))]
internal sealed partial class ExchangeJsonContext : JsonSerializerContext;

internal sealed class FateJsonConverter() : JsonStringEnumConverter<Fate>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

internal sealed class CarrierJsonConverter() : JsonStringEnumConverter<Carrier>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
