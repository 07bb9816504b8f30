using System.Text.Json;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Exchanges as JSON, and the file they are kept in.</summary>
[TestFixture]
public sealed class TranscriptTests
{
    private string path = null!;

    [SetUp]
    public void Name() => path = Path.Combine(Path.GetTempPath(), $"wire-transcript-{Guid.NewGuid():N}.ndjson");

    [TearDown]
    public void Remove() => File.Delete(path);

    [Test]
    public void Exchange_comes_back_as_it_was()
    {
        var exchange = Sample(7, [0, 1, 2, 0xFF]);
        var json = ExchangeJson.Serialize(exchange);
        var back = ExchangeJson.Deserialize(json);
        Assert.Multiple(() =>
        {
            Assert.That(ExchangeJson.Serialize(back), Is.EqualTo(json));
            Assert.That(back.Sequence, Is.EqualTo(7));
            Assert.That(back.Fate, Is.EqualTo(Fate.ClosedEarly));
            Assert.That(back.Response!.Headers, Is.EqualTo(exchange.Response!.Headers));
            Assert.That(back.Response.Body.Bytes, Is.EqualTo(exchange.Response.Body.Bytes));
            Assert.That(back.Response.Body.Provenance, Is.EqualTo(exchange.Response.Body.Provenance));
            Assert.That(back.Request with { Body = exchange.Request.Body }, Is.EqualTo(exchange.Request));
        });
    }

    [Test]
    public void Json_is_one_line_in_camel_case_without_nulls()
    {
        var json = ExchangeJson.Serialize(Sample(1, "<a>\r\n\t\"é\" \u2028</a>"u8.ToArray()));
        Assert.Multiple(() =>
        {
            Assert.That(json, Does.Not.Contain("\n").And.Not.Contain("null").And.Not.Contain("isWhole"));
            Assert.That(json, Does.Contain("\"fate\":\"closedEarly\"").And.Contain("\"carrier\":\"http\""));
            Assert.That(json, Does.Contain("{\"text\":\"<a>\\r\\n\\t\\\"é\\\" "));
        });
    }

    [TestCase(new byte[] { }, true)]
    [TestCase(new byte[] { 0x09, 0x0A, 0x0D, 0x20, 0x7E }, true)]
    [TestCase(new byte[] { 0xC2, 0xA0, 0xC3, 0xA9 }, true)]
    [TestCase(new byte[] { 0x00 }, false)]
    [TestCase(new byte[] { 0x0B }, false)]
    [TestCase(new byte[] { 0x1F }, false)]
    [TestCase(new byte[] { 0x7F }, false)]
    [TestCase(new byte[] { 0xC3, 0xA9, 0xC2, 0x85 }, false)]
    [TestCase(new byte[] { 0xC2 }, false)]
    [TestCase(new byte[] { 0xED, 0xA0, 0x80 }, false)]
    [TestCase(new byte[] { 0xFF, 0xFE }, false)]
    public void Bytes_are_text_only_when_printable(byte[] bytes, bool isText)
    {
        var json = ExchangeJson.Serialize(Sample(1, bytes));
        Assert.That(json.Contains("\"base64\":", StringComparison.Ordinal), Is.Not.EqualTo(isText));
        Assert.That(ExchangeJson.Deserialize(json).Response!.Body.Bytes, Is.EqualTo(bytes));
    }

    [Test]
    public void Any_bytes_survive()
    {
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            var back = ExchangeJson.Deserialize(ExchangeJson.Serialize(Sample(1, bytes)));
            Assert.That(back.Response!.Body.Bytes.AsSpan().SequenceEqual(bytes), Is.True, Convert.ToHexString(bytes));
        }
    }

    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("{\"sequence\":1}")]
    public void Json_that_is_no_exchange_is_refused(string json) =>
        Assert.That(() => ExchangeJson.Deserialize(json), Throws.InstanceOf<JsonException>());

    [TestCase("\"fate\":\"closedEarly\"", "\"fate\":\"nonsense\"")]
    [TestCase("\"fate\":\"closedEarly\"", "\"fate\":3")]
    [TestCase("{\"text\":\"body\"}", "{\"text\":7}")]
    [TestCase("{\"text\":\"body\"}", "{\"base64\":\"%\"}")]
    [TestCase("{\"text\":\"body\"}", "{\"other\":\"body\"}")]
    [TestCase("{\"text\":\"body\"}", "{\"text\":\"a\",\"text\":\"b\"}")]
    [TestCase("{\"text\":\"body\"}", "null")]
    [TestCase("\"md5\":\"m\"", "\"md5\":null")]
    public void Damaged_json_is_refused(string part, string damaged)
    {
        var json = ExchangeJson.Serialize(Sample(1, "body"u8.ToArray()));
        Assert.That(json, Does.Contain(part));
        Assert.That(() => ExchangeJson.Deserialize(json.Replace(part, damaged, StringComparison.Ordinal)), Throws.InstanceOf<JsonException>());
    }

    [Test]
    public async Task File_gives_back_what_many_senders_appended()
    {
        await using (var transcript = new TranscriptFile(path))
        {
            Parallel.For(1, 501, i => transcript.Append(Sample(i, new byte[i])));
        }

        var read = await ReadAsync();
        Assert.That(read.Select(static e => e.Sequence).Order(), Is.EqualTo(Enumerable.Range(1, 500)));
    }

    [Test]
    public async Task File_is_appended_to()
    {
        for (var run = 1; run <= 3; run++)
        {
            await using var transcript = new TranscriptFile(path);
            transcript.Append(Sample(run, []));
        }

        Assert.That((await ReadAsync()).Select(static e => e.Sequence), Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Last_line_cut_short_is_left_out_and_told_and_removed_by_the_next_run()
    {
        await WriteAsync(3);
        var whole = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, whole[..^20]);
        var told = new List<string>();
        Assert.That(await ReadAsync(told.Add), Has.Count.EqualTo(2));
        Assert.That(told, Has.Count.EqualTo(1).And.One.Contains($"{path}(3)"));

        await WriteAsync(1);
        Assert.That((await ReadAsync()).Select(static e => e.Sequence), Is.EqualTo(new[] { 1, 2, 1 }));
    }

    [Test]
    public async Task Damaged_line_names_file_and_line()
    {
        await WriteAsync(3);
        var lines = await File.ReadAllLinesAsync(path);
        lines[1] = lines[1][..50];
        await File.WriteAllLinesAsync(path, lines);
        Assert.That(async () => await ReadAsync(), Throws.TypeOf<InvalidDataException>().With.Message.StartsWith($"{path}(2): "));
    }

    [Test]
    public async Task Full_disk_surfaces_once_and_never_in_the_sender()
    {
        var transcript = new TranscriptFile(new FullDisk(), "full.ndjson");
        for (var i = 1; i <= 100; i++)
        {
            transcript.Append(Sample(i, new byte[1000]));
        }

        Assert.That(async () => await transcript.DisposeAsync(), Throws.TypeOf<IOException>().With.Message.Contains("No space left"));
        Assert.That(transcript.Failure, Is.Not.Null);
        Assert.That(async () => await transcript.DisposeAsync(), Throws.Nothing);
        await Task.CompletedTask;
    }

    [Test]
    public async Task Exchange_after_the_end_is_a_failure_not_a_silent_loss()
    {
        var transcript = new TranscriptFile(path);
        await transcript.DisposeAsync();
        transcript.Append(Sample(1, []));
        Assert.That(transcript.Failure, Is.Not.Null);
    }

    [Test]
    public async Task Body_too_large_for_a_line_is_cut()
    {
        await using (var transcript = new TranscriptFile(path))
        {
            transcript.Append(Sample(1, new byte[9 * 1024 * 1024]));
        }

        var body = (await ReadAsync()).Single().Response!.Body;
        Assert.Multiple(() =>
        {
            Assert.That(body.Length, Is.EqualTo(9 * 1024 * 1024));
            Assert.That(body.Bytes, Has.Length.EqualTo(1024));
            Assert.That(body.IsWhole, Is.False);
        });
    }

    private static Exchange Sample(long sequence, byte[] body) => new()
    {
        Sequence = sequence,
        Label = new ExchangeLabel("case/é", "when"),
        Carrier = Carrier.Http,
        StartedAt = new DateTimeOffset(2024, 2, 29, 1, 2, 3, 456, TimeSpan.Zero),
        DurationMs = 1.25,
        Fate = Fate.ClosedEarly,
        FateDetail = "The connection ended.",
        Request = new RecordedRequest { Head = "GET / HTTP/1.1\r\nHost: a\r\n", Method = "GET", Target = "/", Body = RecordedBody.Empty, StringToSign = "s" },
        Response = new RecordedResponse
        {
            Status = 200,
            Head = "HTTP/1.1 200 OK\r\n",
            Headers = [new HeaderLine("A", "1"), new HeaderLine("A", "2")],
            Notes = ["bare line feed in the head"],
            Body = new RecordedBody { Length = body.Length, Bytes = [.. body], Md5 = "m", Provenance = [new ProvenanceRun(1, 2, 3, 4)] },
        },
    };

    private async Task WriteAsync(int count)
    {
        await using var transcript = new TranscriptFile(path);
        for (var i = 1; i <= count; i++)
        {
            transcript.Append(Sample(i, "body"u8.ToArray()));
        }
    }

    private async Task<List<Exchange>> ReadAsync(Action<string>? onTruncated = null)
    {
        var read = new List<Exchange>();
        await foreach (var exchange in TranscriptFile.ReadAsync(path, onTruncated))
        {
            read.Add(exchange);
        }

        return read;
    }

    private sealed class FullDisk : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("No space left on device");
    }
}
