namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>What one account may not do with what belongs to another.</summary>
public static class ForeignAccount
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content Part = Content.Generated("uploaded-part", 64);

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly (string Row, string What, Given[] Given, UploadPartCopyRequest Copy, string Cites)[] Denied =
    [
        ("source-of-another", "from a source of another account", [Stored(Bucket.Foreign), Given.OpenUpload(Slot.Upload)], new(), "upc.auth.source-read-denied"),
        ("range-of-another", "of a range from a source of another account", [Stored(Bucket.Foreign), Given.OpenUpload(Slot.Upload)], new() { Range = CopyRange.Of(0, 9) }, "upc.auth.source-read-denied"),
        ("source-by-stranger", "by the second account from a source of the first", [Stored(Bucket.Main), Given.OpenUpload(Slot.Upload, bucket: Bucket.Foreign)], new() { By = Principal.Stranger }, "upc.auth.source-read-denied"),
        ("upload-of-another", "into an upload of another account", [Stored(Bucket.Main), Given.OpenUpload(Slot.Upload, bucket: Bucket.Foreign)], new(), "upc.auth.dest-write-denied"),
        ("upload-by-stranger", "by the second account into an upload of the first", [Stored(Bucket.Foreign), Given.OpenUpload(Slot.Upload)], new() { By = Principal.Stranger }, "upc.auth.dest-write-denied"),
        (
            "over-part-of-another",
            "by the second account over a part of the first",
            [Given.StoredObject(Slot.OtherSource, Part), Stored(Bucket.Foreign), Given.OpenUpload(Slot.Upload), Given.CopiedPart(Slot.Upload, 1, Slot.OtherSource)],
            new() { By = Principal.Stranger },
            "upc.auth.dest-write-denied"),
    ];

    private static readonly (string Row, string What, Operation Operation)[] Around =
    [
        ("create", "CreateMultipartUpload", new CreateMultipartUploadRequest { Key = "{prefix}created-by-stranger" }),
        ("upload-part", "UploadPart", new UploadPartRequest { Content = Part, PartNumber = 1 }),
        ("complete", "CompleteMultipartUpload", new CompleteMultipartUploadRequest()),
        ("abort", "AbortMultipartUpload", new AbortMultipartUploadRequest()),
        ("list-parts", "ListParts", new ListPartsRequest()),
        ("list-uploads", "ListMultipartUploads", new ListMultipartUploadsRequest { ExtraQuery = "prefix={encoded-prefix}" }),
    ];

    private static readonly (string Row, string What, UploadPartCopyRequest Copy)[] Tokens =
    [
        ("in-header", "in a header", new UploadPartCopyRequest { Headers = [new("x-amz-security-token", "bm90IGEgdG9rZW4gb2YgYW55IHNlc3Npb24=")] }),
        (
            "in-query",
            "in a presigned query",
            new UploadPartCopyRequest { Signing = new SigningPlan { Mode = SigningMode.Presigned }, ExtraQuery = "X-Amz-Security-Token=bm90IGEgdG9rZW4gb2YgYW55IHNlc3Npb24%3D" }),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Denied.Select(row => Baseline with
        {
            Id = $"upload-part-copy/foreign-account/{row.Row}",
            Claim = $"A part copy {row.What} is refused, and no part is stored or replaced.",
            Given = [.. row.Given],
            When = row.Copy,
            Then = [.. Answers.Refused(403, "AccessDenied", row.Cites), Check.IfRefused(Check.PartsUnchanged()).Cites("inv.refused-stores-nothing")],
        }),
        Baseline with
        {
            Id = "upload-part-copy/foreign-account/own-things",
            Claim = "The second account copies its own source into its own upload.",
            Given = [Stored(Bucket.Foreign), Given.OpenUpload(Slot.Upload, bucket: Bucket.Foreign)],
            When = new UploadPartCopyRequest { By = Principal.Stranger },
            Then = [.. CopyAnswers.Takes(Source.All, "upc.auth.sigv4-header")],
        },
        Baseline with
        {
            Id = "upload-part-copy/foreign-account/missing-source-of-another",
            Claim = "Who may not list a bucket is not told that a source key is missing there.",
            Given = [Stored(Bucket.Foreign), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = "{foreign-bucket}/{prefix}no-such-key" },
            Then = [.. Answers.Refused(403, "AccessDenied", "upc.src.key-missing-no-list"), Check.IfRefused(Check.PartNumbersAre()).Cites("inv.refused-stores-nothing")],
        },
        Baseline with
        {
            Id = "upload-part-copy/foreign-account/missing-source-by-stranger",
            Claim = "The second account is not told that a source key is missing in a bucket of the first.",
            Given = [Given.OpenUpload(Slot.Upload, bucket: Bucket.Foreign)],
            When = new UploadPartCopyRequest { By = Principal.Stranger, CopySource = "{bucket}/{prefix}no-such-key" },
            Then = [.. Answers.Refused(403, "AccessDenied", "upc.src.key-missing-no-list"), Check.IfRefused(Check.PartNumbersAre()).Cites("inv.refused-stores-nothing")],
        },
        .. Around.Select(row => Baseline with
        {
            Id = $"lifecycles/foreign-account/{row.Row}",
            Claim = $"{row.What} by the second account on what belongs to the first is refused and changes nothing.",
            Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload), Given.CopiedPart(Slot.Upload, 1, Slot.Source)],
            When = row.Operation with { By = Principal.Stranger },
            Then =
            [
                .. Answers.Refused(403, "AccessDenied", "mpu.auth.denied"),
                Check.PartsUnchanged().Cites("mpu.auth.denied"),
                Check.DestinationUntouched().Cites("mpu.auth.denied"),
                Check.Afterwards("list the uploads", new ListMultipartUploadsRequest { ExtraQuery = "prefix={encoded-prefix}" }, Check.ListsUploads(Slot.Upload)).Cites("mpu.auth.denied"),
            ],
        }),
        .. Tokens.Select(row => Baseline with
        {
            Id = $"upload-part-copy/session-token/{row.Row}",
            Claim = $"A made-up session token {row.What} beside permanent keys is refused by name.",
            Given = [.. Refusals.Ready],
            Dialects = [Dialect.Aws],
            When = row.Copy,
            Then =
            [
                Check.Status(400, 403).Cites("upc.auth.session-token"),
                Check.ErrorCode("InvalidAccessKeyId", "InvalidToken", "ExpiredToken").Cites("upc.auth.session-token"),
                Check.IfRefused(Check.PartNumbersAre()).Cites("inv.refused-stores-nothing"),
            ],
        }),
    ];

    private static Given Stored(Bucket bucket) => Given.StoredObject(Slot.Source, Source, bucket: bucket);
}
