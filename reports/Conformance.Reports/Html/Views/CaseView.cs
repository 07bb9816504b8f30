using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Reports.Html.Views;

/// <summary>A case as shown.</summary>
public sealed record CaseView
{
    /// <summary>The judged case.</summary>
    public required CaseResult Result { get; init; }

    /// <summary>How binding its most binding requirement is.</summary>
    public required Level Level { get; init; }

    /// <summary>Id of the topic of its first requirement.</summary>
    public required string Topic { get; init; }

    /// <summary>Requirements that decide a finding.</summary>
    public required ImmutableArray<Requirement> Broken { get; init; }

    /// <summary>The other requirements cited.</summary>
    public required ImmutableArray<Requirement> Others { get; init; }

    /// <summary>Everything any of the findings was seen on.</summary>
    public required ImmutableArray<string> SeenOn { get; init; }

    /// <summary>The command that runs it again.</summary>
    public required string Replay { get; init; }

    /// <summary>True when the command is the pattern of the report with the id filled in.</summary>
    public required bool IsReplayPlain { get; init; }

    /// <summary>What its deviations are to the gate, worst first.</summary>
    public ImmutableArray<GateState> Gate { get; init; } = [];

    /// <summary>Its verdicts in the last runs, this one included, oldest first.</summary>
    public ImmutableArray<RunHistory.Stretch> Past { get; init; } = [];

    /// <summary>The request under test, when it stands in the page itself.</summary>
    public ExchangeView? Inline { get; init; }

    /// <summary>Number of the pack with its other exchanges; null without any.</summary>
    public int? Pack { get; init; }

    /// <summary>Permanent id.</summary>
    public string Id => Result.Scenario.Id;

    /// <summary>Fragment that leads to it.</summary>
    public string Anchor => Anchors.Case(Id);

    /// <summary>True when every check held: shown in short.</summary>
    public bool IsPass => Result.Verdict == Verdict.Pass;

    /// <summary>Aspects that failed.</summary>
    public IEnumerable<Aspect> Failed => Result.Findings.Select(f => f.Aspect).Distinct();

    /// <summary>Numbers of the exchanges outside the page, as ranges: "3–6, 9".</summary>
    public string Elsewhere => Ranges([.. Result.Exchanges.Select(e => e.Sequence).Where(s => s != Inline?.Number).Order()]);

    public static string Ranges(long[] numbers)
    {
        var ranges = new List<string>();
        for (var i = 0; i < numbers.Length;)
        {
            var j = i;
            while (j + 1 < numbers.Length && numbers[j + 1] == numbers[j] + 1)
            {
                j++;
            }

            ranges.Add(i == j ? $"{numbers[i]}" : $"{numbers[i]}–{numbers[j]}");
            i = j + 1;
        }

        return string.Join(", ", ranges);
    }
}

/// <summary>Fragments of the page.</summary>
internal static class Anchors
{
    /// <summary>Of a case.</summary>
    public static string Case(string id) => "case/" + id;

    /// <summary>Of a requirement.</summary>
    public static string Rule(string id) => "rule/" + id;

    /// <summary>Of a source of the catalogue.</summary>
    public static string Source(string key) => "source/" + key;

    /// <summary>Of an exchange.</summary>
    public static string Exchange(long number) => "x/" + number;

    /// <summary>A link to a fragment; ids are slugs, and anything else is percent-encoded.</summary>
    public static string Link(string anchor) => "#" + Uri.EscapeDataString(anchor).Replace("%2F", "/");

    /// <summary>A link that filters the list of cases.</summary>
    public static string Filter(Verdict? verdict = null, Level? level = null, string? topic = null)
    {
        var parts = new List<string>();
        if (verdict is { } v)
        {
            parts.Add("v=" + v.Token());
        }

        if (level is { } l)
        {
            parts.Add("l=" + l.Token());
        }

        if (topic is not null)
        {
            parts.Add("t=" + Uri.EscapeDataString(topic));
        }

        return "#?" + string.Join('&', parts);
    }
}
