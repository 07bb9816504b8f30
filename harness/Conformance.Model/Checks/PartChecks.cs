using System.Collections.Immutable;
using System.Globalization;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>ListParts shows at most one part, and that under one of these numbers.</summary>
    public static Check AtMostOnePartOf(params int[] numbers) => new AtMostOnePartCheck([.. numbers]);

    /// <summary>At most one of two uploads shows a part.</summary>
    public static Check AtMostOneUploadHasParts(Slot first, Slot second) => new AtMostOneUploadCheck(first, second);

    /// <summary>ListParts shows no part, or the upload is gone.</summary>
    public static Check NoPartAppeared() => new NoPartAppearedCheck();

    /// <summary>A header of HEAD of the assembled object does not have this value.</summary>
    public static Check AssembledHeaderIsNot(string name, string value) => new AssembledHeaderIsNotCheck(name, value);

    /// <summary>The answer has no header lines but these.</summary>
    public static Check HeadersAmong(params string[] names) => new HeadersAmongCheck([.. names]);

    /// <summary>LastModified has one of these forms (as of <see cref="DateTime.ToString(string)"/>).</summary>
    public static Check LastModifiedMatches(params string[] forms) => Text("LastModified", $"LastModified has the form {Or(forms)}", (_, text) =>
        DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset _));

    private sealed record AtMostOnePartCheck(ImmutableArray<int> Allowed) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.PartsOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"at most one part, numbered {Or(Allowed.Select(n => n.ToString()))}";
            return Listed(evidence, Slot.Upload, expected, out var parts, out var exchange)
                ?? CheckOutcome.Of(parts.Length <= 1 && parts.All(p => Allowed.Contains(p.Number)), expected, $"listed parts: {Numbers(parts)}") with { Exchange = exchange };
        }
    }

    private sealed record AtMostOneUploadCheck(Slot First, Slot Second) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.PartsOf(First), Observation.PartsOf(Second)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            const string Expected = "at most one of the two uploads has a part";
            if ((Listed(evidence, First, Expected, out var first, out _) ?? Listed(evidence, Second, Expected, out _, out _)) is { } unjudged)
            {
                return unjudged;
            }

            _ = Listed(evidence, Second, Expected, out var second, out var exchange);
            return CheckOutcome.Of(first.IsEmpty || second.IsEmpty, Expected, $"{First}: {Numbers(first)}; {Second}: {Numbers(second)}") with { Exchange = exchange };
        }
    }

    private sealed record NoPartAppearedCheck : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.PartsOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            const string Expected = "no part appeared";
            var listing = evidence.Of(Observation.PartsOf(Slot.Upload));
            return listing?.Response?.Status == 404
                ? CheckOutcome.Of(held: true, Expected, "the upload is gone") with { Exchange = listing.Sequence }
                : Listed(evidence, Slot.Upload, Expected, out var parts, out var exchange)
                    ?? CheckOutcome.Of(parts.IsEmpty, Expected, $"listed parts: {Numbers(parts)}") with { Exchange = exchange, Mark = "<PartNumber>" };
        }
    }

    private sealed record AssembledHeaderIsNotCheck(string Name, string Value) : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override IEnumerable<Observation> Observes => [Observation.CompletionOf(Slot.Upload), Observation.AssembledHeadOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"the object does not have {Name}: {Value}";
            if (Completed(evidence, Slot.Upload, expected) is { } unjudged)
            {
                return unjudged;
            }

            var head = evidence.Of(Observation.AssembledHeadOf(Slot.Upload));
            var value = head?.Response?.Header(Name);
            return CheckOutcome.Of(value != Value, expected, value is null ? $"no {Name}" : $"{Name}: {value}") with { Exchange = head?.Sequence, Mark = Name + ":" };
        }
    }

    private sealed record HeadersAmongCheck(ImmutableArray<string> Names) : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var others = evidence.Answer!.Headers.Select(h => h.Name).Where(n => !Names.Contains(n, StringComparer.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
            return CheckOutcome.Of(others.Length == 0, $"no headers but {string.Join(", ", Names)}", others.Length == 0 ? "none" : string.Join(", ", others)) with
            {
                Mark = others.Length == 0 ? null : others[0] + ":",
            };
        }
    }
}
