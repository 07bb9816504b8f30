using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conformance.Fuzz;

/// <summary>Writes findings as files: each as soon as it is known, and everything together at the end.</summary>
/// <param name="folder">The folder, which exists.</param>
/// <param name="replayCommand">The command line that replays an input.</param>
public sealed class FindingFiles(string folder, Func<string, string> replayCommand)
{
    /// <summary>The file with everything.</summary>
    public const string Everything = "fuzz.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Writes one finding for people: what, how to see it again, and the case that keeps it found.</summary>
    public string Write(Finding finding)
    {
        var path = Path.Combine(folder, $"finding-{finding.Cause.Slug()}.md");
        File.WriteAllText(path, Text(finding));
        return path;
    }

    /// <summary>Writes everything.</summary>
    public void Write(FuzzReport report)
    {
        File.WriteAllText(Path.Combine(folder, Everything), JsonSerializer.Serialize(report, Json) + "\n");
        foreach (var finding in report.Findings)
        {
            Write(finding);
        }
    }

    private string Text(Finding finding)
    {
        var text = new StringBuilder();
        text.AppendLine($"# {finding.Cause.Requirement}: {finding.Received}").AppendLine();
        text.AppendLine(finding.Statement).AppendLine();
        text.AppendLine($"- expected: {finding.Expected}");
        text.AppendLine($"- received: {finding.Received}");
        text.AppendLine($"- verdict: {Model.VerdictWords.Token(finding.Verdict)}, aspect {finding.Cause.Aspect}");
        text.AppendLine($"- class: {finding.InputClass}; broken by: {string.Join(", ", finding.Mutations)}; seen {finding.Count} times");
        text.AppendLine($"- confirmed: {finding.Confirmed.Shown} of {finding.Confirmed.Of} in fresh surroundings; {finding.Controls.Answered} of {finding.Controls.Of} control requests between were answered");
        text.AppendLine($"- first seen at request {finding.AtRequest} as `{finding.FoundAs}`").AppendLine();
        text.AppendLine("Again:").AppendLine().AppendLine("```").AppendLine(replayCommand(finding.Replay));
        if (finding.Curl is { } curl)
        {
            text.AppendLine(curl);
        }

        text.AppendLine("```").AppendLine();
        text.AppendLine("As a case of NUnit, or as a line of a file in fixtures/regressions:").AppendLine();
        text.AppendLine("```csharp").AppendLine($"[TestCase(\"\"\"{finding.Replay}\"\"\")]").AppendLine("```");
        if (finding.Timeline is { } timeline)
        {
            text.AppendLine().AppendLine("```").AppendLine(timeline).AppendLine("```");
        }

        text.AppendLine().AppendLine("```http").AppendLine(finding.Evidence.ReplaceLineEndings("\n").TrimEnd()).AppendLine("```");
        return text.ToString();
    }
}
