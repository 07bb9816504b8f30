namespace Conformance.Scenarios.ReadBack;

/// <summary>What HEAD and GET show of an object that was assembled from copied parts: bytes, length, ETag, ranges.</summary>
public static class CopiedObject
{
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly Slice First = Large.From(0, Size.MinimumPart - 1);
    private static readonly Slice Second = Large.From(Size.MinimumPart, Size.MinimumPart + 999);
    private static readonly Content Octets = Content.Bytes("every octet", AllOctets());

    // The last byte of the first part and the first of the second.
    private static readonly Slice Boundary = Large.From(Size.MinimumPart - 1, Size.MinimumPart);
    private static readonly GetObjectRequest ReadBoundary = (GetObjectRequest)new GetObjectRequest().With("Range", CopyRange.Of(Boundary.First, Boundary.Last));

    private static readonly (string Row, string What, Operation Head, string RefusedBy)[] HeadErrors =
    [
        ("missing-key", "a key without an object", new GetObjectRequest { Head = true, Key = "{prefix}no-such-key" }, "err.head-no-body"),
        ("missing-bucket", "a bucket that does not exist", new GetObjectRequest { Head = true, Bucket = Bucket.Missing }, "err.head-no-body"),
        ("other-etag", "an object with another ETag", new GetObjectRequest { Head = true }.With("If-Match", "\"0123456789abcdef0123456789abcdef\""), "get.if-match-false"),
        ("unsigned", "an object by nobody in particular", new GetObjectRequest { Head = true, Signing = new SigningPlan { Mode = SigningMode.Anonymous } }, "err.head-no-body"),
    ];

    private static readonly Scenario Baseline = new()
    {
        Id = "read-back/copied-object/length",
        Claim = "Content-Length of HEAD is the sum of the sizes of the parts.",
        Given = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload), Copied(1, First)],
        When = new UploadPartCopyRequest { PartNumber = 2, Range = CopyRange.Of(Second.First, Second.Last) },
        Then = [Check.Status(200).Cites("integ.part-equals-slice"), Check.AssembledLengthIs(First.SizeBytes + Second.SizeBytes).Cites("integ.length")],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "read-back/copied-object/etag-agrees",
            Claim = "Complete, HEAD and GET show one and the same ETag.",
            Then = [Check.AssembledETagAgrees().Cites("integ.etag-head")],
        },
        Baseline with
        {
            Id = "read-back/copied-object/range-across-parts",
            Claim = "A GET range over the boundary between two copied parts returns the right bytes.",
            Then =
            [
                Check.OnceAssembled("read over the boundary", ReadBoundary, Check.Status(206)).Cites("integ.range-across-parts", "get.range.valid"),
                Check.OnceAssembled("read over the boundary", ReadBoundary, Check.BodyIs(Boundary)).Cites("integ.range-across-parts", "get.range.valid"),
                Check.OnceAssembled(
                    "read over the boundary",
                    ReadBoundary,
                    Check.HeaderIs("Content-Range", $"bytes {Boundary.First}-{Boundary.Last}/{First.SizeBytes + Second.SizeBytes}")).Cites("integ.range-across-parts", "get.range.valid"),
            ],
        },
        Baseline with
        {
            Id = "read-back/copied-object/etag-as-if-uploaded",
            Claim = "The ETag is that of an object uploaded with the same split.",
            // JD Cloud does not say how the ETag is computed.
            Dialects = [Dialect.Aws],
            Then = [Check.AssembledETagIsOf(First, Second).Cites("integ.copy-vs-upload")],
        },
        Baseline with
        {
            Id = "read-back/copied-object/etag-of-another-split",
            Claim = "Another split of the same bytes gives another ETag and the same bytes.",
            Dialects = [Dialect.Aws],
            Given = [.. Baseline.Given.Take(2), Copied(1, Large.From(0, Size.MinimumPart + 499))],
            When = new UploadPartCopyRequest { PartNumber = 2, Range = CopyRange.Of(Size.MinimumPart + 500, Second.Last) },
            Then =
            [
                Check.AssembledIs(First, Second).Cites("integ.split-changes-etag", "integ.concat"),
                Check.AssembledETagIsOf(Large.From(0, Size.MinimumPart + 499), Large.From(Size.MinimumPart + 500, Second.Last)).Cites("integ.split-changes-etag"),
            ],
        },
        Baseline with
        {
            Id = "read-back/copied-object/every-octet",
            Claim = "Every octet value survives copying, with CR LF and a byte order mark among them.",
            Given = [Given.StoredObject(Slot.Source, Octets), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest(),
            Then = [.. Answers.Copies(Octets.All, 1, "integ.binary")],
        },
        Baseline with
        {
            Id = "read-back/copied-object/content-encoding",
            Claim = "A source with a Content-Encoding is copied as stored, and the object does not inherit it.",
            Given = [Given.Done(new PutObjectRequest { Key = "{prefix}encoded", Content = Octets }.With("Content-Encoding", "gzip")), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = "{bucket}/{prefix}encoded" },
            Then = [.. Answers.Copies(Octets.All, 1, "integ.no-transform"), Check.AssembledHeader("Content-Encoding", null).Cites("integ.no-transform")],
        },
        Baseline with
        {
            Id = "read-back/copied-object/copied-as-a-whole",
            Claim = "CopyObject of an object made by multipart upload gives it the MD5 of its content as ETag.",
            // JD Cloud does not say.
            Dialects = [Dialect.Aws],
            Given = [Given.MultipartObject(Slot.Source, Octets)],
            When = new CopyObjectRequest { Key = "{prefix}whole" },
            Then = [Check.Status(200).Cites("integ.copyobject-of-mpu"), Check.ETagWithoutSuffix().Cites("integ.copyobject-of-mpu")],
        },
        Baseline with
        {
            Id = "read-back/missing-object/head",
            Claim = "The error of a HEAD request has no body.",
            Given = [],
            When = new GetObjectRequest { Head = true },
            Then = [Check.BodyEmpty().Cites("err.head-no-body")],
        },
        .. HeadErrors.Select(row => Baseline with
        {
            Id = $"read-back/head-refused/{row.Row}",
            Claim = $"The error of a HEAD request for {row.What} has no body, and nothing comes behind it that the next answer would begin with.",
            Given = [Given.StoredObject(Slot.Source, Octets, key: "destination")],
            When = row.Head with { OnOwnLine = true },
            Then = [Check.Refused().Cites(row.RefusedBy), Check.BodyEmpty().Cites("err.head-no-body"), Check.NothingBehindAnswer("head once more", row.Head with { OnOwnLine = true }).Cites("err.head-no-body")],
        }),
        Baseline with
        {
            Id = "read-back/not-modified/if-none-match",
            Claim = "HEAD with If-None-Match on the current ETag is answered 304 in the jdcloud dialect.",
            Given = [Given.StoredObject(Slot.Source, Octets, key: "destination")],
            When = new GetObjectRequest { Head = true }.With("If-None-Match", "{etag:source}"),
            Then = [Check.Status(304).Cites("jd.get.conditional-typo")],
        },
    ];

    private static Given Copied(int number, Slice slice) => Given.CopiedPart(Slot.Upload, number, Slot.Source, CopyRange.Of(slice.First, slice.Last));

    private static byte[] AllOctets() => [0xEF, 0xBB, 0xBF, 0x0D, 0x0A, .. Enumerable.Range(0, 256).Select(i => (byte)i), .. Enumerable.Range(0, 256).Select(i => (byte)(255 - i)), 0x0A, 0x0D];
}
