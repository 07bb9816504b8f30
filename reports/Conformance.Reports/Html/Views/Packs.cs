using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Conformance.Reports.Html.Views;

/// <summary>
/// Exchanges beside the page: JSON by case id, deflated and in base64, a few hundred cases together. A pack is large enough for the
/// compression to find what exchanges have in common, and small enough for the browser to open in no time.
/// </summary>
internal sealed class Packs
{
    private const int MaxWeight = 2_500_000;

    // Legible rather than safe to inline: base64 lets nothing through, and shorter escapes deflate better.
    private static readonly PackJsonContext Context = new(new JsonSerializerOptions(PackJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private readonly ImmutableArray<string>.Builder closed = ImmutableArray.CreateBuilder<string>();
    private readonly List<Dictionary<string, PackedCase>> open = [];
    private int weight;

    /// <summary>Adds the exchanges of a case, and what it says in three ways, and tells which pack holds them; null when there are none.</summary>
    public int? Add(string caseId, IEnumerable<ExchangeView> exchanges, ThreeWay? threeWay = null)
    {
        var views = exchanges.ToArray();
        var rows = threeWay is null or { IsSame: true } ? null : threeWay.Rows().Select(r => new[] { r.Accepted, r.Reference, r.Now }).ToArray();
        if (views.Length == 0 && rows is null)
        {
            return null;
        }

        if (open.Count == 0 || weight > MaxWeight)
        {
            open.Add(new Dictionary<string, PackedCase>(StringComparer.Ordinal));
            weight = 0;
        }

        open[^1][caseId] = new PackedCase(views, rows);
        weight += views.Sum(v => v.Weight) + (rows?.Sum(r => r.Sum(t => t?.Length ?? 0)) ?? 0);
        return open.Count - 1;
    }

    /// <summary>The packs in order.</summary>
    public ImmutableArray<string> Close()
    {
        closed.AddRange(open.AsParallel().AsOrdered().Select(Deflated));
        return closed.DrainToImmutable();
    }

    private static string Deflated(Dictionary<string, PackedCase> pack)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(pack, Context.DictionaryStringPackedCase);
        using var buffer = new MemoryStream();
        using (var deflate = new DeflateStream(buffer, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(json);
        }

        return Convert.ToBase64String(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
