namespace Conformance.Scenarios.CompleteMultipartUpload;

/// <summary>What an upload leaves in a versioned bucket: nothing before it is completed, one version then.</summary>
public static class VersionedDestination
{
    private const string Header = "x-amz-version-id";

    private static readonly Slot Before = new("before");
    private static readonly Content Small = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content Earlier = Content.Text("the version that was there before");
    private static readonly Content Null = Content.Text("the null version");
    private static readonly GetObjectRequest Read = new() { Bucket = Bucket.Versioned };
    private static readonly GetObjectRequest ReadBefore = Read with { ExtraQuery = "versionId={version:before}" };

    private static readonly Scenario Baseline = new()
    {
        Id = "complete-multipart-upload/versioned-destination/over-a-version",
        Claim = "Completing in a versioned bucket makes a new current version, answers with its id and keeps the earlier one.",
        Given = [Given.StoredObject(Before, Earlier, "destination", Bucket.Versioned), .. Ready(Bucket.Versioned)],
        When = new CompleteMultipartUploadRequest(),
        Then =
        [
            Check.Status(200).Cites("cmu.ver.new-version"),
            Check.HeaderIsNot(Header, "{version:before}").Cites("cmu.ver.new-version"),
            Check.HeaderAsAnswered("read the object", Read, Header).Cites("cmu.ver.new-version"),
            Check.Afterwards("read the object", Read, Check.BodyIs(Small.All)).Cites("cmu.ver.new-version"),
            Check.Afterwards("read the earlier version", ReadBefore, Check.BodyIs(Earlier.All)).Cites("cmu.ver.new-version"),
            Lists(Bucket.Versioned, 2).Cites("cmu.ver.new-version"),
        ],
    };

    private static readonly Scenario Suspended = Baseline with
    {
        Id = "complete-multipart-upload/versioned-destination/suspended",
        Claim = "Completing in a bucket with versioning suspended replaces the null version and keeps the numbered one.",
        Given =
        [
            Given.OwnBucket("Enabled"),
            Given.StoredObject(Before, Earlier, "destination", Bucket.Own),
            Versions.Set("Suspended"),
            Given.StoredObject(new Slot("null-version"), Null, "destination", Bucket.Own),
            .. Ready(Bucket.Own),
        ],
        Then = [.. ReplacesNull, Check.Afterwards("read the numbered version", ReadBefore with { Bucket = Bucket.Own }, Check.BodyIs(Earlier.All)).Cites("cmu.ver.suspended"), Lists(Bucket.Own, 2).Cites("cmu.ver.suspended")],
    };

    private static readonly (string Row, string What, Given[] Then, Operation When)[] Earlierwards =
    [
        ("copied-part", "A part copied", [], new UploadPartCopyRequest()),
        ("uploaded-part", "A part uploaded", [], new UploadPartRequest { Content = Earlier }),
        ("aborted", "An upload aborted", [Given.CopiedPart(Slot.Upload, 1, Slot.Source)], new AbortMultipartUploadRequest()),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "complete-multipart-upload/versioned-destination/first-version",
            Claim = "Completing under a key without any version answers with the id of the first.",
            Given = [.. Ready(Bucket.Versioned)],
            Then =
            [
                Check.Status(200).Cites("cmu.ver.new-version"),
                Check.HeaderPresent(Header).Cites("cmu.ver.new-version"),
                Check.HeaderAsAnswered("read the object", Read, Header).Cites("cmu.ver.new-version"),
                Lists(Bucket.Versioned, 1).Cites("cmu.ver.new-version"),
            ],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/versioned-destination/over-a-delete-marker",
            Claim = "Completing under a key whose current version is a delete marker makes the object current.",
            Given = [Given.StoredObject(Before, Earlier, "destination", Bucket.Versioned), Given.DeletedObject(Before), .. Ready(Bucket.Versioned)],
            Then =
            [
                Check.Status(200).Cites("cmu.ver.new-version"),
                Check.Afterwards("read the object", Read, Check.BodyIs(Small.All)).Cites("cmu.ver.new-version"),
                Check.Afterwards("read the earlier version", ReadBefore, Check.BodyIs(Earlier.All)).Cites("cmu.ver.new-version"),
                Check.Afterwards("list the versions", Versions.List(Bucket.Versioned), Check.CountOf("DeleteMarker", 1)).Cites("cmu.ver.new-version"),
            ],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/versioned-destination/second-upload",
            Claim = "Two uploads of one key make two versions, and the one created later is current although it was completed first.",
            Given =
            [
                .. Ready(Bucket.Versioned),
                // Uploads are told apart by the second in which they were created.
                Given.Waited(TimeSpan.FromSeconds(2.1)),
                Given.OpenUpload(Slot.OtherUpload, bucket: Bucket.Versioned),
                Given.UploadedPart(Slot.OtherUpload, 1, Earlier),
                Given.Done(new CompleteMultipartUploadRequest { UploadId = UploadId.Of(Slot.OtherUpload) }),
            ],
            Then =
            [
                Check.Status(200).Cites("cmu.ver.new-version"),
                Check.Afterwards("read the object", Read, Check.BodyIs(Earlier.All)).Cites("cmu.ver.latest-created"),
                Lists(Bucket.Versioned, 2).Cites("cmu.ver.new-version"),
            ],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/versioned-destination/repeated",
            Claim = "A completion that is repeated makes no second version.",
            Given = [.. Ready(Bucket.Versioned)],
            Times = 2,
            Then = [Lists(Bucket.Versioned, 1).Cites("cmu.repeat")],
            Dialects = [Dialect.Aws],
        },
        Suspended,
        Suspended with
        {
            Id = "complete-multipart-upload/versioned-destination/suspended-without-null",
            Claim = "Completing in a bucket with versioning suspended adds a null version to the numbered one.",
            Given = [Given.OwnBucket("Enabled"), Given.StoredObject(Before, Earlier, "destination", Bucket.Own), Versions.Set("Suspended"), .. Ready(Bucket.Own)],
        },
        Suspended with
        {
            Id = "complete-multipart-upload/versioned-destination/suspended-after-creation",
            Claim = "An upload created while versioning was enabled and completed while it is suspended makes the null version.",
            Given = [Given.OwnBucket("Enabled"), .. Ready(Bucket.Own), Versions.Set("Suspended")],
            Then = [.. ReplacesNull],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/versioned-destination/over-a-null-version",
            Claim = "Completing in a bucket that became versioned keeps the null version of the key.",
            Given = [Given.OwnBucket(), Given.StoredObject(Before, Earlier, "destination", Bucket.Own), Versions.Set("Enabled"), .. Ready(Bucket.Own)],
            Then =
            [
                Check.Status(200).Cites("cmu.ver.new-version"),
                Check.HeaderIsNot(Header, "null").Cites("cmu.ver.new-version"),
                Check.Afterwards("read the null version", Read with { Bucket = Bucket.Own, ExtraQuery = "versionId=null" }, Check.BodyIs(Earlier.All)).Cites("cmu.ver.new-version"),
            ],
        },
        .. Earlierwards.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/versioned-destination/{row.Row}-makes-none",
            Claim = $"{row.What} in a versioned bucket makes no version.",
            Given = [Given.StoredObject(Before, Earlier, "destination", Bucket.Versioned), Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload, bucket: Bucket.Versioned), .. row.Then],
            When = row.When,
            Then =
            [
                Lists(Bucket.Versioned, 1).Cites(row.When is UploadPartCopyRequest ? ["upc.ver.part-has-none", "cmu.ver.no-version-before"] : ["cmu.ver.no-version-before"]),
                Check.Afterwards("list the versions", Versions.List(Bucket.Versioned), Check.CountOf("DeleteMarker", 0)).Cites("cmu.ver.no-version-before"),
            ],
        }),
        Baseline with
        {
            Id = "complete-multipart-upload/versioned-destination/part-names-none",
            Claim = "A part copied in a versioned bucket is answered without a version of its own.",
            Given = [.. Ready(Bucket.Versioned).SkipLast(1)],
            When = new UploadPartCopyRequest(),
            Then = [Check.Status(200).Cites("upc.ver.part-has-none"), Check.HeaderAbsent(Header).Cites("upc.ver.part-has-none")],
        },
    ];

    private static CitedCheck[] ReplacesNull =>
    [
        Check.Status(200).Cites("cmu.ver.suspended"),
        Check.HeaderAbsentOr(Header, "null").Cites("cmu.ver.suspended"),
        Check.Afterwards("read the null version", Read with { Bucket = Bucket.Own, ExtraQuery = "versionId=null" }, Check.BodyIs(Small.All)).Cites("cmu.ver.suspended"),
        Check.Afterwards("read the object", Read with { Bucket = Bucket.Own }, Check.BodyIs(Small.All)).Cites("cmu.ver.suspended"),
    ];

    private static Given[] Ready(Bucket bucket) =>
        [Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload, bucket: bucket), Given.CopiedPart(Slot.Upload, 1, Slot.Source)];

    private static Check Lists(Bucket bucket, int versions) => Check.Afterwards("list the versions", Versions.List(bucket), Check.CountOf("Version", versions));
}
