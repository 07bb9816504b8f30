using System.Collections.Concurrent;

namespace Conformance.Wire;

/// <summary>Keep-alive connections of the raw socket carrier, by server name and line, and the bound on how many there are.</summary>
internal sealed class RawConnectionPool(Connector connector, int maxConnections) : IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentStack<RawConnection>> idle = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim places = new(maxConnections);
    private volatile bool isClosed;
    private long opened;

    /// <summary>A rested connection that is still fit, or a fresh one. Each must be given back or dropped.</summary>
    public async ValueTask<RawConnection> RentAsync(string serverName, string? line, bool fresh, CancellationToken cancel)
    {
        await places.WaitAsync(cancel);
        try
        {
            string? reason = null;
            while (!fresh && Stack(serverName, line).TryPop(out var rested))
            {
                if (rested.IsFit)
                {
                    return rested;
                }

                reason = rested.StrayBytes > 0 ? $"sent over another connection: {rested.StrayBytes} {RecordedResponse.StrayBytes} before on the kept one" : reason;
                rested.Dispose();
            }

            return new RawConnection(await connector.ConnectAsync(serverName, cancel), Interlocked.Increment(ref opened)) { Reason = reason };
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    /// <summary>Lets a connection rest for the next request.</summary>
    public void GiveBack(string serverName, string? line, RawConnection connection)
    {
        if (isClosed || !connection.TryRest())
        {
            connection.Dispose();
        }
        else
        {
            Stack(serverName, line).Push(connection);
        }

        places.Release();
    }

    /// <summary>Closes a connection that is of no further use.</summary>
    public void Drop(RawConnection connection)
    {
        connection.Dispose();
        places.Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isClosed = true;
        foreach (var stack in idle.Values)
        {
            while (stack.TryPop(out var connection))
            {
                connection.Dispose();
            }
        }
    }

    private ConcurrentStack<RawConnection> Stack(string serverName, string? line) =>
        idle.GetOrAdd(line is null ? serverName : $"{serverName} {line}", static _ => new());
}
