using System.Collections.Immutable;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>A check that counts only under a condition on the answer; in all else it is the inner one.</summary>
    private abstract record GuardedCheck(Check Inner) : Check
    {
        public override Aspect Aspect => Inner.Aspect;

        public override IEnumerable<Observation> Observes => Inner.Observes;

        public override bool YieldsToAlternatives => Inner.YieldsToAlternatives;

        public override ImmutableArray<int> ExpectedStatuses => Inner.ExpectedStatuses;

        public override ImmutableArray<string> ExpectedCodes => Inner.ExpectedCodes;

        public sealed override Check As(Expectation expectation) => this with { Inner = Inner.As(expectation) };

        public sealed override CheckOutcome Evaluate(Evidence evidence) => Otherwise(evidence) ?? Inner.Evaluate(evidence);

        /// <summary>Why the inner check does not count; null when it does.</summary>
        protected abstract CheckOutcome? Otherwise(Evidence evidence);
    }
}
