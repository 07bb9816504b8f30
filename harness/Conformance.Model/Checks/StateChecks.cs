using System.Collections.Immutable;
using System.Globalization;
using Conformance.Wire;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>ListParts shows this part with the size of the slice and, where the ETag is an MD5, with the slice's.</summary>
    public static Check PartStored(int number, Slice slice, Slot? upload = null) => new PartStoredCheck(number, slice, upload ?? Slot.Upload);

    /// <summary>ListParts shows exactly these part numbers.</summary>
    public static Check PartNumbersAre(params int[] numbers) => new PartNumbersCheck([.. numbers], Slot.Upload);

    /// <summary>ListParts shows exactly these part numbers for an upload.</summary>
    public static Check PartNumbersAre(Slot upload, params int[] numbers) => new PartNumbersCheck([.. numbers], upload);

    /// <summary>ListParts shows what the case had stored before the request under test, no more and no less.</summary>
    public static Check PartsUnchanged(Slot? upload = null) => new PartsUnchangedCheck(upload ?? Slot.Upload);

    /// <summary>ListParts shows the ETag of the answer.</summary>
    public static Check ListedETagIsAnswered(int number) => new ListedAsAnsweredCheck(number, "ETag");

    /// <summary>ListParts shows the time of the answer, to the second.</summary>
    public static Check ListedTimeIsAnswered(int number) => new ListedAsAnsweredCheck(number, "LastModified");

    /// <summary>HEAD of the source shows the ETag, the length and the time it had before.</summary>
    public static Check SourceUnchanged(Slot? source = null) => new SourceUnchangedCheck(source ?? Slot.Source);

    /// <summary>The key that the upload writes to still has no object, or the one it had.</summary>
    public static Check DestinationUntouched(Slot? upload = null) => new DestinationUntouchedCheck(upload ?? Slot.Upload);

    private sealed record PartStoredCheck(int Number, Slice Slice, Slot Upload) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.PartsOf(Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"part {Number} is listed with {Slice.SizeBytes} bytes";
            return Listed(evidence, Upload, expected, out var parts, out var exchange, isSome: true) ?? Judge(parts.FirstOrDefault(p => p.Number == Number), parts, expected, exchange);
        }

        private CheckOutcome Judge(ListedPart? part, ImmutableArray<ListedPart> parts, string expected, long exchange) => part is null
            ? CheckOutcome.Of(held: false, expected, $"listed: {Numbers(parts)}") with { Exchange = exchange }
            : CheckOutcome.Of(part.SizeBytes == Slice.SizeBytes, expected, $"part {Number} has {part.SizeBytes} bytes, ETag {part.ETag}") with
            {
                Exchange = exchange,
                Mark = $"<Size>{part.SizeBytes}",
            };
    }

    private sealed record PartNumbersCheck(ImmutableArray<int> Expected, Slot Upload) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.PartsOf(Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"listed parts: {(Expected.IsEmpty ? "none" : string.Join(", ", Expected))}";
            return Listed(evidence, Upload, expected, out var parts, out var exchange, isSome: !Expected.IsEmpty)
                ?? CheckOutcome.Of(parts.Select(p => p.Number).SequenceEqual(Expected), expected, $"listed parts: {Numbers(parts)}") with { Exchange = exchange, Mark = "<PartNumber>" };
        }
    }

    private sealed record PartsUnchangedCheck(Slot Upload) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.PartsOf(Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            if (evidence is { IsAccepted: true, Scenario.When: UploadPartCopyRequest or UploadPartRequest })
            {
                return CheckOutcome.NotApplicable("a refusal leaves the parts as they were", "the request was accepted");
            }

            // Compared with what the target listed before, not with what it answered then: a listing that shows other ETags is another defect.
            var before = evidence.Parts(evidence.Before(Observation.PartsOf(Upload))) ?? [];
            var expected = $"parts as before: {Describe(before.Select(Facts))}";
            return Listed(evidence, Upload, expected, out var parts, out var exchange, isSome: !before.IsEmpty)
                ?? CheckOutcome.Of(parts.Select(Facts).SequenceEqual(before.Select(Facts)), expected, $"parts: {Describe(parts.Select(Facts))}") with
                {
                    Exchange = exchange,
                    Mark = "<Part>",
                };
        }

        private static (int Number, string ETag, long SizeBytes) Facts(ListedPart part) => (part.Number, Evidence.Bare(part.ETag), part.SizeBytes);

        private static string Describe(IEnumerable<(int Number, string ETag, long SizeBytes)> parts)
        {
            var text = string.Join(", ", parts.Select(p => $"{p.Number} ({p.SizeBytes} bytes, {p.ETag})"));
            return text.Length == 0 ? "none" : text;
        }
    }

    private sealed record ListedAsAnsweredCheck(int Number, string Element) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.PartsOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var answered = evidence.AnswerXml.Document?.Root is { } root ? Evidence.Child(root, Element) : null;
            var expected = $"ListParts shows the {Element} answered, {answered ?? "none"}";
            if (Listed(evidence, Slot.Upload, expected, out var parts, out var exchange) is { } unjudged)
            {
                return unjudged;
            }

            var part = parts.FirstOrDefault(p => p.Number == Number);
            var listed = part is null ? null : Element == "ETag" ? part.ETag : part.LastModified;
            var same = Element == "ETag" ? listed == answered : SameSecond(listed, answered);
            return CheckOutcome.Of(answered is not null && same, expected, listed is null ? $"part {Number} is not listed" : $"{Element} {listed}") with
            {
                Exchange = exchange,
                Mark = $"<{Element}>",
            };
        }

        private static bool SameSecond(string? a, string? b) =>
            DateTimeOffset.TryParse(a, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var x)
            && DateTimeOffset.TryParse(b, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var y)
            && x.ToUnixTimeSeconds() == y.ToUnixTimeSeconds();
    }

    private sealed record SourceUnchangedCheck(Slot Source) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.HeadOf(Source)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var bound = evidence.Bindings.Object(Source.Name);
            var expected = $"the source still has ETag {bound.ETag}, {bound.Content.SizeBytes} bytes, Last-Modified {bound.LastModified}";
            if (evidence.Of(Observation.HeadOf(Source)) is not { Response: { } head } exchange)
            {
                return CheckOutcome.Unjudged(expected, "HEAD of the source got no answer");
            }

            var received = head.Status == 200
                ? $"ETag {head.Header("ETag")}, {head.Header("Content-Length")} bytes, Last-Modified {head.Header("Last-Modified")}"
                : $"status {head.Status}";
            return CheckOutcome.Of(
                head.Status == 200
                && head.Header("ETag") == bound.ETag
                && head.Header("Last-Modified") == bound.LastModified
                && head.Header("Content-Length") == bound.Content.SizeBytes.ToString(CultureInfo.InvariantCulture),
                expected,
                received) with
            { Exchange = exchange.Sequence };
        }
    }

    private sealed record DestinationUntouchedCheck(Slot Upload) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.DestinationOf(Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var upload = evidence.Bindings.Upload(Upload.Name);
            // Of several versions of the key the one stored last is what HEAD shows.
            var before = evidence.Bindings.Objects.Values.Where(o => o.Bucket == upload.Bucket && o.Key == upload.Key).MaxBy(o => o.StoredAt);
            var expected = before is null ? "the destination key has no object" : $"the destination key still has the object with ETag {before.ETag}";
            if (evidence.Of(Observation.DestinationOf(Upload)) is not { Response: { } head } exchange)
            {
                return CheckOutcome.Unjudged(expected, "HEAD of the destination got no answer");
            }

            return CheckOutcome.Of(
                before is null ? head.Status == 404 : head.Status == 200 && head.Header("ETag") == before.ETag,
                expected,
                $"status {head.Status}, ETag {head.Header("ETag") ?? "absent"}") with
            { Exchange = exchange.Sequence };
        }
    }

    // An upload that is unknown all of a sudden has lost the parts it should have; where it should have none, that proves nothing of parts.
    private static CheckOutcome? Listed(Evidence evidence, Slot upload, string expected, out ImmutableArray<ListedPart> parts, out long exchange, bool isSome = false)
    {
        var observation = evidence.Of(Observation.PartsOf(upload));
        exchange = observation?.Sequence ?? 0;
        if (observation is { Fate: Fate.Complete } && evidence.Parts(observation) is { } listed)
        {
            parts = listed;
            return null;
        }

        parts = [];
        if (isSome && observation is { Fate: Fate.Complete, Response.Status: 404 } && Describe.Code(observation) == "NoSuchUpload")
        {
            return CheckOutcome.Of(held: false, expected, "ListParts does not know the upload (404 NoSuchUpload)") with { Exchange = observation.Sequence };
        }

        return CheckOutcome.Unjudged(expected, $"ListParts gave no list ({(observation?.Response is { } r ? $"status {r.Status}" : "no answer")})") with { Exchange = observation?.Sequence };
    }

    private static string Numbers(ImmutableArray<ListedPart> parts) => parts.IsEmpty ? "none" : string.Join(", ", parts.Select(p => p.Number));
}
