using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Reports;

/// <summary>A normalised exchange: scrubbed, as lines.</summary>
/// <param name="Step">What it was sent for.</param>
/// <param name="Text">Its lines, joined by line feeds.</param>
public sealed record Said(string Step, string Text)
{
    /// <summary>The step of the requests under test of a case, which are one text: those of before and those that repeat it.</summary>
    public const string UnderTest = "request under test";

    /// <summary>What was said in a case, in order of sending. What is cleaned up is no matter of the case. Pure.</summary>
    public static ImmutableArray<Said> Of(IReadOnlyCollection<Exchange> exchanges) => Of(exchanges, new Scrubber(exchanges), _ => true);

    /// <summary>The requests under test of a case and what came of them; null when none was sent.</summary>
    public static string? OfUnderTest(IReadOnlyCollection<Exchange> exchanges, Scrubber scrubber) => Of(exchanges, scrubber, IsUnderTest) is [var only] ? only.Text : null;

    private static bool IsUnderTest(Exchange exchange) => exchange.Label.Step is Steps.When or Steps.Again;

    private static ImmutableArray<Said> Of(IEnumerable<Exchange> exchanges, Scrubber scrubber, Func<Exchange, bool> wanted) =>
    [
        .. exchanges
            .Where(e => wanted(e) && !e.Label.Step.StartsWith(Steps.CleanUp, StringComparison.Ordinal))
            .Select(e => (Step: IsUnderTest(e) ? UnderTest : e.Label.Step, Text: string.Join('\n', ExchangeText.Lines(e, scrubber))))
            .GroupBy(s => s.Step)
            .SelectMany(g => g.Key == UnderTest
                ? [new Said(UnderTest, string.Join("\n\n", g.Select(s => s.Text)))]
                : g.Select((s, i) => new Said(i == 0 ? g.Key : $"{g.Key} ({i + 1})", s.Text))),
    ];
}

/// <summary>One of those whose exchanges are compared: a run, or snapshots.</summary>
/// <param name="Key">Short name, for addresses: now, baseline, previous, accepted, reference.</param>
/// <param name="Name">What it is, in words.</param>
/// <param name="IsWhole">True when it has every exchange of its cases, false when it has the requests under test alone.</param>
/// <param name="Cases">What was said, by case, in order.</param>
public sealed record Side(string Key, string Name, bool IsWhole, ImmutableArray<(string Case, ImmutableArray<Said> Said)> Cases)
{
    /// <summary>A run with all its exchanges. What a race leaves behind is other each time: those cases are left out.</summary>
    public static Side OfRun(string key, string name, ResultsDocument results, IReadOnlyDictionary<long, Exchange> sent) => new(
        key,
        name,
        IsWhole: true,
        [
            .. results.Cases.AsParallel().AsOrdered()
                .Select(c => (c.Id, Exchanges: c.Exchanges.Select(n => sent[n]).ToArray()))
                .Where(c => !c.Exchanges.Any(e => e.Label.Step.StartsWith(Steps.Meanwhile, StringComparison.Ordinal)))
                .Select(c => (c.Id, Said.Of(c.Exchanges))),
        ]);

    /// <summary>Snapshots, which are of requests under test.</summary>
    public static Side OfSnapshots(string key, string name, IEnumerable<KeyValuePair<string, string>> snapshots) =>
        new(key, name, IsWhole: false, [.. snapshots.Select(s => (s.Key, ImmutableArray.Create(new Said(Said.UnderTest, s.Value))))]);
}
