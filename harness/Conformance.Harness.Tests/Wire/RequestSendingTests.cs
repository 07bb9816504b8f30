using System.Globalization;
using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>How the bytes of a request are handed over, and what becomes of it when they are not taken.</summary>
[TestFixture]
public sealed class RequestSendingTests
{
    private static readonly byte[] Head = "PUT /b/k HTTP/1.1\r\n\r\n"u8.ToArray();

    private static readonly int[] Sizes = [0, 1, 1000, (64 * 1024) - 1, 64 * 1024, (64 * 1024) + 1, 200_000];

    [Test]
    public async Task Body_arrives_as_it_is([Values] Carrier carrier, [Values(BodyFraming.ContentLength, BodyFraming.Chunked)] BodyFraming framing)
    {
        byte[] received = [];
        await using var target = new ScriptedTarget(async connection =>
        {
            while (await connection.ReadRequestAsync() is { } request)
            {
                received = request.Body;
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        });
        await using var client = WireTesting.Client(target.Endpoint);
        foreach (var size in Sizes)
        {
            var request = WireTesting.Put("/b/k", Provenance.Slice(5, 0, size - 1)) with { Framing = framing };
            var exchange = await client.SendAsync(request, WireTesting.Label, WireTesting.By(carrier));
            Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
            Assert.That((framing == BodyFraming.Chunked ? Decoded(received) : received).AsSpan().SequenceEqual(request.Body.Span), Is.True, $"{size} bytes");
        }
    }

    // One write that no buffer refuses, as long as it is small.
    [TestCase(16 * 1024, 1)]
    [TestCase((16 * 1024) + 1, 2)]
    public async Task Small_request_goes_out_in_one_piece(int sizeBytes, int pieces)
    {
        var stream = new Outlet();
        using var connection = new RawConnection(stream, 1);
        var body = Provenance.Slice(5, 0, sizeBytes - Head.Length - 1);
        var sending = new RequestSending(connection, WireTesting.Put("/b/k", body), Head);
        await sending.StartAsync();
        await sending.FinishAsync();
        Assert.Multiple(() =>
        {
            Assert.That(stream.Pieces, Has.Count.EqualTo(pieces));
            Assert.That(stream.Pieces.SelectMany(static p => p), Is.EqualTo(Head.Concat(body)));
            Assert.That(stream.Flushed, Is.EqualTo(stream.Pieces.Count), "flushed when all was written");
            Assert.That((sending.IsWhole, sending.IsDone), Is.EqualTo((true, true)));
        });
    }

    [Test]
    public async Task Small_request_is_out_when_its_start_returns()
    {
        using var connection = new RawConnection(new Outlet { IsSlow = true }, 1);
        var sending = new RequestSending(connection, WireTesting.Put("/b/k", [1]), Head);
        await sending.StartAsync();
        Assert.That((sending.IsWhole, sending.IsDone), Is.EqualTo((true, true)));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(100_000)]
    public async Task Failure_is_kept_and_explains_what_came_of_it(int sizeBytes)
    {
        using var connection = new RawConnection(new Outlet { Trouble = new IOException("Broken pipe.") }, 1);
        var sending = new RequestSending(connection, WireTesting.Put("/b/k", new byte[sizeBytes]), Head);
        await sending.StartAsync();
        await sending.StopAsync();
        Assert.Multiple(() =>
        {
            Assert.That((sending.IsWhole, sending.IsDone), Is.EqualTo((false, false)));
            Assert.That(sending.Explain("No answer."), Is.EqualTo("No answer. Sending had failed: Broken pipe."));
            Assert.That(async () => await sending.FinishAsync(), Throws.TypeOf<IOException>());
        });
    }

    [Test]
    public async Task Nothing_failed_explains_nothing()
    {
        using var connection = new RawConnection(new Outlet(), 1);
        var sending = new RequestSending(connection, WireTesting.Get("/"), Head);
        await sending.StartAsync();
        Assert.That(sending.Explain("No answer."), Is.EqualTo("No answer."));
    }

    [Test]
    public async Task Stopping_breaks_off_what_is_not_taken()
    {
        var stream = new Outlet { IsStuck = true };
        using var connection = new RawConnection(stream, 1);
        var sending = new RequestSending(connection, WireTesting.Put("/b/k", new byte[100_000]), Head);
        await sending.StartAsync();
        Assert.That(sending.IsDone, Is.False);
        await sending.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Multiple(() =>
        {
            Assert.That(sending.FinishAsync().IsCompleted, Is.True);
            Assert.That(stream.IsClosed, Is.True);
            Assert.That((sending.IsWhole, sending.IsDone), Is.EqualTo((false, false)));
        });
    }

    [Test]
    public async Task Stopping_lets_the_last_byte_be_taken()
    {
        var stream = new Outlet { IsSlow = true };
        using var connection = new RawConnection(stream, 1);
        var sending = new RequestSending(connection, WireTesting.Put("/b/k", new byte[100_000]), Head);
        await sending.StartAsync();
        await sending.StopAsync();
        Assert.Multiple(() =>
        {
            Assert.That((sending.IsWhole, sending.IsDone, stream.IsClosed), Is.EqualTo((true, true, false)));
            Assert.That(stream.Flushed, Is.EqualTo(2));
        });
    }

    [TestCase(BodyFraming.ContentLength, new[] { 150_000 })]
    [TestCase(BodyFraming.Chunked, new[] { 65_536, 65_536, 18_928 })]
    public async Task Library_is_given_the_body_in_chunks_only_when_it_is_chunked(BodyFraming framing, int[] sizes)
    {
        var request = WireTesting.Put("/b/k", Provenance.Slice(5, 0, 149_999)) with { Framing = framing };
        using var message = Message(request);
        var stream = new Outlet();
        await message.Content!.CopyToAsync(stream);
        Assert.Multiple(() =>
        {
            Assert.That(stream.Pieces.Select(static p => p.Length), Is.EqualTo(sizes));
            Assert.That(stream.Pieces.SelectMany(static p => p).SequenceEqual(request.Body.ToArray()), Is.True);
            Assert.That(message.Content.Headers.ContentLength, Is.EqualTo(framing == BodyFraming.Chunked ? null : 150_000));
        });
    }

    public static IEnumerable<TestCaseData> Contents()
    {
        var get = WireTesting.Get("/b/k");
        yield return Row("get", get, false);
        yield return Row("delete", get with { Method = "DELETE" }, false);
        yield return Row("put", WireTesting.Put("/b/k", []), true);
        yield return Row("post", get with { Method = "POST" }, true);
        yield return Row("get_body", get with { Body = new byte[] { 1 } }, true);
        yield return Row("get_chunked", get with { Framing = BodyFraming.Chunked }, true);
        yield return Row("get_length", get.With("content-length", "0"), true);
        static TestCaseData Row(string name, WireRequest request, bool hasContent) => new TestCaseData(request, hasContent).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Contents))]
    public void Library_is_given_content_when_the_request_has_a_body_or_a_length(WireRequest request, bool hasContent)
    {
        using var message = Message(request);
        Assert.That(message.Content is not null, Is.EqualTo(hasContent));
    }

    [Test]
    public void Chunked_coding_is_the_librarys_own_line()
    {
        using var message = Message(WireTesting.Put("/b/k", [1]).With("transfer-encoding", "chunked") with { Framing = BodyFraming.Chunked });
        Assert.That(message.Headers.TransferEncodingChunked, Is.True);
        Assert.That(message.Headers.NonValidated["Transfer-Encoding"].ToString(), Is.EqualTo("chunked"));
    }

    [TestCase("s3.test", "http://s3.test:9000/b/%41?x")]
    [TestCase("::1", "http://[::1]:9000/b/%41?x")]
    public void Address_names_the_server_and_keeps_the_target(string serverName, string address)
    {
        using var body = new BodyCapture(1);
        var outbound = new Outbound(WireTesting.Get("/b/%41?x"), serverName, body);
        Assert.That(new HttpMessages(new Uri("https://ignored.test:9000")).AddressOf(outbound).AbsoluteUri, Is.EqualTo(address));
    }

    private static byte[] Decoded(ReadOnlySpan<byte> chunks)
    {
        var body = new List<byte>();
        while (true)
        {
            var end = chunks.IndexOf("\r\n"u8);
            var size = int.Parse(Encoding.ASCII.GetString(chunks[..end]), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            Assert.That(Encoding.ASCII.GetString(chunks.Slice(end + 2 + size, 2)), Is.EqualTo("\r\n"));
            body.AddRange(chunks.Slice(end + 2, size));
            chunks = chunks[(end + 2 + size + 2)..];
            if (size == 0)
            {
                Assert.That(chunks.Length, Is.Zero);
                return [.. body];
            }
        }
    }

    private static HttpRequestMessage Message(WireRequest request)
    {
        using var body = new BodyCapture(1);
        return new HttpMessages(new Uri("http://s3.test")).Create(new Outbound(request, "s3.test", body));
    }

    /// <summary>Takes what is written: at once, a little later, never, or not at all.</summary>
    private sealed class Outlet : MemoryStream
    {
        public List<byte[]> Pieces { get; } = [];

        public bool IsSlow { get; init; }

        public bool IsStuck { get; init; }

        public Exception? Trouble { get; init; }

        /// <summary>How many pieces had been written when they were last flushed.</summary>
        public int Flushed { get; private set; }

        public bool IsClosed { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Trouble is not null)
            {
                throw Trouble;
            }

            if (IsStuck)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            if (IsSlow)
            {
                await Task.Yield();
            }

            Pieces.Add(buffer.ToArray());
        }

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            Flushed = Pieces.Count;
            return Task.CompletedTask;
        }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
