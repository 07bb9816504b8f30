using System.Collections.Frozen;
using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Reports.Stored;

/// <summary>A run as it lies in its folder: the results as they were, and what they were made from.</summary>
/// <param name="Results">results.json.</param>
/// <param name="Absent">Capabilities proved absent and not claimed.</param>
/// <param name="Transcripts">What was judged, by case id.</param>
/// <param name="RunExchanges">Exchanges that belong to no case.</param>
public sealed record StoredRun(
    ResultsDocument Results,
    FrozenSet<string> Absent,
    FrozenDictionary<string, CaseTranscript> Transcripts,
    ImmutableArray<Exchange> RunExchanges)
{
    /// <summary>Reads results.json, cases.ndjson and transcript.ndjson of a folder.</summary>
    /// <exception cref="ConfigurationException">
    /// One of them is missing, damaged, cut short, of a newer version or of another run; one sentence names it and the mend.
    /// </exception>
    public static async Task<StoredRun> ReadAsync(string folder, CancellationToken cancel = default)
    {
        if (!Directory.Exists(folder))
        {
            throw new ConfigurationException($"{folder} is no folder; name the one that a run wrote its report to.");
        }

        var results = ResultsJson.Read(Path.Combine(folder, ReportWriter.ResultsName));
        var path = Path.Combine(folder, ReportWriter.CasesName);
        var (head, lines) = CaseFile.Read(path);
        if (head.StartedAt != results.Run.StartedAt)
        {
            throw new ConfigurationException(
                $"{path} is of the run of {head.StartedAt:u} and {ReportWriter.ResultsName} beside it of that of {results.Run.StartedAt:u}; keep the files of one run together.");
        }

        var exchanges = await ExchangesAsync(Path.Combine(folder, ReportWriter.TranscriptName), cancel);
        return new StoredRun(
            results,
            [.. head.Absent],
            lines.Select(l => Transcript(l, exchanges, folder)).ToFrozenDictionary(t => t.CaseId, StringComparer.Ordinal),
            [.. exchanges.Values.Where(e => e.Label.Owner == Session.RunOwner).OrderBy(e => e.Sequence)]);
    }

    private static async Task<Dictionary<long, Exchange>> ExchangesAsync(string path, CancellationToken cancel)
    {
        var exchanges = new Dictionary<long, Exchange>();
        try
        {
            await foreach (var exchange in TranscriptFile.ReadAsync(path, Cut, cancel))
            {
                exchanges[exchange.Sequence] = exchange;
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException($"{path} does not exist, so nothing can be judged again; take the transcript of the run along with its results.", e);
        }
        catch (InvalidDataException e)
        {
            throw new ConfigurationException($"{Writing.Visible.Line(e.Message).TrimEnd('.')}; take an undamaged copy or run the suite again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be read ({e.Message.TrimEnd('.')}); make it readable or name another folder.", e);
        }

        return exchanges;

        static void Cut(string what) => throw new InvalidDataException(what);
    }

    private static CaseTranscript Transcript(CaseLine line, Dictionary<long, Exchange> exchanges, string folder) => new()
    {
        CaseId = line.Id,
        Bindings = line.Bindings,
        Exchanges =
        [
            .. line.Exchanges.Select(n => exchanges.GetValueOrDefault(n) ?? throw new ConfigurationException(
                $"{Path.Combine(folder, ReportWriter.TranscriptName)} lacks exchange {n} of the case {line.Id}; take an undamaged copy or run the suite again.")),
        ],
        Blocked = line.Blocked,
        ClientFailure = line.ClientFailure,
        DurationMs = line.DurationMs,
    };
}
