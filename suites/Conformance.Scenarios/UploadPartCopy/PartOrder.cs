namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The part number, and not the order of copying, decides the place of a part in the object.</summary>
public static class PartOrder
{
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly Slice First = Large.From(0, Size.MinimumPart - 1);
    private static readonly Slice Second = Large.From(Size.MinimumPart, (2 * Size.MinimumPart) - 1);
    private static readonly Slice Last = Large.From(2 * Size.MinimumPart, Large.SizeBytes - 1);
    private static readonly Content Small = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content Tail = Content.Generated("uploaded-part", 64);

    private static readonly Given[] Ready = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload)];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        new Scenario
        {
            Id = "upload-part-copy/part-order/copied-3-1-2",
            Claim = "Parts copied in the order 3, 1, 2 are joined in the order 1, 2, 3.",
            Given = [.. Ready, Copied(3, Last), Copied(1, First)],
            When = new UploadPartCopyRequest { PartNumber = 2, Range = CopyRange.Of(Second.First, Second.Last) },
            Then =
            [
                Check.Status(200).Cites("upc.part.any-upload-order"),
                Check.PartNumbersAre(1, 2, 3).Cites("upc.part.any-upload-order"),
                Check.AssembledIs(First, Second, Last).Cites("upc.part.any-upload-order", "integ.concat"),
            ],
        },
        new Scenario
        {
            Id = "upload-part-copy/part-order/gaps",
            Claim = "Part numbers need neither start at 1 nor be consecutive: 2, 4 and 10000 are joined in that order.",
            Given = [.. Ready, Copied(2, Second), Copied(4, First)],
            When = new UploadPartCopyRequest { PartNumber = 10000, Range = CopyRange.Of(Last.First, Last.Last) },
            Then =
            [
                Check.Status(200).Cites("upc.part.gaps"),
                Check.PartNumbersAre(2, 4, 10000).Cites("upc.part.gaps"),
                Check.AssembledIs(Second, First, Last).Cites("upc.part.gaps"),
            ],
        },
        new Scenario
        {
            Id = "upload-part-copy/part-order/first-is-seven",
            Claim = "The first part of an upload may have any number.",
            Given = [.. Refusals.Ready],
            When = new UploadPartCopyRequest { PartNumber = 7 },
            Then = [.. Answers.Copies(Small.All, 7, "upc.part.gaps")],
        },
        new Scenario
        {
            Id = "upload-part-copy/part-order/nine-behind-two",
            Claim = "A part may leave numbers free between itself and the others, and another may come between them later.",
            Given = [.. Refusals.Ready, Given.CopiedPart(Slot.Upload, 2, Slot.Source)],
            When = new UploadPartCopyRequest { PartNumber = 9 },
            Then =
            [
                Check.Status(200).Cites("upc.part.gaps"),
                Check.PartNumbersAre(2, 9).Cites("upc.part.gaps"),
                Check.Afterwards("copy between them", new UploadPartCopyRequest { PartNumber = 5 }, Check.Status(200)).Cites("upc.part.gaps"),
            ],
        },
        new Scenario
        {
            Id = "upload-part-copy/part-order/uploaded-behind-copied",
            Claim = "A copied part and an uploaded one mix: the object is the copied bytes, then the uploaded ones.",
            Given = [.. Ready, Given.UploadedPart(Slot.Upload, 2, Tail)],
            When = new UploadPartCopyRequest { PartNumber = 1, Range = CopyRange.Of(First.First, First.Last) },
            Then =
            [
                Check.Status(200).Cites("upc.part.mixed-sources"),
                Check.PartNumbersAre(1, 2).Cites("upc.part.mixed-sources"),
                Check.AssembledIs(First, Tail.All).Cites("upc.part.mixed-sources"),
            ],
        },
        new Scenario
        {
            Id = "upload-part-copy/part-order/bad-number-and-missing-source",
            Claim = "If the part number is bad and the source is missing, one of the two is reported and nothing is stored.",
            Given = [Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { PartNumber = 0, CopySource = "{bucket}/{prefix}no-such-key" },
            Then =
            [
                Check.Status(400, 404).Cites("upc.part.judged-before-source"),
                Check.ErrorCode("InvalidArgument", "NoSuchKey").Cites("upc.part.judged-before-source"),
                Check.PartNumbersAre().Cites("upc.part.judged-before-source"),
            ],
        },
    ];

    private static Given Copied(int number, Slice slice) => Given.CopiedPart(Slot.Upload, number, Slot.Source, CopyRange.Of(slice.First, slice.Last));
}
