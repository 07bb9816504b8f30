using System.Security.Cryptography;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Wire;

/// <summary>The bytes of generated objects, which are made and compared four words at once where there are as many.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ProvenanceBytesTests
{
    private const ushort Id = 0x8123;
    private const int Most = 80;

    /// <summary>Where the index of a word has its highest bits.</summary>
    [Test]
    public void Every_byte_is_that_of_its_offset([Values(0, 8L * uint.MaxValue - 40)] long origin, [Range(0, 17)] int shift)
    {
        for (var size = 0; size <= Most; size++)
        {
            var bytes = new byte[size];
            Provenance.Fill(Id, origin + shift, bytes);
            Assert.That(bytes, Is.EqualTo(Enumerable.Range(0, size).Select(i => Provenance.ByteAt(Id, origin + shift + i))), $"{size} bytes");
        }
    }

    [Test]
    public void Bytes_match_up_to_the_first_other_one([Range(0, 17)] int first)
    {
        var bytes = Provenance.Slice(Id, first, first + Most - 1);
        Assert.That(Provenance.MatchLength(bytes, Id, first), Is.EqualTo(Most));
        for (var wrong = 0; wrong < Most; wrong++)
        {
            bytes[wrong] ^= 0x10;
            Assert.That(Provenance.MatchLength(bytes, Id, first), Is.EqualTo(wrong), $"{wrong} of {Most}");
            Assert.That(Provenance.MatchLength(bytes.AsSpan(0, wrong), Id, first), Is.EqualTo(wrong), $"{wrong} bytes");
            bytes[wrong] ^= 0x10;
        }
    }

    [Test]
    public void Pieces_are_the_slice_in_order([Values(0, 1, 65_535, 65_536, 65_537, 200_000)] int size)
    {
        var bytes = new List<byte>();
        Provenance.Append(Id, 3, 3 + size - 1, piece => bytes.AddRange(piece));
        Assert.That(bytes.ToArray().AsSpan().SequenceEqual(Provenance.Slice(Id, 3, 3 + size - 1)), Is.True);
    }

    /// <summary>A state that was kept is taken up by several at once, and none of them spoils it.</summary>
    [Test]
    public void Digests_that_begin_alike_do_not_disturb_each_other()
    {
        const int Step = 1 << 20;
        int[] sizes = [Step - 1, Step, Step + 1, 2 * Step, (2 * Step) + 7, (3 * Step) - 1, (17 * Step) + 3];
        Parallel.ForEach(Enumerable.Range(0, 4).SelectMany(_ => sizes), size =>
        {
            using var hash = Provenance.HashOf(Id, 9, 9 + size - 1);
            hash.AppendData("behind"u8);
            byte[] whole = [.. Provenance.Slice(Id, 9, 9 + size - 1), .. "behind"u8];
            Assert.That(hash.GetHashAndReset(), Is.EqualTo(MD5.HashData(whole)), $"{size} bytes");
        });
    }
}
