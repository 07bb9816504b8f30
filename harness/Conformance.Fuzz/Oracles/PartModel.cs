using System.Globalization;
using System.Xml.Linq;
using Conformance.Model;

namespace Conformance.Fuzz;

/// <summary>A part as it is known, or as ListParts shows it.</summary>
/// <param name="SizeBytes">Its size; null when it is not known.</param>
/// <param name="ETag">Its ETag without quotes.</param>
internal sealed record PartModel(long? SizeBytes, string ETag)
{
    /// <inheritdoc/>
    public override string ToString() => $"{SizeBytes?.ToString(CultureInfo.InvariantCulture) ?? "any number of"} bytes, ETag {ETag}";

    /// <summary>
    /// Where the parts listed are others than those known: what was expected and what is there, one part a pair. Each stray, the ETag of a part
    /// that was stored nobody knows under which number, makes one part right that bears it.
    /// </summary>
    public static IEnumerable<(string Expected, string Received)> Differences(IReadOnlyDictionary<int, PartModel> known, XElement listing, IEnumerable<string> strays)
    {
        var unplaced = strays.ToList();
        var elements = listing.Elements().Where(e => e.Name.LocalName == "Part").ToArray();
        var numbers = elements.Select(p => Number(p, "PartNumber")).ToArray();
        var listed = elements.GroupBy(p => (int)Number(p, "PartNumber")).ToDictionary(g => g.Key, g => g.Select(Read).ToArray());
        foreach (var (number, part) in known.OrderBy(p => p.Key))
        {
            if (!listed.TryGetValue(number, out var shown))
            {
                yield return ($"part {number} is listed", $"part {number} is not listed");
            }
            else if (shown.Length > 1)
            {
                yield return ($"part {number} is listed once", $"part {number} is listed {shown.Length} times");
            }
            else if (!part.IsShownAs(shown[0]) && !unplaced.Remove(shown[0].ETag))
            {
                yield return ($"part {number}: {part}", $"part {number}: {shown[0]}");
            }
        }

        foreach (var (number, _) in listed.Where(p => !known.ContainsKey(p.Key) && !p.Value.All(s => unplaced.Remove(s.ETag))).OrderBy(p => p.Key))
        {
            yield return ("no part but those answered with success", $"part {number} is listed");
        }

        if (Enumerable.Range(1, Math.Max(0, numbers.Length - 1)).FirstOrDefault(i => numbers[i] < numbers[i - 1]) is > 0 and var at)
        {
            yield return ("parts in ascending order", $"part {numbers[at]} behind part {numbers[at - 1]}");
        }
    }

    private bool IsShownAs(PartModel shown) => ETag == shown.ETag && (SizeBytes is null || SizeBytes == shown.SizeBytes);

    private static PartModel Read(XElement part) => new(Number(part, "Size"), Evidence.Bare(Evidence.Child(part, "ETag")));

    private static long Number(XElement part, string name) => long.TryParse(Evidence.Child(part, name), out var number) ? number : -1;
}
