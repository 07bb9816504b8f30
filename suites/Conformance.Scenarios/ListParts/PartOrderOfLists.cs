using System.Collections.Immutable;

namespace Conformance.Scenarios.ListParts;

/// <summary>Part numbers are numbers: neither order nor markers compare them as text.</summary>
public static class PartOrderOfLists
{
    private static readonly ListPartsRequest List = new();

    private static readonly ImmutableArray<Given> Numbers =
    [
        Given.StoredObject(Slot.Source, sizeBytes: 64),
        Given.OpenUpload(Slot.Upload),
        .. new[] { 10000, 10, 9, 1, 100 }.Select(n => Given.CopiedPart(Slot.Upload, n, Slot.Source)),
    ];

    private static readonly Scenario Baseline = new()
    {
        Id = "list-parts/number-order/all",
        Claim = "Parts are listed by the value of their numbers, from 1 to 10000.",
        Given = Numbers,
        When = List,
        Then = [Lists(1, 9, 10, 100, 10000).Cites("lp.basic")],
    };

    private static readonly (string Row, string Claim, string Query, int[] Listed, bool Truncated, string Cites)[] Rows =
    [
        ("after-9", "The marker 9 lies before 10 and 100.", "part-number-marker=9", [10, 100, 10000], false, "lp.marker"),
        ("after-99", "The marker 99, which no part has, lies before 100.", "part-number-marker=99", [100, 10000], false, "lp.marker-gap"),
        ("after-9999", "The marker 9999 lies before 10000.", "part-number-marker=9999", [10000], false, "lp.marker-gap"),
        ("after-10000", "Nothing lies after 10000.", "part-number-marker=10000", [], false, "lp.marker-beyond"),
        ("after-zero", "The marker 0 lies before every part.", "part-number-marker=0", [1, 9, 10, 100, 10000], false, "lp.marker-gap"),
        ("three-after-1", "A page of three after 1 ends at 100.", "part-number-marker=1&max-parts=3", [9, 10, 100], true, "lp.max-parts"),
        ("four-after-1", "A page of four after 1 is the last.", "part-number-marker=1&max-parts=4", [9, 10, 100, 10000], false, "lp.max-parts"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Rows.Select(row => Baseline with
        {
            Id = $"list-parts/number-order/{row.Row}",
            Claim = row.Claim,
            When = List with { ExtraQuery = row.Query },
            Then = [Lists(row.Listed).Cites(row.Cites), Check.ElementIs("IsTruncated", row.Truncated ? "true" : "false").Cites(row.Cites)],
        }),
        .. new[] { 1, 2, 4 }.Select(size => Baseline with
        {
            Id = $"list-parts/number-order/followed-by-{size}",
            Claim = $"By the target's own markers, pages of {size} lead to every part exactly once.",
            When = List with { ExtraQuery = $"max-parts={size}" },
            Then = [Check.PagesListParts(List with { ExtraQuery = $"max-parts={size}" }, 1, 9, 10, 100, 10000).Cites("lp.paging-complete")],
        }),
        Baseline with
        {
            Id = "list-parts/number-order/replaced-part",
            Claim = "A part that was replaced by a shorter one is listed once, with the later size.",
            Given = [.. Numbers, Given.UploadedPart(Slot.Upload, 10, Content.Text("later"))],
            Then = [Check.Lists((1, 64), (9, 64), (10, 5), (100, 64), (10000, 64)).Cites("lp.basic", "lp.part-fields", "lp.consistent")],
        },
    ];

    private static Check Lists(params int[] numbers) => Check.Lists([.. numbers.Select(n => (n, 64L))]);
}
