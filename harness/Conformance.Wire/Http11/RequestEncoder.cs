using System.Buffers;
using System.Globalization;
using System.Text;

namespace Conformance.Wire;

/// <summary>The bytes of a request, exactly as the request says.</summary>
internal static class RequestEncoder
{
    /// <summary>Payload bytes a chunk when the body is chunked.</summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>Request line, header lines and the empty line.</summary>
    public static byte[] Head(WireRequest request)
    {
        var characters = request.Method.Length + request.Target.Length + 16 + 2 * request.LineEnding.Length;
        foreach (var line in request.Headers)
        {
            characters += line.Name.Length + line.Value.Length + 2 + request.LineEnding.Length;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(characters));
        var used = Append(rented, 0, request.Method, " ", request.Target, " HTTP/1.1", request.LineEnding);
        foreach (var line in request.Headers)
        {
            used = Append(rented, used, line.Name, ": ", line.Value, request.LineEnding);
        }

        used = Append(rented, used, request.LineEnding);
        var head = rented.AsSpan(0, used).ToArray();
        ArrayPool<byte>.Shared.Return(rented);
        return head;
    }

    /// <summary>The pieces of the body in order of sending.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Body(WireRequest request)
    {
        if (request.Framing != BodyFraming.Chunked)
        {
            if (!request.Body.IsEmpty)
            {
                yield return request.Body;
            }

            yield break;
        }

        for (var rest = request.Body; !rest.IsEmpty;)
        {
            var chunk = rest[..Math.Min(ChunkBytes, rest.Length)];
            yield return Encoding.ASCII.GetBytes(chunk.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
            yield return chunk;
            yield return "\r\n"u8.ToArray();
            rest = rest[chunk.Length..];
        }

        yield return "0\r\n\r\n"u8.ToArray();
    }

    private static int Append(byte[] destination, int at, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            at += Encoding.UTF8.GetBytes(text, destination.AsSpan(at));
        }

        return at;
    }
}
