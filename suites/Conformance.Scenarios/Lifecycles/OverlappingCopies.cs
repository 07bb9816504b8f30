using System.Collections.Immutable;

namespace Conformance.Scenarios.Lifecycles;

/// <summary>Copies and uploads of parts that overlap: whichever comes out on top, it is whole.</summary>
public static class OverlappingCopies
{
    private static readonly Content First = Content.Generated(Slot.Source.Name, 256 * Size.KiB);
    private static readonly Content Second = Content.Generated(Slot.OtherSource.Name, 192 * Size.KiB);
    private static readonly Content Tiny = Content.Generated("tiny", 64);
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly Slot Little = new("little");

    private static readonly ImmutableArray<Given> Sources = [Given.StoredObject(Slot.Source, First), Given.StoredObject(Slot.OtherSource, Second), Given.OpenUpload(Slot.Upload)];
    private static readonly UploadPartCopyRequest OfFirst = new();
    private static readonly UploadPartCopyRequest OfSecond = new() { CopySource = Slot.OtherSource };

    private static readonly Scenario Baseline = new()
    {
        Id = "lifecycles/overlapping-copies/two-of-one-number",
        Claim = "Two overlapping copies to one part number leave one of the two, whole.",
        Given = [.. Sources],
        When = OfFirst,
        Meanwhile = [OfSecond],
        Times = 5,
        Then =
        [
            Check.Status(200).Cites("conc.same-part"),
            Check.Meanwhile(1, Check.Status(200)).Cites("conc.same-part"),
            Check.PartNumbersAre(1).Cites("conc.same-part"),
            Check.AssembledIsOneOf(First.All, Second.All).Cites("conc.same-part", "inv.atomic-part"),
            Check.AllAnswered().Cites("inv.no-hang"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "lifecycles/overlapping-copies/eight-of-one-number",
            Claim = "Of eight overlapping copies of two sources to one part number one is kept, whole.",
            Meanwhile = [OfSecond, OfFirst, OfSecond, OfFirst, OfSecond, OfFirst, OfSecond],
            Times = 2,
        },
        Baseline with
        {
            Id = "lifecycles/overlapping-copies/two-ranges-of-one-source",
            Claim = "Two overlapping copies of different ranges to one part number leave one of the two ranges.",
            Given = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { Range = "bytes=0-131071" },
            Meanwhile = [new UploadPartCopyRequest { Range = "bytes=65536-262143" }],
            Then =
            [
                Check.Status(200).Cites("conc.same-part"),
                Check.AssembledIsOneOf(Large.From(0, 131071), Large.From(65536, 262143)).Cites("conc.same-part", "inv.atomic-part"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/overlapping-copies/copy-and-upload",
            Claim = "A copy and an upload of one part number that overlap leave one of the two, whole.",
            Meanwhile = [new UploadPartRequest { Content = Tiny }],
            Then =
            [
                Check.Status(200).Cites("conc.same-part"),
                Check.Meanwhile(1, Check.Status(200)).Cites("conc.same-part"),
                Check.AssembledIsOneOf(First.All, Tiny.All).Cites("conc.same-part", "inv.atomic-part"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/overlapping-copies/one-refused",
            Claim = "A refused copy beside an accepted one to the same part number does not harm it.",
            Meanwhile = [new UploadPartCopyRequest { Range = "bytes=0-99999999" }, new UploadPartCopyRequest { CopySource = "{bucket}/{prefix}none" }],
            Then =
            [
                Check.Status(200).Cites("conc.same-part"),
                Check.Meanwhile(1, Check.Refused()).Cites("upc.range.last-beyond-end"),
                Check.Meanwhile(2, Check.Refused()).Cites("upc.src.key-missing"),
                Check.AssembledIs(First.All).Cites("inv.atomic-part"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/overlapping-copies/large-against-small",
            Claim = "Of a large and a small copy to one part number the later one is kept, unless they overlap.",
            Given = [Given.StoredObject(Slot.Source, Large), Given.StoredObject(Little, Tiny), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = Little },
            Meanwhile = [new UploadPartCopyRequest()],
            Times = 1,
            Then =
            [
                Check.Status(200).Cites("conc.last-finisher"),
                Check.LaterCopyKept(1, Tiny.All, Large.All).Cites("conc.last-finisher"),
            ],
        },
        Different(32, "32-of-different-numbers", "32 copies to as many part numbers at once do not disturb one another.", n => (1000 * n, (1000 * n) + 99 + n)),
        Different(24, "from-every-offset", "Of 24 copies at once, from each of the first 24 offsets on, every one is answered and made.", n => (n - 1, (3 * n) - 2)),
        Baseline with
        {
            Id = "lifecycles/overlapping-copies/later-by-start-and-end",
            Claim = "Of two copies to one part number the one is kept that began later and ended later, overlap or not.",
            Meanwhile = [OfSecond with { SentLater = TimeSpan.FromMilliseconds(300) }],
            Times = 1,
            Then =
            [
                Check.Status(200).Cites("conc.last-finisher"),
                Check.LaterCopyKept(1, First.All, Second.All).Cites("conc.last-finisher"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/overlapping-copies/three-parts-of-an-object",
            Claim = "Three parts copied at once make the object that they were cut from.",
            Given = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload)],
            When = Cut(1, 0, Size.MinimumPart - 1),
            Meanwhile = [Cut(2, Size.MinimumPart, (2 * Size.MinimumPart) - 1), Cut(3, 2 * Size.MinimumPart, (2 * Size.MinimumPart) + 99)],
            Times = 1,
            Then =
            [
                Check.Status(200).Cites("conc.different-parts"),
                Check.PartNumbersAre(1, 2, 3).Cites("conc.different-parts"),
                Check.AssembledIs(Large.From(0, (2 * Size.MinimumPart) + 99)).Cites("conc.different-parts", "integ.concat"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/overlapping-copies/two-uploads",
            Claim = "Overlapping copies to one part number of two uploads do not mix.",
            Given = [.. Sources, Given.OpenUpload(Slot.OtherUpload, "-2")],
            Meanwhile = [OfSecond with { UploadId = UploadId.Of(Slot.OtherUpload) }],
            Then =
            [
                Check.Status(200).Cites("conc.different-parts"),
                Check.AssembledIs(First.All).Cites("conc.different-parts", "upc.upid.distinct"),
                Check.AssembledIs(Slot.OtherUpload, Second.All).Cites("conc.different-parts", "upc.upid.distinct"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/copied-again/one-after-the-other",
            Claim = "A part copy sent five times is answered with one ETag and leaves one part.",
            Meanwhile = [],
            Then =
            [
                Check.SameAnswerEachTime().Cites("conc.idempotent-retry"),
                Check.SameEachTime("ETag").Cites("conc.idempotent-retry"),
                Check.PartNumbersAre(1).Cites("conc.idempotent-retry"),
                Check.AssembledIs(First.All).Cites("conc.idempotent-retry"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/copied-again/at-the-same-time",
            Claim = "A part copy sent eight times at once is answered with one ETag and leaves one part.",
            Meanwhile = [.. Enumerable.Repeat<Operation>(OfFirst, 7)],
            Times = 1,
            Then =
            [
                Check.AcceptedTogether(8, 8).Cites("conc.idempotent-retry"),
                Check.AcceptedAgreeOn("ETag").Cites("conc.idempotent-retry"),
                Check.PartNumbersAre(1).Cites("conc.idempotent-retry"),
                Check.AssembledIs(First.All).Cites("conc.idempotent-retry"),
            ],
        },
    ];

    // Each part has a size of its own, so that parts that change places show.
    private static Scenario Different(int count, string row, string claim, Func<int, (long First, long Last)> cut)
    {
        var slices = Enumerable.Range(1, count).Select(n => (Number: n, Slice: Large.From(cut(n).First, cut(n).Last))).ToImmutableArray();
        return Baseline with
        {
            Id = $"lifecycles/overlapping-copies/{row}",
            Claim = claim,
            Given = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload)],
            When = Cut(1, slices[0].Slice.First, slices[0].Slice.Last),
            Meanwhile = [.. slices.Skip(1).Select(s => Cut(s.Number, s.Slice.First, s.Slice.Last))],
            Times = 1,
            Then =
            [
                Check.AcceptedTogether(count, count).Cites("conc.different-parts"),
                Check.AcceptedCopiesListed([.. slices]).Cites("conc.different-parts"),
                Check.CopiedETagsAmong([.. slices.Select(s => s.Slice)]).Cites("conc.different-parts"),
                Check.AllAnswered().Cites("inv.no-hang"),
            ],
        };
    }

    private static UploadPartCopyRequest Cut(int number, long first, long last) => new() { PartNumber = number, Range = CopyRange.Of(first, last) };
}
