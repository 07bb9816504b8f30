using Microsoft.Playwright;

namespace Conformance.Browser.Tests;

/// <summary>report.html does in a browser what it says, and nothing else.</summary>
[TestFixture]
public sealed class PageTests
{
    [Test]
    public async Task Every_page_opens_without_complaint_and_without_a_request()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value);
        var page = watched.Page;
        var links = await page.Locator("nav.bar a").AllAsync();
        Assert.That(links, Has.Count.EqualTo(7));
        foreach (var link in links)
        {
            await link.ClickAsync();
            Assert.That(await link.GetAttributeAsync("aria-current"), Is.EqualTo("page"));
            Assert.That(await page.Locator(".page:visible").CountAsync(), Is.EqualTo(1));
        }

        await OpenEverythingAsync(page);
        Assert.That(watched.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_target_that_answers_script_and_markup_is_shown_and_not_obeyed()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, fragment: "#cases");
        await OpenEverythingAsync(watched.Page);
        Assert.That(await watched.Page.EvaluateAsync<bool>("() => 'hacked' in window"), Is.False);
        Assert.That(await watched.Page.Locator("img, iframe, object, embed").CountAsync(), Is.Zero);
        Assert.That(await watched.Page.Locator("style").CountAsync(), Is.EqualTo(1));
        Assert.That(await watched.Page.Locator(".heads").GetByText(Reports.Hostile).CountAsync(), Is.Positive);
        Assert.That(watched.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_case_shows_what_was_accepted_what_the_reference_says_and_this_run()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, fragment: "#?v=deviates");
        var one = watched.Page.Locator("details.case:visible").First;
        await one.Locator("summary").First.ClickAsync();
        var table = one.Locator("table.three");
        await table.WaitForAsync();
        Assert.That(await table.Locator("thead th").AllTextContentsAsync(), Is.EqualTo(new[] { "Mark", "Accepted", "Reference", "This run" }));
        Assert.That(await table.Locator("tbody tr td:first-child").AllTextContentsAsync(), Is.EqualTo(new[] { "=", "≠", "≠" }));
        Assert.That(watched.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_finding_of_the_fuzz_engine_opens_from_its_address_and_is_no_case()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, fragment: "#finding/1");
        var finding = watched.Page.Locator("details.found");
        Assert.That(await finding.GetAttributeAsync("open"), Is.Not.Null);
        Assert.That(await finding.Locator(".replay").CountAsync(), Is.EqualTo(2), "the smallest input and the curl line, nothing of a case");
        Assert.That(await watched.Page.Locator("#shown").TextContentAsync(), Is.EqualTo("90 cases"));
        Assert.That(watched.Complaints, Is.Empty);
    }

    [TestCase("gate:new", 1)]
    [TestCase("gate:known", 1)]
    public async Task The_gate_filters_the_cases(string query, int cases)
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, fragment: "#cases");
        await watched.Page.Locator("#query").FillAsync(query);
        Assert.That(await watched.Page.Locator("details.case:visible").CountAsync(), Is.EqualTo(cases));
    }

    [TestCase("verdict:deviates", "deviates")]
    [TestCase("-verdict:pass verdict:lax", "lax")]
    public async Task The_query_filters_the_cases_and_stays_in_the_address(string query, string verdict)
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, fragment: "#cases");
        var page = watched.Page;
        await page.Locator("#query").FillAsync(query);
        Assert.That(await VerdictsAsync(page), Is.EqualTo(new[] { verdict }));
        Assert.That(page.Url, Does.Contain("#?q="));
        await page.ReloadAsync();
        Assert.That(await page.Locator("#query").InputValueAsync(), Is.EqualTo(query));
        Assert.That(await VerdictsAsync(page), Is.EqualTo(new[] { verdict }));
        await page.Locator("#clear").ClickAsync();
        Assert.That(await VerdictsAsync(page), Has.Length.EqualTo(9));
    }

    [Test]
    public async Task A_segment_of_the_bars_filters_the_cases()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value);
        await watched.Page.Locator("#counts .bars .all a").Nth(2).ClickAsync();
        Assert.That(await VerdictsAsync(watched.Page), Is.EqualTo(new[] { "deviates" }));
        Assert.That(await watched.Page.Locator("#cases").IsVisibleAsync(), Is.True);
    }

    [Test]
    public async Task A_finding_leads_to_its_case_with_rule_headers_tree_and_lines_to_run()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value);
        var page = watched.Page;
        await page.Locator(".findings .cases a").First.ClickAsync();
        var open = page.Locator("details.case[open]");
        await open.Locator(".replay").Nth(2).WaitForAsync();
        Assert.That(await open.CountAsync(), Is.EqualTo(1));
        Assert.That(await open.Locator(".replay > span").AllTextContentsAsync(), Is.SupersetOf(new[] { "replay", "dotnet test", "curl" }));
        Assert.That(await open.Locator(".heads tbody tr").CountAsync(), Is.Positive);
        Assert.That(await open.Locator(".signed").CountAsync(), Is.Positive);
        await open.Locator("a.seen").First.ClickAsync();
        Assert.That(await page.Locator(".x.sought").CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Header_lines_are_marked_one_by_one_and_the_document_is_compared()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, fragment: "#cases");
        var page = watched.Page;
        await OpenEverythingAsync(page);
        var evil = page.Locator(".x", new PageLocatorOptions { HasText = "X-Evil" });
        Assert.That(await evil.Locator(".heads tr.unknown th").AllTextContentsAsync(), Does.Contain("X-Evil"));
        Assert.That(await evil.Locator(".heads tr.scrubbed th").AllTextContentsAsync(), Does.Contain("Date"));
        Assert.That(await evil.Locator(".heads tr.forbidden th").AllTextContentsAsync(), Does.Contain("Content-Length"));
        Assert.That(await evil.Locator(".tree .extra > code").AllTextContentsAsync(), Does.Contain("Odd"));
        Assert.That(await evil.Locator(".tree .lost > code").AllTextContentsAsync(), Does.Contain("RequestId"));
        Assert.That(await page.Locator(".provenance svg rect").CountAsync(), Is.Positive);
    }

    [Test]
    public async Task The_matrix_filters_by_its_grammar_and_stays_in_the_address()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, fragment: "#matrix");
        var page = watched.Page;
        var all = await page.Locator(".matrix tbody tr").CountAsync();
        await page.Locator("#matrix-query").FillAsync("verdict:deviates level:MUST");
        var some = await page.Locator(".matrix tbody tr:visible").CountAsync();
        Assert.That(some, Is.Positive.And.LessThan(all));
        await page.ReloadAsync();
        Assert.That(await page.Locator(".matrix tbody tr:visible").CountAsync(), Is.EqualTo(some));
        var differing = await page.EvaluateAsync<int>("() => [...document.querySelectorAll('.matrix tbody tr')].filter(r => r.cells[2].textContent !== r.cells[3].textContent).length");
        await page.Locator("#matrix-query").FillAsync("is:different");
        Assert.That(await page.Locator(".matrix tbody tr:visible").CountAsync(), Is.EqualTo(differing).And.Positive);
        await page.Locator("#matrix-query").FillAsync("-is:different");
        Assert.That(await page.Locator(".matrix tbody tr:visible").CountAsync(), Is.EqualTo(all - differing));
        await page.Locator("#matrix-query").FillAsync("nothing-is-called-so");
        Assert.That(await page.Locator("#matrix-nothing").IsVisibleAsync(), Is.True);
        Assert.That(watched.Complaints, Is.Empty);
    }

    [Test]
    public async Task It_can_be_worked_by_the_keyboard_alone()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value);
        var page = watched.Page;
        await page.Keyboard.PressAsync("Tab");
        Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.className"), Is.EqualTo("skip"));
        await page.Keyboard.PressAsync("/");
        Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo("query"));
        await page.Keyboard.TypeAsync("verdict:deviates");
        await page.Keyboard.PressAsync("Escape");
        Assert.That(await page.Locator("#query").InputValueAsync(), Is.Empty);
        await page.Locator("details.case summary").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.That(await page.Locator("details.case[open]").CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Without_script_everything_is_there_as_nested_disclosure()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, script: false);
        var page = watched.Page;
        Assert.That(await page.Locator(".page:visible").CountAsync(), Is.EqualTo(7));
        Assert.That(await page.Locator("form:visible").CountAsync(), Is.Zero, "what needs the script is not offered");
        var one = page.Locator("details.case[data-v=deviates]").First;
        await one.Locator("summary").First.ClickAsync();
        Assert.That(await one.Locator(".checks").IsVisibleAsync(), Is.True);
        Assert.That(await one.Locator(".x pre").First.IsVisibleAsync(), Is.True);
        var pass = page.Locator("details.case[data-v=pass]").First;
        await pass.Locator("summary").First.ClickAsync();
        Assert.That(await pass.Locator(".standing").TextContentAsync(), Is.EqualTo("status, error-code, headers and 2 standing checks held"));
        await page.Locator("#pairs-plain .twin summary").First.ClickAsync();
        Assert.That(await page.Locator("#pairs-plain table.lines").First.Locator("thead th").AllTextContentsAsync(), Is.EqualTo(new[] { "Mark", "Previous run", "This run" }));
        Assert.That(await page.Locator("#pairs-plain h4").AllTextContentsAsync(), Is.EqualTo(new[] { "Previous run, beside this run", "Accepted of Acme, beside this run", "Reference, beside this run" }));
    }

    [Test]
    public async Task A_pass_shows_what_its_checks_held()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, fragment: "#?v=pass");
        var one = watched.Page.Locator("details.case:visible").First;
        await one.Locator("summary").First.ClickAsync();
        await one.Locator(".checks").WaitForAsync();
        Assert.That(await one.Locator(".checks tbody th").AllTextContentsAsync(), Is.EqualTo(new[] { "status", "error-code", "headers" }));
        Assert.That(await one.Locator(".checks tbody td").First.TextContentAsync(), Is.EqualTo("status 200"));
        Assert.That((await one.Locator(".standing").TextContentAsync())!.Trim(), Is.EqualTo("and 2 standing checks held"));
        Assert.That(watched.Complaints, Is.Empty);
    }

    [Test]
    public async Task Any_two_sides_stand_beside_each_other_and_stay_in_the_address()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, fragment: "#diff");
        var page = watched.Page;
        Assert.That(await page.Locator("#pairs-plain").IsVisibleAsync(), Is.False);
        await ShownAsync(page, "2 of 90 exchanges compared differ.");
        Assert.That(await page.Locator("#pairs .twin").CountAsync(), Is.EqualTo(2));

        await Choice(page, "Left").SelectOptionAsync("reference");
        await Choice(page, "Right").SelectOptionAsync("accepted");
        await ShownAsync(page, "90 of 90 exchanges compared differ.");
        Assert.That(page.Url, Does.EndWith("#d?a=reference&b=accepted"));
        await page.Locator("#pairs .twin summary").First.ClickAsync();
        var table = page.Locator("#pairs table.lines").First;
        Assert.That(await table.Locator("thead th").AllTextContentsAsync(), Is.EqualTo(new[] { "Mark", "Reference", "Accepted of Acme" }));
        Assert.That(await table.Locator("tbody tr td:first-child").AllTextContentsAsync(), Is.EqualTo(new[] { "=", "≠", "+" }));
        Assert.That(await table.Locator("tbody tr").Nth(1).Locator("td").AllTextContentsAsync(), Is.EqualTo(new[] { "≠", $"< 400 {Reports.Hostile}", "< 200" }));

        await page.ReloadAsync();
        await ShownAsync(page, "90 of 90 exchanges compared differ.");
        Assert.That(await Choice(page, "Left").InputValueAsync(), Is.EqualTo("reference"));
        await page.Locator("#pair-swap").ClickAsync();
        Assert.That(page.Url, Does.EndWith("#d?a=accepted&b=reference"));
        await Choice(page, "Left").SelectOptionAsync("reference");
        await ShownAsync(page, "The same on both sides: choose two.");
        Assert.That(await page.EvaluateAsync<bool>("() => 'hacked' in window"), Is.False);
        Assert.That(watched.Complaints, Is.Empty);
    }

    [Test]
    public async Task The_sides_are_chosen_by_the_keyboard_alone()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, fragment: "#diff");
        var page = watched.Page;
        await ShownAsync(page, "2 of 90 exchanges compared differ.");
        await page.Locator("#pair-a").FocusAsync();
        await page.Keyboard.TypeAsync("Acc");
        await ShownAsync(page, "90 of 90 exchanges compared differ.");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#pairs table.lines").First.WaitForAsync();
        Assert.That(await page.Locator("#pairs details[open]").CountAsync(), Is.EqualTo(1));
    }

    [TestCase("#d?a=nobody&b=%3Cb%3E", "2 of 90 exchanges compared differ.")]
    [TestCase("#d?", "2 of 90 exchanges compared differ.")]
    [TestCase("#d?a=now&b=now", "The same on both sides: choose two.")]
    public async Task An_address_that_names_no_sides_shows_the_first(string fragment, string says)
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, fragment: fragment);
        await ShownAsync(watched.Page, says);
        Assert.That(await watched.Page.Locator("#diff").IsVisibleAsync(), Is.True);
        Assert.That(watched.Complaints, Is.Empty);
    }

    private static ILocator Choice(IPage page, string label) => page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = label });

    private static Task ShownAsync(IPage page, string says) => page.Locator("#pair-shown").GetByText(says, new LocatorGetByTextOptions { Exact = true }).WaitForAsync();

    [Test]
    public async Task It_prints()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value);
        var pdf = await watched.Page.PdfAsync(new PagePdfOptions { Format = "A4" });
        Assert.That(pdf.Length, Is.GreaterThan(20_000));
        Assert.That(pdf[..5], Is.EqualTo("%PDF-"u8.ToArray()));
    }

    [Test]
    public async Task It_fits_a_narrow_screen([Values("#overview", "#matrix", "#cases", "#rules", "#diff", "#d?a=accepted&b=reference", "#power")] string fragment)
    {
        await using var watched = await Watched.OpenAsync(await Reports.Small.Value, width: 390, fragment: fragment);
        Assert.That(await watched.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"), Is.LessThanOrEqualTo(0));
    }

    [Test]
    public async Task Several_runs_stand_side_by_side()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Merged.Value, fragment: "#matrix");
        var page = watched.Page;
        Assert.That(await page.Locator(".matrix").First.Locator("thead th").AllTextContentsAsync(), Is.EqualTo(new[] { "Requirement", "Expected", "Acme Store 4.2", "Sound", "Young" }));
        await page.Locator("#matrix-query").FillAsync("only:young");
        Assert.That(await page.Locator(".matrix tbody tr:visible").CountAsync(), Is.Positive);
        await page.Locator(".matrix td > a:visible").First.ClickAsync();
        Assert.That(await page.Locator(".merged-case[open]").CountAsync(), Is.EqualTo(1));
        Assert.That(watched.Complaints, Is.Empty);
    }

    private static async Task<string[]> VerdictsAsync(IPage page) =>
        [.. (await page.Locator("details.case:visible").EvaluateAllAsync<string[]>("nodes => nodes.map(n => n.dataset.v)")).Distinct().Order(StringComparer.Ordinal)];

    // Every disclosure, then every exchange, as a patient reader would.
    private static async Task OpenEverythingAsync(IPage page)
    {
        await page.EvaluateAsync("() => { location.hash = '#cases'; document.querySelectorAll('details.case, details.evidence').forEach(d => d.open = true); }");
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('details.case')].every(d => !d.querySelector('.more:not(.told)'))");
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.x')].every(x => x.dataset.rich)");
    }
}
