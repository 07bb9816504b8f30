using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>XML from targets that mean no good.</summary>
[TestFixture]
public sealed class SafeXmlTests
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    [Test]
    public void Document_of_s3_is_read()
    {
        var reading = Read($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<R xmlns=\"{Namespace}\" xmlns:x=\"u:x\" x:a=\"1\" b=\"2\"><!-- c --><K>a &amp; &#233;</K><E/><C><![CDATA[<d>]]></C></R>");
        var root = reading.Document!.Root!;
        Assert.Multiple(() =>
        {
            Assert.That(reading, Is.EqualTo(new XmlReading(reading.Document, null, false, true, true, false, "UTF-8")));
            Assert.That(root.Name.NamespaceName, Is.EqualTo(Namespace));
            Assert.That(root.Elements().Select(static e => e.Name.LocalName), Is.EqualTo(new[] { "K", "E", "C" }));
            Assert.That(root.Elements().Select(static e => e.Value), Is.EqualTo(new[] { "a & é", "", "<d>" }));
            Assert.That(root.Attribute("b")!.Value, Is.EqualTo("2"));
            Assert.That(root.Attribute(System.Xml.Linq.XName.Get("a", "u:x"))!.Value, Is.EqualTo("1"));
        });
    }

    [TestCase("<R/>", false, false, false)]
    [TestCase(" \r\n\t<R/>", true, false, false)]
    [TestCase("\n\n  <?xml version=\"1.0\"?><R/>", true, true, false)]
    [TestCase("\uFEFF<?xml version=\"1.0\"?><R/>", false, true, true)]
    [TestCase("\uFEFF \n<?xml version=\"1.0\"?><R/>", true, true, true)]
    [TestCase("<?xml version=\"1.0\"?>\n\n   \n<R/>", false, true, false)]
    [TestCase("<R/>\n\n", false, false, false)]
    public void White_space_and_marks_are_tolerated_and_told(string body, bool isLed, bool isDeclared, bool isMarked)
    {
        var reading = Read(body);
        Assert.Multiple(() =>
        {
            Assert.That(reading.Error, Is.Null);
            Assert.That(reading.LeadingWhitespace, Is.EqualTo(isLed));
            Assert.That(reading.HasDeclaration, Is.EqualTo(isDeclared));
            Assert.That(reading.HasByteOrderMark, Is.EqualTo(isMarked));
            Assert.That(reading.Namespaced, Is.False);
        });
    }

    // The answers that servers send, and what stands beside each kind of thing that the quick reader knows.
    [TestCase("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchUpload</Code><Message>a &lt;b&gt; &quot;c&quot; &amp; &apos;d&apos;</Message><Key/></Error>", true)]
    [TestCase("<?xml version=\"1.0\" encoding=\"utf-8\"?><R xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\n  <A>1</A>\n  <B xmlns=\"urn:b\"><C/></B>\n</R>\n", true)]
    [TestCase("<A><A/><A></A>x<A>&amp;</A>&lt;</A>", true)]
    [TestCase("<A>\r\n</A>", false)]
    [TestCase("<A>é</A>", false)]
    [TestCase("<A>&#49;</A>", false)]
    [TestCase("<A>]]></A>", false)]
    [TestCase("<A>]]&gt;</A>", false)]
    [TestCase("<A xmlns=\"\"/>", false)]
    [TestCase("<A xmlns=\"http://www.w3.org/2000/xmlns/\"/>", false)]
    [TestCase("<A xmlns=\"a\" xmlns=\"a\"/>", false)]
    [TestCase("<A b=\"1\"/>", false)]
    [TestCase("<A ></A>", false)]
    [TestCase("<A></A >", false)]
    [TestCase("<A><!-- --></A>", false)]
    [TestCase("<A></B>", false)]
    [TestCase("<A><B></A></B>", false)]
    [TestCase("<A/><A/>", false)]
    [TestCase("<A/>x", false)]
    [TestCase("<A>", false)]
    [TestCase("<A>x", false)]
    [TestCase("<1/>", false)]
    [TestCase("<xmlA/>", false)]
    [TestCase("</A>", false)]
    [TestCase("<>", false)]
    [TestCase("", false)]
    public void What_is_plain_is_read_quickly_and_to_the_same_tree(string document, bool isPlain)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        Assert.That(PlainXml.Read(bytes), isPlain ? Is.Not.Null : Is.Null);
        Assert.That(() => ReaderTargets.Xml(bytes), Throws.Nothing);
    }

    [Test]
    public void Both_readers_agree_on_bent_documents()
    {
        byte[][] seeds =
        [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchUpload</Code><Message>a &lt;b&gt; &amp;</Message><Key/></Error>"u8.ToArray(),
            "<R xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"> <A>1</A><B xmlns=\"urn:b\"><C/></B></R>"u8.ToArray(),
            "<A><A/><A></A>x<A>&amp;</A>&lt;</A>"u8.ToArray(),
        ];
        var random = new Random(20261123);
        var plain = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Bent(seeds[i % seeds.Length], random);
            Assert.That(() => ReaderTargets.Xml(bytes), Throws.Nothing, Encoding.Latin1.GetString(bytes));
            plain += PlainXml.Read(bytes) is null ? 0 : 1;
        }

        Assert.That(plain, Is.GreaterThan(1000), "bent documents that are plain still");
    }

    private static byte[] Bent(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = seed[random.Next(seed.Length)]; break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.InsertRange(at, seed.AsSpan(random.Next(seed.Length - 8), random.Next(8)).ToArray()); break;
                default: bytes[at] = (byte)random.Next(256); break;
            }
        }

        return [.. bytes];
    }

    [TestCase("utf-16")]
    [TestCase("utf-16BE")]
    [TestCase("utf-32")]
    [TestCase("iso-8859-1")]
    public void Other_encodings_are_read(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] body = [.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{name.Replace("BE", "", StringComparison.Ordinal)}\"?><R>é</R>")];
        var reading = SafeXml.Read(body);
        Assert.That(reading.Document?.Root?.Value, Is.EqualTo("é"), reading.Error);
    }

    [TestCase("", "The body is empty.")]
    [TestCase("  \n", "The body is empty.")]
    [TestCase("<!DOCTYPE R><R/>", "DTD is prohibited")]
    [TestCase("<!DOCTYPE R [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><R>&a;</R>", "DTD is prohibited")]
    [TestCase("<!DOCTYPE R [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><R>&b;</R>", "DTD is prohibited")]
    [TestCase("<R>&undefined;</R>", "undeclared entity")]
    [TestCase("<R><K></R>", "line 1, column 9")]
    [TestCase("<R><K>", "line 1, column 7")]
    [TestCase("<R>&#0;</R>", "invalid character")]
    [TestCase("<R>\u0001</R>", "invalid character", TestName = "A_control_character_is_not_well_formed")]
    [TestCase("<R/><R/>", "multiple root elements")]
    [TestCase("<R a='1' a='2'/>", "duplicate attribute")]
    [TestCase("<x:R/>", "undeclared prefix")]
    [TestCase("not xml", "line 1, column 1")]
    [TestCase("{\"a\":1}", "line 1, column 1")]
    [TestCase("<html><br></html>", "line 1, column 13")]
    [TestCase("<?xml version=\"1.0\" encoding=\"no-such-encoding\"?><R/>", "encoding")]
    public void What_is_not_well_formed_is_one_sentence(string body, string part)
    {
        var reading = Read(body);
        Assert.Multiple(() =>
        {
            Assert.That(reading.Document, Is.Null);
            Assert.That(reading.Error, Does.Contain(part).IgnoreCase.And.EndWith(".").And.Not.Contain("\n"));
        });
    }

    [TestCase("\n\n<R>\n  <K>\n", "line 5, column 1")]
    [TestCase("   <R ><", "line 1, column 9")]
    [TestCase("\n   <R><", "line 2, column 8")]
    public void Places_count_from_the_start_of_the_body(string body, string place) =>
        Assert.That(Read(body).Error, Does.Contain(place));

    [Test]
    public void Invalid_utf8_is_refused() =>
        Assert.That(SafeXml.Read([.. "<R>"u8, 0xC3, 0x28, .. "</R>"u8]).Error, Is.Not.Null);

    [Test]
    public void Truncation_anywhere_is_refused()
    {
        var whole = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><R xmlns=\"{Namespace}\"><K a=\"b\">é</K></R>");
        Assert.Multiple(() =>
        {
            for (var size = 0; size < whole.Length; size++)
            {
                Assert.That(SafeXml.Read(whole.AsSpan(0, size)).Error, Is.Not.Null, $"{size} bytes");
            }
        });
    }

    [TestCase(64, true)]
    [TestCase(65, false)]
    [TestCase(500_000, false)]
    public void Depth_is_bounded(int depth, bool isRead)
    {
        var reading = Read(string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth)));
        Assert.That(reading.Document is not null, Is.EqualTo(isRead), reading.Error);
    }

    [Test]
    public void Size_nodes_and_attributes_are_bounded()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Read("<a>" + new string(' ', SafeXml.MaxBytes) + "</a>").Error, Does.Contain("larger than"));
            Assert.That(Read("<a>" + string.Concat(Enumerable.Repeat("<b/>", SafeXml.MaxNodes)) + "</a>").Error, Does.Contain("nodes"));
            Assert.That(Read("<a " + string.Concat(Enumerable.Range(0, 65).Select(static i => $"a{i}='' ")) + "/>").Error, Does.Contain("attributes"));
        });
    }

    [Test]
    public void Anything_is_answered_without_an_exception()
    {
        var random = new Random(5);
        var seed = Encoding.UTF8.GetBytes($"\uFEFF <?xml version=\"1.0\" encoding=\"utf-8\"?><R xmlns=\"{Namespace}\"><K a='1'>&lt;&#x41;</K><![CDATA[x]]></R>");
        for (var round = 0; round < 5000; round++)
        {
            var body = seed.ToArray();
            for (var changes = random.Next(1, 5); changes > 0; changes--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            Assert.That(() => SafeXml.Read(body), Throws.Nothing, Convert.ToHexString(body));
        }
    }

    private static XmlReading Read(string body) => SafeXml.Read(Encoding.UTF8.GetBytes(body));
}
