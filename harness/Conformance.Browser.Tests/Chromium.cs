using Microsoft.Playwright;

// Two windows at a time: what waits for the browser lets the other one work.
[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(2)]

namespace Conformance.Browser.Tests;

/// <summary>The browser of the machine, started once.</summary>
[SetUpFixture]
public sealed class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static IPlaywright? playwright;
    private static IBrowser? browser;

    /// <summary>The browser; without one the test is ignored with the reason.</summary>
    public static IBrowser Browser
    {
        get
        {
            if (browser is null)
            {
                Assert.Ignore($"no browser: none of {string.Join(", ", Places)} is there, and CHROMIUM names none; on Debian: apt-get install chromium");
            }

            return browser!;
        }
    }

    [OneTimeSetUp]
    public async Task Start()
    {
        if (Places.Prepend(Environment.GetEnvironmentVariable("CHROMIUM") ?? "").FirstOrDefault(File.Exists) is not { } path)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await (browser?.CloseAsync() ?? Task.CompletedTask);
        playwright?.Dispose();
        Reports.Remove();
    }
}
