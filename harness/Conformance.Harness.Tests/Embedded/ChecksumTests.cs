using System.Text;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Embedded;

/// <summary>The checksums of the embedded endpoint against those of the suite, which share no code, at every length about where blocks end.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ChecksumTests
{
    private const int AllLengthsTo = 300;
    private const int PartBytes = 5 * 1024 * 1024;

    private static IEnumerable<Checksum> Cyclic => [Checksum.Crc32, Checksum.Crc32C, Checksum.Crc64Nvme];

    [Test]
    public async Task Of_an_object([ValueSource(nameof(Cyclic))] Checksum checksum)
    {
        await using var bench = await Bench.StartAsync();
        foreach (var length in Enumerable.Range(0, AllLengthsTo).Append(10_007))
        {
            var text = new string('x', length / 2) + string.Concat(Enumerable.Range(0, length - (length / 2)).Select(i => (char)('a' + (i % 26))));
            var answer = await bench.SendAsync("PUT", $"{Bench.Bucket}/key", text, new HeaderLine("x-amz-sdk-checksum-algorithm", checksum.Name), Given(checksum, text));
            Assert.That((answer.Status, answer.Header(checksum.Header)), Is.EqualTo((200, Given(checksum, text).Value)), $"{length} bytes");
        }
    }

    [Test]
    public async Task Of_parts_joined([ValueSource(nameof(Cyclic))] Checksum checksum, [Values(0, 1, 127, 4099)] int last)
    {
        await using var bench = await Bench.StartAsync();
        var parts = new[] { new string('p', PartBytes), new string('q', PartBytes + 3), new string('r', last) };
        var create = await bench.SendAsync("POST", $"{Bench.Bucket}/key?uploads", "", new HeaderLine("x-amz-checksum-algorithm", checksum.Name), new HeaderLine("x-amz-checksum-type", "FULL_OBJECT"));
        var upload = Bench.Text(create, "UploadId");
        var list = new StringBuilder("<CompleteMultipartUpload>");
        for (var number = 1; number <= parts.Length; number++)
        {
            var part = await bench.SendAsync("PUT", $"{Bench.Bucket}/key?partNumber={number}&uploadId={upload}", parts[number - 1], Given(checksum, parts[number - 1]));
            list.Append($"<Part><PartNumber>{number}</PartNumber><ETag>{part.Header("ETag")}</ETag></Part>");
        }

        var complete = await bench.SendAsync("POST", $"{Bench.Bucket}/key?uploadId={upload}", list.Append("</CompleteMultipartUpload>").ToString());
        Assert.That(Bench.Text(complete, checksum.Element), Is.EqualTo(checksum.Of(parts.Select(p => Content.Text(p).All).ToArray())), Bench.Words(complete));
    }

    private static HeaderLine Given(Checksum checksum, string text) => new(checksum.Header, checksum.Of(Content.Text(text).All));
}
