using System.Collections.Immutable;
using Conformance.Model;
using YamlDotNet.RepresentationModel;

namespace Conformance.Cli.Power;

/// <summary>What the score does not count, with the reason written for it: fixtures/excuses.yaml.</summary>
internal sealed class Excuses
{
    private readonly ImmutableDictionary<string, string> defects;
    private readonly ImmutableArray<(string Case, string Cites, string Reason)> checks;

    private Excuses(ImmutableDictionary<string, string> defects, ImmutableArray<(string, string, string)> checks)
    {
        this.defects = defects;
        this.checks = checks;
    }

    /// <summary>Reads the file of a fixtures folder. Throws <see cref="ConfigurationException"/> naming file, line and mend.</summary>
    public static Excuses Load(string fixtures)
    {
        var root = YamlFile.Read(Path.Combine(fixtures, "excuses.yaml"), Path.Combine(fixtures, "excuses.schema.json")).Root;
        return new Excuses(
            YamlFile.Items(root, "defects").OfType<YamlMappingNode>().ToImmutableDictionary(d => YamlFile.Text(d, "id")!, d => YamlFile.Text(d, "reason")!, StringComparer.Ordinal),
            [.. YamlFile.Items(root, "checks").OfType<YamlMappingNode>().Select(c => (YamlFile.Text(c, "case")!, YamlFile.Text(c, "cites")!, YamlFile.Text(c, "reason")!))]);
    }

    /// <summary>Ids of the defects excused.</summary>
    public IEnumerable<string> Defects => defects.Keys;

    /// <summary>Why a defect need not be found; null when it has to be.</summary>
    public string? OfDefect(string id) => defects.GetValueOrDefault(id);

    /// <summary>Why a check need not have failed; null when it has to.</summary>
    public string? OfCheck(Scenario scenario, CitedCheck cited) =>
        checks.FirstOrDefault(c => scenario.Id.StartsWith(c.Case, StringComparison.Ordinal) && cited.Requirements.Contains(c.Cites, StringComparer.Ordinal)).Reason;
}
