using Conformance.Model;

namespace Conformance.Reports.Html;

/// <summary>Words of the page for verdicts and the like, one place.</summary>
internal static class Words
{
    /// <summary>Verdicts in the order of legends and bars: judged ones first, mildest first.</summary>
    public static readonly Verdict[] Verdicts =
    [
        Verdict.Pass, Verdict.Lax, Verdict.Deviates, Verdict.Differs, Verdict.Unsupported, Verdict.NotApplicable, Verdict.Blocked,
        Verdict.Inconclusive, Verdict.Error,
    ];

    /// <summary>What a verdict means.</summary>
    public static string Meaning(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "every check held",
        Verdict.Lax => "only SHOULD requirements failed",
        Verdict.Deviates => "a MUST failed",
        Verdict.Differs => "recorded, never a failure",
        Verdict.Unsupported => "capability proved absent",
        Verdict.NotApplicable => "the dialect does not have it",
        Verdict.Blocked => "a precondition was not reached",
        Verdict.Inconclusive => "not enough evidence",
        _ => "the harness itself failed",
    };

    /// <summary>The glyph of a run's verdict.</summary>
    public static string Glyph(RunVerdict verdict) => verdict switch
    {
        RunVerdict.Conformant => "✓",
        RunVerdict.ConformantWithGaps => "◐",
        _ => "✗",
    };

    /// <summary>The verdict of a run in words.</summary>
    public static string Name(RunVerdict verdict) => verdict switch
    {
        RunVerdict.Conformant => "conformant",
        RunVerdict.ConformantWithGaps => "conformant with gaps",
        _ => "deviates",
    };

    /// <summary>How a requirement is known, in words.</summary>
    public static string Meaning(Confidence confidence) => confidence switch
    {
        Confidence.VerifiedAws => "recorded or quoted from AWS S3",
        Confidence.Documented => "vendor document, service model or RFC",
        Confidence.ImplementationObserved => "seen in one implementation; binds nobody else",
        _ => "reasoned; never fails a target",
    };

    /// <summary>What an exit code means.</summary>
    public static string ExitCode(int code) => code switch
    {
        ExitCodes.Pass => "nothing deviates and enough was judged",
        ExitCodes.Deviation => "something deviates",
        ExitCodes.TooLittleJudged => "too little was judged",
        ExitCodes.Stale => "a known deviation is stale",
        ExitCodes.Configuration => "the target or the configuration is at fault",
        _ => "the harness failed",
    };
}
