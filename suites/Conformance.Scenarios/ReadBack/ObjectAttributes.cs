using static Conformance.Scenarios.ChecksumKinds;

namespace Conformance.Scenarios.ReadBack;

/// <summary>What GetObjectAttributes and CopyObject make of the parts and checksums of an assembled object.</summary>
public static class ObjectAttributes
{
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly Slice First = Large.From(0, Size.MinimumPart - 1);
    private static readonly Slice Last = Large.From(Size.MinimumPart, Size.MinimumPart + 99);
    private static readonly Content Small = Content.Generated(Slot.Source.Name, 300);

    private static readonly SubresourceRequest Attributes = new("GetObjectAttributes", Capabilities.ObjectAttributes)
    {
        RawQuery = "attributes=",
        Headers = [new("x-amz-object-attributes", "ETag,Checksum,ObjectParts,ObjectSize")],
    };

    private static readonly (string Row, string What, Given Upload)[] Unlisted =
    [
        .. OfFull.Select(c => (Slug(c, Full), $"with {Words(c, Full)}", Open(c, Full))),
        ("default", "without an algorithm", Given.OpenUpload(Slot.Upload)),
    ];

    private static readonly (string Row, string What, Given Upload)[] Copied =
    [
        .. OfComposite.Select(c => (Slug(c, Composite), $"with {Words(c, Composite)}", Open(c, Composite))),
        .. OfFull.Select(c => (Slug(c, Full), $"with {Words(c, Full)}", Open(c, Full))),
        ("default", "without an algorithm", Given.OpenUpload(Slot.Upload)),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. OfComposite.Select(algorithm => new Scenario
        {
            Id = $"read-back/object-attributes/{Slug(algorithm, Composite)}",
            Claim = $"GetObjectAttributes lists the parts of an object with {Words(algorithm, Composite)}.",
            Given = [.. TwoParts(Open(algorithm, Composite))],
            When = Attributes,
            Then =
            [
                Check.Status(200).Cites("goa.parts.composite"),
                Check.ETagUnquoted().Cites("goa.parts.composite"),
                Check.DescendantIs("PartsCount", "2").Cites("goa.parts.composite"),
                Check.PartShowsSize(2, Last).Cites("goa.parts.composite"),
                Check.PartShowsChecksum(1, algorithm, First).Cites("goa.parts.composite"),
                Check.PartShowsChecksum(2, algorithm, Last).Cites("goa.parts.composite"),
                Check.DescendantIsCompositeWithoutCount(algorithm, First, Last).Cites("goa.parts.composite"),
            ],
        }),
        .. Unlisted.Select(row => new Scenario
        {
            Id = $"read-back/object-attributes/{row.Row}",
            Claim = $"GetObjectAttributes counts the parts of an object {row.What} and does not list them.",
            Given = [.. TwoParts(row.Upload)],
            When = Attributes,
            Then =
            [
                Check.Status(200).Cites("goa.parts.full"),
                Check.DescendantIs("PartsCount", "2").Cites("goa.parts.full"),
                Check.NoElement("Part").Cites("goa.parts.full"),
            ],
        }),
        .. Copied.Select(row => new Scenario
        {
            Id = $"read-back/copied-checksum/{row.Row}",
            Claim = $"CopyObject of an object {row.What} that was made of a part gives the copy an ETag without count and a full-object checksum.",
            Given = [Given.StoredObject(Slot.Source, Small), row.Upload, Given.CopiedPart(Slot.Upload, 1, Slot.Source), Given.Done(new CompleteMultipartUploadRequest())],
            When = new CopyObjectRequest { Key = "{prefix}copy", CopySource = "{bucket}/{destination}" },
            Then =
            [
                Check.Status(200).Cites("get.cksum.copyobject-recomputes"),
                Check.ETagWithoutSuffix().Cites("get.cksum.copyobject-recomputes"),
                Check.ElementIs("ChecksumType", Full).Cites("get.cksum.copyobject-recomputes"),
                Check.ChecksumElementsAreOf(Small.All).Cites("get.cksum.copyobject-recomputes"),
            ],
        }),
    ];

    private static Given[] TwoParts(Given upload) =>
    [
        Given.StoredObject(Slot.Source, Large),
        upload,
        Given.CopiedPart(Slot.Upload, 1, Slot.Source, CopyRange.Of(First.First, First.Last)),
        Given.CopiedPart(Slot.Upload, 2, Slot.Source, CopyRange.Of(Last.First, Last.Last)),
        Given.Done(new CompleteMultipartUploadRequest()),
    ];
}
