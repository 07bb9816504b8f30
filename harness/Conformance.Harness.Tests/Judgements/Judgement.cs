using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Conformance.Model;
using Conformance.Sdk;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Judgements;

/// <summary>Today's judgement of a recorded case, in words: one paragraph a sighting, and under it what each alteration changes.</summary>
internal static class Judgement
{
    private static readonly FrozenDictionary<string, Scenario> Scenarios = SdkSuite.Everything.ToFrozenDictionary(s => s.Id, StringComparer.Ordinal);

    /// <summary>The case of the suite; null when it no longer has it.</summary>
    public static Scenario? ScenarioOf(string id) => Scenarios.GetValueOrDefault(id);

    /// <summary>Judges everything that was seen of a case.</summary>
    public static string Of(RecordedCase recorded, Catalogue catalogue)
    {
        var scenario = ScenarioOf(recorded.Id)!;
        var exchanges = recorded.Exchanges.ToFrozenDictionary(e => e.Sequence);
        var text = new StringBuilder();
        foreach (var sighting in recorded.Sightings)
        {
            var judge = new Judge(catalogue, sighting.Dialect, sighting.Absent.ToFrozenSet(StringComparer.Ordinal));
            var result = Of(judge, scenario, sighting.Line, exchanges);
            text.Append(text.Length > 0 ? "\n" : "").Append(CultureInfo.InvariantCulture, $"## {sighting.Origin}: {Head(result)}\n");
            var lines = Lines(result);
            foreach (var line in lines)
            {
                text.Append(line).Append('\n');
            }

            foreach (var alteration in sighting.Alterations)
            {
                var altered = Of(judge, scenario, alteration.Line, exchanges);
                text.Append(CultureInfo.InvariantCulture, $"# {alteration.Name}: {Head(altered)}\n");
                foreach (var line in Lines(altered).Except(lines))
                {
                    text.Append(line).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    /// <summary>The verdict with its reason.</summary>
    public static string Head(CaseResult result) => Printable(result.Verdict.Token() + (result.Reason is { } reason ? $" ({reason})" : ""));

    /// <summary>A line a check, in the order of judgement.</summary>
    public static ImmutableArray<string> Lines(CaseResult result) => [.. result.Checks.Select((c, i) => Printable($"{i + 1} {Words(c)}"))];

    private static CaseResult Of(Judge judge, Scenario scenario, CaseLine? line, FrozenDictionary<long, Exchange> exchanges) =>
        judge.Outside(scenario, []) ?? judge.Decide(scenario, line!.ToTranscript(n => exchanges[n]));

    private static string Words(CheckResult check)
    {
        var outcome = check.Outcome;
        return $"{outcome.Outcome} {check.Aspect}{(check.Standing ? " of any request" : "")}, {check.Deciding.Id}{(check.IsFinding ? $" {check.Verdict.Token()}" : "")}: {outcome.Expected} | {outcome.Received}"
            + (outcome.Exchange is { } exchange ? $" | exchange {exchange}" : "")
            + (outcome.Mark is { } mark ? $" | mark {mark}" : "")
            + (outcome.Note is { } note ? $" | {note}" : "")
            + (check.SeenOn.IsEmpty ? "" : $" | seen on {string.Join(", ", check.SeenOn)}");
    }

    private static string Printable(string text) => text.All(c => c is >= ' ' and not '\x7f')
        ? text
        : string.Concat(text.Select(c => c is >= ' ' and not '\x7f' ? c.ToString() : $"\\u{(int)c:x4}"));
}
