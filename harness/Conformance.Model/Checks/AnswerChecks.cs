using System.Collections.Immutable;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>The status is one of a closed set.</summary>
    public static Check Status(params ReadOnlySpan<int> allowed) => new StatusCheck([.. allowed]);

    /// <summary>Error/Code is one of a closed set.</summary>
    public static Check ErrorCode(params ReadOnlySpan<string> allowed) => new ErrorCodeCheck([.. allowed]);

    /// <summary>A child of Error is there, with a text (template) when one is given.</summary>
    public static Check ErrorElement(string name, string? text = null) => new ErrorElementCheck(name, text);

    /// <summary>Error has no such child.</summary>
    public static Check NoErrorElement(string name) => new NoErrorElementCheck(name);

    /// <summary>The answer is a refusal: any 4xx.</summary>
    public static Check Refused() => new RefusedCheck();

    /// <summary>The inner check counts only when the request was accepted.</summary>
    public static Check IfAccepted(Check inner) => new ConditionalCheck(inner, Accepted: true);

    /// <summary>The inner check counts only when the request was refused.</summary>
    public static Check IfRefused(Check inner) => new ConditionalCheck(inner, Accepted: false);

    /// <summary>Sent again, the request gets the same status and error code.</summary>
    public static Check SameAnswerEachTime() => new SameAnswerCheck();

    internal static string Or(IEnumerable<string> values) => string.Join(" or ", values);

    private sealed record StatusCheck(ImmutableArray<int> Allowed) : Check
    {
        public override Aspect Aspect => Aspect.Status;

        public override bool YieldsToAlternatives => true;

        public override ImmutableArray<int> ExpectedStatuses => Allowed;

        public override Check As(Expectation expectation) => expectation.Status.IsEmpty ? this : this with { Allowed = expectation.Status };

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var answer = evidence.Answer!;
            // A 200 that carries an Error document is a failure that came late, not a success.
            var error = answer.Status == 200 && Allowed.Contains(200) ? evidence.ErrorCode : null;
            return CheckOutcome.Of(
                Allowed.Contains(answer.Status) && error is null,
                $"status {Or(Allowed.Select(s => s.ToString()))}",
                error is null ? $"status {answer.Status}" : $"status 200 whose body is Error {error}") with
            {
                Mark = answer.StatusLine,
            };
        }
    }

    private sealed record ErrorCodeCheck(ImmutableArray<string> Allowed) : Check
    {
        public override Aspect Aspect => Aspect.ErrorCode;

        public override bool YieldsToAlternatives => true;

        public override ImmutableArray<string> ExpectedCodes => Allowed;

        // A dialect that gives the status and no code leaves the code open: nothing is left to judge.
        public override Check As(Expectation expectation) =>
            expectation.Code.IsEmpty && expectation.Status.IsEmpty ? this : this with { Allowed = expectation.Code };

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            if (Allowed.IsEmpty)
            {
                return CheckOutcome.NotApplicable("an error code", "the dialect names no code");
            }

            var code = evidence.ErrorCode;
            return CheckOutcome.Of(
                code is not null && Allowed.Contains(code),
                $"error code {Or(Allowed)}",
                code is null ? "no error code" : $"error code {code}") with
            {
                Mark = code is null ? null : $"<Code>{code}</Code>",
            };
        }
    }

    private sealed record ErrorElementCheck(string Name, string? Template) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override bool YieldsToAlternatives => true;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = Template is null ? null : evidence.Bindings.Expand(Template);
            var phrase = expected is null ? $"Error/{Name} is there" : $"Error/{Name} is \"{expected}\"";
            if (evidence.AnswerXml.Document?.Root is not { Name.LocalName: "Error" } error)
            {
                return evidence.IsAccepted
                    ? CheckOutcome.NotApplicable(phrase, "the request was accepted; there is no error document")
                    : CheckOutcome.Of(held: false, phrase, $"no error document ({evidence.AnswerXml.Error ?? "another root"})");
            }

            var text = Evidence.Child(error, Name);
            return CheckOutcome.Of(text is not null && (expected is null || text == expected), phrase, text is null ? $"no {Name}" : $"\"{text}\"") with
            {
                Mark = text is null ? "<Error>" : $"<{Name}>",
            };
        }
    }

    private sealed record NoErrorElementCheck(string Name) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var phrase = $"Error has no {Name}";
            var text = evidence.AnswerXml.Document?.Root is { Name.LocalName: "Error" } error ? Evidence.Child(error, Name) : null;
            return CheckOutcome.Of(text is null, phrase, text is null ? phrase : $"{Name} \"{text}\"") with { Mark = $"<{Name}>" };
        }
    }

    private sealed record RefusedCheck : Check
    {
        public override Aspect Aspect => Aspect.Status;

        public override bool YieldsToAlternatives => true;

        public override CheckOutcome Evaluate(Evidence evidence) =>
            CheckOutcome.Of(evidence.Answer!.Status is >= 400 and < 500, "a refusal (status 4xx)", $"status {evidence.Answer!.Status}");
    }

    private sealed record ConditionalCheck(Check Inner, bool Accepted) : GuardedCheck(Inner)
    {
        protected override CheckOutcome? Otherwise(Evidence evidence) => evidence.IsAccepted == Accepted
            ? null
            : CheckOutcome.NotApplicable($"if {(Accepted ? "accepted" : "refused")}", $"the request was {(evidence.IsAccepted ? "accepted" : "refused")}");
    }

    private sealed record SameAnswerCheck : Check
    {
        public override Aspect Aspect => Aspect.Idempotency;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var answers = evidence.Whens.Where(w => w.Response is not null)
                .Select(w => $"{w.Response!.Status} {evidence.Code(w)}".Trim())
                .Distinct(StringComparer.Ordinal)
                .ToArray();
            return answers.Length == 0 || evidence.Whens.Length < 2
                ? CheckOutcome.Unjudged("the same answer each time", "it was sent once only")
                : CheckOutcome.Of(answers.Length == 1, "the same answer each time", string.Join(", then ", answers));
        }
    }
}
