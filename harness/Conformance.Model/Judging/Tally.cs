namespace Conformance.Model;

/// <summary>How much a run shows, in figures.</summary>
public sealed record Tally
{
    /// <summary>Cases in which the harness failed.</summary>
    public required int Errors { get; init; }

    /// <summary>Cases that were blocked or inconclusive.</summary>
    public required int Unjudged { get; init; }

    /// <summary>Cases in which the target was judged.</summary>
    public required int Judged { get; init; }

    /// <summary>Cases that apply to the dialect.</summary>
    public required int Applicable { get; init; }

    /// <summary>True when the run was interrupted.</summary>
    public required bool Interrupted { get; init; }

    /// <summary>Why the run ended before its time; null when it did not.</summary>
    public required string? StoppedBecause { get; init; }

    /// <summary>Why the run is too little to be green, one phrase; null when it is enough.</summary>
    public string? TooLittle =>
        Interrupted ? "the run was interrupted"
        : Judged == 0 ? "no case was judged"
        : Unjudged > 0 ? $"{Unjudged} {(Unjudged == 1 ? "case was" : "cases were")} blocked or inconclusive"
        : Judged * 2 < Applicable ? $"only {Judged} of {Applicable} applicable cases were judged"
        : null;

    /// <summary>
    /// The exit code: 5 the harness failed, 4 the target stopped answering, 1 something deviates that was not known to, 2 too little was
    /// judged, 3 what is known is stale, 0 otherwise.
    /// </summary>
    public int ExitCode(bool deviates, bool stale = false) =>
        Errors > 0 ? ExitCodes.Harness
        : StoppedBecause is not null ? ExitCodes.Configuration
        : deviates ? ExitCodes.Deviation
        : TooLittle is not null ? ExitCodes.TooLittleJudged
        : stale ? ExitCodes.Stale
        : ExitCodes.Pass;
}
