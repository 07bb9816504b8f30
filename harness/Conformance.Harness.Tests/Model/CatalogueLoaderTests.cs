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

    [Test]
    public void Everything_that_a_requirement_can_say_is_read()
    {
        var requirement = Load("""
            topic: sample
            title: Sample topic
            about: |
              A sample.
            requirements:
            - id: sample.whole
              level: SHOULD
              operation: CopyObject
              statement: |
                The sample holds in every case.
              confidence: verified-aws
              recordedOn: CopyObject
              seed: true
              sources:
              - source: docs
                where: |
                  page one
                date: 2020-02-02
              needs: [versioning, sse-c]
              untestable: |
                Nobody can see it.
              expect:
                aws:
                  status: [400, 412]
                  code: [InvalidArgument, InvalidRequest]
                  message: No.
                  elements: { ArgumentName: x, HostId: null, Code: 7 }
                  headers: { ETag: ~, x-amz-a: "null" }
                  body: nothing
                  then: nothing more
                  note: a remark
                jdcloud:
                  status: [404]
              accepts:
              - status: [416]
                code: [InvalidRange]
                dialects: [jdcloud, aws]
                source: docs
                where: page two
                note: so it says
              seenOn:
              - who: Somebody
                status: [501]
                code: [NotImplemented]
                note: long ago
              conflict: |
                One says this, another that.
            """)["sample.whole"];
        var aws = requirement.Expect[Dialect.Aws];
        var accepted = requirement.Accepts.Single();
        var seen = requirement.SeenOn.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((requirement.Topic, requirement.Level, requirement.Operation, requirement.Statement, requirement.Confidence), Is.EqualTo(("sample", Level.Should, "CopyObject", "The sample holds in every case.", Confidence.VerifiedAws)));
            Assert.That((requirement.RecordedOn, requirement.Seed, requirement.Untestable, requirement.Conflict), Is.EqualTo(("CopyObject", true, "Nobody can see it.", "One says this, another that.")));
            Assert.That(requirement.Needs, Is.EqualTo(new[] { "versioning", "sse-c" }));
            Assert.That((requirement.Sources[0].Source.Title, requirement.Sources[0].Where, requirement.Sources[0].DateOrDefault), Is.EqualTo(("The documents", "page one", "2020-02-02")));
            Assert.That((requirement.Sources[0].Source.Key, requirement.Sources[0].Source.Kind, requirement.Sources[0].Source.Url), Is.EqualTo(("docs", "vendor-doc", (string?)null)));
            Assert.That(aws.Status, Is.EqualTo(new[] { 400, 412 }));
            Assert.That(aws.Code, Is.EqualTo(new[] { "InvalidArgument", "InvalidRequest" }));
            Assert.That((aws.Message, aws.Body, aws.Then, aws.Note), Is.EqualTo(("No.", "nothing", "nothing more", "a remark")));
            Assert.That(aws.Elements.OrderBy(e => e.Key).Select(e => (e.Key, e.Value)), Is.EqualTo(new[] { ("ArgumentName", "x"), ("Code", "7"), ("HostId", (string?)null) }));
            Assert.That(aws.Headers.OrderBy(e => e.Key).Select(e => (e.Key, e.Value)), Is.EqualTo(new[] { ("ETag", null), ("x-amz-a", "null") }));
            Assert.That(requirement.Expect[Dialect.JdCloud].Status, Is.EqualTo(new[] { 404 }));
            Assert.That(requirement.Expect[Dialect.JdCloud].Headers, Is.Empty);
            Assert.That(accepted.Status, Is.EqualTo(new[] { 416 }));
            Assert.That(accepted.Code, Is.EqualTo(new[] { "InvalidRange" }));
            Assert.That(accepted.Dialects, Is.EqualTo(new[] { Dialect.JdCloud, Dialect.Aws }));
            Assert.That((accepted.Source.Where, accepted.Source.DateOrDefault, accepted.Note), Is.EqualTo(("page two", "2026-01-01", "so it says")));
            Assert.That((seen.Who, seen.Note), Is.EqualTo(("Somebody", "long ago")));
            Assert.That(seen.Status, Is.EqualTo(new[] { 501 }));
            Assert.That(seen.Code, Is.EqualTo(new[] { "NotImplemented" }));
        }
    }

    [TestCase("verified-aws", "MUST", Verdict.Deviates)]
    [TestCase("documented", "SHOULD", Verdict.Lax)]
    [TestCase("documented", "MAY", Verdict.Differs)]
    [TestCase("implementation-observed", "MUST", Verdict.Differs)]
    [TestCase("inferred", "SHOULD", Verdict.Differs)]
    public void Level_and_confidence_make_the_verdict(string confidence, string level, Verdict expected)
    {
        var requirement = Load(Sound.Replace("documented", confidence, StringComparison.Ordinal).Replace("MUST", level, StringComparison.Ordinal))["sample.one"];
        Assert.That((requirement.Confidence.Token(), requirement.Level.Token(), requirement.VerdictWhenFailed), Is.EqualTo((confidence, level, expected)));
    }

    [Test]
    public void A_dialect_may_not_have_it()
    {
        var requirement = Load(Sound.Replace("same", "not-applicable", StringComparison.Ordinal))["sample.one"];
        Assert.That(requirement.Expect.Keys, Is.EqualTo(new[] { Dialect.Aws }));
        Assert.That(requirement.Seed, Is.False);
        var without = Load(Sound.Replace("aws:\n      status: [400]\n      code: [InvalidArgument]", "aws: not-applicable", StringComparison.Ordinal))["sample.one"];
        Assert.That(without.Expect, Is.Empty);
    }

    [TestCase("where: page one", "where: []", "has to be a text")]
    [TestCase("status: [400]", "status: 400", "has to be a list")]
    [TestCase("status: [400]", "status: [99]", "is too small")]
    [TestCase("status: [400]", "status: [600]", "is too big")]
    [TestCase("status: [400]", "status: []", "needs at least one item")]
    [TestCase("level: MUST", "level: MUST\n  seed: yes", "has to be one of")]
    [TestCase("title: Sample topic", "title: S", "does not fit (StringTooShort)")]
    [TestCase("title: Sample topic", "title: 17", "title has to be a text")]
    [TestCase("title: Sample topic", "title: ~", "title has to be a text")]
    [TestCase("title: Sample topic", "title: &a x\nabout: *a\nabuot: A", "sample.yaml(")]
    public void A_mistake_is_named_with_its_mend(string sound, string broken, string mend)
    {
        Assert.That(Sound.Contains(sound, StringComparison.Ordinal), Is.True);
        var error = Assert.Throws<ConfigurationException>(() => Load(Sound.Replace(sound, broken, StringComparison.Ordinal)))!;
        Assert.That(error.Message, Does.Contain("sample.yaml(").And.Contain(mend));
    }

    [TestCase("- one\n- two\n")]
    [TestCase("")]
    [TestCase("a: b\n---\na: b\n")]
    public void A_file_holds_one_mapping(string text) =>
        Assert.That(() => Load(text), Throws.TypeOf<ConfigurationException>().With.Message.Contains("sample.yaml(1,1): the file has to hold one mapping"));

    [TestCase("sources.yaml", "srouces: {}\n", "sources.yaml(1,1): the key \"sources\" is missing")]
    [TestCase("sources.yaml", "sources:\n  docs: text\n", "sources.yaml(2,3): the source docs needs title and kind")]
    [TestCase("sources.yaml", "sources:\n  docs: { title: a }\n", "sources.yaml(2,3): the source docs needs title and kind")]
    [TestCase("sources.yaml", "sources:\n  docs: { kind: a }\n", "sources.yaml(2,3): the source docs needs title and kind")]
    [TestCase("sources.yaml", null, "sources.yaml cannot be read: ")]
    [TestCase("catalogue.schema.json", "{", "catalogue.schema.json cannot be read: ")]
    [TestCase("catalogue.schema.json", null, "catalogue.schema.json cannot be read: ")]
    public void A_mistake_beside_the_topics_is_named(string name, string? text, string mistake)
    {
        using var folder = Folder(Sound);
        File.Delete(Path.Combine(folder.Path, name));
        if (text is not null)
        {
            folder.Write(name, text);
        }

        Assert.That(() => CatalogueLoader.Load(folder.Path), Throws.TypeOf<ConfigurationException>().With.Message.Contains(mistake));
    }

    [Test]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.That(() => CatalogueLoader.Load(Path.Combine(Repository.Catalogue, "none")), Throws.TypeOf<ConfigurationException>().With.Message.Contains("does not exist; run from the repository or pass --catalogue"));

    [Test]
    public void Topics_come_in_reading_order_and_those_without_a_place_last()
    {
        using var folder = Folder(Sound);
        foreach (var (topic, file) in new[] { ("upload-id", "a"), ("copy-source", "b"), ("another", "c"), ("addressing-auth", "d") })
        {
            folder.Write($"{file}.yaml", Sound.Replace("topic: sample", $"topic: {topic}", StringComparison.Ordinal).Replace("sample.one", $"{topic}.one", StringComparison.Ordinal));
        }

        var catalogue = CatalogueLoader.Load(folder.Path);
        Assert.That(catalogue.Topics.Select(t => t.Id), Is.EqualTo(new[] { "addressing-auth", "copy-source", "upload-id", "another", "sample" }));
        Assert.That(catalogue.Topics.Select(t => (t.Title, t.About)), Is.All.EqualTo(("Sample topic", "A sample.")));
    }

    [Test]
    public void The_order_is_that_of_the_folder_itself() =>
        Assert.That(CatalogueLoader.Load(Repository.Catalogue).Topics.Select(t => t.Id).Take(3), Is.EqualTo(new[] { "addressing-auth", "copy-source", "copy-source-range" }));

    [Test]
    public void The_hash_names_the_texts()
    {
        using var folder = Folder(Sound);
        var hash = CatalogueLoader.Load(folder.Path).Hash;
        folder.Write("sample.yaml", Sound + "\n");
        Assert.That(hash, Does.Match("^[0-9a-f]{64}$").And.Not.EqualTo(CatalogueLoader.Load(folder.Path).Hash));
    }

    [Test]
    public void An_id_that_is_cited_and_not_there_is_a_defect_of_the_suite()
    {
        var catalogue = Load(Sound);
        Assert.That(catalogue.Find("none"), Is.Null);
        Assert.That(() => catalogue["none"], Throws.TypeOf<SuiteDefectException>().With.Message.Contains("The id none is cited but is not in fixtures/catalogue"));
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
