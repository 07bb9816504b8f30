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
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;-=>?@[]^_`{|}~\"";

    public static async Task<HtmlPage> Of(RunResult run, ReportOptions? options = null)
    {
        using var stream = new MemoryStream();
        await HtmlReport.WriteAsync(run, ResultsJson.Document(run, options ?? SyntheticRun.Options), options ?? SyntheticRun.Options, stream, CancellationToken.None);
        var text = Encoding.UTF8.GetString(stream.ToArray());
        return new HtmlPage(text, new HtmlParser().ParseDocument(text));
    }

    /// <summary>The packed exchanges by case id.</summary>
    public Dictionary<string, JsonElement> Packed()
    {
        var all = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var pack in Document.QuerySelectorAll("script[type='application/octet-stream']").Where(p => p.Id != "pack-pairs"))
        {
            using var json = Inflated(pack);
            foreach (var entry in json.RootElement.EnumerateObject())
            {
                all.Add(entry.Name, entry.Value.GetProperty("x").Clone());
            }
        }

        return all;
    }

    /// <summary>What differs between sides; null without anything to compare.</summary>
    public JsonElement? Pairs()
    {
        using var json = Document.GetElementById("pack-pairs") is { } pack ? Inflated(pack) : null;
        return json?.RootElement.Clone();
    }

    private static JsonDocument Inflated(IElement pack)
    {
        using var inflate = new DeflateStream(new MemoryStream(Octets(pack.TextContent)), CompressionMode.Decompress);
        return JsonDocument.Parse(inflate);
    }

    // The reading half of Base91, as the script has it.
    private static byte[] Octets(string text)
    {
        var octets = new List<byte>();
        var (low, queue, bits) = (-1, 0, 0);
        foreach (var digit in text.Select(c => Alphabet.IndexOf(c, StringComparison.Ordinal)))
        {
            if (low < 0)
            {
                low = digit;
                continue;
            }

            var pair = low + digit * 91;
            low = -1;
            queue |= pair << bits;
            for (bits += (pair & 0x1FFF) > 88 ? 13 : 14; bits > 7; bits -= 8, queue >>= 8)
            {
                octets.Add((byte)queue);
            }
        }

        return low < 0 ? [.. octets] : [.. octets, (byte)(queue | low << bits)];
    }

    /// <summary>The disclosure of a case.</summary>
    public IElement Case(string id) => Document.GetElementById("case/" + id) ?? throw new AssertionException($"no case {id}");
}
