using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>The recorder below the client libraries: heads put together from pieces, and whose they are.</summary>
[TestFixture]
public sealed class HeadRecordingTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Answer = "HTTP/1.1 200 OK\r\nA: 1\r\n\r\n";
    private const int Most = 1000;

    private readonly object connection = new();
    private ExchangeRecorder recorder = null!;

    [SetUp]
    public void Begin() => recorder = new ExchangeRecorder(Most);

    [TearDown]
    public void End() => ExchangeRecorder.Current = null;

    [TestCase("A\r\n\r\nrest", 5)]
    [TestCase("A\n\nrest", 3)]
    [TestCase("A\n\r\nrest", 4)]
    [TestCase("A\r\n\nrest", 4)]
    [TestCase("A\r\nB\r\n\r\n", 8)]
    [TestCase("\r\n\r\n", 4)]
    [TestCase("A\r\n", -1)]
    [TestCase("A\r\n\r", -1)]
    [TestCase("A\n\rB\r\n", -1)]
    [TestCase("A", -1)]
    [TestCase("", -1)]
    public void Head_ends_at_the_first_empty_line_however_it_is_cut(string text, int length)
    {
        var data = Encoding.ASCII.GetBytes(text);
        var searched = 0;
        Assert.That(HeadScanner.Find(data, ref searched), Is.EqualTo(length), "at once");

        searched = 0;
        var found = -1;
        for (var size = 0; size <= data.Length && found < 0; size++)
        {
            found = HeadScanner.Find(data.AsSpan(0, size), ref searched);
        }

        Assert.That(found, Is.EqualTo(length), "byte by byte");
    }

    [TestCase("A\r\n\r\n", "A\r\n")]
    [TestCase("A\n\n", "A\n")]
    [TestCase("A\r", "A\r")]
    [TestCase("A", "A")]
    [TestCase("", "")]
    public void Empty_line_is_taken_off(string head, string rest) =>
        Assert.That(Encoding.ASCII.GetString(HeadScanner.WithoutEmptyLine(Encoding.ASCII.GetBytes(head))), Is.EqualTo(rest));

    [Test]
    public void Collector_gives_back_what_lies_beyond_the_head_wherever_the_pieces_are_cut()
    {
        var bytes = Encoding.ASCII.GetBytes(Answer + "body");
        for (var first = 0; first <= bytes.Length; first++)
        {
            var collector = new HeadCollector(Most);
            var beyond = Encoding.ASCII.GetString(collector.Append(bytes.AsSpan(0, first)));
            Assert.That(collector.IsDone, Is.EqualTo(first >= Answer.Length), $"cut at {first}");
            Assert.That(collector.IsEmpty, Is.EqualTo(first == 0), $"cut at {first}");
            var wasDone = collector.IsDone;
            beyond += Encoding.ASCII.GetString(collector.Append(bytes.AsSpan(first)));
            Assert.That(Encoding.ASCII.GetString(collector.Head), Is.EqualTo(Answer), $"cut at {first}");
            Assert.That(collector.IsDone, Is.True, $"cut at {first}");
            Assert.That(beyond, Is.EqualTo(wasDone ? "body"[..(first - Answer.Length)] : "body"), $"cut at {first}");
        }
    }

    [TestCase(10, false)]
    [TestCase(11, true)]
    public void Collector_is_done_beyond_its_bound(int sizeBytes, bool isDone)
    {
        var collector = new HeadCollector(10);
        Assert.That(collector.Append(new byte[sizeBytes]).Length, Is.Zero);
        Assert.That(collector.IsDone, Is.EqualTo(isDone));
        collector.Append("more"u8);
        Assert.That(collector.Head, Has.Length.EqualTo(isDone ? sizeBytes : sizeBytes + 4));
    }

    [Test]
    public void Head_of_the_first_request_is_recorded_without_its_body()
    {
        Send(connection, Request[..7]);
        Send(connection, Request[7..] + "body");
        Send(connection, "more of the body");
        Assert.That(Seal(), Is.EqualTo((Request, (string?)null, "")));
    }

    [Test]
    public void Nothing_sent_is_no_head() => Assert.That(Seal(), Is.EqualTo(((string?)null, (string?)null, "")));

    [Test]
    public void Another_connection_is_another_attempt()
    {
        Send(connection, Request);
        Receive(connection, "HTTP/1.1 500 Half");
        var other = new object();
        Send(other, Request.Replace("GET", "PUT", StringComparison.Ordinal));
        Receive(connection, " an answer\r\n\r\n");
        Receive(other, Answer);
        Assert.That(Seal(), Is.EqualTo((Request.Replace("GET", "PUT", StringComparison.Ordinal), Answer[..^2], ExchangeRecorder.SentAgain)));
    }

    [Test]
    public void Interim_answers_are_noted_and_passed_over()
    {
        Send(connection, Request);
        Receive(connection, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early");
        Receive(connection, " Hints\r\n\r\n" + Answer + "body");
        Assert.That(Seal(), Is.EqualTo((Request, Answer[..^2], "interim answer 100, interim answer 103")));
    }

    [TestCase("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [TestCase("NOTHTTP? 100 Continue\r\n\r\n")]
    public void What_only_resembles_an_interim_answer_is_the_answer(string answer)
    {
        Send(connection, Request);
        Receive(connection, answer + Answer);
        Assert.That(Seal(), Is.EqualTo((Request, answer[..^2], "")));
    }

    [TestCase("HTTP/1.1 200 OK\r\nA: 1\r\n", "HTTP/1.1 200 OK\r\nA: 1")]
    [TestCase("HTTP/1.1 200 OK\r\nA: 1", "HTTP/1.1 200 OK\r\nA: 1")]
    [TestCase("HTTP/1.1 200 OK", null)]
    public void Half_an_answer_counts_from_its_first_line_on(string half, string? recorded)
    {
        Send(connection, Request);
        Receive(connection, half);
        Assert.That(Encoding.ASCII.GetString(recorder.ResponseHead), Is.EqualTo(half));
        Assert.That(Seal(), Is.EqualTo((Request, recorded, "")));
    }

    [Test]
    public void What_comes_after_the_end_belongs_to_others()
    {
        Send(connection, Request[..10]);
        Receive(connection, Answer[..20]);
        var before = Seal();
        Send(connection, "POST");
        Send(new object(), "POST");
        Receive(connection, "A: 2\r\n\r\n");
        Assert.That(Seal(), Is.EqualTo(before));
    }

    [Test]
    public async Task Stream_shows_what_it_carries_to_the_senders_recorder()
    {
        var inner = new MemoryStream();
        await using var stream = new RecordingStream(inner);
        ExchangeRecorder.Current = recorder;
        stream.Write(Encoding.ASCII.GetBytes("--" + Request[..5]), 2, 5);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Request[5..]));
        Assert.That(Encoding.ASCII.GetString(inner.ToArray()), Is.EqualTo(Request));

        // An answer is read by whoever comes along, and is still the last sender's.
        ExchangeRecorder.Current = null;
        inner.SetLength(0);
        inner.Write(Encoding.ASCII.GetBytes(Answer));
        inner.Position = 0;
        var block = new byte[100];
        Assert.That(stream.Read(block, 3, 10), Is.EqualTo(10));
        Assert.That(await stream.ReadAsync(block.AsMemory(13)), Is.EqualTo(Answer.Length - 10));
        Assert.That(Encoding.ASCII.GetString(block, 3, Answer.Length), Is.EqualTo(Answer));
        Assert.That(Seal(), Is.EqualTo((Request, Answer[..^2], "")));
    }

    [Test]
    public void Stream_reads_and_writes_in_order_only()
    {
        using var stream = new RecordingStream(new MemoryStream());
        Assert.That((stream.CanRead, stream.CanWrite, stream.CanSeek), Is.EqualTo((true, true, false)));
        Assert.That(() => stream.Seek(0, SeekOrigin.Begin), Throws.TypeOf<NotSupportedException>());
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Closing_ends_what_is_under_way_and_the_stream_below(bool isAsync)
    {
        var inner = new Endless();
        var stream = new RecordingStream(inner);
        using var cancel = new CancellationTokenSource();
        Task[] running = [stream.ReadAsync(new byte[1]).AsTask(), stream.ReadAsync(new byte[1], cancel.Token).AsTask(), stream.WriteAsync(new byte[1], cancel.Token).AsTask()];
        if (isAsync)
        {
            await stream.DisposeAsync();
        }
        else
        {
            stream.Dispose();
        }

        foreach (var task in running)
        {
            Assert.That(async () => await task.WaitAsync(TimeSpan.FromSeconds(20)), Throws.InstanceOf<OperationCanceledException>());
        }

        Assert.That(inner.IsClosed, Is.True);
    }

    [Test]
    public void Caller_may_cancel_what_is_under_way()
    {
        using var stream = new RecordingStream(new Endless());
        using var cancel = new CancellationTokenSource();
        Task[] running = [stream.ReadAsync(new byte[1], cancel.Token).AsTask(), stream.WriteAsync(new byte[1], cancel.Token).AsTask()];
        cancel.Cancel();
        foreach (var task in running)
        {
            Assert.That(async () => await task.WaitAsync(TimeSpan.FromSeconds(20)), Throws.InstanceOf<OperationCanceledException>());
        }
    }

    private void Send(object source, string text) => recorder.Sent(source, Encoding.ASCII.GetBytes(text));

    private void Receive(object source, string text) => recorder.Received(source, Encoding.ASCII.GetBytes(text));

    private (string? Request, string? Response, string Notes) Seal()
    {
        var (request, response, notes) = recorder.Seal();
        return (Text(request), Text(response), string.Join(", ", notes));
    }

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.ASCII.GetString(bytes);

    /// <summary>Neither reads nor writes ever end by themselves, as over a pipe.</summary>
    private sealed class Endless : MemoryStream
    {
        public bool IsClosed { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            await Task.Delay(Timeout.Infinite, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
