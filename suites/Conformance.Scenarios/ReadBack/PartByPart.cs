using System.Collections.Immutable;

namespace Conformance.Scenarios.ReadBack;

/// <summary>Reading an object part by part: the parts are those it was made of, and one after the other they are the object.</summary>
public static class PartByPart
{
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly Content Uploaded = Content.Generated("uploaded-part", 200);
    private static readonly Content Plain = Content.Text("not made of parts");
    private static readonly Slice First = Large.From(0, Size.MinimumPart - 1);
    private static readonly Slice Second = Large.From(Size.MinimumPart, Size.MinimumPart + 99);

    private static readonly ImmutableArray<Given> TwoParts =
    [
        Given.StoredObject(Slot.Source, Large),
        Given.OpenUpload(Slot.Upload),
        Given.CopiedPart(Slot.Upload, 1, Slot.Source, CopyRange.Of(First.First, First.Last)),
        Given.CopiedPart(Slot.Upload, 2, Slot.Source, CopyRange.Of(Second.First, Second.Last)),
        Given.Done(new CompleteMultipartUploadRequest()),
    ];

    private static readonly ImmutableArray<Given> OnePart =
    [
        Given.OpenUpload(Slot.Upload),
        Given.UploadedPart(Slot.Upload, 1, Uploaded),
        Given.Done(new CompleteMultipartUploadRequest()),
    ];

    private static readonly Scenario Baseline = new()
    {
        Id = "read-back/part-by-part/reassembled",
        Claim = "The parts read by number, one after the other, are the bytes of the object.",
        Given = TwoParts,
        When = Read("1"),
        Then =
        [
            Check.Status(206).Cites("get.part.ok"),
            Check.HeaderIs("Content-Range", $"bytes 0-{First.Last}/{Second.Last + 1}").Cites("get.part.ok"),
            Check.WhenStatus(206, Check.BodyIs(First)).Cites("get.part.reassemble"),
            Check.WhenStatus(206, Check.Afterwards("read part 2", Read("2"), Check.BodyIs(Second))).Cites("get.part.reassemble"),
            Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Large.From(0, Second.Last))).Cites("get.part.reassemble"),
        ],
    };

    // Objects of one part and of none answer alike, but for the count.
    private static readonly (string Row, string What, string Number, int Status, string Code, string Cites)[] RefusedOfOnePart =
    [
        ("second", "a second part", "2", 416, "InvalidPartNumber", "get.part.beyond"),
        ("highest", "part 10000", "10000", 416, "InvalidPartNumber", "get.part.beyond"),
        ("zero", "part 0", "0", 400, "InvalidArgument", "get.part.invalid"),
        ("above-highest", "part 10001", "10001", 400, "InvalidArgument", "get.part.invalid"),
        ("negative", "part -1", "-1", 400, "InvalidArgument", "get.part.invalid"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "read-back/part-by-part/tag-of-the-object",
            Claim = "A part read by number comes under the ETag of the whole object.",
            When = new GetObjectRequest { Head = true },
            Then =
            [
                Check.ETagHeaderAlike("read part 2", Read("2")).Cites("get.part.ok"),
                Check.ETagHeaderAlike("head part 1", Read("1") with { Head = true }).Cites("head.part.ok"),
            ],
        },
        Baseline with
        {
            Id = "read-back/part-by-part/head-of-the-first",
            Claim = "HEAD with partNumber=1 shows length and place of the first part and the count of parts.",
            When = Read("1") with { Head = true },
            Then =
            [
                Check.Status(206).Cites("head.part.ok"),
                Check.HeaderIs("Content-Length", $"{First.SizeBytes}").Cites("head.part.ok"),
                Check.HeaderIs("Content-Range", $"bytes 0-{First.Last}/{Second.Last + 1}").Cites("head.part.ok"),
                Check.HeaderIs("x-amz-mp-parts-count", "2").Cites("head.part.ok"),
            ],
        },
        Baseline with
        {
            Id = "read-back/part-by-part/head-beyond",
            Claim = "HEAD with a partNumber above the number of parts is not satisfiable.",
            When = Read("3") with { Head = true },
            Then = [Check.Status(416).Cites("get.part.beyond"), Check.BodyEmpty().Cites("get.part.beyond")],
        },
        Baseline with
        {
            Id = "read-back/part-by-part/beyond-elements",
            Claim = "The refusal of a part that is not there names the number asked for and the number there is.",
            When = Read("3"),
            Then =
            [
                Check.WhenCode("InvalidPartNumber", Check.ErrorElement("PartNumberRequested", "3")).Cites("get.part.beyond"),
                Check.WhenCode("InvalidPartNumber", Check.ErrorElement("ActualPartCount", "2")).Cites("get.part.beyond"),
            ],
        },
        Baseline with
        {
            Id = "read-back/part-by-part/head-with-range",
            Claim = "HEAD with a Range header together with partNumber is refused.",
            When = (Read("1") with { Head = true }).With("Range", "bytes=0-1"),
            Then = [Check.Status(400).Cites("get.part.with-range")],
        },
        Baseline with
        {
            Id = "read-back/part-by-part/if-match-of-object",
            Claim = "If-Match with the ETag of the object lets a part of it be read.",
            Given = [Given.MultipartObject(Slot.Source, Uploaded)],
            When = (Read("1") with { Key = "{raw-key:source}" }).With("If-Match", "{etag:source}"),
            Then = [Check.Status(206).Cites("get.part.with-if-match"), Check.BodyIs(Uploaded.All).Cites("get.part.with-if-match")],
        },
        Baseline with
        {
            Id = "read-back/part-by-part/object-of-one-part",
            Claim = "partNumber=1 of an object made of one part is all of it, and the count of parts is 1.",
            Given = OnePart,
            Then =
            [
                Check.Status(206).Cites("get.part.ok"),
                Check.BodyIs(Uploaded.All).Cites("get.part.reassemble"),
                Check.HeaderIs("x-amz-mp-parts-count", "1").Cites("get.part.ok"),
                Check.HeaderIs("Content-Range", "bytes 0-199/200").Cites("get.part.ok"),
            ],
        },
        .. RefusedOfOnePart.Select(row => Baseline with
        {
            Id = $"read-back/part-by-part-refused/{row.Row}",
            Claim = $"GET of {row.What} of an object made of one part is refused.",
            Given = OnePart,
            When = Read(row.Number),
            Then = [.. Answers.Refused(row.Status, row.Code, row.Cites)],
        }),
        Baseline with
        {
            Id = "read-back/part-by-part-refused/head-zero",
            Claim = "HEAD of part 0 is refused without a body.",
            Given = OnePart,
            When = Read("0") with { Head = true },
            Then = [Check.Status(400).Cites("get.part.invalid"), Check.BodyEmpty().Cites("get.part.invalid")],
        },
        Baseline with
        {
            Id = "read-back/part-by-part/plain-object-head",
            Claim = "HEAD with partNumber=1 of an object that was not made of parts shows its length and no count of parts.",
            Given = [Given.StoredObject(Slot.Source, Plain, key: "destination")],
            When = Read("1") with { Head = true },
            Then =
            [
                Check.Status(206).Cites("get.part.nonmultipart-1"),
                Check.HeaderIs("Content-Length", $"{Plain.SizeBytes}").Cites("get.part.nonmultipart-1"),
                Check.HeaderIs("Content-Range", $"bytes 0-{Plain.SizeBytes - 1}/{Plain.SizeBytes}").Cites("get.part.nonmultipart-1"),
                Check.HeaderAbsent("x-amz-mp-parts-count").Cites("get.part.nonmultipart-1"),
            ],
        },
        Baseline with
        {
            Id = "read-back/part-by-part/plain-object-range",
            Claim = "GET with partNumber=1 of an object that was not made of parts says which bytes it sends.",
            Given = [Given.StoredObject(Slot.Source, Plain, key: "destination")],
            Then = [Check.HeaderIs("Content-Range", $"bytes 0-{Plain.SizeBytes - 1}/{Plain.SizeBytes}").Cites("get.part.nonmultipart-1")],
        },
        Baseline with
        {
            Id = "read-back/part-by-part/plain-object-beyond-elements",
            Claim = "The refusal of part 2 of an object that was not made of parts says that there is one.",
            Given = [Given.StoredObject(Slot.Source, Plain, key: "destination")],
            When = Read("2"),
            Then = [Check.WhenCode("InvalidPartNumber", Check.ErrorElement("ActualPartCount", "1")).Cites("get.part.nonmultipart-2")],
        },
        .. new[] { 1, 3 }.Select(number => Baseline with
        {
            Id = $"read-back/part-by-part/left-out-{number}",
            Claim = $"Part {number} of the object is not the part that its completion left out.",
            Given =
            [
                Given.OpenUpload(Slot.Upload),
                Given.UploadedPart(Slot.Upload, 1, Plain),
                Given.UploadedPart(Slot.Upload, 2, Uploaded),
                Given.UploadedPart(Slot.Upload, 3, Plain),
                Given.Done(new CompleteMultipartUploadRequest { Parts = [new(2)] }),
            ],
            When = Read(number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Then = [Check.Status(206, 400, 416).Cites("get.part.numbering"), Check.WhenStatus(206, Check.BodyIs(Uploaded.All)).Cites("get.part.numbering")],
        }),
    ];

    private static GetObjectRequest Read(string partNumber) => new() { ExtraQuery = $"partNumber={partNumber}" };
}
