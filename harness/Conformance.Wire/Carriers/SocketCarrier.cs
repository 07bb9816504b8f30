using System.Buffers;
using System.Net.Sockets;

namespace Conformance.Wire;

/// <summary>Own HTTP/1.1 over a stream: any bytes go out, and the answer is read while they still do.</summary>
internal sealed class SocketCarrier(Connector connector, Limits limits) : ICarrier
{
    // Up to here head and body go out in one write that no buffer on the way refuses, so nothing need run beside it.
    private const int MaxSingleWriteBytes = 16 * 1024;

    private readonly RawConnectionPool pool = new(connector, limits.MaxConnections);

    /// <inheritdoc/>
    public async Task<Inbound> SendAsync(Outbound outbound, CancellationToken cancel)
    {
        var head = RequestEncoder.Head(outbound.Request);
        if (await TryAsync(outbound, head, fresh: false, cancel) is { } first)
        {
            return first;
        }

        // A kept connection may have been closed by the target between two requests: that is no answer to this one.
        var second = await TryAsync(outbound, head, fresh: true, cancel);
        return second! with { Notes = second!.Notes.Add("sent again: the kept connection had ended") };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        pool.Dispose();
        return ValueTask.CompletedTask;
    }

    // Null: the connection was a rested one and dead, which a fresh one cannot be.
    private async Task<Inbound?> TryAsync(Outbound outbound, byte[] head, bool fresh, CancellationToken cancel)
    {
        RawConnection connection;
        try
        {
            connection = await pool.RentAsync(outbound.ServerName, fresh, cancel);
        }
        catch (DialException e)
        {
            return new Inbound(e.Fate, e.Message);
        }
        catch (OperationCanceledException)
        {
            return new Inbound(Fate.TimedOut, "There was no free connection in time.");
        }

        var reader = new ResponseReader(connection, limits, outbound.Request.Method, outbound.Body);
        var sending = new Sending(connection, outbound.Request, head);
        var inbound = await ExchangeAsync(connection, sending, reader, cancel);
        if (inbound.Fate == Fate.Complete && reader.KeepsConnection && sending.IsWhole)
        {
            pool.GiveBack(outbound.ServerName, connection);
            return inbound;
        }

        var isStale = inbound.Fate == Fate.ClosedEarly && connection.WasUsed && connection.IsSilent;
        pool.Drop(connection);
        return isStale && !cancel.IsCancellationRequested && !fresh ? null : inbound;
    }

    private static async Task<Inbound> ExchangeAsync(
        RawConnection connection, Sending sending, ResponseReader reader, CancellationToken cancel)
    {
        using var registration = cancel.UnsafeRegister(static c => ((RawConnection)c!).Abort(), connection);
        var (fate, detail) = (Fate.Complete, (string?)null);
        try
        {
            await sending.StartAsync();
            await reader.ReadAsync();
        }
        catch (ResponseException e)
        {
            (fate, detail) = (e.Fate, sending.Explain(e.Message));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            (fate, detail) = (Fate.ClosedEarly, sending.Explain($"The connection failed: {e.Message}"));
        }

        // What a closed connection looks like depends on who closed it.
        if (fate != Fate.Complete && cancel.IsCancellationRequested)
        {
            (fate, detail) = (Fate.TimedOut, null);
        }

        await sending.StopAsync(connection);
        return new Inbound(fate, detail)
        {
            RequestHead = sending.Head,
            ResponseHead = reader.Head,
            Notes = sending.IsWhole ? reader.Notes : reader.Notes.Add("answered before the request was sent whole"),
        };
    }

    /// <summary>The request going out, beside the reading of its answer when it is large.</summary>
    private sealed class Sending(RawConnection connection, WireRequest request, byte[] head)
    {
        private Task rest = Task.CompletedTask;

        public byte[] Head => head;

        public bool IsWhole => rest.IsCompletedSuccessfully;

        public async Task StartAsync()
        {
            if (request.Framing != BodyFraming.Chunked && head.Length + request.Body.Length <= MaxSingleWriteBytes)
            {
                rest = WriteOnceAsync();
                await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                rest = WriteAllAsync();
            }
        }

        // A target may refuse early and close: its answer is worth more than the failure to send the rest.
        public async Task StopAsync(RawConnection aborted)
        {
            if (!rest.IsCompleted)
            {
                aborted.Abort();
                await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        public string Explain(string detail) =>
            rest.IsFaulted ? $"{detail} Sending had failed: {rest.Exception!.InnerException!.Message}" : detail;

        private async Task WriteOnceAsync()
        {
            if (request.Body.IsEmpty)
            {
                await connection.WriteAsync(head);
                return;
            }

            var size = head.Length + request.Body.Length;
            var joined = ArrayPool<byte>.Shared.Rent(size);
            head.CopyTo(joined, 0);
            request.Body.CopyTo(joined.AsMemory(head.Length));
            await connection.WriteAsync(joined.AsMemory(0, size));
            ArrayPool<byte>.Shared.Return(joined);
        }

        private async Task WriteAllAsync()
        {
            await connection.WriteAsync(head);
            foreach (var piece in RequestEncoder.Body(request))
            {
                await connection.WriteAsync(piece);
            }
        }
    }
}
