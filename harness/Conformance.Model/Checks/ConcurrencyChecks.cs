using System.Collections.Immutable;
using System.Globalization;
using Conformance.Wire;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>The key has no object, or one that is one of these slices from end to end.</summary>
    public static Check AbsentOrOneOf(params Slice[] slices) => new AbsentOrOneOfCheck([.. slices], MayBeAbsent: true);

    /// <summary>The body is one of these slices from end to end.</summary>
    public static Check BodyIsOneOf(params Slice[] slices) => new AbsentOrOneOfCheck([.. slices], MayBeAbsent: false);

    /// <summary>An object that was there before is shown by its ETag exactly when its bytes are shown.</summary>
    public static Check BytesBelongToETag(Slot before, Slice slice) => new BytesOfETagCheck(before, slice);

    /// <summary>The object read is the one whose completion was answered with its ETag; request 0 is the one under test, the others count from one.</summary>
    public static Check BytesOfTheCompletionNamed(string words, Operation read, params (int Request, Slice Slice)[] completions) =>
        new NamedCompletionCheck(new FollowUp(words, read), [.. completions]);

    /// <summary>Of the requests sent together, those that were accepted were answered with one and the same text of a child.</summary>
    public static Check AcceptedAgreeOn(string localName) => new AcceptedAgreeCheck(localName);

    /// <summary>Every request sent together was answered.</summary>
    public static Check AllAnswered() => new AllAnsweredCheck();

    /// <summary>
    /// ListParts shows the part of every copy accepted among those sent together, with the size of its slice (by part number) and the ETag
    /// it was answered with, and no part of a copy refused.
    /// </summary>
    public static Check AcceptedCopiesListed(params (int Number, Slice Slice)[] slices) => new AcceptedCopiesCheck([.. slices]);

    /// <summary>Every copy accepted was answered with the ETag of one of these slices; only where the target's ETags are MD5 digests.</summary>
    public static Check CopiedETagsAmong(params Slice[] slices) => new CopiedETagsCheck([.. slices]);

    /// <summary>Of two copies to one number the later one is kept: the one that began and ended later. If neither did, either may be.</summary>
    public static Check LaterCopyKept(int number, Slice ofWhen, Slice ofMeanwhile) => new LaterCopyCheck(number, ofWhen, ofMeanwhile);

    /// <summary>A later request is answered with the ETag header of the one under test.</summary>
    public static Check ETagHeaderAlike(string words, Operation operation) => new ETagAlikeCheck(new FollowUp(words, operation));

    /// <summary>A later request goes over the connection of the one under test, unless its answer announced the end of it.</summary>
    public static Check SameConnection(string words, Operation operation) => new SameConnectionCheck(new FollowUp(words, operation));

    private sealed record AbsentOrOneOfCheck(ImmutableArray<Slice> Slices, bool MayBeAbsent) : Check
    {
        public override Aspect Aspect => Aspect.Bytes;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"{(MayBeAbsent ? "no object, or " : "")}{string.Join(", or ", Slices)}";
            var answer = evidence.Answer!;
            if (answer.Status == 404)
            {
                return CheckOutcome.Of(MayBeAbsent, expected, "no object");
            }

            var found = answer.Status is 200 or 206 ? Slices.FirstOrDefault(s => s.SizeBytes == answer.Body.Length && s.Md5 == answer.Body.Md5) : default;
            return CheckOutcome.Of(
                found.Content is not null,
                expected,
                found.Content is not null ? $"{found}" : answer.Status is 200 or 206 ? Bodies.Describe(answer.Body, [Slices[0]]) : $"status {answer.Status}");
        }
    }

    private sealed record BytesOfETagCheck(Slot Before, Slice Slice) : Check
    {
        public override Aspect Aspect => Aspect.Bytes;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var answer = evidence.Answer!;
            var expected = $"the bytes of {Before} under its ETag, and under no other";
            if (answer.Status != 200)
            {
                return CheckOutcome.NotApplicable(expected, $"status {answer.Status}");
            }

            var named = answer.Header("ETag") == evidence.Bindings.Object(Before.Name).ETag;
            var shown = answer.Body.Md5 == Slice.Md5;
            return CheckOutcome.Of(named == shown, expected, $"{(shown ? "its" : "other")} bytes under {(named ? "its" : "another")} ETag");
        }
    }

    private sealed record NamedCompletionCheck(FollowUp FollowUp, ImmutableArray<(int Request, Slice Slice)> Completions) : Check
    {
        public override Aspect Aspect => Aspect.Bytes;

        public override IEnumerable<Observation> Observes => [FollowUp];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"{FollowUp.Words}: the bytes of the completion whose ETag is shown";
            if (evidence.Of(FollowUp) is not { Fate: Fate.Complete, Response: { } response } read)
            {
                return CheckOutcome.Unjudged(expected, $"no answer: {evidence.Of(FollowUp)?.FateDetail ?? "it was not sent"}");
            }

            if (response.Status != 200)
            {
                return CheckOutcome.Of(held: false, expected, $"status {response.Status}") with { Exchange = read.Sequence };
            }

            if (Completions.Select(c => ETagOf(evidence, c.Request)).Any(string.IsNullOrEmpty))
            {
                // Completions that were refused, or answered without an ETag, leave the bytes to be judged by themselves.
                var whole = Completions.Any(c => c.Slice.SizeBytes == response.Body.Length && c.Slice.Md5 == response.Body.Md5);
                return CheckOutcome.Of(whole, $"{FollowUp.Words}: the bytes of one of the completions", whole ? "those of one" : Bodies.Describe(response.Body, [Completions[0].Slice])) with { Exchange = read.Sequence };
            }

            var etag = Evidence.Bare(response.Header("ETag"));
            var answered = Completions.Select(c => (c.Slice, ETag: ETagOf(evidence, c.Request))).ToArray();
            var named = answered.FirstOrDefault(a => a.ETag is not null && a.ETag == etag);
            return (named.ETag is null
                ? CheckOutcome.Of(held: false, expected, $"ETag {etag}, completions were answered with {string.Join(", ", answered.Select(a => a.ETag ?? "none"))}")
                : Bodies.Compare(expected, response.Body, [named.Slice])) with
            { Exchange = read.Sequence };
        }

        private static string? ETagOf(Evidence evidence, int request)
        {
            var exchange = request == 0
                ? evidence.When
                : evidence.Exchanges.LastOrDefault(e => e.Label.Step == Steps.Meanwhile + request.ToString(CultureInfo.InvariantCulture));
            return evidence.Xml(exchange).Document?.Root is { Name.LocalName: "CompleteMultipartUploadResult" } root ? Evidence.Bare(Evidence.Child(root, "ETag")) : null;
        }
    }

    private sealed record AcceptedAgreeCheck(string LocalName) : Check
    {
        public override Aspect Aspect => Aspect.Idempotency;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"one {LocalName} in all answers of success";
            var texts = evidence.Together.Where(Describe.Succeeded).Select(e => evidence.Xml(e).Document?.Root is { } root ? Evidence.Child(root, LocalName) : null).Where(t => !string.IsNullOrEmpty(t)).ToArray();
            var distinct = texts.Distinct(StringComparer.Ordinal).ToArray();
            return texts.Length == 0
                ? CheckOutcome.NotApplicable(expected, $"none was accepted with a {LocalName}")
                : CheckOutcome.Of(distinct.Length == 1, expected, $"{texts.Length} accepted: {string.Join(", ", distinct)}");
        }
    }

    private sealed record AllAnsweredCheck : Check
    {
        public override Aspect Aspect => Aspect.Timing;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var together = evidence.Together.ToArray();
            var silent = together.FirstOrDefault(e => e.Fate != Fate.Complete);
            var expected = $"an answer to each of {together.Length} requests";
            return silent is null ? CheckOutcome.Of(held: true, expected, "each was answered")
                : silent.Fate is Fate.TimedOut ? CheckOutcome.Of(held: false, expected, silent.FateDetail ?? "none") with { Exchange = silent.Sequence }
                : CheckOutcome.Unjudged(expected, silent.FateDetail ?? silent.Fate.ToString()) with { Exchange = silent.Sequence };
        }
    }

    private sealed record AcceptedCopiesCheck(ImmutableArray<(int Number, Slice Slice)> Slices) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.PartsOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"the parts of the copies accepted, of {Slices.Length}, each with its own size and ETag";
            if (Listed(evidence, Slot.Upload, expected, out var parts, out var exchange) is { } unjudged)
            {
                return unjudged;
            }

            foreach (var (number, slice) in Slices)
            {
                var copy = evidence.Together.LastOrDefault(e => e.Request.Target.Contains($"partNumber={number.ToString(CultureInfo.InvariantCulture)}&", StringComparison.Ordinal));
                if (copy is not { Fate: Fate.Complete })
                {
                    return CheckOutcome.Unjudged(expected, $"copy {number} was not answered");
                }

                var part = parts.FirstOrDefault(p => p.Number == number);
                var etag = evidence.Xml(copy).Document?.Root is { Name.LocalName: "CopyPartResult" } root ? Evidence.Bare(Evidence.Child(root, "ETag")) : null;
                var held = etag is null ? part is null : part is not null && part.SizeBytes == slice.SizeBytes && Evidence.Bare(part.ETag) == etag;
                if (!held)
                {
                    return CheckOutcome.Of(
                        held: false,
                        expected,
                        $"copy {number} ({Describe.Answer(copy)}, {slice.SizeBytes} bytes, ETag {etag ?? "none"}): {(part is null ? "not listed" : $"listed with {part.SizeBytes} bytes, ETag {part.ETag}")}") with
                    { Exchange = exchange };
                }
            }

            return CheckOutcome.Of(held: true, expected, $"listed parts: {Numbers(parts)}") with { Exchange = exchange };
        }
    }

    private sealed record CopiedETagsCheck(ImmutableArray<Slice> Slices) : Check
    {
        public override Aspect Aspect => Aspect.Bytes;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"ETags of copies: {Or(Slices.Select(s => s.Md5))}";
            var digests = evidence.Bindings.Objects.Values.Where(o => o.Content.SizeBytes > 0).All(o => Evidence.Bare(o.ETag) == o.Content.All.Md5);
            if (!digests)
            {
                return CheckOutcome.NotApplicable(expected, "ETags of this target are no MD5 digests");
            }

            var tags = evidence.Together
                .Select(e => evidence.Xml(e).Document?.Root is { Name.LocalName: "CopyPartResult" } root ? Evidence.Bare(Evidence.Child(root, "ETag")) : null)
                .OfType<string>()
                .ToArray();
            var odd = tags.FirstOrDefault(t => !Slices.Any(s => s.Md5 == t));
            return CheckOutcome.Of(odd is null, expected, odd ?? $"{tags.Length} of them");
        }
    }

    private sealed record LaterCopyCheck(int Number, Slice OfWhen, Slice OfMeanwhile) : Check
    {
        // Between what is seen here and what happens there lies the way.
        private const double ClearlyMs = 50;

        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [Observation.PartsOf(Slot.Upload)];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var beside = evidence.Exchanges.LastOrDefault(e => e.Label.Step == Steps.Meanwhile + "1");
            var expected = $"part {Number} of {OfWhen.SizeBytes} or {OfMeanwhile.SizeBytes} bytes, of the copy that came later";
            if (Listed(evidence, Slot.Upload, expected, out var parts, out var exchange) is { } unjudged)
            {
                return unjudged;
            }

            if (beside is not { Fate: Fate.Complete } || evidence.When is not { } when)
            {
                return CheckOutcome.Unjudged(expected, "not both were answered");
            }

            var size = parts.FirstOrDefault(p => p.Number == Number)?.SizeBytes;
            var whenFirst = IsEarlier(when, beside);
            var besideFirst = IsEarlier(beside, when);
            var held = (size == OfWhen.SizeBytes && !whenFirst) || (size == OfMeanwhile.SizeBytes && !besideFirst);
            return CheckOutcome.Of(held, expected, $"part {Number} has {size} bytes{(whenFirst || besideFirst ? "; one copy began and ended before the other" : "; neither copy was the earlier")}") with { Exchange = exchange };
        }

        private static bool IsEarlier(Exchange first, Exchange second) =>
            End(first) < second.StartedAt
            || (first.StartedAt.AddMilliseconds(ClearlyMs) < second.StartedAt && End(first).AddMilliseconds(ClearlyMs) < End(second));

        private static DateTimeOffset End(Exchange exchange) => exchange.StartedAt.AddMilliseconds(exchange.DurationMs);
    }

    private sealed record ETagAlikeCheck(FollowUp FollowUp) : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override IEnumerable<Observation> Observes => [FollowUp];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var first = evidence.Answer!.Header("ETag");
            var expected = $"{FollowUp.Words}: ETag {first ?? "none"}";
            return evidence.Of(FollowUp) is not { Response: { } response } later
                ? CheckOutcome.Unjudged(expected, $"no answer: {evidence.Of(FollowUp)?.FateDetail ?? "it was not sent"}")
                : CheckOutcome.Of(first is not null && response.Header("ETag") == first, expected, $"status {response.Status}, ETag {response.Header("ETag") ?? "none"}") with { Exchange = later.Sequence };
        }
    }

    private sealed record SameConnectionCheck(FollowUp FollowUp) : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override IEnumerable<Observation> Observes => [FollowUp];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"{FollowUp.Words}: an answer over the same connection";
            if (evidence.Answer!.Header("Connection") is { } line && line.Contains("close", StringComparison.OrdinalIgnoreCase))
            {
                return CheckOutcome.NotApplicable(expected, "the answer announced the end of the connection");
            }

            return evidence.Of(FollowUp) is not { Response: { } response, Connection: { } number } later || evidence.When!.Connection is not { } first
                ? CheckOutcome.Unjudged(expected, $"no answer: {evidence.Of(FollowUp)?.FateDetail ?? "it was not sent"}")
                : CheckOutcome.Of(number == first && response.Status < 500, expected, number == first ? $"status {response.Status}, connection {number}" : $"connection {first} had ended, unannounced; {number} was opened") with
                {
                    Exchange = later.Sequence,
                };
        }
    }
}
