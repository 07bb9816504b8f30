using System.Collections.Immutable;
using System.Text;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Reports;

/// <summary>What a target said to the request under test of one case, scrubbed.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Text">Its lines, joined by line feeds.</param>
/// <param name="Scrubbed">What was replaced.</param>
public sealed record CaseSnapshot(string Case, string Text, ImmutableArray<ScrubbedValue> Scrubbed)
{
    /// <summary>The snapshot of a case by its exchanges, in order of sending; null when the request under test was never sent.</summary>
    public static CaseSnapshot? Of(string caseId, IReadOnlyCollection<Exchange> exchanges)
    {
        var scrubber = new Scrubber(exchanges);
        return Said.OfUnderTest(exchanges, scrubber) is { } text ? new CaseSnapshot(caseId, text, [.. scrubber.Scrubbed]) : null;
    }
}

/// <summary>Which cases have snapshots: enough of each behaviour to see it change, few enough to be read in a review.</summary>
public static class SnapshotSelection
{
    private const int CasesOfBehaviour = 3;

    /// <summary>The first cases of each behaviour of which the answer is the same each time: no races, no waiting, nothing costly, no other client.</summary>
    public static ImmutableArray<Scenario> Of(IEnumerable<Scenario> cases) =>
    [
        .. cases
            .Where(s => s.Meanwhile.IsEmpty && !s.Waits && s.Costly is null && s.Times == 1 && s.When is not ClientProgram)
            .GroupBy(s => Behaviour(s.Id))
            .SelectMany(g => g.Take(CasesOfBehaviour)),
    ];

    /// <summary>The snapshots of a run: of the cases selected that were judged.</summary>
    public static ImmutableArray<CaseSnapshot> Taken(ResultsDocument results, IReadOnlyDictionary<long, Exchange> exchanges, IEnumerable<Scenario> selection)
    {
        var selected = selection.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. results.Cases.AsParallel().AsOrdered().Where(c => c.Verdict.IsJudged() && selected.Contains(c.Id))
                .Select(c => CaseSnapshot.Of(c.Id, [.. c.Exchanges.Select(n => exchanges[n])]))
                .OfType<CaseSnapshot>(),
        ];
    }

    /// <summary>The id without its row: what a file of snapshots is about.</summary>
    public static string Behaviour(string caseId) => caseId[..caseId.LastIndexOf('/')];
}

/// <summary>A file of snapshots: a section a case. Verify's convention: UTF-8 with a byte order mark, line feeds, none at the end.</summary>
internal static class SnapshotFile
{
    private const string Opens = "## ";

    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    public static string Write(IEnumerable<(string Case, string Text)> sections) => string.Join("\n\n", sections.Select(s => $"{Opens}{s.Case}\n{s.Text}"));

    /// <summary>The sections; a text of before the first heading is damage.</summary>
    /// <param name="path">For the message.</param>
    /// <param name="text">The file.</param>
    /// <param name="mend">What helps against damage.</param>
    public static ImmutableDictionary<string, string> Read(string path, string text, string mend)
    {
        var sections = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var section in ("\n" + text.Replace("\r\n", "\n", StringComparison.Ordinal)).Split("\n" + Opens))
        {
            var (heading, body) = section.Split('\n', 2) is [var first, var rest] ? (first, rest) : (section, "");
            if (heading.Length == 0 && body.Length == 0)
            {
                continue;
            }

            if (heading.Length == 0 || !sections.TryAdd(heading, body.TrimEnd('\n')))
            {
                throw new ConfigurationException($"{path} is no file of snapshots (a section begins with \"{Opens}\" and the id of a case, each once); {mend}.");
            }
        }

        return sections.ToImmutable();
    }
}
