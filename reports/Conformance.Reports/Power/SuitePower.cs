using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Model;

namespace Conformance.Reports.Power;

/// <summary>A planted defect and whether the suite noticed it.</summary>
/// <param name="Id">The defect.</param>
/// <param name="Title">What it does.</param>
/// <param name="Breaks">The requirement that it breaks.</param>
/// <param name="Killed">Noticed for that requirement.</param>
/// <param name="Excuse">Why it need not be; null when it has to be.</param>
/// <param name="Killers">Cases that noticed it.</param>
public sealed record PlantedEntry(string Id, string Title, string Breaks, bool Killed, string? Excuse, int Killers);

/// <summary>The suite's own power as the defects command stored it.</summary>
public sealed record SuitePower
{
    /// <summary>Planted defects.</summary>
    public required int Planted { get; init; }

    /// <summary>Noticed for the requirement they break.</summary>
    public required int Killed { get; init; }

    /// <summary>Rightly not noticed.</summary>
    public required int Excused { get; init; }

    /// <summary>Checks of all cases.</summary>
    public required int Checks { get; init; }

    /// <summary>Checks that have failed under some defect.</summary>
    public required int Proven { get; init; }

    /// <summary>Checks that cannot, with a reason.</summary>
    public required int ExcusedChecks { get; init; }

    /// <summary>The case that must fail on the sound endpoint did.</summary>
    public required bool CanaryFailed { get; init; }

    /// <summary>One line a defect.</summary>
    public required ImmutableArray<PlantedEntry> Defects { get; init; }

    /// <summary>Defects that had to be noticed.</summary>
    [JsonIgnore]
    public int Countable => Planted - Excused;

    /// <summary>Reads what defects --output wrote; null when there is no such file.</summary>
    /// <exception cref="ConfigurationException">The file is damaged; one sentence names it and the mend.</exception>
    public static SuitePower? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, SuitePowerContext.Default.SuitePower) is { Defects.IsDefault: false } power ? power : throw new JsonException("it holds no defects");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be read as a score; remove it or measure anew with: defects --output {path}", e);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SuitePower))]
internal sealed partial class SuitePowerContext : JsonSerializerContext;
