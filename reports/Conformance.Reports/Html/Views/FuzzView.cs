using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Model;

namespace Conformance.Reports.Html.Views;

/// <summary>fuzz.json as the page shows it: what it does not know it leaves out.</summary>
public sealed record FuzzView
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>Its address.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The seed.</summary>
    public int Seed { get; init; }

    /// <summary>Surfaces fuzzed.</summary>
    public ImmutableArray<string> Surfaces { get; init; } = [];

    /// <summary>Requests sent.</summary>
    public long Requests { get; init; }

    /// <summary>Inputs tried.</summary>
    public long Inputs { get; init; }

    /// <summary>Seconds of fuzzing.</summary>
    public double Seconds { get; init; }

    /// <summary>Kinds of answer by inputs.</summary>
    public ImmutableArray<Point> Novelty { get; init; } = [];

    /// <summary>The chance that one more input shows a new kind of answer, 0 to 1.</summary>
    public double ChanceOfNew { get; init; }

    /// <summary>Input class by answer class.</summary>
    public ImmutableArray<Row> Grid { get; init; } = [];

    /// <summary>Findings, those that count first.</summary>
    public ImmutableArray<Found> Findings { get; init; } = [];

    /// <summary>How often the target went away and came back.</summary>
    public int Stops { get; init; }

    /// <summary>Why it ended before its time; null when it did not.</summary>
    public string? StoppedBecause { get; init; }

    /// <summary>True when somebody interrupted it.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Reads the document.</summary>
    /// <exception cref="ConfigurationException">It is none of the fuzz engine's.</exception>
    public static FuzzView Of(JsonElement document)
    {
        try
        {
            return document.Deserialize<FuzzView>(Json) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new ConfigurationException($"{ReportWriter.FuzzName} is not as the fuzz engine writes it ({Writing.Visible.Line(e.Message).TrimEnd('.')}); remove it or fuzz again.", e);
        }
    }

    /// <summary>The grid by surface: its answers in order of frequency, and the rows.</summary>
    public IEnumerable<(string Surface, string[] Answers, Row[] Rows)> Grids() => Grid
        .GroupBy(r => r.InputClass.Split('/')[0])
        .Select(g => (
            g.Key,
            g.SelectMany(r => r.Answers).GroupBy(a => a.Key).OrderByDescending(a => a.Sum(x => x.Value)).ThenBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Key).ToArray(),
            g.ToArray()));

    /// <summary>So many kinds of answer after so many inputs.</summary>
    public sealed record Point(long Inputs, int Signatures);

    /// <summary>How often something showed of how many repetitions.</summary>
    public readonly record struct Repeated(int Shown, int Of);

    /// <summary>How many control requests were answered of how many.</summary>
    public readonly record struct Answers(int Answered, int Of);

    /// <summary>A class of inputs.</summary>
    /// <param name="InputClass">Its name: surface, field, class.</param>
    /// <param name="Answers">How often each class of answers came.</param>
    /// <param name="Side">In words when only one side was seen.</param>
    public sealed record Row(string InputClass, ImmutableSortedDictionary<string, long> Answers, string? Side);

    /// <summary>A finding.</summary>
    public sealed record Found
    {
        /// <summary>What it is about.</summary>
        public required Why Cause { get; init; }

        /// <summary>What it weighs.</summary>
        public Verdict Verdict { get; init; }

        /// <summary>The statement broken.</summary>
        public string Statement { get; init; } = "";

        /// <summary>What was expected.</summary>
        public string Expected { get; init; } = "";

        /// <summary>What was received.</summary>
        public string Received { get; init; } = "";

        /// <summary>The class of the input.</summary>
        public string InputClass { get; init; } = "";

        /// <summary>What replays it.</summary>
        public string Replay { get; init; } = "";

        /// <summary>The same before shrinking.</summary>
        public string FoundAs { get; init; } = "";

        /// <summary>Kinds of mutation that showed it.</summary>
        public ImmutableArray<string> Mutations { get; init; } = [];

        /// <summary>How often it was seen.</summary>
        public long Count { get; init; }

        /// <summary>Repetitions in fresh surroundings.</summary>
        public Repeated Confirmed { get; init; }

        /// <summary>Control requests between them.</summary>
        public Answers Controls { get; init; }

        /// <summary>Inputs that preceded it.</summary>
        public ImmutableArray<string> Preceding { get; init; } = [];

        /// <summary>Number of the request that showed it first.</summary>
        public long AtRequest { get; init; }

        /// <summary>The exchange as raw text.</summary>
        public string Evidence { get; init; } = "";

        /// <summary>A curl line; null for sequences.</summary>
        public string? Curl { get; init; }

        /// <summary>A picture of the failing window; null elsewhere.</summary>
        public string? Timeline { get; init; }
    }

    /// <summary>What makes two observations the same finding.</summary>
    public sealed record Why(string Requirement, Aspect Aspect, string Observation, string Surface);
}
