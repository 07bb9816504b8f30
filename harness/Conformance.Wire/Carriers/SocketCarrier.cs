using System.Globalization;

namespace Conformance.Wire;

/// <summary>Own HTTP/1.1 over a stream: any bytes go out, and the answer is read while they still do.</summary>
internal sealed class SocketCarrier(Connector connector, Limits limits) : ICarrier
{
    private readonly RawConnectionPool pool = new(connector, limits.MaxConnections);

    /// <inheritdoc/>
    public async Task<Inbound> SendAsync(Outbound outbound, CancellationToken cancel)
    {
        RawConnection connection;
        try
        {
            connection = await pool.RentAsync(outbound.ServerName, outbound.Line, outbound.Fresh, cancel);
        }
        catch (DialException e)
        {
            return new Inbound(e.Fate, e.Message);
        }
        catch (OperationCanceledException)
        {
            return new Inbound(Fate.TimedOut, "No connection came about in time.");
        }

        var sending = new RequestSending(connection, outbound.Request, RequestEncoder.Head(outbound.Request));
        var reader = new ResponseReader(connection, limits, outbound.Request.Method, outbound.Body) { Continued = sending.Continue };
        var inbound = outbound.Request.HangsUp
            ? await HangUpAsync(connection, sending, cancel)
            : await ExchangeAsync(connection, sending, reader, cancel);
        inbound = inbound with
        {
            Connection = connection.Number,
            Notes = connection is { Reason: { } reason, WasUsed: false } ? inbound.Notes.Add(reason) : inbound.Notes,
        };
        if (inbound.Fate == Fate.Complete && reader.KeepsConnection && sending.IsDone && IsAsAnnounced(outbound.Request))
        {
            pool.GiveBack(outbound.ServerName, outbound.Line, connection);
            return inbound;
        }

        pool.Drop(connection);
        return inbound with { IsStale = inbound.Fate == Fate.ClosedEarly && connection.WasUsed && connection.IsSilent };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        pool.Dispose();
        return ValueTask.CompletedTask;
    }

    // A target that answers before it has all that was announced would take the next request for the rest of the body.
    private static bool IsAsAnnounced(WireRequest request) =>
        request.Framing == BodyFraming.Chunked
        || (request.Header("Transfer-Encoding") is null
            && (request.Header("Content-Length") is { } length ? length == request.Body.Length.ToString(CultureInfo.InvariantCulture) : request.Body.IsEmpty));

    // The caller drops the connection, since the fate is not Complete.
    private static async Task<Inbound> HangUpAsync(RawConnection connection, RequestSending sending, CancellationToken cancel)
    {
        using var registration = cancel.UnsafeRegister(static c => ((RawConnection)c!).Abort(), connection);
        var detail = "The connection was ended on purpose before the answer.";
        try
        {
            await sending.StartAsync();
            await sending.FinishAsync();
        }
        catch (Exception e) when (HttpHandlers.IsExpected(e))
        {
            detail = sending.Explain(detail);
        }

        return new Inbound(Fate.Cancelled, detail) { RequestHead = sending.Head };
    }

    private static async Task<Inbound> ExchangeAsync(
        RawConnection connection, RequestSending sending, ResponseReader reader, CancellationToken cancel)
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
        catch (Exception e) when (HttpHandlers.IsExpected(e))
        {
            (fate, detail) = (Fate.ClosedEarly, sending.Explain($"The connection failed: {e.Message}"));
        }

        // What a closed connection looks like depends on who closed it.
        if (fate != Fate.Complete && cancel.IsCancellationRequested)
        {
            (fate, detail) = (Fate.TimedOut, null);
        }

        await sending.StopAsync();
        return new Inbound(fate, detail)
        {
            RequestHead = sending.Head,
            ResponseHead = reader.Head,
            Head = reader.ReadHead,
            Notes = sending.IsWhole ? reader.Notes : reader.Notes.Add("answered before the request was sent whole"),
        };
    }
}
