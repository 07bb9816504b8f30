using static Conformance.Scenarios.ChecksumKinds;

namespace Conformance.Scenarios.UploadPart;

/// <summary>Parts whose checksum is wrong, malformed, of another algorithm or one of several: refused, and nothing is stored.</summary>
public static class RefusedPartChecksum
{
    private static readonly Content Part = Content.Generated("uploaded-part", 100);
    private static readonly Content Other = Content.Generated("other-part", 100);
    private static readonly Given None = Given.OpenUpload(Slot.Upload);

    private static readonly (string Row, string What, Given Upload, HeaderLine[] Headers, string Code, string Cites)[] Rows =
    [
        .. Checksum.All.Select(c => ($"wrong-{Slug(c)}", $"the {c} of other bytes", Open(c), Line(c, c.Of(Other.All)), "BadDigest", "up.cksum.mismatch")),
        ("wrong-crc32-without-algorithm", "the CRC32 of other bytes into an upload without an algorithm", None, Line(Checksum.Crc32, Checksum.Crc32.Of(Other.All)), "BadDigest", "up.cksum.mismatch"),
        ("wrong-sha256-without-algorithm", "the SHA256 of other bytes into an upload without an algorithm", None, Line(Checksum.Sha256, Checksum.Sha256.Of(Other.All)), "BadDigest", "up.cksum.mismatch"),
        ("wrong-crc32c-full", "the CRC32C of other bytes into a FULL_OBJECT upload", Open(Checksum.Crc32C, Full), Line(Checksum.Crc32C, Checksum.Crc32C.Of(Other.All)), "BadDigest", "up.cksum.mismatch"),
        ("composite-value", "its right SHA1 followed by -1", Open(Checksum.Sha1), Line(Checksum.Sha1, Checksum.Sha1.Of(Part.All) + "-1"), "InvalidRequest", "up.cksum.invalid-base64"),
        .. Checksum.All.Select(c => ($"not-base64-{Slug(c)}", $"a {c} that is not base64", Open(c), Line(c, "!not base64!"), "InvalidRequest", "up.cksum.invalid-base64")),
        .. Checksum.All.Select(c => ($"wrong-length-{Slug(c)}", $"a {c} of one byte too few", Open(c), Line(c, Shortened(c)), "InvalidRequest", "up.cksum.invalid-base64")),
        ("crc32-in-hex", "its CRC32 in hexadecimal", Open(Checksum.Crc32), Line(Checksum.Crc32, Hex(Checksum.Crc32)), "InvalidRequest", "up.cksum.invalid-base64"),
        ("crc32-for-sha256", "its CRC32 into an upload with SHA256", Open(Checksum.Sha256), Right(Checksum.Crc32), "InvalidRequest", "up.cksum.other-algorithm"),
        ("sha256-for-crc32", "its SHA256 into an upload with CRC32", Open(Checksum.Crc32), Right(Checksum.Sha256), "InvalidRequest", "up.cksum.other-algorithm"),
        ("crc32-for-crc32c-full", "its CRC32 into a FULL_OBJECT upload with CRC32C", Open(Checksum.Crc32C, Full), Right(Checksum.Crc32), "InvalidRequest", "up.cksum.other-algorithm"),
        ("sha1-for-crc64nvme", "its SHA1 into an upload with CRC64NVME", Open(Checksum.Crc64Nvme), Right(Checksum.Sha1), "InvalidRequest", "up.cksum.other-algorithm"),
        ("two-without-algorithm", "its CRC32 and its SHA256 at once", None, [.. Right(Checksum.Crc32), .. Right(Checksum.Sha256)], "InvalidRequest", "up.cksum.multiple"),
        ("two-of-which-one-fits", "its CRC32 and its CRC32C into an upload with CRC32", Open(Checksum.Crc32), [.. Right(Checksum.Crc32), .. Right(Checksum.Crc32C)], "InvalidRequest", "up.cksum.multiple"),
        ("announced-only", "x-amz-sdk-checksum-algorithm: CRC32 and no checksum", None, [Announced("CRC32")], "InvalidRequest", "up.cksum.algorithm-header-mismatch"),
        ("announced-otherwise", "x-amz-sdk-checksum-algorithm: CRC32 and its SHA256", None, [Announced("CRC32"), .. Right(Checksum.Sha256)], "InvalidRequest", "up.cksum.algorithm-header-mismatch"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Rows.Select(row => new Scenario
        {
            Id = $"upload-part/checksum-refused/{row.Row}",
            Claim = $"A part sent with {row.What} is refused and not stored.",
            Given = [row.Upload],
            When = new UploadPartRequest { Content = Part, Headers = [.. row.Headers] },
            Then =
            [
                .. Answers.Refused(400, row.Code, row.Cites),
                Check.IfRefused(Check.PartNumbersAre()).Cites(row.Cites),
            ],
        }),
        new Scenario
        {
            Id = "upload-part/checksum-refused/keeps-earlier-part",
            Claim = "A part with a wrong checksum leaves the earlier part of that number, which still completes.",
            Given = [Open(Checksum.Crc32), Given.UploadedPart(Slot.Upload, 1, Other)],
            Dialects = [Dialect.Aws],
            When = new UploadPartRequest { Content = Part, Headers = [.. Line(Checksum.Crc32, Checksum.Crc32.Of(Other.All))] },
            Then =
            [
                .. Answers.Refused(400, "BadDigest", "up.cksum.mismatch"),
                Check.IfRefused(Check.PartsUnchanged()).Cites("inv.atomic-part"),
                Check.IfRefused(Check.AssembledIs(Other.All)).Cites("inv.atomic-part"),
            ],
        },
    ];

    private static HeaderLine[] Line(Checksum checksum, string value) => [Value(checksum, value)];

    private static HeaderLine[] Right(Checksum checksum) => Line(checksum, checksum.Of(Part.All));

    private static HeaderLine Announced(string algorithm) => new("x-amz-sdk-checksum-algorithm", algorithm);

    private static string Shortened(Checksum checksum) => Convert.ToBase64String(Convert.FromBase64String(checksum.Of(Part.All))[1..]);

    private static string Hex(Checksum checksum) => Convert.ToHexStringLower(Convert.FromBase64String(checksum.Of(Part.All)));
}
