using System.Buffers;
using System.Threading.Channels;

namespace Conformance.Wire;

/// <summary>
/// A transcript on disk: one exchange a line (NDJSON), only ever appended to. Appending never blocks the sender; a background
/// writer flushes whenever it has caught up. Trouble with the storage is kept in <see cref="Failure"/> and thrown once by disposal.
/// </summary>
public sealed class TranscriptFile : ITranscript, IAsyncDisposable
{
    /// <summary>Longest line that is written or read, bytes.</summary>
    public const int MaxLineBytes = 64 * 1024 * 1024;

    // Twice this (two bodies), doubled by escaping, still fits a line.
    private const int MaxBodyBytes = 8 * 1024 * 1024;
    private const int CutBodyBytes = 1024;
    private const int BatchBytes = 1024 * 1024;
    private const long MaxQueuedBytes = 512L * 1024 * 1024;

    private readonly Channel<Exchange> queue = Channel.CreateUnbounded<Exchange>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Stream stream;
    private readonly string name;
    private readonly Task writer;
    private long queuedBytes;
    private IOException? failure;
    private int surfaced;

    /// <summary>Opens a file for appending and creates it when it is missing. A last line cut short by a crash is removed.</summary>
    public TranscriptFile(string path)
        : this(TranscriptLines.OpenForAppending(path), path)
    {
    }

    /// <summary>Writes to a stream that this transcript then owns.</summary>
    public TranscriptFile(Stream stream, string name)
    {
        this.stream = stream;
        this.name = name;
        writer = Task.Run(WriteAllAsync);
    }

    /// <summary>Why the transcript is incomplete; null as long as it is not.</summary>
    public IOException? Failure => Volatile.Read(ref failure);

    /// <summary>Queues one exchange. After a failure exchanges are dropped: the failure says that the record is incomplete.</summary>
    public void Append(Exchange exchange)
    {
        if (Failure is not null)
        {
            return;
        }

        // A disk that cannot keep up must not take the memory of the run with it.
        if (Interlocked.Add(ref queuedBytes, Weight(exchange)) > MaxQueuedBytes)
        {
            Fail(new IOException($"The transcript {name} fell {MaxQueuedBytes} bytes behind the run."));
            return;
        }

        if (!queue.Writer.TryWrite(exchange))
        {
            Fail(new IOException($"An exchange came after the transcript {name} was closed."));
        }
    }

    /// <summary>Writes what is queued, flushes to the disk and closes. Throws <see cref="Failure"/> once if there is one.</summary>
    public async ValueTask DisposeAsync()
    {
        if (await CloseAsync() is { } reason)
        {
            throw reason;
        }
    }

    /// <summary>The same, giving the failure instead of throwing it. Once; later calls and disposal have nothing left to tell.</summary>
    public async Task<IOException?> CloseAsync()
    {
        queue.Writer.TryComplete();
        await writer;
        try
        {
            if (Failure is null && stream is FileStream { CanWrite: true } file)
            {
                file.Flush(flushToDisk: true);
            }

            await stream.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Fail(e);
        }

        return Failure is { } reason && Interlocked.Exchange(ref surfaced, 1) == 0 ? reason : null;
    }

    /// <summary>
    /// Reads a transcript back, one exchange at a time. A last line cut short is left out and told to <paramref name="onTruncated"/>;
    /// any other damage is an <see cref="InvalidDataException"/> that names file and line.
    /// </summary>
    public static IAsyncEnumerable<Exchange> ReadAsync(
        string path, Action<string>? onTruncated = null, CancellationToken cancel = default) =>
        TranscriptLines.ReadAsync(path, onTruncated, cancel);

    private async Task WriteAllAsync()
    {
        try
        {
            var buffer = new ArrayBufferWriter<byte>(64 * 1024);
            while (await queue.Reader.WaitToReadAsync())
            {
                while (queue.Reader.TryRead(out var exchange))
                {
                    Interlocked.Add(ref queuedBytes, -Weight(exchange));
                    ExchangeJson.Serialize(Fit(exchange), buffer);
                    buffer.Write("\n"u8);
                    if (buffer.WrittenCount >= BatchBytes)
                    {
                        await WriteAsync(buffer);
                    }
                }

                await WriteAsync(buffer);
                await stream.FlushAsync();
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private async Task WriteAsync(ArrayBufferWriter<byte> buffer)
    {
        await stream.WriteAsync(buffer.WrittenMemory);
        buffer.ResetWrittenCount();
    }

    private void Fail(Exception e) =>
        Interlocked.CompareExchange(ref failure, e as IOException ?? new IOException($"The transcript {name} cannot be written: {e.Message}", e), null);

    private static long Weight(Exchange exchange) =>
        1024 + 2L * exchange.Request.Head.Length + exchange.Request.Body.Bytes.Length + (exchange.Response?.Body.Bytes.Length ?? 0);

    private static Exchange Fit(Exchange exchange) => exchange with
    {
        Request = exchange.Request with { Body = Fit(exchange.Request.Body) },
        Response = exchange.Response is { } response ? response with { Body = Fit(response.Body) } : null,
    };

    private static RecordedBody Fit(RecordedBody body) =>
        body.Bytes.Length <= MaxBodyBytes ? body : body with { Bytes = body.Bytes[..CutBodyBytes], RedactionShift = 0 };
}
