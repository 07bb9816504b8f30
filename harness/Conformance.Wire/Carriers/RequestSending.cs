using System.Buffers;

namespace Conformance.Wire;

/// <summary>A request going out on a raw connection, beside the reading of its answer when it is large.</summary>
internal sealed class RequestSending(RawConnection connection, WireRequest request, byte[] head)
{
    // Up to here head and body go out in one write that no buffer on the way refuses, so nothing need run beside it.
    private const int MaxSingleWriteBytes = 16 * 1024;

    // The answer to a request received whole can overtake the news that its last byte was taken.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    private Task running = Task.CompletedTask;

    /// <summary>The head as sent.</summary>
    public byte[] Head => head;

    /// <summary>True when every byte was handed over.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>True when nothing is under way any more and nothing failed.</summary>
    public bool IsDone => running.IsCompletedSuccessfully;

    /// <summary>Starts to send; returns when the request is out if it is small, else at once.</summary>
    public async Task StartAsync()
    {
        if (request.HoldsBody)
        {
            running = WriteHeadAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (request.Framing != BodyFraming.Chunked && head.Length + request.Body.Length <= MaxSingleWriteBytes)
        {
            running = WriteOnceAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else
        {
            running = WriteAllAsync();
        }
    }

    /// <summary>Sends the body that was held back; does nothing when there is none, or the head did not get out.</summary>
    public void Continue()
    {
        if (request.HoldsBody && !IsWhole && IsDone)
        {
            running = WriteBodyAsync();
        }
    }

    /// <summary>Waits until all is handed over.</summary>
    public Task FinishAsync() => running;

    /// <summary>Ends the sending once there is nothing more to read. A target may refuse early: its answer is worth more than the rest.</summary>
    public async Task StopAsync()
    {
        if (running.IsCompleted)
        {
            return;
        }

        await Task.WhenAny(running, Task.Delay(Grace));
        if (!running.IsCompleted)
        {
            connection.Abort();
        }

        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Adds to a sentence why sending had failed, if it had.</summary>
    public string Explain(string detail) =>
        running.IsFaulted ? $"{detail} Sending had failed: {running.Exception!.InnerException!.Message}" : detail;

    private async Task WriteOnceAsync()
    {
        if (request.Body.IsEmpty)
        {
            await connection.WriteAsync(head);
        }
        else
        {
            var size = head.Length + request.Body.Length;
            var joined = ArrayPool<byte>.Shared.Rent(size);
            head.CopyTo(joined, 0);
            request.Body.CopyTo(joined.AsMemory(head.Length));
            await connection.WriteAsync(joined.AsMemory(0, size));

            // Not after a failure: whoever still holds the array then might read it.
            ArrayPool<byte>.Shared.Return(joined);
        }

        IsWhole = true;
        await connection.FlushAsync();
    }

    private async Task WriteAllAsync()
    {
        await connection.WriteAsync(head);
        await WriteBodyAsync();
    }

    private async Task WriteHeadAsync()
    {
        await connection.WriteAsync(head);
        await connection.FlushAsync();
    }

    private async Task WriteBodyAsync()
    {
        foreach (var piece in RequestEncoder.Body(request))
        {
            await connection.WriteAsync(piece);
        }

        IsWhole = true;
        await connection.FlushAsync();
    }
}
