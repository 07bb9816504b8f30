using System.Collections.Immutable;
using Conformance.Wire;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>The upload completes, and the object is one of these slices, byte for byte.</summary>
    public static Check AssembledIsOneOf(params Slice[] candidates) => new AssembledAmongCheck(Slot.Upload, [.. candidates], Wanted: true);

    /// <summary>An upload completes, and the object is one of these slices, byte for byte.</summary>
    public static Check AssembledIsOneOf(Slot upload, params Slice[] candidates) => new AssembledAmongCheck(upload, [.. candidates], Wanted: true);

    /// <summary>If the upload completes, the object is none of these slices.</summary>
    public static Check AssembledIsNot(params Slice[] forbidden) => new AssembledAmongCheck(Slot.Upload, [.. forbidden], Wanted: false);

    /// <summary>If the upload completes, the object is some slice of a content in one piece, whichever; an empty one is.</summary>
    public static Check AssembledIsSliceOf(Content content) => new AssembledSliceCheck(content);

    /// <summary>ListParts shows no part of zero bytes.</summary>
    public static Check NoEmptyPart() => new NoEmptyPartCheck();

    /// <summary>GET of an object gives these bytes, under the ETag it had before.</summary>
    public static Check StillReads(Slot slot, Slice slice) => new StillReadsCheck(slot, slice);

    /// <summary>The inner check counts unless the request was refused with this status and code.</summary>
    public static Check UnlessRefusedAs(int status, string code, Check inner) => new UnlessRefusedCheck(status, code, inner);

    private sealed record AssembledAmongCheck(Slot Upload, ImmutableArray<Slice> Slices, bool Wanted) : Check
    {
        public override Aspect Aspect => Aspect.Bytes;

        public override IEnumerable<Observation> Observes => [Observation.CompletionOf(Upload), Observation.AssembledBytesOf(Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"{(Wanted ? "the object is" : "the object is not")} {string.Join(Wanted ? ", or " : ", nor ", Slices)}";
            if (Completed(evidence, Upload, expected) is { } incomplete)
            {
                return Wanted ? incomplete : CheckOutcome.NotApplicable(expected, incomplete.Received);
            }

            var get = evidence.Of(Observation.AssembledBytesOf(Upload));
            if (get is not { Fate: Fate.Complete, Response: { Status: 200 } response })
            {
                return CheckOutcome.Unjudged(expected, $"GET of the assembled object gave no bytes: {(get is null ? "it was not sent" : Describe.Answer(get))}");
            }

            var found = Slices.Select(s => s.Md5).ToList().IndexOf(response.Body.Md5);
            return CheckOutcome.Of(
                found >= 0 == Wanted,
                expected,
                found >= 0 ? $"the object is {Slices[found]}" : Bodies.Describe(response.Body, [Slices[0]])) with
            { Exchange = get.Sequence };
        }
    }

    private sealed record AssembledSliceCheck(Content Content) : Check
    {
        public override Aspect Aspect => Aspect.Bytes;

        public override IEnumerable<Observation> Observes => [Observation.CompletionOf(Slot.Upload), Observation.AssembledBytesOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"the object is a slice of {Content}";
            if (Completed(evidence, Slot.Upload, expected) is { } incomplete)
            {
                return CheckOutcome.NotApplicable(expected, incomplete.Received);
            }

            var get = evidence.Of(Observation.AssembledBytesOf(Slot.Upload));
            return get is { Fate: Fate.Complete, Response: { Status: 200 } response }
                ? CheckOutcome.Of(Content.Holds(response.Body), expected, Bodies.Describe(response.Body)) with { Exchange = get.Sequence }
                : CheckOutcome.Unjudged(expected, $"GET of the assembled object gave no bytes: {(get is null ? "it was not sent" : Describe.Answer(get))}");
        }
    }

    private sealed record NoEmptyPartCheck : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.PartsOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            const string Expected = "no part of zero bytes is listed";
            if (Listed(evidence, Slot.Upload, Expected, out var parts, out var exchange) is { } unjudged)
            {
                return unjudged;
            }

            var empty = parts.FirstOrDefault(p => p.SizeBytes == 0);
            return CheckOutcome.Of(empty is null, Expected, empty is null ? $"listed parts: {Numbers(parts)}" : $"part {empty.Number} has 0 bytes") with
            {
                Exchange = exchange,
                Mark = empty is null ? null : "<Size>0",
            };
        }
    }

    private sealed record StillReadsCheck(Slot Slot, Slice Slice) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.BytesOf(Slot)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var etag = evidence.Bindings.Object(Slot.Name).ETag;
            var expected = $"GET of {Slot} gives {Slice} with ETag {etag}";
            if (evidence.Of(Observation.BytesOf(Slot)) is not { Fate: Fate.Complete, Response: { } response } exchange)
            {
                return CheckOutcome.Unjudged(expected, $"GET of {Slot} got no whole answer");
            }

            var received = response.Status == 200 ? $"{Bodies.Describe(response.Body, [Slice])}, ETag {response.Header("ETag")}" : $"status {response.Status}";
            return CheckOutcome.Of(response.Status == 200 && response.Body.Md5 == Slice.Md5 && response.Header("ETag") == etag, expected, received) with
            {
                Exchange = exchange.Sequence,
            };
        }
    }

    private sealed record UnlessRefusedCheck(int ExcusedStatus, string ExcusedCode, Check Inner) : Check
    {
        public override Aspect Aspect => Inner.Aspect;

        public override IEnumerable<Observation> Observes => Inner.Observes;

        public override bool YieldsToAlternatives => Inner.YieldsToAlternatives;

        public override ImmutableArray<int> ExpectedStatuses => Inner.ExpectedStatuses;

        public override ImmutableArray<string> ExpectedCodes => Inner.ExpectedCodes;

        public override Check As(Expectation expectation) => this with { Inner = Inner.As(expectation) };

        public override CheckOutcome Evaluate(Evidence evidence) => evidence.Answer!.Status == ExcusedStatus && evidence.ErrorCode == ExcusedCode
            ? CheckOutcome.NotApplicable($"unless refused with {ExcusedStatus} {ExcusedCode}", $"the request was refused with {ExcusedStatus} {ExcusedCode}")
            : Inner.Evaluate(evidence);
    }
}
