namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The range given twice, at great length, without a copy source, or in the header that GET uses.</summary>
public static class OddCopySourceRangeHeaders
{
    private const long SizeBytes = 6 * Size.MiB + 3;

    private static readonly Content Source = Content.Generated(Slot.Source.Name, SizeBytes);
    private static readonly Content Body = Content.Text("the body of the request is the part");

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/odd-copy-source-range-headers/http-range",
        Claim = "An ordinary Range header never narrows what is copied.",
        Given = [Given.StoredObject(Slot.Source, SizeBytes), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest { Headers = [new HeaderLine("Range", "bytes=0-4")] },
        Then =
        [
            .. CopyAnswers.TakesOrRefuses(Source.All, [200, 400], "upc.range.http-range-ignored"),
            Check.IfRefused(Check.ErrorCode("InvalidArgument")).Cites("upc.range.http-range-ignored"),
            .. CopyAnswers.LeavesNoPart,
        ],
    };

    private static readonly Scenario HttpRangeBeside = Baseline with
    {
        Id = "upload-part-copy/odd-copy-source-range-headers/http-range-beside-copy-source-range",
        Claim = "Beside x-amz-copy-source-range an ordinary Range header changes nothing.",
        When = new UploadPartCopyRequest { Range = "bytes=7-22", Headers = [new HeaderLine("Range", "bytes=0-4")] },
        Then =
        [
            .. CopyAnswers.TakesOrRefuses(Source.From(7, 22), [200, 400], "upc.range.http-range-ignored"),
            Check.IfRefused(Check.ErrorCode("InvalidArgument")).Cites("upc.range.http-range-ignored"),
            .. CopyAnswers.LeavesNoPart,
        ],
    };

    private static readonly (string Row, string First, string Second)[] Twice =
    [
        ("two-different-ranges", "bytes=0-8", "bytes=10-15"),
        ("the-same-range-twice", "bytes=0-8", "bytes=0-8"),
        ("valid-then-empty", "bytes=0-8", ""),
        ("empty-then-valid", "", "bytes=0-8"),
    ];

    private static readonly (string Row, string Range)[] Long =
    [
        ("1000-digits", $"bytes=0-{new string('9', 1000)}"),
        ("4000-digits", $"bytes=0-{new string('9', 4000)}"),
        ("7000-digits", $"bytes=0-{new string('9', 7000)}"),
        ("a-thousand-ranges", $"bytes={string.Join(',', Enumerable.Range(0, 1000).Select(i => $"{i}-{i}"))}"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        HttpRangeBeside,
        .. Twice.Select(row => Baseline with
        {
            Id = $"upload-part-copy/odd-copy-source-range-headers/{row.Row}",
            Claim = $"Two range header lines, \"{row.First}\" and \"{row.Second}\", are refused.",
            When = new UploadPartCopyRequest
            {
                Range = row.First,
                Headers = [new HeaderLine("x-amz-copy-source-range", row.Second)],
                Carrier = Carrier.Socket,
            },
            Then = [.. CopyAnswers.RefusesRange(["InvalidArgument"], "upc.range.duplicate-header")],
        }),
        .. Long.Select(row => Baseline with
        {
            Id = $"upload-part-copy/odd-copy-source-range-headers/{row.Row}",
            Claim = $"A range header of {row.Range.Length} bytes is answered with a client error.",
            When = new UploadPartCopyRequest { Range = row.Range },
            Then = [Check.Status(400, 416, 431).Cites("upc.range.very-long"), .. CopyAnswers.LeavesNoPart],
        }),
        Baseline with
        {
            Id = "upload-part-copy/odd-copy-source-range-headers/without-copy-source",
            Claim = "Without a copy source the range header does not narrow the part that is uploaded.",
            Given = [Given.OpenUpload(Slot.Upload)],
            When = new UploadPartRequest { Content = Body, Headers = [new HeaderLine("x-amz-copy-source-range", "bytes=0-4")] },
            Then =
            [
                Check.Status(200, 400).Cites("upc.range.without-source"),
                Check.IfAccepted(Check.PartStored(1, Body.All)).Cites("upc.range.without-source"),
                Check.IfAccepted(Check.AssembledIs(Body.All)).Cites("upc.range.without-source"),
            ],
        },
    ];
}
