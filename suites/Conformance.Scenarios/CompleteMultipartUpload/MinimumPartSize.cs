namespace Conformance.Scenarios.CompleteMultipartUpload;

/// <summary>From which size on a part that is not the last completes, and which part is the last.</summary>
public static class MinimumPartSize
{
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly Slice Smallest = Large.From(0, Size.MinimumPart - 1);
    private static readonly Slice OneByteShort = Large.From(0, Size.MinimumPart - 2);
    private static readonly Slice Tail = Large.From(Size.MinimumPart, Size.MinimumPart);

    private static readonly GetObjectRequest Read = new();

    private static readonly Scenario Baseline = new()
    {
        Id = "complete-multipart-upload/minimum-part-size/exactly",
        Claim = "A part of 5,242,880 bytes is large enough to be followed by another.",
        Given = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload), Copied(1, Smallest), Copied(2, Tail)],
        When = new CompleteMultipartUploadRequest(),
        Then =
        [
            Check.Status(200).Cites("cmu.size.min-boundary"),
            Check.Afterwards("read the object", Read, Check.BodyIs(Smallest, Tail)).Cites("integ.last-byte-part", "cmu.size.min-boundary"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "complete-multipart-upload/minimum-part-size/one-byte-short",
            Claim = "A part of 5,242,879 bytes is too small to be followed by another.",
            Given = [.. Baseline.Given.Take(2), Copied(1, OneByteShort), Copied(2, Tail)],
            Then = [.. Answers.Refused(400, "EntityTooSmall", "cmu.size.min-boundary")],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/minimum-part-size/one-byte-then-one-byte",
            Claim = "A part of one byte that is followed by another is refused by its status and not inside a 200, and the upload stays.",
            Given = [.. Baseline.Given.Take(2), Copied(1, Tail), Copied(2, Tail)],
            Then =
            [
                .. Answers.Refused(400, "EntityTooSmall", "cmu.size.min-part", "cmu.e200.validation"),
                Check.IfRefused(Check.PartsUnchanged()).Cites("cmu.size.too-small-keeps-upload"),
            ],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/minimum-part-size/names-the-part",
            Claim = "EntityTooSmall names the first part that is too small, its size and the minimum.",
            Dialects = [Dialect.Aws],
            Given = [Given.OpenUpload(Slot.Upload), Given.UploadedPart(Slot.Upload, 1, Content.Text("four")), Given.UploadedPart(Slot.Upload, 2, Content.Text("more"))],
            Then =
            [
                .. Answers.Refused(400, "EntityTooSmall", "cmu.size.min-part"),
                .. new[] { ("PartNumber", "1"), ("ProposedSize", "4"), ("MinSizeAllowed", "5242880"), ("ETag", "{part-etag:upload/1}") }
                    .Select(e => Check.WhenCode("EntityTooSmall", Check.ErrorElement(e.Item1, e.Item2)).Cites("cmu.size.min-elements")),
            ],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/minimum-part-size/single",
            Claim = "A single part completes whatever its size.",
            Given = [.. Baseline.Given.Take(2), Copied(7, Tail)],
            Then = [Check.Status(200).Cites("cmu.size.single-small"), Check.Afterwards("read the object", Read, Check.BodyIs(Tail)).Cites("cmu.size.single-small")],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/minimum-part-size/small-one-made-first",
            Claim = "The part without a minimum is the one with the highest number, not the one made last.",
            Given = [.. Baseline.Given.Take(2), Copied(2, Tail), Copied(1, Smallest)],
            Then = [Check.Status(200).Cites("cmu.size.last-by-number")],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/minimum-part-size/last-of-the-list",
            Claim = "A higher part that is stored but not listed does not deprive the last listed part of its exemption.",
            Given = [.. Baseline.Given, Copied(3, Smallest)],
            When = new CompleteMultipartUploadRequest { Parts = [new(1), new(2)] },
            Then = [Check.Status(200).Cites("cmu.size.last-by-list")],
        },
    ];

    private static Given Copied(int number, Slice slice) => Given.CopiedPart(Slot.Upload, number, Slot.Source, CopyRange.Of(slice.First, slice.Last));
}
