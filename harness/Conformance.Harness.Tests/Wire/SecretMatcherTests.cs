using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>How much of a text spells a secret, character by character, and whether it stands alone there.</summary>
[TestFixture]
public sealed class SecretMatcherTests
{
    public static IEnumerable<TestCaseData> Rows() =>
        Spelled().Select(static r => new TestCaseData(r.Text, r.Secret, r.Length).SetArgDisplayNames($"{r.Text} as {Convert.ToHexString(Encoding.UTF8.GetBytes(r.Secret))}"));

    [TestCaseSource(nameof(Rows))]
    public void Length_of_what_spells_the_secret(string text, string secret, int length)
    {
        var (textBytes, secretBytes) = (Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(secret));
        Assert.Multiple(() =>
        {
            Assert.That(SecretMatcher.Match(textBytes, 0, secretBytes), Is.EqualTo(length), "at the start");
            Assert.That(SecretMatcher.Match([.. "%&\\"u8, .. textBytes], 3, secretBytes), Is.EqualTo(length), "further on");
        });
    }

    [TestCase("key", 0, true)]
    [TestCase("xkey", 1, false)]
    [TestCase("keyx", 0, false)]
    [TestCase("key_", 0, false)]
    [TestCase("-key", 1, false)]
    [TestCase(".key", 1, false)]
    [TestCase("=key&", 1, true)]
    [TestCase("%3Dkey", 3, true)]
    [TestCase("a%3Dkey", 4, true)]
    [TestCase("%41key", 3, false)]
    [TestCase("%zzkey", 3, false)]
    [TestCase("x3Dkey", 3, false)]
    [TestCase("3Dkey", 2, false)]
    [TestCase("x3=key", 3, true)]
    public void Stands_alone_between_what_is_no_word(string text, int start, bool isAlone) =>
        Assert.That(SecretMatcher.StandsAlone(Encoding.UTF8.GetBytes(text), start, 3), Is.EqualTo(isAlone));

    private static IEnumerable<(string Text, string Secret, int Length)> Spelled()
    {
        yield return ("Key", "Key", 3);
        yield return ("Keys", "Key", 3);
        yield return ("Ke", "Key", 0);
        yield return ("Kex", "Key", 0);

        // A space may be a plus, and only a space.
        yield return ("a b", "a b", 3);
        yield return ("a+b", "a b", 3);
        yield return ("a-b", "a b", 0);
        yield return ("a+b", "a-b", 0);

        // Percent-encoded, any number of times.
        yield return ("%41", "A", 3);
        yield return ("%41b", "Ab", 4);
        yield return ("%42", "A", 0);
        yield return ("%4", "A", 0);
        yield return ("%", "A", 0);
        yield return ("%", "%", 1);
        yield return ("%25", "%", 3);
        yield return ("%2541", "A", 5);
        yield return ("%252541c", "Ac", 8);
        yield return ("%25zz", "%zz", 5);
        yield return ("%zz", "%zz", 3);
        yield return ("%2f", "/", 3);
        yield return ("%2F", "/", 3);
        yield return ("%4g", "\u0004", 0);

        // A character of XML.
        yield return ("&amp;", "&", 5);
        yield return ("&amp;", "a", 0);
        yield return ("&lt;", "<", 4);
        yield return ("&gt;", ">", 4);
        yield return ("&quot;", "\"", 6);
        yield return ("&apos;", "'", 6);
        yield return ("&apos;", "a", 0);
        yield return ("&nbsp;", " ", 0);
        yield return ("&#65;", "A", 5);
        yield return ("&#66;", "A", 0);
        yield return ("&#65x;", "A", 0);
        yield return ("&#;", "A", 0);
        yield return ("&#x41;b", "Ab", 7);
        yield return ("&#X41;", "A", 6);
        yield return ("&#x42;", "A", 0);
        yield return ("&#x41g;", "A", 0);
        yield return ("&#x;", "A", 0);
        yield return ("&#321;", "A", 0);
        yield return ("&;", "&;", 2);
        yield return ("&", "&", 1);
        yield return ("&#0000065;", "A", 10);
        yield return ("&#00000065;", "A", 0);

        // A character of JSON.
        yield return ("\\/", "/", 2);
        yield return ("\\\"", "\"", 2);
        yield return ("\\\\", "\\", 2);
        yield return ("\\", "\\", 1);
        yield return ("\\n", "n", 0);
        yield return ("\\u0041", "A", 6);
        yield return ("\\u0041b", "Ab", 7);
        yield return ("\\u0042", "A", 0);
        yield return ("\\x0041", "A", 0);
        yield return ("\\u041", "A", 0);
        yield return ("\\u041g", "A", 0);
    }
}
