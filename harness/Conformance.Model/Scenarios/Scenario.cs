using System.Collections.Immutable;

namespace Conformance.Model;

/// <summary>One behaviour: what is given, the request under test, what must hold afterwards.</summary>
public sealed record Scenario
{
    /// <summary>Permanent id: operation/behaviour/row.</summary>
    public required string Id { get; init; }

    /// <summary>What is claimed, one sentence about the target.</summary>
    public required string Claim { get; init; }

    /// <summary>Preconditions, reached in order.</summary>
    public ImmutableArray<Given> Given { get; init; } = [];

    /// <summary>The request under test.</summary>
    public required Operation When { get; init; }

    /// <summary>How often it is sent, one after the other.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Requests sent at the same moment as the one under test, each time it is sent.</summary>
    public ImmutableArray<Operation> Meanwhile { get; init; } = [];

    /// <summary>What makes it too dear to run unasked (bytes, requests), one phrase; null runs it always.</summary>
    public string? Costly { get; init; }

    /// <summary>What must hold. Standing checks come on top (see <see cref="StandingChecks"/>).</summary>
    public required ImmutableArray<CitedCheck> Then { get; init; }

    /// <summary>Dialects the case exists in; empty means all.</summary>
    public ImmutableArray<Dialect> Dialects { get; init; } = [];

    /// <summary>Every capability it takes to run and to judge the case.</summary>
    public IEnumerable<string> OperationNeeds =>
        Reaching.Concat(Then.SelectMany(c => c.Check.Observes).Select(o => o.Capability)).Distinct(StringComparer.Ordinal);

    /// <summary>True when it waits for a clock by itself: a pause, or an object of its own that has to be of some age.</summary>
    public bool Waits =>
        Given.Any(g => g is Given.Pause || g is Given.OldEnough old && Given.OfType<Given.Stored>().Any(s => s.Slot == old.Slot && !s.IsShared));

    /// <summary>True when a precondition or a request of the case is about a bucket.</summary>
    public bool Uses(Bucket bucket) =>
        Given.Any(g => g is Given.Stored stored && stored.Bucket == bucket || g is Given.Upload upload && upload.Bucket == bucket)
        || Meanwhile.Append(When).Any(o => o.Bucket == bucket);

    /// <summary>Every capability it takes to get to the answer of the request under test.</summary>
    public IEnumerable<string> Reaching =>
        Given.SelectMany(g => g.Needs)
            .Concat(Meanwhile.Append(When).SelectMany(o => o.Needs));

    /// <summary>Ids of all requirements cited.</summary>
    public IEnumerable<string> Cited => Then.SelectMany(c => c.Requirements).Distinct(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Id;
}

