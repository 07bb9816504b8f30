namespace Conformance.Scenarios.CreateMultipartUpload;

/// <summary>Keys and sizes that opening an upload has to take, repeat or refuse, and what its answer says beyond the id.</summary>
public static class UploadKey
{
    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        When = new CreateMultipartUploadRequest(),
        Then = [],
    };

    private static readonly (string Row, string What, string Key)[] RoundTrips =
    [
        ("plus", "a plus sign", "a+b"),
        ("percent", "what looks like an escape", "a%41b%2Fc"),
        ("entity", "what looks like an entity", "a&amp;b&#65;"),
        ("cdata-end", "the end of a CDATA section", "a]]>b"),
        ("astral", "a character beyond the basic plane", "snow-😀"),
        ("combining", "a letter made of two characters", "e\u0301"),
        ("trailing-slash", "a slash at its end", "folder/"),
        ("double-slash", "two slashes in a row", "a//b"),
        ("blanks", "blanks at its ends", " a b "),
        ("question-mark", "a question mark and a number sign", "a?b#c"),
        ("backslash", "a backslash", "a\\b"),
    ];

    private static readonly (string Row, string Key, bool Fits)[] Lengths =
    [
        ("1024-bytes", "{key-of:1024}", true),
        ("1024-bytes-of-wide-letters", "{wide-key-of:1024}", true),
        ("1025-bytes", "{key-of:1025}", false),
        ("1025-bytes-of-wide-letters", "{wide-key-of:1025}", false),
    ];

    // Sums of the bytes of names and values. The first fits with the prefix x-amz-meta- counted, the others are too large without it.
    private static readonly (string Row, string What, HeaderLine[] Headers, bool Fits)[] Sizes =
    [
        ("metadata-2048-bytes", "2,048 bytes of metadata in one value", [new("x-amz-meta-m", new string('m', 2036))], true),
        ("metadata-2049-bytes", "2,049 bytes of metadata in one value", [new("x-amz-meta-m", new string('m', 2048))], false),
        ("metadata-of-many-names", "22 names that sum up to more than 2 KB", [.. Enumerable.Range(10, 22).Select(n => new HeaderLine($"x-amz-meta-name{n}", new string('m', 90)))], false),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. RoundTrips.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/key-round-trip/{row.Row}",
            Claim = $"A key with {row.What} is repeated character by character.",
            When = new CreateMultipartUploadRequest { Key = "{prefix}" + row.Key },
            Then = [Check.Status(200).Cites("create.key-roundtrip"), Check.ElementIs("Key", "{prefix}" + row.Key).Cites("create.key-roundtrip")],
        }),
        .. Lengths.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/key-length/{row.Row}",
            Claim = row.Fits ? "An upload is opened for a key of 1,024 bytes of UTF-8." : "Opening an upload for a key of one byte more than 1,024 is refused, however few its characters.",
            When = new CreateMultipartUploadRequest { Key = row.Key },
            Then = row.Fits
                ? [Check.Status(200).Cites("create.key-1024"), Check.IfAccepted(Check.ElementIs("Key", row.Key)).Cites("create.key-1024")]
                : [.. Answers.Refused(400, "KeyTooLongError", "create.key-too-long")],
        }),
        .. Sizes.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/metadata-size/{row.Row}",
            Claim = $"An upload with {row.What} is {(row.Fits ? "opened" : "refused")}.",
            When = new CreateMultipartUploadRequest { Headers = [.. row.Headers] },
            Then = row.Fits ? [Check.Status(200).Cites("create.metadata-2k")] : [.. Answers.Refused(400, "MetadataTooLarge", "create.metadata-too-large")],
        }),
        Baseline with
        {
            Id = "create-multipart-upload/refused-create/website-redirect",
            Claim = "Opening an upload whose website redirect is neither a path nor a URL is refused.",
            When = new CreateMultipartUploadRequest().With("x-amz-website-redirect-location", "elsewhere"),
            Then = [.. Answers.Refused(400, "InvalidRedirectLocation", "create.redirect-invalid")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/not-listed",
            Claim = "The key of an upload in progress is not listed among the objects.",
            When = new CreateMultipartUploadRequest(),
            Then =
            [
                Check.Afterwards("list the objects", ListObjects, Check.Root("ListBucketResult")).Cites("create.no-object"),
                Check.Afterwards("list the objects", ListObjects, Check.NoDescendant("Key", "{destination}")).Cites("create.no-object"),
            ],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/encryption-repeated",
            Claim = "The answer repeats the server-side encryption that was asked for.",
            When = new CreateMultipartUploadRequest().With("x-amz-server-side-encryption", "AES256"),
            Then = [Check.Status(200).Cites("create.sse-echo"), Check.IfAccepted(Check.HeaderIs("x-amz-server-side-encryption", "AES256")).Cites("create.sse-echo")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/open-upload/no-abort-date",
            Claim = "In a bucket without lifecycle rules the answer names neither a date nor a rule of abortion.",
            Given = [Given.OwnBucket()],
            When = new CreateMultipartUploadRequest { Bucket = Bucket.Own },
            Then = [Check.HeaderAbsent("x-amz-abort-date").Cites("create.abort-headers"), Check.HeaderAbsent("x-amz-abort-rule-id").Cites("create.abort-headers")],
        },
    ];

    private static SubresourceRequest ListObjects => new("ListObjectsV2", Capabilities.Objects) { OnBucket = true, RawQuery = "list-type=2&prefix={encoded-prefix}" };
}
