using static Conformance.Scenarios.ChecksumKinds;

namespace Conformance.Scenarios.UploadPart;

/// <summary>Parts uploaded with and without a checksum, into uploads with and without an algorithm.</summary>
public static class PartChecksum
{
    private static readonly Content Part = Content.Generated("uploaded-part", 100);
    private static readonly ListPartsRequest List = new();

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [Given.OpenUpload(Slot.Upload)],
        When = new UploadPartRequest { Content = Part },
        Then = [],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. ChecksumKinds.All.Select(row => Baseline with
        {
            Id = $"upload-part/checksum/{row.Row}",
            Claim = $"A part with its right checksum is taken into an upload with {Words(row.Algorithm, row.Type)}, answered with it and listed with it.",
            Given = [Open(row.Algorithm, row.Type)],
            When = new UploadPartRequest { Content = Part, Headers = [Value(row.Algorithm, row.Algorithm.Of(Part.All))] },
            Then =
            [
                Check.Status(200).Cites("up.cksum.right-value"),
                Check.IfAccepted(Check.HeaderIsChecksum(row.Algorithm, Part.All)).Cites("up.cksum.right-value"),
                Check.IfAccepted(Check.Afterwards("list the parts", List, Check.PartShowsChecksum(1, row.Algorithm, Part.All))).Cites("lp.cksum.part-values"),
            ],
        }),
        .. Checksum.All.Select(algorithm => Baseline with
        {
            Id = $"upload-part/checksum-without-algorithm/{Slug(algorithm)}",
            Claim = $"An upload without an algorithm takes a part with its right {algorithm}, answers with it and does not list it.",
            When = new UploadPartRequest { Content = Part, Headers = [Value(algorithm, algorithm.Of(Part.All))] },
            Then =
            [
                Check.Status(200).Cites("up.cksum.any-when-none"),
                Check.IfAccepted(Check.HeaderIsChecksum(algorithm, Part.All)).Cites("up.cksum.any-when-none"),
                Check.IfAccepted(Check.Afterwards("list the parts", List, Check.NoChecksumElement())).Cites("up.cksum.any-when-none"),
            ],
        }),
        .. OfFull.Select(algorithm => Baseline with
        {
            Id = $"upload-part/no-checksum/{Slug(algorithm, Full)}",
            Claim = $"A part without checksum is taken into an upload with {Words(algorithm, Full)}, and the target computes it.",
            Given = [Open(algorithm, Full)],
            Then =
            [
                Check.Status(200).Cites("up.cksum.full-without-value"),
                Check.IfAccepted(Check.HeaderIsChecksum(algorithm, Part.All)).Cites("up.cksum.full-without-value"),
            ],
        }),
        .. OfComposite.Select(algorithm => Baseline with
        {
            Id = $"upload-part/no-checksum/{Slug(algorithm, Composite)}",
            Claim = $"A part without checksum is taken into an upload with {Words(algorithm, Composite)} or refused by name.",
            Given = [Open(algorithm, Composite)],
            Then =
            [
                Check.Status(200, 400).Cites("up.cksum.composite-without-value"),
                Check.IfRefused(Check.ErrorCode("InvalidRequest")).Cites("up.cksum.composite-without-value"),
            ],
        }),
    ];
}
