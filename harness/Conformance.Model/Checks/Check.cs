using System.Collections.Immutable;

namespace Conformance.Model;

/// <summary>What a check looks at.</summary>
public enum Aspect
{
    /// <summary>The status code.</summary>
    Status,

    /// <summary>Error/Code.</summary>
    ErrorCode,

    /// <summary>Shape of the XML.</summary>
    Xml,

    /// <summary>Response headers.</summary>
    Headers,

    /// <summary>Bytes stored or sent back.</summary>
    Bytes,

    /// <summary>What changed, or did not, beside the answer.</summary>
    SideEffects,

    /// <summary>The same request sent again.</summary>
    Idempotency,

    /// <summary>When the answer came.</summary>
    Timing,
}

/// <summary>What became of a check.</summary>
public enum Outcome
{
    /// <summary>It held.</summary>
    Held,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>There is no evidence either way.</summary>
    Unjudged,

    /// <summary>It does not apply (another answer was given, or the dialect does not have it).</summary>
    NotApplicable,
}

/// <summary>The outcome of a check with what it compared.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Expected">What was expected, one phrase.</param>
/// <param name="Received">What was received, one phrase.</param>
public sealed record CheckOutcome(Outcome Outcome, string Expected, string Received)
{
    /// <summary>The exchange that shows it; null for the request under test.</summary>
    public long? Exchange { get; init; }

    /// <summary>Text of the raw exchange to mark; null without one.</summary>
    public string? Mark { get; init; }

    /// <summary>A remark, such as the source of an accepted alternative.</summary>
    public string? Note { get; init; }

    /// <summary>Held or failed.</summary>
    public static CheckOutcome Of(bool held, string expected, string received) =>
        new(held ? Outcome.Held : Outcome.Failed, expected, received);

    /// <summary>No evidence either way.</summary>
    public static CheckOutcome Unjudged(string expected, string why) => new(Outcome.Unjudged, expected, why);

    /// <summary>Not applicable.</summary>
    public static CheckOutcome NotApplicable(string expected, string why) => new(Outcome.NotApplicable, expected, why);
}

/// <summary>A predicate over the evidence of one case. It becomes part of a scenario only by <see cref="Cites"/>.</summary>
public abstract partial record Check
{
    /// <summary>What it looks at.</summary>
    public abstract Aspect Aspect { get; }

    /// <summary>What has to be asked of the target after the request under test.</summary>
    public virtual IEnumerable<Observation> Observes => [];

    /// <summary>Judges the evidence. Pure.</summary>
    public abstract CheckOutcome Evaluate(Evidence evidence);

    /// <summary>The same check with what the dialect expects in place of the scenario's own values.</summary>
    public virtual Check As(Expectation expectation) => this;

    /// <summary>True when an accepted alternative answer satisfies the check as well (status, code, elements of the error).</summary>
    public virtual bool YieldsToAlternatives => false;

    /// <summary>The statuses it accepts, for comparison with the catalogue; empty when it is about something else.</summary>
    public virtual ImmutableArray<int> ExpectedStatuses => [];

    /// <summary>The error codes it accepts, for comparison with the catalogue; empty when it is about something else.</summary>
    public virtual ImmutableArray<string> ExpectedCodes => [];

    /// <summary>Names the requirements that the check proves.</summary>
    public CitedCheck Cites(params ReadOnlySpan<string> requirements) => new(this, [.. requirements]);
}

/// <summary>A check with the requirements it proves; the only thing that a scenario's Then takes.</summary>
public sealed record CitedCheck
{
    /// <summary>Made by <see cref="Check.Cites"/> only.</summary>
    internal CitedCheck(Check check, ImmutableArray<string> requirements)
    {
        Check = check;
        Requirements = requirements.IsEmpty
            ? throw new SuiteDefectException("A check cites no requirement; name at least one id of fixtures/catalogue.")
            : requirements;
    }

    /// <summary>The predicate.</summary>
    public Check Check { get; }

    /// <summary>Ids of the catalogue.</summary>
    public ImmutableArray<string> Requirements { get; }
}

/// <summary>A request made after (or before) the one under test to see what it changed.</summary>
public abstract record Observation(string Name, string Capability)
{
    /// <summary>ListParts of an upload.</summary>
    public static Observation PartsOf(Slot upload) => new ListPartsOf(upload);

    /// <summary>HEAD of an object.</summary>
    public static Observation HeadOf(Slot slot) => new HeadObject(slot);

    /// <summary>GET of an object.</summary>
    public static Observation BytesOf(Slot slot) => new GetObject(slot);

    /// <summary>HEAD of the key that an upload writes to.</summary>
    public static Observation DestinationOf(Slot upload) => new HeadDestination(upload);

    /// <summary>Complete with every part listed.</summary>
    public static Observation CompletionOf(Slot upload) => new Complete(upload);

    /// <summary>GET of the key that an upload wrote to, after completion.</summary>
    public static Observation AssembledBytesOf(Slot upload) => new GetAssembled(upload);

    /// <summary>HEAD of the key that an upload wrote to, after completion.</summary>
    public static Observation AssembledHeadOf(Slot upload) => new HeadAssembled(upload);

    /// <summary>See <see cref="PartsOf"/>.</summary>
    public sealed record ListPartsOf(Slot Slot) : Observation($"list parts of {Slot}", Capabilities.ListParts);

    /// <summary>See <see cref="HeadOf"/>.</summary>
    public sealed record HeadObject(Slot Slot) : Observation($"head {Slot}", Capabilities.Objects);

    /// <summary>See <see cref="BytesOf"/>.</summary>
    public sealed record GetObject(Slot Slot) : Observation($"get {Slot}", Capabilities.Objects);

    /// <summary>See <see cref="DestinationOf"/>.</summary>
    public sealed record HeadDestination(Slot Slot) : Observation($"head destination of {Slot}", Capabilities.Objects);

    /// <summary>See <see cref="CompletionOf"/>.</summary>
    public sealed record Complete(Slot Slot) : Observation($"complete {Slot}", Capabilities.CompleteMultipartUpload);

    /// <summary>See <see cref="AssembledBytesOf"/>.</summary>
    public sealed record GetAssembled(Slot Slot) : Observation($"get assembled {Slot}", Capabilities.CompleteMultipartUpload);

    /// <summary>See <see cref="AssembledHeadOf"/>.</summary>
    public sealed record HeadAssembled(Slot Slot) : Observation($"head assembled {Slot}", Capabilities.CompleteMultipartUpload);
}
