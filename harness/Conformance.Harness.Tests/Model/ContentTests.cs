using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Model;

/// <summary>Bytes by rule: offsets are inclusive, and a slice of a whole is what the whole has there.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ContentTests
{
    private static readonly Content Digits = Content.Text("0123456789");

    private static readonly Content Joined = Content.Joined([Content.Text("abc"), Content.Text(""), Content.Text("defg"), Content.Text("h")]);

    [TestCase(0, 9, "0123456789")]
    [TestCase(0, 0, "0")]
    [TestCase(9, 9, "9")]
    [TestCase(3, 5, "345")]
    public void A_slice_has_both_its_ends(long first, long last, string expected)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.UTF8.GetString(Digits.From(first, last).ToArray()), Is.EqualTo(expected));
            Assert.That(Encoding.UTF8.GetString(Appended(Digits, first, last)), Is.EqualTo(expected));
            Assert.That(Digits.From(first, last).SizeBytes, Is.EqualTo(expected.Length));
        }
    }

    [TestCase("", true)]
    [TestCase("0123456789", true)]
    [TestCase("345", true)]
    [TestCase("354", false)]
    [TestCase("9876543210", false)]
    [TestCase("01234567890", false)]
    public void A_body_is_held_that_is_a_slice_in_one_piece(string body, bool held) => Assert.That(Digits.Holds(Recorded(Encoding.UTF8.GetBytes(body), isCut: false)), Is.EqualTo(held));

    // Beyond what is kept of a body; 70,000 is the border between the two.
    [TestCase(0, 79_999)]
    [TestCase(69_999, 140_000)]
    [TestCase(70_000, 149_999)]
    [TestCase(1, 69_999)]
    public void A_body_cut_short_is_held_by_its_digest(long first, long last)
    {
        var content = Content.Joined([Content.Generated("holds-one", 70_000), Content.Generated("holds-other", 80_000)]);
        var bytes = content.From(first, last).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(content.Holds(Recorded(bytes, isCut: true)), Is.True);
            bytes[^1] ^= 1;
            Assert.That(content.Holds(Recorded(bytes, isCut: true)), Is.False);
            bytes[^1] ^= 1;
            Assert.That(content.Holds(Recorded([.. bytes, .. bytes], isCut: true)), Is.False);
        }
    }

    private static RecordedBody Recorded(byte[] bytes, bool isCut) => new()
    {
        Length = bytes.Length,
        Bytes = [.. isCut ? bytes.AsSpan(0, 1024) : bytes],
        Md5 = Convert.ToHexStringLower(MD5.HashData(bytes)),
        Provenance = Provenance.Decode(bytes),
    };

    [Test]
    public void A_slice_that_ends_before_it_begins_is_empty()
    {
        var slice = Digits.From(4, 3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(slice.SizeBytes, Is.Zero);
            Assert.That(Digits.From(4, 0).SizeBytes, Is.Zero);
            Assert.That(slice.ToArray(), Is.Empty);
            Assert.That(Appended(Digits, 4, 3), Is.Empty);
            Assert.That(Appended(Content.Generated("one", 64), 4, 3), Is.Empty);
            Assert.That(Content.Generated("one", 64).From(4, 3).Md5, Is.EqualTo("d41d8cd98f00b204e9800998ecf8427e"));
            Assert.That(slice.Md5, Is.EqualTo("d41d8cd98f00b204e9800998ecf8427e"));
            Assert.That(Content.Text("").ToArray(), Is.Empty);
            Assert.That(Content.Text("").All.SizeBytes, Is.Zero);
        }
    }

    [Test]
    public void Every_slice_of_joined_contents_is_that_of_their_bytes()
    {
        const string Whole = "abcdefgh";
        Assert.That(Joined.SizeBytes, Is.EqualTo(Whole.Length));
        for (var first = 0; first < Whole.Length; first++)
        {
            for (var last = first; last < Whole.Length; last++)
            {
                Assert.That(Encoding.UTF8.GetString(Joined.Read(first, last)), Is.EqualTo(Whole[first..(last + 1)]), $"{first}-{last}");
            }
        }
    }

    [Test]
    public void Generated_content_is_the_same_under_the_same_name_and_size()
    {
        var one = Content.Generated("one", 64);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.ToArray(), Is.EqualTo(Content.Generated("one", 64).ToArray()));
            Assert.That(one.ToArray(), Has.Length.EqualTo(64));
            Assert.That(one.ToArray(), Is.Not.EqualTo(Content.Generated("two", 64).ToArray()));
            Assert.That(one.ToArray(), Is.Not.EqualTo(Content.Generated("one", 65).ToArray()[..64]));
            Assert.That(one.Read(8, 15), Is.EqualTo(one.ToArray()[8..16]));
        }
    }

    /// <summary>However the slices join, and beyond the steps at which the state of a digest is kept.</summary>
    [Test]
    public void Digest_of_slices_is_that_of_their_bytes()
    {
        var large = Content.Generated("large", (3 * Size.MiB) + 17);
        ImmutableArray<Slice>[] rows =
        [
            [],
            [Digits.From(4, 3)],
            [Digits.From(0, 3), Digits.From(4, 9)],
            [Digits.From(0, 3), Digits.From(5, 9)],
            [Digits.From(0, 3), Joined.From(4, 6)],
            [large.All],
            [large.From(0, Size.MiB - 1), large.From(Size.MiB, Size.MiB + 4), large.From(Size.MiB + 5, large.SizeBytes - 1)],
            [large.From(0, (2 * Size.MiB) + 2), Digits.All, large.From(0, 9)],
            [large.From(0, (2 * Size.MiB) + 1), large.From(0, (2 * Size.MiB) + 1)],
            [large.From(5, Size.MiB + 4), Digits.From(4, 3), large.From(Size.MiB + 5, large.SizeBytes - 1)],
            [Digits.From(4, 3), large.From(5, Size.MiB + 3)],
        ];
        foreach (var slices in rows)
        {
            byte[] bytes = [.. slices.SelectMany(s => s.ToArray())];
            Assert.That(Bodies.Md5(slices), Is.EqualTo(Convert.ToHexStringLower(MD5.HashData(bytes))), string.Join(", ", slices));
        }
    }

    [Test]
    public void Equal_by_bytes_and_name()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Content.Text("a"), Is.EqualTo(Content.Bytes("a", "a"u8)));
            Assert.That(Content.Text("a").GetHashCode(), Is.EqualTo(Content.Bytes("a", "a"u8).GetHashCode()));
            Assert.That(Content.Bytes("a", "b"u8), Is.Not.EqualTo(Content.Text("a")));
            Assert.That(Content.Bytes("b", "a"u8), Is.Not.EqualTo(Content.Text("a")));
            Assert.That(Content.Joined([Digits, Joined]), Is.EqualTo(Content.Joined([Content.Text("0123456789"), Joined])));
            Assert.That(Content.Joined([Digits, Joined]).GetHashCode(), Is.EqualTo(Content.Joined([Content.Text("0123456789"), Joined]).GetHashCode()));
            Assert.That(Content.Joined([Digits, Joined]), Is.Not.EqualTo(Content.Joined([Joined, Digits])));
        }
    }

    [Test]
    public void In_words() => Assert.That(
        new object[] { Digits, Content.Generated("source", 64), Content.Joined([Content.Text("ab"), Content.Generated("c", 8)]), Digits.All, Digits.From(0, 8), Digits.From(1, 9) }.Select(o => o.ToString()),
        Is.EqualTo(new[]
        {
            "\"0123456789\" (10 bytes)", "source (64 bytes)", "\"ab\" (2 bytes) + c (8 bytes)",
            "all of \"0123456789\" (10 bytes)", "bytes 0-8 of \"0123456789\" (10 bytes)", "bytes 1-9 of \"0123456789\" (10 bytes)",
        }));

    [Test]
    public void What_is_spelled_out_is_redacted()
    {
        var bindings = Bound(Content.Joined([Content.Text("a secret"), Content.Bytes("secret", "plain"u8), Content.Generated("secret", 8), Digits]));
        var content = bindings.Redacted(t => t.Replace("secret", "<key>", StringComparison.Ordinal)).Objects["source"].Content;
        Assert.That(content, Is.EqualTo(Content.Joined([Content.Bytes("a <key>", "a <key>"u8), Content.Bytes("<key>", "plain"u8), Content.Generated("secret", 8), Digits])));
    }

    [Test]
    public void Sizes() => Assert.That((Size.KiB, Size.MiB, Size.MinimumPart), Is.EqualTo((1_024L, 1_048_576L, 5_242_880L)));

    private static byte[] Appended(Content content, long first, long last)
    {
        var bytes = new List<byte>();
        content.Append(first, last, piece => bytes.AddRange(piece));
        return [.. bytes];
    }

    private static Bindings Bound(Content content) => new()
    {
        MainBucket = "main",
        SecondBucket = "second",
        MissingBucket = "missing",
        Prefix = "p/",
        Objects = ImmutableDictionary<string, BoundObject>.Empty.Add("source", new BoundObject("main", "k", content, null, null)),
    };
}
