using System.Security.Cryptography;
using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>What is kept of a body, in whatever pieces it comes.</summary>
[TestFixture]
public sealed class BodyCaptureTests
{
    private const int KeptBytes = 1000;

    [TestCase(0, true)]
    [TestCase(1, true)]
    [TestCase(100, true)]
    [TestCase(101, false)]
    [TestCase(1023, false)]
    [TestCase(1024, false)]
    [TestCase(1025, false)]
    [TestCase(17_408, false)]
    [TestCase(17_409, false)]
    [TestCase(50_000, false)]
    public void Body_is_kept_whole_up_to_a_size_and_by_its_start_beyond(int sizeBytes, bool isWhole)
    {
        var body = Provenance.Slice(7, 0, sizeBytes - 1);
        foreach (var piece in new[] { 1, 7, 20, 1000, 20_000, 100_000 })
        {
            using var copy = new MemoryStream();
            using var capture = new BodyCapture(100, copy);
            foreach (var part in body.Chunk(piece))
            {
                capture.Append(part);
                capture.Append([]);
            }

            var recorded = capture.Finish(new Redactor(), SecretSet.Empty);
            Assert.Multiple(() =>
            {
                Assert.That(recorded.Length, Is.EqualTo(sizeBytes));
                Assert.That(recorded.Bytes.AsSpan().SequenceEqual(isWhole ? body : body.AsSpan(0, Math.Min(1024, sizeBytes))), Is.True, $"pieces of {piece}");
                Assert.That(recorded.Md5, Is.EqualTo(Convert.ToHexStringLower(MD5.HashData(body))));
                Assert.That(recorded.Provenance, Is.EqualTo(sizeBytes > 32 ? new[] { new ProvenanceRun(0, 7, 0, sizeBytes) } : []));
                Assert.That(copy.ToArray().AsSpan().SequenceEqual(body), Is.True);
            });
        }
    }

    // A digest is summed up, or known from the slice that the body is; a test cannot tell which, and nor should who reads the record.
    [TestCase(0, 100, -1, TestName = "Kept whole")]
    [TestCase(0, KeptBytes, -1, TestName = "As long as what is kept whole")]
    [TestCase(0, KeptBytes + 1, -1, TestName = "One byte longer")]
    [TestCase(3, 200_000, -1, TestName = "One slice from within a word")]
    [TestCase(0, 200_000, 0, TestName = "First byte wrong")]
    [TestCase(0, 200_000, 500, TestName = "Wrong within what is kept whole")]
    [TestCase(0, 200_000, KeptBytes, TestName = "Wrong at its edge")]
    [TestCase(0, 200_000, 5_000, TestName = "Wrong within what is kept of the rest")]
    [TestCase(0, 200_000, 100_000, TestName = "Wrong deep inside")]
    [TestCase(0, 200_000, 199_999, TestName = "Last byte wrong")]
    public void Digest_is_that_of_the_bytes(int first, int size, int wrongAt)
    {
        var body = Provenance.Slice(77, first, first + size - 1);
        if (wrongAt >= 0)
        {
            body[wrongAt] ^= 0x20;
        }

        foreach (var pieces in new[] { 1, 7, 999, 4096, size })
        {
            using var capture = new BodyCapture(KeptBytes);
            foreach (var piece in body.Chunk(pieces))
            {
                capture.Append(piece);
            }

            var record = capture.Finish(new Redactor(), SecretSet.Empty);
            Assert.That(record.Md5, Is.EqualTo(Convert.ToHexStringLower(MD5.HashData(body))), $"pieces of {pieces}");
            Assert.That(record.Bytes.AsSpan().SequenceEqual(body.AsSpan(0, size <= KeptBytes ? size : Math.Min(size, BodyCapture.CutBytes))), Is.True, $"kept, pieces of {pieces}");
        }
    }

    [Test]
    public void Digest_of_two_slices_is_that_of_the_bytes()
    {
        byte[] body = [.. Provenance.Slice(1, 0, 50_000), .. Provenance.Slice(2, 5, 70_000)];
        using var capture = new BodyCapture(KeptBytes);
        foreach (var piece in body.Chunk(4096))
        {
            capture.Append(piece);
        }

        Assert.That(capture.Finish(new Redactor(), SecretSet.Empty).Md5, Is.EqualTo(Convert.ToHexStringLower(MD5.HashData(body))));
    }

    [TestCase(100)]
    [TestCase(10_000)]
    public void Secrets_that_shrink_what_is_kept_leave_less_of_it(int keepBytes)
    {
        var secret = new string('s', 500);
        var redactor = new Redactor();
        redactor.Add(secret, "<1>");
        using var capture = new BodyCapture(keepBytes);
        capture.Append(Encoding.ASCII.GetBytes($"{secret},{secret},{secret},end"));
        var recorded = capture.Finish(redactor, SecretSet.Empty);
        Assert.Multiple(() =>
        {
            Assert.That(recorded.Text(), Is.EqualTo("<1>,<1>,<1>,end"));
            Assert.That(recorded.IsWhole, Is.EqualTo(keepBytes > 1506));
            Assert.That(recorded.RedactionShift, Is.EqualTo(keepBytes > 1506 ? 15 - 1506 : 0));
        });
    }

    // A secret is seen whole though the cut goes through it, as long as it ends within the margin behind the cut.
    [Test]
    public void Secret_across_the_cut_is_replaced()
    {
        var secret = string.Concat(Enumerable.Range(0, 4000).Select(static i => $"{i:x4}"))[..16_000];
        var redactor = new Redactor();
        redactor.Add(secret, "<1>");
        foreach (var piece in new[] { 999, 100_000 })
        {
            using var capture = new BodyCapture(100);
            foreach (var part in Encoding.ASCII.GetBytes(new string('.', 1020) + secret + new string('.', 9000)).Chunk(piece))
            {
                capture.Append(part);
            }

            Assert.That(capture.Finish(redactor, SecretSet.Empty).Text(), Is.EqualTo(new string('.', 1020) + "<1>."));
        }
    }

    [Test]
    public void Digest_is_the_bodys_own_whatever_is_remembered_of_its_array()
    {
        var array = Provenance.Slice(9, 0, 99_999);
        var digests = new BodyDigests();
        for (var round = 0; round < 2; round++)
        {
            for (var start = 0; start < 40; start++)
            {
                foreach (var size in new[] { 0, 1, 4095, 4096, 4097, 50_000 })
                {
                    var body = array.AsMemory(start, size);
                    Assert.That(digests.Sha256(body), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(body.Span))), $"{start}+{size}");
                }
            }

            array[10_000] ^= 1;
        }
    }

    [Test]
    public void Record_is_remembered_until_the_content_or_the_version_changes()
    {
        var array = new byte[10_000];
        var digests = new BodyDigests();
        var made = 0;
        RecordedBody Make(ReadOnlyMemory<byte> body) => new() { Length = body.Length, Bytes = [], Md5 = $"{++made}" };
        string Record(int version) => digests.Record(array, version, Make).Md5;
        Assert.That((Record(1), Record(1), Record(2), Record(2)), Is.EqualTo(("1", "1", "2", "2")));
        array[5000] = 1;
        Assert.That((Record(2), Record(2)), Is.EqualTo(("3", "3")));
        Assert.That(digests.Record(default, 1, Make), Is.EqualTo(RecordedBody.Empty));
    }
}
