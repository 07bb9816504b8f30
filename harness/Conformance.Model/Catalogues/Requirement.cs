using System.Collections.Immutable;

namespace Conformance.Model;

/// <summary>How binding a requirement is (RFC 2119 words).</summary>
public enum Level
{
    /// <summary>A target that fails it deviates.</summary>
    Must,

    /// <summary>A target that fails it is lax.</summary>
    Should,

    /// <summary>What the target does is recorded.</summary>
    May,
}

/// <summary>How the expectation is known.</summary>
public enum Confidence
{
    /// <summary>A recorded or quoted answer of AWS S3.</summary>
    VerifiedAws,

    /// <summary>A vendor document, the AWS service model or an RFC.</summary>
    Documented,

    /// <summary>Read in the source, the tests or the issues of one implementation; binds nobody else.</summary>
    ImplementationObserved,

    /// <summary>Reasoned from neighbouring facts; a difference is a question, not a defect.</summary>
    Inferred,
}

/// <summary>The protocol variant that a target claims to speak.</summary>
public enum Dialect
{
    /// <summary>The de-facto protocol.</summary>
    Aws,

    /// <summary>The founding document: JD Cloud OSS.</summary>
    JdCloud,
}

/// <summary>A source of the registry.</summary>
public sealed record Source(string Key, string Title, string Kind, string? Url, string? Date);

/// <summary>Where exactly a source says so.</summary>
public sealed record SourceReference(Source Source, string Where, string? Date)
{
    /// <summary>The closest date known.</summary>
    public string? DateOrDefault => Date ?? Source.Date;
}

/// <summary>What one dialect expects.</summary>
public sealed record Expectation
{
    /// <summary>Statuses; empty when the requirement is not about one.</summary>
    public ImmutableArray<int> Status { get; init; } = [];

    /// <summary>Error codes; empty when none is expected.</summary>
    public ImmutableArray<string> Code { get; init; } = [];

    /// <summary>The message AWS gives; informative.</summary>
    public string? Message { get; init; }

    /// <summary>Children of Error; a null value stands for any.</summary>
    public ImmutableDictionary<string, string?> Elements { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Response headers; a null value stands for any.</summary>
    public ImmutableDictionary<string, string?> Headers { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>What the body holds, in prose.</summary>
    public string? Body { get; init; }

    /// <summary>What a later request shows, in prose.</summary>
    public string? Then { get; init; }

    /// <summary>A remark.</summary>
    public string? Note { get; init; }
}

/// <summary>Another answer that conforms as well, with the normative text or recording that allows it.</summary>
public sealed record Alternative(
    ImmutableArray<int> Status,
    ImmutableArray<string> Code,
    ImmutableArray<Dialect> Dialects,
    SourceReference Source,
    string? Note);

/// <summary>An implementation known to answer otherwise. It annotates and excuses nothing.</summary>
public sealed record SeenOn(string Who, ImmutableArray<int> Status, ImmutableArray<string> Code, string? Note);

/// <summary>One testable statement.</summary>
public sealed record Requirement
{
    /// <summary>Permanent slug, e.g. upc.range.open-ended.</summary>
    public required string Id { get; init; }

    /// <summary>The topic it belongs to.</summary>
    public required string Topic { get; init; }

    /// <summary>How binding it is.</summary>
    public required Level Level { get; init; }

    /// <summary>The S3 operation, or Any.</summary>
    public required string Operation { get; init; }

    /// <summary>The statement.</summary>
    public required string Statement { get; init; }

    /// <summary>How it is known.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>The operation the evidence was recorded on, when it is a sibling.</summary>
    public string? RecordedOn { get; init; }

    /// <summary>True when the founding document states it.</summary>
    public bool Seed { get; init; }

    /// <summary>Where it is from.</summary>
    public required ImmutableArray<SourceReference> Sources { get; init; }

    /// <summary>Capabilities beyond the plain multipart family.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Why a black-box suite cannot test it; null when it can.</summary>
    public string? Untestable { get; init; }

    /// <summary>What each dialect expects; a dialect without an entry does not have the requirement.</summary>
    public required ImmutableDictionary<Dialect, Expectation> Expect { get; init; }

    /// <summary>Conforming alternatives.</summary>
    public ImmutableArray<Alternative> Accepts { get; init; } = [];

    /// <summary>Known differing implementations.</summary>
    public ImmutableArray<SeenOn> SeenOn { get; init; } = [];

    /// <summary>Where the evidence disagrees, both sides.</summary>
    public string? Conflict { get; init; }

    /// <summary>Only what is known of AWS or written in a normative text can fail a target.</summary>
    public bool CanFail => Confidence is Confidence.VerifiedAws or Confidence.Documented;

    /// <summary>The verdict of a failed check that cites this requirement.</summary>
    public Verdict VerdictWhenFailed => (CanFail, Level) switch
    {
        (true, Level.Must) => Verdict.Deviates,
        (true, Level.Should) => Verdict.Lax,
        _ => Verdict.Differs,
    };
}
