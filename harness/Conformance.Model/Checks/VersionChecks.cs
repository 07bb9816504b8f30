namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>A later request is answered with the same value of a header as the one under test.</summary>
    public static Check HeaderAsAnswered(string words, Operation operation, string header) => new HeaderAsAnsweredCheck(new FollowUp(words, operation), header);

    /// <summary>The header is not there, or has this value.</summary>
    public static Check HeaderAbsentOr(string name, string value) => new HeaderCheck(name, $"{name}: {value}, or none", (_, text) => text is null || text == value);

    /// <summary>The header does not have this value; it need not be there.</summary>
    public static Check HeaderLacks(string name, string value) => new HeaderCheck(name, $"{name} is not {value}", (_, text) => text != value);

    /// <summary>The header is there with another value (template) than this.</summary>
    public static Check HeaderIsNot(string name, string template) => new HeaderCheck(name, $"{name} is not {template}", (evidence, text) => !string.IsNullOrEmpty(text) && text != evidence.Bindings.Expand(template));

    private sealed record HeaderAsAnsweredCheck(FollowUp FollowUp, string Name) : Check
    {
        public override Aspect Aspect => Aspect.SideEffects;

        public override IEnumerable<Observation> Observes => [FollowUp];

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var answered = evidence.Answer!.Header(Name);
            var expected = $"{FollowUp.Words}: {Name} as answered, {answered ?? "absent"}";
            if (evidence.Of(FollowUp) is not { Response: { } later } exchange)
            {
                return CheckOutcome.Unjudged(expected, "no answer");
            }

            var shown = later.Header(Name);
            return CheckOutcome.Of(answered is not null && shown == answered, expected, $"status {later.Status}, {Name} {shown ?? "absent"}") with { Exchange = exchange.Sequence, Mark = Name + ":" };
        }
    }
}
