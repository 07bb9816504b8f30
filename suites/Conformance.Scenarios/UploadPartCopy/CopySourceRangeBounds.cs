namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>
/// Ranges whose offsets fall on and beside the sizes at which implementations cut their buffers, chunks and parts, on a source of
/// 6 MiB and 3 bytes: one byte too many or too few shows up in the part read back.
/// </summary>
public static class CopySourceRangeBounds
{
    private const long SizeBytes = 6 * Size.MiB + 3;
    private const long Last = SizeBytes - 1;

    private static readonly Content Source = Content.Generated(Slot.Source.Name, SizeBytes);

    private static readonly (string Name, long Offset)[] Offsets =
    [
        ("1", 1),
        ("8-kib-less-one", 8 * Size.KiB - 1),
        ("8-kib", 8 * Size.KiB),
        ("8-kib-and-one", 8 * Size.KiB + 1),
        ("1-mib-less-one", Size.MiB - 1),
        ("1-mib", Size.MiB),
        ("1-mib-and-one", Size.MiB + 1),
        ("5-mib-less-one", Size.MinimumPart - 1),
        ("5-mib", Size.MinimumPart),
        ("5-mib-and-one", Size.MinimumPart + 1),
        ("last-less-one", Last - 1),
    ];

    private static readonly (string Row, long First, long Last, string Cites)[] Single =
    [
        ("zero-to-zero", 0, 0, "upc.range.one-byte"),
        ("last-byte", Last, Last, "upc.range.last-byte"),
        ("exact-full", 0, Last, "upc.range.exact-full"),
        ("8-kib-alone", 8 * Size.KiB, 8 * Size.KiB, "upc.range.one-byte"),
        ("1-mib-alone", Size.MiB, Size.MiB, "upc.range.one-byte"),
        ("5-mib-alone", Size.MinimumPart, Size.MinimumPart, "upc.range.one-byte"),
        ("across-8-kib", 8 * Size.KiB - 1, 8 * Size.KiB, "upc.range.inclusive"),
        ("across-1-mib", Size.MiB - 1, Size.MiB, "upc.range.inclusive"),
        ("across-5-mib", Size.MinimumPart - 1, Size.MinimumPart, "upc.range.inclusive"),
        ("second-8-kib", 8 * Size.KiB, 16 * Size.KiB - 1, "upc.range.inclusive"),
        ("second-mib", Size.MiB, 2 * Size.MiB - 1, "upc.range.inclusive"),
        ("8-kib-to-1-mib", 8 * Size.KiB, Size.MiB, "upc.range.inclusive"),
        ("1-mib-to-5-mib", Size.MiB, Size.MinimumPart, "upc.range.inclusive"),
        ("1-mib-and-one-to-5-mib-less-one", Size.MiB + 1, Size.MinimumPart - 1, "upc.range.inclusive"),
        ("last-two", Last - 1, Last, "upc.range.inclusive"),
        ("jd-example", 500, 6_291_456, "upc.range.jd-example"),
    ];

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/copy-source-range-bounds/absent",
        Claim = "Without a range the whole source of 6 MiB and 3 bytes becomes the part.",
        Given = [Given.StoredObject(Slot.Source, SizeBytes), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [.. CopyAnswers.Takes(Source.All, "upc.range.absent")],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Offsets.Select(o => Case($"zero-to-{o.Name}", 0, o.Offset, "upc.range.inclusive")),
        .. Offsets.Select(o => Case($"{o.Name}-to-last", o.Offset, Last, "upc.range.inclusive")),
        .. Single.Select(row => Case(row.Row, row.First, row.Last, row.Cites)),
    ];

    private static Scenario Case(string row, long first, long last, string cites) => Baseline with
    {
        Id = $"upload-part-copy/copy-source-range-bounds/{row}",
        Claim = $"The range bytes={first}-{last} of {SizeBytes} bytes selects {last - first + 1} bytes from offset {first}.",
        When = new UploadPartCopyRequest { Range = CopyRange.Of(first, last) },
        Then = [.. CopyAnswers.Takes(Source.From(first, last), cites)],
    };
}
