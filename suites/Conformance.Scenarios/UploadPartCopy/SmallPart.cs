namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>A part below the minimum size, as copied: its size is judged only when the upload completes.</summary>
public static class SmallPart
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, (6 * Size.MiB) + 3);
    private static readonly Slice OneByte = Source.From(Size.MinimumPart, Size.MinimumPart);

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/small-part/one-byte",
        Claim = "A part of one byte is accepted when it is copied.",
        Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest { Range = CopyRange.Of(OneByte.First, OneByte.Last) },
        Then = [.. Answers.Copies(OneByte, 1, "cmu.size.min-not-at-copy")],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. new[] { 1, 64 }.Select(size => Baseline with
        {
            Id = $"upload-part-copy/small-part/whole-source-of-{size}",
            Claim = $"The whole of a source of {size} bytes is accepted as a part.",
            Given = [Given.StoredObject(Slot.Source, size), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest(),
            Then = [.. Answers.Copies(Content.Generated(Slot.Source.Name, size).All, 1, "cmu.size.min-not-at-copy")],
        }),
        Baseline with
        {
            Id = "upload-part-copy/small-part/before-a-higher-one",
            Claim = "A part of one byte is accepted even if a higher part is already there.",
            Given = [.. Baseline.Given, Given.CopiedPart(Slot.Upload, 2, Slot.Source, CopyRange.Of(0, 99))],
            Then = [Check.Status(200).Cites("cmu.size.min-not-at-copy"), Check.PartNumbersAre(1, 2).Cites("cmu.size.min-not-at-copy")],
        },
    ];
}
