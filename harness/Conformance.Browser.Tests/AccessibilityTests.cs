using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Conformance.Browser.Tests;

/// <summary>axe-core finds nothing, on any page, in either scheme.</summary>
[TestFixture]
public sealed class AccessibilityTests
{
    [TestCase("#overview", ColorScheme.Light)]
    [TestCase("#matrix", ColorScheme.Light)]
    [TestCase("#cases", ColorScheme.Light)]
    [TestCase("#rules", ColorScheme.Light)]
    [TestCase("#fuzz", ColorScheme.Light)]
    [TestCase("#diff", ColorScheme.Light)]
    [TestCase("#d?a=accepted&b=reference", ColorScheme.Light)]
    [TestCase("#d?a=accepted&b=reference", ColorScheme.Dark)]
    [TestCase("#power", ColorScheme.Light)]
    [TestCase("#overview", ColorScheme.Dark)]
    [TestCase("#matrix", ColorScheme.Dark)]
    [TestCase("#cases", ColorScheme.Dark)]
    public async Task Axe_finds_no_violation(string fragment, ColorScheme scheme)
    {
        await using var watched = await Watched.OpenAsync(await Reports.Few.Value, scheme, fragment: fragment);
        if (fragment == "#cases")
        {
            await watched.Page.EvaluateAsync("() => [...document.querySelectorAll('details.case')].slice(0, 12).forEach(d => d.open = true)");
            await watched.Page.Locator("details.case[open] .replay").Nth(3).WaitForAsync();
        }
        else
        {
            if (fragment.StartsWith("#d", StringComparison.Ordinal))
            {
                await watched.Page.Locator("#pairs .twin").First.WaitForAsync();
            }

            await watched.Page.EvaluateAsync("() => document.querySelectorAll('.page.now details').forEach((d, i) => { if (i < 12) d.open = true; })");
        }

        await CheckAsync(watched.Page, scheme);
    }

    [Test]
    public async Task Axe_finds_no_violation_in_runs_side_by_side([Values("#overview", "#matrix", "#cases")] string fragment)
    {
        await using var watched = await Watched.OpenAsync(await Reports.Merged.Value, fragment: fragment);
        await watched.Page.EvaluateAsync("() => document.querySelectorAll('.page.now details').forEach((d, i) => { if (i < 12) d.open = true; })");
        await CheckAsync(watched.Page);
    }

    [Test]
    public async Task Axe_can_find_something()
    {
        await using var watched = await Watched.OpenAsync(await Reports.Few.Value);
        await watched.Page.EvaluateAsync("() => document.documentElement.removeAttribute('lang')");
        Assert.That((await watched.Page.RunAxe()).Violations.Select(v => v.Id), Does.Contain("html-has-lang"));
    }

    // The schemes differ in nothing but colours.
    private static async Task CheckAsync(IPage page, ColorScheme scheme = ColorScheme.Light)
    {
        var found = await page.RunAxe(scheme == ColorScheme.Light ? new AxeRunOptions() : new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") });
        Assert.That(found.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"), Is.Empty);
    }
}
