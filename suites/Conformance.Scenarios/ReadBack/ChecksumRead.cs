using static Conformance.Scenarios.ChecksumKinds;

namespace Conformance.Scenarios.ReadBack;

/// <summary>Checksums that GET and HEAD return of an object made of copied parts, as a whole and by part number.</summary>
public static class ChecksumRead
{
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly Slice First = Large.From(0, Size.MinimumPart - 1);
    private static readonly Slice Last = Large.From(Size.MinimumPart, Size.MinimumPart + 99);
    private static readonly Content Small = Content.Generated(Slot.Source.Name, 300);
    private static readonly GetObjectRequest Get = new() { Headers = [new("x-amz-checksum-mode", "ENABLED")] };
    private static readonly GetObjectRequest Head = Get with { Head = true };

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        When = Get,
        Then = [],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. ChecksumKinds.All.SelectMany(row => new[] { Get, Head }.Select(read => Baseline with
        {
            Id = $"read-back/checksum-read/{(read.Head ? "head" : "get")}-{row.Row}",
            Claim = $"{(read.Head ? "HEAD" : "GET")} in checksum mode shows {Words(row.Algorithm, row.Type)} of an object made of a copied part.",
            Given = [.. Object(Open(row.Algorithm, row.Type))],
            When = read,
            Then =
            [
                Check.Status(200).Cites("get.cksum.object"),
                (row.Type == Full ? Check.HeaderIsChecksum(row.Algorithm, Small.All) : Check.HeaderIsComposite(row.Algorithm, Small.All)).Cites("get.cksum.object"),
                Check.HeaderIs("x-amz-checksum-type", row.Type).Cites("get.cksum.object"),
            ],
        })),
        .. new[] { (Row: "composite", Algorithm: Checksum.Crc32, Type: Composite), (Row: "full", Algorithm: Checksum.Crc64Nvme, Type: Full) }.Select(row => Baseline with
        {
            Id = $"read-back/checksum-read/without-mode-{row.Row}",
            Claim = $"Without checksum mode GET shows no checksum of an object with {Words(row.Algorithm, row.Type)}.",
            Given = [.. Object(Open(row.Algorithm, row.Type))],
            When = new GetObjectRequest(),
            Then = [Check.Status(200).Cites("get.cksum.mode-off"), Check.NoChecksumHeader().Cites("get.cksum.mode-off")],
        }),
        .. OfComposite.Select(algorithm => Baseline with
        {
            Id = $"read-back/checksum-of-part/{Slug(algorithm, Composite)}",
            Claim = $"GET of the second part shows the {algorithm} of that part.",
            Given = [.. TwoParts(Open(algorithm, Composite))],
            When = Get with { ExtraQuery = "partNumber=2" },
            Then =
            [
                Check.Status(206).Cites("get.cksum.part"),
                Check.HeaderIsChecksum(algorithm, Last).Cites("get.cksum.part"),
                Check.HeaderIs("x-amz-checksum-type", Composite).Cites("get.cksum.part"),
            ],
        }),
        Baseline with
        {
            Id = "read-back/checksum-of-part/head-first",
            Claim = "HEAD of the first part shows the checksum of that part.",
            Given = [.. TwoParts(Open(Checksum.Crc32C, Composite))],
            When = Head with { ExtraQuery = "partNumber=1" },
            Then = [Check.Status(206).Cites("get.cksum.part"), Check.HeaderIsChecksum(Checksum.Crc32C, First).Cites("get.cksum.part")],
        },
        .. OfFull.Select(algorithm => Baseline with
        {
            Id = $"read-back/checksum-of-part/{Slug(algorithm, Full)}",
            Claim = $"GET of one of several parts shows no checksum of an object with {Words(algorithm, Full)}.",
            Given = [.. TwoParts(Open(algorithm, Full))],
            When = Get with { ExtraQuery = "partNumber=2" },
            Then = [Check.Status(206).Cites("get.cksum.part"), Check.NoChecksumHeader().Cites("get.cksum.part")],
        }),
        Baseline with
        {
            Id = "read-back/checksum-of-part/default",
            Claim = "GET of one of several parts shows no checksum of an object that was given none.",
            Given = [.. TwoParts(Given.OpenUpload(Slot.Upload))],
            When = Get with { ExtraQuery = "partNumber=1" },
            Then = [Check.Status(206).Cites("get.cksum.part"), Check.NoChecksumHeader().Cites("get.cksum.part")],
        },
    ];

    private static Given[] Object(Given upload) =>
        [Given.StoredObject(Slot.Source, Small), upload, Given.CopiedPart(Slot.Upload, 1, Slot.Source), Given.Done(new CompleteMultipartUploadRequest())];

    private static Given[] TwoParts(Given upload) => [Given.StoredObject(Slot.Source, Large), upload, Copied(1, First), Copied(2, Last), Given.Done(new CompleteMultipartUploadRequest())];

    private static Given Copied(int number, Slice slice) => Given.CopiedPart(Slot.Upload, number, Slot.Source, CopyRange.Of(slice.First, slice.Last));
}
