using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Reports;

/// <summary>What the gate says of a run.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Tally">How much the run shows.</param>
/// <param name="Items">Every deviation and every entry, by state.</param>
public sealed record GateResult(string Target, Tally Tally, ImmutableArray<GateItem> Items)
{
    /// <summary>What the command line exits with.</summary>
    public int ExitCode => Tally.ExitCode(Count(GateState.New) > 0, Items.Any(i => i.Stale));

    /// <summary>Number of items in a state.</summary>
    public int Count(GateState state) => Items.Count(i => i.State == state);

    /// <summary>The outcome as a sentence.</summary>
    public string Sentence()
    {
        var counted = string.Join(", ", Enum.GetValues<GateState>().Where(s => Count(s) > 0).Select(s => $"{Count(s)} {s.Token()}"));
        var deviations = counted.Length == 0 ? "no deviation, none known" : counted;
        return ExitCode switch
        {
            ExitCodes.Pass => $"{Target} passes the gate: {deviations}; {Tally.Judged} of {Tally.Applicable} applicable cases judged.",
            ExitCodes.Deviation => $"{Target} does not pass the gate, something deviates that was not known to: {deviations}.",
            ExitCodes.TooLittleJudged => $"{Target} does not pass the gate, {Tally.TooLittle}: {deviations}.",
            ExitCodes.Stale => $"{Target} does not pass the gate, what is known is stale: {deviations}.",
            ExitCodes.Configuration => $"{Target} does not pass the gate, {Tally.StoppedBecause}: {deviations}.",
            _ => $"{Target} does not pass the gate, the harness failed in {Tally.Errors} cases: {deviations}.",
        };
    }
}
