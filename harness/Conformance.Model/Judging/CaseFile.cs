using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>What the judge has to know of a run beside its cases: the first line of cases.ndjson.</summary>
/// <param name="FormatVersion">Version of the format, see <see cref="CaseFile.CurrentVersion"/>.</param>
/// <param name="StartedAt">When the run began: files of two runs are not to be mixed.</param>
/// <param name="Absent">Capabilities proved absent and not claimed.</param>
/// <param name="Cases">How many lines follow.</param>
public sealed record CaseFileHead(int FormatVersion, DateTimeOffset StartedAt, ImmutableArray<string> Absent, int Cases);

/// <summary>What the judge has to know of a case beside its exchanges: a further line of cases.ndjson.</summary>
/// <param name="Id">The case.</param>
/// <param name="Exchanges">Numbers of its exchanges in transcript.ndjson, in their order; those of an attempt that was repeated are not among them.</param>
/// <param name="Blocked">See <see cref="CaseTranscript.Blocked"/>.</param>
/// <param name="ClientFailure">See <see cref="CaseTranscript.ClientFailure"/>.</param>
/// <param name="DurationMs">See <see cref="CaseTranscript.DurationMs"/>.</param>
/// <param name="Bindings">What its slots stood for, redacted.</param>
public sealed record CaseLine(string Id, ImmutableArray<long> Exchanges, string? Blocked, string? ClientFailure, double DurationMs, Bindings Bindings)
{
    /// <summary>The line of a transcript, its exchanges numbered in their order.</summary>
    public static CaseLine Of(CaseTranscript transcript, Func<Exchange, long> number) => new(
        transcript.CaseId, [.. transcript.Exchanges.Select(number)], transcript.Blocked, transcript.ClientFailure, transcript.DurationMs, transcript.Bindings);

    /// <summary>The transcript of the line, without the obstacle, which is not kept. What <paramref name="exchange"/> throws for a number it does not know, this throws.</summary>
    public CaseTranscript ToTranscript(Func<long, Exchange> exchange) => new()
    {
        CaseId = Id,
        Bindings = Bindings,
        Exchanges = [.. Exchanges.Select(exchange)],
        Blocked = Blocked,
        ClientFailure = ClientFailure,
        DurationMs = DurationMs,
    };
}

/// <summary>
/// cases.ndjson: with transcript.ndjson all that is needed to judge a run again. A file of its own, because the transcript is a record of what was on
/// the wire, appended to as it happens, and this is what the runner knew when a case was over.
/// </summary>
public static class CaseFile
{
    /// <summary>The version that is written and read.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Longest line that is read, characters.</summary>
    private const int MaxLine = 64 * 1024 * 1024;

    private static readonly CaseJsonContext Context = new(new JsonSerializerOptions(CaseJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes the cases of a run that were run; those that were not for the target, or never begun, have nothing to judge.</summary>
    public static async Task WriteAsync(RunResult run, Stream stream, CancellationToken cancel)
    {
        var transcripts = run.Cases.Select(c => c.Transcript).OfType<CaseTranscript>().ToArray();
        await JsonSerializer.SerializeAsync(stream, new CaseFileHead(CurrentVersion, run.StartedAt, run.Absent, transcripts.Length), Context.CaseFileHead, cancel);
        stream.WriteByte((byte)'\n');
        foreach (var transcript in transcripts)
        {
            await JsonSerializer.SerializeAsync(stream, CaseLine.Of(transcript, e => e.Sequence), Context.CaseLine, cancel);
            stream.WriteByte((byte)'\n');
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigurationException">It is missing, damaged, cut short or of another version; one sentence names it and the mend.</exception>
    public static (CaseFileHead Head, ImmutableArray<CaseLine> Cases) Read(string path)
    {
        var lines = ImmutableArray.CreateBuilder<CaseLine>();
        CaseFileHead? head = null;
        var number = 0;
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (line.Length > MaxLine)
                {
                    throw Damaged(path, number, "the line is too long");
                }

                if (head is null)
                {
                    head = Head(path, line);
                }
                else
                {
                    lines.Add(Checked(JsonSerializer.Deserialize(line, Context.CaseLine)));
                }
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException($"{path} does not exist, so nothing can be judged again; name the folder of a run that this suite wrote.", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Damaged(path, number, "it is damaged or cut short", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be read ({e.Message.TrimEnd('.')}); make it readable or name another folder.", e);
        }

        return head is null ? throw Damaged(path, 1, "it is empty")
            : head.Cases != lines.Count ? throw Damaged(path, number, $"it holds {lines.Count} of {head.Cases} cases")
            : (head, lines.ToImmutable());
    }

    // The version first: what else a later one holds is not for this suite to find fault with.
    private static CaseFileHead Head(string path, string line)
    {
        using var document = JsonDocument.Parse(line);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("formatVersion", out var version)
            || !version.TryGetInt32(out var number))
        {
            throw Damaged(path, 1, "it has no formatVersion");
        }

        return number == CurrentVersion
            ? JsonSerializer.Deserialize(line, Context.CaseFileHead) is { Absent.IsDefault: false } head ? head : throw new JsonException("The head is not whole.")
            : throw new ConfigurationException(
                $"{path} has format version {number}, this suite reads version {CurrentVersion}; "
                + (number > CurrentVersion ? "use the newer suite that wrote it." : "run the suite again."));
    }

    // "null" is valid JSON for any reference, and an array that is left out is worse than empty.
    private static CaseLine Checked(CaseLine? line) =>
        line is { Id: not null, Exchanges.IsDefault: false, Bindings: { MainBucket: not null, SecondBucket: not null, MissingBucket: not null, Prefix: not null, Objects: not null, Uploads: not null } }
        && line.Bindings.Objects.Values.All(o => o is { Bucket: not null, Key: not null, Content: not null, ReadHeaders.IsDefault: false })
        && line.Bindings.Uploads.Values.All(u => u is { Bucket: not null, Key: not null, Id: not null, Parts: not null, Headers.IsDefault: false })
        && line.Bindings.Uploads.Values.SelectMany(u => u.Parts.Values).All(p => p is { ETag: not null, Content.Content: not null })
        ? line
        : throw new JsonException("The line is not a case.");

    private static ConfigurationException Damaged(string path, int line, string why, Exception? inner = null) =>
        new($"{path}({line}) cannot be used, {why}; take an undamaged copy or run the suite again.", inner);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    IncludeFields = true)]
[JsonSerializable(typeof(CaseFileHead))]
[JsonSerializable(typeof(CaseLine))]
internal sealed partial class CaseJsonContext : JsonSerializerContext;
