using static Conformance.Scenarios.ChecksumKinds;

namespace Conformance.Scenarios.ListParts;

/// <summary>What the two listings say of the checksums of uploads in progress.</summary>
public static class ListedChecksum
{
    private static readonly Content Part = Content.Generated("uploaded-part", 100);
    private static readonly ListPartsRequest Parts = new();
    private static readonly ListMultipartUploadsRequest Uploads = new() { ExtraQuery = "prefix={encoded-prefix}" };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. ChecksumKinds.All.Select(row => new Scenario
        {
            Id = $"list-parts/checksum/{row.Row}",
            Claim = $"ListParts shows algorithm and type of an upload created with {Words(row.Algorithm, row.Type)}.",
            Given = [Open(row.Algorithm, row.Type)],
            When = Parts,
            Then = [.. Shows(row.Algorithm.Name, row.Type)],
        }),
        new Scenario
        {
            Id = "list-parts/checksum/default-type",
            Claim = "ListParts shows the type that an upload created with an algorithm alone has.",
            Given = [Open(Checksum.Sha1)],
            When = Parts,
            Then = [.. Shows(Checksum.Sha1.Name, Composite)],
        },
        new Scenario
        {
            Id = "list-parts/checksum/none",
            Claim = "ListParts shows neither algorithm nor type of an upload created without them, also when a part was sent with a checksum.",
            Given = [Given.OpenUpload(Slot.Upload), Given.UploadedPart(Slot.Upload, 1, Part) with { Headers = [Value(Checksum.Crc32, Checksum.Crc32.Of(Part.All))] }],
            When = Parts,
            Then = [.. ShowsNothing],
        },
        .. ChecksumKinds.All.Select(row => new Scenario
        {
            Id = $"list-multipart-uploads/checksum/{row.Row}",
            Claim = $"ListMultipartUploads shows algorithm and type of an upload created with {Words(row.Algorithm, row.Type)}.",
            Given = [Open(row.Algorithm, row.Type)],
            When = Uploads,
            Then = [.. Shows(row.Algorithm.Name, row.Type)],
        }),
        new Scenario
        {
            Id = "list-multipart-uploads/checksum/none",
            Claim = "ListMultipartUploads shows neither algorithm nor type of an upload created without them.",
            Given = [Given.OpenUpload(Slot.Upload)],
            When = Uploads,
            Then = [.. ShowsNothing, Check.CountOf("Upload", 1).Cites("inv.model")],
        },
    ];

    private static CitedCheck[] ShowsNothing =>
    [
        Check.NoElement("ChecksumAlgorithm").Cites("lp.cksum.shown"),
        Check.NoElement("ChecksumType").Cites("lp.cksum.shown"),
    ];

    private static CitedCheck[] Shows(string algorithm, string type) =>
    [
        Check.Status(200).Cites("lp.cksum.shown"),
        Check.DescendantIs("ChecksumAlgorithm", algorithm).Cites("lp.cksum.shown"),
        Check.DescendantIs("ChecksumType", type).Cites("lp.cksum.shown"),
    ];
}
