using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Reports;

/// <summary>A run as its folder holds it.</summary>
/// <param name="Path">The results.json it was read from.</param>
/// <param name="Results">What it says.</param>
public sealed record StoredRun(string Path, ResultsDocument Results)
{
    /// <summary>The transcript beside it.</summary>
    public string TranscriptPath => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, ReportWriter.TranscriptName);
}

/// <summary>Reads what a run left behind. Whatever is wrong with it is a <see cref="ConfigurationException"/> with one sentence.</summary>
public static class ResultsReader
{
    /// <summary>Reads a results.json, or that of a folder, and checks that its figures agree with its cases.</summary>
    /// <exception cref="ConfigurationException">The file is missing, damaged, cut short, of another version or contradicts itself.</exception>
    public static StoredRun Read(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, ReportWriter.ResultsName) : path;
        var results = ResultsJson.Read(file);
        return Contradiction(results) is { } contradiction
            ? throw new ConfigurationException($"{file} cannot be used, {contradiction}; write it anew with a run or take an undamaged copy.")
            : new StoredRun(Path.GetFullPath(file), results);
    }

    /// <summary>The exchanges of a run by number. Every exchange that a case names has to be there.</summary>
    /// <exception cref="ConfigurationException">The transcript is missing, damaged or cut short, or belongs to another run.</exception>
    public static async Task<ImmutableDictionary<long, Exchange>> ExchangesAsync(StoredRun run, CancellationToken cancel = default)
    {
        var exchanges = ImmutableDictionary.CreateBuilder<long, Exchange>();
        try
        {
            await foreach (var exchange in TranscriptFile.ReadAsync(run.TranscriptPath, cancel: cancel))
            {
                if (!exchanges.TryAdd(exchange.Sequence, exchange))
                {
                    throw Unusable(run, $"it holds exchange {exchange.Sequence} twice");
                }
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unusable(run, "it does not exist", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unusable(run, Writing.Visible.Line(e.Message).TrimEnd('.'), e);
        }

        foreach (var entry in run.Results.Cases)
        {
            if (entry.Exchanges.FirstOrDefault(n => exchanges.GetValueOrDefault(n)?.Label.Owner != entry.Id) is > 0 and var missing)
            {
                throw Unusable(run, $"exchange {missing} of {entry.Id} is not in it, so that it is cut short or of another run");
            }
        }

        return exchanges.ToImmutable();
    }

    // A file edited by hand may still be as the schema has it.
    private static string? Contradiction(ResultsDocument results)
    {
        var run = results.Run;
        var twice = results.Cases.GroupBy(c => c.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            return $"the case {twice.Key} stands in it {twice.Count()} times";
        }

        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            var cases = results.Cases.Count(c => c.Verdict == verdict);
            if (cases != run.Counts.Of(verdict))
            {
                return $"it counts {run.Counts.Of(verdict)} cases as {verdict.Token()} and holds {cases}";
            }
        }

        if (run.Judged != results.Cases.Count(c => c.Verdict.IsJudged()) || run.Applicable != results.Cases.Length - run.Counts.NotApplicable)
        {
            return "the number of cases judged or applicable is not that of its cases";
        }

        var odd = results.Cases.FirstOrDefault(c => (c.Verdict == Verdict.Deviates) != c.Findings.Any(f => f.Verdict == Verdict.Deviates));
        return odd is null ? null : $"the verdict of {odd.Id} is {odd.Verdict.Token()}, which its findings contradict";
    }

    private static ConfigurationException Unusable(StoredRun run, string why, Exception? inner = null) =>
        new($"{run.TranscriptPath} cannot be used, {why}; take the whole folder that the run wrote.", inner);
}
