using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>What is said of connections that do not come about or do not last, and that none is left open or loses its place.</summary>
[TestFixture]
public sealed class ConnectionEndTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Test]
    public async Task Refusal_is_told_in_its_own_words([Values] Carrier carrier)
    {
        await using var client = ClientOf("http://target.invalid", static _ => throw new InvalidOperationException("Not today."));
        var exchange = await SendAsync(client, carrier);
        Assert.That((exchange.Fate, exchange.FateDetail), Is.EqualTo((Fate.ConnectFailed, "No connection to target.invalid: Not today.")));
    }

    [Test]
    public async Task Failed_connections_keep_no_place([Values] Carrier carrier)
    {
        var dialled = 0;
        await using var client = ClientOf("http://target.invalid", _ => throw new IOException($"{++dialled}"), maxConnections: 1);
        for (var i = 1; i <= 3; i++)
        {
            Assert.That((await SendAsync(client, carrier)).FateDetail, Does.EndWith($": {i}"));
        }
    }

    [Test]
    public async Task Failed_handshake_is_told_and_closes_the_connection([Values] Carrier carrier)
    {
        var stream = new ScriptedStream("no TLS at all\r\n");
        await using var client = ClientOf("https://s3.test", _ => ValueTask.FromResult<Stream>(stream));
        var exchange = await SendAsync(client, carrier);
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.TlsFailed));
            Assert.That(exchange.FateDetail, Does.StartWith("TLS with s3.test failed: ").And.Length.GreaterThan(30));
            Assert.That(stream.IsClosed, Is.True);
        });
    }

    [Test]
    public async Task Handshake_that_never_ends_is_closed_at_the_connect_deadline([Values] Carrier carrier)
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var stream = new ScriptedStream() { Waiting = () => clock.Advance(TimeSpan.FromSeconds(6)) };
        await using var client = ClientOf("https://s3.test", _ => ValueTask.FromResult<Stream>(stream), clock);
        var exchange = await SendAsync(client, carrier);
        Assert.That((exchange.Fate, exchange.FateDetail), Is.EqualTo((Fate.ConnectFailed, "No connection to s3.test within 5 s.")));
        Assert.That(stream.IsClosed, Is.True);
    }

    [Test]
    public async Task Deadline_before_there_is_a_connection_is_told_as_that()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        await using var client = ClientOf(
            "http://target.invalid",
            async cancel =>
            {
                _ = Task.Run(() => clock.Advance(TimeSpan.FromSeconds(2)), CancellationToken.None);
                await Task.Delay(Timeout.Infinite, cancel);
                return Stream.Null;
            },
            clock);
        var options = WireTesting.By(Carrier.Socket) with { Deadline = TimeSpan.FromSeconds(1) };
        var exchange = await client.SendAsync(WireTesting.Get("/"), WireTesting.Label, options);
        Assert.That((exchange.Fate, exchange.FateDetail), Is.EqualTo((Fate.TimedOut, "No connection came about in time.")));
    }

    [Test]
    public async Task Interruption_is_told_as_that([Values] Carrier carrier)
    {
        using var cancel = new CancellationTokenSource();
        await using var client = ClientOf("http://target.invalid", _ => ValueTask.FromResult<Stream>(new ScriptedStream() { Waiting = cancel.Cancel }));
        var exchange = await client.SendAsync(WireTesting.Get("/"), WireTesting.Label, WireTesting.By(carrier), cancel.Token);
        Assert.That((exchange.Fate, exchange.FateDetail), Is.EqualTo((Fate.Cancelled, "The run was interrupted.")));
    }

    [Test]
    public async Task Connection_that_fails_is_told_in_its_own_words()
    {
        await using var client = ClientOf("http://target.invalid", static _ => ValueTask.FromResult<Stream>(new ScriptedStream() { Trouble = new IOException("Gone.") }));
        var exchange = await SendAsync(client, Carrier.Socket);
        Assert.That((exchange.Fate, exchange.FateDetail), Is.EqualTo((Fate.ClosedEarly, "The connection failed: Gone.")));
    }

    [Test]
    public void Failure_without_a_name_is_told_by_its_innermost_words() => Assert.Multiple(() =>
    {
        Assert.That(HttpHandlers.Judge(new IOException("Outer.")), Is.EqualTo((Fate.ClosedEarly, "The connection failed: Outer.")));
        Assert.That(HttpHandlers.Judge(new IOException("Outer.", new IOException("Inner."))), Is.EqualTo((Fate.ClosedEarly, "The connection failed: Inner.")));
    });

    [Test]
    public async Task Kept_connection_with_stray_bytes_is_closed_and_its_replacement_says_why()
    {
        var streams = new List<ScriptedStream>();
        await using var client = ClientOf("http://target.invalid", _ =>
        {
            streams.Add(new ScriptedStream(Ok, streams.Count == 0 ? "stray" : null));
            return ValueTask.FromResult<Stream>(streams[^1]);
        });
        await SendAsync(client, Carrier.Socket);
        var second = await SendAsync(client, Carrier.Socket);
        var third = await SendAsync(client, Carrier.Socket);
        Assert.Multiple(() =>
        {
            Assert.That(second.Response!.Notes, Is.EqualTo(new[] { "sent over another connection: 5 bytes after the answer before on the kept one" }));
            Assert.That(streams[0].IsClosed, Is.True);
            Assert.That((second.Connection, third.Connection), Is.EqualTo((2L, 2L)));
            Assert.That(third.Response!.Notes, Is.Empty, "said once");
        });
    }

    [Test]
    public async Task Kept_connection_that_has_ended_is_replaced_without_a_word()
    {
        var streams = new List<ScriptedStream>();
        await using var client = ClientOf("http://target.invalid", _ =>
        {
            streams.Add(new ScriptedStream(Ok, streams.Count == 0 ? "" : null));
            return ValueTask.FromResult<Stream>(streams[^1]);
        });
        await SendAsync(client, Carrier.Socket);
        var second = await SendAsync(client, Carrier.Socket);
        Assert.That((second.Fate, second.Connection, second.Response!.Notes.Length), Is.EqualTo((Fate.Complete, (long?)2, 0)));
    }

    [Test]
    public async Task Closing_the_client_closes_the_connections_kept()
    {
        var stream = new ScriptedStream(Ok);
        var client = ClientOf("http://target.invalid", _ => ValueTask.FromResult<Stream>(stream));
        await SendAsync(client, Carrier.Socket);
        Assert.That(stream.IsClosed, Is.False);
        await client.DisposeAsync();
        Assert.That(stream.IsClosed, Is.True);
    }

    [Test]
    public async Task Request_that_says_its_own_framing_leaves_no_connection_to_keep()
    {
        await using var client = ClientOf("http://target.invalid", static _ => ValueTask.FromResult<Stream>(new ScriptedStream(Ok)));
        var request = WireTesting.Get("/").With("transfer-encoding", "chunked") with { Framing = BodyFraming.AsGiven };
        for (var i = 1; i <= 2; i++)
        {
            var exchange = await client.SendAsync(request, WireTesting.Label, WireTesting.By(Carrier.Socket));
            Assert.That(exchange.Connection, Is.EqualTo(i));
        }
    }

    [TestCase(0)]
    [TestCase(100_000)]
    public async Task Request_broken_off_on_purpose_is_sent_whole_and_told_as_that(int sizeBytes)
    {
        var stream = new ScriptedStream();
        await using var client = ClientOf("http://target.invalid", _ => ValueTask.FromResult<Stream>(stream));
        var exchange = await client.SendAsync(WireTesting.Put("/b/k", new byte[sizeBytes]) with { HangsUp = true }, WireTesting.Label);
        Assert.Multiple(() =>
        {
            Assert.That((exchange.Fate, exchange.FateDetail), Is.EqualTo((Fate.Cancelled, "The connection was ended on purpose before the answer.")));
            Assert.That(Encoding.ASCII.GetString(stream.Written), Does.StartWith(exchange.Request.Head + "\r\n"));
            Assert.That(stream.Written, Has.Length.EqualTo(exchange.Request.Head.Length + 2 + sizeBytes));
            Assert.That(stream.IsClosed, Is.True);
        });
    }

    [Test]
    public async Task Request_broken_off_on_purpose_and_failed_is_told_with_the_failure()
    {
        await using var client = ClientOf("http://target.invalid", static _ => ValueTask.FromResult<Stream>(new ScriptedStream() { Refusal = new IOException("Gone.") }));
        var exchange = await client.SendAsync(WireTesting.Put("/b/k", new byte[100_000]) with { HangsUp = true }, WireTesting.Label);
        Assert.That(exchange.FateDetail, Is.EqualTo("The connection was ended on purpose before the answer. Sending had failed: Gone."));
    }

    [TestCase(10, Fate.Complete, null)]
    [TestCase(11, Fate.TooLarge, "The response body of 11 bytes is larger than 10.")]
    public async Task Announced_body_has_a_bound(int sizeBytes, Fate fate, string? detail) =>
        await CheckBoundAsync($"HTTP/1.1 200 OK\r\nContent-Length: {sizeBytes}\r\n\r\n{new string('x', sizeBytes)}", fate, detail);

    [TestCase(10, Fate.Complete, null)]
    [TestCase(11, Fate.TooLarge, "The response body is larger than 10 bytes.")]
    public async Task Chunked_body_has_a_bound(int sizeBytes, Fate fate, string? detail) =>
        await CheckBoundAsync($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{sizeBytes:x}\r\n{new string('x', sizeBytes)}\r\n0\r\n\r\n", fate, detail);

    [Test]
    public void Bytes_left_over_keep_a_connection_from_resting()
    {
        using var connection = new RawConnection(new MemoryStream("left over"u8.ToArray()), 1);
        Assert.That(connection.FillAsync().AsTask().Result, Is.EqualTo(9));
        Assert.That(connection.TryRest(), Is.False);
        connection.Consume(9);
        Assert.That(connection.TryRest(), Is.True);
        Assert.That((connection.WasUsed, connection.IsSilent), Is.EqualTo((true, true)));
    }

    [Test]
    public void Endpoint_speaks_http_or_https() =>
        Assert.That(
            () => new WireClient(new WireOptions { Endpoint = new Uri("ftp://s3.test") }),
            Throws.ArgumentException.With.Message.StartsWith("The endpoint ftp://s3.test/ is neither http nor https."));

    [Test]
    public async Task Every_exchange_goes_into_the_transcript()
    {
        var transcript = new Kept();
        await using var client = WireTesting.Client(
            new Uri("http://target.invalid"), o => o with { Dialer = static _ => ValueTask.FromResult<Stream>(new ScriptedStream(Ok)), Transcript = transcript });
        var exchange = await SendAsync(client, Carrier.Socket);
        Assert.That(transcript.Exchanges, Is.EqualTo(new[] { exchange }));
    }

    [TestCase("")]
    [TestCase("HTTP/1.1 2")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nx")]
    [TestCase("{}")]
    [TestCase("<a")]
    public void Readers_take_anything(string text)
    {
        foreach (Action<byte[]> reader in new[] { ReaderTargets.Xml, ReaderTargets.Head, ReaderTargets.Answer, ReaderTargets.Transcript })
        {
            Assert.That(() => reader(Encoding.ASCII.GetBytes(text)), Throws.Nothing, reader.Method.Name);
        }
    }

    private static async Task CheckBoundAsync(string answer, Fate fate, string? detail)
    {
        foreach (var carrier in Enum.GetValues<Carrier>())
        {
            await using var client = WireTesting.Client(new Uri("http://target.invalid"), o => o with
            {
                Dialer = _ => ValueTask.FromResult<Stream>(new ScriptedStream(answer)),
                Limits = new Limits { MaxBodyBytes = 10 },
            });
            var exchange = await SendAsync(client, carrier);
            Assert.That((exchange.Fate, exchange.FateDetail), Is.EqualTo((fate, detail)), $"{carrier}");
        }
    }

    private static WireClient ClientOf(string endpoint, Dialer dialer, TimeProvider? clock = null, int maxConnections = 64) =>
        WireTesting.Client(new Uri(endpoint), o => o with
        {
            Dialer = dialer,
            Clock = clock ?? o.Clock,
            Limits = o.Limits with { MaxConnections = maxConnections },
        });

    private static async Task<Exchange> SendAsync(WireClient client, Carrier carrier) =>
        await client.SendAsync(WireTesting.Get("/"), WireTesting.Label, WireTesting.By(carrier));

    private sealed class Kept : ITranscript
    {
        public List<Exchange> Exchanges { get; } = [];

        public void Append(Exchange exchange) => Exchanges.Add(exchange);
    }
}
