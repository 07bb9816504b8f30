namespace Conformance.Scenarios.UploadPart;

/// <summary>Which part numbers and upload ids UploadPart takes, and who may send it.</summary>
public static class PartAddress
{
    private static readonly Content Small = Content.Generated("uploaded-part", 200);
    private static readonly Content Existing = Content.Text("the object that was there before");
    private static readonly UploadPartRequest Upload = new() { Content = Small };

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part/part-number/1",
        Claim = "Part number 1 is taken.",
        Given = [Given.OpenUpload(Slot.Upload)],
        When = Upload,
        Then = [Check.Status(200).Cites("up.part-number-range"), Check.PartNumbersAre(1).Cites("up.part-number-range")],
    };

    private static readonly (string Row, string Value, string Cites)[] BadNumbers =
    [
        ("zero", "0", "up.part-number-bounds"),
        ("minus-one", "-1", "up.part-number-bounds"),
        ("10001", "10001", "up.part-number-bounds"),
        ("beyond-16-bits", "65537", "up.part-number-bounds"),
        ("beyond-32-bits", "4294967297", "up.part-number-bounds"),
        ("beyond-64-bits", "18446744073709551617", "up.part-number-bounds"),
        ("letters", "abc", "up.part-number-syntax"),
        ("letters-behind", "1abc", "up.part-number-syntax"),
        ("decimal", "1.0", "up.part-number-syntax"),
        ("exponent", "1e0", "up.part-number-syntax"),
        ("hexadecimal", "0x1", "up.part-number-syntax"),
        ("list", "1,2", "up.part-number-syntax"),
    ];

    private static readonly (string Row, string What, Given[] Given, UploadPartRequest Upload, string[] Cites)[] Unknown =
    [
        ("never-issued", "an id never given out", [], Upload with { UploadId = UploadId.NeverIssued }, ["up.unknown-upload"]),
        ("aborted", "an aborted upload", [Given.AbortedUpload(Slot.Upload)], Upload, ["up.ended-upload"]),
        ("completed", "a completed upload", [Given.CompletedUpload(Slot.Upload, Existing)], Upload, ["up.ended-upload", "cmu.upload-gone"]),
        ("completed-same-part", "a completed upload that has the part", [Given.CompletedUpload(Slot.Upload, Small)], Upload, ["up.ended-upload"]),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. new[] { 2, 999, 9999, 10000 }.Select(number => Baseline with
        {
            Id = $"upload-part/part-number/{number}",
            Claim = $"Part number {number} is taken though no lower one exists.",
            When = Upload with { PartNumber = number },
            Then =
            [
                Check.Status(200).Cites("up.part-number-range"),
                Check.PartNumbersAre(number).Cites("up.part-number-range"),
                Check.AssembledIs(Small.All).Cites("up.part-number-range"),
            ],
        }),
        .. BadNumbers.Select(row => Baseline with
        {
            Id = $"upload-part/part-number-refused/{row.Row}",
            Claim = $"Part number {row.Value} is refused and stores nothing.",
            When = Upload with { PartNumber = QueryValue.Raw(row.Value) },
            Then =
            [
                .. Answers.Refused(400, "InvalidArgument", row.Cites),
                Check.PartNumbersAre().Cites(row.Cites),
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentName", "partNumber")).Cites("err.argument"),
            ],
        }),
        Baseline with
        {
            Id = "upload-part/incomplete-query/no-upload-id",
            Claim = "PUT with a part number, a body and no upload id is refused and leaves the object that has the key.",
            Given = [Given.StoredObject(Slot.OtherSource, Existing, key: "destination")],
            When = Upload with { UploadId = UploadId.Absent },
            Then =
            [
                .. Answers.Refused(400, "InvalidArgument", "up.no-upload-id"),
                Check.Afterwards("read the key", new GetObjectRequest(), Check.BodyIs(Existing.All)).Cites("up.no-upload-id"),
            ],
        },
        Baseline with
        {
            Id = "upload-part/incomplete-query/no-part-number",
            Claim = "PUT with an upload id, a body and no part number is refused and leaves the object that has the key.",
            Given = [Given.StoredObject(Slot.OtherSource, Existing, key: "destination"), Given.OpenUpload(Slot.Upload)],
            When = Upload with { PartNumber = QueryValue.Absent },
            Then =
            [
                .. Answers.Refused(405, "MethodNotAllowed", "up.no-part-number"),
                Check.PartNumbersAre().Cites("up.no-part-number"),
                Check.Afterwards("read the key", new GetObjectRequest(), Check.BodyIs(Existing.All)).Cites("up.no-part-number"),
            ],
        },
        .. new[] { ("empty", ""), ("letters", "abc"), ("real", "{version:other-source}") }.Select(row => Baseline with
        {
            Id = $"upload-part/version-id/{row.Item1}",
            Claim = $"A part with a versionId in its query ({row.Item1}) is refused and not stored.",
            Given = [Given.StoredObject(Slot.OtherSource, Existing, key: "destination", bucket: Bucket.Versioned), Given.OpenUpload(Slot.Upload, bucket: Bucket.Versioned)],
            When = Upload with { ExtraQuery = $"versionId={row.Item2}" },
            Then =
            [
                .. Answers.Refused(400, "InvalidArgument", "up.version-id"),
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentName", "versionId")).Cites("up.version-id"),
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentValue", row.Item2)).Cites("up.version-id"),
                Check.IfRefused(Check.PartNumbersAre()).Cites("up.version-id"),
            ],
            Dialects = [Dialect.Aws],
        }),
        .. Unknown.Select(row => Baseline with
        {
            Id = $"upload-part/upload-id-refused/{row.Row}",
            Claim = $"A part for {row.What} is refused.",
            Given = [.. row.Given],
            When = row.Upload,
            Then = [.. Answers.Refused(404, "NoSuchUpload", row.Cites), Check.WhenCode("NoSuchUpload", Check.ErrorElement("UploadId")).Cites("err.no-such-upload-element")],
        }),
        Baseline with
        {
            Id = "upload-part/upload-id-refused/completed-object-kept",
            Claim = "A part for a completed upload does not change the object.",
            Given = [Given.CompletedUpload(Slot.Upload, Existing)],
            Then =
            [
                Check.Status(404).Cites("up.ended-upload"),
                Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Existing.All)).Cites("up.ended-upload"),
            ],
        },
        Baseline with
        {
            Id = "upload-part/upload-id-refused/other-key",
            Claim = "A part with the upload id of another key is refused, and that upload does not get it.",
            When = Upload with { Key = "{prefix}other-key" },
            Then = [.. Answers.Refused(404, "NoSuchUpload", "up.other-key"), Check.PartNumbersAre().Cites("up.other-key")],
        },
        Baseline with
        {
            Id = "upload-part/upload-id-refused/longer-key",
            Claim = "A part for a key that only begins like that of the upload is refused.",
            When = Upload with { Key = "{destination}-and-more" },
            Then = [.. Answers.Refused(404, "NoSuchUpload", "up.other-key"), Check.PartNumbersAre().Cites("up.other-key")],
        },
        Baseline with
        {
            Id = "upload-part/upload-id-refused/upload-of-another-open-key",
            Claim = "Of two uploads in progress neither takes a part under the other's key.",
            Given = [Given.OpenUpload(Slot.Upload), Given.OpenUpload(Slot.OtherUpload, "-2")],
            When = Upload with { Key = "{raw-upload-key:other-upload}" },
            Then =
            [
                .. Answers.Refused(404, "NoSuchUpload", "up.other-key"),
                Check.PartNumbersAre().Cites("up.other-key"),
                Check.PartNumbersAre(Slot.OtherUpload).Cites("up.other-key"),
            ],
        },
        Baseline with
        {
            Id = "upload-part/upload-id-refused/missing-bucket",
            Claim = "A part for a bucket that does not exist is refused.",
            Given = [],
            When = Upload with { UploadId = UploadId.NeverIssued, Bucket = Bucket.Missing },
            Then = [.. Answers.Refused(404, "NoSuchBucket", "up.no-bucket")],
        },
        Baseline with
        {
            Id = "upload-part/authentication/presigned",
            Claim = "A presigned UploadPart is accepted and stores the body.",
            When = Upload with { Signing = new SigningPlan { Mode = SigningMode.Presigned } },
            Then = UploadedPart.Stored(Small.All, "up.presigned"),
        },
        Baseline with
        {
            Id = "upload-part/authentication/unsigned-payload",
            Claim = "UNSIGNED-PAYLOAD is accepted as payload hash of a part.",
            When = Upload with { Signing = new SigningPlan { Payload = new PayloadHash.Unsigned() } },
            Then = UploadedPart.Stored(Small.All, "up.unsigned-payload"),
        },
        Baseline with
        {
            Id = "upload-part/authentication/anonymous",
            Claim = "A part without any authentication is refused and not stored.",
            When = Upload with { Signing = new SigningPlan { Mode = SigningMode.Anonymous } },
            Then = [.. Answers.Refused(403, "AccessDenied", "up.anonymous"), Check.PartNumbersAre().Cites("up.anonymous")],
        },
        Baseline with
        {
            Id = "upload-part/authentication/wrong-signature",
            Claim = "A part with a wrong signature is refused and not stored.",
            When = Upload with { Signing = new SigningPlan { FlipSignature = true } },
            Then = [.. Answers.Refused(403, "SignatureDoesNotMatch", "up.bad-signature"), Check.PartNumbersAre().Cites("up.bad-signature")],
        },
    ];
}
