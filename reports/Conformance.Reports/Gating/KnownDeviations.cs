using System.Collections.Immutable;
using System.Globalization;
using Conformance.Model;
using YamlDotNet.RepresentationModel;

namespace Conformance.Reports;

/// <summary>What a deviation is recognised by.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Aspect">What the check looked at.</param>
/// <param name="Requirement">The requirement that decides its verdict.</param>
public readonly record struct DeviationKey(string Case, Aspect Aspect, string Requirement)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Case} · {Aspect.Token()} · {Requirement}";
}

/// <summary>A deviation that somebody answers for.</summary>
public sealed record KnownDeviation
{
    /// <summary>What it is recognised by.</summary>
    public required DeviationKey Key { get; init; }

    /// <summary>Fingerprint of what was observed, see <see cref="Observations"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What was observed, for people.</summary>
    public required string Observed { get; init; }

    /// <summary>True when it does not show in every round, or not as the same; its fingerprint is then not compared.</summary>
    public bool Flaky { get; init; }

    /// <summary>Why it stands.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it is tracked; may be empty.</summary>
    public required string Link { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>The last day on which it is excused; null when nobody has said.</summary>
    public required DateOnly? Expiry { get; init; }

    /// <summary>What a person has to look at before it excuses anything again; null when there is nothing.</summary>
    public string? Review { get; init; }

    /// <summary>file(line) of the entry.</summary>
    public required string Place { get; init; }

    /// <summary>What is not filled in, so that it excuses nothing; null when all is.</summary>
    public string? Unfilled =>
        Reason.Length == 0 ? "has no reason" : Owner.Length == 0 ? "has no owner" : Expiry is null ? "has no expiry" : null;
}

/// <summary>The known deviations of a target in a dialect: one file beside the target's own.</summary>
public sealed record KnownDeviations
{
    /// <summary>Name of the JSON schema, in the folder of the targets.</summary>
    public const string SchemaName = "known.schema.json";

    /// <summary>The dialect they were observed in.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>The entries in the order of the file.</summary>
    public ImmutableArray<KnownDeviation> Entries { get; init; } = [];

    /// <summary>None at all: every deviation is new.</summary>
    public static KnownDeviations None(Dialect dialect) => new() { Dialect = dialect };

    /// <summary>Reads a file against known.schema.json of the folder given.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read or is not as the schema has it; file, line and mend are named.</exception>
    public static KnownDeviations Load(string path, string schemaFolder) => Of(YamlFile.Read(path, Path.Combine(schemaFolder, SchemaName)));

    /// <summary>As <see cref="Load"/>, of a text that stands for a file.</summary>
    public static KnownDeviations Parse(string path, string text, string schemaFolder) => Of(YamlFile.Parse(path, text, Path.Combine(schemaFolder, SchemaName)));

    private static KnownDeviations Of(YamlFile file)
    {
        var entries = ImmutableArray.CreateBuilder<KnownDeviation>();
        var places = new Dictionary<DeviationKey, string>();
        foreach (var group in YamlFile.Items(file.Root, "deviations").OfType<YamlMappingNode>())
        {
            foreach (var finding in YamlFile.Items(group, "findings").OfType<YamlMappingNode>())
            {
                var entry = Entry(file, group, finding);
                if (!places.TryAdd(entry.Key, entry.Place))
                {
                    throw file.Error(finding, $"{entry.Key} already stands at {places[entry.Key]}; keep one of the two");
                }

                entries.Add(entry);
            }
        }

        return new KnownDeviations
        {
            Dialect = YamlFile.Text(file.Root, "dialect") == "jdcloud" ? Dialect.JdCloud : Dialect.Aws,
            Entries = entries.ToImmutable(),
        };
    }

    /// <summary>These, if they are of the dialect.</summary>
    /// <exception cref="ConfigurationException">They are of another.</exception>
    public KnownDeviations In(Dialect dialect) => Dialect == dialect
        ? this
        : throw new ConfigurationException(
            $"The known deviations are of the dialect {Dialect.Token()} and the run is judged in {dialect.Token()}; name the file of that dialect with --known.");

    private static KnownDeviation Entry(YamlFile file, YamlMappingNode group, YamlMappingNode finding) => new()
    {
        Key = new DeviationKey(
            YamlFile.Text(finding, "case")!,
            Enum.GetValues<Aspect>().First(a => a.Token() == YamlFile.Text(finding, "aspect")),
            YamlFile.Text(finding, "requirement")!),
        Fingerprint = YamlFile.Text(finding, "fingerprint")!,
        Observed = YamlFile.Text(finding, "observed")!,
        Flaky = YamlFile.Text(finding, "flaky") == "true",
        Review = YamlFile.Text(finding, "review"),
        Reason = Filled(group, "reason"),
        Link = Filled(group, "link"),
        Owner = Filled(group, "owner"),
        Expiry = Day(file, group),
        Place = $"{file.Path}({finding.Start.Line})",
    };

    private static string Filled(YamlMappingNode group, string key) => (YamlFile.Text(group, key) ?? "").Trim();

    private static DateOnly? Day(YamlFile file, YamlMappingNode group) =>
        Filled(group, "expiry") is not { Length: > 0 } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw file.Error(YamlFile.Node(group, "expiry")!, $"expiry {text} is no day of the calendar; write it as 2027-06-30");
}
