namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>How bucket and key of the upload are found in path and query.</summary>
public static class Addressing
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/addressing/by-path",
        Claim = "A request whose path is /bucket/key finds the upload.",
        Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then =
        [
            Check.WhenVirtualHosted(hosted: false, Check.Status(200)).Cites("upc.addr.path-style"),
            Check.WhenVirtualHosted(hosted: false, Check.AssembledIs(Source.All)).Cites("upc.addr.path-style"),
        ],
    };

    private static readonly (string Row, string What, string Suffix)[] Keys =
    [
        ("encoded-percent", "a percent sign followed by two digits", "/a%20b"),
        ("plus", "a plus sign", "/a+b"),
        ("space", "a space", "/a b"),
        ("percent-and-plus", "percent and plus signs together", "/a%20b+c+d"),
        ("reserved", "every reserved character of URLs", "/!*'();:@&=$,?#[]"),
        ("non-ascii", "letters beyond ASCII", "/上传-é"),
        ("double-slash", "two slashes in a row", "//a"),
        ("brace", "a tilde and a bar", "/a~b|c"),
    ];

    private static readonly (string Row, string What, string Query)[] Queries =
    [
        ("upload-id-first", "uploadId before partNumber", "uploadId={upload:upload}&partNumber=1"),
        ("with-x-id", "the parameter x-id that SDKs add", "partNumber=1&uploadId={upload:upload}&x-id=UploadPartCopy"),
        ("x-id-first", "x-id in front", "x-id=UploadPartCopy&uploadId={upload:upload}&partNumber=1"),
    ];

    private static readonly (string Row, string What, string Name)[] BadBuckets =
    [
        ("capitals", "capitals and an underscore", "A_B"),
        ("two-characters", "two characters", "ab"),
        ("sixty-four-characters", "64 characters", new string('a', 64)),
        ("blank", "a blank", "a%20b"),
        ("leading-dot", "a leading dot", ".hidden-bucket"),
        ("adjacent-dots", "two adjacent dots", "a..b"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "upload-part-copy/addressing/by-host",
            Claim = "A request whose host is bucket and endpoint takes the whole path as the key of the upload.",
            Then =
            [
                Check.WhenVirtualHosted(hosted: true, Check.Status(200)).Cites("upc.addr.virtual-hosted"),
                Check.WhenVirtualHosted(hosted: true, Check.AssembledIs(Source.All)).Cites("upc.addr.virtual-hosted"),
            ],
        },
        .. Keys.Select(row => Baseline with
        {
            Id = $"upload-part-copy/key-decoded-once/{row.Row}",
            Claim = $"A key with {row.What} is decoded exactly once: the upload is found, and the object has that key.",
            Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload, row.Suffix)],
            Then =
            [
                Check.Status(200).Cites("upc.addr.key-decoded-once"),
                Check.Afterwards("list the parts", new ListPartsRequest(), Check.ElementIs("Key", "{destination}" + row.Suffix)).Cites("upc.addr.key-decoded-once"),
                Check.AssembledIs(Source.All).Cites("upc.addr.key-decoded-once"),
            ],
        }),
        .. Queries.Select(row => Baseline with
        {
            Id = $"upload-part-copy/query-order/{row.Row}",
            Claim = $"A part copy is recognised with {row.What}.",
            When = new UploadPartCopyRequest { RawQuery = row.Query },
            Then = [.. Answers.Copies(Source.All, 1, "upc.addr.query-order")],
        }),
        Baseline with
        {
            Id = "upload-part-copy/addressing/missing-bucket",
            Claim = "A part copy into a bucket that does not exist is refused.",
            When = new UploadPartCopyRequest { UploadId = UploadId.NeverIssued, Bucket = Bucket.Missing },
            Then = [.. Answers.Refused(404, "NoSuchBucket", "upc.addr.dest-bucket-missing")],
        },
        .. BadBuckets.Select(row => Baseline with
        {
            Id = $"upload-part-copy/invalid-bucket-name/{row.Row}",
            Claim = $"A destination bucket name with {row.What} is refused as invalid or as missing.",
            When = new UploadPartCopyRequest { UploadId = UploadId.NeverIssued, RawPath = $"/{row.Name}/key" },
            Then =
            [
                Check.WhenVirtualHosted(hosted: false, Check.Status(400, 404)).Cites("upc.addr.invalid-bucket-name"),
                Check.WhenVirtualHosted(hosted: false, Check.ErrorCode("InvalidBucketName", "NoSuchBucket")).Cites("upc.addr.invalid-bucket-name"),
            ],
        }),
    ];
}
