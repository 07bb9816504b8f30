using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Conformance.Model;
using Conformance.Reports;

namespace Conformance.Harness.Tests.Reports;

/// <summary>The page says what the results say, by itself, and holds together.</summary>
[TestFixture]
public sealed partial class HtmlPageTests
{
    private static readonly Verdict[] Verdicts = Enum.GetValues<Verdict>();
    private static readonly RunResult Run = SyntheticRun.Of(90, i => Verdicts[i % Verdicts.Length]);
    private static readonly Lazy<Task<HtmlPage>> Page = new(() => HtmlPage.Of(Run));

    [Test]
    public async Task The_sentence_comes_first() => Assert.That((await Page.Value).Document.QuerySelector("h1")!.TextContent, Is.EqualTo(Run.Sentence()));

    [Test]
    public async Task Every_case_has_a_disclosure_with_its_verdict_and_its_rule()
    {
        var page = await Page.Value;
        foreach (var result in Run.Cases)
        {
            var node = page.Case(result.Scenario.Id);
            Assert.That(node.LocalName, Is.EqualTo("details"));
            Assert.That(node.QuerySelector(".chip")!.TextContent, Is.EqualTo(result.Verdict.Token()));
            Assert.That(node.TextContent, Does.Contain(result.Scenario.Claim).And.Contain(result.Scenario.Cited.First()));
        }
    }

    [Test]
    public async Task What_the_gate_says_stands_at_the_case_and_first_of_all_what_is_new()
    {
        var run = SyntheticRun.Of(9, i => i < 2 ? Verdict.Deviates : Verdict.Pass);
        var document = ResultsJson.Document(run, SyntheticRun.Options);
        var gate = Gate.Judge(document, KnownDeviations.None(Dialect.Aws), new SuiteIndex(document.Cases.Select(c => c.Id).ToHashSet(), run.Catalogue.Requirements.Select(r => r.Id).ToHashSet()), new DateOnly(2026, 11, 23));
        var page = await HtmlPage.Of(run, SyntheticRun.Options with { Gate = gate });
        Assert.That(page.Case(run.Cases[0].Scenario.Id).QuerySelector("summary .gated.new")!.TextContent, Is.EqualTo("new"));
        Assert.That(page.Case(run.Cases[5].Scenario.Id).QuerySelector(".gated"), Is.Null);
        Assert.That(page.Document.QuerySelectorAll("#gate tbody tr"), Has.Length.EqualTo(gate.Count(GateState.New)).And.Not.Empty);
        Assert.That(page.Document.QuerySelector("#findings .gated.new"), Is.Not.Null);
    }

    [Test]
    public async Task A_case_tells_its_last_runs_and_the_page_what_changed_since()
    {
        var run = SyntheticRun.Of(3, i => i == 0 ? Verdict.Deviates : Verdict.Pass);
        var before = SyntheticRun.Of(3, _ => Verdict.Pass) with { StartedAt = run.StartedAt.AddDays(-1) };
        var history = RunHistory.With(RunHistory.With(earlier: null, before, SyntheticRun.Options), run, SyntheticRun.Options);
        var page = await HtmlPage.Of(run, SyntheticRun.Options with { History = history });
        Assert.That(page.Case(run.Cases[0].Scenario.Id).QuerySelectorAll(".past .chip").Select(c => c.TextContent), Is.EqualTo(new[] { "pass", "deviates" }));
        Assert.That(page.Case(run.Cases[1].Scenario.Id).QuerySelector(".past"), Is.Null, "nothing changed");
        Assert.That(page.Document.QuerySelector("#overview")!.TextContent, Does.Contain("1 are worse, 0 better"));
    }

    [Test]
    public async Task Exchanges_stand_side_by_side_and_the_scrub_rules_below()
    {
        var now = Side("now", "< <b>new</b>");
        var page = await HtmlPage.Of(SyntheticRun.Of(3), SyntheticRun.Options with { Comparison = Comparison.Of(now, Side("reference", "< <b>old</b>"), now with { Key = "accepted" }) });
        var rows = page.Document.QuerySelectorAll("#diff .lines tbody tr");
        Assert.That(rows.Select(r => r.ClassName), Is.EqualTo(new[] { "same", "same", "changed" }));
        Assert.That(rows[2].Children.Select(c => c.TextContent), Is.EqualTo(new[] { "≠", "< <b>old</b>", "< <b>new</b>" }));
        Assert.That(page.Document.QuerySelector("#diff")!.TextContent, Does.Contain("1 of 2 exchanges compared differ").And.Contain("Every exchange of the 2 compared is the same").And.Contain("{upload-N}"));
        var pairs = page.Pairs()!.Value;
        Assert.That(pairs.GetProperty("x").EnumerateArray().Single().GetProperty("r").ToString(), Is.EqualTo("""[["> PUT"],["< 200"],["< <b>new</b>","< <b>old</b>"]]"""), "each side's text once, and what they share once");
        Assert.That(pairs.GetProperty("d").ToString(), Is.EqualTo("[0,1,0,1,0,1,0,1,0]"));
        Assert.That(page.Document.QuerySelectorAll("#pair-a option").Select(o => o.GetAttribute("value")), Is.EqualTo(new[] { "now", "reference", "accepted" }));
    }

    private static Side Side(string key, string last) =>
        Conformance.Reports.Side.OfSnapshots(key, $"The {key}", [KeyValuePair.Create("a/b/c", $"> PUT\n< 200\n{last}"), KeyValuePair.Create("a/b/d", "> PUT\n< 200")]);

    [Test]
    public async Task The_exchange_that_shows_a_finding_stands_in_the_page_with_the_line_marked()
    {
        var page = await Page.Value;
        foreach (var result in Run.Cases.Where(c => c.Verdict == Verdict.Deviates))
        {
            var node = page.Case(result.Scenario.Id);
            Assert.That(node.QuerySelector("mark")!.TextContent, Does.Contain("<Code>InvalidRange</Code>").Or.Contain("HTTP/1.1 416"));
            Assert.That(node.QuerySelector(".signed"), Is.Not.Null);
            Assert.That(node.QuerySelector(".replay code")!.TextContent, Is.EqualTo(SyntheticRun.Options.ReplayCommand(result.Scenario.Id)));
        }
    }

    [Test]
    public async Task Page_and_packs_together_hold_every_exchange_of_every_case()
    {
        var page = await Page.Value;
        var packed = page.Packed();
        foreach (var result in Run.Cases)
        {
            var inline = page.Case(result.Scenario.Id).QuerySelectorAll(".x").Select(x => long.Parse(x.Id![2..]));
            var beside = packed.TryGetValue(result.Scenario.Id, out var views) ? views.EnumerateArray().Select(v => v.GetProperty("n").GetInt64()) : [];
            Assert.That(inline.Concat(beside), Is.EquivalentTo(result.Exchanges.Select(e => e.Sequence)));
        }

        Assert.That(packed["run"].GetArrayLength(), Is.EqualTo(Run.RunExchanges.Length));
    }

    [Test]
    public async Task Ids_are_unique_and_links_within_the_page_lead_somewhere()
    {
        var page = await Page.Value;
        var ids = page.Document.All.Select(e => e.Id).Where(i => !string.IsNullOrEmpty(i)).OfType<string>().ToArray();
        Assert.That(ids, Is.Unique);
        var known = ids.ToHashSet(StringComparer.Ordinal);
        foreach (var views in page.Packed().Values)
        {
            known.UnionWith(views.EnumerateArray().Select(v => "x/" + v.GetProperty("n").GetInt64()));
        }

        var links = page.Document.QuerySelectorAll("a[href^='#']").Select(a => Uri.UnescapeDataString(a.GetAttribute("href")![1..])).Where(h => !h.StartsWith('?') && !h.StartsWith("m?"));
        Assert.That(links.Where(l => !known.Contains(l)), Is.Empty);
    }

    [Test]
    public async Task The_policy_allows_this_style_and_this_script_and_nothing_else()
    {
        var page = await Page.Value;
        var policy = page.Document.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content");
        Assert.That(policy, Does.StartWith("default-src 'none';").And.Not.Contain("unsafe"));
        Assert.That(policy, Does.Contain(Hash(page.Document.QuerySelector("style")!.TextContent)));
        Assert.That(policy, Does.Contain(Hash(page.Document.QuerySelector("script:not([type])")!.TextContent)));
        Assert.That(page.Document.QuerySelectorAll("[style]"), Is.Empty);
        Assert.That(page.Document.QuerySelector("style")!.TextContent, Does.Not.Contain("@import").And.Not.Match(@"url\((?!#)"));
        Assert.That(page.Document.QuerySelector("script:not([type])")!.TextContent, Does.Not.Match("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\("));
    }

    [Test]
    public async Task The_style_sheet_sets_the_glyph_of_every_verdict()
    {
        var style = (await Page.Value).Document.QuerySelector("style")!.TextContent;
        Assert.That(Verdicts.Select(v => $".chip.{v.Token()}::before {{ content: \"{v.Glyph()}\";"), Has.All.Matches<string>(g => style.Contains(g!, StringComparison.Ordinal)));
    }

    [Test]
    public async Task Has_landmarks_and_real_tables()
    {
        var document = (await Page.Value).Document;
        Assert.That(document.DocumentElement.GetAttribute("lang"), Is.EqualTo("en"));
        Assert.That(new[] { "header", "nav[aria-label]", "main", "footer" }.Select(s => document.QuerySelectorAll(s).Length), Has.All.EqualTo(1));
        Assert.That(document.QuerySelectorAll("[role=search]").Select(s => s.GetAttribute("aria-label")), Is.EqualTo(new[] { "Filter the matrix", "Filter the cases" }));
        Assert.That(document.QuerySelectorAll("main > .page > section").Select(s => document.GetElementById(s.GetAttribute("aria-labelledby") ?? "")).ToArray(), Has.Length.GreaterThan(6).And.All.Not.Null);
        Assert.That(document.QuerySelectorAll("thead th:not([scope])"), Is.Empty);
        Assert.That(document.QuerySelectorAll("input, select").Select(i => i.ParentElement!.LocalName), Has.All.EqualTo("label"));
    }

    [Test]
    public async Task Findings_that_say_the_same_are_one_row()
    {
        var one = SyntheticRun.Requirements[0];
        var wire = new SyntheticWire(2);
        var page = await HtmlPage.Of(SyntheticRun.Around([.. Enumerable.Range(0, 24).Select(i => SyntheticRun.Case(i * 12 + 1, one, Verdict.Deviates, wire))]));
        var rows = page.Document.QuerySelectorAll(".findings tbody tr");
        Assert.That(rows.Select(r => r.QuerySelector(".count")!.TextContent), Is.EqualTo(new[] { "24 cases", "24 cases" }));
        Assert.That(rows[0].QuerySelectorAll("a[href^='#case/']").Length, Is.EqualTo(24));
    }

    [TestCase("light")]
    [TestCase("dark")]
    public async Task Text_has_a_contrast_of_at_least_four_and_a_half(string scheme)
    {
        var style = (await Page.Value).Document.QuerySelector("style")!.TextContent;
        var roots = Roots().Matches(style);
        var colours = Colours(roots[0].Value);
        foreach (var (name, colour) in scheme == "dark" ? Colours(roots[1].Value) : [])
        {
            colours[name] = colour;
        }

        string[] tones = ["pass", "lax", "deviates", "differs", "unsupported", "grey", "error"];
        var pairs = tones.SelectMany(t => new[] { (t, "card"), (t, "page"), (t, "sunk"), (t, t + "-tint"), ("ink", t + "-tint"), ("on", t) })
            .Concat([("ink", "card"), ("ink", "page"), ("ink", "sunk"), ("dim", "card"), ("dim", "page"), ("dim", "sunk"), ("link", "card"), ("link", "page"), ("link", "sunk"), ("mark-ink", "mark")])
            .Concat([("dim", "pass-tint"), ("dim", "lax-tint"), ("dim", "deviates-tint")]);
        Assert.That(pairs.Select(p => (p, Ratio: Contrast(colours[p.Item1], colours[p.Item2]))).Where(p => p.Ratio < 4.5), Is.Empty);
    }

    private static string Hash(string text) => "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text))) + "'";

    private static Dictionary<string, string> Colours(string block) =>
        Variables().Matches(block).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.Ordinal);

    private static double Contrast(string a, string b)
    {
        var (light, dark) = (Math.Max(Luminance(a), Luminance(b)), Math.Min(Luminance(a), Luminance(b)));
        return (light + 0.05) / (dark + 0.05);
    }

    // WCAG 2: relative luminance of sRGB.
    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = Convert.ToInt32(colour.Substring(at, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }

    [GeneratedRegex(@":root \{[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Roots();

    [GeneratedRegex("--([a-z-]+): (#[0-9a-f]{6});", RegexOptions.None, 1000)]
    private static partial Regex Variables();
}
