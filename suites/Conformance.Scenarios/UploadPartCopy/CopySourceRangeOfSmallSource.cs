namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>
/// AWS documents that a range is copied only from a source above 5 MB, and copies it from ten bytes all the same: at or below 5 MiB
/// both answers conform, above it only the copy does.
/// </summary>
public static class CopySourceRangeOfSmallSource
{
    private static readonly (string Row, long SizeBytes)[] Small =
    [
        ("64-bytes", 64),
        ("5-mib", Size.MinimumPart),
    ];

    private static readonly Scenario Above = new()
    {
        Id = "upload-part-copy/copy-source-range-of-small-source/5-mib-and-one-byte",
        Claim = "A range of a source one byte above 5 MiB is copied.",
        Given = [Given.StoredObject(Slot.Source, Size.MinimumPart + 1), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest { Range = "bytes=7-22" },
        Then = [.. CopyAnswers.Takes(Content.Generated(Slot.Source.Name, Size.MinimumPart + 1).From(7, 22), "upc.range.inclusive")],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Small.Select(row => Above with
        {
            Id = $"upload-part-copy/copy-source-range-of-small-source/{row.Row}",
            Claim = $"A range of a source of {row.SizeBytes} bytes is copied.",
            Given = [Given.StoredObject(Slot.Source, row.SizeBytes), Given.OpenUpload(Slot.Upload)],
            Then =
            [
                Check.Status(200).Cites("upc.range.small-source"),
                .. CopyAnswers.HoldsSlice(Content.Generated(Slot.Source.Name, row.SizeBytes).From(7, 22), "upc.range.small-source"),
            ],
        }),
        .. Small.Select(row => Above with
        {
            Id = $"upload-part-copy/copy-source-range-of-small-source/{row.Row}-refusal",
            Claim = $"If no range is copied from a source of {row.SizeBytes} bytes, the refusal is 400 InvalidRequest.",
            Given = [Given.StoredObject(Slot.Source, row.SizeBytes), Given.OpenUpload(Slot.Upload)],
            Then =
            [
                Check.IfRefused(Check.Status(400)).Cites("upc.range.small-source-error-shape", "jd.upc.invalid-request"),
                Check.IfRefused(Check.ErrorCode("InvalidRequest")).Cites("upc.range.small-source-error-shape", "jd.upc.invalid-request"),
            ],
        }),
        Above,
    ];
}
