namespace Conformance.Scenarios.ReadBack;

/// <summary>GET and HEAD with partNumber on an object that was assembled from copied parts.</summary>
public static class PartNumberRead
{
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly Slice First = Large.From(0, Size.MinimumPart - 1);
    private static readonly Slice Second = Large.From(Size.MinimumPart, Size.MinimumPart + 99);
    private static readonly Content Plain = Content.Text("not made of parts");

    private static readonly Scenario Baseline = new()
    {
        Id = "read-back/part-number-read/second-part",
        Claim = "GET with partNumber=2 returns the second copied part as 206 and counts the parts.",
        Given =
        [
            Given.StoredObject(Slot.Source, Large),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Slot.Source, CopyRange.Of(First.First, First.Last)),
            Given.CopiedPart(Slot.Upload, 2, Slot.Source, CopyRange.Of(Second.First, Second.Last)),
            Given.Done(new CompleteMultipartUploadRequest()),
        ],
        When = Read("2"),
        Then =
        [
            Check.Status(206).Cites("get.part.ok"),
            Check.BodyIs(Second).Cites("get.part.ok"),
            Check.HeaderIs("Content-Range", $"bytes {Second.First}-{Second.Last}/{Second.Last + 1}").Cites("get.part.ok"),
            Check.HeaderIs("x-amz-mp-parts-count", "2").Cites("get.part.ok"),
        ],
    };

    private static readonly Given[] OfOnePiece = [Given.StoredObject(Slot.Source, Plain, key: "destination")];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "read-back/part-number-read/head",
            Claim = "HEAD with partNumber=2 answers with the headers of that part.",
            When = Read("2") with { Head = true },
            Then =
            [
                Check.Status(206).Cites("head.part.ok"),
                Check.HeaderIs("Content-Length", "100").Cites("head.part.ok"),
                Check.HeaderIs("x-amz-mp-parts-count", "2").Cites("head.part.ok"),
            ],
        },
        Baseline with
        {
            Id = "read-back/part-number-read/beyond-last",
            Claim = "A partNumber above the number of parts is not satisfiable.",
            When = Read("3"),
            Then = [.. Answers.Refused(416, "InvalidPartNumber", "get.part.beyond")],
        },
        Baseline with
        {
            Id = "read-back/part-number-read/with-range",
            Claim = "A Range header together with partNumber is refused.",
            When = Read("2").With("Range", "bytes=0-1"),
            Then = [.. Answers.Refused(400, "InvalidRequest", "get.part.with-range")],
        },
        Baseline with
        {
            Id = "read-back/part-number-read/with-range-and-zero",
            Claim = "With a Range header and partNumber=0 the combination or the number is refused.",
            When = Read("0").With("Range", "bytes=0-1"),
            Then = [Check.Status(400).Cites("get.part.with-range-before-number"), Check.ErrorCode("InvalidRequest", "InvalidArgument").Cites("get.part.with-range-before-number")],
        },
        Baseline with
        {
            Id = "read-back/part-number-read/if-match-of-part",
            Claim = "If-Match on a read by part number is not compared with the ETag of the part.",
            When = Read("2").With("If-Match", $"\"{Second.Md5}\""),
            Then = [Check.Status(412).Cites("get.part.with-if-match"), Check.ErrorCode("PreconditionFailed").Cites("get.part.with-if-match")],
        },
        Baseline with
        {
            Id = "read-back/part-number-read/numbers-with-gaps",
            Claim = "When the numbers had gaps, reads count the parts of the object or repeat the numbers of the upload.",
            Given =
            [
                .. Baseline.Given.Take(2),
                Given.CopiedPart(Slot.Upload, 2, Slot.Source, CopyRange.Of(First.First, First.Last)),
                Given.CopiedPart(Slot.Upload, 5, Slot.Source, CopyRange.Of(Second.First, Second.Last)),
                Given.Done(new CompleteMultipartUploadRequest()),
            ],
            When = Read("5"),
            Then = [Check.Status(206, 400, 416).Cites("get.part.numbering"), Check.WhenStatus(206, Check.BodyIs(Second)).Cites("get.part.numbering")],
        },
        Baseline with
        {
            Id = "read-back/part-number-read/plain-object-first",
            Claim = "partNumber=1 of an object that was not made of parts is the whole object, without a count of parts.",
            Given = [.. OfOnePiece],
            When = Read("1"),
            Then =
            [
                Check.Status(206).Cites("get.part.nonmultipart-1"),
                Check.BodyIs(Plain.All).Cites("get.part.nonmultipart-1"),
                Check.HeaderAbsent("x-amz-mp-parts-count").Cites("get.part.nonmultipart-1"),
            ],
        },
        Baseline with
        {
            Id = "read-back/part-number-read/plain-object-second",
            Claim = "partNumber=2 of an object that was not made of parts is not satisfiable.",
            Given = [.. OfOnePiece],
            When = Read("2"),
            Then = [.. Answers.Refused(416, "InvalidPartNumber", "get.part.nonmultipart-2")],
        },
        .. new[] { ("zero", "0"), ("negative", "-1"), ("above-highest", "10001"), ("letters", "abc") }.Select(row => Baseline with
        {
            Id = $"read-back/part-number-read/{row.Item1}",
            Claim = $"GET with partNumber={row.Item2} is refused.",
            Given = [.. OfOnePiece],
            When = Read(row.Item2),
            Then = [.. Answers.Refused(400, "InvalidArgument", "get.part.invalid")],
        }),
    ];

    private static GetObjectRequest Read(string partNumber) => new() { ExtraQuery = $"partNumber={partNumber}" };
}
