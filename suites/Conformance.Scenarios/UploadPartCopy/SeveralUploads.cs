namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>How the upload id tells the uploads of one key apart.</summary>
public static class SeveralUploads
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content Other = Content.Generated(Slot.OtherSource.Name, 96);

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        new Scenario
        {
            Id = "upload-part-copy/several-uploads/same-key",
            Claim = "Two uploads of one key keep their parts apart.",
            Given =
            [
                Given.StoredObject(Slot.Source, Source),
                Given.StoredObject(Slot.OtherSource, Other),
                Given.OpenUpload(Slot.Upload),
                Given.OpenUpload(Slot.OtherUpload),
                Given.CopiedPart(Slot.OtherUpload, 1, Slot.OtherSource),
            ],
            When = new UploadPartCopyRequest(),
            Then =
            [
                Check.Status(200).Cites("upc.upid.distinct"),
                Check.PartStored(1, Source.All, Slot.Upload).Cites("upc.upid.distinct"),
                Check.PartStored(1, Other.All, Slot.OtherUpload).Cites("upc.upid.distinct"),
                Check.AssembledIs(Source.All).Cites("upc.upid.distinct"),
            ],
        },
        new Scenario
        {
            Id = "upload-part-copy/several-uploads/id-percent-encoded",
            Claim = "An upload id as issued is understood when its reserved characters come back percent-encoded.",
            Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest(),
            Then = [.. Answers.Copies(Source.All, 1, "upc.upid.opaque")],
        },
        new Scenario
        {
            Id = "upload-part-copy/several-uploads/id-escaped",
            Claim = "An upload id is understood when every letter of it comes back percent-encoded, by copies and by listings of parts.",
            Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { UploadId = UploadId.Escaped(Slot.Upload) },
            Then =
            [
                .. Answers.Copies(Source.All, 1, "upc.upid.opaque"),
                Check.Afterwards("list the parts by the escaped id", new ListPartsRequest { UploadId = UploadId.Escaped(Slot.Upload) }, Check.Lists((1, 64))).Cites("upc.upid.opaque"),
            ],
        },
    ];
}
