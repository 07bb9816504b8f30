using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Model;
using Conformance.Reports.Writing;

namespace Conformance.Reports;

/// <summary>A run of before.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="SuiteVersion">Version of the suite.</param>
/// <param name="Catalogue">Hash of the requirements it was judged by.</param>
public sealed record PastRun(DateTimeOffset StartedAt, string SuiteVersion, string Catalogue);

/// <summary>
/// history.json: the verdicts of the last runs that wrote to a folder. It belongs to one target in one dialect; a run of another begins it anew.
/// </summary>
public sealed record RunHistory
{
    /// <summary>Runs that are kept.</summary>
    public const int Most = 20;

    private const char Absent = '.';

    // A letter a verdict, so that twenty runs of a case are twenty characters.
    private static readonly ImmutableArray<(Verdict Verdict, char Letter)> Letters =
    [
        (Verdict.Pass, 'p'), (Verdict.Lax, 'l'), (Verdict.Deviates, 'd'), (Verdict.Differs, 'f'), (Verdict.Unsupported, 'u'),
        (Verdict.NotApplicable, 'n'), (Verdict.Blocked, 'b'), (Verdict.Inconclusive, 'i'), (Verdict.Error, 'e'),
    ];

    private static readonly HistoryJsonContext Context = new(new JsonSerializerOptions(HistoryJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>Token of the dialect judged in.</summary>
    public required string Dialect { get; init; }

    /// <summary>The runs, oldest first.</summary>
    public required ImmutableArray<PastRun> Runs { get; init; }

    /// <summary>By case a letter a run: p pass, l lax, d deviates, f differs, u unsupported, n not-applicable, b blocked, i inconclusive, e error, "." not in it.</summary>
    public required ImmutableSortedDictionary<string, string> Cases { get; init; }

    /// <summary>The history that lies in a folder; null without one.</summary>
    /// <exception cref="ConfigurationException">It is damaged; one sentence names it and the mend.</exception>
    public static RunHistory? Read(string folder)
    {
        var path = Path.Combine(folder, ReportWriter.HistoryName);
        try
        {
            return File.Exists(path) ? Parse(path, File.ReadAllBytes(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e);
        }
    }

    /// <summary>The history in a file's bytes; the path is for messages.</summary>
    internal static RunHistory Parse(string path, byte[] bytes)
    {
        try
        {
            var read = JsonSerializer.Deserialize(bytes, Context.RunHistory) ?? throw new JsonException("it is null");
            return read.Cases is null || read.Runs.IsDefault || read.Runs.Length > Most || read.Cases.Values.Any(c => c is null || c.Length != read.Runs.Length || c.Any(l => l != Absent && Letters.All(k => k.Letter != l)))
                ? throw new JsonException("a case has not one letter a run")
                : read;
        }
        catch (JsonException e)
        {
            throw Unusable(path, e);
        }
    }

    private static ConfigurationException Unusable(string path, Exception e) =>
        new($"{path} cannot be used ({Visible.Line(e.Message).TrimEnd('.')}); remove it, and the history of the cases begins anew.", e);

    /// <summary>A history with one run more; the oldest gives way. Pure.</summary>
    /// <param name="earlier">What there was; null or of another target begins anew.</param>
    /// <param name="run">The run.</param>
    /// <param name="options">What the report says beside it.</param>
    public static RunHistory With(RunHistory? earlier, RunResult run, ReportOptions options)
    {
        var dialect = run.Dialect.Token();
        var known = earlier is { } e && e.Target == run.TargetName && e.Dialect == dialect ? e : Begun(run.TargetName, dialect);

        // The same run judged again takes the place of its verdicts of before.
        known = known.Runs is [.., var last] && last.StartedAt == run.StartedAt
            ? known with { Runs = known.Runs[..^1], Cases = known.Cases.ToImmutableSortedDictionary(c => c.Key, c => c.Value[..^1], StringComparer.Ordinal) }
            : known;
        var drop = Math.Max(0, known.Runs.Length + 1 - Most);
        var none = new string(Absent, known.Runs.Length);
        var now = run.Cases.ToDictionary(c => c.Scenario.Id, c => Letters.First(l => l.Verdict == c.Verdict).Letter, StringComparer.Ordinal);
        return known with
        {
            Runs = [.. known.Runs.Add(new PastRun(run.StartedAt, options.SuiteVersion, run.Catalogue.Hash)).Skip(drop)],
            Cases = known.Cases.Keys.Union(now.Keys, StringComparer.Ordinal)
                .Select(id => (Id: id, Line: (known.Cases.GetValueOrDefault(id, none) + now.GetValueOrDefault(id, Absent))[drop..]))
                .Where(c => c.Line.Any(l => l != Absent))
                .ToImmutableSortedDictionary(c => c.Id, c => c.Line, StringComparer.Ordinal),
        };
    }

    private static RunHistory Begun(string target, string dialect) => new()
    {
        Target = target,
        Dialect = dialect,
        Runs = [],
        Cases = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
    };

    /// <summary>The verdicts of a case, oldest first, runs of the same together; runs that did not have it are left out.</summary>
    public ImmutableArray<Stretch> Of(string caseId)
    {
        var stretches = ImmutableArray.CreateBuilder<Stretch>();
        foreach (var (letter, run) in Cases.GetValueOrDefault(caseId, "").Zip(Runs).Where(p => p.First != Absent))
        {
            var verdict = Letters.First(l => l.Letter == letter).Verdict;
            if (stretches.Count > 0 && stretches[^1].Verdict == verdict)
            {
                stretches[^1] = stretches[^1] with { Times = stretches[^1].Times + 1 };
            }
            else
            {
                stretches.Add(new Stretch(verdict, 1, run.StartedAt));
            }
        }

        return stretches.ToImmutable();
    }

    internal static async Task WriteAsync(RunHistory history, Stream stream, CancellationToken cancel)
    {
        await JsonSerializer.SerializeAsync(stream, history, Context.RunHistory, cancel);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Runs, one after the other, in which a case had the same verdict.</summary>
    /// <param name="Verdict">The verdict.</param>
    /// <param name="Times">How many runs.</param>
    /// <param name="Since">When the first of them began.</param>
    public sealed record Stretch(Verdict Verdict, int Times, DateTimeOffset Since);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RunHistory))]
internal sealed partial class HistoryJsonContext : JsonSerializerContext;
