namespace Conformance.Scenarios.CompleteMultipartUpload;

/// <summary>What completing an upload of copied parts answers, and which object it makes.</summary>
public static class CompletedObject
{
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly Slice First = Large.From(0, Size.MinimumPart - 1);
    private static readonly Slice Second = Large.From(Size.MinimumPart, (2 * Size.MinimumPart) - 1);
    private static readonly Slice Last = Large.From(2 * Size.MinimumPart, (2 * Size.MinimumPart) + 99);
    private static readonly Slice Longer = Large.From(0, (6 * Size.MiB) - 1);
    private static readonly Slice Shorter = Large.From(6 * Size.MiB, (11 * Size.MiB) - 1);
    private static readonly Slice Rest = Large.From(11 * Size.MiB, (11 * Size.MiB) + 99);
    private static readonly Content Small = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content LongerObject = Content.Generated("longer-object", 1000);
    private static readonly Content Existing = Content.Text("the object that was there before");

    private static readonly GetObjectRequest Read = new();
    private static readonly GetObjectRequest Head = new() { Head = true };

    private static readonly Scenario OnePart = new()
    {
        Id = "complete-multipart-upload/completed-object/basic",
        Claim = "Completing answers with Location, Bucket, Key and ETag, and the object exists.",
        Given = [Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload), Given.CopiedPart(Slot.Upload, 1, Slot.Source)],
        When = new CompleteMultipartUploadRequest(),
        Then =
        [
            Check.Status(200).Cites("cmu.basic", "upc.rx.etag-usable"),
            Check.Root("CompleteMultipartUploadResult").Cites("cmu.basic"),
            Check.EachOnce("Location", "Bucket", "Key", "ETag").Cites("cmu.basic"),
            Check.ElementIs("Bucket", "{bucket}").Cites("cmu.basic"),
            Check.ElementIs("Key", "{destination}").Cites("cmu.basic"),
            Check.Afterwards("read the object", Read, Check.BodyIs(Small.All)).Cites("cmu.basic", "cmu.read-after"),
        ],
    };

    private static readonly Scenario ThreeParts = OnePart with
    {
        Id = "complete-multipart-upload/completed-object/three-copied-parts",
        Claim = "The object is the listed parts in ascending order, and its ETag counts them.",
        Given = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload), Copied(1, First), Copied(3, Second), Copied(5, Last)],
        Then =
        [
            Check.Status(200).Cites("cmu.gaps-ok"),
            Check.ETagCounts(3).Cites("cmu.etag-form"),
            Check.Afterwards("read the object", Read, Check.BodyIs(First, Second, Last)).Cites("integ.concat"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        OnePart,
        OnePart with
        {
            Id = "complete-multipart-upload/completed-object/namespace",
            Claim = "CompleteMultipartUploadResult is in the S3 namespace.",
            // Of the jdcloud dialect no document prints a namespace.
            Dialects = [Dialect.Aws],
            Then = [Check.Namespace(Check.S3Namespace).Cites("cmu.response-namespace")],
        },
        OnePart with
        {
            Id = "complete-multipart-upload/completed-object/etag-of-one-part",
            Claim = "An upload completed with a single part has an ETag that ends in -1, and so is not the MD5 of the content.",
            Then =
            [
                Check.ETagCounts(1).Cites("cmu.single-part-etag"),
                Check.ETagIsNotMd5Of(Small.All).Cites("integ.jd-etag-not-md5"),
            ],
        },
        OnePart with
        {
            Id = "complete-multipart-upload/completed-object/etag-value",
            Claim = "The ETag of the object is the MD5 over the binary MD5s of its parts.",
            // JD Cloud does not say how the ETag is computed.
            Dialects = [Dialect.Aws],
            Then = [Check.ETagIsOfParts(Small.All).Cites("cmu.etag-value")],
        },
        OnePart with
        {
            Id = "complete-multipart-upload/completed-object/location",
            Claim = "Location is the URL of the object with the key percent-encoded.",
            Dialects = [Dialect.Aws],
            Given = [Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload, "/test-unicode_—_file"), Given.CopiedPart(Slot.Upload, 1, Slot.Source)],
            // Not the slash before it: AWS writes it as %2F, servers of others as it is.
            Then = [Check.ElementEndsIn("Location", "test-unicode_%E2%80%94_file").Cites("cmu.location"), Check.LocationNamesBucket().Cites("cmu.location")],
        },
        OnePart with
        {
            Id = "complete-multipart-upload/completed-object/upload-gone",
            Claim = "After completion the upload id is unknown to ListParts.",
            Then = [Check.Status(200).Cites("cmu.basic"), Check.Afterwards("list the parts", new ListPartsRequest(), Check.Status(404)).Cites("cmu.upload-gone")],
        },
        OnePart with
        {
            Id = "complete-multipart-upload/completed-object/replaces-existing",
            Claim = "Completing onto an existing key replaces that object as a whole.",
            Given = [.. OnePart.Given, Given.StoredObject(Slot.OtherSource, Existing, key: "destination")],
            Then = [Check.Status(200).Cites("cmu.overwrite-existing"), Check.Afterwards("read the object", Read, Check.BodyIs(Small.All)).Cites("cmu.overwrite-existing")],
        },
        OnePart with
        {
            Id = "complete-multipart-upload/completed-object/replaces-longer",
            Claim = "Completing onto a key that has a longer object leaves nothing of that object.",
            Given = [.. OnePart.Given, Given.StoredObject(Slot.OtherSource, LongerObject, key: "destination")],
            Then =
            [
                Check.Afterwards("read the object", Read, Check.BodyIs(Small.All)).Cites("cmu.overwrite-existing"),
                Check.Afterwards("head the object", new GetObjectRequest { Head = true }, Check.HeaderIs("Content-Length", $"{Small.SizeBytes}")).Cites("cmu.overwrite-existing"),
            ],
        },
        OnePart with
        {
            Id = "complete-multipart-upload/completed-object/replaces-metadata",
            Claim = "Nothing of the headers of an object that is completed onto outlives it.",
            Given =
            [
                .. OnePart.Given,
                Given.StoredObject(Slot.OtherSource, Existing, key: "destination") with
                {
                    Headers = [new HeaderLine("x-amz-meta-old", "of the old object"), new HeaderLine("Content-Type", "text/x-old"), new HeaderLine("Cache-Control", "max-age=77")],
                },
            ],
            Then =
            [
                Check.Status(200).Cites("cmu.overwrite-existing"),
                .. new[] { "x-amz-meta-old", "Cache-Control" }.Select(name => Check.Afterwards("head the object", Head, Check.HeaderAbsent(name)).Cites("cmu.overwrite-existing")),
                Check.Afterwards("head the object", Head, Check.HeaderLacks("Content-Type", "text/x-old")).Cites("cmu.overwrite-existing"),
            ],
        },
        OnePart with
        {
            Id = "complete-multipart-upload/completed-object/source-unchanged",
            Claim = "Completing leaves the object that the parts were copied from.",
            Then = [Check.SourceUnchanged().Cites("upc.src.source-unchanged")],
        },
        OnePart with
        {
            Id = "complete-multipart-upload/completed-object/one-of-two",
            Claim = "Of two stored parts only the one that is listed is in the object and counts in its ETag.",
            Given = [.. OnePart.Given, Given.UploadedPart(Slot.Upload, 2, LongerObject)],
            When = new CompleteMultipartUploadRequest { Parts = [new(1)] },
            Then =
            [
                Check.Status(200).Cites("cmu.subset"),
                Check.ETagCounts(1).Cites("cmu.subset", "cmu.etag-form"),
                Check.Afterwards("read the object", Read, Check.BodyIs(Small.All)).Cites("cmu.subset"),
            ],
        },
        ThreeParts,
        ThreeParts with
        {
            Id = "complete-multipart-upload/completed-object/numbers-not-text",
            Claim = "Parts are joined by the value of their numbers: 9 comes before 10, and 10 before 100.",
            Given = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload), Copied(100, Last), Copied(10, Second), Copied(9, First)],
            Then = [Check.Afterwards("read the object", Read, Check.BodyIs(First, Second, Last)).Cites("integ.concat")],
        },
        ThreeParts with
        {
            Id = "complete-multipart-upload/completed-object/uneven-parts",
            Claim = "Parts of different sizes are joined, and the request is answered.",
            Given = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload), Copied(1, Longer), Copied(2, Shorter), Copied(3, Rest)],
            Then =
            [
                Check.Status(200).Cites("cmu.size.uneven"),
                Check.AllAnswered().Cites("inv.no-hang"),
                Check.Afterwards("read the object", Read, Check.BodyIs(Longer, Shorter, Rest)).Cites("cmu.size.uneven", "integ.concat"),
            ],
        },
        ThreeParts with
        {
            Id = "complete-multipart-upload/completed-object/subset",
            Claim = "Parts that were stored but are not listed do not become part of the object.",
            When = new CompleteMultipartUploadRequest { Parts = [new(1), new(5)] },
            Then =
            [
                Check.Status(200).Cites("cmu.subset"),
                Check.ETagCounts(2).Cites("cmu.subset", "cmu.etag-form"),
                Check.Afterwards("read the object", Read, Check.BodyIs(First, Last)).Cites("cmu.subset"),
            ],
        },
    ];

    private static Given Copied(int number, Slice slice) => Given.CopiedPart(Slot.Upload, number, Slot.Source, CopyRange.Of(slice.First, slice.Last));
}
