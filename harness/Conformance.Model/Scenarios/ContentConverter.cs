using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conformance.Model;

/// <summary>
/// Content as JSON: the rule where there is one, {"generated":NAME,"sizeBytes":N} and {"joined":[…]}, else the bytes, {"name":NAME,"base64":…}.
/// </summary>
internal sealed class ContentConverter : JsonConverter<Content>
{
    public override Content Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Of(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, Content value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        switch (value)
        {
            case Content.GeneratedContent generated:
                writer.WriteString("generated", generated.Name);
                writer.WriteNumber("sizeBytes", generated.Size);
                break;
            case Content.JoinedContent joined:
                writer.WriteStartArray("joined");
                foreach (var part in joined.Parts)
                {
                    Write(writer, part, options);
                }

                writer.WriteEndArray();
                break;
            case Content.LiteralContent literal:
                writer.WriteString("name", literal.Name);
                writer.WriteBase64String("base64", literal.Value.AsSpan());
                break;
        }

        writer.WriteEndObject();
    }

    private static Content Of(JsonElement element) =>
        element.TryGetProperty("generated", out var name) && element.TryGetProperty("sizeBytes", out var size) && size.TryGetInt64(out var bytes) && bytes >= 0
            ? Content.Generated(name.GetString() ?? "", bytes)
        : element.TryGetProperty("joined", out var parts) ? Content.Joined([.. parts.EnumerateArray().Select(Of)])
        : element.TryGetProperty("name", out var title) && element.TryGetProperty("base64", out var text) ? Content.Bytes(title.GetString() ?? "", text.GetBytesFromBase64())
        : throw new JsonException("Content is generated, joined or base64.");
}
