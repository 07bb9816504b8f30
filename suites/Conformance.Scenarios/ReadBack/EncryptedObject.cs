using static Conformance.Scenarios.CustomerKeys;

namespace Conformance.Scenarios.ReadBack;

/// <summary>An object assembled under a customer key: completing with and without the key, and reading with the right one, another and none.</summary>
public static class EncryptedObject
{
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly Slice First = Large.From(0, Size.MinimumPart - 1);
    private static readonly Content Uploaded = Content.Generated("uploaded-part", 100);
    private static readonly Content Small = Content.Generated(Slot.Source.Name, 300);
    private static readonly GetObjectRequest Get = new() { Headers = A.Headers };
    private static readonly GetObjectRequest Head = Get with { Head = true };

    private static readonly Given[] OnePart =
        [Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload) with { Headers = A.Headers }, Given.CopiedPart(Slot.Upload, 1, Slot.Source)];

    private static readonly Given[] TwoParts =
    [
        Given.StoredObject(Slot.Source, Large),
        Given.OpenUpload(Slot.Upload) with { Headers = A.Headers },
        Given.CopiedPart(Slot.Upload, 1, Slot.Source, CopyRange.Of(First.First, First.Last)),
        Given.UploadedPart(Slot.Upload, 2, Uploaded),
    ];

    private static readonly Given Completed = Given.Done(new CompleteMultipartUploadRequest { Headers = A.Headers });

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [.. OnePart, Completed],
        When = Get,
        Then = [],
    };

    private static readonly (string Row, string What, GetObjectRequest Read, int Status, string Code, string Cites)[] Refused =
    [
        ("without-key", "without its key", new(), 400, "InvalidRequest", "get.ssec.object-needs-key"),
        ("range-without-key", "by range without its key", new() { Headers = [new("Range", "bytes=0-9")] }, 400, "InvalidRequest", "get.ssec.object-needs-key"),
        ("part-without-key", "by part number without its key", new() { ExtraQuery = "partNumber=1" }, 400, "InvalidRequest", "get.ssec.object-needs-key"),
        ("with-other-key", "with another key", new() { Headers = B.Headers }, 403, "AccessDenied", "get.ssec.wrong-key"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline with
        {
            Id = "complete-multipart-upload/customer-key/without",
            Claim = "An upload with a customer key completes without the key.",
            Given = [.. OnePart],
            When = new CompleteMultipartUploadRequest(),
            Then = [Check.Status(200).Cites("cmu.ssec.complete-no-key"), Check.IfAccepted(Check.Afterwards("read the object", Get, Check.BodyIs(Small.All))).Cites("cmu.ssec.complete-no-key")],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/customer-key/with",
            Claim = "An upload with a customer key completes with the key.",
            Given = [.. OnePart],
            When = new CompleteMultipartUploadRequest { Headers = A.Headers },
            Then =
            [
                Check.Status(200).Cites("cmu.ssec.complete-with-key"),
                Check.IfAccepted(Check.Afterwards("read the object", Get, Check.BodyIs(Small.All))).Cites("cmu.ssec.complete-with-key"),
                Check.KeysNotEchoed(A, B).Cites("upc.ssec.key-not-echoed"),
            ],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/customer-key/with-checksum",
            Claim = "An upload with a customer key and a checksum algorithm completes with the key.",
            Given = [Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload) with { Headers = [.. A.Headers, .. ChecksumKinds.Headers(Checksum.Crc32C)] }, Given.CopiedPart(Slot.Upload, 1, Slot.Source)],
            When = new CompleteMultipartUploadRequest { Headers = A.Headers },
            Then =
            [
                Check.Status(200).Cites("cmu.ssec.complete-with-key"),
                Check.IfAccepted(Check.ElementIsComposite(Checksum.Crc32C, Small.All)).Cites("cmu.cksum.composite-value"),
            ],
        },
        Baseline with
        {
            Id = "read-back/encrypted-object/whole",
            Claim = "With the key GET returns a copied and an uploaded part one after the other, and names algorithm and MD5 of the key.",
            Given = [.. TwoParts, Completed],
            Then = [Check.Status(200).Cites("get.ssec.with-key"), Check.BodyIs(First, Uploaded.All).Cites("get.ssec.with-key"), .. Names(A, "get.ssec.with-key")],
        },
        Baseline with
        {
            Id = "read-back/encrypted-object/head",
            Claim = "With the key HEAD shows the plain size and names algorithm and MD5 of the key.",
            When = Head,
            Then = [Check.Status(200).Cites("get.ssec.with-key"), Check.HeaderIs("Content-Length", "300").Cites("get.ssec.with-key"), .. Names(A, "get.ssec.with-key")],
        },
        Baseline with
        {
            Id = "read-back/encrypted-object/range-across-parts",
            Claim = "With the key a range across two parts gives the plain bytes.",
            Given = [.. TwoParts, Completed],
            When = Get.With("Range", $"bytes={Size.MinimumPart - 20}-{Size.MinimumPart + 19}"),
            Then = [Check.Status(206).Cites("get.ssec.with-key"), Check.BodyIs(Large.From(Size.MinimumPart - 20, Size.MinimumPart - 1), Uploaded.From(0, 19)).Cites("get.ssec.with-key")],
        },
        Baseline with
        {
            Id = "read-back/encrypted-object/part-number",
            Claim = "With the key a read by part number gives the plain bytes of that part.",
            Given = [.. TwoParts, Completed],
            When = Get with { ExtraQuery = "partNumber=2" },
            Then = [Check.Status(206).Cites("get.part.ok"), Check.WhenStatus(206, Check.BodyIs(Uploaded.All)).Cites("get.ssec.with-key")],
        },
        .. Refused.Select(row => Baseline with
        {
            Id = $"read-back/encrypted-object/{row.Row}",
            Claim = $"GET of an object with a customer key {row.What} is refused.",
            When = row.Read,
            Then = [.. Answers.Refused(row.Status, row.Code, row.Cites), Check.KeysNotEchoed(A, B).Cites("upc.ssec.key-not-echoed")],
        }),
        Baseline with
        {
            Id = "read-back/encrypted-object/head-without-key",
            Claim = "HEAD of an object with a customer key without its key is refused.",
            When = new GetObjectRequest { Head = true },
            Then = [Check.Status(400).Cites("get.ssec.object-needs-key")],
        },
        Baseline with
        {
            Id = "read-back/encrypted-object/head-with-other-key",
            Claim = "HEAD of an object with a customer key with another key is refused.",
            When = new GetObjectRequest { Head = true, Headers = B.Headers },
            Then = [Check.Status(403).Cites("get.ssec.wrong-key")],
        },
    ];
}
