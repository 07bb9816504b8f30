namespace Conformance.Wire;

/// <summary>
/// Shows the bytes of a connection to the recorder of the exchange under way. Writes run in the flow of the sender and say whose turn it
/// is; reads do not always (an idle connection is read ahead by whoever looked after it), so they belong to the last writer. Closing ends
/// what is under way on any stream below: the client above relies on that, and sockets do it, but pipes do not.
/// </summary>
internal sealed class RecordingStream(Stream inner) : Stream
{
    private readonly CancellationTokenSource abort = new();
    private volatile ExchangeRecorder? current;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var either = Either(cancellationToken);
        var count = await inner.ReadAsync(buffer, either?.Token ?? abort.Token);
        current?.Received(this, buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        current?.Received(this, buffer.AsSpan(offset, read));
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Record(buffer.Span);
        using var either = Either(cancellationToken);
        await inner.WriteAsync(buffer, either?.Token ?? abort.Token);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        Record(buffer.AsSpan(offset, count));
        inner.Write(buffer, offset, count);
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await abort.CancelAsync();
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            abort.Cancel();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // Null when the caller has no token of its own, which is the rule.
    private CancellationTokenSource? Either(CancellationToken cancel) =>
        cancel.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(cancel, abort.Token) : null;

    private void Record(ReadOnlySpan<byte> bytes)
    {
        var before = current;
        if (ExchangeRecorder.Current is { } sender)
        {
            current = sender;
        }

        current?.Sent(this, bytes, before is not null && before != current);
    }
}
