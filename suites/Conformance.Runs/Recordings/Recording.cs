using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Runs.Recordings;

/// <summary>A row of the table of observed behaviours, with where AWS was recorded and what it answered.</summary>
public sealed record Recording(string Row, string File, string Source, string Where, string Date, ImmutableArray<RecordedExchange> Exchanges)
{
    /// <summary>Where it is from, in one phrase.</summary>
    public string Origin => $"{Source}, {Where} ({Date}), {File}";
}

/// <summary>One request of a recording, its answer, and the cases that send that request under the same circumstances.</summary>
public sealed record RecordedExchange
{
    /// <summary>The request in words.</summary>
    public required string Request { get; init; }

    /// <summary>The sibling operation it was recorded on, when the answer is carried over.</summary>
    public string? RecordedOn { get; init; }

    /// <summary>Cases that send the request.</summary>
    public ImmutableArray<string> Cases { get; init; } = [];

    /// <summary>The observation of those cases that is the request, when the request under test is another; see <see cref="Observation.Name"/>.</summary>
    public string? Observed { get; init; }

    /// <summary>Why no case sends it.</summary>
    public string? Uncovered { get; init; }

    /// <summary>What the answer shows, in words.</summary>
    public string? Shows { get; init; }

    /// <summary>The answer; null when the source does not tell enough of it.</summary>
    public RecordedAnswer? Answer { get; init; }
}

/// <summary>An answer as a template; see <see cref="Replay"/> for what braces stand for.</summary>
public sealed record RecordedAnswer(int Status, ImmutableArray<HeaderLine> Headers, string Body);

/// <summary>What AWS sends around every answer.</summary>
public sealed record Envelope(
    ImmutableArray<HeaderLine> Every,
    ImmutableArray<HeaderLine> Document,
    ImmutableArray<HeaderLine> Other,
    ImmutableDictionary<int, string> Reasons);
