using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Conformance.Model;

namespace Conformance.Fuzz;

/// <summary>What makes two observations the same finding.</summary>
/// <param name="Requirement">The requirement broken.</param>
/// <param name="Aspect">What was looked at.</param>
/// <param name="Observation">What was received, without what differs from run to run.</param>
/// <param name="Surface">Where: a fault of two surfaces is two findings until somebody knows better.</param>
public sealed partial record Cause(string Requirement, Aspect Aspect, string Observation, Surface Surface)
{
    private const int LongestObservation = 160;

    /// <summary>A text without numbers, digests and quotations.</summary>
    public static string Normalise(string received)
    {
        var text = Quoted().Replace(received, "\"…\"");
        text = Hex().Replace(text, "H");

        // Statuses are what is observed; other numbers belong to the run.
        text = Number().Replace(text, m => m.Length == 3 && text[..m.Index].EndsWith("status ", StringComparison.Ordinal) ? m.Value : "N");
        return text.Length <= LongestObservation ? text : text[..LongestObservation];
    }

    /// <summary>A short name for files.</summary>
    public string Slug() => $"{Surface.Token()}-{Requirement}-{Aspect}-{Conformance.Model.Content.Text(Observation).All.Md5[..6]}".ToLowerInvariant();

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("\\b[0-9a-f]{8,}\\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hex();

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}

/// <summary>How often something showed of how many repetitions.</summary>
public readonly record struct Repeated(int Shown, int Of);

/// <summary>How many control requests were answered of how many.</summary>
public readonly record struct Controls(int Answered, int Of);

/// <summary>A confirmed finding with the smallest request or sequence that shows it.</summary>
public sealed record Finding
{
    /// <summary>What it is about.</summary>
    public required Cause Cause { get; init; }

    /// <summary>What it weighs: deviates counts, lax and differs are told.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The statement broken.</summary>
    public required string Statement { get; init; }

    /// <summary>What was expected.</summary>
    public required string Expected { get; init; }

    /// <summary>What was received.</summary>
    public required string Received { get; init; }

    /// <summary>The surface.</summary>
    public required Surface Surface { get; init; }

    /// <summary>The class of the input.</summary>
    public required string InputClass { get; init; }

    /// <summary>What replays it: an input or a program, one line.</summary>
    public required string Replay { get; init; }

    /// <summary>The same as it was found, before shrinking.</summary>
    public required string FoundAs { get; init; }

    /// <summary>Kinds of mutation that showed it.</summary>
    public ImmutableSortedSet<string> Mutations { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>How often it was seen in all.</summary>
    public long Count { get; init; } = 1;

    /// <summary>How often it showed of how many repetitions in fresh surroundings.</summary>
    public required Repeated Confirmed { get; init; }

    /// <summary>How many of the control requests between the repetitions were answered.</summary>
    public Controls Controls { get; init; }

    /// <summary>Inputs that preceded it on the same upload, for what does not show in fresh surroundings; the last is the one at hand.</summary>
    public ImmutableArray<string> Preceding { get; init; } = [];

    /// <summary>Number of the request in the run when it was first seen.</summary>
    public required long AtRequest { get; init; }

    /// <summary>The exchange that shows it, as raw text, redacted.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>A curl line of the request; null for sequences.</summary>
    public string? Curl { get; init; }

    /// <summary>A picture of the failing window, for races; null elsewhere.</summary>
    public string? Timeline { get; init; }

    /// <summary>True when it makes the run fail.</summary>
    public bool Counts => Verdict == Verdict.Deviates && Confirmed.Shown > 0;
}
