namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>A copy source that names nothing that is stored, beside objects it might be mistaken for.</summary>
public static class MissingCopySource
{
    private static readonly (string Row, string Header, string[] Stored, string Code, string Cites)[] Missing =
    [
        ("bucket", "{missing-bucket}/{prefix}k", ["k"], "NoSuchBucket", "upc.src.bucket-missing"),
        ("bucket-leading-slash", "/{missing-bucket}/{prefix}k", ["k"], "NoSuchBucket", "upc.src.bucket-missing"),
        ("key", "{bucket}/{prefix}missing", [], "NoSuchKey", "upc.src.key-missing"),
        ("key-leading-slash", "/{bucket}/{prefix}missing", [], "NoSuchKey", "upc.src.key-missing"),
        ("key-in-other-bucket", "{second-bucket}/{prefix}k", ["k"], "NoSuchKey", "upc.src.key-missing"),
        ("key-below-stored", "{bucket}/{prefix}k/l", ["k"], "NoSuchKey", "upc.src.key-missing"),
        ("key-above-stored", "{bucket}/{prefix}k", ["k/l"], "NoSuchKey", "upc.src.key-missing"),
        ("prefix-of-stored", "{bucket}/{prefix}k", ["kk"], "NoSuchKey", "upc.src.key-missing"),
        ("extra-trailing-slash", "{bucket}/{prefix}k/", ["k"], "NoSuchKey", "upc.src.key-missing"),
        ("trailing-slash-left-out", "{bucket}/{prefix}k", ["k/"], "NoSuchKey", "upc.src.key-missing"),
        ("double-slash-for-one", "{bucket}/{prefix}a//b", ["a/b"], "NoSuchKey", "upc.src.key-missing"),
        ("one-slash-for-double", "{bucket}/{prefix}a/b", ["a//b"], "NoSuchKey", "upc.src.key-missing"),
        ("literal-triplet-not-decoded", "{bucket}/{prefix}a%20b", ["a%20b"], "NoSuchKey", "upc.src.key-missing"),
        ("upper-case-key", "{bucket}/{prefix}K", ["k"], "NoSuchKey", "upc.src.case-sensitive-key"),
        ("lower-case-key", "{bucket}/{prefix}file", ["File"], "NoSuchKey", "upc.src.case-sensitive-key"),
        ("other-case-outside-ascii", "{bucket}/{prefix}%C3%89", ["\u00E9"], "NoSuchKey", "upc.src.case-sensitive-key"),
        ("raw-plus-where-only-plus-is-stored", "{bucket}/{prefix}a+b", ["a+b"], "NoSuchKey", "upc.src.plus-raw"),
        ("raw-double-plus-where-only-plus-is-stored", "{bucket}/{prefix}foo++bar.txt", ["foo++bar.txt"], "NoSuchKey", "upc.src.plus-raw"),
    ];

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/missing-copy-source/key-element",
        Claim = "The error for a missing source key repeats the source key in Key, not the destination key.",
        Given = [Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest { CopySource = "{bucket}/{prefix}missing" },
        Then =
        [
            Check.ErrorCode("NoSuchKey").Cites("upc.src.key-missing"),
            Check.IfRefused(Check.ErrorElement("Key", "{prefix}missing")).Cites("err.no-such-key-element"),
        ],
    };

    private static readonly Scenario KeyEncoded = Baseline with
    {
        Id = "upload-part-copy/missing-copy-source/key-element-decoded",
        Claim = "The error for a missing source key repeats the key decoded, with markup escaped once.",
        When = new UploadPartCopyRequest { CopySource = "{bucket}/{prefix}a%20%26%3Cb%3E" },
        Then =
        [
            Check.ErrorCode("NoSuchKey").Cites("upc.src.key-missing"),
            Check.IfRefused(Check.ErrorElement("Key", "{prefix}a &<b>")).Cites("err.no-such-key-element"),
        ],
    };

    private static readonly Scenario BucketElement = Baseline with
    {
        Id = "upload-part-copy/missing-copy-source/bucket-element",
        Claim = "The error for a missing source bucket repeats it in BucketName.",
        When = new UploadPartCopyRequest { CopySource = "{missing-bucket}/{prefix}k" },
        Then =
        [
            Check.ErrorCode("NoSuchBucket").Cites("upc.src.bucket-missing"),
            Check.IfRefused(Check.ErrorElement("BucketName", "{missing-bucket}")).Cites("err.no-such-bucket-element"),
        ],
    };

    private static readonly Scenario KeepsPart = Baseline with
    {
        Id = "upload-part-copy/missing-copy-source/earlier-part-kept",
        Claim = "A copy refused for a missing source leaves the earlier part of that number in place.",
        Given =
        [
            Given.StoredObject(Slot.OtherSource, sizeBytes: 64),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Slot.OtherSource),
        ],
        Then =
        [
            .. Answers.Refused(404, "NoSuchKey", "upc.src.key-missing"),
            Check.IfRefused(Check.PartsUnchanged()).Cites("upc.over.failed-keeps-old", "inv.refused-stores-nothing"),
            Check.IfRefused(Check.AssembledIs(Content.Generated(Slot.OtherSource.Name, 64).All)).Cites("upc.over.failed-keeps-old"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Missing.Select(row => Baseline with
        {
            Id = $"upload-part-copy/missing-copy-source/{row.Row}",
            Claim = $"The copy source {row.Header} {(row.Stored.Length == 0 ? "" : $"does not name the object \"{row.Stored[0]}\" and ")}is answered 404 {row.Code}.",
            Given = [.. StoredKeys.GivenOnly(row.Stored)],
            When = new UploadPartCopyRequest { CopySource = row.Header },
            Then = [.. CopyAnswers.RefusesSource(404, [row.Code], row.Cites)],
        }),
        Baseline,
        KeyEncoded,
        BucketElement,
        KeepsPart,
    ];
}
