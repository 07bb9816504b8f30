using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>A listing followed from page to page by the markers that the target gives, until it says that there is no more.</summary>
/// <param name="Words">What it asks, a phrase that is unique within the case.</param>
/// <param name="First">The request for the first page.</param>
/// <param name="Markers">Elements of a page, and the query parameters that they are given back in.</param>
/// <param name="Most">The bound on the number of pages.</param>
public sealed record Pages(string Words, Operation First, ImmutableArray<(string Element, string Parameter)> Markers, int Most) : Observation(Words, First.Capability)
{
    /// <summary>The query of the page after this one; null when this is the last or says nothing to go on with.</summary>
    public string? Next(Exchange page)
    {
        if (page.Response is not { Status: 200 } response
            || SafeXml.Read(response.Body.Bytes.AsSpan()).Document?.Root is not { } root
            || Evidence.Child(root, "IsTruncated") != "true")
        {
            return null;
        }

        // A page in percent-encoding names its markers in it too; they go back as they came, but for a plus, which stands for a space.
        var encoded = Evidence.Child(root, "EncodingType") == "url";
        var given = Markers.Select(m => (m.Parameter, Value: Evidence.Child(root, m.Element))).Where(m => !string.IsNullOrEmpty(m.Value)).ToArray();
        return given.Length == 0
            ? null
            : string.Join('&', given.Select(m => $"{m.Parameter}={Bindings.Encoding.Query(encoded ? Uri.UnescapeDataString(m.Value!.Replace('+', ' ')) : m.Value!)}"));
    }
}

public abstract partial record Check
{
    /// <summary>Followed to its end, a listing shows each of these uploads once and no other.</summary>
    public static Check PagesListUploads(ListMultipartUploadsRequest first, params Slot[] uploads) => new PagedCheck(
        new Pages("follow the pages", first, [("NextKeyMarker", "key-marker"), ("NextUploadIdMarker", "upload-id-marker")], uploads.Length + 3),
        "Upload",
        "UploadId",
        e => [.. uploads.Select(u => e.Bindings.Upload(u.Name).Id)]);

    /// <summary>Followed to its end, a listing shows each of these parts once and no other.</summary>
    public static Check PagesListParts(ListPartsRequest first, params int[] numbers) => new PagedCheck(
        new Pages("follow the pages", first, [("NextPartNumberMarker", "part-number-marker")], numbers.Length + 3),
        "Part",
        "PartNumber",
        _ => [.. numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>A ListMultipartUploadsResult shows exactly these uploads, each once and under its key, in whatever order.</summary>
    public static Check ShowsUploads(params Slot[] uploads) => new ShownUploadsCheck([.. uploads]);

    /// <summary>A page shows the first uploads of a listing made afterwards without a bound, as many as told.</summary>
    public static Check HeadOfListing(ListMultipartUploadsRequest all, int count) => new PieceOfListingCheck(new FollowUp("list all", all), After: null, count);

    /// <summary>A page shows what follows an upload in a listing made afterwards without a marker, all of it or as much as told.</summary>
    public static Check TailOfListing(ListMultipartUploadsRequest all, Slot after, int most = int.MaxValue) => new PieceOfListingCheck(new FollowUp("list all", all), after, most);

    /// <summary>NextKeyMarker and NextUploadIdMarker name the last Upload of the page.</summary>
    public static Check MarkersNameLastUpload() => new ShapeCheck("the Next markers name the last upload of the page", (_, root) =>
    {
        var shown = UploadsIn(root);
        var markers = (Evidence.Child(root, "NextKeyMarker") ?? "", Evidence.Child(root, "NextUploadIdMarker") ?? "");
        return (shown.Length > 0 && shown[^1] == markers, $"{markers.Item1} {markers.Item2}", "<NextKeyMarker>");
    });

    /// <summary>Under encoding-type=url a listing shows exactly these uploads, in this order, under keys in ASCII that decode to theirs.</summary>
    public static Check ListsEncodedUploads(params Slot[] uploads) => new EncodedUploadsCheck([.. uploads]);

    /// <summary>A child is in ASCII and decodes to a text (template).</summary>
    public static Check ElementDecodesTo(string localName, string template) => new ShapeCheck($"{localName} decodes to \"{template}\"", (evidence, root) =>
    {
        var text = Evidence.Child(root, localName);
        return (text is not null && DecodesTo(text, evidence.Bindings.Expand(template)), text is null ? $"no {localName}" : $"\"{text}\"", $"<{localName}>");
    });

    /// <summary>Common prefixes are in ASCII and decode to exactly these (templates), in this order.</summary>
    public static Check PrefixesDecodeTo(params string[] templates) => new ShapeCheck($"common prefixes that decode to {string.Join(", ", templates)}", (evidence, root) =>
    {
        var shown = CommonPrefixes(root);
        var held = shown.Length == templates.Length && shown.Zip(templates).All(p => DecodesTo(p.First, evidence.Bindings.Expand(p.Second)));
        return (held, shown.Length == 0 ? "none" : string.Join(", ", shown), "<CommonPrefixes>");
    });

    /// <summary>A child is absent or empty, or has one of these texts (templates).</summary>
    public static Check ElementEmptyOr(string localName, params string[] templates) => new ShapeCheck(
        templates.Length == 0 ? $"{localName} is absent or empty" : $"{localName} is absent, empty or \"{Or(templates)}\"",
        (evidence, root) =>
        {
            var text = Evidence.Child(root, localName);
            return (string.IsNullOrEmpty(text) || templates.Select(evidence.Bindings.Expand).Contains(text, StringComparer.Ordinal), text is null ? $"no {localName}" : $"\"{text}\"", $"<{localName}>");
        });

    /// <summary>Every Upload has each of these children once and not empty.</summary>
    public static Check UploadsHave(params string[] localNames) => new ShapeCheck($"each Upload has {string.Join(", ", localNames)}", (_, root) =>
    {
        var uploads = root.Elements().Where(e => e.Name.LocalName == "Upload").ToArray();
        var lacking = uploads.SelectMany(u => localNames.Where(n => u.Elements().Count(e => e.Name.LocalName == n && e.Value.Length > 0) != 1)).FirstOrDefault();
        return (uploads.Length > 0 && lacking is null, uploads.Length == 0 ? "no Upload" : lacking is null ? "each has" : $"an Upload without just one {lacking}", "<Upload>");
    });

    /// <summary>Every element of a local name, at any depth, satisfies a predicate; there may be none.</summary>
    public static Check EachOrNone(string localName, string expected, Func<string, bool> holds) => new ShapeCheck(expected, (_, root) =>
    {
        var bad = root.Descendants().Where(e => e.Name.LocalName == localName).Select(e => e.Value).FirstOrDefault(t => !holds(t));
        return (bad is null, bad ?? "each or none", $"<{localName}>");
    });

    /// <summary>Every time under this local name is within fifteen minutes of the time of the request.</summary>
    public static Check EachIsNow(string localName) => new ShapeCheck($"{localName} is a moment ago", (evidence, root) =>
    {
        var texts = root.Descendants().Where(e => e.Name.LocalName == localName).Select(e => e.Value).ToArray();
        var odd = texts.FirstOrDefault(t => !(DateTimeOffset.TryParse(t, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && (time - evidence.When!.StartedAt).Duration() < TimeSpan.FromMinutes(15)));
        return (texts.Length > 0 && odd is null, texts.Length == 0 ? $"no {localName}" : odd ?? $"all {texts.Length}", $"<{localName}>");
    });

    private static (string Key, string Id)[] UploadsIn(XElement root) =>
        [.. root.Elements().Where(e => e.Name.LocalName == "Upload").Select(u => (Evidence.Child(u, "Key") ?? "", Evidence.Child(u, "UploadId") ?? ""))];

    private static string WordsOf(Evidence evidence, IEnumerable<(string Key, string Id)> shown)
    {
        var words = shown.Select(s => evidence.Bindings.Uploads.FirstOrDefault(u => u.Value.Id == s.Id && u.Value.Key == s.Key).Key ?? $"an upload of {s.Key}").ToArray();
        return words.Length == 0 ? "none" : string.Join(", ", words);
    }

    private static string[] CommonPrefixes(XElement root) =>
        [.. root.Elements().Where(e => e.Name.LocalName == "CommonPrefixes").SelectMany(e => e.Elements()).Where(e => e.Name.LocalName == "Prefix").Select(e => e.Value)];

    // AWS writes a space as a plus and a plus as %2B; others write %20 and may leave the plus alone.
    private static bool DecodesTo(string text, string wanted) =>
        text.All(char.IsAscii) && (Uri.UnescapeDataString(text.Replace('+', ' ')) == wanted || (!wanted.Contains(' ', StringComparison.Ordinal) && Uri.UnescapeDataString(text) == wanted));

    private sealed record PagedCheck(Pages Pages, string Entry, string Name, Func<Evidence, ImmutableArray<string>> Wanted) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override IEnumerable<Observation> Observes => [Pages];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var wanted = Wanted(evidence);
            var expected = $"{wanted.Length} entries in all, each once";
            var pages = evidence.Exchanges.Where(e => e.Label.Step == Steps.Observe + Pages.Name).ToArray();
            var shown = new List<string>();
            foreach (var page in pages)
            {
                if (page is not { Fate: Fate.Complete, Response: { } response })
                {
                    return CheckOutcome.Unjudged(expected, $"no answer: {page.FateDetail}") with { Exchange = page.Sequence };
                }

                if (response.Status != 200 || evidence.Xml(page).Document?.Root is not { } root)
                {
                    return CheckOutcome.Of(held: false, expected, $"{Describe.Answer(page)} to page {shown.Count}") with { Exchange = page.Sequence };
                }

                shown.AddRange(root.Elements().Where(e => e.Name.LocalName == Entry).Select(e => Evidence.Child(e, Name) ?? ""));
            }

            var once = shown.Distinct(StringComparer.Ordinal).Count() == shown.Count;
            return CheckOutcome.Of(
                once && shown.ToHashSet(StringComparer.Ordinal).SetEquals(wanted),
                expected,
                $"{shown.Count} entries on {pages.Length} pages{(once ? "" : ", some twice")}") with
            { Exchange = pages.LastOrDefault()?.Sequence };
        }
    }

    private sealed record ShownUploadsCheck(ImmutableArray<Slot> Uploads) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"uploads, in whatever order: {(Uploads.IsEmpty ? "none" : string.Join(", ", Uploads))}";
            if (evidence.AnswerXml.Document?.Root is not { Name.LocalName: "ListMultipartUploadsResult" } root)
            {
                return CheckOutcome.Of(held: false, expected, evidence.AnswerXml.Error ?? $"no ListMultipartUploadsResult (status {evidence.Answer!.Status})");
            }

            var shown = UploadsIn(root);
            var wanted = Uploads.Select(s => evidence.Bindings.Upload(s.Name)).Select(u => (u.Key, u.Id)).ToHashSet();
            return CheckOutcome.Of(shown.Length == wanted.Count && wanted.SetEquals(shown), expected, $"uploads: {WordsOf(evidence, shown)}") with { Mark = "<Upload>" };
        }
    }

    private sealed record PieceOfListingCheck(FollowUp All, Slot? After, int Most) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override IEnumerable<Observation> Observes => [All];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var words = After is null ? $"the first {Most} uploads of the listing" : $"what follows {After} in the listing";
            if (evidence.Of(All) is not { Response.Status: 200 } whole || evidence.Xml(whole).Document?.Root is not { } listing)
            {
                return CheckOutcome.Unjudged(words, $"no listing: {(evidence.Of(All) is { } e ? Describe.Answer(e) : "it was not made")}");
            }

            var all = UploadsIn(listing);
            var start = After is null ? 0 : 1 + Array.FindIndex(all, u => u.Id == evidence.Bindings.Upload(After.Name).Id);
            if (After is not null && start == 0)
            {
                return CheckOutcome.Unjudged(words, $"{After} is not in the listing");
            }

            var wanted = all.Skip(start).Take(Most).ToArray();
            var expected = $"{words}: {WordsOf(evidence, wanted)}";
            return evidence.AnswerXml.Document?.Root is { Name.LocalName: "ListMultipartUploadsResult" } root
                ? CheckOutcome.Of(UploadsIn(root).SequenceEqual(wanted), expected, $"uploads: {WordsOf(evidence, UploadsIn(root))}") with { Mark = "<Upload>" }
                : CheckOutcome.Of(held: false, expected, $"no ListMultipartUploadsResult (status {evidence.Answer!.Status})");
        }
    }

    private sealed record EncodedUploadsCheck(ImmutableArray<Slot> Uploads) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"uploads under keys that decode to those of: {string.Join(", ", Uploads)}";
            if (evidence.AnswerXml.Document?.Root is not { Name.LocalName: "ListMultipartUploadsResult" } root)
            {
                return CheckOutcome.Of(held: false, expected, evidence.AnswerXml.Error ?? $"no ListMultipartUploadsResult (status {evidence.Answer!.Status})");
            }

            var shown = root.Elements().Where(e => e.Name.LocalName == "Upload").Select(u => (Key: Evidence.Child(u, "Key") ?? "", Id: Evidence.Child(u, "UploadId") ?? "")).ToArray();
            var wanted = Uploads.Select(s => evidence.Bindings.Upload(s.Name)).ToArray();
            var held = shown.Length == wanted.Length && shown.Zip(wanted).All(p => p.First.Id == p.Second.Id && DecodesTo(p.First.Key, p.Second.Key));
            return CheckOutcome.Of(held, expected, shown.Length == 0 ? "none" : string.Join(", ", shown.Select(s => s.Key))) with { Mark = "<Upload>" };
        }
    }
}
