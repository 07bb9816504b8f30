namespace Conformance.Scenarios.ListParts;

/// <summary>Which parts of an open upload are listed, in which order and pages.</summary>
public static class PartListing
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content Other = Content.Generated(Slot.OtherSource.Name, 96);
    private static readonly ListPartsRequest List = new();

    // Above 5 MiB, so that a copy by range is allowed in every dialect.
    private static readonly Content Large = Content.Generated(Slot.Source.Name, (6 * Size.MiB) + 3);

    // Made in the order 4, 2, so that an order of making shows.
    private static readonly Given[] TwoAndFour =
    [
        Given.StoredObject(Slot.Source, Source),
        Given.StoredObject(Slot.OtherSource, Other),
        Given.OpenUpload(Slot.Upload),
        Given.CopiedPart(Slot.Upload, 4, Slot.OtherSource),
        Given.CopiedPart(Slot.Upload, 2, Slot.Source),
    ];

    private static readonly (int, long) Two = (2, 64);
    private static readonly (int, long) Four = (4, 96);

    private static readonly Scenario Baseline = new()
    {
        Id = "list-parts/part-listing/basic",
        Claim = "ListParts shows every part once, ascending by number, with the size of what was copied.",
        Given = [.. TwoAndFour],
        When = List,
        Then =
        [
            Check.Status(200).Cites("lp.basic"),
            Check.Root("ListPartsResult").Cites("lp.basic"),
            Check.Lists(Two, Four).Cites("lp.basic", "lp.consistent"),
            Check.ElementIs("Bucket", "{bucket}").Cites("lp.basic"),
            Check.ElementIs("Key", "{destination}").Cites("lp.basic"),
            Check.ElementIs("UploadId", "{raw-upload:upload}").Cites("lp.basic"),
            Check.ElementIs("IsTruncated", "false").Cites("lp.basic"),
            Check.PartFieldsFilled().Cites("lp.part-fields"),
        ],
    };

    private static readonly (string Row, string Claim, string Query, CitedCheck[] Then)[] Pages =
    [
        (
            "first-page",
            "max-parts bounds the page, which says that it is truncated and names its last part.",
            "max-parts=1",
            [
                Check.Lists(Two).Cites("lp.max-parts"),
                Check.ElementIs("MaxParts", "1").Cites("lp.max-parts"),
                Check.ElementIs("IsTruncated", "true").Cites("lp.max-parts"),
                Check.ElementIs("NextPartNumberMarker", "2").Cites("lp.max-parts"),
            ]),
        (
            "page-that-fits",
            "A page that holds every part is not truncated.",
            "max-parts=2",
            [Check.Lists(Two, Four).Cites("lp.max-parts"), Check.ElementIs("IsTruncated", "false").Cites("lp.max-parts")]),
        ("after-marker", "part-number-marker is exclusive.", "part-number-marker=2", [Check.Lists(Four).Cites("lp.marker"), Check.ElementIs("IsTruncated", "false").Cites("lp.marker")]),
        ("after-gap", "part-number-marker need not be the number of an existing part.", "part-number-marker=3", [Check.Lists(Four).Cites("lp.marker-gap")]),
        ("page-after-marker", "Marker and page size work together.", "part-number-marker=1&max-parts=1", [Check.Lists(Two).Cites("lp.marker", "lp.max-parts")]),
        ("after-last", "A marker above the highest part number gives an empty last page.", "part-number-marker=10", [Check.Lists().Cites("lp.marker-beyond"), Check.ElementIs("IsTruncated", "false").Cites("lp.marker-beyond")]),
        ("empty-values", "max-parts and part-number-marker with empty values mean their defaults.", "max-parts=&part-number-marker=", [Check.Lists(Two, Four).Cites("lp.empty-params")]),
        ("more-than-a-page", "Asking for more than 1,000 parts still means a page of at most 1,000.", "max-parts=5000", [Check.Lists(Two, Four).Cites("lp.default-max"), Check.ElementIs("MaxParts", "1000").Cites("lp.default-max")]),
        ("default-page", "A page holds 1,000 parts unless fewer are asked for.", "x-id=ListParts", [Check.ElementIs("MaxParts", "1000").Cites("lp.default-max")]),
    ];

    private static readonly (string Row, string Query, string Argument, string Value, string Cites)[] Refused =
    [
        ("max-parts-negative", "max-parts=-1", "max-parts", "-1", "lp.max-parts-negative"),
        ("max-parts-letters", "max-parts=abc", "max-parts", "abc", "lp.max-parts-nan"),
        ("max-parts-beyond-32-bits", "max-parts=2147483648", "max-parts", "2147483648", "lp.max-parts-nan"),
        ("marker-letters", "part-number-marker=a", "part-number-marker", "a", "lp.marker-nan"),
        ("marker-negative", "part-number-marker=-1", "part-number-marker", "-1", "lp.marker-negative"),
    ];

    private static readonly (string Row, string What, Given Between, (int, long)[] Listed)[] Again =
    [
        ("copied", "a part copied since", Given.CopiedPart(Slot.Upload, 3, Slot.Source), [Two, (3, 64), Four]),
        ("uploaded", "a part uploaded since", Given.UploadedPart(Slot.Upload, 1, Other), [(1, 96), Two, Four]),
        ("replaced", "that a part was replaced since", Given.CopiedPart(Slot.Upload, 4, Slot.Source), [Two, (4, 64)]),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "list-parts/part-listing/empty",
            Claim = "An upload without parts is listed as empty.",
            Given = [Given.OpenUpload(Slot.Upload)],
            Then =
            [
                Check.Status(200).Cites("lp.empty"),
                Check.Lists().Cites("lp.empty"),
                Check.ElementIs("IsTruncated", "false").Cites("lp.empty"),
            ],
        },
        Baseline with
        {
            Id = "list-parts/part-listing/copied-by-range",
            Claim = "A part copied by range is listed with the length of the range, not with that of its source.",
            Given = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload), Given.CopiedPart(Slot.Upload, 1, Slot.Source, "bytes=0-8"), Given.CopiedPart(Slot.Upload, 2, Slot.Source, "bytes=5242880-5242883")],
            Then = [Check.Lists((1, 9), (2, 4)).Cites("lp.part-fields"), Check.PartFieldsFilled().Cites("lp.part-fields")],
        },
        Baseline with
        {
            Id = "list-parts/part-listing/storage-class",
            Claim = "StorageClass is STANDARD by default.",
            Then = [Check.ElementIs("StorageClass", "STANDARD").Cites("lp.storage-class")],
        },
        .. Again.Select(row => Baseline with
        {
            Id = $"list-parts/listed-again/{row.Row}",
            Claim = $"A listing made before does not hide {row.What}.",
            Given = [.. TwoAndFour, Given.Done(List), row.Between],
            Then = [Check.Lists([.. row.Listed]).Cites("lp.consistent")],
        }),
        Baseline with
        {
            Id = "list-parts/listed-again/aborted",
            Claim = "A listing made before does not hide that the upload was aborted.",
            Given = [.. TwoAndFour, Given.Done(List), Given.Done(new AbortMultipartUploadRequest())],
            Then = [.. Answers.Refused(404, "NoSuchUpload", "abort.parts-unlistable")],
        },
        Baseline with
        {
            Id = "list-parts/part-listing/after-refused-copy",
            Claim = "The list shows the effects of exactly the copies that were answered with success.",
            Given = [.. TwoAndFour, Given.CopiedPart(Slot.Upload, 4, Slot.Source)],
            Then = [Check.Lists((2, 64), (4, 64)).Cites("inv.model", "upc.over.replaces")],
        },
        Baseline with
        {
            Id = "list-parts/part-listing/every-copy-answered",
            Claim = "Of twenty copies answered with success, not one is missing from the list.",
            Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload), .. Enumerable.Range(1, 20).Select(n => Given.CopiedPart(Slot.Upload, n, Slot.Source))],
            Then = [Check.Lists([.. Enumerable.Range(1, 20).Select(n => (n, 64L))]).Cites("inv.model")],
        },
        Baseline with
        {
            Id = "list-parts/part-listing/times",
            Claim = "LastModified of a part is an ISO 8601 date and time in UTC.",
            Then = [Check.PartTimes().Cites("lp.lastmodified")],
        },
        Baseline with
        {
            Id = "list-parts/part-listing/encoding-type",
            Claim = "encoding-type=url, which JD Cloud documents, encodes the key, is ignored or is refused.",
            When = List with { ExtraQuery = "encoding-type=url" },
            Then = [Check.Status(200, 400).Cites("lp.encoding-type")],
        },
        Baseline with
        {
            Id = "list-parts/part-pages/followed-to-the-end",
            Claim = "Following the markers of pages of three shows each of seven parts exactly once.",
            Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload), .. Enumerable.Range(1, 7).Select(n => Given.CopiedPart(Slot.Upload, n, Slot.Source))],
            When = List with { ExtraQuery = "max-parts=3" },
            Then =
            [
                Check.Lists((1, 64), (2, 64), (3, 64)).Cites("lp.paging-complete"),
                Check.ElementIs("NextPartNumberMarker", "3").Cites("lp.paging-complete"),
                Check.Afterwards("second page", List with { ExtraQuery = "max-parts=3&part-number-marker=3" }, Check.Lists((4, 64), (5, 64), (6, 64))).Cites("lp.paging-complete"),
                Check.Afterwards("third page", List with { ExtraQuery = "max-parts=3&part-number-marker=6" }, Check.Lists((7, 64))).Cites("lp.paging-complete"),
                Check.Afterwards("third page", List with { ExtraQuery = "max-parts=3&part-number-marker=6" }, Check.ElementIs("IsTruncated", "false")).Cites("lp.paging-complete"),
            ],
        },
        .. Pages.Select(row => Baseline with
        {
            Id = $"list-parts/part-pages/{row.Row}",
            Claim = row.Claim,
            When = List with { ExtraQuery = row.Query },
            Then = [.. row.Then],
        }),
        Baseline with
        {
            Id = "list-parts/part-pages/max-parts-zero",
            Claim = "max-parts=0 gives an empty page or is refused.",
            When = List with { ExtraQuery = "max-parts=0" },
            Then = [Check.Status(200, 400).Cites("lp.max-parts-zero"), Check.IfAccepted(Check.Lists()).Cites("lp.max-parts-zero")],
        },
        .. Refused.Select(row => Baseline with
        {
            Id = $"list-parts/part-pages-refused/{row.Row}",
            Claim = $"ListParts with {row.Query} is refused.",
            When = List with { ExtraQuery = row.Query },
            Then =
            [
                .. Answers.Refused(400, "InvalidArgument", row.Cites),
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentName", row.Argument)).Cites("err.argument"),
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentValue", row.Value)).Cites("err.argument"),
            ],
        }),
    ];
}
