using Conformance.Model;

namespace Conformance.Harness.Tests.Model;

/// <summary>Target files: what is shipped loads, and a mistake is named with its place.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TargetFileTests
{
    private static IEnumerable<string> Shipped() => Directory.GetFiles(Repository.Targets, "*.yaml").Where(f => !f.EndsWith(".known.yaml", StringComparison.Ordinal));

    [TestCaseSource(nameof(Shipped))]
    public void Shipped_targets_load(string file) =>
        Assert.That(TargetFile.Load(file, Repository.Targets).Name, Is.EqualTo(Path.GetFileNameWithoutExtension(file)));

    [TestCaseSource(nameof(Shipped))]
    public void Shipped_targets_hold_no_secret(string file) =>
        Assert.That(File.ReadAllText(file), Does.Not.Match("(?i)secret(_|-)?key\\s*:"));

    [Test]
    public void Its_known_deviations_stand_beside_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("target.yaml", "name: sample\ntitle: A sample\nendpoint: http://127.0.0.1:1\nknown: sample.known.yaml\n");
        Assert.That(TargetFile.Load(file, Repository.Targets).Known, Is.EqualTo(Path.Combine(folder.Path, "sample.known.yaml")));
    }

    [TestCase("endpoint: http://127.0.0.1:1\nregoin: x", "target.yaml(4,", "unknown key \"regoin\"")]
    [TestCase("endpoint: http://127.0.0.1:1\nconcurrency: many", "target.yaml(4,", "has to be a whole number")]
    [TestCase("endpoint: 127.0.0.1", "target.yaml(3,", "has to match")]
    [TestCase("style: path", "target.yaml(", "exactly one of endpoint, peer and embedded")]
    [TestCase("endpoint: http://h:1\npeer: ceph", "target.yaml(", "exactly one of endpoint, peer and embedded")]
    public void A_mistake_is_named_with_its_place(string lines, string place, string mend)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("target.yaml", $"name: sample\ntitle: A sample\n{lines}\n");
        var error = Assert.Throws<ConfigurationException>(() => TargetFile.Load(file, Repository.Targets))!;
        Assert.That(error.Message, Does.Contain(place).And.Contain(mend));
    }
}
