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
        var head = new StringBuilder(512);
        head.Append(request.Method).Append(' ').Append(request.Target).Append(" HTTP/1.1").Append(request.LineEnding);
        foreach (var line in request.Headers)
        {
            head.Append(line.Name).Append(": ").Append(line.Value).Append(request.LineEnding);
        }

        return Encoding.UTF8.GetBytes(head.Append(request.LineEnding).ToString());
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
}
