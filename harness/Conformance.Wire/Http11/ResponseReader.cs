using System.Buffers;
using System.Collections.Immutable;

namespace Conformance.Wire;

/// <summary>Why reading an answer stopped short.</summary>
internal sealed class ResponseException(Fate fate, string detail) : IOException(detail)
{
    /// <summary>What that makes of the exchange.</summary>
    public Fate Fate { get; } = fate;
}

/// <summary>Reads one answer from a raw connection, every part of it bounded.</summary>
internal sealed class ResponseReader(RawConnection connection, Limits limits, string method, BodyCapture body)
{
    private const int MaxInterim = 32;
    private const int BlockBytes = 64 * 1024;
    private readonly ImmutableArray<string>.Builder notes = ImmutableArray.CreateBuilder<string>();

    /// <summary>The head of the final answer without its empty line, as far as it has come; null before the status line is whole.</summary>
    public byte[]? Head { get; private set; }

    /// <summary>The same, read; null while it is not whole, and when there was fault with it.</summary>
    public ResponseHead? ReadHead { get; private set; }

    /// <summary>What was tolerated beyond the head.</summary>
    public ImmutableArray<string> Notes => notes.ToImmutable();

    /// <summary>Told when the target asks for the body with 100 (Continue).</summary>
    public Action? Continued { get; init; }

    /// <summary>True when the connection may carry another request.</summary>
    public bool KeepsConnection { get; private set; }

    /// <summary>Reads head and body; <see cref="ResponseException"/> when there is no whole answer.</summary>
    public async Task ReadAsync()
    {
        var head = await ReadHeadAsync();
        for (var interim = 0; head.Status is >= 100 and < 200 and not 101; interim++)
        {
            if (interim == MaxInterim)
            {
                throw new ResponseException(Fate.NotHttp, $"More than {MaxInterim} interim answers came.");
            }

            notes.Add($"interim answer {head.Status}");
            if (head.Status == 100)
            {
                Continued?.Invoke();
            }

            (Head, ReadHead) = (null, null);
            head = await ReadHeadAsync();
        }

        var framing = ResponseFraming.Of(head, method, out var error) ?? throw new ResponseException(Fate.NotHttp, error!);
        notes.AddRange(framing.Notes.Except(head.Notes));
        await (framing.End switch
        {
            BodyEnd.NoBody => Task.CompletedTask,
            BodyEnd.Length => ReadLengthAsync(framing.Length),
            BodyEnd.LastChunk => new ChunkedReader(connection, limits, body, notes).ReadAsync(),
            _ => ReadToCloseAsync(),
        });

        KeepsConnection = framing.KeepsConnection;
        if (connection.Available.Length > 0)
        {
            notes.Add($"{connection.Available.Length} {RecordedResponse.StrayBytes}: {ResponseHead.Show(connection.Available)}");
            KeepsConnection = false;
        }
    }

    /// <summary>Copies bytes of the body from the connection; the count must not pass what is left.</summary>
    internal static async Task CopyAsync(RawConnection connection, BodyCapture body, long count)
    {
        var buffered = (int)Math.Min(count, connection.Available.Length);
        body.Append(connection.Available[..buffered]);
        connection.Consume(buffered);
        count -= buffered;
        if (count == 0)
        {
            return;
        }

        var block = ArrayPool<byte>.Shared.Rent((int)Math.Min(count, BlockBytes));
        try
        {
            while (count > 0)
            {
                var read = await connection.ReadDirectAsync(block.AsMemory(0, (int)Math.Min(count, block.Length)));
                if (read == 0)
                {
                    throw new ResponseException(Fate.ClosedEarly, $"The connection ended {count} bytes before the body was whole.");
                }

                body.Append(block.AsSpan(0, read));
                count -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private async Task<ResponseHead> ReadHeadAsync()
    {
        var searched = 0;
        while (true)
        {
            var length = HeadScanner.Find(connection.Available, ref searched);
            if (length >= 0)
            {
                return TakeHead(length);
            }

            CheckStart();
            if (connection.Available.Length > limits.MaxHeadBytes)
            {
                throw new ResponseException(Fate.TooLarge, $"The response head is larger than {limits.MaxHeadBytes} bytes.");
            }

            bool isEnd;
            try
            {
                isEnd = await connection.FillAsync() == 0;
            }
            catch
            {
                KeepPart();
                throw;
            }

            if (isEnd)
            {
                KeepPart();
                throw new ResponseException(Fate.ClosedEarly, EarlyEnd());
            }
        }
    }

    private ResponseHead TakeHead(int length)
    {
        if (length > limits.MaxHeadBytes)
        {
            throw new ResponseException(Fate.TooLarge, $"The response head is larger than {limits.MaxHeadBytes} bytes.");
        }

        CheckStart();
        Head = HeadScanner.WithoutEmptyLine(connection.Available[..length]).ToArray();
        connection.Consume(length);
        return ReadHead = ResponseHead.Read(Head, out var error) ?? throw new ResponseException(Fate.NotHttp, error!);
    }

    // Known from the first bytes: a target that speaks something else need not be waited for until the deadline.
    private void CheckStart()
    {
        if (!ResponseHead.MayBegin(connection.Available))
        {
            throw new ResponseException(Fate.NotHttp, $"The answer is not HTTP/1: {ResponseHead.Show(connection.Available)}.");
        }
    }

    private void KeepPart()
    {
        if (connection.Available.Contains((byte)'\n'))
        {
            Head = connection.Available.ToArray();
        }
    }

    private string EarlyEnd() => connection.Available.IsEmpty
        ? "The connection ended without an answer."
        : $"The connection ended within the response head, after {connection.Available.Length} bytes.";

    private async Task ReadLengthAsync(long length)
    {
        if (length > limits.MaxBodyBytes)
        {
            throw new ResponseException(Fate.TooLarge, $"The response body of {length} bytes is larger than {limits.MaxBodyBytes}.");
        }

        await CopyAsync(connection, body, length);
    }

    private async Task ReadToCloseAsync()
    {
        do
        {
            body.Append(connection.Available);
            connection.Consume(connection.Available.Length);
            if (body.Length > limits.MaxBodyBytes)
            {
                throw new ResponseException(Fate.TooLarge, $"The response body is larger than {limits.MaxBodyBytes} bytes.");
            }
        }
        while (await connection.FillAsync() > 0);
    }
}
