namespace Conformance.Scenarios.ReadBack;

/// <summary>Ordinary ranged reads, whose rules differ from those of the copy-source range.</summary>
public static class RangedRead
{
    private static readonly Content Digits = Content.Text("0123456789");

    private static readonly (string Row, string Range, long First, long Last, string Cites)[] Selected =
    [
        ("inside", "bytes=0-8", 0, 8, "get.range.valid"),
        ("past-the-end", "bytes=0-99", 0, 9, "get.range.clamped"),
        ("suffix", "bytes=-2", 8, 9, "get.range.suffix"),
        ("open-ended", "bytes=1-", 1, 9, "get.range.suffix"),
    ];

    private static readonly (string Row, string Range)[] Ignored = [("no-unit", "0-8"), ("reversed", "bytes=1-0"), ("dash-only", "bytes=-")];

    private static readonly (string Row, string Range)[] Unsatisfiable = [("first-past-the-end", "bytes=10-20"), ("suffix-of-nothing", "bytes=-0")];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Selected.Select(row => Of(
            row.Row,
            row.Range,
            $"A GET with {row.Range} of ten bytes returns {row.Last - row.First + 1} bytes from offset {row.First}.",
            Check.Status(206).Cites(row.Cites),
            Check.HeaderIs("Content-Range", $"bytes {row.First}-{row.Last}/10").Cites(row.Cites),
            Check.BodyIs(Digits.From(row.First, row.Last)).Cites(row.Cites))),
        .. Ignored.Select(row => Of(
            row.Row,
            row.Range,
            $"A GET with the range {row.Range}, which is invalid, returns the whole object.",
            Check.Status(200).Cites("get.range.malformed-ignored"),
            Check.WhenStatus(200, Check.BodyIs(Digits.All)).Cites("get.range.malformed-ignored"))),
        .. Unsatisfiable.Select(row => Of(
            row.Row,
            row.Range,
            $"A GET with {row.Range} of ten bytes is not satisfiable.",
            Answers.Refused(416, "InvalidRange", "get.range.unsatisfiable"))),
        Of(
            "several",
            "bytes=0-1,3-4",
            "A GET that asks for several ranges is not satisfiable in the jdcloud dialect.",
            Check.Status(416).Cites("jd.error.range"),
            Check.ErrorCode("InvalidRange", "NotSupportMultiRange").Cites("jd.error.range")),
    ];

    private static Scenario Of(string row, string range, string claim, params CitedCheck[] then) => new()
    {
        Id = $"read-back/ranged-read/{row}",
        Claim = claim,
        Given = [Given.StoredObject(Slot.Source, Digits, key: "destination")],
        When = new GetObjectRequest().With("Range", range),
        Then = [.. then],
    };
}
