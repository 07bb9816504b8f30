using System.Text;
using Conformance.Wire;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>No answer of the case holds one of these customer keys, nor what stands in the records in place of one.</summary>
    public static Check KeysNotEchoed(params CustomerKey[] keys) => new KeysNotEchoedCheck([.. keys.Select(k => k.Base64)]);

    /// <summary>The inner check counts only where the request travelled in the clear though the target can be reached over https.</summary>
    public static Check WhenInTheClear(Check inner) => new WhenInTheClearCheck(inner);

    /// <summary>The inner check counts only when a precondition (its step, e.g. "create upload") was answered with a header.</summary>
    public static Check WhenGivenAnswered(string step, string header, Check inner) => new WhenGivenAnsweredCheck(step, header, inner);

    private sealed record KeysNotEchoedCheck(IReadOnlyList<string> Keys) : Check
    {
        // What the recorder writes in place of a key that it saw sent.
        private const string Placeholder = "<sse-c-key>";

        // The same where it stood in a document.
        private const string Escaped = "&lt;sse-c-key&gt;";

        public override Aspect Aspect => Aspect.Headers;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var echo = evidence.Exchanges.FirstOrDefault(e => e.Response is { } response && (Holds(response.Head) || Holds(Encoding.UTF8.GetString(response.Body.Bytes.AsSpan()))));
            return CheckOutcome.Of(echo is null, "no answer holds the customer key", echo is null ? "none does" : $"the answer to {echo.Label.Step} holds it") with
            {
                Exchange = echo?.Sequence,
                Mark = echo is null ? null : Placeholder,
            };
        }

        private bool Holds(string text) => text.Contains(Placeholder, StringComparison.Ordinal) || text.Contains(Escaped, StringComparison.Ordinal) || Keys.Any(k => text.Contains(k, StringComparison.Ordinal));
    }

    private sealed record WhenInTheClearCheck(Check Inner) : GuardedCheck(Inner)
    {
        protected override CheckOutcome? Otherwise(Evidence evidence) => evidence.Bindings.HasBothEndpoints
            ? null
            : CheckOutcome.NotApplicable("over plain http", "the target has not both an endpoint in the clear and one over https");
    }

    private sealed record WhenGivenAnsweredCheck(string Step, string Name, Check Inner) : GuardedCheck(Inner)
    {
        protected override CheckOutcome? Otherwise(Evidence evidence) =>
            evidence.Exchanges.FirstOrDefault(e => e.Label.Step == Steps.Given + Step)?.Response?.Header(Name) is null
                ? CheckOutcome.NotApplicable($"when {Step} was answered with {Name}", $"{Step} was answered without {Name}")
                : null;
    }
}
