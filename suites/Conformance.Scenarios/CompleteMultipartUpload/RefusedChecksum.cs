using static Conformance.Scenarios.ChecksumKinds;

namespace Conformance.Scenarios.CompleteMultipartUpload;

/// <summary>Completions whose checksums or size do not fit the parts: refused, no object is made, and the upload stays.</summary>
public static class RefusedChecksum
{
    private static readonly Content Small = Content.Generated(Slot.Source.Name, 300);
    private static readonly Content Other = Content.Generated(Slot.OtherSource.Name, 300);
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly CompleteMultipartUploadRequest Complete = new();

    private static readonly (string Row, string What, Given Upload, CompleteMultipartUploadRequest Complete, string Code, string Cites)[] Rows =
    [
        .. OfComposite.Select(c => ($"part-values-missing-{Slug(c)}", $"no {c} of the part", Open(c, Composite), Listing(""), "InvalidRequest", "cmu.cksum.composite-missing")),
        .. ChecksumKinds.All.Select(k => ($"part-value-wrong-{k.Row}", $"the {k.Algorithm} of another part", Open(k.Algorithm, k.Type), Listed(k.Algorithm, k.Algorithm.Of(Other.All)), "InvalidPart", "cmu.cksum.part-wrong")),
        ("part-value-crc32-for-sha256", "a CRC32 for a part with SHA256", Open(Checksum.Sha256), Listed(Checksum.Crc32, Checksum.Crc32.Of(Small.All)), "BadDigest", "cmu.cksum.part-other-algorithm"),
        ("part-value-sha256-for-crc32", "a SHA256 for a part with CRC32", Open(Checksum.Crc32), Listed(Checksum.Sha256, Checksum.Sha256.Of(Small.All)), "BadDigest", "cmu.cksum.part-other-algorithm"),
        ("part-value-crc32c-for-crc32", "a CRC32C for a part with CRC32", Open(Checksum.Crc32), Listed(Checksum.Crc32C, Checksum.Crc32C.Of(Small.All)), "BadDigest", "cmu.cksum.part-other-algorithm"),
        ("type-full-for-crc32", "FULL_OBJECT for a COMPOSITE CRC32", Open(Checksum.Crc32, Composite), Complete.Typed(Full), "InvalidRequest", "cmu.cksum.type-mismatch"),
        ("type-full-for-crc32c", "FULL_OBJECT for a COMPOSITE CRC32C", Open(Checksum.Crc32C, Composite), Complete.Typed(Full), "InvalidRequest", "cmu.cksum.type-mismatch"),
        ("type-full-for-sha256", "FULL_OBJECT for a COMPOSITE SHA256", Open(Checksum.Sha256, Composite), Complete.Typed(Full), "InvalidRequest", "cmu.cksum.type-mismatch"),
        ("type-composite-for-crc32", "COMPOSITE for a FULL_OBJECT CRC32", Open(Checksum.Crc32, Full), Complete.Typed(Composite), "InvalidRequest", "cmu.cksum.type-mismatch"),
        ("type-composite-for-crc64nvme", "COMPOSITE for a CRC64NVME", Open(Checksum.Crc64Nvme), Complete.Typed(Composite), "InvalidRequest", "cmu.cksum.type-mismatch"),
        ("type-composite-for-none", "COMPOSITE for an upload without an algorithm", None, Complete.Typed(Composite), "InvalidRequest", "cmu.cksum.type-mismatch"),
        .. OfComposite.Select(c => ($"object-wrong-{Slug(c, Composite)}", $"another {c} of the object", Open(c, Composite), Complete.Valued(c, c.Composite(Other.All), Composite), "BadDigest", "cmu.cksum.composite-wrong")),
        ("object-count-wrong", "a composite CRC32 of two parts for one", Open(Checksum.Crc32, Composite), Complete.Valued(Checksum.Crc32, Checksum.Crc32.Composite(Small.All).Replace("-1", "-2", StringComparison.Ordinal), Composite), "BadDigest", "cmu.cksum.composite-wrong"),
        .. OfFull.Select(c => ($"object-wrong-{Slug(c, Full)}", $"another {c} of the object", Open(c, Full), Complete.Valued(c, c.Of(Other.All), Full), "BadDigest", "cmu.cksum.full-wrong")),
        ("object-not-base64-composite", "a CRC32 of the object that is not base64", Open(Checksum.Crc32), Complete.Valued(Checksum.Crc32, "!not base64!", Composite), "InvalidRequest", "cmu.cksum.final-invalid-base64"),
        ("object-not-base64-full", "a CRC64NVME of the object that is not base64", Open(Checksum.Crc64Nvme), Complete.Valued(Checksum.Crc64Nvme, "!not base64!", Full), "InvalidRequest", "cmu.cksum.final-invalid-base64"),
        ("object-wrong-length", "a CRC32C of the object of three bytes", Open(Checksum.Crc32C, Full), Complete.Valued(Checksum.Crc32C, "AAAA", Full), "InvalidRequest", "cmu.cksum.final-invalid-base64"),
        (
            "two-object-values",
            "a CRC32 and a CRC32C of the object at once",
            Open(Checksum.Crc32, Full),
            Complete with { Headers = [Value(Checksum.Crc32, Checksum.Crc32.Of(Small.All)), Value(Checksum.Crc32C, Checksum.Crc32C.Of(Small.All)), Type(Full)] },
            "InvalidRequest",
            "cmu.cksum.multiple"),
        ("size-one-more", "a size of one byte more", None, Complete.Sized("301"), "InvalidRequest", "cmu.cksum.size-match"),
        ("size-one-less", "a size of one byte less", None, Complete.Sized("299"), "InvalidRequest", "cmu.cksum.size-match"),
        ("size-zero", "a size of zero", None, Complete.Sized("0"), "InvalidRequest", "cmu.cksum.size-match"),
        ("size-in-letters", "a size in letters", None, Complete.Sized("three-hundred"), "InvalidRequest", "cmu.cksum.size-invalid"),
        ("size-negative", "a negative size", None, Complete.Sized("-300"), "InvalidRequest", "cmu.cksum.size-invalid"),
        ("size-beyond-64-bits", "a size of 2^64 and the right one", None, Complete.Sized("18446744073709551916"), "InvalidRequest", "cmu.cksum.size-match"),
    ];

    private static readonly (string Row, string What, string Elements)[] Malformed =
    [
        ("two-part-values", "two checksums in one part", $"<ChecksumCRC32>{Checksum.Crc32.Of(Small.All)}</ChecksumCRC32><ChecksumCRC32C>{Checksum.Crc32C.Of(Small.All)}</ChecksumCRC32C>"),
        ("part-value-not-base64", "a checksum of a part that is not base64", "<ChecksumCRC32>!not base64!</ChecksumCRC32>"),
    ];

    private static Given None => Given.OpenUpload(Slot.Upload);

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Rows.Select(row => new Scenario
        {
            Id = $"complete-multipart-upload/checksum-refused/{row.Row}",
            Claim = $"A completion with {row.What} is refused, makes no object and leaves the part.",
            Given = [.. OnePart(row.Upload)],
            When = row.Complete,
            Dialects = [Dialect.Aws],
            Then = [.. Answers.Refused(400, row.Code, row.Cites), .. Untouched],
        }),
        .. Malformed.Select(row => new Scenario
        {
            Id = $"complete-multipart-upload/checksum-refused/{row.Row}",
            Claim = $"A list with {row.What} is refused.",
            Given = [.. OnePart(Open(Checksum.Crc32))],
            When = Listing(row.Elements),
            Dialects = [Dialect.Aws],
            Then =
            [
                Check.Status(400).Cites("cmu.cksum.part-multiple"),
                Check.ErrorCode("InvalidArgument", "InvalidRequest").Cites("cmu.cksum.part-multiple"),
                .. Untouched,
            ],
        }),
        new Scenario
        {
            Id = "complete-multipart-upload/checksum-refused/second-part-value-missing",
            Claim = "A list that repeats the checksum of the first of two parts only is refused.",
            Given =
            [
                Given.StoredObject(Slot.Source, Large),
                Open(Checksum.Sha1),
                Given.CopiedPart(Slot.Upload, 1, Slot.Source, CopyRange.Of(0, Size.MinimumPart - 1)),
                Given.CopiedPart(Slot.Upload, 2, Slot.Source, CopyRange.Of(0, 63)),
            ],
            When = Complete with
            {
                Document = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"{part-etag:upload/1}\"</ETag><ChecksumSHA1>{part-checksum:upload/1}</ChecksumSHA1></Part>"
                    + "<Part><PartNumber>2</PartNumber><ETag>\"{part-etag:upload/2}\"</ETag></Part></CompleteMultipartUpload>",
            },
            Then = [.. Answers.Refused(400, "InvalidRequest", "cmu.cksum.composite-missing")],
        },
        new Scenario
        {
            Id = "complete-multipart-upload/checksum-refused/part-value-wrong-elements",
            Claim = "The refusal of a part with a wrong checksum names upload, part number and ETag.",
            Given = [.. OnePart(Open(Checksum.Crc32C))],
            When = Listed(Checksum.Crc32C, Checksum.Crc32C.Of(Other.All)),
            Then =
            [
                Check.ErrorElement("UploadId", "{raw-upload:upload}").Cites("cmu.cksum.part-wrong"),
                Check.ErrorElement("PartNumber", "1").Cites("cmu.cksum.part-wrong"),
                Check.ErrorElement("ETag", "{part-etag:upload/1}").Cites("cmu.cksum.part-wrong"),
            ],
        },
        .. new[] { ("right", Small), ("wrong", Other) }.Select(row => new Scenario
        {
            Id = $"complete-multipart-upload/checksum-not-asked-for/{row.Item1}-part-value",
            Claim = $"A list with the {row.Item1} checksum of a part for an upload without an algorithm is taken or refused as an unknown part.",
            Given = [.. OnePart(None)],
            When = Listed(Checksum.Crc32, Checksum.Crc32.Of(row.Item2.All)),
            Then =
            [
                Check.Status(400, 200).Cites("cmu.cksum.part-value-when-none"),
                Check.IfRefused(Check.ErrorCode("InvalidPart")).Cites("cmu.cksum.part-value-when-none"),
            ],
        }),
    ];

    private static CitedCheck[] Untouched =>
    [
        Check.IfRefused(Check.PartsUnchanged()).Cites("cmu.error-keeps-upload"),
        Check.IfRefused(Check.DestinationUntouched()).Cites("cmu.error-keeps-upload"),
    ];

    private static Given[] OnePart(Given upload) => [Given.StoredObject(Slot.Source, Small), upload, Given.CopiedPart(Slot.Upload, 1, Slot.Source)];

    private static CompleteMultipartUploadRequest Listing(string elements) =>
        new() { Document = $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"{{part-etag:upload/1}}\"</ETag>{elements}</Part></CompleteMultipartUpload>" };

    private static CompleteMultipartUploadRequest Listed(Checksum checksum, string value) => new() { Parts = [new(1, Checksum: (checksum.Element, value))] };

    private static CompleteMultipartUploadRequest Typed(this CompleteMultipartUploadRequest complete, string type) => complete with { Headers = [Type(type)] };

    private static CompleteMultipartUploadRequest Valued(this CompleteMultipartUploadRequest complete, Checksum checksum, string value, string type) =>
        complete with { Headers = [Value(checksum, value), Type(type)] };

    private static CompleteMultipartUploadRequest Sized(this CompleteMultipartUploadRequest complete, string size) => complete with { Headers = [new("x-amz-mp-object-size", size)] };
}
