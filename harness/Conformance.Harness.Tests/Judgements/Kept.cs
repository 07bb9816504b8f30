using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Judgements;

/// <summary>A result that is worth keeping, and the alterations of it that are.</summary>
internal sealed record Kept(string Origin, Dialect Dialect, ImmutableArray<string> Absent, CaseResult Result)
{
    /// <summary>The alterations.</summary>
    public List<CaseTranscript> Altered { get; } = [];
}

/// <summary>What a judgement shows of the checks, without the names and numbers of the case.</summary>
internal static partial class Shape
{
    private const int TimeoutMs = 1_000;
    private const int MostWords = 4;
    private const int Beginning = 12;

    /// <summary>A shape for the verdict and one for each check.</summary>
    public static IEnumerable<string> Of(CaseResult result)
    {
        ImmutableArray<CitedCheck> cited = [.. result.Scenario.Then, .. StandingChecks.For(result.Scenario)];
        return result.Checks
            .Select((c, i) => $"{(result.Checks.Length == cited.Length ? Of(cited[i].Check) : "")} {Of(c)}")
            .Prepend($"{result.Verdict} {Of(result.Reason ?? "")}");
    }

    /// <summary>The kind of a check, with those inside it.</summary>
    public static string Of(Check check) => string.Join(' ', Names().Matches(check.ToString()).Select(m => m.Value));

    private static string Of(CheckResult check)
    {
        var expected = Of(check.Outcome.Expected);
        return $"{check.Outcome.Outcome} {check.Aspect} {expected[..Math.Min(Beginning, expected.Length)]} {Of(check.Outcome.Received)} {check.Outcome.Exchange is null}";
    }

    // The first words that are only letters: numbers, digests, names in quotes and what comes in a list stand for any other.
    private static string Of(string text) => string.Join(' ', text.Split(' ').Where(w => w.All(char.IsAsciiLetterLower)).Take(MostWords));

    [GeneratedRegex("[A-Za-z]+Check(?= )", RegexOptions.None, TimeoutMs)]
    private static partial Regex Names();
}

/// <summary>What no answer can be altered to: an exchange that was not made, or did not get an answer, and what else the runner knows of a case.</summary>
internal static class Further
{
    /// <summary>The transcript with one exchange less, one without an answer, and with what a runner or a client may report.</summary>
    public static IEnumerable<CaseTranscript> Of(CaseTranscript transcript)
    {
        foreach (var exchange in transcript.Exchanges.Where(e => !e.Label.Step.StartsWith(Steps.Given, StringComparison.Ordinal) && !e.Label.Step.StartsWith(Steps.CleanUp, StringComparison.Ordinal)))
        {
            yield return transcript with { Exchanges = transcript.Exchanges.Remove(exchange) };
            foreach (var fate in new[] { Fate.ClosedEarly, Fate.ConnectFailed, Fate.NotHttp, Fate.TooLarge, Fate.Cancelled })
            {
                yield return transcript with { Exchanges = transcript.Exchanges.Replace(exchange, exchange with { Response = null, Fate = fate, FateDetail = null }) };
            }
        }

        yield return transcript with { ClientFailure = transcript.ClientFailure is null ? "altered" : null };
        yield return transcript with { Blocked = "altered" };
    }
}

/// <summary>Exchanges of several sightings under numbers of their own, each once.</summary>
internal sealed class Numbering
{
    private readonly Dictionary<Exchange, long> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly ImmutableArray<Exchange>.Builder exchanges = ImmutableArray.CreateBuilder<Exchange>();

    /// <summary>A case with all that is kept of it.</summary>
    public RecordedCase Record(string id, IEnumerable<Kept> kept) => new(id, [.. kept.Select(Sighting)], exchanges.ToImmutable());

    private Sighting Sighting(Kept kept)
    {
        var transcript = kept.Result.Transcript;
        return new Sighting(kept.Origin, kept.Dialect, kept.Absent, transcript is null ? null : CaseLine.Of(transcript, Number), [.. kept.Altered.Select(a => new Alteration(Difference(transcript!, a), CaseLine.Of(a, Number)))]);
    }

    private long Number(Exchange exchange)
    {
        if (!numbers.TryGetValue(exchange, out var number))
        {
            numbers[exchange] = number = exchanges.Count + 1;
            exchanges.Add(exchange with { Sequence = number });
        }

        return number;
    }

    private static string Difference(CaseTranscript was, CaseTranscript altered)
    {
        if (altered.Blocked is not null)
        {
            return "blocked";
        }

        if (altered.ClientFailure != was.ClientFailure)
        {
            return altered.ClientFailure is null ? "the client reports success" : "the client reports a failure";
        }

        var changed = altered.Exchanges.Where(e => !was.Exchanges.Any(w => ReferenceEquals(w, e))).ToArray();
        var gone = was.Exchanges.Where(w => !altered.Exchanges.Any(e => e.Label.Step == w.Label.Step)).Select(w => w.Label.Step).ToArray();
        return changed.Length == 0 ? $"without {string.Join(", ", gone)}"
            : changed.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"{changed.Length} answers altered")
            : $"{changed[0].Label.Step}, {Difference(was.Exchanges.FirstOrDefault(w => w.Sequence == changed[0].Sequence)!, changed[0])}";
    }

    private static string Difference(Exchange was, Exchange altered) =>
        altered.Response is not { } now ? $"no answer, {altered.Fate}"
        : altered.Fate != was.Fate ? altered.Fate.ToString()
        : altered.Connection != was.Connection ? "another connection"
        : altered.DurationMs != was.DurationMs || altered.StartedAt != was.StartedAt ? "another time"
        : string.Join(", ", Differences(was.Response!, now));

    private static IEnumerable<string> Differences(RecordedResponse was, RecordedResponse now)
    {
        if (was.Status != now.Status)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"status {now.Status}");
        }

        var names = now.Headers.Except(was.Headers).Concat(was.Headers.Except(now.Headers)).Select(h => h.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        if (names.Length > 0)
        {
            yield return names.Length > 3 ? "other headers" : string.Join(", ", names);
        }
        else if (now.Headers.Length != was.Headers.Length)
        {
            yield return "a header twice";
        }

        if (was.Body != now.Body)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"body of {now.Body.Length} bytes");
        }

        if (now.Notes.Length != was.Notes.Length)
        {
            yield return "bytes behind it";
        }
    }
}
