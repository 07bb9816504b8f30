using System.Collections.Immutable;
using System.Security.Cryptography;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Generated content says where it came from, however it was cut, joined or damaged.</summary>
[TestFixture]
public sealed class ProvenanceTests
{
    private const int Rounds = 400;

    [Test]
    public void Fill_agrees_with_itself_at_every_offset()
    {
        var whole = Provenance.Slice(9, 0, 99);
        for (var first = 0; first < 40; first++)
        {
            for (var last = first; last < 100; last++)
            {
                Assert.That(Provenance.Slice(9, first, last).AsSpan().SequenceEqual(whole.AsSpan(first, last - first + 1)), Is.True, $"{first}-{last}");
            }

            Assert.That(Provenance.ByteAt(9, first), Is.EqualTo(whole[first]));
        }
    }

    [Test]
    public void Digest_of_a_slice_is_that_of_its_bytes([Values(0, 1, 7, 8, 65_536)] int first, [Values(1, 8, 65_535, 65_537, 200_001)] int size) =>
        Assert.That(Provenance.Md5(9, first, first + size - 1), Is.EqualTo(Convert.ToHexStringLower(MD5.HashData(Provenance.Slice(9, first, first + size - 1)))));

    [Test]
    public void Every_slice_of_15_bytes_is_recognised_at_every_alignment()
    {
        for (var first = 0; first < 32; first++)
        {
            for (var size = 15; size < 60; size++)
            {
                Assert.That(
                    Decode(Provenance.Slice(513, first, first + size - 1)), Is.EqualTo(new[] { new ProvenanceRun(0, 513, first, size) }), $"{first}+{size}");
            }
        }
    }

    [Test]
    public void Offsets_beyond_four_gigabytes_are_recognised()
    {
        const long First = 5_368_709_120_003;
        Assert.That(Decode(Provenance.Slice(1, First % (1L << 35), (First % (1L << 35)) + 99)).Single().First, Is.EqualTo(First % (1L << 35)));
    }

    [Test]
    public void Zeros_and_other_plain_content_are_no_objects()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Decode(new byte[10_000]), Is.Empty);
            Assert.That(Decode(Enumerable.Repeat((byte)0xFF, 10_000).ToArray()), Is.Empty);
            Assert.That(Decode(Enumerable.Repeat((byte)'a', 10_000).ToArray()), Is.Empty);
        });
    }

    [Test]
    public void Random_content_is_no_object()
    {
        var noise = new byte[4 * 1024 * 1024];
        new Random(7).NextBytes(noise);
        Assert.That(Decode(noise), Is.Empty);
    }

    [Test]
    public void Concatenations_and_gaps_are_told_apart()
    {
        var random = new Random(42);
        for (var round = 0; round < Rounds; round++)
        {
            var (body, expected) = Compose(random);
            CheckRuns(Decode(body), expected, body, $"round {round}");
        }
    }

    [TestCase(1, 1)]
    [TestCase(8, 8)]
    [TestCase(1024, 1024)]
    [TestCase(5 * 1024 * 1024, 64 * 1024)]
    public void Seams_at_round_offsets_are_exact(int unit, int sizeUnit)
    {
        for (var id = 0; id < 300 && (unit < 100_000 || id < 3); id++)
        {
            var (left, right) = ((ushort)id, (ushort)(id * 7));
            byte[] body = [.. Provenance.Slice(left, unit, unit + (16L * sizeUnit) - 1), .. Provenance.Slice(right, 0, (16L * sizeUnit) - 1)];
            Assert.That(
                Decode(body),
                Is.EqualTo(new ProvenanceRun[] { new(0, left, unit, 16 * sizeUnit), new(16 * sizeUnit, right, 0, 16 * sizeUnit) }),
                $"objects {left} and {right}");
        }
    }

    [Test]
    public void Pieces_do_not_matter()
    {
        var random = new Random(43);
        for (var round = 0; round < Rounds; round++)
        {
            var (body, _) = Compose(random);
            var decoder = new ProvenanceDecoder(maxRuns: 256);
            for (var at = 0; at < body.Length;)
            {
                var size = Math.Min(random.Next(1, 30), body.Length - at);
                decoder.Append(body.AsSpan(at, size));
                at += size;
            }

            Assert.That(decoder.Finish(), Is.EqualTo(Decode(body)), $"round {round}");
        }
    }

    [Test]
    public void Corrupted_byte_is_located()
    {
        var random = new Random(44);
        for (var round = 0; round < Rounds; round++)
        {
            var first = random.Next(1000);
            var body = Provenance.Slice(3, first, first + 999);
            var at = random.Next(15, 985);
            body[at] ^= (byte)(1 << random.Next(8));
            Assert.That(
                Decode(body),
                Is.EqualTo(new[] { new ProvenanceRun(0, 3, first, at), new ProvenanceRun(at + 1, 3, first + at + 1, 999 - at) }),
                $"round {round}, byte {at}");
        }
    }

    [Test]
    public void Short_slices_count_where_they_touch()
    {
        byte[] tail = [.. Provenance.Slice(1, 0, 99), .. Provenance.Slice(2, 0, 9)];
        byte[] lead = [.. Provenance.Slice(2, 0, 9), .. Provenance.Slice(1, 0, 99)];
        byte[] island = [.. new byte[20], .. Provenance.Slice(2, 0, 9), .. new byte[20]];
        Assert.Multiple(() =>
        {
            Assert.That(Decode(tail), Is.EqualTo(new ProvenanceRun[] { new(0, 1, 0, 100), new(100, 2, 0, 10) }));
            Assert.That(Decode(lead), Is.EqualTo(new ProvenanceRun[] { new(0, 2, 0, 10), new(10, 1, 0, 100) }));
            Assert.That(Decode(Provenance.Slice(2, 0, 7)), Is.EqualTo(new ProvenanceRun[] { new(0, 2, 0, 8) }));
            Assert.That(Decode(island), Is.Empty);
        });
    }

    [Test]
    public void Runs_are_bounded()
    {
        var body = Enumerable.Range(0, 50).SelectMany(static i => Provenance.Slice((ushort)(i + 1), 0, 23)).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(Provenance.Decode(body), Has.Length.EqualTo(50));
            Assert.That(Provenance.Decode(body, maxRuns: 7), Has.Length.EqualTo(7));
        });
    }

    [Test]
    public async Task Large_body_is_recorded_by_digest_and_provenance()
    {
        var content = Provenance.Slice(77, 3, 5 * 1024 * 1024 + 2);
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {content.Length}\r\n\r\n");
            await connection.SendAsync(content);
            await connection.HungUpAsync();
        });
        foreach (var carrier in new[] { Carrier.Rest, Carrier.Http, Carrier.Socket })
        {
            await using var client = WireTesting.Client(target.Endpoint);
            var cut = await client.SendAsync(WireTesting.Put("/b/k", content), WireTesting.Label, new SendOptions { Carrier = carrier });
            Check(cut.Request.Body, 1024);
            Check(cut.Response!.Body, 1024);
        }

        await using var keeping = WireTesting.Client(target.Endpoint);
        var whole = await keeping.SendAsync(WireTesting.Get("/b/k"), WireTesting.Label, new SendOptions { KeepWholeBody = true });
        Check(whole.Response!.Body, content.Length);
        Assert.That(whole.Response.Body.Bytes.AsSpan().SequenceEqual(content), Is.True);

        void Check(RecordedBody body, int kept) => Assert.Multiple(() =>
        {
            Assert.That(body.Length, Is.EqualTo(content.Length));
            Assert.That(body.Bytes, Has.Length.EqualTo(kept));
            Assert.That(body.Md5, Is.EqualTo(Convert.ToHexStringLower(MD5.HashData(content))));
            Assert.That(body.Provenance, Is.EqualTo(new[] { new ProvenanceRun(0, 77, 3, content.Length) }));
        });
    }

    // Bytes at a seam may by chance belong to both sides, or to a gap as well: a run may be off there, but only by bytes that are its own.
    private static void CheckRuns(ImmutableArray<ProvenanceRun> decoded, ProvenanceRun[] expected, byte[] body, string message)
    {
        Assert.That(decoded, Has.Length.EqualTo(expected.Length), message);
        foreach (var (run, wanted) in decoded.Zip(expected))
        {
            Assert.That((run.ObjectId, run.First - run.At), Is.EqualTo((wanted.ObjectId, wanted.First - wanted.At)), message);
            Assert.That(run.At, Is.EqualTo(wanted.At).Within(3), message);
            Assert.That(run.SizeBytes, Is.EqualTo(wanted.SizeBytes).Within(4), message);
            var bytes = Provenance.Slice(run.ObjectId, run.First, run.First + run.SizeBytes - 1);
            Assert.That(body.AsSpan((int)run.At, bytes.Length).SequenceEqual(bytes), Is.True, message);
        }
    }

    // Slices of changing objects, some at a distance filled with something else.
    private static (byte[] Body, ProvenanceRun[] Runs) Compose(Random random)
    {
        var body = new List<byte>();
        var runs = new List<ProvenanceRun>();
        var count = random.Next(1, 6);
        for (var i = 0; i < count; i++)
        {
            if (random.Next(3) == 0)
            {
                body.AddRange(Enumerable.Repeat((byte)'#', random.Next(1, 40)));
            }

            var objectId = (ushort)((random.Next(1000) * 8) + i);
            var first = random.Next(10_000);
            var size = random.Next(15, 200);
            runs.Add(new ProvenanceRun(body.Count, objectId, first, size));
            body.AddRange(Provenance.Slice(objectId, first, first + size - 1));
        }

        return ([.. body], [.. runs]);
    }

    private static ImmutableArray<ProvenanceRun> Decode(byte[] body) => Provenance.Decode(body);
}
