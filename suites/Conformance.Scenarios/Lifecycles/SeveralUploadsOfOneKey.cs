namespace Conformance.Scenarios.Lifecycles;

/// <summary>Two uploads of one key, and readers of the key meanwhile.</summary>
public static class SeveralUploadsOfOneKey
{
    private static readonly Content First = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content Second = Content.Generated(Slot.OtherSource.Name, 96);
    private static readonly Content Existing = Content.Text("the object that was there before");

    private static readonly GetObjectRequest Read = new();

    private static readonly Given[] TwoUploads =
    [
        Given.StoredObject(Slot.Source, First),
        Given.StoredObject(Slot.OtherSource, Second),
        Given.OpenUpload(Slot.Upload),
        Given.OpenUpload(Slot.OtherUpload),
        Given.CopiedPart(Slot.Upload, 1, Slot.Source),
        Given.CopiedPart(Slot.OtherUpload, 1, Slot.OtherSource),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        new Scenario
        {
            Id = "lifecycles/several-uploads-of-one-key/later-created-completed-last",
            Claim = "Of two uploads of one key the one completed last is the object.",
            Given = [.. TwoUploads, Given.Done(new CompleteMultipartUploadRequest())],
            When = new CompleteMultipartUploadRequest { UploadId = UploadId.Of(Slot.OtherUpload) },
            Then = [Check.Status(200).Cites("cmu.two-uploads-last-wins"), Check.Afterwards("read the object", Read, Check.BodyIs(Second.All)).Cites("cmu.two-uploads-last-wins")],
        },
        new Scenario
        {
            Id = "lifecycles/several-uploads-of-one-key/earlier-created-completed-last",
            Claim = "Of two uploads of one key the one completed last is the object, even if it was created first.",
            Given = [.. TwoUploads, Given.Done(new CompleteMultipartUploadRequest { UploadId = UploadId.Of(Slot.OtherUpload) })],
            When = new CompleteMultipartUploadRequest(),
            Then = [Check.Status(200).Cites("cmu.two-uploads-last-wins"), Check.Afterwards("read the object", Read, Check.BodyIs(First.All)).Cites("cmu.two-uploads-last-wins")],
        },
        new Scenario
        {
            Id = "lifecycles/several-uploads-of-one-key/invisible-before-completion",
            Claim = "A copied part is invisible to readers of the key until the upload completes.",
            Given = [.. TwoUploads],
            When = Read,
            Then = [.. Answers.Refused(404, "NoSuchKey", "cmu.old-visible-before", "get.part.before-complete")],
        },
        new Scenario
        {
            Id = "lifecycles/several-uploads-of-one-key/no-part-readable",
            Claim = "Before completion no part can be read by its number.",
            Given = [.. TwoUploads],
            When = new GetObjectRequest { RawQuery = "partNumber=1" },
            Then = [.. Answers.Refused(404, "NoSuchKey", "get.part.before-complete")],
        },
        new Scenario
        {
            Id = "lifecycles/several-uploads-of-one-key/old-object-visible",
            Claim = "Until the upload completes, readers of the key get the object that was there.",
            Given = [.. TwoUploads, Given.StoredObject(new Slot("existing"), Existing, key: "destination")],
            When = new UploadPartCopyRequest { PartNumber = 2 },
            Then =
            [
                Check.Status(200).Cites("inv.dest-untouched"),
                Check.Afterwards("read the object", Read, Check.BodyIs(Existing.All)).Cites("inv.dest-untouched", "cmu.old-visible-before"),
            ],
        },
        new Scenario
        {
            Id = "lifecycles/several-uploads-of-one-key/opened-beside-another",
            Claim = "Opening an upload of a key leaves the one that is open: it shows its part, is listed, takes another part and completes.",
            Given = [Given.StoredObject(Slot.Source, First), Given.OpenUpload(Slot.Upload), Given.CopiedPart(Slot.Upload, 1, Slot.Source)],
            When = new CreateMultipartUploadRequest(),
            Then =
            [
                Check.Status(200).Cites("create.beside-others"),
                Check.Afterwards("list the parts", new ListPartsRequest(), Check.Lists((1, 64))).Cites("create.beside-others"),
                Check.Afterwards("list the uploads", new ListMultipartUploadsRequest { ExtraQuery = "prefix={encoded-prefix}" }, Check.DescendantIs("UploadId", "{raw-upload:upload}")).Cites("create.beside-others"),
                Check.Afterwards("copy a part again", new UploadPartCopyRequest(), Check.Status(200)).Cites("create.beside-others"),
                Check.Afterwards("complete", new CompleteMultipartUploadRequest(), Check.Status(200)).Cites("create.beside-others"),
            ],
        },
        new Scenario
        {
            Id = "lifecycles/several-uploads-of-one-key/names-with-a-common-start",
            Claim = "A part holds the bytes of the object named, not of one whose key only begins like it.",
            Given =
            [
                Given.StoredObject(Slot.Source, First, key: "name"),
                Given.StoredObject(Slot.OtherSource, Second, key: "name-and-more"),
                Given.OpenUpload(Slot.Upload),
            ],
            When = new UploadPartCopyRequest { CopySource = Slot.OtherSource },
            Then = [Check.Status(200).Cites("inv.isolation"), Check.AssembledIs(Second.All).Cites("inv.isolation")],
        },
    ];
}
