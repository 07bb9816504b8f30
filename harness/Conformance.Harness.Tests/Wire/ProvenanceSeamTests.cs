using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Where slices meet: bytes that belong to both sides, and slices too short to be believed by themselves.</summary>
[TestFixture]
public sealed class ProvenanceSeamTests
{
    private const int RightSize = 96;

    private static readonly byte[] Gap = [.. Enumerable.Repeat((byte)'#', 24)];

    // Objects are looked for of which one byte at the seam belongs to both; the rounder pair of offsets must win.
    [TestCase(24, 1024, 4096)]
    [TestCase(24, 1024, 3)]
    [TestCase(24, 1003, 4096)]
    [TestCase(0, 512, 0)]
    public void First_byte_of_the_right_slice_may_continue_the_left_one(int leftFirst, int leftEnd, int rightFirst)
    {
        var (left, right) = Objects((a, b) =>
            Provenance.ByteAt(a, leftEnd) == Provenance.ByteAt(b, rightFirst)
            && Provenance.ByteAt(a, leftEnd + 1) != Provenance.ByteAt(b, rightFirst + 1)
            && (rightFirst == 0 || Provenance.ByteAt(a, leftEnd - 1) != Provenance.ByteAt(b, rightFirst - 1)));
        CheckSeam(left, leftFirst, leftEnd, right, rightFirst);
    }

    [TestCase(24, 1024, 4096)]
    [TestCase(24, 1024, 5)]
    [TestCase(24, 1001, 4096)]
    public void Last_byte_of_the_left_slice_may_precede_the_right_one(int leftFirst, int leftEnd, int rightFirst)
    {
        var (left, right) = Objects((a, b) =>
            Provenance.ByteAt(a, leftEnd - 1) == Provenance.ByteAt(b, rightFirst - 1)
            && Provenance.ByteAt(a, leftEnd - 2) != Provenance.ByteAt(b, rightFirst - 2)
            && Provenance.ByteAt(a, leftEnd) != Provenance.ByteAt(b, rightFirst));
        CheckSeam(left, leftFirst, leftEnd, right, rightFirst);
    }

    [Test]
    public void Short_slice_behind_a_gap_counts_at_the_end_of_the_body() =>
        Assert.That(Decode([.. Gap, .. Provenance.Slice(2, 0, 9)]), Is.EqualTo(new ProvenanceRun[] { new(24, 2, 0, 10) }));

    [Test]
    public void Short_slice_behind_a_gap_counts_where_it_touches_the_next() =>
        Assert.That(
            Decode([.. Gap, .. Provenance.Slice(2, 0, 9), .. Provenance.Slice(3, 0, 99), .. Gap]),
            Is.EqualTo(new ProvenanceRun[] { new(24, 2, 0, 10), new(34, 3, 0, 100) }));

    [Test]
    public void Short_slice_counts_where_it_touches_the_one_before() =>
        Assert.That(
            Decode([.. Provenance.Slice(3, 0, 99), .. Provenance.Slice(2, 0, 9), .. Gap]),
            Is.EqualTo(new ProvenanceRun[] { new(0, 3, 0, 100), new(100, 2, 0, 10) }));

    [Test]
    public void Short_slice_among_gaps_does_not_count_though_a_long_one_follows() =>
        Assert.That(
            Decode([.. Gap, .. Provenance.Slice(2, 0, 9), .. Gap, .. Provenance.Slice(3, 0, 99)]),
            Is.EqualTo(new ProvenanceRun[] { new(24 + 10 + 24, 3, 0, 100) }));

    // The byte before is by chance the one that comes before the slice in its object as well, so that the slice seems to begin within the other.
    [Test]
    public void Short_slice_counts_where_it_seems_to_overlap_the_one_before()
    {
        var (left, right) = Objects(static (a, b) =>
            Provenance.ByteAt(a, 99) == Provenance.ByteAt(b, 7) && Provenance.ByteAt(a, 98) != Provenance.ByteAt(b, 6)
            && Provenance.ByteAt(a, 100) != Provenance.ByteAt(b, 8));
        byte[] body = [.. Provenance.Slice(left, 0, 99), .. Provenance.Slice(right, 8, 19)];
        var expected = new ProvenanceRun[] { new(0, left, 0, 100), new(100, right, 8, 12) };
        Assert.Multiple(() =>
        {
            Assert.That(Decode(body), Is.EqualTo(expected));
            Assert.That(Decode([.. body, .. Gap]), Is.EqualTo(expected));
        });
    }

    [Test]
    public void Word_that_is_half_the_one_befores_is_chance()
    {
        var (left, right) = Objects(static (a, b) => Provenance.ByteAt(a, 99) == Provenance.ByteAt(b, 0) && Provenance.ByteAt(a, 100) != Provenance.ByteAt(b, 1));
        byte[] body = [.. Provenance.Slice(left, 0, 99), .. Provenance.Slice(right, 1, 7)];
        Assert.Multiple(() =>
        {
            Assert.That(Decode(body), Is.EqualTo(new ProvenanceRun[] { new(0, left, 0, 100) }));
            Assert.That(Decode([.. body, .. Gap]), Is.EqualTo(new ProvenanceRun[] { new(0, left, 0, 100) }));
        });
    }

    [TestCase(14, 0)]
    [TestCase(15, 1)]
    public void Slice_among_gaps_counts_from_15_bytes_on(int sizeBytes, int runs) =>
        Assert.That(Decode([.. Gap, .. Provenance.Slice(2, 0, sizeBytes - 1), .. Gap]), Has.Length.EqualTo(runs));

    [Test]
    public void Nothing_comes_before_the_first_byte_of_an_object()
    {
        byte[] body = [.. Gap, Provenance.ByteAt(9, 7), .. Provenance.Slice(9, 0, 99)];
        Assert.That(Decode(body), Is.EqualTo(new[] { new ProvenanceRun(25, 9, 0, 100) }));
    }

    private static void CheckSeam(ushort left, int leftFirst, int leftEnd, ushort right, int rightFirst)
    {
        byte[] body = [.. Provenance.Slice(left, leftFirst, leftEnd - 1), .. Provenance.Slice(right, rightFirst, rightFirst + RightSize - 1)];
        var seam = leftEnd - leftFirst;
        Assert.That(
            Decode(body),
            Is.EqualTo(new ProvenanceRun[] { new(0, left, leftFirst, seam), new(seam, right, rightFirst, RightSize) }),
            $"objects {left} and {right}");
    }

    private static (ushort Left, ushort Right) Objects(Func<ushort, ushort, bool> agree) => (
        from left in Enumerable.Range(1, 200)
        from right in Enumerable.Range(1001, 200)
        where agree((ushort)left, (ushort)right)
        select ((ushort)left, (ushort)right)).First();

    private static ProvenanceRun[] Decode(byte[] body) => [.. Provenance.Decode(body)];
}
