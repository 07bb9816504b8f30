using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Conformance.Wire;

/// <summary>Bytes as {"text":…} when they are printable UTF-8, else {"base64":…}; the empty body is {"text":""}.</summary>
internal sealed class BytesJsonConverter : JsonConverter<ImmutableArray<byte>>
{
    public override ImmutableArray<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            throw new JsonException("Bytes are an object with either text or base64.");
        }

        var isText = reader.ValueTextEquals("text"u8);
        if (!isText && !reader.ValueTextEquals("base64"u8))
        {
            throw new JsonException("Bytes are an object with either text or base64.");
        }

        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("The value of text or base64 is a string.");
        }

        var bytes = isText ? Encoding.UTF8.GetBytes(reader.GetString()!) : Base64(ref reader);
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndObject)
        {
            throw new JsonException("Bytes have one property only.");
        }

        return AsImmutable(bytes);
    }

    public override void Write(Utf8JsonWriter writer, ImmutableArray<byte> value, JsonSerializerOptions options)
    {
        var bytes = value.AsSpan();
        writer.WriteStartObject();
        if (IsPrintable(bytes))
        {
            writer.WriteString("text"u8, bytes);
        }
        else
        {
            writer.WriteBase64String("base64"u8, bytes);
        }

        writer.WriteEndObject();
    }

    /// <summary>Valid UTF-8 without control characters other than tab, line feed and carriage return.</summary>
    internal static bool IsPrintable(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAnyInRange((byte)0x00, (byte)0x08) || bytes.ContainsAnyInRange((byte)0x0E, (byte)0x1F)
            || bytes.ContainsAny((byte)0x0B, (byte)0x0C, (byte)0x7F) || !Utf8.IsValid(bytes))
        {
            return false;
        }

        // The C1 controls are C2 80 to C2 9F; C2 is never a continuation byte.
        for (var at = bytes.IndexOf((byte)0xC2); at >= 0;)
        {
            if (bytes[at + 1] < 0xA0)
            {
                return false;
            }

            var next = bytes[(at + 1)..].IndexOf((byte)0xC2);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return true;
    }

    private static byte[] Base64(ref Utf8JsonReader reader) =>
        reader.TryGetBytesFromBase64(out var bytes) ? bytes : throw new JsonException("The value of base64 is not base64.");

    private static ImmutableArray<byte> AsImmutable(byte[] bytes) =>
        System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(bytes);
}
