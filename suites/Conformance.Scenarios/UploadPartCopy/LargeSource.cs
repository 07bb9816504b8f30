using System.Collections.Immutable;

namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Sources of five gibibytes and more: what of them a single copy may take.</summary>
public static class LargeSource
{
    private const long Piece = 64 * Size.MiB;
    private const long Limit = 5368709120;
    private const string Dear = "makes an object of more than 5 GiB on the target, by 81 copies of 64 MiB";

    private static readonly Content Source = Content.Generated("large-piece", Piece);
    private static readonly Slot Large = new("large");
    private static readonly CopySourceValue Whole = "{bucket}/{upload-key:large}";

    // 80 pieces are 5 GiB, the 81st lies beyond.
    private static readonly ImmutableArray<Given> Prepared =
    [
        Given.StoredObject(Slot.Source, Source),
        Given.OpenUpload(Large, "-large"),
        .. Enumerable.Range(1, 81).Select(n => Given.CopiedPart(Large, n, Slot.Source)),
        Given.Done(new CompleteMultipartUploadRequest { UploadId = UploadId.Of(Large) }),
        Given.OpenUpload(Slot.Upload),
    ];

    // The method is spelt out: the upload that made the source is no longer open.
    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/large-source/whole",
        Claim = "A copy of a whole source of more than 5 GiB is refused and stores nothing.",
        Costly = Dear,
        Given = Prepared,
        When = Copy(null),
        Then =
        [
            .. Answers.Refused(400, "InvalidRequest", "upc.range.too-large"),
            Check.Status(400).Cites("upc.size.max-part"),
            Check.ErrorCode("InvalidRequest", "EntityTooLarge").Cites("upc.size.max-part"),
            Check.PartNumbersAre().Cites("inv.refused-stores-nothing"),
        ],
    };

    // Each slice begins somewhere in a piece and ends in it or in the next.
    private static readonly (string Row, string What, long First, long Last)[] Slices =
    [
        ("at-the-end", "the last hundred bytes", (81 * Piece) - 100, (81 * Piece) - 1),
        ("across-2-gib", "bytes on both sides of 2 GiB", (1L << 31) - 50, (1L << 31) + 49),
        ("across-4-gib", "bytes on both sides of 4 GiB", (1L << 32) - 50, (1L << 32) + 49),
        ("across-5-gib", "bytes on both sides of 5 GiB", Limit - 50, Limit + 49),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "upload-part-copy/large-source/range-beyond-limit",
            Claim = "A range of one byte more than 5 GiB is refused and stores nothing.",
            When = Copy(CopyRange.Of(0, Limit)),
        },
        Baseline with
        {
            Id = "upload-part-copy/large-source/range-of-limit",
            Claim = "A range of exactly 5 GiB is copied.",
            When = Copy(CopyRange.Of(0, Limit - 1)),
            Then =
            [
                Check.Status(200).Cites("upc.size.max-part-boundary"),
                Check.IfAccepted(Check.Afterwards("list the parts", new ListPartsRequest(), Check.DescendantIs("Size", "5368709120"))).Cites("upc.size.max-part-boundary", "jd.limits"),
            ],
        },
        .. Slices.Select(row => Baseline with
        {
            Id = $"upload-part-copy/large-source/{row.Row}",
            Claim = $"From a source of more than 5 GiB {row.What} are copied.",
            When = Copy(CopyRange.Of(row.First, row.Last)),
            Then =
            [
                Check.Status(200).Cites("upc.range.large-source"),
                Check.IfAccepted(Check.AssembledIs(Pieces(row.First, row.Last))).Cites("upc.range.large-source", "integ.part-equals-slice"),
            ],
        }),
        Baseline with
        {
            Id = "upload-part-copy/large-source/copy-object",
            Claim = "CopyObject of a source of more than 5 GiB is refused and stores nothing.",
            Given = [.. Prepared.SkipLast(1)],
            When = new CopyObjectRequest { CopySource = Whole },
            Then =
            [
                .. Answers.Refused(400, "InvalidRequest", "copyobj.size-limit"),
                Check.Afterwards("head the key", new GetObjectRequest { Head = true }, Check.Status(404)).Cites("copyobj.size-limit"),
            ],
        },
    ];

    private static UploadPartCopyRequest Copy(string? range) => new() { Method = "PUT", CopySource = Whole, Range = range };

    private static Slice[] Pieces(long first, long last)
    {
        var (from, to) = (first % Piece, last % Piece);
        return first / Piece == last / Piece ? [Source.From(from, to)] : [Source.From(from, Piece - 1), Source.From(0, to)];
    }
}
