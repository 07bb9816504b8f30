using static Conformance.Scenarios.ChecksumKinds;

namespace Conformance.Scenarios.CompleteMultipartUpload;

/// <summary>The checksum of the object that completing makes, and what the request may claim of it.</summary>
public static class ObjectChecksum
{
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly Slice First = Large.From(0, Size.MinimumPart - 1);
    private static readonly Slice Last = Large.From(Size.MinimumPart, Size.MinimumPart + 99);
    private static readonly Slice LeftOut = Large.From(0, 63);
    private static readonly Content Small = Content.Generated(Slot.Source.Name, 300);
    private static readonly CompleteMultipartUploadRequest Complete = new();

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        When = Complete,
        Then = [],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. ChecksumKinds.All.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/checksum/{row.Row}-of-one-part",
            Claim = $"Completing an upload of one part with {Words(row.Algorithm, row.Type)} answers with that checksum of the object.",
            Given = [.. OnePart(Open(row.Algorithm, row.Type))],
            Then = [.. Has(row.Algorithm, row.Type, Small.All)],
        }),
        .. ChecksumKinds.All.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/checksum/{row.Row}-of-two-parts",
            Claim = $"Completing an upload of two copied parts with {Words(row.Algorithm, row.Type)} answers with that checksum of the object.",
            Given = [.. TwoParts(Open(row.Algorithm, row.Type))],
            Then = [.. Has(row.Algorithm, row.Type, First, Last)],
        }),
        .. new[] { (Algorithm: Checksum.Sha256, Type: Composite), (Algorithm: Checksum.Crc32C, Type: Full) }.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/checksum/{Slug(row.Algorithm, row.Type)}-of-listed-parts",
            Claim = $"A stored part that is not listed is no part of the {Words(row.Algorithm, row.Type)} of the object.",
            Given = [.. TwoParts(Open(row.Algorithm, row.Type)), Copied(3, LeftOut)],
            When = new CompleteMultipartUploadRequest { Parts = [new(1), new(2)] },
            Then = [.. Has(row.Algorithm, row.Type, First, Last)],
        }),
        Baseline with
        {
            Id = "complete-multipart-upload/checksum/default-of-one-part",
            Claim = "An upload without an algorithm gets a full-object CRC64NVME at completion, or none.",
            Given = [.. OnePart(Given.OpenUpload(Slot.Upload))],
            Then = [.. HasDefault(Small.All)],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/checksum/default-of-two-parts",
            Claim = "An upload of two parts without an algorithm gets the CRC64NVME of all its bytes at completion, or none.",
            Given = [.. TwoParts(Given.OpenUpload(Slot.Upload))],
            Then = [.. HasDefault(First, Last)],
        },
        .. OfComposite.Select(algorithm => Baseline with
        {
            Id = $"complete-multipart-upload/object-checksum/right-{Slug(algorithm, Composite)}",
            Claim = $"The right {Words(algorithm, Composite)} of the object in the request lets it complete.",
            Given = [.. OnePart(Open(algorithm, Composite))],
            When = Complete with { Headers = [Value(algorithm, algorithm.Composite(Small.All)), Type(Composite)] },
            Then = [Check.Status(200).Cites("cmu.cksum.composite-right"), Check.IfAccepted(Check.ElementIsComposite(algorithm, Small.All)).Cites("cmu.cksum.composite-value")],
        }),
        .. OfFull.Select(algorithm => Baseline with
        {
            Id = $"complete-multipart-upload/object-checksum/right-{Slug(algorithm, Full)}",
            Claim = $"The right {Words(algorithm, Full)} of the object in the request, with its type, lets it complete.",
            Given = [.. OnePart(Open(algorithm, Full))],
            When = Complete with { Headers = [Value(algorithm, algorithm.Of(Small.All)), Type(Full)] },
            Then = [Check.Status(200).Cites("cmu.cksum.full-right"), Check.IfAccepted(Check.ElementIsChecksum(algorithm, Small.All)).Cites("cmu.cksum.full-value")],
        }),
        .. OfFull.Select(algorithm => Baseline with
        {
            Id = $"complete-multipart-upload/object-checksum/without-type-{Slug(algorithm)}",
            Claim = $"The right full-object {algorithm} without x-amz-checksum-type is taken, or refused as a digest that does not match.",
            Given = [.. OnePart(Open(algorithm, Full))],
            When = Complete with { Headers = [Value(algorithm, algorithm.Of(Small.All))] },
            Then = [Check.Status(400, 200).Cites("cmu.cksum.full-needs-type"), Check.IfRefused(Check.ErrorCode("BadDigest")).Cites("cmu.cksum.full-needs-type")],
        }),
        .. OfFull.Select(algorithm => Baseline with
        {
            Id = $"complete-multipart-upload/checksum/{Slug(algorithm, Full)}-without-part-values",
            Claim = $"An upload with {Words(algorithm, Full)} completes from a list without checksums.",
            Given = [.. OnePart(Open(algorithm, Full))],
            When = Complete with { Document = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"{part-etag:upload/1}\"</ETag></Part></CompleteMultipartUpload>" },
            Then = [Check.Status(200).Cites("cmu.cksum.full-without-part-values"), Check.IfAccepted(Check.ElementIsChecksum(algorithm, Small.All)).Cites("cmu.cksum.full-value")],
        }),
        Baseline with
        {
            Id = "complete-multipart-upload/object-checksum/algorithm-header",
            Claim = "x-amz-checksum-algorithm at completion, which the operation does not have, is no server error.",
            Given = [.. OnePart(Open(Checksum.Crc32))],
            When = Complete with { Headers = [.. Headers(Checksum.Crc32)] },
            Then = [Check.Status(200, 400).Cites("cmu.cksum.algorithm-ignored"), Check.IfAccepted(Check.ElementIsComposite(Checksum.Crc32, Small.All)).Cites("cmu.cksum.composite-value")],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/object-size/right",
            Claim = "The right x-amz-mp-object-size lets the upload complete.",
            Given = [.. TwoParts(Given.OpenUpload(Slot.Upload))],
            When = Complete.With("x-amz-mp-object-size", $"{First.SizeBytes + Last.SizeBytes}"),
            Then = [Check.Status(200).Cites("cmu.cksum.size-right")],
        },
    ];

    private static Given[] OnePart(Given upload) => [Given.StoredObject(Slot.Source, Small), upload, Given.CopiedPart(Slot.Upload, 1, Slot.Source)];

    private static Given[] TwoParts(Given upload) => [Given.StoredObject(Slot.Source, Large), upload, Copied(1, First), Copied(2, Last)];

    private static Given Copied(int number, Slice slice) => Given.CopiedPart(Slot.Upload, number, Slot.Source, CopyRange.Of(slice.First, slice.Last));

    private static CitedCheck[] Has(Checksum algorithm, string type, params Slice[] parts)
    {
        var cites = type == Full ? "cmu.cksum.full-value" : "cmu.cksum.composite-value";
        return
        [
            Check.Status(200).Cites(cites),
            Check.IfAccepted(type == Full ? Check.ElementIsChecksum(algorithm, parts) : Check.ElementIsComposite(algorithm, parts)).Cites(cites),
            Check.IfAccepted(Check.ElementIs("ChecksumType", type)).Cites(cites),
        ];
    }

    private static CitedCheck[] HasDefault(params Slice[] parts) =>
        [Check.Status(200).Cites("cmu.cksum.default-crc64"), Check.IfAccepted(Check.DefaultChecksumOf(parts)).Cites("cmu.cksum.default-crc64")];
}
