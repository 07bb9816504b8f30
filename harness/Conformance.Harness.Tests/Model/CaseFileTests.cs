using System.Collections.Immutable;
using Conformance.Harness.Tests.Reports;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Model;

/// <summary>cases.ndjson: what is written is read back, and what is damaged is refused in one sentence that names file, line and mend.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CaseFileTests
{
    private const string Head = """{"formatVersion":1,"startedAt":"2026-11-22T21:50:24+00:00","absent":[],"cases":1}""";

    private const string Case = """
        {"id":"a/b/c","exchanges":[3],"durationMs":1,"bindings":{"mainBucket":"m","secondBucket":"s","missingBucket":"x","prefix":"p/","objects":{"source":{"bucket":"m","key":"k","content":{"name":"n","base64":""},"readHeaders":[]}},"uploads":{"upload":{"bucket":"m","key":"k","id":"u","headers":[],"parts":{"1":{"number":1,"eTag":"e","content":{"content":{"generated":"g","sizeBytes":8},"first":0,"last":7}}}}}}}
        """;

    private static readonly Content Joined = Content.Joined([Content.Generated("g", 8), Content.Text("é\u0000\"")]);

    [Test]
    public async Task What_is_written_is_read_back()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "cases.ndjson");
        var transcript = Transcript();
        var results = SyntheticRun.Of(3, i => i == 1 ? Verdict.Blocked : Verdict.Pass).Cases;
        var run = SyntheticRun.Around([results[0] with { Transcript = transcript }, results[1] with { Transcript = transcript with { CaseId = "a/b/blocked", Blocked = "no upload", ClientFailure = "NoSuchKey" } }, results[2]]) with
        {
            Absent = ["sse-c", "versioning"],
        };
        await using (var stream = File.Create(path))
        {
            await CaseFile.WriteAsync(run, stream, CancellationToken.None);
        }

        var (head, cases) = CaseFile.Read(path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((head.FormatVersion, head.StartedAt, head.Cases), Is.EqualTo((CaseFile.CurrentVersion, run.StartedAt, 2)));
            Assert.That(head.Absent, Is.EqualTo(run.Absent));
            Assert.That(File.ReadAllLines(path), Has.Length.EqualTo(3), "a case that was not run has nothing to judge");
            Assert.That(cases.Select(c => (c.Id, c.Blocked, c.ClientFailure, c.DurationMs)), Is.EqualTo(new[] { (transcript.CaseId, null, null, 12.5), ("a/b/blocked", "no upload", "NoSuchKey", 12.5) }));
            Assert.That(cases[0].Exchanges, Is.EqualTo(transcript.Exchanges.Select(e => e.Sequence)).And.Not.Empty);
        }

        var (was, now) = (transcript.Bindings, cases[0].Bindings);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((now.MainBucket, now.SecondBucket, now.MissingBucket, now.VersionedBucket, now.OwnBucket, now.ForeignBucket, now.Prefix, now.HasBothEndpoints, now.Now), Is.EqualTo((was.MainBucket, was.SecondBucket, was.MissingBucket, was.VersionedBucket, was.OwnBucket, was.ForeignBucket, was.Prefix, was.HasBothEndpoints, was.Now)));
            Assert.That(now.Objects["source"] with { ReadHeaders = [] }, Is.EqualTo(was.Objects["source"] with { ReadHeaders = [] }));
            Assert.That(now.Objects["source"].ReadHeaders, Is.EqualTo(was.Objects["source"].ReadHeaders));
            Assert.That(now.Uploads["upload"].Headers, Is.EqualTo(was.Uploads["upload"].Headers));
            Assert.That(now.Uploads["upload"].Parts, Is.EqualTo(was.Uploads["upload"].Parts));
            Assert.That((now.Uploads["upload"].Bucket, now.Uploads["upload"].Key, now.Uploads["upload"].Id), Is.EqualTo(("second", "p/destination", "id")));
        }
    }

    [Test]
    public void The_sample_is_sound() => Assert.That(Read($"{Head}\n{Case}\n").Cases.Single().Bindings.Uploads["upload"].Parts[1].Content.Content, Is.EqualTo(Content.Generated("g", 8)));

    [TestCase("", "(1) cannot be used, it is empty; take an undamaged copy", TestName = "Empty")]
    [TestCase(Head, "(1) cannot be used, it holds 0 of 1 cases", TestName = "Cut_after_the_head")]
    [TestCase("{}", "(1) cannot be used, it has no formatVersion", TestName = "Without_a_version")]
    [TestCase("[]", "(1) cannot be used, it has no formatVersion", TestName = "No_object")]
    [TestCase("{\"formatVersion\":\"1\"}", "(1) cannot be used, it is damaged or cut short", TestName = "The_version_is_a_text")]
    [TestCase("{\"formatVersion\":1.5}", "(1) cannot be used, it has no formatVersion", TestName = "The_version_is_no_whole_number")]
    [TestCase("{\"formatVersion\":2,\"absent\":0}", "has format version 2, this suite reads version 1; use the newer suite that wrote it.", TestName = "Of_a_later_version")]
    [TestCase("{\"formatVersion\":0}", "has format version 0, this suite reads version 1; run the suite again.", TestName = "Of_an_earlier_version")]
    [TestCase("{\"formatVersion\":1,\"cases\":0}", "(1) cannot be used, it is damaged or cut short", TestName = "The_head_is_not_whole")]
    [TestCase(Head + "\nnull", "(2) cannot be used, it is damaged or cut short", TestName = "Null_is_no_case")]
    [TestCase(Head + "\n{\"id\":", "(2) cannot be used, it is damaged or cut short", TestName = "A_line_is_cut_short")]
    public void What_is_damaged_is_refused(string text, string mistake)
    {
        var thrown = Assert.Throws<ConfigurationException>(() => Read(text))!;
        Assert.That(thrown.Message, Does.Contain(mistake).And.Contain("cases.ndjson").And.Not.Contain("\n"));
    }

    [TestCase("\"id\":\"a/b/c\"", "\"id\":null")]
    [TestCase("\"exchanges\":[3]", "\"exchangse\":[3]")]
    [TestCase("\"mainBucket\":\"m\"", "\"mainBucket\":null")]
    [TestCase("\"secondBucket\":\"s\"", "\"secondBucket\":null")]
    [TestCase("\"missingBucket\":\"x\"", "\"missingBucket\":null")]
    [TestCase("\"prefix\":\"p/\"", "\"prefix\":null")]
    [TestCase("\"objects\":{", "\"objects\":null,\"others\":{")]
    [TestCase("\"uploads\":{", "\"uploads\":null,\"others\":{")]
    [TestCase("{\"source\":{\"bucket\":\"m\"", "{\"source\":{\"bucket\":null")]
    [TestCase("{\"source\":{\"bucket\":\"m\",\"key\":\"k\"", "{\"source\":{\"bucket\":\"m\",\"key\":null")]
    [TestCase("\"content\":{\"name\":\"n\",\"base64\":\"\"}", "\"content\":null")]
    [TestCase("\"content\":{\"name\":\"n\",\"base64\":\"\"}", "\"content\":{\"name\":\"n\"}")]
    [TestCase("\"content\":{\"name\":\"n\",\"base64\":\"\"}", "\"content\":{\"base64\":\"\"}")]
    [TestCase("\"content\":{\"name\":\"n\",\"base64\":\"\"}", "\"content\":{\"joined\":0}")]
    [TestCase("{\"upload\":{\"bucket\":\"m\"", "{\"upload\":{\"bucket\":null")]
    [TestCase("{\"upload\":{\"bucket\":\"m\",\"key\":\"k\"", "{\"upload\":{\"bucket\":\"m\",\"key\":null")]
    [TestCase("\"id\":\"u\"", "\"id\":null")]
    [TestCase("\"eTag\":\"e\"", "\"eTag\":null")]
    [TestCase("\"parts\":{", "\"parts\":null,\"others\":{")]
    [TestCase("\"sizeBytes\":8", "\"sizeBytes\":-1")]
    [TestCase("\"sizeBytes\":8", "\"sizeBytes\":\"8\"")]
    public void What_is_missing_in_a_case_is_refused(string whole, string broken)
    {
        Assert.That(Case.Contains(whole, StringComparison.Ordinal), Is.True);
        var thrown = Assert.Throws<ConfigurationException>(() => Read($"{Head}\n{Case.Replace(whole, broken, StringComparison.Ordinal)}\n"))!;
        Assert.That(thrown.Message, Does.Contain("cases.ndjson(2) cannot be used, it is damaged or cut short; take an undamaged copy or run the suite again."));
    }

    [Test]
    public void A_line_too_long_is_refused() =>
        Assert.That(() => Read($"{Head}\n{new string(' ', (64 * 1024 * 1024) + 1)}\n"), Throws.TypeOf<ConfigurationException>().With.Message.Contains("(2) cannot be used, the line is too long"));

    [Test]
    public void What_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => CaseFile.Read(Path.Combine(folder.Path, "none.ndjson")), Throws.TypeOf<ConfigurationException>().With.Message.Contains("none.ndjson does not exist, so nothing can be judged again"));
            Assert.That(() => CaseFile.Read(Path.Combine(folder.Path, "none", "none.ndjson")), Throws.TypeOf<ConfigurationException>().With.Message.Contains("does not exist"));
            Assert.That(() => CaseFile.Read(folder.Path), Throws.TypeOf<ConfigurationException>().With.Message.Contains("cannot be read (").And.Message.Contains("); make it readable or name another folder."));
        }
    }

    private static (CaseFileHead Head, ImmutableArray<CaseLine> Cases) Read(string text)
    {
        using var folder = new TemporaryFolder();
        return CaseFile.Read(folder.Write("cases.ndjson", text));
    }

    private static CaseTranscript Transcript() => new()
    {
        CaseId = "a/b/c",
        DurationMs = 12.5,
        Exchanges = SyntheticRun.Of(1, _ => Verdict.Pass).Cases[0].Exchanges,
        Bindings = new Bindings
        {
            MainBucket = "main",
            SecondBucket = "second",
            MissingBucket = "missing",
            VersionedBucket = "versioned",
            OwnBucket = "own",
            ForeignBucket = "foreign",
            HasBothEndpoints = true,
            Now = new DateTimeOffset(2026, 11, 22, 1, 2, 3, TimeSpan.Zero),
            Prefix = "p/",
            Objects = ImmutableDictionary<string, BoundObject>.Empty.Add("source", new BoundObject("main", "k", Joined, "\"e\"", "Sun, 22 Nov 2026 01:02:03 GMT")
            {
                VersionId = "v",
                ReadHeaders = [new HeaderLine("a", "b")],
                StoredAt = new DateTimeOffset(2026, 11, 22, 1, 2, 4, TimeSpan.Zero),
            }),
            Uploads = ImmutableDictionary<string, BoundUpload>.Empty.Add(
                "upload",
                new BoundUpload("second", "p/destination", "id", ImmutableSortedDictionary<int, BoundPart>.Empty.Add(7, new BoundPart(7, "\"p\"", Joined.From(1, 3), ("ChecksumCRC32", "AAAA=="))))
                {
                    Headers = [new HeaderLine("x-amz-acl", "private")],
                }),
        },
    };
}
