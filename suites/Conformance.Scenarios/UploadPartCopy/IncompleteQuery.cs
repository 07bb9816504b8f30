namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>What happens when partNumber or uploadId is absent, empty, repeated or spelt in another case.</summary>
public static class IncompleteQuery
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/incomplete-query/no-part-number",
        Claim = "A request with uploadId but without partNumber is refused, and is not taken for CopyObject.",
        Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest { PartNumber = QueryValue.Absent },
        Then =
        [
            .. Answers.Refused(405, "MethodNotAllowed", "upc.part.missing"),
            Check.WhenStatus(405, Check.HeaderPresent("Allow")).Cites("err.allow-header"),
            Check.PartNumbersAre().Cites("upc.part.missing"),
            Check.DestinationUntouched().Cites("upc.part.missing"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "upload-part-copy/incomplete-query/empty-part-number",
            Claim = "An empty part number is refused, and nothing is stored.",
            When = new UploadPartCopyRequest { PartNumber = QueryValue.Raw("") },
            Then =
            [
                Check.Status(400, 405).Cites("upc.part.empty"),
                Check.ErrorCode("InvalidArgument", "MethodNotAllowed").Cites("upc.part.empty"),
                Check.PartNumbersAre().Cites("upc.part.empty"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/incomplete-query/no-upload-id",
            Claim = "A request with partNumber but without uploadId is refused, and is not taken for CopyObject or PutObject.",
            When = new UploadPartCopyRequest { UploadId = UploadId.Absent, PartNumber = 1 },
            Then =
            [
                .. Answers.Refused(400, "InvalidArgument", "upc.upid.missing"),
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentName", "partNumber")).Cites("err.argument"),
                Check.DestinationUntouched().Cites("upc.upid.missing"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/incomplete-query/empty-upload-id",
            Claim = "A part copy whose uploadId has no value is refused, and the destination key is untouched.",
            When = new UploadPartCopyRequest { UploadId = QueryValue.Raw(""), PartNumber = 1 },
            Then = [.. Answers.Refused(404, "NoSuchUpload", "upc.upid.empty"), Check.DestinationUntouched().Cites("upc.upid.empty")],
        },
        Baseline with
        {
            Id = "upload-part-copy/incomplete-query/required-parameters",
            Claim = "Without partNumber a target of the jdcloud dialect answers with a client error.",
            Then = [Check.Status(400, 405).Cites("jd.upc.required-params")],
        },
        Baseline with
        {
            Id = "upload-part-copy/repeated-query/part-number",
            Claim = "A repeated partNumber makes at most one part, under one of the two numbers.",
            When = new UploadPartCopyRequest { RawQuery = "partNumber=1&partNumber=2&uploadId={upload:upload}" },
            Then =
            [
                Check.Status(200, 400, 403).Cites("upc.part.duplicate-param"),
                Check.AtMostOnePartOf(1, 2).Cites("upc.part.duplicate-param"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/repeated-query/upload-id",
            Claim = "A repeated uploadId is refused, or exactly one of the two uploads gets the part.",
            Given = [.. Baseline.Given, Given.OpenUpload(Slot.OtherUpload)],
            When = new UploadPartCopyRequest { RawQuery = "partNumber=1&uploadId={upload:upload}&uploadId={upload:other-upload}" },
            Then =
            [
                Check.Status(200, 400, 403, 404).Cites("upc.upid.duplicate-param"),
                Check.AtMostOneUploadHasParts(Slot.Upload, Slot.OtherUpload).Cites("upc.upid.duplicate-param"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/query-case/capitals",
            Claim = "PartNumber and UploadId in capitals do not select a part copy.",
            // The method is spelt out because this request is no part copy: what holds after any part copy is not asked of it.
            When = new UploadPartCopyRequest { Method = "PUT", RawQuery = "PartNumber=1&UploadId={upload:upload}" },
            Then =
            [
                Check.Status(200, 400, 405).Cites("upc.part.param-case"),
                Check.PartNumbersAre().Cites("upc.part.param-case"),
                Check.SourceUnchanged().Cites("upc.src.source-unchanged"),
            ],
        },
    ];
}
