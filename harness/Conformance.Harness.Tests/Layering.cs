using System.Xml.Linq;

namespace Conformance.Harness.Tests;

/// <summary>The arrows between projects are those of the architecture, and no others.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class Layering
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Conformance.Wire"] = [],
        ["Conformance.Model"] = ["Conformance.Wire"],
        ["Conformance.Scenarios"] = ["Conformance.Model"],
        ["Conformance.Sdk"] = ["Conformance.Scenarios"],
        ["Conformance.Fuzz"] = ["Conformance.Model"],
        ["Conformance.Reports"] = ["Conformance.Model"],
        ["Conformance.Reference"] = [],
        ["Conformance.Runs"] = ["Conformance.Scenarios", "Conformance.Sdk", "Conformance.Fuzz", "Conformance.Reports", "Conformance.Reference"],
        ["Conformance.Cli"] = ["Conformance.Scenarios", "Conformance.Sdk", "Conformance.Fuzz", "Conformance.Reports", "Conformance.Reference"],
        ["Conformance.Harness.Tests"] = ["Conformance.Cli", "Conformance.Model", "Conformance.Wire"],
        ["Conformance.Browser.Tests"] = ["Conformance.Cli"],
    };

    private static IEnumerable<string> Projects() => Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
        .Where(p => !p.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [TestCaseSource(nameof(Projects))]
    public void References_only_what_the_architecture_allows(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var references = XDocument.Load(project).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')));
        Assert.That(Allowed, Does.ContainKey(name), $"{name} is not in the architecture; add it to the map and here");
        Assert.That(references.Except(Allowed[name]), Is.Empty, $"{name} has an arrow that the architecture does not have");
    }

    [TestCaseSource(nameof(Projects))]
    public void Versions_stand_in_one_place(string project) =>
        Assert.That(XDocument.Load(project).Descendants("PackageReference").Where(r => r.Attribute("Version") is not null), Is.Empty);

    [Test]
    public void Scenarios_know_no_http_and_no_test_framework()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "suites", "Conformance.Scenarios"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal));
        Assert.That(sources.Where(f => File.ReadAllText(f) is var text && (text.Contains("System.Net", StringComparison.Ordinal) || text.Contains("NUnit", StringComparison.Ordinal))), Is.Empty);
    }
}
