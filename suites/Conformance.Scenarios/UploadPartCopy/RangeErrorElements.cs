namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The error for a malformed range says which header is wrong and repeats its value; that for a first offset past the end does not.</summary>
public static class RangeErrorElements
{
    private static readonly (string Row, string Range, string Cites)[] Echoed =
    [
        ("no-unit", "0-8", "upc.range.no-unit"),
        ("open-ended", "bytes=1-", "upc.range.open-ended"),
        ("suffix", "bytes=-2", "upc.range.suffix"),
        ("suffix-zero", "bytes=-0", "upc.range.suffix-zero"),
        ("dash-only", "bytes=-", "upc.range.dash-only"),
        ("reversed", "bytes=1-0", "upc.range.reversed"),
        ("negative-first", "bytes=-1-", "upc.range.negative-first"),
        ("negative-last", "bytes=0--1", "upc.range.double-dash"),
        ("three-ranges", "bytes=0-1,3-4,7-9", "upc.range.multi"),
        ("last-beyond-end", "bytes=0-9999999", "upc.range.last-beyond-end"),
        ("markup", "bytes=<0>-&8", "upc.range.non-numeric"),
    ];

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/range-error-elements/first-beyond-end",
        Claim = "The error for a first offset past the end has neither ArgumentName nor ArgumentValue.",
        Given = [Given.StoredObject(Slot.Source, 6 * Size.MiB + 3), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest { Range = "bytes=9999999-9999999" },
        Then =
        [
            Check.ErrorCode("InvalidRequest").Cites("upc.range.first-beyond-end"),
            Check.NoErrorElement("ArgumentName").Cites("upc.range.argument-echo"),
            Check.NoErrorElement("ArgumentValue").Cites("upc.range.argument-echo"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Echoed.Select(row => Baseline with
        {
            Id = $"upload-part-copy/range-error-elements/{row.Row}",
            Claim = $"The error for the range \"{row.Range}\" names the header and repeats the value as sent.",
            When = new UploadPartCopyRequest { Range = row.Range },
            Then =
            [
                Check.ErrorCode("InvalidArgument").Cites(row.Cites),
                Check.IfRefused(Check.ErrorElement("ArgumentName", "x-amz-copy-source-range")).Cites("upc.range.argument-echo", "err.argument"),
                Check.IfRefused(Check.ErrorElement("ArgumentValue", row.Range)).Cites("upc.range.argument-echo", "err.argument"),
            ],
        }),
        Baseline,
    ];
}
