using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Fuzz;

/// <summary>What a fuzz run found and covered.</summary>
public sealed record FuzzReport
{
    /// <summary>Name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>Its address.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The dialect judged in.</summary>
    public required string Dialect { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>Workers side by side.</summary>
    public required int Workers { get; init; }

    /// <summary>Surfaces fuzzed.</summary>
    public required ImmutableArray<string> Surfaces { get; init; }

    /// <summary>Requests sent, preflight and clean-up not counted.</summary>
    public required long Requests { get; init; }

    /// <summary>Inputs tried.</summary>
    public required long Inputs { get; init; }

    /// <summary>Seconds of fuzzing.</summary>
    public required double Seconds { get; init; }

    /// <summary>Kinds of answer by inputs.</summary>
    public required ImmutableArray<NoveltyPoint> Novelty { get; init; }

    /// <summary>The chance that one more input shows a new kind of answer, 0 to 1.</summary>
    public required double ChanceOfNew { get; init; }

    /// <summary>Input class by answer class.</summary>
    public required ImmutableArray<GridRow> Grid { get; init; }

    /// <summary>Findings, those that count first.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>How often the target went away and came back.</summary>
    public required int Stops { get; init; }

    /// <summary>Why it ended before its time; null when it did not.</summary>
    public string? StoppedBecause { get; init; }

    /// <summary>True when somebody interrupted it.</summary>
    public bool Interrupted { get; init; }

    /// <summary>What clean-up could not remove.</summary>
    public ImmutableArray<string> LeftBehind { get; init; } = [];

    /// <summary>True when wrong bytes show in the ETag of an answer; false leaves them to closer looks.</summary>
    public bool TagsAreDigests { get; init; }

    /// <summary>What one more hour would bring, in words.</summary>
    public string WorthOfMore() => ChanceOfNew switch
    {
        > 0.01 => $"more budget pays: about one input in {1 / ChanceOfNew:0} shows a new kind of answer",
        > 0 => $"more budget pays little: about one input in {1 / ChanceOfNew:0} shows a new kind of answer",
        _ => "more budget of this kind hardly pays: every kind of answer was seen more than once",
    };

    /// <summary>0 nothing counts, 1 something deviates, 2 too little was tried, 4 the target went away for good.</summary>
    public int ExitCode =>
        Findings.Any(f => f.Counts) ? ExitCodes.Deviation
        : StoppedBecause is not null ? ExitCodes.Configuration
        : Inputs == 0 || Interrupted ? ExitCodes.TooLittleJudged
        : ExitCodes.Pass;
}
