namespace Conformance.Scenarios.CreateMultipartUpload;

/// <summary>What opening an upload answers, and what it must not touch.</summary>
public static class OpenUpload
{
    private static readonly Content Existing = Content.Text("the object that was there before");
    private const string OddKey = "{prefix}a&b <c> \"d\" 'e' é 上传";

    private static readonly Scenario Baseline = new()
    {
        Id = "create-multipart-upload/open-upload/basic",
        Claim = "POST ?uploads is answered 200 with Bucket, Key and an UploadId.",
        When = new CreateMultipartUploadRequest(),
        Then =
        [
            Check.Status(200).Cites("create.basic"),
            Check.Root("InitiateMultipartUploadResult").Cites("create.basic"),
            Check.ElementIs("Bucket", "{bucket}").Cites("create.basic"),
            Check.ElementIs("Key", "{destination}").Cites("create.basic"),
            Check.ElementFilled("UploadId").Cites("create.basic"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/namespace",
            Claim = "InitiateMultipartUploadResult is in the S3 namespace.",
            Then = [Check.Namespace(Check.S3Namespace).Cites("create.namespace")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/uploads-without-equals",
            Claim = "?uploads without an equals sign names the same operation.",
            When = new CreateMultipartUploadRequest { RawQuery = "uploads" },
            Then = [Check.Status(200).Cites("create.uploads-empty-value"), Check.Root("InitiateMultipartUploadResult").Cites("create.uploads-empty-value")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/key-round-trip",
            Claim = "Key in the answer is the decoded key, escaped as XML demands.",
            When = new CreateMultipartUploadRequest { Key = OddKey },
            Then = [Check.Status(200).Cites("create.key-roundtrip"), Check.ElementIs("Key", OddKey).Cites("create.key-roundtrip")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/key-forbidden-in-xml",
            Claim = "A key with a character that XML forbids is refused, or does not break the document.",
            When = new CreateMultipartUploadRequest { Key = "{prefix}a\u0001b" },
            Then = [Check.WellFormed().Cites("create.key-roundtrip")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/distinct-ids",
            Claim = "Every create of one key is answered with an upload id of its own.",
            Times = 10,
            Then = [Check.Status(200).Cites("create.distinct-ids"), Check.DifferentEachTime("UploadId").Cites("create.distinct-ids")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/no-object",
            Claim = "Opening an upload makes no object.",
            Then = [Check.Afterwards("head the key", new GetObjectRequest { Head = true }, Check.Status(404)).Cites("create.no-object")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/existing-object",
            Claim = "Opening an upload leaves the object that has the key.",
            Given = [Given.StoredObject(Slot.Source, Existing, key: "destination")],
            Then =
            [
                Check.SourceUnchanged().Cites("create.no-object"),
                Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Existing.All)).Cites("create.no-object", "cmu.old-visible-before"),
            ],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/missing-bucket",
            Claim = "Opening an upload in a bucket that does not exist is refused.",
            When = new CreateMultipartUploadRequest { Bucket = Bucket.Missing },
            Then = [.. Answers.Refused(404, "NoSuchBucket", "create.no-bucket")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/anonymous",
            Claim = "Opening an upload without authentication is refused.",
            When = new CreateMultipartUploadRequest { Signing = new SigningPlan { Mode = SigningMode.Anonymous } },
            Then = [.. Answers.Refused(403, "AccessDenied", "create.anonymous")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/key-too-long",
            Claim = "Opening an upload for a key of more than 1,024 bytes is refused.",
            When = new CreateMultipartUploadRequest { Key = "{prefix}" + new string('k', 1025) },
            Then = [.. Answers.Refused(400, "KeyTooLongError", "create.key-too-long")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/metadata-too-large",
            Claim = "Opening an upload with more than 2 KB of user metadata is refused.",
            When = new CreateMultipartUploadRequest().With("x-amz-meta-large", new string('m', 3000)),
            Then = [.. Answers.Refused(400, "MetadataTooLarge", "create.metadata-too-large")],
        },
    ];
}
