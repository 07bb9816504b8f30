using System.Text;
using Conformance.Model;
using Conformance.Reports.Html.Views;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conformance.Reports.Html;

/// <summary>report.html: renders the components, which encode everything they are given.</summary>
internal static class HtmlReport
{
    /// <summary>The page of one run.</summary>
    public static Task WriteAsync(RunResult run, ResultsDocument results, ReportOptions options, Stream stream, CancellationToken cancel) =>
        WriteAsync<Page>(ReportViews.Build(run, results, options), stream, cancel);

    /// <summary>The page of several runs side by side.</summary>
    public static Task WriteAsync(MergedView view, Stream stream, CancellationToken cancel) => WriteAsync<MergedPage>(view, stream, cancel);

    /// <summary>The page of a fuzz run.</summary>
    public static Task WriteAsync(FuzzView view, Stream stream, CancellationToken cancel) => WriteAsync<FuzzPage>(view, stream, cancel);

    private static async Task WriteAsync<TPage>(object view, Stream stream, CancellationToken cancel)
        where TPage : IComponent
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 64 * 1024, leaveOpen: true);
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { ["View"] = view });
            var page = await renderer.RenderComponentAsync<TPage>(parameters);
            cancel.ThrowIfCancellationRequested();
            await writer.WriteAsync(Slim.Of(page.ToHtmlString()));
        });
        await writer.FlushAsync(cancel);
    }
}
