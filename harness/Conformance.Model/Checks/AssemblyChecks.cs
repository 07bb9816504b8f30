using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Conformance.Wire;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>The upload completes, and the object is these slices one after the other, byte for byte.</summary>
    public static Check AssembledIs(params Slice[] slices) => new AssembledCheck([.. slices], Slot.Upload);

    /// <summary>An upload completes, and the object is these slices one after the other, byte for byte.</summary>
    public static Check AssembledIs(Slot upload, params Slice[] slices) => new AssembledCheck([.. slices], upload);

    /// <summary>The assembled object's ETag is the MD5 over the binary MD5s of these parts, a dash and their count.</summary>
    public static Check AssembledETagIsOf(params Slice[] parts) => new AssembledETagCheck([.. parts]);

    /// <summary>Complete, HEAD and GET of the assembled object show the same ETag.</summary>
    public static Check AssembledETagAgrees() => new AssembledETagAgreesCheck();

    /// <summary>HEAD of the assembled object shows a length.</summary>
    public static Check AssembledLengthIs(long sizeBytes) => new AssembledLengthCheck(sizeBytes);

    /// <summary>A header of GET of the assembled object: present with a value, or absent when null.</summary>
    public static Check AssembledHeader(string name, string? value) => new AssembledHeaderCheck(name, value);

    private sealed record AssembledCheck(ImmutableArray<Slice> Slices, Slot Upload) : Check
    {
        public override Aspect Aspect => Aspect.Bytes;

        public override IEnumerable<Observation> Observes => [Observation.CompletionOf(Upload), Observation.AssembledBytesOf(Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = Slices.IsEmpty ? "an empty object" : string.Join(", then ", Slices);
            return Completed(evidence, Upload, expected) ?? Compare(evidence.Of(Observation.AssembledBytesOf(Upload)), expected);
        }

        private CheckOutcome Compare(Exchange? get, string expected)
        {
            if (get?.Response is not { } response || get.Fate != Fate.Complete)
            {
                return CheckOutcome.Unjudged(expected, $"GET of the assembled object did not end: {get?.FateDetail ?? "no answer"}");
            }

            if (response.Status != 200)
            {
                return CheckOutcome.Of(held: false, expected, $"GET of the assembled object has status {response.Status}") with { Exchange = get.Sequence };
            }

            return Bodies.Compare(expected, response.Body, Slices) with { Exchange = get.Sequence };
        }
    }

    private sealed record AssembledETagCheck(ImmutableArray<Slice> Parts) : Check
    {
        public override Aspect Aspect => Aspect.Bytes;

        public override IEnumerable<Observation> Observes => [Observation.CompletionOf(Slot.Upload), Observation.AssembledHeadOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var binary = Parts.SelectMany(p => Convert.FromHexString(p.Md5)).ToArray();
            var tag = $"\"{Convert.ToHexStringLower(MD5.HashData(binary))}-{Parts.Length}\"";
            var expected = $"ETag {tag}";
            if (Completed(evidence, Slot.Upload, expected) is { } unjudged)
            {
                return unjudged;
            }

            var head = evidence.Of(Observation.AssembledHeadOf(Slot.Upload));
            return CheckOutcome.Of(head?.Response?.Header("ETag") == tag, expected, $"ETag {head?.Response?.Header("ETag") ?? "absent"}") with { Exchange = head?.Sequence, Mark = "ETag:" };
        }
    }

    private sealed record AssembledETagAgreesCheck : Check
    {
        public override Aspect Aspect => Aspect.Bytes;

        public override IEnumerable<Observation> Observes =>
            [Observation.CompletionOf(Slot.Upload), Observation.AssembledBytesOf(Slot.Upload), Observation.AssembledHeadOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            const string Expected = "Complete, HEAD and GET show the same ETag";
            if (Completed(evidence, Slot.Upload, Expected) is { } unjudged)
            {
                return unjudged;
            }

            var complete = Evidence.Child(evidence.Xml(evidence.Of(Observation.CompletionOf(Slot.Upload))).Document!.Root!, "ETag");
            var head = evidence.Of(Observation.AssembledHeadOf(Slot.Upload))?.Response?.Header("ETag");
            var get = evidence.Of(Observation.AssembledBytesOf(Slot.Upload))?.Response?.Header("ETag");
            return CheckOutcome.Of(
                Evidence.Bare(complete).Length > 0 && Evidence.Bare(complete) == Evidence.Bare(head) && head == get,
                Expected,
                $"Complete {complete ?? "none"}, HEAD {head ?? "none"}, GET {get ?? "none"}");
        }
    }

    private sealed record AssembledLengthCheck(long SizeBytes) : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override IEnumerable<Observation> Observes => [Observation.CompletionOf(Slot.Upload), Observation.AssembledHeadOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"HEAD shows Content-Length {SizeBytes}";
            if (Completed(evidence, Slot.Upload, expected) is { } unjudged)
            {
                return unjudged;
            }

            var head = evidence.Of(Observation.AssembledHeadOf(Slot.Upload));
            var length = head?.Response?.Header("Content-Length");
            return CheckOutcome.Of(length == SizeBytes.ToString(CultureInfo.InvariantCulture), expected, $"Content-Length {length ?? "absent"}") with { Exchange = head?.Sequence };
        }
    }

    private sealed record AssembledHeaderCheck(string Name, string? Value) : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override IEnumerable<Observation> Observes => [Observation.CompletionOf(Slot.Upload), Observation.AssembledHeadOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = Value is null ? $"no header {Name} on the object" : $"{Name}: {Value} on the object";
            if (Completed(evidence, Slot.Upload, expected) is { } unjudged)
            {
                return unjudged;
            }

            var head = evidence.Of(Observation.AssembledHeadOf(Slot.Upload));
            var value = head?.Response?.Header(Name);
            return CheckOutcome.Of(value == Value, expected, value is null ? "absent" : $"{Name}: {value}") with { Exchange = head?.Sequence, Mark = value is null ? null : Name + ":" };
        }
    }

    private static CheckOutcome? Completed(Evidence evidence, Slot upload, string expected)
    {
        var complete = evidence.Of(Observation.CompletionOf(upload));
        if (complete?.Response is not { } response)
        {
            return CheckOutcome.Unjudged(expected, complete is null ? "the upload was not completed: no part is listed" : $"Complete did not end: {complete.FateDetail}");
        }

        var root = evidence.Xml(complete).Document?.Root;
        return response.Status == 200 && root is { Name.LocalName: "CompleteMultipartUploadResult" }
            ? null
            : CheckOutcome.Of(held: false, expected, $"Complete has status {response.Status}{(root is null ? "" : $" {Evidence.Child(root, "Code")}")}") with { Exchange = complete.Sequence };
    }
}
