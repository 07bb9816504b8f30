using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conformance.Model;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Conformance.Reports;

/// <summary>
/// Writes what the gate found into a file of known deviations, for review. What people wrote stays where it stands, comments included: entries
/// are added, fingerprints are replaced, nothing is ever taken out.
/// </summary>
public static class KnownFile
{
    /// <summary>Days for which a new entry is excused once it is filled in.</summary>
    public const int ExcusedDays = 90;

    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of the file after the gate. Pure.</summary>
    /// <param name="path">The file, as named to the user.</param>
    /// <param name="text">Its text; null when there is no file yet.</param>
    /// <param name="schemaFolder">The folder that holds its schema.</param>
    /// <param name="gate">What the gate found with this file.</param>
    /// <param name="dialect">The dialect of the run.</param>
    /// <param name="today">Today, which the expiry of new entries is counted from.</param>
    /// <exception cref="ConfigurationException">The file is not as its schema has it.</exception>
    public static string Update(string path, string? text, string schemaFolder, GateResult gate, Dialect dialect, DateOnly today)
    {
        text ??= $"# Deviations that somebody answers for; see harness/decisions/0008-known-deviations.md. Checked against known.schema.json.\ndialect: {dialect.Token()}\ndeviations: []\n";
        var file = YamlFile.Parse(path, text, Path.Combine(schemaFolder, KnownDeviations.SchemaName));
        var edits = new List<(int Start, int End, string Text)>();
        var changed = gate.Items.Where(i => i is { State: GateState.Changed, Entry: not null }).ToDictionary(i => i.Entry!.Place);
        foreach (var finding in YamlFile.Items(file.Root, "deviations").OfType<YamlMappingNode>().SelectMany(g => YamlFile.Items(g, "findings")).OfType<YamlMappingNode>())
        {
            if (changed.TryGetValue($"{path}({finding.Start.Line})", out var item))
            {
                edits.AddRange(Refresh(finding, item));
            }
        }

        edits.Add(Append(text, (YamlSequenceNode)YamlFile.Node(file.Root, "deviations")!, gate, today));
        var after = edits.OrderByDescending(e => e.Start).Aggregate(text, (t, e) => string.Concat(t.AsSpan(0, e.Start), e.Text, t.AsSpan(e.End)));
        RequireKept(KnownDeviations.Parse(path, text, schemaFolder), KnownDeviations.Parse(path, after, schemaFolder));
        return after;
    }

    // Nobody's words are lost to an edit of ours, whatever the file looks like.
    private static void RequireKept(KnownDeviations before, KnownDeviations after)
    {
        var kept = after.Entries.ToDictionary(e => e.Key, Words);
        if (before.Entries.FirstOrDefault(e => !kept.TryGetValue(e.Key, out var words) || words != Words(e)) is { } lost)
        {
            throw new SuiteDefectException($"writing the known deviations would change reason, link, owner or expiry of {lost.Place}");
        }
    }

    private static (string, string, string, DateOnly?) Words(KnownDeviation entry) => (entry.Reason, entry.Link, entry.Owner, entry.Expiry);

    private static IEnumerable<(int, int, string)> Refresh(YamlMappingNode finding, GateItem item)
    {
        var entry = item.Entry!;
        var observed = YamlFile.Node(finding, "observed")!;
        if (item.Fingerprint != entry.Fingerprint)
        {
            var fingerprint = YamlFile.Node(finding, "fingerprint")!;
            yield return ((int)fingerprint.Start.Index, (int)fingerprint.End.Index, Quoted(item.Fingerprint!));
            yield return ((int)observed.Start.Index, (int)observed.End.Index, Quoted(item.Observed!));
        }

        var added = new List<string>();
        if (item.Seen < item.Rounds && !entry.Flaky)
        {
            added.Add("flaky: true");
        }

        if (entry.Review is null)
        {
            added.Add($"review: {Quoted($"{item.Why}; read the reason again and delete this line")}");
        }

        var between = finding.Style == MappingStyle.Flow ? ", " : "\n" + new string(' ', (int)finding.Start.Column - 1);
        if (added.Count > 0)
        {
            yield return ((int)finding.Children.First().Key.Start.Index, (int)finding.Children.First().Key.Start.Index, string.Concat(added.Select(a => a + between)));
        }
    }

    // What fails for one requirement in one aspect is likely one cause, and wants one reason.
    private static (int, int, string) Append(string text, YamlSequenceNode deviations, GateResult gate, DateOnly today)
    {
        var added = new StringBuilder();
        foreach (var cause in gate.Items.Where(i => i is { State: GateState.New, Entry: null }).GroupBy(i => (i.Key.Requirement, i.Key.Aspect)))
        {
            added.Append("\n  # To be filled in: while reason or owner is empty this excuses nothing.\n  - reason: \"\"\n    link: \"\"\n    owner: \"\"\n")
                .Append(CultureInfo.InvariantCulture, $"    expiry: \"{today.AddDays(ExcusedDays):yyyy-MM-dd}\"\n    findings:\n");
            foreach (var item in cause)
            {
                added.Append("      - case: ").Append(item.Key.Case)
                    .Append("\n        aspect: ").Append(item.Key.Aspect.Token())
                    .Append("\n        requirement: ").Append(item.Key.Requirement)
                    .Append("\n        fingerprint: ").Append(Quoted(item.Fingerprint!))
                    .Append("\n        observed: ").Append(Quoted(item.Observed!))
                    .Append(item.Seen < item.Rounds ? "\n        flaky: true\n" : "\n");
            }
        }

        if (added.Length == 0)
        {
            return (text.Length, text.Length, "");
        }

        if (deviations is not { Style: SequenceStyle.Flow, Children.Count: 0 })
        {
            return (text.Length, text.Length, (text.EndsWith('\n') ? "" : "\n") + added);
        }

        // Only an empty list may stand on one line: blocks follow in its place.
        var opens = (int)deviations.Start.Index;
        return (text[..opens].TrimEnd(' ').Length, text.IndexOf(']', opens) + 1, added.ToString().TrimEnd('\n'));
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Quoting);
}
