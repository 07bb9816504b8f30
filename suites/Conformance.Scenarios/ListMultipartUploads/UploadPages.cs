using System.Collections.Immutable;

namespace Conformance.Scenarios.ListMultipartUploads;

/// <summary>Pages of uploads: how long they are, and how they lead to the next.</summary>
public static class UploadPages
{
    /// <summary>Key a has three uploads; the keys are opened from the last to the first.</summary>
    internal static readonly ImmutableArray<Given> Five = [Opened.Of("c"), Opened.Of("b"), Opened.Of("a", "a1"), Opened.Of("a", "a2"), Opened.Of("a", "a3")];

    private static readonly Check Truncated = Check.ElementIs("IsTruncated", "true");
    private static readonly Check Last = Check.ElementIs("IsTruncated", "false");

    private static readonly Scenario Baseline = new()
    {
        Id = "list-multipart-uploads/upload-pages/one",
        Claim = "max-uploads=1 gives one upload and names it in both markers.",
        Given = Five,
        When = Opened.List("max-uploads=1"),
        Then =
        [
            Check.Status(200).Cites("lmu.max-uploads"),
            First(1).Cites("lmu.max-uploads"),
            Check.ElementIs("MaxUploads", "1").Cites("lmu.max-uploads"),
            Truncated.Cites("lmu.max-uploads"),
            Check.MarkersNameLastUpload().Cites("lmu.max-uploads"),
        ],
    };

    private static readonly (string Row, string Claim, string Query, CitedCheck[] Then)[] Sizes =
    [
        (
            "within-a-key",
            "A page that ends between two uploads of one key names the upload in its markers.",
            "max-uploads=2",
            [First(2).Cites("lmu.max-uploads"), Check.MarkersNameLastUpload().Cites("lmu.max-uploads"), Truncated.Cites("lmu.max-uploads")]),
        (
            "across-keys",
            "A page may end at the only upload of a key.",
            "max-uploads=4",
            [First(4).Cites("lmu.max-uploads"), Check.MarkersNameLastUpload().Cites("lmu.max-uploads"), Truncated.Cites("lmu.max-uploads")]),
        ("just-fitting", "A page that holds every upload is not truncated.", "max-uploads=5", [Shows("a1", "a2", "a3", "b", "c").Cites("lmu.max-uploads"), Last.Cites("lmu.max-uploads")]),
        ("roomy", "A page with room for more is not truncated.", "max-uploads=6", [Shows("a1", "a2", "a3", "b", "c").Cites("lmu.max-uploads"), Last.Cites("lmu.max-uploads")]),
        (
            "last-page-markers",
            "On a page that is not truncated the markers name its last upload or nothing.",
            "max-uploads=1000",
            [
                Check.ElementEmptyOr("NextKeyMarker", "{raw-upload-key:c}").Cites("lmu.next-markers-last"),
                Check.ElementEmptyOr("NextUploadIdMarker", "{raw-upload:c}").Cites("lmu.next-markers-last"),
            ]),
    ];

    private static readonly (string Row, string Value, string Cites)[] BadSizes =
    [
        ("minus-one", "-1", "lmu.max-uploads-negative"),
        ("smallest-integer", "-2147483648", "lmu.max-uploads-negative"),
        ("letters", "abc", "lmu.max-uploads-nan"),
        ("decimal", "1.5", "lmu.max-uploads-nan"),
        ("hexadecimal", "0x1", "lmu.max-uploads-nan"),
        ("leading-space", "%201", "lmu.max-uploads-nan"),
        ("beyond-32-bits", "2147483648", "lmu.max-uploads-nan"),
        ("beyond-64-bits", "18446744073709551617", "lmu.max-uploads-nan"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Sizes.Select(row => Baseline with { Id = $"list-multipart-uploads/upload-pages/{row.Row}", Claim = row.Claim, When = Opened.List(row.Query), Then = [.. row.Then] }),
        Baseline with
        {
            Id = "list-multipart-uploads/upload-pages/zero",
            Claim = "max-uploads=0 gives an empty page or is refused.",
            When = Opened.List("max-uploads=0"),
            Then =
            [
                Check.Status(200, 400).Cites("lmu.max-uploads-zero"),
                Check.WhenStatus(200, Shows()).Cites("lmu.max-uploads-zero"),
                Check.WhenStatus(400, Check.ErrorCode("InvalidArgument")).Cites("lmu.max-uploads-zero"),
            ],
        },
        .. BadSizes.Select(row => Baseline with
        {
            Id = $"list-multipart-uploads/max-uploads-refused/{row.Row}",
            Claim = $"max-uploads={row.Value} is refused.",
            Given = [],
            When = Opened.List($"max-uploads={row.Value}"),
            Then =
            [
                .. Answers.Refused(400, "InvalidArgument", row.Cites),
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentName", "max-uploads")).Cites("err.argument"),
            ],
        }),
        .. new[] { "1001", "5000", "2147483647" }.Select(most => Baseline with
        {
            Id = $"list-multipart-uploads/max-uploads-cap/of-{most}",
            Claim = $"max-uploads={most} still means a page of at most 1,000.",
            Dialects = [Dialect.Aws],
            When = Opened.List("max-uploads=" + most),
            Then = [Shows("a1", "a2", "a3", "b", "c").Cites("lmu.max-uploads-cap"), Check.ElementIs("MaxUploads", "1000").Cites("lmu.max-uploads-cap")],
        }),
        .. new[] { "max-uploads", "key-marker", "upload-id-marker", "delimiter" }.Select(name => Baseline with
        {
            Id = $"list-multipart-uploads/empty-parameter/{name}",
            Claim = $"An empty {name} means the same as none.",
            When = Opened.List(name + "="),
            Then = [Check.Status(200).Cites("lmu.empty-params"), Shows("a1", "a2", "a3", "b", "c").Cites("lmu.empty-params"), Last.Cites("lmu.empty-params")],
        }),
        Followed("by-ones", "One upload a page, the markers lead to every upload exactly once.", 1),
        Followed("by-twos", "With pages that end within a key, the markers lead to every upload exactly once.", 2),
        Followed("by-threes", "With pages that end where a key ends, the markers lead to every upload exactly once.", 3),
        Baseline with
        {
            Id = "list-multipart-uploads/followed-pages/without-prefix",
            Claim = "Without a prefix the markers lead to every upload of the bucket exactly once.",
            Given =
            [
                Given.OwnBucket(),
                .. Names("x", "y", "z").Select(n => Given.OpenUpload(new Slot(n), bucket: Bucket.Own) with { Key = n[..1] }),
            ],
            When = new ListMultipartUploadsRequest { Bucket = Bucket.Own, ExtraQuery = "max-uploads=4" },
            Then =
            [
                Check.PagesListUploads(new ListMultipartUploadsRequest { Bucket = Bucket.Own, ExtraQuery = "max-uploads=4" }, Opened.Slots(Names("x", "y", "z"))).Cites("lmu.paging-complete"),
            ],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/max-uploads-cap/more-uploads-than-a-page",
            Claim = "Of 1,001 uploads a page shows 1,000 and says that there is more.",
            Costly = "opens 1,001 uploads",
            Given = [Given.OwnBucket(), .. Enumerable.Range(0, 1001).Select(n => Given.OpenUpload(new Slot($"u{n:0000}"), bucket: Bucket.Own) with { Key = $"k{n:0000}" })],
            When = new ListMultipartUploadsRequest { Bucket = Bucket.Own, ExtraQuery = "max-uploads=5000", WholeAnswer = true },
            Then =
            [
                Check.CountOf("Upload", 1000).Cites("lmu.max-uploads-cap"),
                Truncated.Cites("lmu.max-uploads-cap"),
                Check.Afterwards(
                    "list from there",
                    new ListMultipartUploadsRequest { Bucket = Bucket.Own, ExtraQuery = "key-marker=k0999&upload-id-marker={upload:u0999}" },
                    Shows("u1000")).Cites("lmu.paging-complete"),
            ],
        },
    ];

    // Which upload of a key comes first is another question; here the target's own listing answers it.
    private static Check First(int count) => Check.HeadOfListing(Opened.List(), count);

    private static Check Shows(params string[] slots) => Check.ShowsUploads(Opened.Slots(slots));

    private static string[] Names(params string[] keys) => [.. keys.SelectMany(k => Enumerable.Range(1, 3).Select(n => $"{k}{n}"))];

    private static Scenario Followed(string row, string claim, int pageSize) => Baseline with
    {
        Id = $"list-multipart-uploads/followed-pages/{row}",
        Claim = claim,
        Given = [.. Names("x", "y", "z").Select(n => Opened.Of(n[..1], n))],
        When = Opened.List($"max-uploads={pageSize}"),
        Then = [Check.PagesListUploads(Opened.List($"max-uploads={pageSize}"), Opened.Slots(Names("x", "y", "z"))).Cites("lmu.paging-complete")],
    };
}
