using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Conformance.Wire;

/// <summary>The lines of a transcript file.</summary>
internal static class TranscriptLines
{
    private const int TailBytes = 4096;

    public static FileStream OpenForAppending(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        try
        {
            if (file.CanSeek)
            {
                file.SetLength(EndOfLastLine(file));
                file.Seek(0, SeekOrigin.End);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public static async IAsyncEnumerable<Exchange> ReadAsync(
        string path, Action<string>? onTruncated, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.Asynchronous);
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        var number = 0L;
        while (true)
        {
            var read = await pipe.ReadAsync(cancel);
            var buffer = read.Buffer;
            while (TakeLine(ref buffer, out var line))
            {
                number++;
                if (Parse(line, path, number) is { } exchange)
                {
                    yield return exchange;
                }
            }

            if (buffer.Length > TranscriptFile.MaxLineBytes)
            {
                throw new InvalidDataException($"{path}({number + 1}): the line is longer than {TranscriptFile.MaxLineBytes} bytes.");
            }

            if (read.IsCompleted)
            {
                if (!buffer.IsEmpty)
                {
                    onTruncated?.Invoke($"{path}({number + 1}): the last line is cut short after {buffer.Length} bytes and left out.");
                }

                break;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }

        await pipe.CompleteAsync();
    }

    private static bool TakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    private static Exchange? Parse(ReadOnlySequence<byte> line, string path, long number)
    {
        if (line.IsEmpty)
        {
            return null;
        }

        try
        {
            return ExchangeJson.Deserialize(line.IsSingleSegment ? line.FirstSpan : line.ToArray());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}({number}): the line is not an exchange: {e.Message}", e);
        }
    }

    private static long EndOfLastLine(FileStream file)
    {
        var tail = new byte[TailBytes];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - tail.Length);
            file.Position = start;
            var window = tail.AsSpan(0, (int)(end - start));
            file.ReadExactly(window);
            var newline = window.LastIndexOf((byte)'\n');
            if (newline >= 0)
            {
                return start + newline + 1;
            }

            end = start;
        }

        return 0;
    }
}
