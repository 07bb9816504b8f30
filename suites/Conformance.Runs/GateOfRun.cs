using Conformance.Model;
using Conformance.Reports;
using Conformance.Sdk;

namespace Conformance.Runs;

/// <summary>
/// The known deviations in an NUnit run: what is new fails, what is known is ignored with its reason (a test that passed would be a lie, and an
/// inconclusive one reads as passed), and what is stale fails.
/// </summary>
public sealed class GateOfRun
{
    // Once more than a single time: an unexpected finding that does not repeat is flaky, and says so.
    private const int FurtherRounds = 2;
    private readonly KnownDeviations known;
    private readonly SuiteIndex suite;
    private readonly DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private GateOfRun(KnownDeviations known, Catalogue catalogue)
    {
        this.known = known;
        suite = SuiteIndex.Of(SdkSuite.Everything, catalogue);
    }

    /// <summary>The gate that the test parameter Known asks for; null without it.</summary>
    public static GateOfRun? Open(Dialect dialect, Catalogue catalogue) => RunSettings.Known is { } file
        ? new GateOfRun(KnownDeviations.Load(file, Path.Combine(RunSettings.RepositoryRoot, "fixtures", "targets")).In(dialect), catalogue)
        : null;

    /// <summary>Entries about cases or requirements that there are none of.</summary>
    public IEnumerable<string> NamingNothing => Gate.Sort([], known.Entries, suite, today).Where(i => i.Stale).Select(i => $"{i.Entry!.Place}: {i.Why}");

    /// <summary>Fails or ignores the test by what the gate says of its case; returns the result, of all rounds, when nothing deviates.</summary>
    public async Task<CaseResult> RequireAsync(CaseResult result, Runner runner)
    {
        var items = Sort(result);
        if (Gate.Unexpected(items).Any())
        {
            result = await runner.RepeatAsync(result.Scenario, FurtherRounds, CancellationToken.None);
            items = Sort(result);
        }

        var lines = string.Join('\n', items.Select(i => $"{i.State.Letter()} {i.State.Token()}{(i.Rounds > 1 ? $" {i.Seen} of {i.Rounds}" : "")}: {i.Key}: {i.Why}"));
        if (items.Any(i => i.State == GateState.New || i.Stale))
        {
            Assert.Fail($"{lines}\n{BugReport.Of(result)}");
        }

        if (items.Any(i => i.State == GateState.Known))
        {
            Assert.Ignore($"{lines}\n{BugReport.Of(result)}");
        }

        return result;
    }

    /// <summary>What the gate says of the run as a whole, for its report.</summary>
    public GateResult Of(ResultsDocument results) => Gate.Judge(results, known, suite, today);

    private System.Collections.Immutable.ImmutableArray<GateItem> Sort(CaseResult result) =>
        Gate.Sort([ResultsJson.Case(result)], known.Entries.Where(e => e.Key.Case == result.Scenario.Id), suite, today);
}
