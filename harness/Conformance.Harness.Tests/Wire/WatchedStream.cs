using System.Text;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Tells when a text has been read and more is asked for, that is, when the reader has taken the text in.</summary>
internal sealed class WatchedStream(Stream inner, string text, TaskCompletionSource seen) : Stream
{
    private readonly StringBuilder read = new();

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
        if (read.ToString().EndsWith(text, StringComparison.Ordinal))
        {
            seen.TrySetResult();
        }

        var count = await inner.ReadAsync(buffer, cancellationToken);
        read.Append(Encoding.Latin1.GetString(buffer.Span[..count]));
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
