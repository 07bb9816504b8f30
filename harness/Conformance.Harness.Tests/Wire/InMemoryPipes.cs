using System.IO.Pipelines;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Connections that never leave the process: two pipes each.</summary>
internal static class InMemoryPipes
{
    /// <summary>A dialer whose other ends are given to <paramref name="serve"/>.</summary>
    public static Dialer Dialer(Func<Stream, Task> serve) => cancel =>
    {
        var up = new Pipe();
        var down = new Pipe();
        _ = Task.Run(() => serve(new DuplexStream(up.Reader.AsStream(), down.Writer.AsStream())), CancellationToken.None);
        return ValueTask.FromResult<Stream>(new DuplexStream(down.Reader.AsStream(), up.Writer.AsStream()));
    };
}

/// <summary>Reads from one stream and writes to another.</summary>
internal sealed class DuplexStream(Stream reading, Stream writing) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        reading.ReadAsync(buffer, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => reading.Read(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        writing.WriteAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => writing.Write(buffer, offset, count);

    public override void Flush() => writing.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => writing.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        reading.Dispose();
        writing.Dispose();
        base.Dispose(disposing);
    }
}
