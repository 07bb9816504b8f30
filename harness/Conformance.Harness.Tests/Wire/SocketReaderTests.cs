using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>What the raw socket carrier makes of answers, well formed and not.</summary>
[TestFixture]
public sealed class SocketReaderTests
{
    private static readonly SendOptions BySocket = WireTesting.By(Carrier.Socket);

    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "")]
    [TestCase("HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello", "hello")]
    [TestCase("HTTP/1.0 200 OK\r\n\r\nuntil the end", "until the end")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b;c=\"d\"\r\nhello\r\n0\r\nX-T: 1\r\nX-U: 2\r\n\r\n", "hello")]
    [TestCase("HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", "hello")]
    [TestCase("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello")]
    [TestCase("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", "hello")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello", "hello")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 999\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello")]
    public async Task Body_is_read_as_framed(string answer, string body)
    {
        var exchange = await SendAsync(answer);
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
            Assert.That(exchange.Response!.Status, Is.EqualTo(200));
            Assert.That(exchange.Response.Body.Text(), Is.EqualTo(body));
        });
    }

    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", Fate.ClosedEarly, "hello")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", Fate.ClosedEarly, "hello")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhello", Fate.ClosedEarly, "hello")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Le", Fate.ClosedEarly, "")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", Fate.NotHttp, "")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", Fate.NotHttp, "")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 5 bytes\r\n\r\nhello", Fate.NotHttp, "")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\nhello", Fate.NotHttp, "")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n", Fate.NotHttp, "")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n", Fate.NotHttp, "")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n", Fate.NotHttp, "hel")]
    [TestCase("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", Fate.NotHttp, "")]
    [TestCase("HTTP/1.1 200 OK\r\n: no name\r\n\r\n", Fate.NotHttp, "")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", Fate.NotHttp, "")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n", Fate.TooLarge, "")]
    public async Task Half_an_answer_is_kept(string answer, Fate fate, string body)
    {
        var exchange = await SendAsync(answer);
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(fate), exchange.FateDetail);
            Assert.That(exchange.FateDetail, Is.Not.Empty);
            Assert.That(exchange.Response!.Status, Is.EqualTo(200));
            Assert.That(exchange.Response.Body.Text(), Is.EqualTo(body));
        });
    }

    [TestCase("", Fate.ClosedEarly)]
    [TestCase("HTTP/1.", Fate.ClosedEarly)]
    [TestCase("HTTP/1.1 200 OK", Fate.ClosedEarly)]
    [TestCase("SSH-2.0-OpenSSH_9.2\r\n", Fate.NotHttp)]
    [TestCase("HTTP/2.0 200 OK\r\n\r\n", Fate.NotHttp)]
    [TestCase("HTTP/1.1 20 OK\r\n\r\n", Fate.NotHttp)]
    [TestCase("HTTP/1.1 2000 OK\r\n\r\n", Fate.NotHttp)]
    [TestCase("HTTP/1.1 099 OK\r\n\r\n", Fate.NotHttp)]
    [TestCase("\0\0\0\0\0\0\0\0\0\0", Fate.NotHttp)]
    public async Task No_status_line_is_no_response(string answer, Fate fate)
    {
        var exchange = await SendAsync(answer);
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(fate), exchange.FateDetail);
            Assert.That(exchange.Response, Is.Null);
        });
    }

    [TestCase("HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n", "bare line feed in the head")]
    [TestCase("HTTP/1.1 200 OK\r\nX-Folded: a\r\n  b\r\nContent-Length: 0\r\n\r\n", "obsolete line folding")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n", "white space before a colon")]
    [TestCase("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "interim answer 100")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n", "Content-Length repeated")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n", "both Content-Length and Transfer-Encoding")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-T: 1\r\n\r\n", "trailer X-T: 1")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore", "4 bytes after the answer: \"more\"")]
    [TestCase("HTTP/1.1 204 No Content\r\n\r\nbody", "4 bytes after the answer: \"body\"")]
    public async Task What_is_tolerated_is_noted(string answer, string note)
    {
        var exchange = await SendAsync(answer);
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
            Assert.That(exchange.Response!.Notes, Does.Contain(note));
        });
    }

    [Test]
    public async Task Folded_value_is_joined_and_duplicates_keep_their_order()
    {
        var exchange = await SendAsync("HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a:  2 \r\nX-F: a\r\n\tb\r\nContent-Length: 0\r\n\r\n");
        Assert.That(exchange.Response!.Headers, Is.EqualTo(new HeaderLine[]
        {
            new("X-A", "1"), new("x-a", "2"), new("X-F", "a b"), new("Content-Length", "0"),
        }));
    }

    [Test]
    public async Task Endless_head_ends_at_its_bound()
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\n");
            while (true)
            {
                await connection.SendAsync("X-Filler: " + new string('x', 4096) + "\r\n");
            }
        });
        var exchange = await SendAsync(target);
        Assert.That(exchange.Fate, Is.EqualTo(Fate.TooLarge), exchange.FateDetail);
    }

    [TestCase("HTTP/1.1 200 OK\r\n\r\n", "")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "8000\r\n")]
    public async Task Endless_body_ends_at_its_bound(string head, string prefix)
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(head);
            while (true)
            {
                await connection.SendAsync(prefix + new string('x', 32768) + (prefix.Length > 0 ? "\r\n" : ""));
            }
        });
        var exchange = await SendAsync(target, o => o with { Limits = new Limits { MaxBodyBytes = 1_000_000 } });
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.TooLarge), exchange.FateDetail);
            Assert.That(exchange.Response!.Body.Length, Is.InRange(900_000, 1_100_000));
        });
    }

    [TestCase("X-Trailer: 1\r\n", "0\r\n")]
    [TestCase("1\r\nx\r\n", "")]
    [TestCase("1;extension=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\nx\r\n", "")]
    public async Task Endless_framing_ends_at_its_bound(string piece, string before)
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + before);
            var block = string.Concat(Enumerable.Repeat(piece, 1000));
            while (true)
            {
                await connection.SendAsync(block);
            }
        });
        var exchange = await SendAsync(target, o => o with { Limits = new Limits { MaxBodyBytes = 100_000, MaxHeadBytes = 32_768 } });
        Assert.That(exchange.Fate, Is.EqualTo(Fate.TooLarge), exchange.FateDetail);
    }

    [Test]
    public async Task Interim_answers_without_end_are_not_http()
    {
        var exchange = await SendAsync(string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 1000)));
        Assert.That(exchange.Fate, Is.EqualTo(Fate.NotHttp), exchange.FateDetail);
    }

    [Test]
    public async Task Reset_is_an_early_end()
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.ReadRequestAsync();
            connection.Reset();
        });
        var exchange = await SendAsync(target);
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.ClosedEarly), exchange.FateDetail);
            Assert.That(exchange.Response, Is.Null);
            Assert.That(target.Connections, Is.EqualTo(1), "a fresh connection that dies is not tried again");
        });
    }

    [Test]
    public async Task Head_answer_with_a_length_has_no_body()
    {
        await using var target = ScriptedTarget.Answering("HTTP/1.1 200 OK\r\nContent-Length: 5242880\r\nETag: \"e\"\r\n\r\n");
        await using var client = WireTesting.Client(target.Endpoint);
        for (var i = 0; i < 3; i++)
        {
            var exchange = await client.SendAsync(new WireRequest { Method = "HEAD", Target = "/" }, WireTesting.Label, BySocket);
            Assert.Multiple(() =>
            {
                Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
                Assert.That(exchange.Response!.Header("content-length"), Is.EqualTo("5242880"));
                Assert.That(exchange.Response.Body.Length, Is.Zero);
            });
        }

        Assert.That(target.Connections, Is.EqualTo(1));
    }

    private static async Task<Exchange> SendAsync(string answer)
    {
        await using var target = ScriptedTarget.AnsweringOnce(answer);
        return await SendAsync(target);
    }

    private static async Task<Exchange> SendAsync(ScriptedTarget target, Func<WireOptions, WireOptions>? change = null)
    {
        await using var client = WireTesting.Client(target.Endpoint, change);
        return await client.SendAsync(WireTesting.Get("/"), WireTesting.Label, BySocket);
    }
}
