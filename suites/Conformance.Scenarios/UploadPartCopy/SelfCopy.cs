namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The source is the key that the upload will write: allowed, and nothing changes until the upload is completed.</summary>
public static class SelfCopy
{
    private const string Destination = "destination";

    private static readonly Content Small = Content.Generated("self", 64);
    private static readonly Content Large = Content.Generated("self", Size.MinimumPart);
    private static readonly Content Appended = Content.Text("appended");

    private static readonly Scenario Allowed = new()
    {
        Id = "upload-part-copy/self-copy/allowed",
        Claim = "The object that an upload will replace may be the source of its part.",
        Given = [Given.StoredObject(Slot.Source, Small, Destination), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [.. CopyAnswers.Takes(Small.All, "self.upc-allowed")],
    };

    private static readonly Scenario UntilComplete = Allowed with
    {
        Id = "upload-part-copy/self-copy/unchanged-until-completed",
        Claim = "While its replacement is made of copies of itself, the object is read as before.",
        Then =
        [
            Check.Status(200).Cites("self.upc-allowed"),
            Check.StillReads(Slot.Source, Small.All).Cites("self.old-until-complete"),
        ],
    };

    private static readonly Scenario UntilCompleteRanged = UntilComplete with
    {
        Id = "upload-part-copy/self-copy/unchanged-until-completed-range",
        Claim = "While its replacement is made of a range of itself, the object is read as before.",
        Given = [Given.StoredObject(Slot.Source, Content.Generated("self", Size.MinimumPart + 1), Destination), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest { Range = "bytes=1-99" },
        Then =
        [
            Check.Status(200).Cites("self.upc-allowed"),
            Check.StillReads(Slot.Source, Content.Generated("self", Size.MinimumPart + 1).All).Cites("self.old-until-complete"),
            Check.IfAccepted(Check.AssembledIs(Content.Generated("self", Size.MinimumPart + 1).From(1, 99))).Cites("self.upc-allowed", "integ.part-equals-slice"),
        ],
    };

    private static readonly Scenario Append = Allowed with
    {
        Id = "upload-part-copy/self-copy/append",
        Claim = "Copied to part 1 and followed by new bytes as part 2, the object is extended.",
        Given =
        [
            Given.StoredObject(Slot.Source, Large, Destination),
            Given.OpenUpload(Slot.Upload),
            Given.UploadedPart(Slot.Upload, 2, Appended),
        ],
        Then = [Check.Status(200).Cites("self.upc-allowed"), Check.IfAccepted(Check.AssembledIs(Large.All, Appended.All)).Cites("self.append")],
    };

    private static readonly Scenario Double = Allowed with
    {
        Id = "upload-part-copy/self-copy/double",
        Claim = "Copied to part 1 and to part 2, the object is doubled.",
        Given =
        [
            Given.StoredObject(Slot.Source, Large, Destination),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Slot.Source),
        ],
        When = new UploadPartCopyRequest { PartNumber = 2 },
        Then = [Check.Status(200).Cites("self.upc-allowed"), Check.IfAccepted(Check.AssembledIs(Large.All, Large.All)).Cites("self.double")],
    };

    private static readonly Scenario NoObjectYet = Allowed with
    {
        Id = "upload-part-copy/self-copy/no-object-yet",
        Claim = "A key that has only the open upload is no source of its own parts.",
        Given = [Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest { CopySource = "{bucket}/{upload-key:upload}" },
        Then =
        [
            .. Answers.Refused(404, "NoSuchKey", "self.no-object-yet"),
            Check.IfRefused(Check.PartNumbersAre()).Cites("inv.refused-stores-nothing"),
        ],
    };

    private static readonly Scenario OtherUploadInProgress = NoObjectYet with
    {
        Id = "upload-part-copy/self-copy/source-is-another-upload-in-progress",
        Claim = "A key that has only an upload with parts is no source.",
        Given =
        [
            Given.StoredObject(Slot.OtherSource, sizeBytes: 64),
            Given.OpenUpload(Slot.OtherUpload, "-other"),
            Given.CopiedPart(Slot.OtherUpload, 1, Slot.OtherSource),
            Given.OpenUpload(Slot.Upload),
        ],
        When = new UploadPartCopyRequest { CopySource = "{bucket}/{upload-key:other-upload}" },
    };

    private static readonly Scenario OfPartInSameUpload = NoObjectYet with
    {
        Id = "upload-part-copy/self-copy/source-is-part-of-the-upload",
        Claim = "A part already in the upload does not make its key a source.",
        Given =
        [
            Given.StoredObject(Slot.OtherSource, sizeBytes: 64),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Slot.OtherSource),
        ],
        When = new UploadPartCopyRequest { PartNumber = 2, CopySource = "{bucket}/{upload-key:upload}" },
        Then =
        [
            .. Answers.Refused(404, "NoSuchKey", "self.no-object-yet"),
            Check.IfRefused(Check.PartNumbersAre(1)).Cites("inv.refused-stores-nothing"),
        ],
    };

    private static readonly Scenario CopyObjectContrast = Allowed with
    {
        Id = "upload-part-copy/self-copy/copy-object-contrast",
        Claim = "CopyObject onto the same key without any change is refused, unlike the part copy.",
        Given = [Given.StoredObject(Slot.Source, Small, Destination)],
        When = new CopyObjectRequest(),
        Then =
        [
            Check.Status(400).Cites("self.copyobject-contrast"),
            Check.IfRefused(Check.ErrorCode("InvalidRequest")).Cites("self.copyobject-contrast"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Allowed,
        UntilComplete,
        UntilCompleteRanged,
        Append,
        Double,
        NoObjectYet,
        OtherUploadInProgress,
        OfPartInSameUpload,
        CopyObjectContrast,
    ];
}
