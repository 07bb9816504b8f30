using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Model;

/// <summary>What a case takes of a target, from its preconditions, its requests and what it observes: a capability left out here blocks cases that should not run.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class NeedsTests
{
    private static readonly Content Some = Content.Text("some");

    private static readonly Scenario Plain = new()
    {
        Id = "a/b/c",
        Claim = "A sample claim.",
        When = new UploadPartCopyRequest(),
        Then = [Check.Status(200).Cites("upc.rh.status-200")],
    };

    private static IEnumerable<TestCaseData> Preconditions()
    {
        yield return Case("an object", Given.StoredObject(Slot.Source, 8), "objects");
        yield return Case("an object in a versioned bucket", Given.StoredObject(Slot.Source, Some, bucket: Bucket.Versioned), "objects", "create-bucket", "versioning");
        yield return Case("an object of another account", Given.StoredObject(Slot.Source, Some, bucket: Bucket.Foreign), "objects", "second-account");
        yield return Case("an object in a bucket of its own", Given.StoredObject(Slot.Source, Some, bucket: Bucket.Own), "objects", "create-bucket");
        yield return Case("a tagged object", Given.StoredObject(Slot.Source, Some) with { Headers = [new HeaderLine("X-Amz-Tagging", "a=b")] }, "objects", "tagging");
        yield return Case("an upload", Given.OpenUpload(Slot.Upload), "create-multipart-upload");
        yield return Case("an upload elsewhere", Given.OpenUpload(Slot.Upload, bucket: Bucket.Own), "create-multipart-upload", "create-bucket");
        yield return Case("an upload with checksums", Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine("x-amz-checksum-algorithm", "CRC32")] }, "create-multipart-upload", "checksums");
        yield return Case("an aborted upload", Given.AbortedUpload(Slot.Upload), "create-multipart-upload", "abort-multipart-upload");
        yield return Case("a completed upload", Given.CompletedUpload(Slot.Upload, Some), "create-multipart-upload", "upload-part", "complete-multipart-upload");
        yield return Case("a copied part", Given.CopiedPart(Slot.Upload, 1, Slot.Source), "upload-part-copy");
        yield return Case("an uploaded part", Given.UploadedPart(Slot.Upload, 1, Some), "upload-part");
        yield return Case(
            "an object made of parts",
            Given.MultipartObject(Slot.Source, Some) with { Headers = [new HeaderLine("x-amz-acl", "private")] },
            "create-multipart-upload", "upload-part", "complete-multipart-upload", "acl");
        yield return Case("a request", Given.Done(new CopyObjectRequest()), "copy-object");
        yield return Case("a request broken off", Given.BrokenOff(new ListPartsRequest()), "list-parts");
        yield return Case("a deleted object", Given.DeletedObject(Slot.Source), "objects");
        yield return Case("a bucket", Given.OwnBucket(), "create-bucket");
        yield return Case("a versioned bucket", Given.OwnBucket("Enabled"), "create-bucket", "versioning");
        yield return Case("age", Given.Aged(Slot.Source, TimeSpan.FromSeconds(1)));
        yield return Case("a pause", Given.Waited(TimeSpan.FromSeconds(1)));

        static TestCaseData Case(string name, Given given, params string[] needs) => new TestCaseData(given, needs).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Preconditions))]
    public void Of_a_precondition(Given given, string[] needs)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(given.Needs, Is.EqualTo(needs));
            Assert.That((Plain with { Given = [given] }).Reaching, Is.EqualTo(needs.Append("upload-part-copy")));
        }
    }

    private static IEnumerable<TestCaseData> Requests()
    {
        yield return Case(new UploadPartCopyRequest(), "UploadPartCopy", "upload-part-copy");
        yield return Case(new UploadPartRequest(), "UploadPart", "upload-part");
        yield return Case(new CreateMultipartUploadRequest(), "CreateMultipartUpload", "create-multipart-upload");
        yield return Case(new CompleteMultipartUploadRequest(), "CompleteMultipartUpload", "complete-multipart-upload");
        yield return Case(new AbortMultipartUploadRequest(), "AbortMultipartUpload", "abort-multipart-upload");
        yield return Case(new ListPartsRequest(), "ListParts", "list-parts");
        yield return Case(new ListMultipartUploadsRequest(), "ListMultipartUploads", "list-multipart-uploads");
        yield return Case(new GetObjectRequest(), "GetObject", "objects");
        yield return Case(new GetObjectRequest { Head = true }, "HeadObject", "objects");
        yield return Case(new PutObjectRequest { Content = Some }, "PutObject", "objects");
        yield return Case(new CopyObjectRequest(), "CopyObject", "copy-object");
        yield return Case(new DeleteObjectRequest(), "DeleteObject", "objects");
        yield return Case(new SubresourceRequest("GetObjectTagging", "tagging"), "GetObjectTagging", "tagging");
        yield return Case(new ClientProgram("AWSSDK.S3", "CopyPart", "upload-part-copy", (_, _) => Task.FromResult<string?>(null)), "AWSSDK.S3 CopyPart", "upload-part-copy");
        yield return Case(new ListPartsRequest { By = Principal.Stranger, Bucket = Bucket.Versioned }, "ListParts", "list-parts", "second-account");
        yield return Case(new ListPartsRequest { Bucket = Bucket.Versioned }, "ListParts", "list-parts", "create-bucket", "versioning");
        yield return Case(new UploadPartRequest { Signing = SigningPlan.Default with { Mode = SigningMode.Chunked } }, "UploadPart", "upload-part", "chunked-signing");

        static TestCaseData Case(Operation request, string name, params string[] needs) => new TestCaseData(request, name, needs).SetArgDisplayNames($"{name} ({string.Join(", ", needs)})");
    }

    [TestCaseSource(nameof(Requests))]
    public void Of_a_request(Operation request, string name, string[] needs) =>
        Assert.That((request.Name, string.Join(' ', request.Needs)), Is.EqualTo((name, string.Join(' ', needs))));

    [TestCase("x-amz-checksum-type", "checksums")]
    [TestCase("X-Amz-Checksum-Algorithm", "checksums")]
    [TestCase("x-amz-tagging", "tagging")]
    [TestCase("x-amz-acl", "acl")]
    [TestCase("x-amz-storage-class", "storage-classes")]
    [TestCase("x-amz-website-redirect-location", "website-redirects")]
    [TestCase("x-amz-server-side-encryption", "sse-s3")]
    [TestCase("x-amz-server-side-encryption-customer-key", "sse-c")]
    [TestCase("x-amz-copy-source-server-side-encryption-customer-key", "sse-c")]
    [TestCase("x-amz-meta-a", null)]
    public void Of_a_header_line(string name, string? capability) =>
        Assert.That(Capabilities.Of([new HeaderLine(name, "v")]), Is.EqualTo(capability is null ? Array.Empty<string>() : [capability]));

    [Test]
    public void Of_a_case_each_once_with_what_it_observes_and_sends_meanwhile() => Assert.That(
        (Plain with
        {
            Given = [Given.StoredObject(Slot.Source, 8), Given.OpenUpload(Slot.Upload)],
            Meanwhile = [new AbortMultipartUploadRequest()],
            Then = [.. Plain.Then, Check.PartsUnchanged().Cites("upc.range.no-side-effect"), Check.SourceUnchanged().Cites("upc.src.source-unchanged")],
        }).OperationNeeds,
        Is.EqualTo(new[] { "objects", "create-multipart-upload", "abort-multipart-upload", "upload-part-copy", "list-parts" }));

    [Test]
    public void Requirements_cited_are_named_once() =>
        Assert.That((Plain with { Then = [Check.Status(200).Cites("a", "b"), Check.Refused().Cites("b", "c")] }).Cited, Is.EqualTo(new[] { "a", "b", "c" }));

    [Test]
    public void A_case_waits_for_a_pause_and_for_the_age_of_an_object_of_its_own()
    {
        var aged = Given.Aged(Slot.Source, TimeSpan.FromMinutes(1));
        var cases = new Given[][]
        {
            [Given.StoredObject(Slot.Source, 8)],
            [Given.Waited(TimeSpan.FromSeconds(1))],
            [Given.StoredObject(Slot.Source, 8), aged],
            [Given.StoredObject(Slot.Source, 8, key: "{prefix}own"), aged],
            [Given.StoredObject(Slot.OtherSource, 8, key: "{prefix}own"), aged],
        };
        Assert.That(cases.Select(g => (Plain with { Given = [.. g] }).Waits), Is.EqualTo(new[] { false, true, false, true, false }));
    }

    [Test]
    public void Only_what_is_nobodys_own_is_shared() => Assert.That(
        Enum.GetValues<Bucket>().Where(b => Given.StoredObject(Slot.Source, Some, bucket: b).IsShared),
        Is.EqualTo(new[] { Bucket.Main, Bucket.Second, Bucket.Foreign }));

    [TestCase(null, true)]
    [TestCase("{prefix}own", false)]
    public void An_object_under_a_key_of_its_own_is_not_shared(string? key, bool shared) =>
        Assert.That(new[] { Bucket.Main, Bucket.Second, Bucket.Foreign }.Select(b => Given.StoredObject(Slot.Source, Some, key, b).IsShared), Is.All.EqualTo(shared));

    [Test]
    public void The_buckets_that_a_case_uses()
    {
        var one = Plain with
        {
            Given = [Given.StoredObject(Slot.Source, Some, bucket: Bucket.Second), Given.OpenUpload(Slot.Upload, bucket: Bucket.Versioned), Given.Waited(TimeSpan.Zero)],
            When = new UploadPartCopyRequest { Bucket = Bucket.Own },
            Meanwhile = [new ListPartsRequest { Bucket = Bucket.Foreign }],
        };
        Assert.That(Enum.GetValues<Bucket>().Where(one.Uses), Is.EquivalentTo(new[] { Bucket.Second, Bucket.Versioned, Bucket.Own, Bucket.Foreign }));
    }

    [Test]
    public void Values_as_they_stand_on_the_wire() => Assert.That(
        new[]
        {
            UploadId.Of(Slot.Upload).Template, UploadId.Escaped(Slot.Upload).Template, UploadId.CaseSwapped(Slot.OtherUpload).Template, UploadId.Absent.Template,
            ((QueryValue)7).Template, ((CopySourceValue)Slot.OtherSource).Template, ((CopySourceValue)"{bucket}/k").Template, CopyRange.Of(0, 9),
        },
        Is.EqualTo(new[] { "{upload:upload}", "{upload-escaped:upload}", "{upload-swapped:other-upload}", null, "7", "{source:other-source}", "{bucket}/k", "bytes=0-9" }));

    [Test]
    public void One_more_header_line_comes_last() => Assert.That(
        new ListPartsRequest { Headers = [new HeaderLine("a", "1")] }.With("b", "2").Headers,
        Is.EqualTo(ImmutableArray.Create(new HeaderLine("a", "1"), new HeaderLine("b", "2"))));
}
