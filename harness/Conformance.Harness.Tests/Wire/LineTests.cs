using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Connections of one's own, requests that are broken off, and announced bodies that do not come.</summary>
[TestFixture]
public sealed class LineTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Test]
    public async Task Requests_of_a_line_follow_each_other_on_a_connection_of_their_own()
    {
        await using var target = ScriptedTarget.Answering(Ok);
        await using var client = WireTesting.Client(target.Endpoint);
        var first = await client.SendAsync(WireTesting.Get("/"), WireTesting.Label, new SendOptions { Line = "a" });
        var other = await client.SendAsync(WireTesting.Get("/"), WireTesting.Label, new SendOptions { Line = "b" });
        var shared = await client.SendAsync(WireTesting.Get("/"), WireTesting.Label, WireTesting.By(Carrier.Socket));
        var second = await client.SendAsync(WireTesting.Get("/"), WireTesting.Label, new SendOptions { Line = "a" });
        Assert.Multiple(() =>
        {
            Assert.That(first.Carrier, Is.EqualTo(Carrier.Socket));
            Assert.That(second.Connection, Is.EqualTo(first.Connection));
            Assert.That(new[] { first.Connection, other.Connection, shared.Connection }, Is.Unique);
            Assert.That(target.Connections, Is.EqualTo(3));
        });
    }

    [Test]
    public async Task Line_shows_that_a_connection_was_not_kept()
    {
        await using var target = ScriptedTarget.AnsweringOnce(Ok);
        await using var client = WireTesting.Client(target.Endpoint);
        var first = await client.SendAsync(WireTesting.Get("/"), WireTesting.Label, new SendOptions { Line = "a" });
        var second = await client.SendAsync(WireTesting.Get("/"), WireTesting.Label, new SendOptions { Line = "a" });
        Assert.That(second.Connection, Is.Not.EqualTo(first.Connection));
    }

    [Test]
    public async Task Broken_off_request_waits_for_no_answer()
    {
        var hungUp = new TaskCompletionSource();
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.HungUpAsync();
            hungUp.SetResult();
        });
        await using var client = WireTesting.Client(target.Endpoint);
        var request = WireTesting.Put("/", new byte[10]) with { Framing = BodyFraming.AsGiven, HangsUp = true };
        var exchange = await client.SendAsync(request.With("Content-Length", "200"), WireTesting.Label);
        await hungUp.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.Cancelled));
            Assert.That(exchange.Response, Is.Null);
            Assert.That(exchange.Carrier, Is.EqualTo(Carrier.Socket));
        });
    }

    [Test]
    public async Task Connection_that_is_owed_a_body_is_not_kept()
    {
        // Answers before it has the body, and goes on waiting for it.
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.SendAsync(Ok);
            await connection.HungUpAsync();
        });
        await using var client = WireTesting.Client(target.Endpoint);
        var request = (WireTesting.Put("/", new byte[10]) with { Framing = BodyFraming.AsGiven }).With("Content-Length", "200");
        for (var i = 0; i < 2; i++)
        {
            var exchange = await client.SendAsync(request, WireTesting.Label, WireTesting.By(Carrier.Socket));
            Assert.That(exchange.Response!.Status, Is.EqualTo(200));
        }

        Assert.That(target.Connections, Is.EqualTo(2));
    }

    [Test]
    public async Task Body_held_back_is_sent_when_it_is_asked_for()
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            var request = (await connection.ReadRequestAsync(beforeBody: "HTTP/1.1 100 Continue\r\n\r\n"))!;
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {request.Body.Length}\r\n\r\n");
            await connection.SendAsync(request.Body);
        });
        await using var client = WireTesting.Client(target.Endpoint);
        var exchange = await client.SendAsync(WireTesting.Put("/", "body"u8.ToArray()) with { HoldsBody = true }, WireTesting.Label);
        Assert.That(exchange.Response!.Body.Text(), Is.EqualTo("body"));
        Assert.That(exchange.Response.Notes, Is.EqualTo(new[] { "interim answer 100" }));
    }

    [Test]
    public async Task Body_held_back_stays_back_when_the_answer_is_final()
    {
        var targets = new List<string>();
        await using var target = new ScriptedTarget(async connection =>
        {
            while (await connection.ReadRequestAsync(readsBody: false) is { } request)
            {
                targets.Add(request.Target);
                await connection.SendAsync(Ok);
            }
        });
        await using var client = WireTesting.Client(target.Endpoint);
        var line = new SendOptions { Line = "a" };
        var first = await client.SendAsync(WireTesting.Put("/refused", "body"u8.ToArray()) with { HoldsBody = true }, WireTesting.Label, line);
        var second = await client.SendAsync(WireTesting.Get("/next"), WireTesting.Label, line);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(targets, Is.EqualTo(new[] { "/refused", "/next" }));
            Assert.That(second.Connection, Is.EqualTo(first.Connection));
            Assert.That(first.Response!.Notes, Is.EqualTo(new[] { "answered before the request was sent whole" }));
        }
    }
}
