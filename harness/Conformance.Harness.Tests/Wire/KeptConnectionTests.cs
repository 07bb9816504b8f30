using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Connections that are kept: used again, not trusted, found dead.</summary>
[TestFixture]
public sealed class KeptConnectionTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    [TestCase(Carrier.Socket)]
    public async Task Connection_is_kept_for_the_next_request(Carrier carrier)
    {
        await using var target = ScriptedTarget.Answering(Ok);
        await using var client = WireTesting.Client(target.Endpoint);
        for (var i = 0; i < 5; i++)
        {
            await SendAsync(client, carrier);
        }

        Assert.That(target.Connections, Is.EqualTo(1));
    }

    [TestCase("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")]
    [TestCase("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Stray\r\nContent-Length: 0\r\n\r\n")]
    public async Task Connection_that_cannot_be_trusted_is_not_kept(string answer)
    {
        await using var target = ScriptedTarget.Answering(answer);
        await using var client = WireTesting.Client(target.Endpoint);
        for (var i = 0; i < 3; i++)
        {
            var exchange = await SendAsync(client, Carrier.Socket);
            Assert.That(exchange.Response!.Status, Is.EqualTo(200));
        }

        Assert.That(target.Connections, Is.EqualTo(3));
    }

    [TestCase(Carrier.Http)]
    [TestCase(Carrier.Socket)]
    public async Task Bytes_that_come_between_requests_are_no_answer(Carrier carrier)
    {
        var stray = new TaskCompletionSource();
        var strayed = new TaskCompletionSource();
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(Ok);
            if (connection.Number == 1)
            {
                await stray.Task;
                await connection.SendAsync("HTTP/1.1 500 Stray\r\nContent-Length: 0\r\n\r\n");
                strayed.SetResult();
            }

            await connection.HungUpAsync();
        });
        await using var client = WireTesting.Client(target.Endpoint);
        await SendAsync(client, carrier);
        stray.SetResult();
        await strayed.Task;

        // The loopback has delivered once a second connection has carried a round trip.
        await using var other = WireTesting.Client(target.Endpoint);
        await SendAsync(other, carrier);
        var exchange = await SendAsync(client, carrier);
        Assert.That(exchange.Response!.Status, Is.EqualTo(200));
    }

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    [TestCase(Carrier.Socket)]
    public async Task Stale_connection_is_replaced_once(Carrier carrier)
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(Ok);
            if (connection.Number == 1)
            {
                // Read the second request and hang up without a word, as if the idle time had just run out.
                await connection.ReadRequestAsync();
                return;
            }

            await connection.HungUpAsync();
        });
        await using var client = WireTesting.Client(target.Endpoint);
        await SendAsync(client, carrier);
        var exchange = await SendAsync(client, carrier);
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
            Assert.That(exchange.Response!.Notes, Does.Contain("sent again: the kept connection had ended"));
            Assert.That(exchange.Request.Head, Does.StartWith("GET / HTTP/1.1\r\n").And.Not.Contain("GET / HTTP/1.1\r\nGET"));
            Assert.That(target.Connections, Is.EqualTo(2));
        });
    }

    [TestCase(Carrier.Rest, "GET")]
    [TestCase(Carrier.Rest, "PUT")]
    [TestCase(Carrier.Http, "GET")]
    [TestCase(Carrier.Http, "PUT")]
    [TestCase(Carrier.Socket, "PUT")]
    public async Task Any_number_of_kept_connections_may_have_ended(Carrier carrier, string method)
    {
        // More than the libraries try before they give up; with a body they do not try again at all.
        const int kept = 6;
        var warm = new TaskCompletionSource();
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.ReadRequestAsync();
            if (connection.Number == kept)
            {
                warm.SetResult();
            }

            await warm.Task;
            await connection.SendAsync(Ok);
            await connection.ReadRequestAsync();
        });
        await using var client = WireTesting.Client(target.Endpoint);
        await Task.WhenAll(Enumerable.Range(0, kept).Select(_ => SendAsync(client, carrier)));
        var request = WireTesting.Get("/") with { Method = method, Body = method == "PUT" ? "body"u8.ToArray() : default };
        var exchange = await client.SendAsync(request, WireTesting.Label, WireTesting.By(carrier));
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
            Assert.That(exchange.Carrier, Is.EqualTo(Carrier.Socket), "a fresh connection is the raw socket's");
            Assert.That(exchange.Response!.Notes, Does.Contain("sent again: the kept connection had ended"));
            Assert.That(target.Connections, Is.EqualTo(kept + 1));
        });
    }

    [TestCase(Carrier.Rest, 4)]
    [TestCase(Carrier.Http, 4)]
    [TestCase(Carrier.Socket, 2)]
    public async Task A_request_that_ends_every_connection_is_reported(Carrier carrier, int connections)
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            if (!(await connection.ReadRequestAsync())!.Head.StartsWith("GET /kill", StringComparison.Ordinal))
            {
                await connection.SendAsync(Ok);
                await connection.ReadRequestAsync();
            }
        });
        await using var client = WireTesting.Client(target.Endpoint);
        await SendAsync(client, carrier);
        var exchange = await client.SendAsync(WireTesting.Get("/kill"), WireTesting.Label, WireTesting.By(carrier));
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.ClosedEarly));
            Assert.That(exchange.Response, Is.Null);
            Assert.That(target.Connections, Is.EqualTo(connections));
        });
    }

    [Test]
    public async Task Half_an_answer_on_a_kept_connection_is_not_sent_again()
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(Ok);
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 2");
        });
        await using var client = WireTesting.Client(target.Endpoint);
        await SendAsync(client, Carrier.Socket);
        var exchange = await SendAsync(client, Carrier.Socket);
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.ClosedEarly));
            Assert.That(target.Connections, Is.EqualTo(1));
        });
    }

    private static async Task<Exchange> SendAsync(WireClient client, Carrier carrier) =>
        await client.SendAsync(WireTesting.Get("/"), WireTesting.Label, WireTesting.By(carrier));
}
