using Conformance.Wire;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>
    /// Nothing came behind the answer that the next one would begin with. Both requests have to go over a line of their own; whether the
    /// connection is kept at all is another question.
    /// </summary>
    public static Check NothingBehindAnswer(string words, Operation operation) => new NothingBehindCheck(new FollowUp(words, operation));

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
