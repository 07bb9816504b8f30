namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>A source in another bucket is copied when it is named, and cannot be reached by dot segments from this one.</summary>
public static class CrossBucketSource
{
    private static readonly Content Here = StoredKeys.Of("k in this bucket");
    private static readonly Content There = StoredKeys.Of("k in the other bucket");

    private static readonly Scenario Named = new()
    {
        Id = "upload-part-copy/cross-bucket-source/named",
        Claim = "An object of another bucket is copied, not the one with the same key in this bucket.",
        Given =
        [
            Given.StoredObject(new Slot("here"), Here, "k"),
            Given.StoredObject(Slot.Source, There, "k", Bucket.Second),
            Given.OpenUpload(Slot.Upload),
        ],
        When = new UploadPartCopyRequest { CopySource = "/{second-bucket}/{prefix}k" },
        Then = [.. CopyAnswers.Takes(There.All, "upc.src.cross-bucket")],
    };

    private static readonly Scenario IntoOther = Named with
    {
        Id = "upload-part-copy/cross-bucket-source/into-other-bucket",
        Claim = "An upload in another bucket takes a part from this one.",
        Given =
        [
            Given.StoredObject(Slot.Source, Here, "k"),
            Given.OpenUpload(Slot.Upload, bucket: Bucket.Second),
        ],
        When = new UploadPartCopyRequest { CopySource = "/{bucket}/{prefix}k" },
        Then = [.. CopyAnswers.Takes(Here.All, "upc.src.cross-bucket")],
    };

    private static readonly Scenario Ranged = Named with
    {
        Id = "upload-part-copy/cross-bucket-source/range",
        Claim = "A range of an object of another bucket is copied.",
        Given =
        [
            Given.StoredObject(Slot.Source, 6 * Size.MiB + 3, bucket: Bucket.Second),
            Given.OpenUpload(Slot.Upload),
        ],
        When = new UploadPartCopyRequest { Range = "bytes=500-6291456" },
        Then = [.. CopyAnswers.Takes(Content.Generated(Slot.Source.Name, 6 * Size.MiB + 3).From(500, 6_291_456), "upc.src.cross-bucket", "upc.range.jd-example")],
    };

    // A secret lies in the other bucket under the key that the segments, if resolved, would lead to.
    private static readonly (string Row, string Header)[] Escapes =
    [
        ("dot-dot", "{bucket}/../{second-bucket}/{prefix}k"),
        ("encoded-dots", "{bucket}/%2E%2E/{second-bucket}/{prefix}k"),
        ("encoded-slashes", "{bucket}/..%2F{second-bucket}%2F{prefix}k"),
        ("encoded-twice", "{bucket}/%252E%252E/{second-bucket}/{prefix}k"),
        ("backslashes", "{bucket}/..\\{second-bucket}\\{prefix}k"),
        ("behind-a-segment", "{bucket}/a/../../{second-bucket}/{prefix}k"),
        ("many", "{bucket}/../../../../{second-bucket}/{prefix}k"),
        ("overlong-dots", "{bucket}/%C0%AE%C0%AE/{second-bucket}/{prefix}k"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Named,
        IntoOther,
        Ranged,
        .. Copied("this-bucket-first", "{bucket}", "{second-bucket}", There),
        .. Copied("other-bucket-first", "{second-bucket}", "{bucket}", Here),
        .. Escapes.Select(row => Named with
        {
            Id = $"upload-part-copy/cross-bucket-source/escape-{row.Row}",
            Claim = $"The copy source {row.Header} reads no object of the other bucket.",
            Given =
            [
                Given.StoredObject(new Slot("secret"), There, "k", Bucket.Second),
                Given.OpenUpload(Slot.Upload),
            ],
            When = new UploadPartCopyRequest { CopySource = row.Header },
            Then =
            [
                Check.Status(200, 400, 404).Cites("upc.src.dot-segments"),
                Check.IfAccepted(Check.AssembledIsNot(There.All)).Cites("upc.src.dot-segments"),
                Check.IfRefused(Check.PartNumbersAre()).Cites("inv.refused-stores-nothing"),
            ],
        }),
    ];

    // What was read for one part must not serve another.
    private static IEnumerable<Scenario> Copied(string row, string first, string second, Content wanted) =>
    [
        Named with
        {
            Id = $"upload-part-copy/cross-bucket-source/{row}",
            Claim = $"Of two objects with one key in two buckets each is copied as it is named, {row.Replace('-', ' ')}.",
            Given =
            [
                Given.StoredObject(new Slot("here"), Here, "k"),
                Given.StoredObject(Slot.Source, There, "k", Bucket.Second),
                Given.OpenUpload(Slot.Upload),
                Given.OpenUpload(Slot.OtherUpload, "-2"),
                Given.Done(new UploadPartCopyRequest { UploadId = UploadId.Of(Slot.OtherUpload), CopySource = $"/{first}/{{prefix}}k" }),
            ],
            When = new UploadPartCopyRequest { CopySource = $"/{second}/{{prefix}}k" },
            Then = [.. CopyAnswers.Takes(wanted.All, "inv.isolation", "upc.src.cross-bucket")],
        },
    ];
}
