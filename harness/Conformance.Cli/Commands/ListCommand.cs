using System.CommandLine;
using System.Text.Json;
using Conformance.Model;
using Spectre.Console;

namespace Conformance.Cli.Commands;

/// <summary>list: what the suite claims.</summary>
public static class ListCommand
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("list", "Lists the cases: id and claim, or with --json an array of {id, claim, requirements, needs}; with --coverage the requirements and what cites them.");
        var selection = new Selection();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var coverage = new Option<bool>("--coverage") { Description = "List requirements in place of cases: level, confidence, the cases that cite each, and the holes" };
        selection.AddTo(command);
        command.Add(json);
        command.Add(coverage);
        command.SetAction(parsed =>
        {
            var cases = selection.Cases(parsed);
            if (parsed.GetValue(coverage))
            {
                CoverageList.Write(CatalogueLoader.Load(Repository.Catalogue), cases, parsed.GetValue(json));
            }
            else if (parsed.GetValue(json))
            {
                WriteJson(cases, CatalogueLoader.Load(Repository.Catalogue));
            }
            else
            {
                WriteText(cases);
            }
        });
        return command;
    }

    /// <summary>Every capability of a case: of its operations and of the requirements it cites.</summary>
    public static IEnumerable<string> Needs(Scenario scenario, Catalogue catalogue) =>
        scenario.OperationNeeds.Concat(scenario.Cited.SelectMany(id => catalogue[id].Needs)).Distinct(StringComparer.Ordinal);

    private static void WriteText(IReadOnlyCollection<Scenario> cases)
    {
        foreach (var scenario in cases)
        {
            Console.WriteLine($"{scenario.Id}  {scenario.Claim}");
        }

        AnsiConsole.MarkupLineInterpolated($"[grey]{cases.Count} cases[/]");
    }

    private static void WriteJson(IEnumerable<Scenario> cases, Catalogue catalogue)
    {
        using var stdout = Console.OpenStandardOutput();
        using var writer = new Utf8JsonWriter(stdout, Indented);
        writer.WriteStartArray();
        foreach (var scenario in cases)
        {
            writer.WriteStartObject();
            writer.WriteString("id", scenario.Id);
            writer.WriteString("claim", scenario.Claim);
            Array(writer, "requirements", scenario.Cited);
            Array(writer, "needs", Needs(scenario, catalogue));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Flush();
        stdout.WriteByte((byte)'\n');
    }

    private static void Array(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
