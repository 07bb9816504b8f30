using System.Text;
using AngleSharp.Dom;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Reports;

/// <summary>Whatever a target puts in an answer stays text.</summary>
[TestFixture]
public sealed class HtmlHostileTests
{
    private static readonly string[] Payloads =
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "--><svg/onload=alert(1)>",
        "]]><img src=x onerror=alert(1)>",
        "\"><a href=\"javascript:alert(1)\" onclick='alert(1)'>",
        "' autofocus onfocus=alert(1) x='",
        "</style></title></textarea></pre></details><iframe src=//evil.example>",
        "\0\u0001\u001B[31m",
        "\u202Egnp.exe\u202C\u2066",
        "\u2028\u2029\uFEFF\u200B",
        "\uE000\uE001\uE002\uE003",
        "&lt;script&gt;&#x3C;script&#x3E;",
        "{{constructor.constructor('alert(1)')()}}",
        "\uD800",
    ];

    [Test]
    public async Task Nothing_of_an_answer_becomes_markup([ValueSource(nameof(Payloads))] string payload)
    {
        var clean = await HtmlPage.Of(Run("harmless"));
        var page = await HtmlPage.Of(Run(payload));
        Assert.Multiple(() =>
        {
            // The same elements in the same order, escapes and marks aside: no answer opens or closes one.
            Assert.That(Skeleton(page), Is.EqualTo(Skeleton(clean)));
            Assert.That(page.Document.All.SelectMany(e => e.Attributes).Where(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)), Is.Empty);
            Assert.That(page.Document.QuerySelectorAll("[href]").Select(e => e.GetAttribute("href")), Has.All.Match("^(#|https?://)"));
            Assert.That(page.Document.QuerySelectorAll("[src], iframe, object, embed, img, link, base, form[action]"), Is.Empty);
            Assert.That(page.Document.QuerySelectorAll("script:not([type='application/octet-stream'])").Length, Is.EqualTo(1));
            Assert.That(page.Text.EnumerateRunes().Where(r => r.Value is < 32 and not '\n' or 0x7F or 0x2028 or 0x2029 or >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069), Is.Empty);
        });
    }

    [Test]
    public async Task The_evidence_shows_the_characters_that_could_not_be_seen()
    {
        var page = await HtmlPage.Of(Run("\0\u202E"));
        Assert.That(page.Document.QuerySelectorAll(".x .esc").Select(e => e.TextContent), Does.Contain("\\0").And.Contain("\\u202E"));
        Assert.That(page.Document.QuerySelectorAll(".findings .esc").Select(e => e.TextContent), Does.Contain("\\u202E"));
    }

    [Test]
    public async Task A_megabyte_on_one_line_is_cut_around_the_mark()
    {
        var body = "<Error>" + new string('m', 1_000_000) + "<Code>Deep</Code>" + new string('n', 50_000) + "</Error>";
        var page = await HtmlPage.Of(Run("harmless", Encoding.UTF8.GetBytes(body)));
        Assert.That(page.Text.Length, Is.LessThan(150_000));
        Assert.That(page.Document.QuerySelectorAll("mark").Select(e => e.TextContent), Does.Contain("<Code>Deep</Code>"));
        Assert.That(page.Document.Body!.TextContent, Does.Contain("characters left out"));
    }

    [Test]
    public async Task Octets_that_are_no_text_are_columns()
    {
        var octets = new byte[4096];
        new Random(1).NextBytes(octets);
        var page = await HtmlPage.Of(Run("harmless", octets));
        Assert.That(page.Document.QuerySelectorAll(".x pre").Select(e => e.TextContent), Has.Some.Match("^000000  [0-9a-f]{2} "));
    }

    private static string Skeleton(HtmlPage page) =>
        string.Join(' ', page.Document.All.Where(e => e.ClassName != "esc" && e.LocalName != "mark").Select(e => $"{e.LocalName}.{e.ClassName}"));

    // One case that deviates, with the payload wherever a target can put one: answer, phrases, reasons, server, capabilities, leftovers.
    private static RunResult Run(string payload, byte[]? body = null)
    {
        var wire = new SyntheticWire(1);
        var requirement = SyntheticRun.Requirements[0];
        var one = SyntheticRun.Case(1, requirement, Verdict.Deviates, wire);
        var head = $"HTTP/1.1 400 {payload.Replace('\n', ' ')}\r\nX-Evil: {payload}\r\n\r\n";
        var answered = wire.Answered(one.Scenario.Id, Steps.When, head, body ?? Encoding.UTF8.GetBytes($"<Error><Code>{payload}</Code></Error>"));
        var dead = wire.Silent(one.Scenario.Id) with { FateDetail = payload };
        var outcome = CheckOutcome.Of(false, $"Code {payload}", payload) with { Mark = "<Code>", Note = payload };
        var loud = one with
        {
            Exchanges = [wire.Given(one.Scenario.Id, payload), dead, answered with { Label = new ExchangeLabel(one.Scenario.Id, Steps.When) }],
            Checks = [SyntheticRun.Checked(requirement, Aspect.ErrorCode, outcome, Verdict.Deviates)],
        };
        var blocked = SyntheticRun.Case(2, requirement, Verdict.Blocked, wire) with { Reason = payload };
        return SyntheticRun.Around([loud, blocked]) with
        {
            TargetName = payload,
            Server = payload,
            StoppedBecause = payload,
            LeftBehind = [payload],
            Preflight = [new PreflightStep("name", false, payload)],
            Capabilities = [new CapabilityFinding("objects", true, payload, [1])],
            RunExchanges = [answered],
        };
    }
}
