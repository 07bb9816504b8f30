using System.Collections.Immutable;

namespace Conformance.Scenarios.Lifecycles;

/// <summary>Uploads that end while something else happens to them: what comes out is whole or not there.</summary>
public static class OverlappingEnds
{
    private static readonly Content First = Content.Generated(Slot.Source.Name, 256 * Size.KiB);
    private static readonly Content Second = Content.Generated(Slot.OtherSource.Name, 192 * Size.KiB);

    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);

    private static readonly ImmutableArray<Given> OnePart =
    [
        Given.StoredObject(Slot.Source, First),
        Given.StoredObject(Slot.OtherSource, Second),
        Given.OpenUpload(Slot.Upload),
        Given.CopiedPart(Slot.Upload, 1, Slot.Source),
    ];

    private static readonly GetObjectRequest Read = new();
    private static readonly ListPartsRequest List = new();
    private static readonly AbortMultipartUploadRequest Abort = new();
    private static readonly CompleteMultipartUploadRequest Complete = new();

    // The method is spelt out: what holds of an upload that stays open is not expected.
    private static readonly UploadPartCopyRequest Copy = new() { Method = "PUT" };
    private static readonly UploadPartCopyRequest Replace = new() { Method = "PUT", CopySource = Slot.OtherSource };

    private static readonly Scenario Baseline = new()
    {
        Id = "lifecycles/abort-meanwhile/during-a-copy",
        Claim = "A copy overtaken by the abort of its upload never brings the upload back.",
        Given = [Given.StoredObject(Slot.Source, First), Given.OpenUpload(Slot.Upload)],
        When = Copy,
        Meanwhile = [Abort],
        Then =
        [
            Check.Status(200, 404).Cites("conc.abort-during-copy"),
            Check.IfRefused(Check.ErrorCode("NoSuchUpload")).Cites("conc.abort-during-copy"),
            Check.AllAnswered().Cites("inv.no-hang"),
            .. Gone("conc.abort-during-copy"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "lifecycles/abort-meanwhile/among-copies",
            Claim = "Of copies under way while their upload is aborted none leaves a part behind.",
            When = Abort,
            Meanwhile = [.. Enumerable.Range(1, 6).Select(n => Copy with { PartNumber = n })],
            Then =
            [
                Check.Status(204, 404).Cites("abort.in-progress"),
                .. Enumerable.Range(1, 6).SelectMany(n => new[]
                {
                    Check.Meanwhile(n, Check.Status(200, 404)).Cites("conc.abort-during-copy"),
                    Check.Meanwhile(n, Check.IfRefused(Check.ErrorCode("NoSuchUpload"))).Cites("conc.abort-during-copy"),
                }),
                .. Gone("abort.in-progress", "conc.abort-during-copy"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/abort-meanwhile/behind-a-copy",
            Claim = "A copy sent before the abort of its upload, and overtaken by it, never brings the upload back.",
            When = Abort,
            Meanwhile = [Copy],
            Then = [Check.Meanwhile(1, Check.Status(200, 404)).Cites("conc.abort-during-copy"), Check.AllAnswered().Cites("inv.no-hang"), .. Gone("conc.abort-during-copy")],
        },
        Baseline with
        {
            Id = "lifecycles/abort-meanwhile/during-an-upload",
            Claim = "An upload of a part overtaken by the abort of its upload leaves nothing behind.",
            When = Abort,
            Meanwhile = [new UploadPartRequest { Content = Second }],
            Then = [Check.Status(204, 404).Cites("abort.in-progress"), .. Gone("abort.in-progress")],
        },
        Baseline with
        {
            Id = "lifecycles/abort-meanwhile/twice-at-once",
            Claim = "Of overlapping aborts of one upload each is answered as if it were alone.",
            When = Abort,
            Meanwhile = [Abort, Abort],
            Then =
            [
                Check.Status(204, 404).Cites("abort.repeat"),
                Check.Meanwhile(1, Check.Status(204, 404)).Cites("abort.repeat"),
                Check.AcceptedTogether(1, 3).Cites("abort.basic"),
                .. Gone("abort.in-progress"),
            ],
        },
        .. Enumerable.Range(1, 3).Select(n => Baseline with
        {
            Id = $"lifecycles/complete-meanwhile/part-replaced-{n}",
            Claim = "A completion that succeeds while a listed part is replaced has the bytes of the ETag it listed.",
            Given = OnePart,
            When = Complete,
            // Each time the replacing copies come in another number: a race takes luck.
            Meanwhile = [.. Enumerable.Repeat<Operation>(Replace, n)],
            Then =
            [
                Check.Status(200, 400, 404).Cites("conc.complete-during-copy"),
                Check.IfRefused(Check.ErrorCode("InvalidPart", "NoSuchUpload")).Cites("conc.complete-during-copy"),
                Check.IfAccepted(Check.Afterwards("read the object", Read, Check.BodyIs(First.All))).Cites("conc.complete-during-copy"),
                Check.IfRefused(Check.Afterwards("read the object", Read, Check.Status(404))).Cites("cmu.old-visible-before"),
                Check.Meanwhile(1, Check.Status(200, 404)).Cites("conc.copy-after-complete"),
            ],
        }),
        Baseline with
        {
            Id = "lifecycles/complete-meanwhile/part-added",
            Claim = "A copy that ends after its upload was completed does not change the object.",
            Given = OnePart,
            When = Complete,
            Meanwhile = [.. new[] { 1, 2, 2, 3 }.Select(n => Replace with { PartNumber = n + 1 })],
            Then =
            [
                .. Enumerable.Range(1, 4).SelectMany(n => new[]
                {
                    Check.Meanwhile(n, Check.Status(200, 404)).Cites("conc.copy-after-complete"),
                    Check.Meanwhile(n, Check.IfRefused(Check.ErrorCode("NoSuchUpload"))).Cites("conc.copy-after-complete"),
                }),
                Check.IfAccepted(Check.Afterwards("copy once more", Replace, Check.Status(404))).Cites("upc.upid.completed"),
                Check.IfAccepted(Check.BytesOfTheCompletionNamed("read the object", Read, (0, First.All))).Cites("conc.copy-after-complete"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/complete-meanwhile/completed-four-times",
            Claim = "Overlapping completions of one upload make one object, and those that succeed name its ETag.",
            Given = OnePart,
            When = Complete,
            Meanwhile = [Complete, Complete, Complete],
            Then =
            [
                Check.Status(200, 404).Cites("conc.double-complete"),
                Check.AcceptedTogether(1, 4).Cites("conc.double-complete"),
                Check.AcceptedAgreeOn("ETag").Cites("conc.double-complete"),
                .. Enumerable.Range(1, 3).Select(n => Check.Meanwhile(n, Check.Status(200, 404)).Cites("conc.double-complete")),
                Check.Afterwards("read the object", Read, Check.BodyIs(First.All)).Cites("conc.double-complete", "integ.concat"),
                Check.AllAnswered().Cites("inv.no-hang"),
            ],
        },
        ReplacedBehind(),
        Raced("complete-first", "completion sent first", completeFirst: true),
        Raced("abort-first", "abort sent first", completeFirst: false),
        TwoParts("two-parts-complete-first", Complete, Abort),
        TwoParts("two-parts-abort-first", Abort, Complete),
        TwoUploads("two-uploads", [Given.OpenUpload(Slot.Upload), Given.OpenUpload(Slot.OtherUpload)]),
        TwoUploads("two-uploads-over-an-object", [Given.StoredObject(new Slot("before"), Content.Text("the object before"), key: "destination"), Given.OpenUpload(Slot.Upload), Given.OpenUpload(Slot.OtherUpload)]),
    ];

    // A further abort, as the documentation advises, and nothing is left.
    private static CitedCheck[] Gone(params string[] cites) =>
    [
        Check.Afterwards("abort again", Abort, Check.Status(204, 404)).Cites(cites[0] == "abort.in-progress" ? cites[0] : "abort.repeat"),
        Check.Afterwards("list the parts", List, Check.Status(404)).Cites(["abort.parts-unlistable", .. cites]),
        Check.Afterwards("list the uploads", new ListMultipartUploadsRequest { ExtraQuery = "prefix={encoded-prefix}" }, Check.NoDescendant("UploadId", "{raw-upload:upload}")).Cites("abort.upload-unlisted"),
        Check.Afterwards("read the key", Read, Check.Status(404)).Cites("abort.no-object-left"),
    ];

    // Four uploads, since one race may show nothing.
    private static Scenario Raced(string row, string what, bool completeFirst)
    {
        var slots = Enumerable.Range(1, 4).Select(n => new Slot($"upload-{n}")).ToArray();
        var pairs = slots.SelectMany(s =>
        {
            Operation complete = Complete with { UploadId = UploadId.Of(s) };
            Operation abort = Abort with { UploadId = UploadId.Of(s) };
            return completeFirst ? new[] { complete, abort } : [abort, complete];
        }).ToArray();
        return Baseline with
        {
            Id = $"lifecycles/complete-against-abort/{row}",
            Claim = $"When completion and abort of one upload overlap, {what}, the object is there whole or not at all.",
            Given = [.. OnePart.Take(1), .. slots.SelectMany(s => new Given[] { Given.OpenUpload(s, "-" + s.Name), Given.CopiedPart(s, 1, Slot.Source) })],
            When = pairs[^1],
            Meanwhile = [.. pairs[..^1]],
            Then =
            [
                Check.Status(200, 204, 404).Cites("conc.complete-vs-abort"),
                .. Enumerable.Range(1, pairs.Length - 1).Select(n => Check.Meanwhile(n, Check.Status(200, 204, 404)).Cites("conc.complete-vs-abort")),
                Check.AllAnswered().Cites("inv.no-hang"),
                .. slots.SelectMany(s => new[]
                {
                    Check.Afterwards($"read the key of {s}", new GetObjectRequest { Key = $"{{raw-upload-key:{s}}}" }, Check.AbsentOrOneOf(First.All)).Cites("conc.complete-vs-abort"),
                    Check.Afterwards($"list the parts of {s}", List with { UploadId = UploadId.Of(s) }, Check.Status(404)).Cites("cmu.upload-gone", "abort.parts-unlistable"),
                }),
            ],
        };
    }

    private static Scenario ReplacedBehind()
    {
        var slots = Enumerable.Range(1, 4).Select(n => new Slot($"upload-{n}")).ToArray();
        var pairs = slots.SelectMany(s => new Operation[] { Complete with { UploadId = UploadId.Of(s) }, Replace with { UploadId = UploadId.Of(s) } }).ToArray();
        return Baseline with
        {
            Id = "lifecycles/complete-meanwhile/part-replaced-behind",
            Claim = "A completion sent before a listed part is replaced succeeds with the bytes of the ETag it listed, or is refused.",
            Given = [.. OnePart.Take(2), .. slots.SelectMany(s => new Given[] { Given.OpenUpload(s, "-" + s.Name), Given.CopiedPart(s, 1, Slot.Source) })],
            When = pairs[^1],
            Meanwhile = [.. pairs[..^1]],
            Then =
            [
                Check.Status(200, 404).Cites("conc.copy-after-complete"),
                .. slots.SelectMany((s, i) => new[]
                {
                    Check.Meanwhile((2 * i) + 1, Check.Status(200, 400, 404)).Cites("conc.complete-during-copy"),
                    Check.Afterwards($"read the key of {s}", new GetObjectRequest { Key = $"{{raw-upload-key:{s}}}" }, Check.AbsentOrOneOf(First.All)).Cites("conc.complete-during-copy"),
                }),
            ],
        };
    }

    // The whole of two parts, never the first alone.
    private static Scenario TwoParts(string row, Operation first, Operation second) => Baseline with
    {
        Id = $"lifecycles/complete-against-abort/{row}",
        Claim = "When completion and abort of an upload of two parts overlap, the object has both or is not there.",
        Given =
        [
            Given.StoredObject(Slot.Source, Large),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Slot.Source, CopyRange.Of(0, Size.MinimumPart - 1)),
            Given.CopiedPart(Slot.Upload, 2, Slot.Source, CopyRange.Of(Size.MinimumPart, Size.MinimumPart + 99)),
        ],
        When = second,
        Meanwhile = [first],
        Then =
        [
            Check.Status(200, 204, 404).Cites("conc.complete-vs-abort"),
            Check.Meanwhile(1, Check.Status(200, 204, 404)).Cites("conc.complete-vs-abort"),
            Check.Afterwards("read the key", Read, Check.AbsentOrOneOf(Large.From(0, Size.MinimumPart + 99))).Cites("conc.complete-vs-abort"),
            Check.Afterwards("list the parts", List, Check.Status(404)).Cites("cmu.upload-gone", "abort.parts-unlistable"),
        ],
    };

    private static Scenario TwoUploads(string row, Given[] opened) => Baseline with
    {
        Id = $"lifecycles/complete-meanwhile/{row}",
        Claim = "Overlapping completions of two uploads of one key leave the object of one of the two, whole, under its ETag.",
        Given = [.. OnePart.Take(2), .. opened, Given.CopiedPart(Slot.Upload, 1, Slot.Source), Given.CopiedPart(Slot.OtherUpload, 1, Slot.OtherSource)],
        When = Complete,
        Meanwhile = [Complete with { UploadId = UploadId.Of(Slot.OtherUpload) }],
        Then =
        [
            Check.Status(200).Cites("conc.two-uploads-one-key"),
            Check.Meanwhile(1, Check.Status(200)).Cites("conc.two-uploads-one-key"),
            Check.BytesOfTheCompletionNamed("read the object", Read, (0, First.All), (1, Second.All)).Cites("conc.two-uploads-one-key"),
        ],
    };
}
