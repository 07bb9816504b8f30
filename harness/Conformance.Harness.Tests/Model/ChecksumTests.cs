using Conformance.Model;

namespace Conformance.Harness.Tests.Model;

/// <summary>Checksums against published check values: the suite may accuse nobody with a wrong oracle.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ChecksumTests
{
    private static readonly Content Digits = Content.Text("123456789");

    // CRC RevEng catalogue (check column); FIPS 180-4 for the two digests of "abc" below.
    [TestCase("CRC32", "cbf43926")]
    [TestCase("CRC32C", "e3069283")]
    [TestCase("CRC64NVME", "ae8b14860a799888")]
    [TestCase("SHA1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441")]
    [TestCase("SHA256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")]
    public void Check_values(string name, string hex) => Assert.That(Named(name).Of(Digits.All), Is.EqualTo(Base64(hex)));

    [TestCase("SHA1", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [TestCase("SHA256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void Digests_of_abc(string name, string hex) => Assert.That(Named(name).Of(Content.Text("abc").All), Is.EqualTo(Base64(hex)));

    [TestCase("CRC32", "00000000")]
    [TestCase("CRC32C", "00000000")]
    [TestCase("CRC64NVME", "0000000000000000")]
    [TestCase("SHA1", "da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    public void Of_nothing(string name, string hex) => Assert.That(Named(name).Of(Content.Text("").All), Is.EqualTo(Base64(hex)));

    [Test]
    public void Of_several_slices_is_that_of_the_whole([ValueSource(nameof(Names))] string name)
    {
        var checksum = Named(name);
        Assert.That(checksum.Of(Digits.From(0, 3), Digits.From(4, 8)), Is.EqualTo(checksum.Of(Digits.All)));
    }

    [Test]
    public void Composite_is_the_digest_of_the_digests_and_their_count([ValueSource(nameof(Names))] string name)
    {
        var checksum = Named(name);
        var digests = Convert.FromBase64String(checksum.Of(Digits.From(0, 3))).Concat(Convert.FromBase64String(checksum.Of(Digits.From(4, 8)))).ToArray();
        Assert.That(checksum.Composite(Digits.From(0, 3), Digits.From(4, 8)), Is.EqualTo(checksum.Of(Content.Bytes("digests", digests).All) + "-2"));
    }

    [Test]
    public void Names_of_header_and_element() =>
        Assert.That(Checksum.All.Select(c => $"{c.Header} {c.Element}"), Is.EqualTo(new[]
        {
            "x-amz-checksum-crc32 ChecksumCRC32",
            "x-amz-checksum-crc32c ChecksumCRC32C",
            "x-amz-checksum-crc64nvme ChecksumCRC64NVME",
            "x-amz-checksum-sha1 ChecksumSHA1",
            "x-amz-checksum-sha256 ChecksumSHA256",
        }));

    private static IEnumerable<string> Names => Checksum.All.Select(c => c.Name);

    private static Checksum Named(string name) => Checksum.All.Single(c => c.Name == name);

    private static string Base64(string hex) => Convert.ToBase64String(Convert.FromHexString(hex));
}
