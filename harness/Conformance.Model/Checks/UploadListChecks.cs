using System.Collections.Immutable;
using System.Xml.Linq;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>A ListMultipartUploadsResult shows exactly these uploads, in this order, each under its key; keys are percent-decoded when <paramref name="encoded"/>.</summary>
    public static Check ListsUploads(bool encoded, params Slot[] uploads) => new UploadsCheck([.. uploads], encoded);

    /// <summary>A ListMultipartUploadsResult shows exactly these uploads, in this order, each under its key.</summary>
    public static Check ListsUploads(params Slot[] uploads) => new UploadsCheck([.. uploads], Encoded: false);

    /// <summary>CommonPrefixes holds exactly these prefixes (templates), in this order.</summary>
    public static Check ListsPrefixes(params string[] templates) => new ShapeCheck(
        $"common prefixes: {(templates.Length == 0 ? "none" : string.Join(", ", templates))}",
        (evidence, root) =>
        {
            var shown = root.Elements().Where(e => e.Name.LocalName == "CommonPrefixes").SelectMany(e => e.Elements()).Where(e => e.Name.LocalName == "Prefix").Select(e => e.Value).ToArray();
            return (shown.SequenceEqual(templates.Select(evidence.Bindings.Expand)), shown.Length == 0 ? "none" : string.Join(", ", shown), "<CommonPrefixes>");
        });

    /// <summary>A list shows this many elements of a local name.</summary>
    public static Check CountOf(string localName, int count) => new ShapeCheck($"{count} {localName}", (_, root) =>
    {
        var found = root.Elements().Count(e => e.Name.LocalName == localName);
        return (found == count, $"{found} {localName}", $"<{localName}>");
    });

    /// <summary>Some element of this local name, at any depth, has this text (template).</summary>
    public static Check DescendantIs(string localName, string template) => new ShapeCheck($"a {localName} \"{template}\"", (evidence, root) =>
    {
        var texts = root.Descendants().Where(e => e.Name.LocalName == localName).Select(e => e.Value).Distinct(StringComparer.Ordinal).ToArray();
        return (texts.Contains(evidence.Bindings.Expand(template), StringComparer.Ordinal), texts.Length == 0 ? $"no {localName}" : string.Join(", ", texts.Take(5)), $"<{localName}>");
    });

    /// <summary>The document has no element of this local name, at any depth.</summary>
    public static Check NoElement(string localName) => new ShapeCheck($"no {localName}", (_, root) =>
    {
        var found = root.Descendants().FirstOrDefault(e => e.Name.LocalName == localName);
        return (found is null, found is null ? $"no {localName}" : $"{localName} \"{found.Value}\"", $"<{localName}>");
    });

    /// <summary>Every element of a local name, at any depth, satisfies a predicate, and there is at least one.</summary>
    public static Check Each(string localName, string expected, Func<string, bool> holds) => new ShapeCheck(expected, (_, root) =>
    {
        var texts = root.Descendants().Where(e => e.Name.LocalName == localName).Select(e => e.Value).ToArray();
        var bad = texts.FirstOrDefault(t => !holds(t));
        return (texts.Length > 0 && bad is null, texts.Length == 0 ? $"no {localName}" : bad ?? $"all {texts.Length}", $"<{localName}>");
    });

    private sealed record UploadsCheck(ImmutableArray<Slot> Uploads, bool Encoded) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var wanted = Uploads.Select(s => evidence.Bindings.Upload(s.Name)).Select(u => (u.Key, u.Id)).ToArray();
            var expected = $"uploads: {(Uploads.IsEmpty ? "none" : string.Join(", ", Uploads))}";
            if (evidence.AnswerXml.Document?.Root is not { Name.LocalName: "ListMultipartUploadsResult" } root)
            {
                return CheckOutcome.Of(held: false, expected, $"no ListMultipartUploadsResult (status {evidence.Answer!.Status})");
            }

            var shown = root.Elements().Where(e => e.Name.LocalName == "Upload").Select(Shown).ToArray();
            return CheckOutcome.Of(shown.SequenceEqual(wanted), expected, $"uploads: {Words(evidence, shown)}") with { Mark = "<Upload>" };
        }

        private (string Key, string Id) Shown(XElement upload)
        {
            var key = Evidence.Child(upload, "Key") ?? "";
            return (Encoded ? Uri.UnescapeDataString(key.Replace('+', ' ')) : key, Evidence.Child(upload, "UploadId") ?? "");
        }

        private static string Words(Evidence evidence, IEnumerable<(string Key, string Id)> shown)
        {
            var words = shown.Select(s => evidence.Bindings.Uploads.FirstOrDefault(u => u.Value.Id == s.Id && u.Value.Key == s.Key).Key ?? $"an upload of {s.Key}").ToArray();
            return words.Length == 0 ? "none" : string.Join(", ", words);
        }
    }
}
