using System.Security.Cryptography;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Wire;

/// <summary>The MD5 of a body is that of its bytes, whether it was summed up or known from the slice the body is.</summary>
[TestFixture]
public class BodyDigestTests
{
    private const int KeptBytes = 1000;

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

    [Test]
    public void Digest_of_a_slice_is_that_of_its_bytes([Values(0, 1, 7, 8, 65_536)] int first, [Values(1, 8, 65_535, 65_537, 200_001)] int size) =>
        Assert.That(Provenance.Md5(9, first, first + size - 1), Is.EqualTo(Convert.ToHexStringLower(MD5.HashData(Provenance.Slice(9, first, first + size - 1)))));
}
