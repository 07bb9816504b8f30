namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>A source of zero bytes: copied whole, asked for by a range, and as a part of an upload that is completed.</summary>
public static class ZeroByteSource
{
    private static readonly Content Nothing = Content.Text("");
    private static readonly Content Large = Content.Generated(Slot.OtherSource.Name, Size.MinimumPart);

    private static readonly (string Row, string Range, string[] Codes, string Cites)[] Ranges =
    [
        ("range-first-byte", "bytes=0-0", ["InvalidRequest", "InvalidArgument"], "zero.range-0-0"),
        ("range-size-less-one", "bytes=0--1", ["InvalidArgument"], "zero.range-minus-one"),
    ];

    private static readonly Scenario Whole = new()
    {
        Id = "upload-part-copy/zero-byte-source/whole",
        Claim = "An empty source is copied as a part of zero bytes.",
        Given = [Given.StoredObject(Slot.Source, Nothing), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then =
        [
            Check.Status(200).Cites("zero.no-range"),
            Check.IfAccepted(Check.ETagIsMd5Of(Nothing.All)).Cites("zero.no-range"),
            Check.IfAccepted(Check.PartStored(1, Nothing.All)).Cites("zero.no-range"),
        ],
    };

    private static readonly Scenario CompletedAlone = Whole with
    {
        Id = "upload-part-copy/zero-byte-source/completed-alone",
        Claim = "An upload whose only part was copied from an empty source completes to an empty object.",
        Then =
        [
            Check.IfAccepted(Check.AssembledIs(Nothing.All)).Cites("zero.complete-single"),
            Check.IfAccepted(Check.AssembledLengthIs(0)).Cites("zero.complete-single"),
            Check.IfAccepted(Check.AssembledETagIsOf(Nothing.All)).Cites("zero.complete-single"),
        ],
    };

    private static readonly Scenario CompletedLast = Whole with
    {
        Id = "upload-part-copy/zero-byte-source/completed-last",
        Claim = "An empty last part changes nothing about the object.",
        Given =
        [
            Given.StoredObject(Slot.Source, Nothing),
            Given.StoredObject(Slot.OtherSource, Size.MinimumPart),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Slot.OtherSource),
        ],
        When = new UploadPartCopyRequest { PartNumber = 2 },
        Then =
        [
            Check.Status(200).Cites("zero.no-range"),
            Check.IfAccepted(Check.AssembledIs(Large.All, Nothing.All)).Cites("zero.complete-last"),
            Check.IfAccepted(Check.AssembledLengthIs(Size.MinimumPart)).Cites("zero.complete-last"),
        ],
    };

    private static readonly Scenario CompletedInTheMiddle = Whole with
    {
        Id = "upload-part-copy/zero-byte-source/completed-in-the-middle",
        Claim = "An empty part before the last is too small.",
        Given =
        [
            .. CompletedLast.Given,
            Given.CopiedPart(Slot.Upload, 2, Slot.Source),
            Given.CopiedPart(Slot.Upload, 3, Slot.OtherSource),
        ],
        When = new CompleteMultipartUploadRequest(),
        Then = [.. Answers.Refused(400, "EntityTooSmall", "zero.complete-middle")],
    };

    private static readonly Scenario Condition = Whole with
    {
        Id = "upload-part-copy/zero-byte-source/if-match",
        Claim = "An empty source whose ETag is the one asked for is copied.",
        When = new UploadPartCopyRequest().With("x-amz-copy-source-if-match", "{etag:source}"),
        Then = [Check.Status(200).Cites("zero.if-match"), Check.IfAccepted(Check.PartStored(1, Nothing.All)).Cites("zero.if-match")],
    };

    private static readonly Scenario ReadAsPart = Whole with
    {
        Id = "upload-part-copy/zero-byte-source/read-as-part",
        Claim = "Part 1 of an empty object is read as nothing or cannot be satisfied.",
        Given = [Given.CompletedUpload(Slot.Upload, Nothing)],
        When = new GetObjectRequest { ExtraQuery = "partNumber=1" },
        Then =
        [
            Check.Status(200, 206, 416).Cites("zero.get-part"),
            Check.IfRefused(Check.ErrorCode("InvalidPartNumber", "InvalidRange")).Cites("zero.get-part"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Whole,
        .. Ranges.Select(row => Whole with
        {
            Id = $"upload-part-copy/zero-byte-source/{row.Row}",
            Claim = $"The range {row.Range} of an empty source is refused.",
            When = new UploadPartCopyRequest { Range = row.Range },
            Then =
            [
                Check.Status(400).Cites(row.Cites),
                Check.ErrorCode(row.Codes).Cites(row.Cites),
                Check.IfRefused(Check.PartsUnchanged()).Cites("upc.range.no-side-effect"),
            ],
        }),
        CompletedAlone,
        CompletedLast,
        CompletedInTheMiddle,
        Condition,
        ReadAsPart,
    ];
}
