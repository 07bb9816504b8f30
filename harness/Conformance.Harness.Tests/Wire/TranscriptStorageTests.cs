using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>What the storage under a transcript can do to it: be slow, fail, end, hold half a line.</summary>
[TestFixture]
public sealed class TranscriptStorageTests
{
    private const int QueuedMiB = 512;
    private static readonly ImmutableArray<byte> SixteenMiB = [.. new byte[16 * 1024 * 1024]];

    private string path = null!;

    public static IEnumerable<TestCaseData> Heavy()
    {
        var plain = Sample(1);
        var body = new RecordedBody { Length = SixteenMiB.Length, Bytes = SixteenMiB, Md5 = "m" };
        yield return new TestCaseData(plain with { Request = plain.Request with { Body = body } }).SetArgDisplayNames("request_body");
        yield return new TestCaseData(plain with { Response = plain.Response! with { Body = body } }).SetArgDisplayNames("response_body");
        yield return new TestCaseData(plain with { Response = null, Request = plain.Request with { Head = new string('x', 8 * 1024 * 1024) } })
            .SetArgDisplayNames("request_head");
    }

    [SetUp]
    public void Name() => path = Path.Combine(Path.GetTempPath(), $"wire-storage-{Guid.NewGuid():N}.ndjson");

    [TearDown]
    public void Remove() => File.Delete(path);

    [TestCaseSource(nameof(Heavy))]
    public async Task Storage_that_falls_too_far_behind_is_a_failure(Exchange heavy)
    {
        var storage = new Storage();
        storage.Hold();
        var transcript = new TranscriptFile(storage, "slow.ndjson");
        transcript.Append(Sample(1));
        await storage.Writing;

        // A little more than 16 MiB each: one less than 32 of them are within the bound.
        for (var i = 0; i < (QueuedMiB / 16) - 1; i++)
        {
            transcript.Append(heavy);
        }

        Assert.That(transcript.Failure, Is.Null);
        transcript.Append(heavy);
        Assert.That(transcript.Failure!.Message, Is.EqualTo("The transcript slow.ndjson fell 536870912 bytes behind the run."));
        storage.Release(new IOException("What is left need not be written out."));
        Assert.That(await transcript.CloseAsync(), Is.SameAs(transcript.Failure));
    }

    [Test]
    public async Task What_was_written_no_longer_counts_as_behind()
    {
        var storage = new Storage();
        var transcript = new TranscriptFile(storage, "quick.ndjson");
        var heavy = (Exchange)Heavy().ElementAt(1).Arguments[0]!;
        for (var i = 0; i < (QueuedMiB / 16) + 8; i++)
        {
            transcript.Append(heavy);
            await storage.FlushedAsync();
        }

        Assert.That(await transcript.CloseAsync(), Is.Null);
    }

    [Test]
    public async Task What_has_piled_up_is_written_in_pieces_of_bearable_size_and_once()
    {
        var storage = new Storage();
        storage.Hold();
        var transcript = new TranscriptFile(storage, "piled.ndjson");
        transcript.Append(Sample(1));
        await storage.Writing;
        for (var i = 2; i <= 40; i++)
        {
            transcript.Append(Sample(i, new byte[100_000]));
        }

        storage.Release();
        Assert.That(await transcript.CloseAsync(), Is.Null);
        await File.WriteAllBytesAsync(path, storage.Written);
        var sequences = await TranscriptFile.ReadAsync(path).Select(static e => e.Sequence).ToListAsync();
        Assert.Multiple(() =>
        {
            Assert.That(sequences, Is.EqualTo(Enumerable.Range(1, 40)));
            Assert.That(storage.Sizes.Max(), Is.LessThan(1_300_000), "a line beyond 1 MiB at most");
            Assert.That(storage.Sizes, Has.Count.LessThan(20), "several lines a write");
        });
    }

    [Test]
    public async Task Closing_flushes_to_the_disk_and_closes_the_stream()
    {
        var file = new WatchedFile(path);
        var transcript = new TranscriptFile(file, path);
        Assert.That(await transcript.CloseAsync(), Is.Null);
        Assert.Multiple(() =>
        {
            Assert.That(file.Flushes, Is.EqualTo(new[] { true }));
            Assert.That(file.CanWrite, Is.False);
        });
    }

    [Test]
    public async Task Trouble_in_closing_is_told_as_it_is()
    {
        var trouble = new IOException("The share has gone.");
        var transcript = new TranscriptFile(new Storage { TroubleInClosing = trouble }, "gone.ndjson");
        Assert.That(await transcript.CloseAsync(), Is.SameAs(trouble));
    }

    [Test]
    public async Task Trouble_of_another_kind_is_told_with_its_cause()
    {
        var trouble = new UnauthorizedAccessException("No more of this.");
        var transcript = new TranscriptFile(new Storage { TroubleInClosing = trouble }, "gone.ndjson");
        var told = await transcript.CloseAsync();
        Assert.Multiple(() =>
        {
            Assert.That(told!.Message, Is.EqualTo("The transcript gone.ndjson cannot be written: No more of this."));
            Assert.That(told.InnerException, Is.SameAs(trouble));
        });
    }

    [Test]
    public async Task Exchange_after_the_end_names_the_transcript()
    {
        var transcript = new TranscriptFile(new Storage(), "ended.ndjson");
        await transcript.DisposeAsync();
        transcript.Append(Sample(1));
        Assert.That(transcript.Failure!.Message, Is.EqualTo("An exchange came after the transcript ended.ndjson was closed."));
    }

    [Test]
    public async Task Largest_body_that_fits_a_line_is_kept_whole()
    {
        await using (var transcript = new TranscriptFile(path))
        {
            transcript.Append(Sample(1, new byte[8 * 1024 * 1024]));
        }

        var body = (await TranscriptFile.ReadAsync(path).SingleAsync()).Response!.Body;
        Assert.That(body.IsWhole, Is.True);
    }

    [TestCase(1)]
    [TestCase(4095)]
    [TestCase(4096)]
    [TestCase(4097)]
    [TestCase(10_000)]
    public async Task Half_a_line_is_removed_however_long_it_is(int sizeBytes)
    {
        await AppendAsync(1);
        await File.AppendAllTextAsync(path, new string('x', sizeBytes));
        await AppendAsync(2);
        Assert.That(await TranscriptFile.ReadAsync(path).Select(static e => e.Sequence).ToListAsync(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task File_of_half_a_line_only_is_begun_anew()
    {
        await File.WriteAllTextAsync(path, new string('x', 5000));
        await AppendAsync(1);
        Assert.That(await TranscriptFile.ReadAsync(path).Select(static e => e.Sequence).ToListAsync(), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task Empty_lines_are_passed_over_and_counted()
    {
        await AppendAsync(1);
        await File.AppendAllTextAsync(path, "\n\n");
        await AppendAsync(2);
        Assert.That(await TranscriptFile.ReadAsync(path).Select(static e => e.Sequence).ToListAsync(), Is.EqualTo(new[] { 1, 2 }));
        await File.AppendAllTextAsync(path, "{}\n");
        Assert.That(async () => await TranscriptFile.ReadAsync(path).CountAsync(), Throws.TypeOf<InvalidDataException>().With.Message.StartsWith($"{path}(5): "));
    }

    [Test]
    public void Both_ways_of_writing_an_exchange_give_the_same_text()
    {
        var sample = Sample(1, "<é> + 'x'"u8.ToArray());
        var buffer = new ArrayBufferWriter<byte>();
        ExchangeJson.Serialize(sample, buffer);
        Assert.That(Encoding.UTF8.GetString(buffer.WrittenSpan), Is.EqualTo(ExchangeJson.Serialize(sample)));
    }

    private static Exchange Sample(long sequence, byte[]? body = null) => new()
    {
        Sequence = sequence,
        Label = WireTesting.Label,
        Carrier = Carrier.Http,
        StartedAt = DateTimeOffset.UnixEpoch,
        DurationMs = 1,
        Fate = Fate.Complete,
        Request = new RecordedRequest { Head = "GET / HTTP/1.1\r\n", Method = "GET", Target = "/", Body = RecordedBody.Empty },
        Response = new RecordedResponse
        {
            Status = 200,
            Head = "HTTP/1.1 200 OK\r\n",
            Headers = [],
            Body = new RecordedBody { Length = body?.Length ?? 0, Bytes = [.. body ?? []], Md5 = "m" },
        },
    };

    private async Task AppendAsync(int sequence)
    {
        await using var transcript = new TranscriptFile(path);
        transcript.Append(Sample(sequence));
    }

    /// <summary>Storage in memory that can be held up and can refuse to close.</summary>
    private sealed class Storage : MemoryStream
    {
        private readonly TaskCompletionSource writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim flushed = new(0);
        private TaskCompletionSource gate = Open();

        public Exception? TroubleInClosing { get; init; }

        public List<int> Sizes { get; } = [];

        public byte[] Written { get; private set; } = [];

        public Task Writing => writing.Task;

        public void Hold() => gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => gate.SetResult();

        public void Release(Exception trouble) => gate.SetException(trouble);

        public async Task FlushedAsync() => Assert.That(await flushed.WaitAsync(TimeSpan.FromSeconds(20)), Is.True, "nothing was flushed");

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            writing.TrySetResult();
            await gate.Task;
            Sizes.Add(buffer.Length);
            Write(buffer.Span);
        }

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            flushed.Release();
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            Written = ToArray();
            return TroubleInClosing is null ? base.DisposeAsync() : ValueTask.FromException(TroubleInClosing);
        }

        private static TaskCompletionSource Open()
        {
            var open = new TaskCompletionSource();
            open.SetResult();
            return open;
        }
    }

    private sealed class WatchedFile(string path) : FileStream(path, FileMode.Create, FileAccess.Write)
    {
        public List<bool> Flushes { get; } = [];

        public override void Flush(bool flushToDisk)
        {
            Flushes.Add(flushToDisk);
            base.Flush(flushToDisk);
        }
    }
}
