using Conformance.Wire;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>
    /// The request under test has two faults, and is refused as a request with one of them alone is. What was received begins with the name of the fault
    /// that won ("both" when each alone is answered alike).
    /// </summary>
    public static Check RefusedAsOneOf((string Name, Operation Alone) first, (string Name, Operation Alone) second) =>
        new PrecedenceCheck(first.Name, new FollowUp($"only {first.Name}", first.Alone), second.Name, new FollowUp($"only {second.Name}", second.Alone));

    private sealed record PrecedenceCheck(string FirstName, FollowUp First, string SecondName, FollowUp Second) : Check
    {
        public override Aspect Aspect => Aspect.ErrorCode;

        public override IEnumerable<Observation> Observes => [First, Second];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"the refusal of {FirstName} or of {SecondName}";
            if (evidence.Of(First) is not { Response: not null } first || evidence.Of(Second) is not { Response: not null } second)
            {
                return CheckOutcome.Unjudged(expected, "one of the faults alone got no answer");
            }

            var answer = Words(evidence);
            var (ofFirst, ofSecond) = (Words(evidence.At(first)), Words(evidence.At(second)));
            var winner = (answer == ofFirst, answer == ofSecond) switch
            {
                (true, true) => "both",
                (true, false) => FirstName,
                (false, true) => SecondName,
                _ => null,
            };
            return winner is null
                ? CheckOutcome.Of(held: false, $"{expected}: {ofFirst}, or {ofSecond}", $"neither: {answer}")
                : CheckOutcome.Of(held: true, expected, $"{winner}: {answer}");
        }

        // HEAD apart, an error is its status, its code and what it says it is about.
        private static string Words(Evidence evidence)
        {
            var error = evidence.AnswerXml.Document?.Root is { Name.LocalName: "Error" } root ? root : null;
            var about = error is null ? null : Evidence.Child(error, "ArgumentName") ?? Evidence.Child(error, "Condition") ?? Evidence.Child(error, "BucketName");
            return $"{evidence.Answer!.Status}{(evidence.ErrorCode is { } code ? " " + code : "")}{(about is null ? "" : $" ({about})")}";
        }
    }
}
