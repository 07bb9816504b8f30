using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Conformance.Reports.Writing;

namespace Conformance.Reports.Html.Views;

/// <summary>A pack of a page: JSON, deflated and in text.</summary>
/// <param name="Name">Its name in the page.</param>
/// <param name="Text">Its text, which is made while the page is drawn.</param>
public sealed record Pack(string Name, Task<string> Text);

/// <summary>
/// What is beside the page: exchanges by case id, a few hundred cases together, and what differs between sides. A pack is large enough for the
/// compression to find what exchanges have in common, and small enough for the browser to open in no time.
/// </summary>
internal sealed class Packs
{
    /// <summary>Name of the pack of what differs between sides.</summary>
    public const string Pairs = "pairs";

    private const int MaxWeight = 2_500_000;

    // Legible rather than safe to inline: the text of a pack lets nothing through, and shorter escapes deflate better.
    private static readonly PackJsonContext Context = new(new JsonSerializerOptions(PackJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private readonly List<Pack> full = [];
    private Dictionary<string, PackedCase> open = new(StringComparer.Ordinal);
    private int weight;

    /// <summary>Adds the exchanges of a case, and what its checks held of a pass, and tells which pack holds them; null when there are none.</summary>
    public int? Add(string caseId, IEnumerable<ExchangeView> exchanges, string[][]? held = null)
    {
        var views = exchanges.ToArray();
        if (views.Length == 0 && held is null)
        {
            return null;
        }

        if (weight > MaxWeight)
        {
            Fill();
        }

        open[caseId] = new PackedCase(views, held);
        weight += views.Sum(v => v.Weight) + (held?.Sum(h => h.Sum(t => t.Length)) ?? 0);
        return full.Count;
    }

    /// <summary>The packs in order; that of what differs, when there is something to compare, comes last.</summary>
    public ImmutableArray<Pack> Close(Comparison? comparison)
    {
        if (open.Count > 0)
        {
            Fill();
        }

        return [.. full, .. comparison is null ? Array.Empty<Pack>() : [new Pack(Pairs, Task.Run(() => Deflated(PackedPairs.Of(comparison), Context.PackedPairs)))]];
    }

    // A pack is deflated while the next one fills.
    private void Fill()
    {
        var pack = open;
        full.Add(new Pack($"{full.Count}", Task.Run(() => Deflated(pack, Context.DictionaryStringPackedCase))));
        open = new Dictionary<string, PackedCase>(StringComparer.Ordinal);
        weight = 0;
    }

    private static string Deflated<T>(T pack, JsonTypeInfo<T> type)
    {
        using var buffer = new MemoryStream();
        using (var deflate = new DeflateStream(buffer, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            JsonSerializer.Serialize(deflate, pack, type);
        }

        return Base91.Encode(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
