using static Conformance.Scenarios.ChecksumKinds;

namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The checksum of a copied part: of the algorithm of the upload, over the bytes copied, whatever the source was stored with.</summary>
public static class CopiedPartChecksum
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 300);
    private static readonly Content Other = Content.Generated(Slot.OtherSource.Name, 64);
    private static readonly Content Empty = Content.Text("");
    private static readonly Slice Middle = Source.From(17, 216);
    private static readonly ListPartsRequest List = new();
    private static readonly Given Stored = Given.StoredObject(Slot.Source, Source);

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [Stored, Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly (Checksum Of, Checksum Into, string Type)[] Differing =
    [
        (Checksum.Crc32, Checksum.Crc32C, Composite),
        (Checksum.Crc32, Checksum.Crc32C, Full),
        (Checksum.Sha256, Checksum.Crc32, Composite),
        (Checksum.Crc64Nvme, Checksum.Sha1, Composite),
        (Checksum.Sha1, Checksum.Crc64Nvme, Full),
    ];

    private static readonly (string Row, string What, Given Source, string? Range)[] Unasked =
    [
        ("plain", "stored without one", Stored, null),
        .. Checksum.All.Select(c => (Slug(c), $"stored with a {c}", With(c), (string?)null)),
        ("range", "stored with a CRC32, and a range of it", With(Checksum.Crc32), CopyRange.Of(17, 216)),
        ("composite", "stored in parts with a COMPOSITE SHA256", InParts(Checksum.Sha256), null),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. ChecksumKinds.All.Select(row => Baseline with
        {
            Id = $"upload-part-copy/checksum/{row.Row}",
            Claim = $"A copy into an upload with {Words(row.Algorithm, row.Type)} is answered with the {row.Algorithm} of the bytes, and ListParts shows it.",
            Given = [Stored, Open(row.Algorithm, row.Type)],
            Then = [.. Has(row.Algorithm, Source.All, "upc.cksum.part-value"), .. ListsIt(row.Algorithm, Source.All)],
        }),
        .. Checksum.All.Select(algorithm => Baseline with
        {
            Id = $"upload-part-copy/checksum-of-range/{Slug(algorithm)}",
            Claim = $"The {algorithm} of a part copied by range is that of the slice.",
            Given = [Stored, Open(algorithm)],
            When = new UploadPartCopyRequest { Range = CopyRange.Of(Middle.First, Middle.Last) },
            Then = [.. Has(algorithm, Middle, "upc.cksum.range-value", "upc.cksum.part-value"), .. ListsIt(algorithm, Middle)],
        }),
        .. Checksum.All.Select(algorithm => Baseline with
        {
            Id = $"upload-part-copy/checksum-of-empty-source/{Slug(algorithm)}",
            Claim = $"A part copied from an empty source has the {algorithm} of nothing.",
            Given = [Given.StoredObject(Slot.Source, Empty), Open(algorithm)],
            Then = [Check.IfAccepted(Check.ElementIsChecksum(algorithm, Empty.All)).Cites("upc.cksum.part-value")],
        }),
        .. Differing.Select(row => Baseline with
        {
            Id = $"upload-part-copy/checksum-of-source/{Slug(row.Of)}-into-{Slug(row.Into, row.Type)}",
            Claim = $"A source stored with a {row.Of} copied into an upload with {Words(row.Into, row.Type)} is answered with the {row.Into} alone.",
            Given = [With(row.Of), Open(row.Into, row.Type)],
            Then = [.. Has(row.Into, Source.All, "upc.cksum.part-value"), Check.IfAccepted(Check.NoOtherChecksumElement(row.Into)).Cites("upc.cksum.not-source-algorithm")],
        }),
        Baseline with
        {
            Id = "upload-part-copy/checksum-of-source/same-algorithm-range",
            Claim = "A range of a source stored with the algorithm of the upload has its own value, not that of the source.",
            Given = [With(Checksum.Sha256), Open(Checksum.Sha256)],
            When = new UploadPartCopyRequest { Range = CopyRange.Of(Middle.First, Middle.Last) },
            Then = [.. Has(Checksum.Sha256, Middle, "upc.cksum.range-value", "upc.cksum.part-value")],
        },
        .. new[] { (Of: Checksum.Crc32, Into: Checksum.Crc32), (Of: Checksum.Sha256, Into: Checksum.Crc32C) }.Select(row => Baseline with
        {
            Id = $"upload-part-copy/checksum-of-source/composite-{Slug(row.Of)}-into-{Slug(row.Into)}",
            Claim = $"A source made of parts with a COMPOSITE {row.Of} has, copied as one part, the {row.Into} of its bytes.",
            Given = [InParts(row.Of), Open(row.Into)],
            Then = [.. Has(row.Into, Source.All, "upc.cksum.part-value")],
        }),
        .. Unasked.Select(row => Baseline with
        {
            Id = $"upload-part-copy/checksum-not-asked-for/{row.Row}",
            Claim = $"A source {row.What} is copied into an upload without an algorithm without any checksum in the answer.",
            Given = [row.Source, Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { Range = row.Range },
            Then =
            [
                Check.Status(200).Cites("upc.cksum.none-when-no-algorithm"),
                Check.IfAccepted(Check.NoChecksumElement()).Cites("upc.cksum.none-when-no-algorithm"),
            ],
        }),
        Baseline with
        {
            Id = "upload-part-copy/checksum/overwritten",
            Claim = "A part copied to a number in use is listed with the checksum of its own bytes.",
            Given = [Given.StoredObject(Slot.OtherSource, Other), Stored, Open(Checksum.Crc32C), Given.CopiedPart(Slot.Upload, 1, Slot.OtherSource)],
            Then = [.. Has(Checksum.Crc32C, Source.All, "upc.cksum.part-value"), .. ListsIt(Checksum.Crc32C, Source.All)],
        },
        Baseline with
        {
            Id = "upload-part-copy/checksum/refused-copy-keeps-it",
            Claim = "A refused copy to a number in use leaves the checksum that the part has in ListParts.",
            Given = [Given.StoredObject(Slot.OtherSource, Other), Open(Checksum.Crc32C), Given.CopiedPart(Slot.Upload, 1, Slot.OtherSource)],
            When = new UploadPartCopyRequest { CopySource = "{bucket}/{prefix}no-such-key" },
            Then = [.. ListsIt(Checksum.Crc32C, Other.All).Select(c => Check.IfRefused(c.Check).Cites("lp.cksum.part-values"))],
        },
    ];

    private static Given With(Checksum checksum) => Given.StoredObject(Slot.Source, Source) with { Headers = [Value(checksum, checksum.Of(Source.All))] };

    private static Given InParts(Checksum checksum) => new Given.Multipart(Slot.Source, [Source]) { Headers = [.. Headers(checksum, Composite)] };

    private static CitedCheck[] Has(Checksum checksum, Slice slice, params ReadOnlySpan<string> cites) =>
    [
        Check.Status(200).Cites(cites),
        Check.IfAccepted(Check.ElementIsChecksum(checksum, slice)).Cites(cites),
    ];

    private static CitedCheck[] ListsIt(Checksum checksum, Slice slice) =>
        [Check.Afterwards("list the parts", List, Check.PartShowsChecksum(1, checksum, slice)).Cites("lp.cksum.part-values")];
}
