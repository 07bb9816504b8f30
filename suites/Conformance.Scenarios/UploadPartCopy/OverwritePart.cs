namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>What remains of a part when its number is written a second time, or a second copy to it is refused.</summary>
public static class OverwritePart
{
    private static readonly Content Small = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content Other = Content.Generated(Slot.OtherSource.Name, 96);
    private static readonly Content Uploaded = Content.Generated("uploaded-part", 64);

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/overwrite-part/by-longer-copy",
        Claim = "A part copied to a number in use replaces the earlier part.",
        Given =
        [
            Given.StoredObject(Slot.Source, Small),
            Given.StoredObject(Slot.OtherSource, Other),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Slot.Source),
        ],
        When = new UploadPartCopyRequest { CopySource = Slot.OtherSource },
        Then =
        [
            Check.Status(200).Cites("upc.over.replaces"),
            Check.PartNumbersAre(1).Cites("upc.over.replaces"),
            Check.PartStored(1, Other.All).Cites("upc.over.replaces"),
            Check.AssembledIs(Other.All).Cites("upc.over.replaces"),
        ],
    };

    private static readonly (string Row, string What, UploadPartCopyRequest Copy)[] RefusedCopies =
    [
        ("malformed-range", "a malformed range", new() { Range = "bytes=9-0" }),
        ("missing-key", "a source key that does not exist", new() { CopySource = "{bucket}/{prefix}no-such-key" }),
        ("missing-bucket", "a source bucket that does not exist", new() { CopySource = "{missing-bucket}/key" }),
        ("range-past-end", "a range past the end of the source", new() { Range = "bytes=0-100" }),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "upload-part-copy/overwrite-part/by-shorter-copy",
            Claim = "A shorter part that replaces a longer one leaves nothing of the longer part behind.",
            Given = [.. Baseline.Given.SkipLast(1), Given.CopiedPart(Slot.Upload, 1, Slot.OtherSource)],
            When = new UploadPartCopyRequest { CopySource = Slot.Source },
            Then =
            [
                Check.Status(200).Cites("upc.over.shrink"),
                Check.PartStored(1, Small.All).Cites("upc.over.shrink"),
                Check.AssembledIs(Small.All).Cites("upc.over.shrink"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/overwrite-part/copy-over-upload",
            Claim = "An uploaded part is replaced by a copied one of the same number.",
            Given = [.. Baseline.Given.SkipLast(1), Given.UploadedPart(Slot.Upload, 1, Uploaded)],
            Then =
            [
                Check.Status(200).Cites("upc.over.by-upload"),
                Check.PartStored(1, Other.All).Cites("upc.over.by-upload"),
                Check.AssembledIs(Other.All).Cites("upc.over.by-upload"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/overwrite-part/same-copy-again",
            Claim = "The same copy sent twice leaves one part.",
            When = new UploadPartCopyRequest(),
            Then =
            [
                Check.Status(200).Cites("upc.over.replaces"),
                Check.PartNumbersAre(1).Cites("upc.over.replaces"),
                Check.AssembledIs(Small.All).Cites("upc.over.replaces"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/overwrite-part/time-moves",
            Claim = "Replacing a part two seconds later moves its LastModified in ListParts.",
            Given = [.. Baseline.Given, Given.Waited(TimeSpan.FromSeconds(2.1))],
            Then = [Check.Status(200).Cites("upc.over.lastmodified-moves"), Check.PartTimeMoved(1).Cites("upc.over.lastmodified-moves")],
        },
        .. RefusedCopies.Select(row => Baseline with
        {
            Id = $"upload-part-copy/overwrite-part/refused-for-{row.Row}",
            Claim = $"A copy to a number in use that is refused for {row.What} leaves the earlier part, which still completes.",
            When = row.Copy,
            Then =
            [
                Check.IfRefused(Check.PartsUnchanged()).Cites("upc.over.failed-keeps-old", "inv.refused-stores-nothing"),
                Check.IfRefused(Check.AssembledIs(Small.All)).Cites("upc.over.failed-keeps-old"),
            ],
        }),
        Baseline with
        {
            Id = "upload-part-copy/overwrite-part/refused-for-condition",
            Claim = "A copy to a number in use whose condition fails leaves the earlier part, which still completes.",
            Dialects = [Dialect.Aws],
            When = new UploadPartCopyRequest().With("x-amz-copy-source-if-match", "\"00000000000000000000000000000000\""),
            Then =
            [
                Check.IfRefused(Check.PartsUnchanged()).Cites("upc.over.failed-keeps-old", "inv.refused-stores-nothing"),
                Check.IfRefused(Check.AssembledIs(Small.All)).Cites("upc.over.failed-keeps-old"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/overwrite-part/refused-for-signature",
            Claim = "A copy to a number in use with a wrong signature leaves the earlier part.",
            When = new UploadPartCopyRequest { Signing = new SigningPlan { FlipSignature = true } },
            Then = [Check.Refused().Cites("upc.auth.bad-signature"), Check.IfRefused(Check.PartsUnchanged()).Cites("inv.refused-stores-nothing")],
        },
    ];
}
