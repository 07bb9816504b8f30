using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>What a carrier puts on the wire is what the request says, and the record says the same.</summary>
[TestFixture]
public sealed class CarrierTests
{
    private static readonly WireRequest Plain = WireTesting.Get("/b/k");

    private ScriptedTarget target = null!;
    private WireClient client = null!;

    private static IEnumerable<TestCaseData> Exact()
    {
        (string Name, WireRequest Request)[] rows =
        [
            ("target_invalid_triplet", WireTesting.Get("/b/%zz")),
            ("target_lone_percent", WireTesting.Get("/b/%")),
            ("target_dot_segments", WireTesting.Get("/b/../c/./d//e")),
            ("target_encoded_unreserved", WireTesting.Get("/b/%41%2d%2F%5C?x=%7e")),
            ("target_brackets", WireTesting.Get("/b/[a]{b}|c^d`e\"<>?[x]={y}|^`\"<>")),
            ("target_hash", WireTesting.Get("/b/a#b?c#d")),
            ("target_doubled_query", WireTesting.Get("/b?uploadId=1&uploadId=2&uploads&empty=&=x&&")),
            ("target_plus_and_colon", WireTesting.Get("/b/a+b:c@d;e=f,g!h$i'j(k)*l")),
            ("value_empty", Plain.With("x-amz-copy-source-range", "")),
            ("value_utf8", Plain.With("x-amz-copy-source", "/b/ключ-日本-é")),
            ("value_odd", Plain.With("x-amz-copy-source", "b/k?versionId=null&x=%00 y\t\u0001\"")),
            ("value_known_header_odd", Plain.With("If-Modified-Since", "not a date").With("Range", "bytes=5-2").With("If-Match", "a, b")),
            ("name_odd", Plain.With("x!#$%&'*+-.^_`|~9", "v")),
            ("date_odd", Plain.With("Date", "yesterday")),
            ("accept_odd", Plain.With("Accept", "???").With("User-Agent", "(((")),
            ("put_empty", WireTesting.Put("/b/k", [])),
            ("post_empty", WireTesting.Put("/b/k?uploads", []) with { Method = "POST" }),
            ("put_body", WireTesting.Put("/b/k", [1, 2, 3]).With("Content-Type", "weird type").With("Content-MD5", "nope")),
            ("put_chunked", WireTesting.Put("/b/k", new byte[40_000]) with { Framing = BodyFraming.Chunked }),
            ("put_chunked_empty", WireTesting.Put("/b/k", []) with { Framing = BodyFraming.Chunked }),
            ("get_with_body", Plain with { Body = new byte[] { 1, 2 } }),
            ("delete", Plain with { Method = "DELETE" }),
            ("host_own", Plain.With("Host", "bucket.example.com:8080")),
            ("given_as_is", Plain with { Framing = BodyFraming.AsGiven }),
        ];
        foreach (var (name, request) in rows)
        {
            foreach (var carrier in new[] { Carrier.Rest, Carrier.Http, Carrier.Socket })
            {
                yield return new TestCaseData(request, carrier).SetArgDisplayNames(name, carrier.ToString());
            }
        }
    }

    private static IEnumerable<TestCaseData> SocketOnly()
    {
        (string Name, WireRequest Request)[] rows =
        [
            ("duplicate_line", Plain.With("x-amz-copy-source", "a").With("X-Amz-Copy-Source", "b")),
            ("no_host", Plain with { OmitHost = true }),
            ("two_hosts", Plain.With("Host", "a").With("Host", "b")),
            ("empty_host", Plain.With("Host", "")),
            ("bare_lf", Plain with { LineEnding = "\n" }),
            ("two_lengths", WireTesting.Put("/b/k", [1, 2]).With("Content-Length", "2").With("Content-Length", "3") with { Framing = BodyFraming.AsGiven }),
            ("no_length", WireTesting.Put("/b/k", []) with { Framing = BodyFraming.AsGiven }),
            ("name_with_space", Plain.With("x amz", "v")),
            ("name_empty", Plain.With("", "v")),
            ("name_not_ascii", Plain.With("x-é", "v")),
            ("value_line_break", Plain.With("x-a", "1\r\nx-b: 2")),
            ("value_padded", Plain.With("x-a", "  1  ")),
            ("value_nul", Plain.With("x-a", "1\02")),
            ("target_space", WireTesting.Get("/b/a b")),
            ("target_utf8", WireTesting.Get("/b/ключ")),
            ("target_backslash", WireTesting.Get("/b\\k")),
            ("target_no_slash", WireTesting.Get("b/k")),
            ("target_absolute", WireTesting.Get("http://elsewhere/b/k")),
            ("target_star", WireTesting.Get("*") with { Method = "OPTIONS" }),
            ("method_own", Plain with { Method = "COPY" }),
            ("method_lower", Plain with { Method = "get" }),
            ("expect", WireTesting.Put("/b/k", [1]).With("Expect", "100-continue")),
            ("connection", Plain.With("Connection", "close")),
            ("type_without_body", Plain.With("Content-Type", "text/plain")),
        ];
        return rows.Select(static r => new TestCaseData(r.Request).SetArgDisplayNames(r.Name));
    }

    [SetUp]
    public void Open()
    {
        target = ScriptedTarget.Echoing();
        client = WireTesting.Client(target.Endpoint);
    }

    [TearDown]
    public async Task Close()
    {
        await client.DisposeAsync();
        await target.DisposeAsync();
    }

    [TestCaseSource(nameof(Exact))]
    public async Task Request_arrives_as_it_is(WireRequest request, Carrier carrier) => await CheckAsync(request, WireTesting.By(carrier), carrier);

    [TestCaseSource(nameof(SocketOnly))]
    public async Task What_a_library_would_change_goes_by_socket(WireRequest request)
    {
        await CheckAsync(request, SendOptions.Default, Carrier.Socket);
        Assert.That(
            async () => await client.SendAsync(request, WireTesting.Label, WireTesting.By(Carrier.Http)),
            Throws.ArgumentException.With.Message.Contains("cannot carry this request exactly"));
    }

    [Test]
    public async Task Plain_request_goes_by_http()
    {
        var exchange = await client.SendAsync(Plain, WireTesting.Label);
        Assert.That(exchange.Carrier, Is.EqualTo(Carrier.Http));
    }

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    [TestCase(Carrier.Socket)]
    public async Task Nothing_is_added(Carrier carrier)
    {
        var exchange = await client.SendAsync(Plain, WireTesting.Label, WireTesting.By(carrier));
        Assert.That(exchange.Request.Head, Is.EqualTo($"GET /b/k HTTP/1.1\r\nHost: {target.Endpoint.Authority}\r\n"));
    }

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    [TestCase(Carrier.Socket)]
    public async Task Response_head_keeps_order_duplicates_and_spelling(Carrier carrier)
    {
        const string Head = "HTTP/1.1 307 Temporary  Redirect\r\nLocation: http://127.0.0.1:1/elsewhere\r\nx-ODD:   a  b \r\nX-Odd: é\r\n"
            + "Set-Cookie: a=1\r\nContent-Encoding: gzip\r\nX-Odd: c, d\r\nContent-Length: 3\r\n";
        await using var scripted = ScriptedTarget.Answering(Head + "\r\nraw");
        await using var own = WireTesting.Client(scripted.Endpoint);
        for (var i = 0; i < 2; i++)
        {
            var exchange = await own.SendAsync(Plain, WireTesting.Label, WireTesting.By(carrier));
            Assert.Multiple(() =>
            {
                Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
                Assert.That(exchange.Response!.Status, Is.EqualTo(307));
                Assert.That(exchange.Response.Head, Is.EqualTo(Head.Replace("é", "\uFFFD")));
                Assert.That(exchange.Response.Headers[1], Is.EqualTo(new HeaderLine("x-ODD", "a  b")));
                Assert.That(exchange.Response.Headers[5], Is.EqualTo(new HeaderLine("X-Odd", "c, d")));
                Assert.That(exchange.Response.Body.Text(), Is.EqualTo("raw"));
                Assert.That(exchange.Request.Head, Does.Not.Contain("Cookie"));
            });
        }
    }

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    public async Task Library_carriers_see_two_lengths_too(Carrier carrier)
    {
        await using var scripted = ScriptedTarget.AnsweringOnce("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nraw");
        await using var own = WireTesting.Client(scripted.Endpoint);
        var exchange = await own.SendAsync(Plain, WireTesting.Label, WireTesting.By(carrier));
        Assert.That(exchange.Fate, Is.EqualTo(Fate.NotHttp), exchange.FateDetail);
    }

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    public async Task Library_carriers_send_head(Carrier carrier)
    {
        await using var scripted = ScriptedTarget.Answering("HTTP/1.1 404 Not Found\r\nContent-Length: 5242880\r\n\r\n");
        await using var own = WireTesting.Client(scripted.Endpoint);
        var exchange = await own.SendAsync(Plain with { Method = "HEAD" }, WireTesting.Label, WireTesting.By(carrier));
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
            Assert.That(exchange.Response!.Status, Is.EqualTo(404));
            Assert.That(exchange.Response.Body.Length, Is.Zero);
        });
    }

    [TestCase("", Fate.ClosedEarly)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Le", Fate.ClosedEarly)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", Fate.ClosedEarly)]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", Fate.ClosedEarly)]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n", Fate.NotHttp)]
    [TestCase("SSH-2.0-OpenSSH_9.2 and then some\r\n\r\n", Fate.NotHttp)]
    [TestCase("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", Fate.NotHttp)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n", Fate.TooLarge)]
    public async Task Library_carriers_tell_the_fates_of_the_socket(string answer, Fate fate)
    {
        foreach (var carrier in new[] { Carrier.Rest, Carrier.Http, Carrier.Socket })
        {
            await using var scripted = ScriptedTarget.AnsweringOnce(answer);
            await using var own = WireTesting.Client(scripted.Endpoint);
            var exchange = await own.SendAsync(Plain, WireTesting.Label, WireTesting.By(carrier));
            Assert.That(exchange.Fate, Is.EqualTo(fate), $"{carrier}: {exchange.FateDetail}");
            Assert.That(exchange.Response?.Status, Is.EqualTo(answer.StartsWith("HTTP", StringComparison.Ordinal) ? 200 : null), carrier.ToString());
        }
    }

    [TestCase(Carrier.Rest)]
    [TestCase(Carrier.Http)]
    public async Task Library_carriers_are_bounded(Carrier carrier)
    {
        await using var endlessHead = Endless("HTTP/1.1 200 OK\r\n", "X-Filler: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n");
        await using var endlessBody = Endless("HTTP/1.1 200 OK\r\n\r\n", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
        foreach (var endless in new[] { endlessHead, endlessBody })
        {
            await using var own = WireTesting.Client(endless.Endpoint, o => o with { Limits = new Limits { MaxBodyBytes = 1_000_000 } });
            var exchange = await own.SendAsync(Plain, WireTesting.Label, WireTesting.By(carrier));
            Assert.That(exchange.Fate, Is.EqualTo(Fate.TooLarge), exchange.FateDetail);
        }
    }

    private static ScriptedTarget Endless(string start, string piece) => new(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync(start);
        var block = string.Concat(Enumerable.Repeat(piece, 1000));
        while (true)
        {
            await connection.SendAsync(block);
        }
    });

    // The echo holds what arrived; the signed request says what should have; the record says what the client believes it sent.
    private async Task CheckAsync(WireRequest request, SendOptions options, Carrier carrier)
    {
        var exchange = await client.SendAsync(request, WireTesting.Label, options with { Signing = new SigningPlan { Mode = SigningMode.Anonymous } });
        var expected = client.Sign(request, new SigningPlan { Mode = SigningMode.Anonymous }).Request;
        Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
        Assert.That(exchange.Carrier, Is.EqualTo(carrier));

        var eol = request.LineEnding;
        var echoed = exchange.Response!.Body.Text();
        var end = echoed.IndexOf(eol + eol, StringComparison.Ordinal) + eol.Length;
        var lines = echoed[..end].Split(eol);
        string[] wanted = [$"{request.Method} {request.Target} HTTP/1.1", .. expected.Headers.SelectMany(h => $"{h.Name}: {h.Value}".Split(eol)), ""];
        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Is.EqualTo(wanted[0]));
            if (carrier == Carrier.Socket)
            {
                Assert.That(lines, Is.EqualTo(wanted));
            }
            else
            {
                Assert.That(lines, Is.EquivalentTo(wanted).IgnoreCase);
            }

            Assert.That(exchange.Request.Head, Is.EqualTo(echoed[..end]));
            Assert.That(exchange.Response.Body.Length - Encoding.UTF8.GetByteCount(echoed[..end]) - eol.Length, Is.EqualTo(BodyOnTheWire(request)));
        });
    }

    private static long BodyOnTheWire(WireRequest request) => request.Framing != BodyFraming.Chunked
        ? request.Header("Content-Length") is { } length ? int.Parse(length) : request.Body.Length
        : RequestEncoder.Body(request).Sum(static p => p.Length);
}
