namespace Conformance.Scenarios.Lifecycles;

/// <summary>A part is a copy: what happens to its source, or to an earlier part of its number, afterwards does not reach the object.</summary>
public static class CopiedThenChanged
{
    private static readonly Content Copied = Content.Generated("copied-before", 64);
    private static readonly Content Later = Content.Generated("written-later", 96);
    private static readonly Content Uploaded = Content.Generated("uploaded-part", 64);

    private static readonly GetObjectRequest Read = new();
    private static readonly Check IsTheCopy = Check.Afterwards("read the object", Read, Check.BodyIs(Copied.All));

    private static readonly Scenario Baseline = new()
    {
        Id = "lifecycles/copied-then-changed/source-deleted",
        Claim = "Deleting the source after the copy does not change the part.",
        Given =
        [
            Given.StoredObject(Slot.Source, Copied, key: "changing-source"),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Slot.Source),
            Given.Done(new DeleteObjectRequest { Key = "{raw-key:source}" }),
        ],
        When = new CompleteMultipartUploadRequest(),
        Then = [Check.Status(200).Cites("integ.source-delete-after"), IsTheCopy.Cites("integ.source-delete-after")],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "lifecycles/copied-then-changed/source-overwritten",
            Claim = "Overwriting the source after the copy does not change the part.",
            Given = [.. Baseline.Given.SkipLast(1), Given.Done(new PutObjectRequest { Key = "{raw-key:source}", Content = Later })],
        },
        Baseline with
        {
            Id = "lifecycles/copied-then-changed/source-gone-object-copied",
            Claim = "A copy of a source that was deleted is refused at once.",
            Given = [.. Baseline.Given.SkipLast(2), Baseline.Given[^1]],
            // The method is spelt out so that the deleted source is not expected to be unchanged.
            When = new UploadPartCopyRequest { Method = "PUT" },
            Then = [Check.Status(404).Cites("jd.consistency", "upc.src.key-missing"), Check.PartNumbersAre().Cites("inv.refused-stores-nothing")],
        },
        Baseline with
        {
            Id = "lifecycles/copied-then-changed/replaced-part-tag",
            Claim = "Completing with the ETag of a part that was replaced is refused, and the upload stays open.",
            Given = [.. Baseline.Given.SkipLast(1), Given.UploadedPart(Slot.Upload, 1, Uploaded)],
            When = new CompleteMultipartUploadRequest { Parts = [new(1, "{etag:source}")] },
            Then =
            [
                .. Answers.Refused(400, "InvalidPart", "upc.over.old-etag-rejected"),
                Check.IfRefused(Check.PartsUnchanged()).Cites("upc.over.old-etag-rejected"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/copied-then-changed/upload-over-copy",
            Claim = "A copied part is replaced by an uploaded one of the same number.",
            Given = [.. Baseline.Given.SkipLast(1)],
            When = new UploadPartRequest { Content = Uploaded },
            Then =
            [
                Check.Status(200).Cites("upc.over.by-upload"),
                Check.PartNumbersAre(1).Cites("upc.over.by-upload"),
                Check.AssembledIs(Uploaded.All).Cites("upc.over.by-upload"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/copied-then-changed/same-tag-as-upload",
            Claim = "An uploaded part and a copied part of the same bytes have the same ETag.",
            Given = [.. Baseline.Given.SkipLast(1)],
            When = new UploadPartRequest { PartNumber = 2, Content = Copied },
            Then =
            [
                Check.HeaderIs("ETag", $"\"{Copied.All.Md5}\"").Cites("up.etag-header"),
                Check.Afterwards("list the parts", new ListPartsRequest(), Check.PartTagsEqual()).Cites("up.same-etag-as-copy"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/copied-then-changed/copied-again-after-refusal",
            Claim = "After a refused completion a part can be copied again in full size, and the upload completes.",
            Given = [.. Baseline.Given.SkipLast(1)],
            When = new UploadPartCopyRequest { PartNumber = 2 },
            Then = [Check.Status(200).Cites("inv.model"), Check.PartNumbersAre(1, 2).Cites("inv.model")],
        },
    ];
}
