namespace Conformance.Scenarios.Lifecycles;

/// <summary>The source of a copy is written or deleted while it is copied: the part is one of its states, whole.</summary>
public static class SourceChangedMeanwhile
{
    private static readonly Content Old = Content.Generated("source-before", 256 * Size.KiB);
    private static readonly Content New = Content.Generated("source-after", 192 * Size.KiB);

    // The method is spelt out: the source is not expected to be unchanged.
    private static readonly UploadPartCopyRequest Copy = new() { Method = "PUT" };
    private static readonly PutObjectRequest WriteNew = new() { Key = "{raw-key:source}", Content = New };
    private static readonly PutObjectRequest WriteOld = new() { Key = "{raw-key:source}", Content = Old };

    private static readonly Scenario Baseline = new()
    {
        Id = "lifecycles/source-meanwhile/overwritten",
        Claim = "A source overwritten during the copy gives a part of only its old or only its new bytes.",
        Given = [Given.StoredObject(Slot.Source, Old, key: "changing-source"), Given.OpenUpload(Slot.Upload)],
        When = Copy,
        Meanwhile = [WriteNew],
        Then =
        [
            Check.Status(200).Cites("conc.source-overwrite"),
            Check.AssembledIsOneOf(Old.All, New.All).Cites("conc.source-overwrite", "jd.consistency"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "lifecycles/source-meanwhile/overwritten-back-and-forth",
            Claim = "A source overwritten twice during each of several copies gives parts of one content each.",
            Meanwhile = [WriteNew, WriteOld, Copy with { PartNumber = 2 }, Copy with { PartNumber = 3 }],
            Times = 2,
            Then =
            [
                Check.Status(200).Cites("conc.source-overwrite"),
                Check.CopiedETagsAmong(Old.All, New.All).Cites("conc.source-overwrite"),
                Check.AllAnswered().Cites("inv.no-hang"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/source-meanwhile/range-overwritten",
            Claim = "A range of a source overwritten during the copy is a range of its old or of its new bytes.",
            // JD Cloud copies ranges of large sources only.
            Dialects = [Dialect.Aws],
            When = Copy with { Range = "bytes=1000-150999" },
            Then =
            [
                Check.Status(200).Cites("conc.source-overwrite"),
                Check.AssembledIsOneOf(Old.From(1000, 150_999), New.From(1000, 150_999)).Cites("conc.source-overwrite"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/source-meanwhile/overwritten-by-completion",
            Claim = "A source replaced by the completion of an upload during the copy gives a part of one content.",
            Given =
            [
                .. Baseline.Given,
                Given.StoredObject(Slot.OtherSource, New),
                Given.OpenUpload(Slot.OtherUpload) with { Key = "{raw-key:source}" },
                Given.CopiedPart(Slot.OtherUpload, 1, Slot.OtherSource),
            ],
            Meanwhile = [new CompleteMultipartUploadRequest { UploadId = UploadId.Of(Slot.OtherUpload) }],
            Then =
            [
                Check.Status(200).Cites("conc.source-overwrite"),
                Check.Meanwhile(1, Check.Status(200)).Cites("cmu.overwrite-existing"),
                Check.AssembledIsOneOf(Old.All, New.All).Cites("conc.source-overwrite"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/source-meanwhile/deleted",
            Claim = "A source deleted during the copy gives a whole part or a refusal.",
            Meanwhile = [new DeleteObjectRequest { Key = "{raw-key:source}" }],
            Then =
            [
                Check.Status(200, 404).Cites("conc.source-delete"),
                Check.IfRefused(Check.ErrorCode("NoSuchKey")).Cites("conc.source-delete"),
                Check.IfRefused(Check.PartNumbersAre()).Cites("conc.source-delete"),
                Check.IfAccepted(Check.AssembledIs(Old.All)).Cites("conc.source-delete"),
            ],
        },
        SeveralDeleted(),
    ];

    private static Scenario SeveralDeleted()
    {
        var slots = Enumerable.Range(1, 4).Select(n => new Slot($"source-{n}")).ToArray();
        var pairs = slots.SelectMany((s, i) => new Operation[]
        {
            new DeleteObjectRequest { Key = $"{{raw-key:{s}}}" },
            Copy with { PartNumber = i + 1, CopySource = s },
        }).ToArray();
        return Baseline with
        {
            Id = "lifecycles/source-meanwhile/several-deleted",
            Claim = "Of four sources deleted as they are copied each gives a whole part or a refusal and no part.",
            Given = [.. slots.Select((s, i) => Given.StoredObject(s, Content.Generated(s.Name, 64 * Size.KiB), key: s.Name)), Given.OpenUpload(Slot.Upload)],
            When = pairs[^1],
            Meanwhile = [.. pairs[..^1]],
            Then =
            [
                Check.Status(200, 404).Cites("conc.source-delete"),
                Check.AcceptedCopiesListed([.. slots.Select((s, i) => (i + 1, Content.Generated(s.Name, 64 * Size.KiB).All))]).Cites("conc.source-delete"),
                Check.CopiedETagsAmong([.. slots.Select(s => Content.Generated(s.Name, 64 * Size.KiB).All)]).Cites("conc.source-delete"),
            ],
        };
    }
}
