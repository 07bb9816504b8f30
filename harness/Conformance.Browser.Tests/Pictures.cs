using Conformance.Harness.Tests;
using Microsoft.Playwright;

namespace Conformance.Browser.Tests;

/// <summary>The pictures of the README, taken of a report that PICTURE_REPORT names: dotnet test harness/Conformance.Browser.Tests --filter Name~Pictures.</summary>
[TestFixture]
[Explicit("writes into the repository")]
public sealed class Pictures
{
    private const string Variable = "PICTURE_REPORT";

    [TestCase("overview", "#overview", "body")]
    [TestCase("matrix", "#m?q=x-amz-copy-source-range", "body")]
    [TestCase("case", "#?v=deviates", "details.case:visible")]
    public async Task Pictures_of_the_readme(string name, string fragment, string opened)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } report)
        {
            Assert.Ignore($"{Variable} names no report.html to take pictures of");
            return;
        }

        await using var watched = await Watched.OpenAsync(Path.GetFullPath(report), width: 1200, fragment: fragment);
        if (opened != "body")
        {
            await watched.Page.Locator(opened).First.Locator("summary").First.ClickAsync();
            await watched.Page.Locator(".replay.ofx").First.WaitForAsync();
            await watched.Page.Locator("details.case[open]").ScrollIntoViewIfNeededAsync();
        }

        var path = Path.Combine(Repository.Root, "reports", "pictures", name + ".png");
        await watched.Page.ScreenshotAsync(new PageScreenshotOptions { Path = path });
        Assert.That(new FileInfo(path).Length, Is.LessThan(300_000));
    }
}
