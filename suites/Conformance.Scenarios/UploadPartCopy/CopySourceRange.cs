namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Which bytes x-amz-copy-source-range selects of a ten-byte source; forms that small sources could hide are tried on a large one too.</summary>
public static class CopySourceRange
{
    private const long LargeSizeBytes = 6 * Size.MiB + 3;

    private static readonly Content Digits = Content.Text("0123456789");
    private static readonly Content Large = Content.Generated(Slot.Source.Name, LargeSizeBytes);
    private static readonly Given[] OfLargeSource = [Given.StoredObject(Slot.Source, LargeSizeBytes), Given.OpenUpload(Slot.Upload)];

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/copy-source-range/absent",
        Claim = "Without a range the whole source becomes the part.",
        Given = [Given.StoredObject(Slot.Source, Digits), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [.. CopyAnswers.Takes(Digits.All, "upc.range.absent")],
    };

    private static readonly (string Row, string Range, long First, long Last, string Cites)[] Selected =
    [
        ("all-but-last-byte", "bytes=0-8", 0, 8, "upc.range.inclusive"),
        ("middle", "bytes=3-6", 3, 6, "upc.range.inclusive"),
        ("first-byte", "bytes=0-0", 0, 0, "upc.range.one-byte"),
        ("second-byte", "bytes=1-1", 1, 1, "upc.range.one-byte"),
        ("last-byte", "bytes=9-9", 9, 9, "upc.range.last-byte"),
        ("exact-full", "bytes=0-9", 0, 9, "upc.range.exact-full"),
        ("outer-blanks", " bytes=0-8 ", 0, 8, "upc.range.outer-whitespace"),
        ("outer-tabs", "\tbytes=0-8\t", 0, 8, "upc.range.outer-whitespace"),
    ];

    // Read as octal, 00-0008 is no number at all; a target that ignores what it cannot read would copy all ten bytes.
    private static readonly (string Row, string Range, long First, long Last, string Cites)[] SelectedOrRefused =
    [
        ("leading-zeros", "bytes=0000-0006", 0, 6, "upc.range.leading-zeros"),
        ("leading-zeros-octal-trap", "bytes=00-0008", 0, 8, "upc.range.leading-zeros"),
        ("unit-capitalised", "Bytes=0-8", 0, 8, "upc.range.unit-case"),
        ("unit-upper-case", "BYTES=0-8", 0, 8, "upc.range.unit-case"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Selected.Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-source-range/{row.Row}",
            Claim = $"The range \"{row.Range}\" of a ten-byte source selects {row.Last - row.First + 1} bytes from offset {row.First}.",
            When = new UploadPartCopyRequest { Range = row.Range },
            Then = [.. CopyAnswers.TakesUnlessTooSmall(Digits.From(row.First, row.Last), row.Cites)],
        }),
        .. SelectedOrRefused.Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-source-range/{row.Row}",
            Claim = $"The range \"{row.Range}\" of a ten-byte source selects {row.Last - row.First + 1} bytes from offset {row.First}, or is refused.",
            When = new UploadPartCopyRequest { Range = row.Range },
            Then =
            [
                .. CopyAnswers.TakesOrRefuses(Digits.From(row.First, row.Last), [200, 400], row.Cites),
                Check.IfRefused(Check.UnlessRefusedAs(400, "InvalidRequest", Check.ErrorCode("InvalidArgument"))).Cites(row.Cites),
                .. CopyAnswers.LeavesNoPart,
            ],
        }),
        .. SelectedOrRefused.Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-source-range/large-source-{row.Row}",
            Claim = $"The range \"{row.Range}\" of a source above 5 MiB selects {row.Last - row.First + 1} bytes from offset {row.First}, or is refused.",
            Given = [.. OfLargeSource],
            When = new UploadPartCopyRequest { Range = row.Range },
            Then =
            [
                .. CopyAnswers.TakesOrRefuses(Large.From(row.First, row.Last), [200, 400], row.Cites),
                Check.IfRefused(Check.ErrorCode("InvalidArgument")).Cites(row.Cites),
                .. CopyAnswers.LeavesNoPart,
            ],
        }),
        .. Selected.Where(row => row.Cites == "upc.range.outer-whitespace").Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-source-range/large-source-{row.Row}",
            Claim = $"White space around the range {row.Range.Trim()} of a source above 5 MiB changes nothing.",
            Given = [.. OfLargeSource],
            When = new UploadPartCopyRequest { Range = row.Range },
            Then = [.. CopyAnswers.Takes(Large.From(row.First, row.Last), row.Cites)],
        }),
    ];
}
