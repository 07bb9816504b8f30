namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Which bytes x-amz-copy-source-range selects of a ten-byte source, and which values are refused.</summary>
public static class CopySourceRange
{
    private static readonly Content Digits = Content.Text("0123456789");

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/copy-source-range/absent",
        Claim = "Without a range the whole source becomes the part.",
        Given = [Given.StoredObject(Slot.Source, Digits), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [.. Answers.Copies(Digits.All, 1, "upc.range.absent")],
    };

    private static readonly (string Row, string Range, long First, long Last, string Cites)[] Selected =
    [
        ("all-but-last-byte", "bytes=0-8", 0, 8, "upc.range.inclusive"),
        ("last-byte", "bytes=9-9", 9, 9, "upc.range.last-byte"),
    ];

    private static readonly (string Row, string Range, string Code, string Cites)[] Refused =
    [
        ("no-unit", "0-8", "InvalidArgument", "upc.range.no-unit"),
        ("open-ended", "bytes=1-", "InvalidArgument", "upc.range.open-ended"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Selected.Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-source-range/{row.Row}",
            Claim = $"The range {row.Range} of a ten-byte source selects {row.Last - row.First + 1} bytes from offset {row.First}.",
            When = new UploadPartCopyRequest { Range = row.Range },
            Then = [.. Answers.Copies(Digits.From(row.First, row.Last), 1, row.Cites, "upc.range.small-source")],
        }),
        .. Refused.Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-source-range/{row.Row}",
            Claim = $"The range \"{row.Range}\" is refused and stores nothing.",
            When = new UploadPartCopyRequest { Range = row.Range },
            Then = [.. Answers.Refused(400, row.Code, row.Cites), Check.PartsUnchanged().Cites("upc.range.no-side-effect")],
        }),
    ];
}
