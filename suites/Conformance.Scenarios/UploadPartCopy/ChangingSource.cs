namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The source is overwritten or deleted between two part copies; a copy itself changes nothing about it.</summary>
public static class ChangingSource
{
    private const string Key = "changing";

    private static readonly Slot Before = new("source-before");
    private static readonly Content Old = Content.Generated("changing-old", Size.MinimumPart);
    private static readonly Content New = Content.Generated("changing-new", 1000);

    private static readonly Scenario Overwritten = new()
    {
        Id = "upload-part-copy/changing-source/overwritten-between-parts",
        Claim = "A part copied after the source was overwritten holds the new bytes; the part copied before keeps the old.",
        Given =
        [
            Given.StoredObject(Before, Old, Key),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Before),
            Given.StoredObject(Slot.Source, New, Key),
        ],
        When = new UploadPartCopyRequest { PartNumber = 2 },
        Then =
        [
            Check.Status(200).Cites("upc.src.source-changes"),
            Check.IfAccepted(Check.PartStored(1, Old.All)).Cites("upc.src.source-changes"),
            Check.IfAccepted(Check.PartStored(2, New.All)).Cites("upc.src.source-changes"),
            Check.IfAccepted(Check.AssembledIs(Old.All, New.All)).Cites("upc.src.source-changes", "integ.source-delete-after"),
        ],
    };

    private static readonly Scenario SameNumber = Overwritten with
    {
        Id = "upload-part-copy/changing-source/overwritten-and-copied-again",
        Claim = "A part copied again after the source was overwritten holds the new bytes.",
        Given =
        [
            Given.StoredObject(Before, sizeBytes: 64, Key),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Before),
            Given.StoredObject(Slot.Source, New, Key),
        ],
        When = new UploadPartCopyRequest(),
        Then = [.. CopyAnswers.Takes(New.All, "upc.src.source-changes", "upc.over.replaces")],
    };

    private static readonly Scenario Deleted = Overwritten with
    {
        Id = "upload-part-copy/changing-source/deleted-between-parts",
        Claim = "After the source was deleted no part is copied from it, and the part copied before keeps its bytes.",
        Given =
        [
            Given.StoredObject(Before, sizeBytes: 64, Key),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Before),
            Given.Done(new DeleteObjectRequest { Key = $"{{prefix}}{Key}" }),
        ],
        When = new UploadPartCopyRequest { PartNumber = 2, CopySource = $"{{bucket}}/{{prefix}}{Key}" },
        Then =
        [
            .. Answers.Refused(404, "NoSuchKey", "upc.src.key-missing"),
            Check.IfRefused(Check.PartNumbersAre(1)).Cites("inv.refused-stores-nothing"),
            Check.IfRefused(Check.AssembledIs(Content.Generated(Before.Name, 64).All)).Cites("integ.source-delete-after"),
        ],
    };

    private static readonly (string Row, string? Range)[] Reads =
    [
        ("whole", null),
        ("range", "bytes=8192-16383"),
        ("refused-range", "bytes=0-"),
        ("refused-last-equals-size", "bytes=0-{size:source}"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Overwritten,
        SameNumber,
        Deleted,
        .. Reads.Select(row => Overwritten with
        {
            Id = $"upload-part-copy/changing-source/unchanged-by-copy-{row.Row}",
            Claim = $"After a copy {(row.Range is null ? "without a range" : $"with the range {row.Range}")} the source has the bytes and the ETag it had.",
            Given = [Given.StoredObject(Slot.Source, 6 * Size.MiB + 3), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { Range = row.Range },
            Then =
            [
                Check.SourceUnchanged().Cites("upc.src.source-unchanged"),
                Check.StillReads(Slot.Source, Content.Generated(Slot.Source.Name, 6 * Size.MiB + 3).All).Cites("upc.src.source-unchanged"),
            ],
        }),
    ];
}
