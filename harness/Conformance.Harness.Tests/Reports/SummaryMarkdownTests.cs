using Conformance.Model;
using Conformance.Reports.Markdown;

namespace Conformance.Harness.Tests.Reports;

/// <summary>summary.md says the verdict first and lets no text of the target act as Markdown.</summary>
[TestFixture]
public sealed class SummaryMarkdownTests
{
    [Test]
    public void Says_the_sentence_the_counts_and_the_gaps()
    {
        var run = SyntheticRun.Of(200);
        var text = SummaryMarkdown.Text(run, SyntheticRun.Options);
        Assert.That(text, Does.StartWith("## ✗ Acme Store 4.2 deviates in "));
        Assert.That(text, Does.Contain($"| {run.Cases.Length} |").And.Contain($"**{run.Gaps.Count()} gaps**"));
    }

    [Test]
    public void Lists_the_first_twenty_findings_worst_first()
    {
        var run = SyntheticRun.Of(300);
        var rows = SummaryMarkdown.Text(run, SyntheticRun.Options).Split('\n').Where(l => l.Contains("| `upload-part-copy/", StringComparison.Ordinal)).ToArray();
        Assert.That(rows, Has.Length.EqualTo(20));
        Assert.That(rows, Has.All.StartWith("| ✗ deviates |"));
        Assert.That(SummaryMarkdown.Text(run, SyntheticRun.Options), Does.Contain("more findings are in report.html."));
    }

    [TestCase("a|b", "`a\\|b`")]
    [TestCase("a``b", "```a``b```")]
    [TestCase("`a", "`` `a ``")]
    [TestCase("x\n| @everyone", "`x\\n\\| @everyone`")]
    [TestCase("\u202Etxt", "`\\u202Etxt`")]
    [TestCase("  ", "–")]
    public void A_phrase_of_the_target_is_an_inert_code_span(string phrase, string expected) =>
        Assert.That(SummaryMarkdown.Code(phrase), Is.EqualTo(expected));

    [Test]
    public void A_run_without_findings_has_no_table_of_findings() =>
        Assert.That(SummaryMarkdown.Text(SyntheticRun.Of(5, _ => Verdict.Pass), SyntheticRun.Options), Does.StartWith("## ✓ ").And.Not.Contain("| requirement |"));
}
