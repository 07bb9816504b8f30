using System.Net;
using System.Net.Sockets;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Connections: slow, refused, interrupted.</summary>
[TestFixture]
public sealed class ConnectionTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    [TestCase(Carrier.Socket)]
    public async Task Slow_drip_ends_at_the_deadline_and_is_kept(Carrier carrier)
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while (true)
            {
                // Each byte moves the clock on, so that the drip is slow without anybody waiting.
                await connection.SendAsync("x");
                clock.Advance(TimeSpan.FromSeconds(1));
            }
        });
        await using var client = WireTesting.Client(target.Endpoint, o => o with { Clock = clock });
        var exchange = await SendAsync(client, carrier);
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.TimedOut), exchange.FateDetail);
            Assert.That(exchange.FateDetail, Is.EqualTo("No whole answer came within 20 s."));
            Assert.That(exchange.DurationMs, Is.GreaterThanOrEqualTo(20_000));
        });
    }

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    [TestCase(Carrier.Socket)]
    public async Task Part_of_an_answer_is_kept_when_the_run_is_interrupted(Carrier carrier)
    {
        using var cancel = new CancellationTokenSource();
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nX-Id: 7\r\nContent-Length: 5\r\n\r\nhel");
            await connection.HungUpAsync();
        });

        // The first three bytes have been taken once the client waits for more; nothing tells us when but the transcript's own dialer.
        var arrived = new TaskCompletionSource();
        await using var client = WireTesting.Client(target.Endpoint, o => o with { Dialer = Watched(target.Endpoint, "hel", arrived) });
        var sending = SendAsync(client, carrier, cancel.Token);
        await arrived.Task;
        await cancel.CancelAsync();
        var exchange = await sending;
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.Cancelled), exchange.FateDetail);
            Assert.That(exchange.Response!.Header("X-Id"), Is.EqualTo("7"));
        });
    }

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    [TestCase(Carrier.Socket)]
    public async Task Refused_connection_is_a_fate(Carrier carrier)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var client = WireTesting.Client(new Uri($"http://127.0.0.1:{port}"));
        var exchange = await SendAsync(client, carrier);
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.ConnectFailed), exchange.FateDetail);
            Assert.That(exchange.Request.Head, Does.StartWith("GET / HTTP/1.1\r\nHost: 127.0.0.1:"));
            Assert.That(exchange.Response, Is.Null);
        });
    }

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    [TestCase(Carrier.Socket)]
    public async Task Dialer_that_never_answers_ends_at_the_connect_deadline(Carrier carrier)
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        await using var client = WireTesting.Client(new Uri("http://target.invalid"), o => o with
        {
            Clock = clock,
            Dialer = async cancel =>
            {
                // By now the deadline is armed: time may pass.
                _ = Task.Run(() => clock.Advance(TimeSpan.FromSeconds(6)), CancellationToken.None);
                await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
                return Stream.Null;
            },
        });
        var exchange = await SendAsync(client, carrier);
        Assert.That(exchange.Fate, Is.EqualTo(Fate.ConnectFailed), exchange.FateDetail);
        Assert.That(exchange.FateDetail, Is.EqualTo("No connection to target.invalid within 5 s."));
    }

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    [TestCase(Carrier.Socket)]
    public async Task Pipes_in_memory_do_as_well(Carrier carrier)
    {
        using var cancel = new CancellationTokenSource();
        var served = 0;
        await using var client = WireTesting.Client(new Uri("http://in.memory"), o => o with
        {
            Dialer = InMemoryPipes.Dialer(async stream =>
            {
                var block = new byte[4096];
                while (await stream.ReadAsync(block) > 0)
                {
                    if (++served == 3)
                    {
                        await cancel.CancelAsync();
                        return;
                    }

                    await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(Ok));
                    await stream.FlushAsync();
                }
            }),
        });
        var fates = new List<Fate>();
        for (var i = 0; i < 3; i++)
        {
            fates.Add((await SendAsync(client, carrier, cancel.Token)).Fate);
        }

        Assert.That(fates, Is.EqualTo(new[] { Fate.Complete, Fate.Complete, Fate.Cancelled }));
    }

    [Test]
    public async Task Large_bodies_leave_the_connection_fit()
    {
        await using var target = ScriptedTarget.Answering(Ok);
        await using var client = WireTesting.Client(target.Endpoint);
        var body = new byte[3 * 1024 * 1024];
        for (var i = 0; i < 20; i++)
        {
            var exchange = await client.SendAsync(WireTesting.Put("/b/k", body), WireTesting.Label, WireTesting.By(Carrier.Socket));
            Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
            Assert.That(exchange.Response!.Notes, Is.Empty);
        }

        Assert.That(target.Connections, Is.EqualTo(1));
    }

    [Test]
    public async Task Early_refusal_of_a_large_body_is_read_though_the_target_hangs_up()
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
        });
        await using var client = WireTesting.Client(target.Endpoint);
        var exchange = await client.SendAsync(WireTesting.Put("/b/k", new byte[8 * 1024 * 1024]), WireTesting.Label);
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Carrier, Is.EqualTo(Carrier.Socket));
            Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
            Assert.That(exchange.Response!.Status, Is.EqualTo(403));
            Assert.That(exchange.Response.Notes, Does.Contain("answered before the request was sent whole"));
        });
    }

    private static async Task<Exchange> SendAsync(WireClient client, Carrier carrier, CancellationToken cancel = default) =>
        await client.SendAsync(WireTesting.Get("/"), WireTesting.Label, WireTesting.By(carrier), cancel);

    private static Dialer Watched(Uri endpoint, string text, TaskCompletionSource seen) => async cancel =>
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(endpoint.Host, endpoint.Port, cancel);
        return new WatchedStream(tcp.GetStream(), text, seen);
    };
}
