using System.Text;

namespace Conformance.Harness.Tests.Wire;

/// <summary>
/// The near end of a connection within the process. Each write is answered with one text, or never when that is null; once the first answer is read
/// there may be a second text that nobody asked for. An empty text is the end of the connection.
/// </summary>
internal sealed class ScriptedStream(string? answer = null, string? unasked = null) : MemoryStream
{
    private readonly List<byte> written = [];
    private TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> rest;
    private bool isAnswered;

    /// <summary>Called when a read finds nothing to read.</summary>
    public Action? Waiting { get; init; }

    /// <summary>What every read throws.</summary>
    public Exception? Trouble { get; init; }

    /// <summary>What every write throws.</summary>
    public Exception? Refusal { get; init; }

    public byte[] Written => [.. written];

    public bool IsClosed { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Trouble is not null)
        {
            throw Trouble;
        }

        if (rest.IsEmpty)
        {
            rest = Encoding.Latin1.GetBytes(await NextAsync(cancellationToken));
        }

        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        if (Refusal is not null)
        {
            throw Refusal;
        }

        written.AddRange(buffer.Span);
        if (answer is not null)
        {
            asked.TrySetResult();
        }
    }

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }

    private async Task<string> NextAsync(CancellationToken cancel)
    {
        if (isAnswered && unasked is not null)
        {
            return unasked;
        }

        if (!asked.Task.IsCompleted)
        {
            Waiting?.Invoke();
        }

        await asked.Task.WaitAsync(cancel);
        asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        isAnswered = true;
        return answer!;
    }
}
