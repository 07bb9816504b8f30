using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;

namespace Conformance.Wire;

/// <summary>Reads a chunked body: sizes, extensions and trailers are checked and bounded.</summary>
internal sealed class ChunkedReader(RawConnection connection, Limits limits, BodyCapture body, ImmutableArray<string>.Builder notes)
{
    private const int MaxLineBytes = 16 * 1024;
    private long overhead;

    /// <summary>Reads up to and including the empty line after the last chunk.</summary>
    public async Task ReadAsync()
    {
        while (await ReadSizeAsync() is > 0 and var size)
        {
            if (size > limits.MaxBodyBytes - body.Length)
            {
                throw new ResponseException(Fate.TooLarge, $"The response body is larger than {limits.MaxBodyBytes} bytes.");
            }

            await ResponseReader.CopyAsync(connection, body, size);
            var end = await ReadLineAsync();
            if (end.Length > 0)
            {
                throw new ResponseException(Fate.NotHttp, $"A chunk of {size} bytes is followed by {ResponseHead.Show(end)}.");
            }
        }

        await ReadTrailersAsync();
    }

    private async Task<long> ReadSizeAsync()
    {
        var line = await ReadLineAsync();
        var semicolon = line.AsSpan().IndexOf((byte)';');
        var digits = (semicolon < 0 ? line : line.AsSpan(0, semicolon)).Trim(" \t"u8);
        if (!Utf8Parser.TryParse(digits, out long size, out var used, 'x') || used != digits.Length || size < 0)
        {
            throw new ResponseException(Fate.NotHttp, $"A chunk size is not a number: {ResponseHead.Show(line)}.");
        }

        if (semicolon >= 0)
        {
            Note("chunk extension");
        }

        return size;
    }

    private async Task ReadTrailersAsync()
    {
        for (var line = await ReadLineAsync(); line.Length > 0; line = await ReadLineAsync())
        {
            if (line.AsSpan().IndexOf((byte)':') <= 0)
            {
                throw new ResponseException(Fate.NotHttp, $"A trailer line has no name: {ResponseHead.Show(line)}.");
            }

            Note($"trailer {Encoding.UTF8.GetString(line)}");
        }
    }

    private async Task<byte[]> ReadLineAsync()
    {
        while (true)
        {
            var end = connection.Available.IndexOf((byte)'\n');
            if (end > MaxLineBytes || (end < 0 && connection.Available.Length > MaxLineBytes))
            {
                throw new ResponseException(Fate.TooLarge, $"A line of the chunked framing is longer than {MaxLineBytes} bytes.");
            }

            if (end >= 0)
            {
                return TakeLine(end);
            }

            if (await connection.FillAsync() == 0)
            {
                throw new ResponseException(Fate.ClosedEarly, "The connection ended before the last chunk.");
            }
        }
    }

    private byte[] TakeLine(int end)
    {
        var line = connection.Available[..end];
        if (line.EndsWith("\r"u8))
        {
            line = line[..^1];
        }
        else
        {
            Note("bare line feed in the chunked framing");
        }

        // Framing is not payload: one-byte chunks with long extensions, or trailers without end, must stop somewhere.
        overhead += end + 1;
        if (overhead > limits.MaxHeadBytes + body.Length)
        {
            throw new ResponseException(Fate.TooLarge, $"The chunked framing takes {overhead} bytes for a body of {body.Length}.");
        }

        var copy = line.ToArray();
        connection.Consume(end + 1);
        return copy;
    }

    private void Note(string note)
    {
        const int MaxNotes = 32;
        if (notes.Count < MaxNotes && !notes.Contains(note))
        {
            notes.Add(note);
        }
    }
}
