using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Judgements;

/// <summary>The same case with some of its exchanges altered.</summary>
/// <param name="Name">What is altered, a phrase.</param>
/// <param name="Line">The case as the judge gets it, with the altered exchanges in the place of what was seen.</param>
internal sealed record Alteration(string Name, CaseLine Line);

/// <summary>What was seen of a case on one target.</summary>
/// <param name="Origin">The target, and what was planted in it.</param>
/// <param name="Dialect">The dialect judged in.</param>
/// <param name="Absent">Capabilities proved absent.</param>
/// <param name="Line">The case as cases.ndjson has it; null when it was not for the target.</param>
/// <param name="Alterations">The same with its answers altered.</param>
internal sealed record Sighting(string Origin, Dialect Dialect, ImmutableArray<string> Absent, CaseLine? Line, ImmutableArray<Alteration> Alterations);

/// <summary>A case with what was seen of it: one file of fixtures/judgements.</summary>
/// <param name="Id">The case.</param>
/// <param name="Sightings">What was seen, on one target after the other.</param>
/// <param name="Exchanges">All exchanges, of all sightings.</param>
internal sealed record RecordedCase(string Id, ImmutableArray<Sighting> Sightings, ImmutableArray<Exchange> Exchanges)
{
    private const string Extension = ".ndjson.gz";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        IncludeFields = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<Dialect>() },
    };

    /// <summary>Where they are.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "fixtures", "judgements");

    /// <summary>Ids of the recorded cases, in the order of their names.</summary>
    public static IEnumerable<string> Ids() => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*" + Extension).Select(f => Path.GetFileName(f)[..^Extension.Length].Replace('.', '/')).Order(StringComparer.Ordinal)
        : [];

    /// <summary>The file of a case: its recording, or with another ending what stands beside it.</summary>
    public static string FileOf(string id, string extension = Extension) => Path.Combine(Folder, id.Replace('/', '.') + extension);

    /// <summary>Reads a recording.</summary>
    public static RecordedCase Read(string id)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(FileOf(id)), CompressionMode.Decompress), Encoding.UTF8);
        var sightings = JsonSerializer.Deserialize<ImmutableArray<Sighting>>(reader.ReadLine()!, Json);
        var exchanges = ImmutableArray.CreateBuilder<Exchange>();
        while (reader.ReadLine() is { } line)
        {
            exchanges.Add(ExchangeJson.Deserialize(line));
        }

        return new RecordedCase(id, sightings, exchanges.ToImmutable());
    }

    /// <summary>Writes it.</summary>
    public void Write()
    {
        Directory.CreateDirectory(Folder);
        using var writer = new StreamWriter(new GZipStream(File.Create(FileOf(Id)), CompressionLevel.SmallestSize), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        writer.WriteLine(JsonSerializer.Serialize(Sightings, Json));
        foreach (var exchange in Exchanges)
        {
            writer.WriteLine(ExchangeJson.Serialize(exchange));
        }
    }
}
