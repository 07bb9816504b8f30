using System.Text;
using Conformance.Reports.Html.Views;
using Conformance.Reports.Writing;

namespace Conformance.Harness.Tests.Reports;

/// <summary>What could hide or rearrange text is spelt out; what is marked is found.</summary>
[TestFixture]
public sealed class VisibleTests
{
    [TestCase("plain", "plain")]
    [TestCase("tab\tand\nline", "tab\tand\nline")]
    [TestCase("\r\nof the protocol", "\nof the protocol")]
    [TestCase("a lone \r return", "a lone \\r return")]
    [TestCase("nul \0", "nul \\0")]
    [TestCase("over \u202Eride\u2066", "over \\u202Eride\\u2066")]
    [TestCase("zero\u200Bwidth \uFEFF", "zero\\u200Bwidth \\uFEFF")]
    [TestCase("lines \u2028\u2029\u0085", "lines \\u2028\\u2029\\u0085")]
    [TestCase("private \uE000", "private \\uE000")]
    [TestCase("smile \uD83D\uDE00 ü 漢", "smile \uD83D\uDE00 ü 漢")]
    [TestCase("tag \U000E0041", "tag \\U0E0041")]
    public void Hidden_characters_are_spelt(string text, string expected) => Assert.That(Visible.Plain(text), Is.EqualTo(expected));

    [Test]
    public void Half_a_surrogate_pair_is_spelt() => Assert.That(Visible.Plain("lone \uD800"), Is.EqualTo("lone \\uD800"));

    [Test]
    public void An_escape_can_be_told_from_text_that_looks_like_one() =>
        Assert.That(Visible.Enclosed("\\0 \0"), Is.EqualTo($"\\0 {Visible.EscapeOpens}\\0{Visible.EscapeCloses}"));

    [Test]
    public void A_target_cannot_send_the_delimiters() =>
        Assert.That(Visible.Enclosed("\uE002x\uE003").Count(c => c is Visible.MarkOpens or Visible.MarkCloses), Is.Zero);

    [Test]
    public void Octets_that_are_no_text_keep_their_value() =>
        Assert.That(Visible.Plain(Visible.Decode([(byte)'a', 0xFF, 0xC3, (byte)'b', 0xC3, 0xBC])), Is.EqualTo("a\\xFF\\xC3bü"));

    [Test]
    public void A_header_is_marked_at_the_beginning_of_a_line_only()
    {
        const string head = "HTTP/1.1 200 OK\r\nX-Note: etag: no\r\nETag: \"1\"\r\n\r\n";
        Assert.That(Marked(head, "etag:"), Is.EqualTo("ETag: \"1\""));
    }

    [Test]
    public void A_short_line_is_marked_whole() => Assert.That(Marked("<Error>\n  <Code>X</Code>\n</Error>", "<Code>"), Is.EqualTo("  <Code>X</Code>"));

    [Test]
    public void Of_a_long_line_the_element_is_marked() =>
        Assert.That(Marked("<Error><Message>" + new string('m', 500) + "</Message><Code>NoSuchKey</Code></Error>", "<Code>"), Is.EqualTo("<Code>NoSuchKey</Code>"));

    [Test]
    public void What_is_not_there_is_not_marked() => Assert.That(Excerpt.Find("abc", "x"), Is.Null);

    [Test]
    public void A_mark_far_down_is_shown_with_what_is_around_it()
    {
        var text = new string('a', 50_000) + "<Code>X</Code>" + new string('b', 50_000);
        var shown = Excerpt.Of(text, [Excerpt.Find(text, "<Code>")!.Value], 1000);
        Assert.That(shown, Does.Contain($"{Visible.MarkOpens}<Code>X</Code>{Visible.MarkCloses}").And.Contain("48,600 characters left out"));
        Assert.That(shown.Length, Is.LessThan(3000));
    }

    [Test]
    public void Delimiters_are_balanced_whatever_the_text()
    {
        var random = new Random(3);
        string[] pieces = ["a", "\0", "\r", "\n", "\r\n", "<Code>", "\uE000", "\uE003", "\uD800", "\uDC00", "\u202E", new string('x', 300)];
        for (var i = 0; i < 500; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            Stretch[] marks = [.. new[] { "<Code>", "a", "x" }.Select(m => Excerpt.Find(text, m)).OfType<Stretch>()];
            var depth = 0;
            foreach (var c in Excerpt.Of(text, marks, random.Next(1, 400)))
            {
                depth += c is Visible.EscapeOpens or Visible.MarkOpens ? 1 : c is Visible.EscapeCloses or Visible.MarkCloses ? -1 : 0;
                Assert.That(depth, Is.InRange(0, 2));
            }

            Assert.That(depth, Is.Zero);
        }
    }

    [TestCase("ETag \"45c48cce2e2d7fbdea1afc51c7c6ad26\"", "ETag \"…\"")]
    [TestCase("status 416, Code InvalidArgument", "status 416, Code InvalidArgument")]
    [TestCase("bytes=0-10485760", "bytes=0-10485760")]
    public void What_changes_with_each_request_does_not_keep_findings_apart(string received, string same) =>
        Assert.That(Clusters.Same(received), Is.EqualTo(same));

    [Test]
    public void Numbers_in_a_row_are_a_range() => Assert.That(CaseView.Ranges([3, 4, 5, 9, 11, 12]), Is.EqualTo("3–5, 9, 11–12"));

    private static string Marked(string text, string mark)
    {
        var found = Excerpt.Find(text, mark)!.Value;
        return new StringBuilder().Append(text, found.Start, found.End - found.Start).ToString();
    }
}
