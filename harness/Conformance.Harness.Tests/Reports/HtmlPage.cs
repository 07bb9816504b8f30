using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Reports.Html;

namespace Conformance.Harness.Tests.Reports;

/// <summary>report.html of a run, as text and parsed.</summary>
internal sealed record HtmlPage(string Text, IHtmlDocument Document)
{
    public static async Task<HtmlPage> Of(RunResult run, ReportOptions? options = null)
    {
        using var stream = new MemoryStream();
        await HtmlReport.WriteAsync(run, options ?? SyntheticRun.Options, stream, CancellationToken.None);
        var text = Encoding.UTF8.GetString(stream.ToArray());
        return new HtmlPage(text, new HtmlParser().ParseDocument(text));
    }

    /// <summary>The packed exchanges by case id.</summary>
    public Dictionary<string, JsonElement> Packed()
    {
        var all = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var pack in Document.QuerySelectorAll("script[type='application/octet-stream']"))
        {
            using var inflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(pack.TextContent)), CompressionMode.Decompress);
            using var json = JsonDocument.Parse(inflate);
            foreach (var entry in json.RootElement.EnumerateObject())
            {
                all.Add(entry.Name, entry.Value.GetProperty("x").Clone());
            }
        }

        return all;
    }

    /// <summary>The disclosure of a case.</summary>
    public IElement Case(string id) => Document.GetElementById("case/" + id) ?? throw new AssertionException($"no case {id}");
}
