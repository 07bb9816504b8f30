namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Copy sources that name what cannot be stored: octets that are not UTF-8, keys too long, bucket names that no bucket can have.</summary>
public static class ImpossibleCopySource
{
    private static readonly string[] NotUtf8 = ["InvalidArgument", "InvalidURI", "NoSuchKey"];
    private static readonly string[] TooLong = ["KeyTooLongError", "NoSuchKey"];
    private static readonly string[] NoBucket = ["InvalidBucketName", "NoSuchBucket", "InvalidArgument"];

    private static readonly (string Row, string What, string Header, string[] Codes, string Cites)[] Refused =
    [
        ("octets-fe-ff", "octets that occur in no UTF-8", "{bucket}/{prefix}%FF%FE", NotUtf8, "upc.src.invalid-utf8"),
        ("latin-1", "an e acute in Latin-1", "{bucket}/{prefix}caf%E9", NotUtf8, "upc.src.invalid-utf8"),
        ("truncated-sequence", "half a UTF-8 sequence", "{bucket}/{prefix}k%C3", NotUtf8, "upc.src.invalid-utf8"),
        ("continuation-alone", "a continuation octet alone", "{bucket}/{prefix}%80k", NotUtf8, "upc.src.invalid-utf8"),
        ("overlong-slash", "an overlong slash", "{bucket}/{prefix}a%C0%AFb", NotUtf8, "upc.src.invalid-utf8"),
        ("overlong-nul", "an overlong NUL", "{bucket}/{prefix}k%C0%80", NotUtf8, "upc.src.invalid-utf8"),
        ("surrogate", "an encoded surrogate", "{bucket}/{prefix}%ED%A0%80", NotUtf8, "upc.src.invalid-utf8"),
        ("beyond-unicode", "a code point beyond Unicode", "{bucket}/{prefix}%F4%90%80%80", NotUtf8, "upc.src.invalid-utf8"),
        ("key-of-more-than-1024-letters", "a key of more than 1024 letters", $"{{bucket}}/{{prefix}}{new string('a', 1024)}", TooLong, "upc.src.key-too-long"),
        ("key-of-more-than-1024-bytes", "a key of more than 1024 bytes in fewer characters", $"{{bucket}}/{{prefix}}{string.Concat(Enumerable.Repeat("%C3%A9", 520))}", TooLong, "upc.src.key-too-long"),
        ("key-of-4000-letters", "a key of 4000 letters", $"{{bucket}}/{{prefix}}{new string('a', 4000)}", TooLong, "upc.src.key-too-long"),
        ("bucket-of-two-letters", "a bucket name of two letters", "ab/{prefix}k", NoBucket, "upc.src.invalid-bucket-name"),
        ("bucket-of-64-letters", "a bucket name of 64 letters", $"{new string('b', 64)}/{{prefix}}k", NoBucket, "upc.src.invalid-bucket-name"),
        ("bucket-upper-case", "a bucket name in capitals", "NO-SUCH-BUCKET-NAME/{prefix}k", NoBucket, "upc.src.invalid-bucket-name"),
        ("bucket-like-an-address", "a bucket name like an IP address", "192.168.5.4/{prefix}k", NoBucket, "upc.src.invalid-bucket-name"),
        ("bucket-with-two-dots", "a bucket name with adjacent dots", "no..such..bucket/{prefix}k", NoBucket, "upc.src.invalid-bucket-name"),
        ("bucket-with-marks", "a bucket name with punctuation", "no@such&bucket()/{prefix}k", NoBucket, "upc.src.invalid-bucket-name"),
        ("bucket-of-dots", "a bucket name of two dots", "../{bucket}/{prefix}k", NoBucket, "upc.src.invalid-bucket-name"),
    ];

    private static readonly Scenario Arn = new()
    {
        Id = "upload-part-copy/impossible-copy-source/access-point-arn",
        Claim = "The ARN of an access point that does not exist is refused.",
        Given = [.. StoredKeys.GivenOnly("k")],
        When = new UploadPartCopyRequest { CopySource = "arn:aws:s3:us-east-1:123456789012:accesspoint/no-such-access-point/object/{prefix}k" },
        Then =
        [
            Check.Status(200, 400, 404, 501).Cites("upc.src.arn-access-point"),
            Check.IfAccepted(Check.AssembledIsNot(StoredKeys.Slices("k"))).Cites("upc.src.arn-access-point"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Refused.Select(row => Arn with
        {
            Id = $"upload-part-copy/impossible-copy-source/{row.Row}",
            Claim = $"A copy source with {row.What} is refused and stores nothing.",
            Given = [.. StoredKeys.GivenOnly("k", "a/b", "caf\u00E9")],
            When = new UploadPartCopyRequest { CopySource = row.Header },
            Then =
            [
                Check.Status(400, 404).Cites(row.Cites),
                Check.ErrorCode(row.Codes).Cites(row.Cites),
                Check.IfRefused(Check.PartNumbersAre()).Cites("inv.refused-stores-nothing"),
            ],
        }),
        Arn,
    ];
}
