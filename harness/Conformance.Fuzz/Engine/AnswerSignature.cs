using System.IO.Hashing;
using System.Text;
using Conformance.Wire;

namespace Conformance.Fuzz;

/// <summary>What kind of answer an exchange has: status, names of headers and elements, error code, fate, and how long it took, coarsely.</summary>
internal static class AnswerSignature
{
    // Bounds at which waiting is a kind of answer; closer ones would be noise of the machine.
    private static readonly double[] Slow = [1000, 5000];

    /// <summary>The signature; equal for answers of one kind.</summary>
    public static ulong Of(Exchange exchange)
    {
        var hash = new XxHash3();
        Span<byte> head = stackalloc byte[12];
        BitConverter.TryWriteBytes(head, exchange.Response?.Status ?? 0);
        BitConverter.TryWriteBytes(head[4..], (int)exchange.Fate);
        BitConverter.TryWriteBytes(head[8..], Slow.Count(s => exchange.DurationMs >= s));
        hash.Append(head);
        if (exchange.Response is { } response)
        {
            // A sum, since the order of lines is no kind of answer. The hashes are this process's own, as signatures are.
            var names = 0UL;
            foreach (var header in response.Headers)
            {
                names += 0x9E3779B97F4A7C15 * (uint)StringComparer.OrdinalIgnoreCase.GetHashCode(header.Name);
            }

            BitConverter.TryWriteBytes(head, names);
            hash.Append(head[..8]);
            Elements(hash, response.Body.Bytes.AsSpan());
        }

        return hash.GetCurrentHashAsUInt64();
    }

    /// <summary>Status and error code, or the fate: a column of the coverage grid.</summary>
    public static string Class(Exchange exchange) =>
        exchange.Response is not { } response || exchange.Fate != Fate.Complete ? exchange.Fate.ToString()
        : response.Status < 300 ? response.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : $"{response.Status} {Code(response.Body.Bytes.AsSpan()) ?? ""}".TrimEnd();

    /// <summary>
    /// True when the server refused before the service saw anything: no error code, and the connection is over. Bending such an input
    /// further mostly gives the same again, at the price of a connection each time.
    /// </summary>
    public static bool IsBeforeTheService(Exchange exchange) =>
        exchange.Response is { Status: >= 400 } response
        && "close".Equals(response.Header("Connection"), StringComparison.OrdinalIgnoreCase)
        && Code(response.Body.Bytes.AsSpan()) is null;

    // Names of elements in order, each of a run once, and the text of Code: cheaper than reading the document, and enough to tell kinds apart.
    private static void Elements(XxHash3 hash, ReadOnlySpan<byte> body)
    {
        var last = default(ReadOnlySpan<byte>);
        while (body.IndexOf((byte)'<') is >= 0 and var open)
        {
            body = body[(open + 1)..];
            var end = body.IndexOfAny((byte)'>', (byte)' ');
            if (end < 0)
            {
                break;
            }

            var name = body[..end];
            if (!name.SequenceEqual(last))
            {
                hash.Append(name);
            }

            last = name;
            if (name.SequenceEqual("Code"u8))
            {
                hash.Append(body[..Math.Max(0, body.IndexOf((byte)'<'))]);
            }
        }
    }

    private static string? Code(ReadOnlySpan<byte> body)
    {
        var open = body.IndexOf("<Code>"u8);
        if (open < 0)
        {
            return null;
        }

        body = body[(open + 6)..];
        var end = body.IndexOf((byte)'<');
        return end is > 0 and < 64 ? Encoding.UTF8.GetString(body[..end]) : null;
    }
}
