namespace Conformance.Model;

/// <summary>Verdict of a case, mildest first.</summary>
public enum Verdict
{
    /// <summary>Every check held.</summary>
    Pass,

    /// <summary>The dialect does not have it.</summary>
    NotApplicable,

    /// <summary>The capability is proved absent and not claimed.</summary>
    Unsupported,

    /// <summary>Only MAY, observed or inferred behaviour differs: recorded, never a failure.</summary>
    Differs,

    /// <summary>Only SHOULD requirements failed.</summary>
    Lax,

    /// <summary>A precondition could not be reached.</summary>
    Blocked,

    /// <summary>No answer in time, or not enough evidence.</summary>
    Inconclusive,

    /// <summary>A MUST failed.</summary>
    Deviates,

    /// <summary>The harness itself failed.</summary>
    Error,
}

/// <summary>Verdict of a run.</summary>
public enum RunVerdict
{
    /// <summary>Nothing deviates and everything applicable was judged.</summary>
    Conformant,

    /// <summary>Nothing deviates, but something was left unjudged; the gaps are listed.</summary>
    ConformantWithGaps,

    /// <summary>A MUST failed.</summary>
    Deviates,
}

/// <summary>Tokens and glyphs of verdicts, one place.</summary>
public static class VerdictWords
{
    /// <summary>The token of files and reports.</summary>
    public static string Token(this Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Lax => "lax",
        Verdict.Deviates => "deviates",
        Verdict.Differs => "differs",
        Verdict.Unsupported => "unsupported",
        Verdict.NotApplicable => "not-applicable",
        Verdict.Blocked => "blocked",
        Verdict.Inconclusive => "inconclusive",
        _ => "error",
    };

    /// <summary>The token of files and reports.</summary>
    public static string Token(this RunVerdict verdict) => verdict switch
    {
        RunVerdict.Conformant => "conformant",
        RunVerdict.ConformantWithGaps => "conformant-with-gaps",
        _ => "deviates",
    };

    /// <summary>The token of files and reports.</summary>
    public static string Token(this Dialect dialect) => dialect == Dialect.Aws ? "aws" : "jdcloud";

    /// <summary>The token of files and reports.</summary>
    public static string Token(this Level level) => level switch { Level.Must => "MUST", Level.Should => "SHOULD", _ => "MAY" };

    /// <summary>The token of files and reports.</summary>
    public static string Token(this Confidence confidence) => confidence switch
    {
        Confidence.VerifiedAws => "verified-aws",
        Confidence.Documented => "documented",
        Confidence.ImplementationObserved => "implementation-observed",
        _ => "inferred",
    };

    /// <summary>The glyph shown beside the word, never instead of it.</summary>
    public static string Glyph(this Verdict verdict) => verdict switch
    {
        Verdict.Pass => "✓",
        Verdict.Lax => "▲",
        Verdict.Deviates => "✗",
        Verdict.Differs => "◆",
        Verdict.Unsupported => "○",
        Verdict.NotApplicable => "–",
        Verdict.Blocked => "⊘",
        Verdict.Inconclusive => "?",
        _ => "⚡",
    };

    /// <summary>True when the target was judged: pass, lax, deviates or differs.</summary>
    public static bool IsJudged(this Verdict verdict) => verdict is Verdict.Pass or Verdict.Lax or Verdict.Deviates or Verdict.Differs;
}
