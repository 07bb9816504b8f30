using System.Xml.Linq;
using Conformance.Model;
using Conformance.Reports.JUnit;

namespace Conformance.Harness.Tests.Reports;

/// <summary>junit.xml counts what it holds, and nothing unjudged looks green.</summary>
[TestFixture]
public sealed class JUnitXmlTests
{
    private static readonly Verdict[] Verdicts = Enum.GetValues<Verdict>();

    [Test]
    public async Task Totals_equal_the_elements_and_the_results()
    {
        var run = SyntheticRun.Of(90, i => Verdicts[i % Verdicts.Length]);
        var root = await Write(run);
        foreach (var holder in root.Elements("testsuite").Append(root))
        {
            Assert.That(Total(holder, "tests"), Is.EqualTo(holder.Descendants("testcase").Count()));
            Assert.That(Total(holder, "failures"), Is.EqualTo(holder.Descendants("failure").Count()));
            Assert.That(Total(holder, "errors"), Is.EqualTo(holder.Descendants("error").Count()));
            Assert.That(Total(holder, "skipped"), Is.EqualTo(holder.Descendants("skipped").Count()));
        }

        Assert.Multiple(() =>
        {
            Assert.That(Total(root, "tests"), Is.EqualTo(run.Cases.Length));
            Assert.That(Total(root, "failures"), Is.EqualTo(run.Count(Verdict.Deviates)));
            Assert.That(Total(root, "errors"), Is.EqualTo(run.Count(Verdict.Blocked) + run.Count(Verdict.Inconclusive) + run.Count(Verdict.Error)));
            Assert.That(Total(root, "skipped"), Is.EqualTo(run.Count(Verdict.Unsupported) + run.Count(Verdict.NotApplicable)));
        });
    }

    [TestCase(Verdict.Pass, null)]
    [TestCase(Verdict.Lax, "system-out")]
    [TestCase(Verdict.Differs, "system-out")]
    [TestCase(Verdict.Deviates, "failure")]
    [TestCase(Verdict.Unsupported, "skipped")]
    [TestCase(Verdict.NotApplicable, "skipped")]
    [TestCase(Verdict.Blocked, "error")]
    [TestCase(Verdict.Inconclusive, "error")]
    [TestCase(Verdict.Error, "error")]
    public async Task Each_verdict_has_its_element(Verdict verdict, string? element)
    {
        var single = (await Write(SyntheticRun.Of(1, _ => verdict))).Descendants("testcase").Single();
        Assert.That(single.Elements().Select(e => e.Name.LocalName).Where(n => n != "properties"), Is.EqualTo(element is null ? [] : new[] { element }));
        Assert.That(single.Element("properties")!.Elements().First().Attribute("value")!.Value, Is.EqualTo(verdict.Token()));
    }

    [Test]
    public async Task A_failure_reads_as_a_bug_report()
    {
        var failure = (await Write(SyntheticRun.Of(1, _ => Verdict.Deviates))).Descendants("failure").Single();
        Assert.That(failure.Attribute("message")!.Value, Does.Contain("expected ").And.Contain("received "));
        Assert.That(failure.Value, Does.Contain("expected: Code InvalidArgument").And.Contain("received: Code ").And.Contain("replay: dotnet run"));
    }

    [Test]
    public async Task Suites_are_the_first_two_segments()
    {
        var root = await Write(SyntheticRun.Of(40));
        Assert.That(root.Elements("testsuite").Select(s => s.Attribute("name")!.Value), Is.Unique.And.All.Match("^upload-part-copy/[a-z-]+$"));
    }

    [Test]
    public async Task What_XML_cannot_hold_is_spelt()
    {
        var run = SyntheticRun.Of(1, _ => Verdict.Blocked);
        var hostile = run with { Cases = [run.Cases[0] with { Reason = "a\0b ]]> \uFFFE \uD800 \u202E <error>" }] };
        var error = (await Write(hostile)).Descendants("error").Single();
        Assert.That(error.Attribute("message")!.Value, Is.EqualTo("a\\0b ]]> \\uFFFE \\uD800 \\u202E <error>"));
    }

    private static int Total(XElement element, string name) => int.Parse(element.Attribute(name)!.Value);

    private static async Task<XElement> Write(RunResult run)
    {
        using var stream = new MemoryStream();
        await JUnitXml.WriteAsync(run, SyntheticRun.Options, stream, CancellationToken.None);
        stream.Position = 0;
        return XDocument.Load(stream).Root!;
    }
}
