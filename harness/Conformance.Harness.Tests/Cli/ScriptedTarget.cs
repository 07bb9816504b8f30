using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Conformance.Harness.Tests.Cli;

/// <summary>A real listener that answers every request with what a function says; null answers nothing at all.</summary>
internal sealed class ScriptedTarget : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<string, string?> answer;
    private readonly Task accepting;
    private int requests;

    public ScriptedTarget(Func<string, string?> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public int Requests => Volatile.Read(ref requests);

    public static string Http(int status, string body, string type = "application/xml", string headers = "") => string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nx-amz-request-id: 1\r\n{headers}\r\n{body}");

    public static string Error(int status, string code, string extra = "") =>
        Http(status, $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>as scripted</Message>{extra}</Error>");

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
            while (await ReadRequestAsync(reader) is { } head)
            {
                Interlocked.Increment(ref requests);
                if (answer(head) is not { } text)
                {
                    await Task.Delay(Timeout.Infinite, stop.Token);
                    return;
                }

                if (head.StartsWith("HEAD ", StringComparison.Ordinal) && text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is > 0 and var end)
                {
                    text = text[..(end + 4)];
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side went away; so be it.
        }
    }

    private async Task<string?> ReadRequestAsync(StreamReader reader)
    {
        var head = new StringBuilder();
        var length = 0;
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            if (line.Length == 0)
            {
                // Reading nothing would still wait for a byte.
                if (length > 0)
                {
                    await reader.ReadBlockAsync(new char[length], stop.Token);
                }

                return head.ToString();
            }

            head.Append(line).Append('\n');
            if (line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line.AsSpan("content-length:".Length), CultureInfo.InvariantCulture);
            }
        }

        return null;
    }
}
