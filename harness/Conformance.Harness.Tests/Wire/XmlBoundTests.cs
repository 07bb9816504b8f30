using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>What is just within the bounds of the XML reader, what it says just beyond them, and where it says it is.</summary>
[TestFixture]
public sealed class XmlBoundTests
{
    [TestCase(0, true)]
    [TestCase(1, false)]
    public void Document_has_a_largest_size(int beyond, bool isRead)
    {
        var body = $" <a>{new string(' ', SafeXml.MaxBytes - 8 + beyond)}</a>";
        Assert.That(Read(body), isRead
            ? Has.Property(nameof(XmlReading.Error)).Null
            : Is.EqualTo(new XmlReading(null, "The document is larger than 8388608 bytes.", false, false, false)));
    }

    // Comments and processing instructions are no part of the document and do not count.
    [TestCase(0, null)]
    [TestCase(1, "The document has more than 200000 nodes at line 1, column ")]
    public void Document_has_a_largest_number_of_nodes(int beyond, string? error)
    {
        var reading = Read("<?p?><a><!-- c -->" + string.Concat(Enumerable.Repeat("<b/>", SafeXml.MaxNodes - 2 + beyond)) + "<?p?></a>");
        Assert.That(reading.Error, error is null ? Is.Null : Does.StartWith(error));
        Assert.That(reading.Document is null, Is.EqualTo(error is not null));
    }

    [TestCase(SafeXml.MaxAttributes, null)]
    [TestCase(SafeXml.MaxAttributes + 1, "An element has more than 64 attributes at line 1, column 2.")]
    public void Element_has_a_largest_number_of_attributes(int attributes, string? error) =>
        Assert.That(Read("<a " + string.Concat(Enumerable.Range(0, attributes).Select(static i => $"a{i}='' ")) + "/>").Error, Is.EqualTo(error));

    [Test]
    public void Elements_nest_so_deep_and_no_deeper() =>
        Assert.That(
            Read("\n" + string.Concat(Enumerable.Repeat("<a>", 65)) + string.Concat(Enumerable.Repeat("</a>", 65))).Error,
            Is.EqualTo("Elements nest deeper than 64 levels at line 2, column 194."));

    [TestCase("", false, false)]
    [TestCase(" \n", true, false)]
    [TestCase("\uFEFF", false, true)]
    [TestCase("\uFEFF\t", true, true)]
    public void Empty_body_tells_what_is_in_it_all_the_same(string body, bool isLed, bool isMarked) =>
        Assert.That(Read(body), Is.EqualTo(new XmlReading(null, "The body is empty.", isLed, false, false, isMarked)));

    [TestCase("utf-8")]
    [TestCase("utf-16")]
    [TestCase("utf-16BE")]
    public void Mark_is_told_in_every_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = encoding.GetBytes("<R>é</R>");
        Assert.Multiple(() =>
        {
            Assert.That(SafeXml.Read([.. encoding.GetPreamble(), .. text]).HasByteOrderMark, Is.True);
            Assert.That(SafeXml.Read(text).HasByteOrderMark, Is.False);
        });
    }

    [TestCase("   <R>\n<", "line 2, column 2")]
    [TestCase("\n   <R>\n <", "line 3, column 3")]
    [TestCase("\n   <", "line 2, column 4")]
    public void Columns_before_the_document_count_on_its_first_line_only(string body, string place) =>
        Assert.That(Read(body).Error, Does.EndWith($" at {place}."));

    [TestCase("<R>")]
    [TestCase("<R a/>")]
    [TestCase("<R/><R/>")]
    [TestCase("<!DOCTYPE R><R/>")]
    public void Place_is_said_once_and_in_our_words(string body) =>
        Assert.That(Read(body).Error, Does.Match("[^. ] at line 1, column [0-9]+\\.$").And.Not.Contain(" Line "));

    private static XmlReading Read(string body) => SafeXml.Read(Encoding.UTF8.GetBytes(body));
}
