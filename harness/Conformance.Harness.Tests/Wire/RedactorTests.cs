using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>What the redactor replaces in a text, and what it leaves.</summary>
[TestFixture]
public sealed class RedactorTests
{
    private const string Digits = "0123456789abcdefABCDEF0123456789abcdef0123456789abcdefABCDEF0123";

    [TestCase("Signature={0}", "Signature=<signature>")]
    [TestCase("a, Signature={0}, b", "a, Signature=<signature>, b")]
    [TestCase("chunk-signature={0}\r\n", "chunk-signature=<signature>\r\n", TestName = "Signatures_are_found(chunk)")]
    [TestCase("ignature={0}", "ignature=<signature>")]
    [TestCase("Signature%3D{0}&a", "Signature%3D<signature>&a")]
    [TestCase("Signature%3d{0}", "Signature%3d<signature>")]
    [TestCase("Signature={0}f", "Signature=<signature>f")]
    [TestCase("Signature={0} Signature={0}", "Signature=<signature> Signature=<signature>")]
    [TestCase("Signature: {0}", "Signature: {0}")]
    [TestCase("Signature{0}", "Signature{0}")]
    [TestCase("Signature=0123", "Signature=0123")]
    [TestCase("Signature=0123 and more", "Signature=0123 and more")]
    [TestCase("Signature=", "Signature=")]
    [TestCase("Signature", "Signature")]
    [TestCase("Signature%3", "Signature%3")]
    [TestCase("X-Amz-Signature={0}&a=b", "X-Amz-Signature=<signature>&a=b")]
    [TestCase("X-Amz-Signature=0123", "X-Amz-Signature=<signature>")]
    [TestCase("X-Amz-Signature=0123&a=b", "X-Amz-Signature=<signature>&a=b")]
    [TestCase("X-Amz-Signature=zz zz", "X-Amz-Signature=<signature> zz")]
    [TestCase("X-Amz-Signature=&a=b", "X-Amz-Signature=&a=b")]
    [TestCase("<a>X-Amz-Signature=0123</a>", "<a>X-Amz-Signature=&lt;signature&gt;</a>")]
    [TestCase(" <a>Signature={0}</a>", " <a>Signature=&lt;signature&gt;</a>")]
    [TestCase("a <a>Signature={0}</a>", "a <a>Signature=<signature></a>")]
    public void Signatures_are_found(string text, string shown) =>
        Assert.That(Apply(text.Replace("{0}", Digits, StringComparison.Ordinal)), Is.EqualTo(shown.Replace("{0}", Digits, StringComparison.Ordinal)));

    [TestCase("x-amz-server-side-encryption-customer-key: a2V5", "x-amz-server-side-encryption-customer-key: <sse-c-key>")]
    [TestCase("A: 1|X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key:a2V5 |B: 2|", "A: 1|X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key:<sse-c-key> |B: 2|")]
    [TestCase("x-amz-server-side-encryption-customer-key : \t a b|", "x-amz-server-side-encryption-customer-key : \t <sse-c-key>|", TestName = "Customer_keys_are_found(padded)")]
    [TestCase("x-amz-server-side-encryption-customer-key:|B: 2|", "x-amz-server-side-encryption-customer-key:|B: 2|")]
    [TestCase("x-amz-server-side-encryption-customer-key: |", "x-amz-server-side-encryption-customer-key: |")]
    [TestCase("x-amz-server-side-encryption-customer-key|", "x-amz-server-side-encryption-customer-key|")]
    [TestCase("x-amz-server-side-encryption-customer-key-md5: a2V5|", "x-amz-server-side-encryption-customer-key-md5: a2V5|")]
    [TestCase("|A: x-amz-server-side-encryption-customer-key: a2V5|", "|A: x-amz-server-side-encryption-customer-key: a2V5|")]
    [TestCase(": a2V5|", ": a2V5|")]
    public void Customer_keys_are_found(string head, string shown) => Assert.Multiple(() =>
    {
        Assert.That(Apply(head.Replace("|", "\r\n", StringComparison.Ordinal), TextKind.Head), Is.EqualTo(shown.Replace("|", "\r\n", StringComparison.Ordinal)));
        Assert.That(Apply(head.Replace("|", "\n", StringComparison.Ordinal), TextKind.Head), Is.EqualTo(shown.Replace("|", "\n", StringComparison.Ordinal)));
        Assert.That(Apply(head), Is.EqualTo(head), "a body has no lines");
    });

    // 616263 is abc, dGVzdA== is test; four characters are the fewest that are looked for in bodies.
    [TestCase("abc", "x abc x", "x abc x")]
    [TestCase("abc", "61 62 63", "61 62 63")]
    [TestCase("test", "test", "<1>")]
    [TestCase("test", "74657374", "<1>")]
    [TestCase("test", "74 65 73 74 and 74657374-74657374", "<1> and <1>-<1>")]
    [TestCase("elevenchars", "xelevencharsx", "xelevencharsx")]
    [TestCase("twelve-chars", "xtwelve-charsx", "x<1>x")]
    [TestCase("twelve-chars", "twelve-charstwelve-chars", "<1><1>")]
    [TestCase("twelve-chars", "dHdlbHZlLWNoYXJz, dHdlbHZlLWNoYXJz", "<1>, <1>")]
    [TestCase("twelve-chars", "dHdlbHZlLWNoYXJz\ndHdlbHZlLWNoYXJz dHdlbHZlLWNoYXJz", "<1>\n<1> <1>", TestName = "Secret_is_found(thrice)")]
    public void Secret_is_found_from_a_length_on(string secret, string text, string shown) => Assert.That(Apply(text, TextKind.Body, (secret, "<1>")), Is.EqualTo(shown));

    [TestCase("twelve-chars twelve-characters", "<1> <2>")]
    [TestCase("twelve-chars", "<1>")]
    public void Longer_secret_goes_before_the_shorter_one_within_it(string text, string shown) => Assert.Multiple(() =>
    {
        Assert.That(Apply(text, TextKind.Body, ("twelve-chars", "<1>"), ("twelve-characters", "<2>")), Is.EqualTo(shown));
        Assert.That(Apply(text, TextKind.Body, ("twelve-characters", "<2>"), ("twelve-chars", "<1>")), Is.EqualTo(shown));
    });

    [Test]
    public void First_of_two_names_for_one_secret_is_shown() =>
        Assert.That(Apply("=twelve-chars", TextKind.Body, ("twelve-chars", "<1>"), ("twelve-chars", "<2>")), Is.EqualTo("=<1>"));

    [Test]
    public void Name_of_a_secret_is_escaped_in_xml() =>
        Assert.That(Apply("<K>twelve-chars</K>", TextKind.Body, ("twelve-chars", "<a & b>")), Is.EqualTo("<K>&lt;a &amp; b&gt;</K>"));

    [Test]
    public void Plain_secret_is_found_as_it_stands_only()
    {
        var set = new SecretSet([Secret.Plain("twelve/chars", "<1>")]);
        var hex = Convert.ToHexStringLower("twelve/chars"u8);
        Assert.That(
            new Redactor().Apply($"twelve/chars twelve%2Fchars {hex} twelve/chars", TextKind.Body, set),
            Is.EqualTo($"<1> twelve%2Fchars {hex} <1>"));
    }

    [Test]
    public void Places_that_overlap_show_the_earliest_and_longest_once()
    {
        var hits = new HitList(isXml: false);
        hits.Add(4, 2, "<c>"u8.ToArray());
        hits.Add(0, 3, "<a>"u8.ToArray());
        hits.Add(0, 5, "<b>"u8.ToArray());
        hits.Add(6, 1, "<d>"u8.ToArray());
        Assert.That(Encoding.ASCII.GetString(hits.Replace("012345678"u8)!), Is.EqualTo("<b><d>78"));
    }

    [Test]
    public void Sentence_is_shortened_to_what_can_be_borne()
    {
        var scribe = new ExchangeScribe(new Redactor(), new BodyDigests(), new Limits());
        Assert.Multiple(() =>
        {
            Assert.That(scribe.Sentence(null, SecretSet.Empty), Is.Null);
            Assert.That(scribe.Sentence(new string('x', 240), SecretSet.Empty), Is.EqualTo(new string('x', 240)));
            Assert.That(scribe.Sentence(new string('x', 241), SecretSet.Empty), Is.EqualTo(new string('x', 240) + "…"));
        });
    }

    [Test]
    public void Credentials_show_their_access_key_only() =>
        Assert.That(new Credentials("AKID", "secret", "token").ToString(), Is.EqualTo("Credentials(AKID)"));

    private static string Apply(string text, TextKind kind = TextKind.Body, params (string Value, string Shown)[] secrets)
    {
        var redactor = new Redactor();
        foreach (var (value, shown) in secrets)
        {
            redactor.Add(value, shown);
        }

        return redactor.Apply(text, kind, SecretSet.Empty);
    }
}
