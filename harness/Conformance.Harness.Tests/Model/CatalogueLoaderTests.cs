using Conformance.Model;

namespace Conformance.Harness.Tests.Model;

/// <summary>A mistake in the catalogue is found when it is read, with file, line and mend.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CatalogueLoaderTests
{
    private const string Sound = """
        topic: sample
        title: Sample topic
        about: A sample.
        requirements:
        - id: sample.one
          level: MUST
          operation: UploadPartCopy
          statement: The sample holds in every case.
          confidence: documented
          sources:
          - source: docs
            where: page one
          expect:
            aws:
              status: [400]
              code: [InvalidArgument]
            jdcloud: same
        """;

    [Test]
    public void The_catalogue_itself_loads()
    {
        var catalogue = CatalogueLoader.Load(Repository.Catalogue);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(catalogue.Requirements.Count(), Is.GreaterThanOrEqualTo(584));
            Assert.That(catalogue.Requirements.Select(r => r.Statement), Is.Unique);
            Assert.That(catalogue.Requirements.Where(r => r.Expect.IsEmpty).Select(r => r.Id), Is.Empty);
            Assert.That(catalogue.Hash, Has.Length.EqualTo(64));
        }
    }

    [Test]
    public void A_sound_topic_is_read_whole()
    {
        var requirement = Load(Sound)["sample.one"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(requirement.Level, Is.EqualTo(Level.Must));
            Assert.That(requirement.Expect[Dialect.Aws].Status, Is.EqualTo(new[] { 400 }));
            Assert.That(requirement.Expect[Dialect.JdCloud], Is.SameAs(requirement.Expect[Dialect.Aws]));
            Assert.That(requirement.Sources[0].DateOrDefault, Is.EqualTo("2026-01-01"));
            Assert.That(requirement.VerdictWhenFailed, Is.EqualTo(Verdict.Deviates));
        }
    }

    [TestCase("level: MUST", "level: MAYBE", "sample.yaml(6,", "has to be one of MUST, SHOULD, MAY")]
    [TestCase("level: MUST", "levell: MUST", "sample.yaml(", "unknown key \"levell\"")]
    [TestCase("source: docs", "source: nowhere", "sample.yaml(11,", "is not in sources.yaml")]
    [TestCase("status: [400]", "status: [\"400\"]", "sample.yaml(15,", "has to be a whole number")]
    [TestCase("jdcloud: same", "jdcloud: other", "sample.yaml(17,", "jdcloud has to be one of same, not-applicable")]
    [TestCase("- id: sample.one", "- id: Sample One", "sample.yaml(5,", "has to match")]
    [TestCase("requirements:", "requirements: [", "sample.yaml(", "not YAML")]
    [TestCase("topic: sample", "", "sample.yaml(", "\"topic\" is missing")]
    public void A_mistake_is_named_with_its_place(string sound, string broken, string place, string mend)
    {
        var error = Assert.Throws<ConfigurationException>(() => Load(Sound.Replace(sound, broken, StringComparison.Ordinal)))!;
        Assert.That(error.Message, Does.Contain(place).And.Contain(mend));
    }

    [Test]
    public void What_an_implementation_does_cannot_be_accepted()
    {
        var text = Sound.Replace("  expect:", "  accepts:\n  - status: [416]\n    dialects: [aws]\n    source: code\n    where: somewhere\n  expect:", StringComparison.Ordinal);
        Assert.That(() => Load(text), Throws.TypeOf<ConfigurationException>().With.Message.Contains("move it to seenOn"));
    }

    [Test]
    public void An_id_stands_once()
    {
        using var folder = Folder(Sound);
        folder.Write("again.yaml", Sound);
        Assert.That(() => CatalogueLoader.Load(folder.Path), Throws.TypeOf<ConfigurationException>().With.Message.Contains("sample.one stands in"));
    }

    private static Catalogue Load(string topic)
    {
        using var folder = Folder(topic);
        return CatalogueLoader.Load(folder.Path);
    }

    private static TemporaryFolder Folder(string topic)
    {
        var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Repository.Catalogue, "catalogue.schema.json"), Path.Combine(folder.Path, "catalogue.schema.json"));
        folder.Write("sources.yaml", """
            sources:
              docs: { title: The documents, kind: vendor-doc, date: 2026-01-01 }
              code: { title: Somebody's code, kind: implementation, date: 2026-01-01 }
            """);
        folder.Write("sample.yaml", topic);
        return folder;
    }
}
