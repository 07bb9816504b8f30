using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Heads of exchanges that run side by side over shared connections are never mixed up.</summary>
[TestFixture]
public sealed class RecorderConcurrencyTests
{
    private const int AtOnce = 64;
    private const int Rounds = 20;

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    [TestCase(Carrier.Socket)]
    public async Task Each_exchange_records_its_own_bytes(Carrier carrier)
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            while (await connection.ReadRequestAsync() is { } request)
            {
                var id = request.Header("x-id");

                // Every few requests the connection ends, so that new ones are opened and kept ones are found dead all along.
                var isLast = int.Parse(id!) % 17 == 0;
                await connection.SendAsync($"HTTP/1.1 200 OK\r\nX-Id: {id}\r\nContent-Length: {id!.Length}\r\n\r\n{id}");
                if (isLast)
                {
                    return;
                }
            }
        });
        await using var client = WireTesting.Client(target.Endpoint, o => o with { Limits = new Limits { MaxConnections = 24 } });
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async sender =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var id = $"{(sender * Rounds) + round}";
                var exchange = await client.SendAsync(WireTesting.Get($"/{id}").With("x-id", id), WireTesting.Label, WireTesting.By(carrier));
                Assert.Multiple(() =>
                {
                    Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
                    Assert.That(exchange.Request.Head, Does.StartWith($"GET /{id} HTTP/1.1\r\n").And.Contain($"x-id: {id}\r\n"));
                    Assert.That(exchange.Request.Head.Split("x-id:"), Has.Length.EqualTo(2));
                    Assert.That(exchange.Response!.Head, Is.EqualTo($"HTTP/1.1 200 OK\r\nX-Id: {id}\r\nContent-Length: {id.Length}\r\n"));
                    Assert.That(exchange.Response.Body.Text(), Is.EqualTo(id));
                });
            }
        }));
        Assert.That(target.Connections, Is.GreaterThan(24));
    }
}
