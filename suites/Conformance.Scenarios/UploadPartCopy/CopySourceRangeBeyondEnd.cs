namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>A range that reaches past the end of the source is refused: nothing is clamped, and no offset wraps round.</summary>
public static class CopySourceRangeBeyondEnd
{
    private const long LargeSizeBytes = 6 * Size.MiB + 3;

    private static readonly Content Digits = Content.Text("0123456789");

    private static readonly (string Row, string Range, string[] Codes, string Cites)[] OfTenBytes =
    [
        ("last-beyond-end", "bytes=0-100", ["InvalidArgument"], "upc.range.last-beyond-end"),
        ("last-equals-size", "bytes=0-10", ["InvalidArgument"], "upc.range.last-equals-size"),
        ("last-byte-and-one-more", "bytes=9-10", ["InvalidArgument"], "upc.range.last-equals-size"),
        ("first-beyond-end", "bytes=100-200", ["InvalidRequest"], "upc.range.first-beyond-end"),
        ("first-equals-size", "bytes=10-10", ["InvalidRequest", "InvalidArgument"], "upc.range.first-equals-size"),
        ("first-equals-size-last-beyond", "bytes=10-20", ["InvalidRequest", "InvalidArgument"], "upc.range.first-equals-size"),
        ("last-int64-max", "bytes=0-9223372036854775807", ["InvalidArgument", "InvalidRequest"], "upc.range.int64-max"),
        ("last-int64-max-and-one", "bytes=0-9223372036854775808", ["InvalidArgument", "InvalidRequest"], "upc.range.overflow"),
        ("last-two-to-64", "bytes=0-18446744073709551616", ["InvalidArgument", "InvalidRequest"], "upc.range.overflow"),
        ("both-two-to-64", "bytes=18446744073709551616-18446744073709551617", ["InvalidArgument", "InvalidRequest"], "upc.range.overflow"),
        ("both-int64-max", "bytes=9223372036854775807-9223372036854775807", ["InvalidArgument", "InvalidRequest"], "upc.range.int64-max"),
    ];

    // Cut to 32 or 64 bits, the large numbers here are offsets within the source.
    private static readonly (string Row, string Range, string[] Codes, string Cites)[] OfLargeSource =
    [
        ("last-equals-size", "bytes=0-6291459", ["InvalidArgument"], "upc.range.last-equals-size"),
        ("last-byte-and-one-more", "bytes=6291458-6291459", ["InvalidArgument"], "upc.range.last-equals-size"),
        ("last-one-beyond-size", "bytes=0-6291460", ["InvalidArgument"], "upc.range.last-beyond-end"),
        ("from-5-mib-last-beyond-end", "bytes=5242880-10485759", ["InvalidArgument"], "upc.range.last-beyond-end"),
        ("last-wraps-at-32-bits", "bytes=0-4294967304", ["InvalidArgument"], "upc.range.last-beyond-end"),
        ("last-uint32-max", "bytes=0-4294967295", ["InvalidArgument"], "upc.range.last-beyond-end"),
        ("first-equals-size", "bytes=6291459-6291459", ["InvalidRequest", "InvalidArgument"], "upc.range.first-equals-size"),
        ("first-equals-size-last-beyond", "bytes=6291459-6291500", ["InvalidRequest", "InvalidArgument"], "upc.range.first-equals-size"),
        ("first-one-beyond-size", "bytes=6291460-6291470", ["InvalidRequest"], "upc.range.first-beyond-end"),
        ("first-far-beyond-end", "bytes=10485760-10485769", ["InvalidRequest"], "upc.range.first-beyond-end"),
        ("both-wrap-at-32-bits", "bytes=4294967296-4294967304", ["InvalidRequest"], "upc.range.first-beyond-end"),
        ("last-int64-max", "bytes=0-9223372036854775807", ["InvalidArgument", "InvalidRequest"], "upc.range.int64-max"),
        ("both-int64-max", "bytes=9223372036854775807-9223372036854775807", ["InvalidArgument", "InvalidRequest"], "upc.range.int64-max"),
        ("last-int64-max-and-one", "bytes=0-9223372036854775808", ["InvalidArgument", "InvalidRequest"], "upc.range.overflow"),
        ("last-wraps-at-64-bits", "bytes=0-18446744073709551624", ["InvalidArgument", "InvalidRequest"], "upc.range.overflow"),
        ("both-wrap-at-64-bits", "bytes=18446744073709551616-18446744073709551624", ["InvalidArgument", "InvalidRequest"], "upc.range.overflow"),
        ("last-wraps-at-128-bits", "bytes=0-340282366920938463463374607431768211464", ["InvalidArgument", "InvalidRequest"], "upc.range.overflow"),
    ];

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [Given.StoredObject(Slot.Source, Digits), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. OfTenBytes.Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-source-range-beyond-end/{row.Row}",
            Claim = $"The range {row.Range} reaches past a source of ten bytes and is refused.",
            When = new UploadPartCopyRequest { Range = row.Range },
            Then = [.. CopyAnswers.RefusesRangeOfSmallSource(row.Codes, row.Cites)],
        }),
        .. OfLargeSource.Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-source-range-beyond-end/large-source-{row.Row}",
            Claim = $"The range {row.Range} reaches past a source of {LargeSizeBytes} bytes and is refused.",
            Given = [Given.StoredObject(Slot.Source, LargeSizeBytes), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { Range = row.Range },
            Then = [.. CopyAnswers.RefusesRange(row.Codes, row.Cites)],
        }),
    ];
}
