using System.Collections.Immutable;
using Conformance.Fuzz;
using Conformance.Model;

namespace Conformance.Harness.Tests.Fuzz;

/// <summary>What the models say of values, and that every word of it is in the catalogue.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OracleTests
{
    private static readonly Catalogue Catalogue = CatalogueLoader.Load(Path.Combine(Repository.Root, "fixtures", "catalogue"));

    private static readonly Bindings Bound = new()
    {
        MainBucket = "bucket",
        SecondBucket = "second",
        MissingBucket = "missing",
        Prefix = "p/",
        Objects = ImmutableDictionary<string, BoundObject>.Empty.Add("source", new BoundObject("bucket", "p/key", Content.Text("0123456789"), "\"e\"", "Thu, 01 Jan 2026 00:00:00 GMT")),
        Uploads = ImmutableDictionary<string, BoundUpload>.Empty.Add("upload", new BoundUpload("bucket", "p/to", "AbC", ImmutableSortedDictionary<int, BoundPart>.Empty)),
    };

    [TestCase("bytes=0-9", "range/exact-full")]
    [TestCase("bytes=0-10", "range/last-equals-size")]
    [TestCase("bytes=10-11", "range/first-equals-size")]
    [TestCase("bytes=3-2", "range/reversed")]
    [TestCase("bytes=0-18446744073709551616", "range/overflow")]
    [TestCase("bytes=0-1,3-4", "range/multi")]
    [TestCase("bytes=0-1\n", "range/control-character")]
    public void A_range_belongs_to_a_class(string value, string expected) => Assert.That(RangeModel.Read(value, 10).Class, Is.EqualTo(expected));

    [TestCase("1", "part/lowest")]
    [TestCase("10001", "part/over-max")]
    [TestCase("4294967297", "part/overflow32")]
    [TestCase("%31", "part/lowest")]
    [TestCase("1%0A", "part/whitespace")]
    [TestCase("1e0", "part/decimal")]
    [TestCase("%D9%A1", "part/unicode-digits")]
    [TestCase("%aa", "part/no-utf8")]
    [TestCase("1%C3", "part/no-utf8")]
    [TestCase("%EF%BF%BD", "part/no-utf8")]
    public void A_part_number_belongs_to_a_class(string value, string expected) => Assert.That(PartNumberModel.Read(value).Class, Is.EqualTo(expected));

    [TestCase("bucket/p/key", "source/plain")]
    [TestCase("bucket%2Fp%2fkey", "source/encoded-slash")]
    [TestCase("/bucket/p/key", "source/leading-slash")]
    [TestCase("bucket/p/KEY", "source/key-missing")]
    [TestCase("other-bucket/p/key", "source/bucket-missing")]
    [TestCase("a..b/p/key", "source/invalid-bucket-name")]
    [TestCase("bucket", "source/no-slash")]
    [TestCase("bucket/%zz", "source/bad-percent")]
    public void A_copy_source_belongs_to_a_class(string value, string expected) => Assert.That(CopySourceModel.Read(value, Bound).Class, Is.EqualTo(expected));

    [TestCase("p/key", "/bucket/p/key", "upc.src.leading-slash")]
    [TestCase("p/key", "bucket/p/%6bey", "upc.src.hex-case")]
    [TestCase("p/a b", "bucket/p/a%20b", "upc.src.percent-encoding")]
    [TestCase("p/a b", "/bucket/p/a%20b", "upc.src.percent-encoding")]
    [TestCase("p/a+b", "bucket%2Fp/a%2bb", "upc.src.percent-encoding")]
    public void A_key_that_has_to_be_escaped_is_about_decoding(string key, string value, string rule)
    {
        var bindings = Bound with { Objects = Bound.Objects.SetItem("source", Bound.Object("source") with { Key = key }) };
        Assert.That(CopySourceModel.Read(value, bindings).Expected, Is.InstanceOf<Expected.Sound>().With.Property("Cites").EqualTo(new[] { rule }));
    }

    [Test]
    public void Every_expectation_of_the_lattice_cites_the_catalogue()
    {
        var unknown = Surfaces.All.SelectMany(Lattices.Of)
            .Where(i => i[Fields.Source] != Sources.Odd)
            .SelectMany(i => Oracle.Expect(i, Bound).Then)
            .SelectMany(c => c.Requirements)
            .Distinct()
            .Where(id => Catalogue.Find(id) is null);
        Assert.That(unknown, Is.Empty);
    }

    [TestCase("range", "bytes=5-", 1)]
    [TestCase("range", "BYTES=0-8", 1)]
    [TestCase("range", "bytes=0-8", 1)]
    [TestCase("part-number", "7", 7)]
    [TestCase("part-number", "07", 7)]
    [TestCase("part-number", "%2B7", null)]
    [TestCase("copy-source", "{bucket}", null)]
    public void What_is_in_doubt_leaves_the_number_of_the_part_known_or_does_not(string field, string value, int? number)
    {
        var surface = field switch { "range" => Surface.Range, "part-number" => Surface.PartNumber, _ => Surface.CopySource };
        Assert.That(Oracle.Expect(Input.Baseline(surface).With(field, value), Bound).PartNumber, Is.EqualTo(number));
    }

    [Test]
    public void An_input_is_read_back_as_it_was_written()
    {
        foreach (var input in Surfaces.All.SelectMany(Lattices.Of))
        {
            Assert.That(Input.Parse(input.Text()), Is.EqualTo(input));
        }
    }

    [Test]
    public void An_observation_keeps_its_status_and_loses_its_numbers() =>
        Assert.That(Cause.Normalise("status 500 after 1234 bytes of \"x\", 0123456789abcdef"), Is.EqualTo("status 500 after N bytes of \"…\", H"));
}
