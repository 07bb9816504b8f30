namespace Conformance.Scenarios.UploadPart;

/// <summary>What an uploaded part holds, how it is answered, and what becomes of an earlier part of its number.</summary>
public static class UploadedPart
{
    private static readonly Content Small = Content.Generated("uploaded-part", 200);
    private static readonly Content Longer = Content.Generated("longer-part", 300);
    private static readonly Content Octets = Content.Bytes("every octet", [.. Enumerable.Range(0, 256).Select(n => (byte)n), 13, 10, 0xEF, 0xBB, 0xBF, 10, 0]);
    private static readonly Content Existing = Content.Text("the object that was there before");

    private static readonly UploadPartRequest Upload = new() { Content = Small };

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part/uploaded-part/basic",
        Claim = "UploadPart is answered 200 with the quoted ETag in a header and no body.",
        Given = [Given.OpenUpload(Slot.Upload)],
        When = Upload,
        Then =
        [
            Check.Status(200).Cites("up.etag-header"),
            Check.HeaderIs("ETag", $"\"{Small.All.Md5}\"").Cites("up.etag-header"),
            Check.BodyEmpty().Cites("up.etag-header"),
        ],
    };

    private static readonly (string Row, string What, Content Content)[] Bodies =
    [
        ("one-byte", "one byte", Content.Generated("uploaded-part", 1)),
        ("two-hundred-bytes", "200 bytes", Small),
        ("all-octets", "every octet value, line breaks and a byte order mark", Octets),
        ("like-a-document", "an XML document", Content.Text("<?xml version=\"1.0\"?><Error><Code>None</Code></Error>")),
        ("like-chunks", "what looks like chunked coding", Content.Text("5\r\nhello\r\n0\r\n\r\n")),
        ("like-signed-chunks", "what looks like a signed chunk", Content.Text($"5;chunk-signature={new string('0', 64)}\r\nhello\r\n0;chunk-signature={new string('0', 64)}\r\n\r\n")),
        ("around-64-kib", "64 KiB and a byte", Content.Generated("uploaded-part", (64 * Size.KiB) + 1)),
        ("third-of-a-megabyte", "300 kB", Content.Generated("uploaded-part", 300_000)),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Bodies.Select(row => Baseline with
        {
            Id = $"upload-part/stored-bytes/{row.Row}",
            Claim = $"A part of {row.What} is stored byte for byte.",
            When = Upload with { Content = row.Content },
            Then = Stored(row.Content.All, "up.stored-bytes"),
        }),
        Baseline with
        {
            Id = "upload-part/stored-bytes/none",
            Claim = "A part of zero bytes can be stored and be the last of an upload.",
            When = Upload with { Content = Content.Text("") },
            Then =
            [
                Check.Status(200).Cites("up.empty-part"),
                Check.IfAccepted(Check.PartStored(1, Content.Text("").All)).Cites("up.empty-part"),
                Check.IfAccepted(Check.AssembledIs()).Cites("up.empty-part"),
            ],
        },
        Baseline with
        {
            Id = "upload-part/uploaded-part/listed",
            Claim = "ListParts shows the ETag that the upload of the part was answered with.",
            Then = [Check.Afterwards("list the parts", new ListPartsRequest(), Check.DescendantIs("ETag", $"\"{Small.All.Md5}\"")).Cites("up.etag-header", "lp.consistent")],
        },
        Baseline with
        {
            Id = "upload-part/uploaded-part/same-as-copy",
            Claim = "An uploaded part has the ETag of a copied part of the same bytes.",
            Given = [Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload), Given.CopiedPart(Slot.Upload, 1, Slot.Source)],
            When = Upload with { PartNumber = 2 },
            Then =
            [
                Check.HeaderBound("ETag", "\"{part-etag:upload/1}\"").Cites("up.same-etag-as-copy"),
                Check.Afterwards("list the parts", new ListPartsRequest(), Check.PartTagsEqual()).Cites("up.same-etag-as-copy"),
            ],
        },
        Baseline with
        {
            Id = "upload-part/uploaded-part/not-yet-an-object",
            Claim = "An uploaded part is no object until the upload is completed.",
            Then = [Check.Afterwards("read the key", new GetObjectRequest(), Check.Status(404)).Cites("cmu.old-visible-before")],
        },
        Baseline with
        {
            Id = "upload-part/uploaded-part/existing-object",
            Claim = "An uploaded part leaves the object that has the key.",
            Given = [Given.StoredObject(Slot.OtherSource, Existing, key: "destination"), Given.OpenUpload(Slot.Upload)],
            Then =
            [
                Check.Status(200).Cites("up.etag-header"),
                Check.Afterwards("read the key", new GetObjectRequest(), Check.BodyIs(Existing.All)).Cites("cmu.old-visible-before"),
            ],
        },
        .. new[] { ("x-amz-meta-of-the-part", "yes"), ("Content-Type", "text/x-of-the-part"), ("Cache-Control", "max-age=77"), ("Content-Disposition", "attachment"), ("Content-Language", "de") }.Select(row => Baseline with
        {
            Id = $"upload-part/metadata/{row.Item1.ToLowerInvariant()}",
            Claim = $"{row.Item1} on a part does not become that of the object.",
            When = Upload.With(row.Item1, row.Item2),
            Then =
            [
                Check.Status(200).Cites("up.metadata-ignored"),
                Check.IfAccepted(Check.AssembledHeaderIsNot(row.Item1, row.Item2)).Cites("up.metadata-ignored"),
            ],
        }),
        Overwritten("by-longer", "A longer part uploaded to a number in use replaces the shorter one.", Small, Longer),
        Overwritten("by-shorter", "A shorter part uploaded to a number in use leaves nothing of the longer one behind.", Longer, Small),
        Overwritten("by-one-of-the-same-size", "A part uploaded to a number in use replaces one of its size.", Small, Content.Generated("another-part", 200)),
        Overwritten("by-itself", "The same part uploaded again leaves one part.", Small, Small),
        Baseline with
        {
            Id = "upload-part/overwrite/several-times",
            Claim = "A part uploaded five times is answered with one ETag and listed once.",
            Times = 5,
            Then =
            [
                Check.SameAnswerEachTime().Cites("up.overwrite"),
                Check.PartNumbersAre(1).Cites("up.overwrite"),
                Check.AssembledIs(Small.All).Cites("up.overwrite"),
            ],
        },
        Baseline with
        {
            Id = "upload-part/overwrite/neighbour-untouched",
            Claim = "A part uploaded to a number in use leaves the parts of other numbers.",
            Given = [Given.OpenUpload(Slot.Upload), Given.UploadedPart(Slot.Upload, 1, Small), Given.UploadedPart(Slot.Upload, 2, Small), Given.UploadedPart(Slot.Upload, 3, Small)],
            When = Upload with { PartNumber = 2, Content = Longer },
            Then =
            [
                Check.PartNumbersAre(1, 2, 3).Cites("up.overwrite"),
                Check.PartStored(1, Small.All).Cites("up.overwrite"),
                Check.PartStored(2, Longer.All).Cites("up.overwrite"),
                Check.PartStored(3, Small.All).Cites("up.overwrite"),
            ],
        },
    ];

    /// <summary>The part is accepted, listed with its size, and the object made of it is these bytes.</summary>
    internal static System.Collections.Immutable.ImmutableArray<CitedCheck> Stored(Slice slice, params string[] cites) =>
    [
        Check.Status(200).Cites(cites),
        Check.IfAccepted(Check.PartStored(1, slice)).Cites(cites),
        Check.IfAccepted(Check.AssembledIs(slice)).Cites(cites),
    ];

    private static Scenario Overwritten(string row, string claim, Content before, Content after) => Baseline with
    {
        Id = $"upload-part/overwrite/{row}",
        Claim = claim,
        Given = [.. Baseline.Given, Given.UploadedPart(Slot.Upload, 1, before)],
        When = Upload with { Content = after },
        Then = [Check.PartNumbersAre(1).Cites("up.overwrite"), .. Stored(after.All, "up.overwrite")],
    };
}
