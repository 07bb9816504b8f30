using System.Collections.Immutable;

namespace Conformance.Scenarios.Lifecycles;

/// <summary>Readers of a key, and clients that go away, while an upload of it ends.</summary>
public static class ReadMeanwhile
{
    private static readonly Content Old = Content.Generated("object-before", 192 * Size.KiB);
    private static readonly Content New = Content.Generated(Slot.Source.Name, 256 * Size.KiB);
    private static readonly Content Part = Content.Generated("earlier-part", 300);
    private static readonly Slot Before = new("before");

    private static readonly GetObjectRequest Read = new();
    private static readonly ListPartsRequest List = new();
    private static readonly CompleteMultipartUploadRequest Complete = new();
    private static readonly UploadPartCopyRequest Copy = new();
    private static readonly Given Pause = Given.Waited(TimeSpan.FromMilliseconds(500));

    private static readonly ImmutableArray<Given> OnePart = [Given.StoredObject(Slot.Source, New), Given.OpenUpload(Slot.Upload), Given.CopiedPart(Slot.Upload, 1, Slot.Source)];

    private static readonly ImmutableArray<Given> TwoParts = [.. OnePart, Given.CopiedPart(Slot.Upload, 2, Slot.Source)];
    private static readonly Content Twice = Content.Joined([New, New]);
    private static readonly Content Large = Content.Generated(Slot.Source.Name, 6 * Size.MiB);
    private static readonly Slice Whole = Large.From(0, Size.MinimumPart + 99);

    // The completion goes out before its readers.
    private static readonly ImmutableArray<Operation> Behind = [Complete, Read, Read, Read];

    private static readonly Scenario Baseline = new()
    {
        Id = "lifecycles/read-meanwhile/new-key",
        Claim = "Readers during the completion of a new key get 404 or the whole object.",
        Given = OnePart,
        When = Complete,
        Meanwhile = [Read, Read, Read, Read],
        Then =
        [
            Check.Status(200).Cites("conc.read-during-complete"),
            .. Each(4, Check.AbsentOrOneOf(New.All), "conc.read-during-complete"),
            Check.Afterwards("read the object", Read, Check.BodyIs(New.All)).Cites("conc.read-during-complete", "jd.consistency"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "lifecycles/read-meanwhile/existing-key",
            Claim = "Readers during a completion that replaces an object get the old one or the new one, whole, each under its ETag.",
            Given = [Given.StoredObject(Before, Old, key: "destination"), .. OnePart],
            Then =
            [
                Check.Status(200).Cites("conc.read-during-complete"),
                .. Each(4, Check.BodyIsOneOf(Old.All, New.All), "conc.read-during-complete"),
                .. Each(4, Check.BytesBelongToETag(Before, Old.All), "conc.read-during-complete"),
                Check.Afterwards("read the object", Read, Check.BodyIs(New.All)).Cites("conc.read-during-complete", "jd.consistency"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/read-meanwhile/range-of-existing-key",
            Claim = "Readers of a range during a completion that replaces an object get that range of the old one or of the new one.",
            Given = [Given.StoredObject(Before, Old, key: "destination"), .. OnePart],
            Meanwhile = [.. Enumerable.Repeat(Read.With("Range", "bytes=100-150099"), 4)],
            Then =
            [
                Check.Status(200).Cites("conc.read-during-complete"),
                .. Each(4, Check.BodyIsOneOf(Old.From(100, 150_099), New.From(100, 150_099)), "conc.read-during-complete"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/read-meanwhile/refused-completion",
            Claim = "Readers behind a completion whose first part is too small get 404, or the whole object where such parts are taken.",
            Given = TwoParts,
            When = Read,
            Meanwhile = Behind,
            Then = [Check.AbsentOrOneOf(Twice.All).Cites("conc.read-during-complete"), .. Readers(Check.AbsentOrOneOf(Twice.All))],
        },
        Baseline with
        {
            Id = "lifecycles/read-meanwhile/refused-completion-of-existing-key",
            Claim = "Readers behind a completion whose first part is too small get the object that was there, or the whole new one where such parts are taken.",
            Given = [Given.StoredObject(Before, Old, key: "destination"), .. TwoParts],
            When = Read,
            Meanwhile = Behind,
            Then = [Check.BodyIsOneOf(Old.All, Twice.All).Cites("conc.read-during-complete"), .. Readers(Check.BodyIsOneOf(Old.All, Twice.All))],
        },
        Baseline with
        {
            Id = "lifecycles/read-meanwhile/two-parts",
            Claim = "Readers behind the completion of an upload of two parts get 404 or both of them.",
            Given = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload), Copied(1, 0, Size.MinimumPart - 1), Copied(2, Size.MinimumPart, Whole.Last)],
            When = Read,
            Meanwhile = Behind,
            Then =
            [
                Check.AbsentOrOneOf(Whole).Cites("conc.read-during-complete"),
                .. Readers(Check.AbsentOrOneOf(Whole)),
                Check.Afterwards("read the object", Read, Check.BodyIs(Whole)).Cites("conc.read-during-complete", "integ.concat"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/read-meanwhile/during-copies",
            Claim = "Readers of the key during copies of parts get the object that was there.",
            Given = [Given.StoredObject(Before, Old, key: "destination"), .. OnePart],
            When = Copy with { PartNumber = 2 },
            Meanwhile = [Read, Copy with { PartNumber = 3 }, Read],
            Then =
            [
                Check.Meanwhile(1, Check.BodyIs(Old.All)).Cites("cmu.old-visible-before"),
                Check.Meanwhile(3, Check.BodyIs(Old.All)).Cites("cmu.old-visible-before"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/read-meanwhile/listing-during-copies",
            Claim = "A listing during copies shows whole parts or none.",
            Given = [.. OnePart],
            When = List,
            Meanwhile = [Copy with { PartNumber = 2 }, Copy with { PartNumber = 3 }, List, List],
            Then =
            [
                Check.Each("Size", $"each Size is {New.SizeBytes}", text => text == $"{New.SizeBytes}").Cites("inv.atomic-part"),
                Check.Meanwhile(3, Check.Each("Size", $"each Size is {New.SizeBytes}", text => text == $"{New.SizeBytes}")).Cites("inv.atomic-part"),
                Check.DescendantIs("PartNumber", "1").Cites("lp.consistent"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/client-gone/during-a-copy",
            Claim = "A copy whose client goes away before the answer leaves a whole part or none.",
            Given = [Given.StoredObject(Slot.Source, New), Given.OpenUpload(Slot.Upload), .. Gone(Copy)],
            When = List,
            Meanwhile = [],
            Then = [Check.Status(200).Cites("inv.atomic-part"), Check.NoEmptyPart().Cites("inv.atomic-part"), SizesAre(New.SizeBytes).Cites("inv.atomic-part")],
        },
        Baseline with
        {
            Id = "lifecycles/client-gone/during-a-copy-over-a-part",
            Claim = "A copy whose client goes away before the answer leaves the earlier part or the later, whole.",
            Given = [Given.StoredObject(Slot.Source, New), Given.OpenUpload(Slot.Upload), Given.UploadedPart(Slot.Upload, 1, Part), .. Gone(Copy)],
            When = List,
            Meanwhile = [],
            Then =
            [
                Check.PartNumbersAre(1).Cites("inv.atomic-part"),
                SizesAre(New.SizeBytes, Part.SizeBytes).Cites("inv.atomic-part"),
            ],
        },
        Baseline with
        {
            Id = "lifecycles/client-gone/during-completion",
            Claim = "A completion whose client goes away before the answer leaves the whole object or none.",
            Given = [.. OnePart, .. Gone(Complete)],
            When = Read,
            Meanwhile = [],
            Then = [Check.AbsentOrOneOf(New.All).Cites("conc.read-during-complete", "inv.atomic-part")],
        },
        Baseline with
        {
            Id = "lifecycles/client-gone/during-completion-repeated",
            Claim = "A completion whose client went away can be sent again, and the object is whole.",
            Given = [.. OnePart, .. Gone(Complete)],
            Meanwhile = [],
            Then = [Check.Status(200).Cites("cmu.repeat"), Check.Afterwards("read the object", Read, Check.BodyIs(New.All)).Cites("cmu.repeat")],
        },
    ];

    private static IEnumerable<CitedCheck> Each(int count, Check check, string cites) => Enumerable.Range(1, count).Select(n => Check.Meanwhile(n, check).Cites(cites));

    // Requests 2 to 4 of those behind a completion.
    private static IEnumerable<CitedCheck> Readers(Check check) => Enumerable.Range(2, 3).Select(n => Check.Meanwhile(n, check).Cites("conc.read-during-complete"));

    private static Given Copied(int number, long first, long last) => Given.CopiedPart(Slot.Upload, number, Slot.Source, CopyRange.Of(first, last));

    private static Given[] Gone(Operation operation) => [Given.BrokenOff(operation), Pause];

    private static Check SizesAre(params long[] sizes) => Check.EachOrNone("Size", $"sizes among {string.Join(", ", sizes)}", text => sizes.Select(s => $"{s}").Contains(text, StringComparer.Ordinal));
}
