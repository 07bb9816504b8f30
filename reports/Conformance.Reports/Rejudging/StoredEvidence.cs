using System.Collections.Frozen;
using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Reports.Rejudging;

/// <summary>A run as it lies in its folder: the results as they were, and what they were made from.</summary>
/// <param name="Results">results.json.</param>
/// <param name="Absent">Capabilities proved absent and not claimed.</param>
/// <param name="Transcripts">What was judged, by case id.</param>
/// <param name="RunExchanges">Exchanges that belong to no case.</param>
public sealed record StoredEvidence(
    ResultsDocument Results,
    FrozenSet<string> Absent,
    FrozenDictionary<string, CaseTranscript> Transcripts,
    ImmutableArray<Exchange> RunExchanges)
{
    /// <summary>Reads results.json, cases.ndjson and transcript.ndjson of a folder.</summary>
    /// <exception cref="ConfigurationException">
    /// One of them is missing, damaged, cut short, of a newer version or of another run; one sentence names it and the mend.
    /// </exception>
    public static async Task<StoredEvidence> ReadAsync(string folder, CancellationToken cancel = default)
    {
        if (!Directory.Exists(folder))
        {
            throw new ConfigurationException($"{folder} is no folder; name the one that a run wrote its report to.");
        }

        var run = ResultsReader.Read(folder);
        var path = Path.Combine(folder, ReportWriter.CasesName);
        var (head, lines) = CaseFile.Read(path);
        if (head.StartedAt != run.Results.Run.StartedAt)
        {
            throw new ConfigurationException(
                $"{path} is of the run of {head.StartedAt:u} and {ReportWriter.ResultsName} beside it of that of {run.Results.Run.StartedAt:u}; keep the files of one run together.");
        }

        var exchanges = await ResultsReader.ExchangesAsync(run, cancel);
        return new StoredEvidence(
            run.Results,
            [.. head.Absent],
            lines.Select(l => Transcript(l, exchanges, path)).ToFrozenDictionary(t => t.CaseId, StringComparer.Ordinal),
            [.. exchanges.Values.Where(e => e.Label.Owner == Session.RunOwner).OrderBy(e => e.Sequence)]);
    }

    private static CaseTranscript Transcript(CaseLine line, ImmutableDictionary<long, Exchange> exchanges, string path) =>
        line.ToTranscript(n => exchanges.GetValueOrDefault(n) ?? throw new ConfigurationException(
            $"{path} names exchange {n} of {line.Id}, which the transcript beside it lacks; take an undamaged copy or run the suite again."));
}
