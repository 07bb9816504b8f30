using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conformance.Reports.Html.Views;

/// <summary>
/// An exchange as shown. Both renderers, the component and the script, draw the same view, so that what is marked and escaped is decided once.
/// Texts carry the delimiters of <see cref="Writing.Visible"/>.
/// </summary>
public sealed record ExchangeView
{
    /// <summary>Number within the run.</summary>
    [JsonPropertyName("n")]
    public required long Number { get; init; }

    /// <summary>What it was sent for.</summary>
    [JsonPropertyName("s")]
    public required string Step { get; init; }

    /// <summary>Method and status, e.g. "PUT → 404".</summary>
    [JsonPropertyName("h")]
    public required string Headline { get; init; }

    /// <summary>Carrier, duration, time of day.</summary>
    [JsonPropertyName("i")]
    public required string Info { get; init; }

    /// <summary>How it ended when it did not end well.</summary>
    [JsonPropertyName("f")]
    public string? Trouble { get; init; }

    /// <summary>Head and body sent.</summary>
    [JsonPropertyName("q")]
    public required ImmutableArray<PaneView> Sent { get; init; }

    /// <summary>Head and body received.</summary>
    [JsonPropertyName("r")]
    public ImmutableArray<PaneView> Received { get; init; } = [];

    /// <summary>Canonical request and string to sign.</summary>
    [JsonPropertyName("c")]
    public ImmutableArray<PaneView> Signed { get; init; } = [];

    /// <summary>About what it costs as HTML, characters.</summary>
    [JsonIgnore]
    public int Weight => 700 + Sent.Concat(Received).Concat(Signed).Sum(p => 100 + p.Text.Length + (p.Note?.Length ?? 0));
}

/// <summary>One block of raw text.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Text">The text.</param>
/// <param name="Note">A remark below it; null without one.</param>
public sealed record PaneView(
    [property: JsonPropertyName("t")] string Title,
    [property: JsonPropertyName("x")] string Text,
    [property: JsonPropertyName("n")] string? Note);

/// <summary>What a pack holds of a case.</summary>
/// <param name="Exchanges">Its exchanges.</param>
/// <param name="Held">Of a pass, each check that held: aspect, expected, and where they are other, received and a remark.</param>
internal sealed record PackedCase(
    [property: JsonPropertyName("x")] ExchangeView[] Exchanges,
    [property: JsonPropertyName("k")] string[][]? Held);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Dictionary<string, PackedCase>))]
[JsonSerializable(typeof(PackedPairs))]
internal sealed partial class PackJsonContext : JsonSerializerContext;
