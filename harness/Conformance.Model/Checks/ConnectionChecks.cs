using Conformance.Wire;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>
    /// Nothing came behind the answer that the next one would begin with. Both requests have to go over a line of their own; whether the
    /// connection is kept at all is another question.
    /// </summary>
    public static Check NothingBehindAnswer(string words, Operation operation) => new NothingBehindCheck(new FollowUp(words, operation));

    /// <summary>
    /// The next request is answered with this status, on the connection of the one under test or, if that has ended, on another. Both have to go
    /// over a line of their own.
    /// </summary>
    public static Check NextAnswered(string words, Operation operation, int status) => new NextAnsweredCheck(new FollowUp(words, operation), status);

    private sealed record NextAnsweredCheck(FollowUp FollowUp, int Wanted) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [FollowUp];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"{FollowUp.Words}: status {Wanted}";
            if (evidence.Of(FollowUp) is not { } later)
            {
                return CheckOutcome.Unjudged(expected, "the request after it was not sent");
            }

            // Silence on a connection of its own says nothing of the request before; on the same one it was taken for something else.
            var isSame = later.Connection == evidence.When!.Connection;
            return later.Response is null && !isSame
                ? CheckOutcome.Unjudged(expected, $"no answer: {later.FateDetail}")
                : CheckOutcome.Of(
                    later.Response?.Status == Wanted,
                    expected,
                    $"{(later.Response is { } response ? $"status {response.Status}" : $"no answer: {later.FateDetail}")}, over {(isSame ? "the same" : "another")} connection") with
                {
                    Exchange = later.Sequence,
                };
        }
    }

    private sealed record NothingBehindCheck(FollowUp FollowUp) : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override IEnumerable<Observation> Observes => [FollowUp];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            const string Expected = "nothing behind the answer";
            if (evidence.Of(FollowUp) is not { } later)
            {
                return CheckOutcome.Unjudged(Expected, "the request after it was not sent");
            }

            var stray = evidence.Answer!.Notes.Concat(later.Response?.Notes ?? []).FirstOrDefault(n => n.Contains(RecordedResponse.StrayBytes, StringComparison.Ordinal))
                ?? (later.Fate == Fate.NotHttp && later.Connection == evidence.When!.Connection ? later.FateDetail : null);
            return stray is null && later.Response is null
                ? CheckOutcome.Unjudged(Expected, $"{FollowUp.Words}: no answer: {later.FateDetail}")
                : CheckOutcome.Of(stray is null, Expected, stray ?? "nothing") with { Exchange = later.Sequence };
        }
    }
}
