using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>The body is these slices one after the other, byte for byte.</summary>
    public static Check BodyIs(params Slice[] slices) => new BodyIsCheck([.. slices]);

    /// <summary>There is no body.</summary>
    public static Check BodyEmpty() => new BodyEmptyCheck();

    /// <summary>A ListPartsResult shows exactly these parts: number and size, in this order.</summary>
    public static Check Lists(params (int Number, long SizeBytes)[] parts) => new ListsCheck([.. parts]);

    /// <summary>Every Part of a ListPartsResult has one quoted ETag, one LastModified in ISO 8601 UTC, one PartNumber and one Size.</summary>
    public static Check PartFieldsFilled() => new ShapeCheck("each Part has a PartNumber, a LastModified in UTC, a quoted ETag and a Size", (_, root) =>
    {
        var flaw = root.Elements().Where(e => e.Name.LocalName == "Part").Select(FlawOf).FirstOrDefault(f => f is not null);
        return (flaw is null, flaw ?? "each has", "<Part>");
    });

    /// <summary>Every Part of a ListPartsResult has one LastModified in ISO 8601 UTC, and there is at least one.</summary>
    public static Check PartTimes() => new ShapeCheck("each Part has a LastModified in UTC", (_, root) =>
    {
        var parts = root.Elements().Where(e => e.Name.LocalName == "Part").ToArray();
        var flaw = parts.FirstOrDefault(p => !IsUtcTime(Evidence.Child(p, "LastModified")));
        var received = parts.Length == 0 ? "no Part" : flaw is null ? "each has" : $"part {Evidence.Child(flaw, "PartNumber")}: LastModified {Evidence.Child(flaw, "LastModified") ?? "absent"}";
        return (parts.Length > 0 && flaw is null, received, "<LastModified>");
    });

    /// <summary>Every Part of a ListPartsResult has the same ETag, and there are at least two.</summary>
    public static Check PartTagsEqual() => new ShapeCheck("all parts have one ETag", (_, root) =>
    {
        var tags = root.Elements().Where(e => e.Name.LocalName == "Part").Select(p => Evidence.Child(p, "ETag")).ToArray();
        return (tags.Length > 1 && tags.Distinct(StringComparer.Ordinal).Count() == 1, string.Join(", ", tags), "<ETag>");
    });

    /// <summary>The document has no element of this local name with this text (template).</summary>
    public static Check NoDescendant(string localName, string template) => new ShapeCheck($"no {localName} \"{template}\"", (evidence, root) =>
    {
        var text = evidence.Bindings.Expand(template);
        var found = root.Descendants().Any(e => e.Name.LocalName == localName && e.Value == text);
        return (!found, found ? $"{localName} \"{text}\"" : $"no such {localName}", $"<{localName}>");
    });

    /// <summary>A child's text ends in a text (template).</summary>
    public static Check ElementEndsIn(string localName, string template) => new ShapeCheck($"{localName} ends in \"{template}\"", (evidence, root) =>
    {
        var text = Evidence.Child(root, localName);
        return (text?.EndsWith(evidence.Bindings.Expand(template), StringComparison.Ordinal) == true, text is null ? $"no {localName}" : $"\"{text}\"", $"<{localName}>");
    });

    /// <summary>Location is a URL that names the bucket in its host or in its path. Its domain is the service's to choose: AWS itself names another than it was asked by.</summary>
    public static Check LocationNamesBucket() => new ShapeCheck("Location is a URL of the bucket", (evidence, root) =>
    {
        var text = Evidence.Child(root, "Location");
        var bucket = evidence.Bindings.MainBucket;
        var held = Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Host.StartsWith(bucket + ".", StringComparison.OrdinalIgnoreCase) || url.AbsolutePath.StartsWith($"/{bucket}/", StringComparison.Ordinal));
        return (held, text is null ? "no Location" : $"\"{text}\"", "<Location>");
    });

    /// <summary>The ETag of the answer is the object tag of these parts: MD5 over their binary MD5s, a dash and their count.</summary>
    public static Check ETagIsOfParts(params Slice[] parts)
    {
        var tag = PartsTag(parts);
        return ETag($"ETag is {tag}", (_, text) => Evidence.Bare(text) == tag);
    }

    /// <summary>The ETag of the answer ends in a dash and a count of parts.</summary>
    public static Check ETagCounts(int parts) => ETag($"ETag is quoted and ends in -{parts}", (_, text) =>
        text.Length > 2 && text[0] == '"' && text[^1] == '"' && text.EndsWith($"-{parts}\"", StringComparison.Ordinal));

    /// <summary>The ETag of the answer is not the MD5 of these bytes.</summary>
    public static Check ETagIsNotMd5Of(Slice slice) => ETag($"ETag is not {slice.Md5}, the MD5 of the content", (_, text) => Evidence.Bare(text) != slice.Md5);

    /// <summary>Repeated requests are answered with the same text of a child.</summary>
    public static Check SameEachTime(string localName) => new AcrossTimesCheck(localName, Same: true);

    /// <summary>Repeated requests are each answered with another text of a child.</summary>
    public static Check DifferentEachTime(string localName) => new AcrossTimesCheck(localName, Same: false);

    /// <summary>ListParts shows for a part a later time than the copy that was a precondition was answered with.</summary>
    public static Check PartTimeMoved(int number) => new PartTimeMovedCheck(number);

    private static string PartsTag(ReadOnlySpan<Slice> parts)
    {
        var binary = new List<byte>(16 * parts.Length);
        foreach (var part in parts)
        {
            binary.AddRange(Convert.FromHexString(part.Md5));
        }

        return $"{Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(binary.ToArray()))}-{parts.Length}";
    }

    private static string? FlawOf(XElement part)
    {
        var number = Evidence.Child(part, "PartNumber");
        var etag = Evidence.Child(part, "ETag");
        return number is null ? "a Part without PartNumber"
            : etag is not { Length: > 2 } || etag[0] != '"' || etag[^1] != '"' ? $"part {number}: ETag {etag ?? "absent"}"
            : !long.TryParse(Evidence.Child(part, "Size"), out _) ? $"part {number}: Size {Evidence.Child(part, "Size") ?? "absent"}"
            : !IsUtcTime(Evidence.Child(part, "LastModified")) ? $"part {number}: LastModified {Evidence.Child(part, "LastModified") ?? "absent"}"
            : null;
    }

    private static bool IsUtcTime(string? text) =>
        text?.EndsWith('Z') == true && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private sealed record BodyIsCheck(ImmutableArray<Slice> Slices) : Check
    {
        public override Aspect Aspect => Aspect.Bytes;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = Slices.IsEmpty ? "an empty body" : string.Join(", then ", Slices);
            var answer = evidence.Answer!;
            return answer.Status is >= 200 and < 300
                ? Bodies.Compare(expected, answer.Body, Slices)
                : CheckOutcome.Of(held: false, expected, $"status {answer.Status}{(evidence.ErrorCode is { } code ? $" {code}" : "")}");
        }
    }

    private sealed record BodyEmptyCheck : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override CheckOutcome Evaluate(Evidence evidence) =>
            CheckOutcome.Of(evidence.Answer!.Body.Length == 0, "no body", $"{evidence.Answer.Body.Length} bytes");
    }

    private sealed record ListsCheck(ImmutableArray<(int Number, long SizeBytes)> Parts) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"parts: {Words(Parts)}";
            return evidence.Parts(evidence.When) is { } listed
                ? CheckOutcome.Of(listed.Select(p => (p.Number, p.SizeBytes)).SequenceEqual(Parts), expected, $"parts: {Words(listed.Select(p => (p.Number, p.SizeBytes)))}") with { Mark = "<Part>" }
                : CheckOutcome.Of(held: false, expected, $"no ListPartsResult (status {evidence.Answer!.Status})");
        }

        private static string Words(IEnumerable<(int Number, long SizeBytes)> parts)
        {
            var text = string.Join(", ", parts.Select(p => $"{p.Number} ({p.SizeBytes} bytes)"));
            return text.Length == 0 ? "none" : text;
        }
    }

    private sealed record AcrossTimesCheck(string LocalName, bool Same) : Check
    {
        public override Aspect Aspect => Aspect.Idempotency;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = Same ? $"the same {LocalName} each time" : $"another {LocalName} each time";
            var texts = evidence.Whens.Select(w => evidence.Xml(w).Document?.Root is { } root ? Evidence.Child(root, LocalName) : null).ToArray();
            var distinct = texts.Distinct(StringComparer.Ordinal).Count();
            return texts.Length < 2
                ? CheckOutcome.Unjudged(expected, "it was sent once only")
                : CheckOutcome.Of(
                    texts.All(t => !string.IsNullOrEmpty(t)) && distinct == (Same ? 1 : texts.Length),
                    expected,
                    $"{distinct} different {LocalName} in {texts.Length} answers{(texts.Any(string.IsNullOrEmpty) ? ", some without one" : "")}");
        }
    }

    private sealed record PartTimeMovedCheck(int Number) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.PartsOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var first = evidence.Exchanges.FirstOrDefault(e => e.Label.Step == $"{Steps.Given}copy part {Number}");
            var before = evidence.Xml(first).Document?.Root is { } root ? Evidence.Child(root, "LastModified") : null;
            var expected = $"part {Number} is listed with a later time than {before ?? "(none)"}";
            if (Listed(evidence, Slot.Upload, expected, out var parts, out var exchange) is { } unjudged)
            {
                return unjudged;
            }

            var listed = parts.FirstOrDefault(p => p.Number == Number)?.LastModified;
            return IsTime(before, out var then)
                ? CheckOutcome.Of(IsTime(listed, out var now) && now > then, expected, $"LastModified {listed ?? "absent"}") with { Exchange = exchange, Mark = "<LastModified>" }
                : CheckOutcome.Unjudged(expected, "the first copy was answered without a time");
        }

        private static bool IsTime(string? text, out DateTimeOffset time) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }
}
