using static Conformance.Scenarios.CustomerKeys;

namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Plain and encrypted sources copied into plain and encrypted uploads: the bytes are those of the source, whole or by range.</summary>
public static class EncryptedCopy
{
    private const long Sizable = 140_000;
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 300);
    private static readonly Content Blocks = Content.Generated(Slot.Source.Name, Sizable);
    private static readonly Content FirstPart = Content.Generated("first-part", Size.MinimumPart);
    private static readonly Content LastPart = Content.Generated("last-part", 100);
    private static readonly Content Joined = Content.Joined([FirstPart, LastPart]);

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly (string Row, string What, HeaderLine[] Stored, HeaderLine[] Opened, HeaderLine[] Sent, CustomerKey? Into, string[] Cites)[] Matrix =
    [
        ("plain-into-sse-s3", "A plain source into an upload with SSE-S3", [], Service, [], null, []),
        ("plain-into-sse-c", "A plain source into an upload with a customer key", [], [.. A.Headers], [.. A.Headers], A, ["upc.ssec.dest-ok"]),
        ("sse-s3-into-plain", "A source with SSE-S3 into a plain upload", Service, [], [], null, []),
        ("sse-s3-into-sse-s3", "A source with SSE-S3 into an upload with SSE-S3", Service, Service, [], null, []),
        ("sse-s3-into-sse-c", "A source with SSE-S3 into an upload with a customer key", Service, [.. A.Headers], [.. A.Headers], A, ["upc.ssec.dest-ok"]),
        ("sse-c-into-plain", "A source with a customer key into a plain upload", [.. A.Headers], [], [.. A.SourceHeaders], null, ["upc.ssec.source-ok"]),
        ("sse-c-into-sse-s3", "A source with a customer key into an upload with SSE-S3", [.. A.Headers], Service, [.. A.SourceHeaders], null, ["upc.ssec.source-ok"]),
        ("sse-c-into-same-key", "A source with a customer key into an upload with the same key", [.. A.Headers], [.. A.Headers], [.. A.SourceHeaders, .. A.Headers], A, ["upc.ssec.source-ok", "upc.ssec.dest-ok"]),
        ("sse-c-into-other-key", "A source with a customer key into an upload with another key", [.. A.Headers], [.. B.Headers], [.. A.SourceHeaders, .. B.Headers], B, ["upc.ssec.both-sides"]),
    ];

    // Where stores cut what they encrypt: blocks of AES, of a page, and of packages of 64 KiB.
    private static readonly (string Row, long First, long Last)[] Ranges =
    [
        ("first-byte", 0, 0),
        ("last-byte", Sizable - 1, Sizable - 1),
        ("within-a-block", 3, 9),
        ("across-16-bytes", 15, 16),
        ("at-16-bytes", 16, 31),
        ("across-4096-bytes", 4095, 4096),
        ("across-64-kib", 65_535, 65_536),
        ("at-64-kib", 65_536, 131_071),
        ("all-but-the-ends", 1, Sizable - 2),
    ];

    private static readonly (string Row, string What, long First, long Last)[] PartRanges =
    [
        ("across-its-parts", "A range across the parts", Size.MinimumPart - 50, Size.MinimumPart + 49),
        ("in-its-second-part", "A range in the second part", Size.MinimumPart + 1, Size.MinimumPart + 98),
        ("in-its-first-part", "A range in the first part", 65_535, 65_600),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Matrix.Select(row => Baseline with
        {
            Id = $"upload-part-copy/encrypted-copy/{row.Row}",
            Claim = $"{row.What} is copied, and the object holds its bytes.",
            Given = [Given.StoredObject(Slot.Source, Source) with { Headers = [.. row.Stored] }, Given.OpenUpload(Slot.Upload) with { Headers = [.. row.Opened] }],
            When = new UploadPartCopyRequest { Headers = [.. row.Sent] },
            Then =
            [
                .. CopyAnswers.Takes(Source.All, ["upc.sse.source-dest-matrix", .. row.Cites]),
                .. row.Into is { } key
                    ? [.. Names(key, "upc.ssec.dest-ok"), Check.IfAccepted(Check.ETagIsNotMd5Of(Source.All)).Cites("upc.ssec.etag-opaque")]
                    : Array.Empty<CitedCheck>(),
            ],
        }),
        .. Ranges.Select(row => Baseline with
        {
            Id = $"upload-part-copy/encrypted-range/{row.Row}",
            Claim = $"Bytes {row.First} to {row.Last} of a source with a customer key are those of the plain object.",
            Given = [Given.StoredObject(Slot.Source, Blocks) with { Headers = A.Headers }, Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { Range = CopyRange.Of(row.First, row.Last), Headers = A.SourceHeaders },
            Then = [.. Takes(Blocks.From(row.First, row.Last), "upc.ssec.source-ok")],
        }),
        Baseline with
        {
            Id = "upload-part-copy/encrypted-range/into-other-key",
            Claim = "A range of a source with one customer key is copied into an upload with another.",
            Given = [Given.StoredObject(Slot.Source, Blocks) with { Headers = A.Headers }, Given.OpenUpload(Slot.Upload) with { Headers = B.Headers }],
            When = new UploadPartCopyRequest { Range = CopyRange.Of(65_535, 65_536), Headers = [.. A.SourceHeaders, .. B.Headers] },
            Then = [.. Takes(Blocks.From(65_535, 65_536), "upc.ssec.both-sides")],
        },
        Baseline with
        {
            Id = "upload-part-copy/encrypted-range/past-end",
            Claim = "The end of a source with a customer key is that of its plain bytes.",
            Given = [Given.StoredObject(Slot.Source, Source) with { Headers = A.Headers }, Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { Range = CopyRange.Of(0, 300), Headers = A.SourceHeaders },
            Then = [.. CopyAnswers.RefusesRangeOfSmallSource(["InvalidArgument"], "upc.range.last-equals-size")],
            Dialects = [Dialect.Aws],
        },
        .. PartRanges.Select(row => Baseline with
        {
            Id = $"upload-part-copy/encrypted-range/{row.Row}",
            Claim = $"{row.What} of a source that was made of parts with a customer key is copied.",
            Given = [new Given.Multipart(Slot.Source, [FirstPart, LastPart]) { Headers = A.Headers }, Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { Range = CopyRange.Of(row.First, row.Last), Headers = A.SourceHeaders },
            Then = [.. Takes(Joined.From(row.First, row.Last), "upc.ssec.source-ok")],
        }),
        Baseline with
        {
            Id = "upload-part-copy/encrypted-copy/parts-into-other-key",
            Claim = "The whole of a source that was made of parts with a customer key is copied into an upload with another.",
            Given = [new Given.Multipart(Slot.Source, [FirstPart, LastPart]) { Headers = A.Headers }, Given.OpenUpload(Slot.Upload) with { Headers = B.Headers }],
            When = new UploadPartCopyRequest { Headers = [.. A.SourceHeaders, .. B.Headers] },
            Then = [.. CopyAnswers.Takes(Joined.All, "upc.ssec.both-sides")],
        },
        Baseline with
        {
            Id = "upload-part-copy/encrypted-copy/service-key-source",
            Claim = "A source with SSE-S3 is copied without any further header.",
            Given = [Given.StoredObject(Slot.Source, Source) with { Headers = [.. Service] }, Given.OpenUpload(Slot.Upload)],
            Then = [.. CopyAnswers.Takes(Source.All, "upc.src.kms-source")],
        },
    ];

    // A target that copies no range from a small source may say so, as everywhere.
    private static CitedCheck[] Takes(Slice slice, string cites) => [Check.Status(200).Cites(cites, "upc.range.small-source"), .. CopyAnswers.HoldsSlice(slice, cites)];
}
