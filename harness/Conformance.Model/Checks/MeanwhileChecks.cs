using System.Globalization;
using Conformance.Wire;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>The inner check, judged on each answer to one of the requests sent together with the one under test (counted from one).</summary>
    public static Check Meanwhile(int number, Check inner) => new MeanwhileCheck(number, inner);

    /// <summary>Of the requests sent together, the one under test included, exactly this many were accepted, each time.</summary>
    public static Check AcceptedTogether(int least, int most) => new AcceptedTogetherCheck(least, most);

    /// <summary>A header has this value (template).</summary>
    public static Check HeaderBound(string name, string template) => new HeaderCheck(name, $"{name}: {template}", (evidence, value) => value == evidence.Bindings.Expand(template));

    /// <summary>A header satisfies a predicate.</summary>
    public static Check HeaderHolds(string name, string expected, Func<string, bool> holds) => new HeaderCheck(name, expected, (_, value) => value is not null && holds(value));

    private sealed record MeanwhileCheck(int Number, Check Inner) : Check
    {
        public override Aspect Aspect => Inner.Aspect;

        public override IEnumerable<Observation> Observes => Inner.Observes;

        public override bool YieldsToAlternatives => Inner.YieldsToAlternatives;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var beside = evidence.Exchanges.Where(e => e.Label.Step == Steps.Meanwhile + Number.ToString(CultureInfo.InvariantCulture)).ToArray();
            var phrase = $"request {Number} sent at the same time";
            if (beside.Length == 0 || beside.Any(e => e.Response is null || e.Fate != Fate.Complete))
            {
                return CheckOutcome.Unjudged(phrase, $"no answer: {beside.FirstOrDefault(e => e.Fate != Fate.Complete)?.FateDetail ?? "it was not sent"}");
            }

            var outcomes = beside.Select(e => (Exchange: e, Outcome: Inner.Evaluate(evidence.At(e)))).ToArray();
            var (exchange, outcome) = outcomes.FirstOrDefault(o => o.Outcome.Outcome == Outcome.Failed) is { Exchange: not null } failed ? failed : outcomes[^1];
            return outcome with { Expected = $"{phrase}: {outcome.Expected}", Exchange = outcome.Exchange ?? exchange.Sequence };
        }
    }

    private sealed record AcceptedTogetherCheck(int Least, int Most) : Check
    {
        public override Aspect Aspect => Aspect.Status;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var together = evidence.Together.ToArray();
            var expected = Least == Most ? $"{Least} of {together.Length} accepted" : $"{Least} to {Most} of {together.Length} accepted";
            if (together.Any(e => e.Fate != Fate.Complete))
            {
                return CheckOutcome.Unjudged(expected, $"no answer: {together.First(e => e.Fate != Fate.Complete).FateDetail}");
            }

            var accepted = together.Count(Describe.Succeeded);
            return CheckOutcome.Of(accepted >= Least && accepted <= Most, expected, $"{accepted} accepted: {string.Join(", ", together.Select(e => e.Response!.Status))}");
        }
    }
}
