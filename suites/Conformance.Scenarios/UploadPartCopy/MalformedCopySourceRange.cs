namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>
/// A range that does not have the form bytes=first-last is refused. Each value is tried on a ten-byte source, as AWS was recorded, and
/// on a source above 5 MiB, where no rule about small sources can come before the form.
/// </summary>
public static class MalformedCopySourceRange
{
    private const long LargeSizeBytes = 6 * Size.MiB + 3;

    private static readonly Content Digits = Content.Text("0123456789");

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
        .. MalformedRangeRows.All.Select(row => Baseline with
        {
            Id = $"upload-part-copy/malformed-copy-source-range/{row.Row}",
            Claim = $"The range \"{row.Range}\" of a ten-byte source is refused and stores nothing.",
            When = new UploadPartCopyRequest { Range = row.Range },
            Then = [.. CopyAnswers.RefusesRangeOfSmallSource(["InvalidArgument"], row.Cites)],
        }),
        .. MalformedRangeRows.All.Select(row => Baseline with
        {
            Id = $"upload-part-copy/malformed-copy-source-range/large-source-{row.Row}",
            Claim = $"The range \"{row.Range}\" of a source above 5 MiB is refused for its form and stores nothing.",
            Given = [Given.StoredObject(Slot.Source, LargeSizeBytes), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { Range = row.Range },
            Then = [.. CopyAnswers.RefusesRange(["InvalidArgument"], row.Cites)],
        }),
    ];
}
