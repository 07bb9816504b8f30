namespace Conformance.Scenarios.ListMultipartUploads;

/// <summary>Which open uploads of a bucket are listed, what each shows, and in which order they come.</summary>
public static class UploadListing
{
    private static readonly Content Piece = Content.Generated(Slot.Source.Name, 64);
    private static readonly ListMultipartUploadsRequest WholeBucket = new() { Bucket = Bucket.Own };

    // Opened against the order of keys, so that an order of opening shows.
    private static readonly Scenario Baseline = new()
    {
        Id = "list-multipart-uploads/upload-listing/basic",
        Claim = "GET ?uploads shows every open upload once.",
        Given = Opened.All("second", "first"),
        When = Opened.List(),
        Then =
        [
            Check.Status(200).Cites("lmu.basic"),
            Check.Root("ListMultipartUploadsResult").Cites("lmu.basic"),
            Check.ElementIs("Bucket", "{bucket}").Cites("lmu.basic"),
            Check.ElementIs("IsTruncated", "false").Cites("lmu.basic"),
            Check.ShowsUploads(Opened.Slots("first", "second")).Cites("lmu.basic", "lmu.consistent"),
        ],
    };

    private static readonly (string Row, string Claim, CitedCheck[] Then)[] Fields =
    [
        ("fields", "Each Upload shows its Key, its UploadId and when it was Initiated.", [Check.UploadsHave("Key", "UploadId", "Initiated").Cites("lmu.upload-fields")]),
        (
            "owners",
            "Each Upload shows who opened and who owns it, and its storage class.",
            [
                Check.UploadsHave("Initiator", "Owner", "StorageClass").Cites("lmu.upload-owner"),
                Check.Each("ID", "each ID is filled", id => id.Length > 0).Cites("lmu.upload-owner"),
                Check.Each("StorageClass", "StorageClass is STANDARD", text => text == "STANDARD").Cites("lmu.upload-owner"),
            ]),
        ("initiated-form", "Initiated is an ISO 8601 date and time in UTC.", [Check.Each("Initiated", "Initiated has the form yyyy-MM-ddTHH:mm:ss[.fff]Z", IsUtc).Cites("lmu.initiated-format")]),
        ("initiated-now", "Initiated is the time at which the upload was opened.", [Check.EachIsNow("Initiated").Cites("lmu.initiated-time")]),
        ("namespace", "ListMultipartUploadsResult is in the S3 namespace.", [Check.Namespace(Check.S3Namespace).Cites("lmu.namespace")]),
    ];

    // The keys as they are opened, and as they have to come back.
    private static readonly (string Row, string Claim, string[] Opened, string[] Listed, string[] Cites)[] Orders =
    [
        ("by-key", "Uploads are sorted by key.", ["c", "a", "b"], ["a", "b", "c"], ["lmu.order"]),
        ("number-like", "Keys are compared as text and not as numbers.", ["9", "10", "100"], ["10", "100", "9"], ["lmu.order"]),
        ("capitals", "Capital letters come before small ones.", ["b", "A", "a", "B"], ["A", "B", "a", "b"], ["lmu.order-bytes"]),
        ("around-slash", "The slash has the place that its byte has, between the dot and the digits.", ["a0", "a/b", "a", "a-b", "a.b", "ab"], ["a", "a-b", "a.b", "a/b", "a0", "ab"], ["lmu.order-bytes"]),
        ("beyond-ascii", "Keys beyond ASCII are sorted by the bytes of their UTF-8 form.", ["\U0001F600", "\uFFFD", "é", "a", "B"], ["B", "a", "é", "\uFFFD", "\U0001F600"], ["lmu.order-bytes"]),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Fields.Select(row => Baseline with { Id = $"list-multipart-uploads/upload-listing/{row.Row}", Claim = row.Claim, Then = [.. row.Then] }),
        .. Orders.Select(row => Baseline with
        {
            Id = $"list-multipart-uploads/upload-order/{row.Row}",
            Claim = row.Claim,
            Given = Opened.All(row.Opened),
            Then = [Check.ListsUploads(Opened.Slots(row.Listed)).Cites(row.Cites)],
        }),
        Baseline with
        {
            Id = "list-multipart-uploads/upload-listing/page-size",
            Claim = "A page has room for 1,000 uploads unless fewer are asked for.",
            Dialects = [Dialect.Aws],
            Then = [Check.ElementIs("MaxUploads", "1000").Cites("lmu.max-uploads-cap")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/upload-order/of-one-key",
            Claim = "Uploads of one key are sorted by the time they were opened.",
            Given = [.. Enumerable.Range(1, 5).Select(n => Opened.Of("key", $"upload-{n}"))],
            Then = [Check.ListsUploads(Opened.Slots("upload-1", "upload-2", "upload-3", "upload-4", "upload-5")).Cites("lmu.order")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/upload-listing/empty-bucket",
            Claim = "A bucket without open uploads is listed as empty.",
            Given = [Given.OwnBucket()],
            When = WholeBucket,
            Then =
            [
                Check.Status(200).Cites("lmu.empty"),
                Check.ShowsUploads().Cites("lmu.empty"),
                Check.ElementIs("Bucket", "{own-bucket}").Cites("lmu.basic"),
                Check.ElementIs("IsTruncated", "false").Cites("lmu.empty"),
                Check.ElementEmptyOr("NextKeyMarker").Cites("lmu.empty"),
                Check.ElementEmptyOr("NextUploadIdMarker").Cites("lmu.empty"),
            ],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/upload-listing/whole-bucket",
            Claim = "Without parameters every open upload of the bucket is listed, wherever its key begins.",
            Given =
            [
                Given.OwnBucket(),
                .. new[] { "z", "deep/er/key", "a", "a b" }.Select(k => Given.OpenUpload(new Slot(k), bucket: Bucket.Own) with { Key = k }),
            ],
            When = WholeBucket,
            Then = [Check.ShowsUploads(Opened.Slots("a", "a b", "deep/er/key", "z")).Cites("lmu.basic"), Check.ElementEmptyOr("Prefix").Cites("lmu.basic")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/listed-again/opened",
            Claim = "A listing made before does not hide an upload opened since.",
            Given = [Opened.Of("first"), Given.Done(Opened.List()), Opened.Of("second")],
            Then = [Check.ShowsUploads(Opened.Slots("first", "second")).Cites("lmu.basic", "lmu.consistent")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/listed-again/aborted",
            Claim = "A listing made before does not keep an upload that was aborted since.",
            Given = [Opened.Of("first"), Opened.Of("second"), Given.Done(Opened.List()), Given.Done(new AbortMultipartUploadRequest { UploadId = UploadId.Of(new Slot("first")) })],
            Then = [Check.ShowsUploads(new Slot("second")).Cites("abort.upload-unlisted")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/upload-listing/ended-uploads",
            Claim = "Uploads that were completed or aborted are not listed.",
            Given = [Opened.Of("open"), Given.AbortedUpload(Slot.OtherUpload), Given.CompletedUpload(Slot.Upload, Piece)],
            Then = [Check.ShowsUploads(new Slot("open")).Cites("lmu.no-completed", "abort.upload-unlisted", "cmu.upload-gone")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/upload-listing/one-of-a-key-aborted",
            Claim = "Of several uploads of one key only the one that was aborted vanishes.",
            Given =
            [
                .. new[] { "one", "two", "three" }.Select(s => Opened.Of("key", s)),
                Given.Done(new AbortMultipartUploadRequest { UploadId = UploadId.Of(new Slot("two")) }),
            ],
            Then = [Check.ShowsUploads(Opened.Slots("one", "three")).Cites("lmu.no-completed")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/upload-listing/upload-with-parts",
            Claim = "An upload with several parts is listed once.",
            Given =
            [
                Given.StoredObject(Slot.Source, Piece),
                Opened.Of("key"),
                Given.CopiedPart(new Slot("key"), 1, Slot.Source),
                Given.CopiedPart(new Slot("key"), 2, Slot.Source),
                Given.UploadedPart(new Slot("key"), 7, Piece),
            ],
            Then = [Check.ShowsUploads(new Slot("key")).Cites("lmu.basic")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/upload-listing/objects-aside",
            Claim = "Objects are not listed among the uploads, even if they have the key of one.",
            Given = [Opened.Of("key"), Given.StoredObject(Slot.Source, Piece, key: "key"), Given.StoredObject(Slot.OtherSource, Piece, key: "object")],
            Then = [Check.ShowsUploads(new Slot("key")).Cites("lmu.basic")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/upload-listing/other-bucket",
            Claim = "Uploads of another bucket are not listed.",
            Given = [Opened.Of("key", "here"), Opened.Of("key", "there", Bucket.Second), Opened.Of("another", bucket: Bucket.Second)],
            Then = [Check.ShowsUploads(new Slot("here")).Cites("lmu.basic")],
        },
    ];

    private static bool IsUtc(string text) => DateTimeOffset.TryParseExact(
        text,
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"],
        System.Globalization.CultureInfo.InvariantCulture,
        System.Globalization.DateTimeStyles.AssumeUniversal,
        out _);
}
