namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>What single errors repeat of the request, and that it is escaped whatever it was.</summary>
public static class ErrorElements
{
    private static readonly (string Row, string Claim, UploadPartCopyRequest Copy, CitedCheck[] Then)[] Named =
    [
        (
            "upload-id",
            "NoSuchUpload repeats the upload id.",
            new() { UploadId = UploadId.NeverIssued },
            [Check.WhenCode("NoSuchUpload", Check.ErrorElement("UploadId", UploadId.NeverIssued.Template)).Cites("err.no-such-upload-element")]),
        (
            "key",
            "NoSuchKey repeats the missing key.",
            new() { CopySource = "{bucket}/{prefix}no-such-key" },
            [Check.WhenCode("NoSuchKey", Check.ErrorElement("Key", "{prefix}no-such-key")).Cites("err.no-such-key-element")]),
        (
            "source-bucket",
            "NoSuchBucket repeats the missing source bucket.",
            new() { CopySource = "{missing-bucket}/key" },
            [Check.WhenCode("NoSuchBucket", Check.ErrorElement("BucketName", "{missing-bucket}")).Cites("err.no-such-bucket-element")]),
        (
            "bucket",
            "NoSuchBucket repeats the missing destination bucket.",
            new() { UploadId = UploadId.NeverIssued, Bucket = Bucket.Missing },
            [Check.WhenCode("NoSuchBucket", Check.ErrorElement("BucketName", "{missing-bucket}")).Cites("err.no-such-bucket-element")]),
        (
            "what-it-is-about",
            "An error about something missing tells in one of its elements what it is about.",
            new() { CopySource = "{bucket}/{prefix}no-such-key" },
            [Check.AnyErrorElement("Resource", "BucketName", "Key", "UploadId").Cites("err.resource")]),
        (
            "range",
            "InvalidArgument about a range names the header and repeats its value.",
            new() { Range = "bytes=9-0" },
            [
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentName", "x-amz-copy-source-range")).Cites("err.argument"),
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentValue", "bytes=9-0")).Cites("err.argument"),
            ]),
        (
            "condition",
            "PreconditionFailed names the header that failed.",
            (UploadPartCopyRequest)new UploadPartCopyRequest().With("x-amz-copy-source-if-match", "\"00000000000000000000000000000000\""),
            [Check.WhenCode("PreconditionFailed", Check.ErrorElement("Condition", "x-amz-copy-source-If-Match")).Cites("err.precondition-element")]),
    ];

    private static readonly (string Row, string What, UploadPartCopyRequest Copy)[] Hostile =
    [
        ("markup-in-key", "markup in the source key", new() { CopySource = "{bucket}/{prefix}%3Ckey%3E%26%22%27" }),
        ("cdata-end-in-key", "the end of a CDATA section in the source key", new() { CopySource = "{bucket}/{prefix}a%5D%5D%3Eb" }),
        ("control-in-key", "a character that XML forbids in the source key", new() { CopySource = "{bucket}/{prefix}a%01b" }),
        ("broken-utf8-in-key", "octets that are no UTF-8 in the source key", new() { CopySource = "{bucket}/{prefix}a%FF%FEb" }),
        ("markup-in-range", "markup in the range", new() { Range = "<bytes>&\"'" }),
        ("markup-in-upload-id", "markup in the upload id", new() { UploadId = QueryValue.Raw("%3Cid%3E%26%22") }),
        ("control-in-upload-id", "a character that XML forbids in the upload id", new() { UploadId = QueryValue.Raw("a%01b") }),
        ("markup-in-part-number", "markup in the part number", new() { PartNumber = QueryValue.Raw("%3C1%3E%26%22") }),
        ("markup-in-destination", "markup in the destination key", new() { UploadId = UploadId.NeverIssued, Key = "{prefix}<a>&\"]]>" }),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Named.Select(row => new Scenario
        {
            Id = $"upload-part-copy/error-elements/{row.Row}",
            Claim = row.Claim,
            Given = [.. Refusals.Ready],
            When = row.Copy,
            Then = [.. row.Then],
        }),
        .. Hostile.Select(row => new Scenario
        {
            Id = $"upload-part-copy/error-escaping/{row.Row}",
            Claim = $"The error document stays well-formed with {row.What}.",
            Given = [.. Refusals.Ready],
            When = row.Copy,
            Then = [Check.IfRefused(Check.WellFormed()).Cites("err.escaping")],
        }),
    ];
}
