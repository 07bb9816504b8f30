namespace Conformance.Wire;

/// <summary>A connection of the raw socket carrier with what was read from it and not yet used.</summary>
internal sealed class RawConnection(Stream stream, long number) : IDisposable
{
    private readonly CancellationTokenSource abort = new();
    private byte[] buffer = new byte[8 * 1024];
    private int start;
    private int end;
    private Task<int>? ahead;

    /// <summary>Number among the connections of the client, from one.</summary>
    public long Number => number;

    /// <summary>True once an exchange has been completed on it.</summary>
    public bool WasUsed { get; private set; }

    /// <summary>True while nothing of the present answer has come.</summary>
    public bool IsSilent { get; private set; } = true;

    /// <summary>Why it was opened in place of a kept one; null when that says nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>How many bytes came while it rested; they belong to no answer.</summary>
    public int StrayBytes => ahead is { IsCompletedSuccessfully: true } came ? came.Result : 0;

    /// <summary>Bytes read and not yet consumed.</summary>
    public ReadOnlySpan<byte> Available => buffer.AsSpan(start, end - start);

    /// <summary>Marks bytes as used.</summary>
    public void Consume(int count) => start += count;

    /// <summary>Reads more; 0 when the connection has ended.</summary>
    public async ValueTask<int> FillAsync()
    {
        int count;
        if (ahead is { } pending)
        {
            ahead = null;
            count = await pending;
        }
        else
        {
            MakeRoom();
            count = await stream.ReadAsync(buffer.AsMemory(end), abort.Token);
        }

        end += count;
        IsSilent &= count == 0;
        return count;
    }

    /// <summary>Reads past the buffer, which must be empty, into the caller's memory.</summary>
    public ValueTask<int> ReadDirectAsync(Memory<byte> destination) => stream.ReadAsync(destination, abort.Token);

    /// <summary>Hands bytes to the stream.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, abort.Token);

    /// <summary>Sends what the stream may have held back.</summary>
    public Task FlushAsync() => stream.FlushAsync(abort.Token);

    /// <summary>
    /// Starts to listen on the idle connection. Anything that comes before the next request, be it the end or stray bytes of the last
    /// answer, makes it unfit: else those bytes would be taken for the next answer. False when bytes are left over already.
    /// </summary>
    public bool TryRest()
    {
        if (start < end)
        {
            return false;
        }

        WasUsed = true;
        IsSilent = true;
        MakeRoom();
        ahead = ReadAheadAsync();
        return true;
    }

    /// <summary>True as long as nothing has come while it rested.</summary>
    public bool IsFit => ahead is { IsCompleted: false } && !abort.IsCancellationRequested;

    /// <summary>Ends every read and write under way. May be called from any thread and more than once.</summary>
    public void Abort()
    {
        abort.Cancel();
        stream.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Abort();

        // The abandoned read fails now; nobody else will look at it.
        _ = ahead?.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    // Asynchronous so that a stream that throws at once, being closed, ends up in the task like any other.
    private async Task<int> ReadAheadAsync() => await stream.ReadAsync(buffer.AsMemory(end), abort.Token);

    private void MakeRoom()
    {
        if (start == end)
        {
            start = end = 0;
        }
        else if (end == buffer.Length)
        {
            var used = end - start;
            var target = used > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
            buffer.AsSpan(start, used).CopyTo(target);
            (buffer, start, end) = (target, 0, used);
        }
    }
}
