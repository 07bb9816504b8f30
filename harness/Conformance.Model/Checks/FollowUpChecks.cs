using Conformance.Wire;

namespace Conformance.Model;

/// <summary>Any operation sent after the request under test, for what the built-in observations do not ask.</summary>
/// <param name="Words">What it asks, a phrase that is unique within the case.</param>
/// <param name="Operation">The request.</param>
/// <param name="Assembled">True sends it after the upload of <see cref="Slot.Upload"/> was completed.</param>
public sealed record FollowUp(string Words, Operation Operation, bool Assembled = false) : Observation(Words, Operation.Capability);

public abstract partial record Check
{
    /// <summary>The inner check, judged on the answer to a later request in place of the one under test.</summary>
    public static Check Afterwards(string words, Operation operation, Check inner) => new FollowUpCheck(new FollowUp(words, operation), inner);

    /// <summary>The inner check, judged on the answer to a request sent once the upload is completed.</summary>
    public static Check OnceAssembled(string words, Operation operation, Check inner) => new FollowUpCheck(new FollowUp(words, operation, Assembled: true), inner);

    /// <summary>A later request gets the status and the error code of the one under test.</summary>
    public static Check AnsweredAlike(string words, Operation operation) => new AnsweredAlikeCheck(new FollowUp(words, operation));

    /// <summary>The inner check, judged on each answer to the request under test; the first that fails counts.</summary>
    public static Check EachTime(Check inner) => new EachTimeCheck(inner);

    /// <summary>The client reports success, or the failure given (an error code).</summary>
    public static Check ClientReports(string? failure) => new ClientReportCheck(failure);

    private sealed record EachTimeCheck(Check Inner) : Check
    {
        public override Aspect Aspect => Inner.Aspect;

        public override IEnumerable<Observation> Observes => Inner.Observes;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            CheckOutcome? last = null;
            foreach (var each in evidence.Whens.Where(w => w.Response is not null))
            {
                last = Inner.Evaluate(evidence.At(each)) with { Exchange = each.Sequence };
                if (last.Outcome == Outcome.Failed)
                {
                    break;
                }
            }

            return last ?? CheckOutcome.Unjudged("each answer", "there is none");
        }
    }

    private sealed record ClientReportCheck(string? Failure) : Check
    {
        public override Aspect Aspect => Aspect.Status;

        public override CheckOutcome Evaluate(Evidence evidence) => CheckOutcome.Of(
            evidence.ClientFailure == Failure,
            Failure is null ? "the client reports success" : $"the client reports {Failure}",
            evidence.ClientFailure is null ? "success" : $"the client reports {evidence.ClientFailure}");
    }

    private sealed record FollowUpCheck(FollowUp FollowUp, Check Inner) : Check
    {
        public override Aspect Aspect => Inner.Aspect is Aspect.Status or Aspect.ErrorCode ? Aspect.SideEffects : Inner.Aspect;

        public override IEnumerable<Observation> Observes => FollowUp.Assembled
            ? [Observation.CompletionOf(Slot.Upload), FollowUp, .. Inner.Observes]
            : [FollowUp, .. Inner.Observes];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            if (FollowUp.Assembled && Completed(evidence, Slot.Upload, FollowUp.Words) is { } unassembled)
            {
                return unassembled;
            }

            if (evidence.Of(FollowUp) is not { Response: not null } later)
            {
                return CheckOutcome.Unjudged(FollowUp.Words, $"no answer: {evidence.Of(FollowUp)?.FateDetail ?? "it was not sent"}");
            }

            var outcome = Inner.Evaluate(evidence.At(later));

            // The standing checks look at the request under test only; a later answer with a server error is none, whatever it says.
            if (later.Response.Status >= 500 && outcome.Outcome == Outcome.Held)
            {
                outcome = outcome with { Outcome = Outcome.Failed, Received = $"status {later.Response.Status}" };
            }

            return outcome with { Expected = $"{FollowUp.Words}: {outcome.Expected}", Exchange = outcome.Exchange ?? later.Sequence };
        }
    }

    private sealed record AnsweredAlikeCheck(FollowUp FollowUp) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [FollowUp];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"{FollowUp.Words}: {Words(evidence)}, as to the request under test";
            if (evidence.Of(FollowUp) is not { Response: not null } later)
            {
                return CheckOutcome.Unjudged(expected, $"no answer: {evidence.Of(FollowUp)?.FateDetail ?? "it was not sent"}");
            }

            var received = Words(evidence.At(later));
            return CheckOutcome.Of(received == Words(evidence), expected, received) with { Exchange = later.Sequence };
        }

        private static string Words(Evidence evidence) => $"status {evidence.Answer?.Status}{(evidence.ErrorCode is { } code ? $" {code}" : "")}";
    }
}
