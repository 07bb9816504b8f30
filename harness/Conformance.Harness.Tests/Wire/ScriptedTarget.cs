using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Conformance.Harness.Tests.Wire;

/// <summary>A listener on the loopback that plays a script, byte by byte, on every connection.</summary>
internal sealed class ScriptedTarget : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<ScriptedConnection, Task> script;
    private readonly List<Task> running = [];
    private readonly Task accepting;

    public ScriptedTarget(Func<ScriptedConnection, Task> script)
    {
        this.script = script;
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public int Connections { get; private set; }

    /// <summary>Answers every request on every connection with one text.</summary>
    public static ScriptedTarget Answering(string answer) => new(async connection =>
    {
        while (await connection.ReadRequestAsync() is not null)
        {
            await connection.SendAsync(answer);
        }
    });

    /// <summary>Answers one request a connection with one text and closes.</summary>
    public static ScriptedTarget AnsweringOnce(string answer) => new(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync(answer);
    });

    /// <summary>Answers every request with its own bytes.</summary>
    public static ScriptedTarget Echoing() => new(async connection =>
    {
        while (await connection.ReadRequestAsync() is { } request)
        {
            var isHead = request.Head.StartsWith("HEAD ", StringComparison.Ordinal);
            byte[] body = [.. request.HeadBytes, .. request.Body];
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n");
            if (!isHead)
            {
                await connection.SendAsync(body);
            }
        }
    });

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(running);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                client.NoDelay = true;
                Connections++;
                running.Add(PlayAsync(client, Connections));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task PlayAsync(TcpClient client, int number)
    {
        using (client)
        {
            try
            {
                await script(new ScriptedConnection(client, number, stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The client hung up or the test is over.
            }
        }
    }
}

/// <summary>A request as it came over the wire; a character of the head is an octet.</summary>
internal sealed record ScriptedRequest(byte[] HeadBytes, byte[] Body)
{
    public string Head => Encoding.Latin1.GetString(HeadBytes);

    public string Target => Head.Split(' ')[1];

    public string? Header(string name) => Head.Split("\r\n")
        .FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

/// <summary>One connection of a scripted target.</summary>
internal sealed class ScriptedConnection(TcpClient client, int number, CancellationToken stop)
{
    private readonly NetworkStream stream = client.GetStream();
    private readonly List<byte> pending = [];

    /// <summary>From 1, in order of connecting.</summary>
    public int Number => number;

    /// <summary>A request with a body of Content-Length bytes, or chunked to the last chunk; null when the client has hung up.</summary>
    /// <param name="beforeBody">Sent once the head is there.</param>
    /// <param name="readsBody">False leaves the body to whoever reads next.</param>
    public async Task<ScriptedRequest?> ReadRequestAsync(string beforeBody = "", bool readsBody = true)
    {
        var length = 0;
        while ((length = HeadLength()) < 0)
        {
            if (!await FillAsync())
            {
                return null;
            }
        }

        var request = new ScriptedRequest([.. pending[..length]], []);
        pending.RemoveRange(0, length);
        await SendAsync(beforeBody);
        if (!readsBody)
        {
            return request;
        }

        if (request.Header("Transfer-Encoding") is not null)
        {
            return request with { Body = await TakeAsync(IndexAfter("0\r\n\r\n")) };
        }

        return request with { Body = await TakeAsync(() => int.Parse(request.Header("Content-Length") ?? "0")) };
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await stream.WriteAsync(bytes, stop);

    /// <summary>Completes when the client hangs up.</summary>
    public async Task HungUpAsync()
    {
        while (await FillAsync())
        {
            pending.Clear();
        }
    }

    /// <summary>Closes with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        client.Close();
    }

    private int HeadLength()
    {
        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending);
        var end = span.IndexOf("\r\n\r\n"u8);
        var bare = span.IndexOf("\n\n"u8);
        return end >= 0 ? end + 4 : bare >= 0 ? bare + 2 : -1;
    }

    private Func<int> IndexAfter(string text) => () =>
    {
        var at = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending).IndexOf(Encoding.ASCII.GetBytes(text));
        return at < 0 ? int.MaxValue : at + text.Length;
    };

    private async Task<byte[]> TakeAsync(Func<int> size)
    {
        while (pending.Count < size())
        {
            if (!await FillAsync())
            {
                throw new IOException("The client hung up within a body.");
            }
        }

        byte[] taken = [.. pending[..size()]];
        pending.RemoveRange(0, taken.Length);
        return taken;
    }

    private async Task<bool> FillAsync()
    {
        var block = new byte[64 * 1024];
        var count = await stream.ReadAsync(block, stop);
        pending.AddRange(block.AsSpan(0, count));
        return count > 0;
    }
}
