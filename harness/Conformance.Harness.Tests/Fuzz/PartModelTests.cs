using System.Xml.Linq;
using Conformance.Fuzz;

namespace Conformance.Harness.Tests.Fuzz;

/// <summary>What a listing of parts shows beside what is known of them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PartModelTests
{
    private static readonly Dictionary<int, PartModel> Known = new() { [1] = new PartModel(10, "a"), [3] = new PartModel(null, "b") };

    [TestCase("1/10/a 3/7/b", "")]
    [TestCase("1/10/a", "part 3 is not listed")]
    [TestCase("1/11/a 3/7/b", "part 1: 11 bytes, ETag a")]
    [TestCase("1/10/a 3/7/", "part 3: 7 bytes, ETag ")]
    [TestCase("1/10/a 2/5/c 3/7/b", "part 2 is listed")]
    [TestCase("1/10/a 2/5/stray 3/7/b", "")]
    [TestCase("1/5/stray 3/7/b", "")]
    [TestCase("1/5/stray 2/5/stray 3/7/b", "part 2 is listed")]
    [TestCase("1/10/a 1/10/a 3/7/b", "part 1 is listed 2 times")]
    [TestCase("3/7/b 1/10/a", "part 1 behind part 3")]
    [TestCase("1/10/a 3/7/b x/y/z", "part -1 is listed; part -1 behind part 3")]
    public void What_differs_is_said_part_by_part(string listed, string expected)
    {
        var listing = new XElement("ListPartsResult", listed.Split(' ').Select(p => p.Split('/')).Select(p =>
            new XElement("Part", new XElement("PartNumber", p[0]), new XElement("Size", p[1]), new XElement("ETag", $"\"{p[2]}\""))));
        Assert.That(string.Join("; ", PartModel.Differences(Known, listing, ["stray"]).Select(d => d.Received)), Is.EqualTo(expected));
    }
}
