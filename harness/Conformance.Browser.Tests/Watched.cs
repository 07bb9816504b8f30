using Microsoft.Playwright;

namespace Conformance.Browser.Tests;

/// <summary>A page that must not complain and must not ask the network for anything.</summary>
internal sealed class Watched : IAsyncDisposable
{
    private readonly IBrowserContext window;
    private readonly List<string> complaints = [];

    private Watched(IBrowserContext window, IPage page)
    {
        this.window = window;
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Note(true, $"page error: {error}");
        page.Request += (_, request) => Note(!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal), $"request: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>Errors, warnings and requests so far.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<Watched> OpenAsync(string file, ColorScheme scheme = ColorScheme.Light, bool script = true, int width = 1280, string fragment = "")
    {
        var context = await Chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        var watched = new Watched(context, await context.NewPageAsync());
        await watched.Page.GotoAsync("file://" + file + fragment);
        return watched;
    }

    public async ValueTask DisposeAsync() => await window.CloseAsync();

    private void Note(bool bad, string what)
    {
        if (bad)
        {
            complaints.Add(what);
        }
    }
}
