using System.Text.Json;
using Conformance.Model;
using Spectre.Console;

namespace Conformance.Cli.Commands;

/// <summary>list --coverage: requirement by case, with the holes.</summary>
internal static class CoverageList
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Prints the coverage of a catalogue by cases.</summary>
    public static void Write(Catalogue catalogue, IReadOnlyCollection<Scenario> cases, bool json)
    {
        var lines = Coverage.Of(catalogue, cases);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                lines.Select(l => new
                {
                    l.Requirement.Id,
                    Level = l.Requirement.Level.Token(),
                    Confidence = l.Requirement.Confidence.Token(),
                    l.Requirement.Untestable,
                    Standing = l.ByStanding,
                    l.Cases,
                }),
                Json));
            return;
        }

        foreach (var topic in lines.GroupBy(l => l.Requirement.Topic))
        {
            AnsiConsole.MarkupLineInterpolated($"[bold]{topic.Key}[/] [grey]{topic.Count()} requirements, {topic.SelectMany(l => l.Cases).Distinct(StringComparer.Ordinal).Count()} cases[/]");
            foreach (var line in topic)
            {
                Console.WriteLine($"  {line.Requirement.Id,-40} {line.Requirement.Level.Token(),-6} {line.Requirement.Confidence.Token(),-24} {What(line)}");
            }
        }

        var bound = lines.Where(l => l.Requirement.Level != Level.May).ToArray();
        var holes = bound.Count(l => l.IsHole);
        Console.WriteLine();
        Console.WriteLine($"{lines.Length} requirements, {bound.Length} of them MUST or SHOULD: {bound.Count(l => !l.IsHole && l.Requirement.Untestable is null)} cited, {bound.Count(l => l.Requirement.Untestable is not null)} untestable for a stated reason, {holes} cited by nothing.");
    }

    private static string What(CoverageLine line) =>
        line.Requirement.Untestable is { } reason ? $"untestable: {reason}"
        : !line.Cases.IsEmpty ? $"{line.Cases.Length} case{(line.Cases.Length == 1 ? "" : "s")}, e.g. {line.Cases[0]}"
        : line.ByStanding ? "a standing check of every case"
        : "NOTHING CITES IT";
}
