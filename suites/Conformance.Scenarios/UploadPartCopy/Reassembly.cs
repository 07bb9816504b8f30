namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Several ranges of one source, copied as parts: what they make when the upload is completed.</summary>
public static class Reassembly
{
    private const long Five = Size.MinimumPart;
    private const long Smaller = 6 * Size.MiB + 3;
    private const long Larger = 12 * Size.MiB;

    // The part listed last is the one under test; those before it are preconditions, in this order.
    private static readonly (string Row, string What, long SizeBytes, (int Number, long First, long Last)[] Parts, string Cites)[] Cases =
    [
        ("abutting", "Three ranges that abut", Larger, [(1, 0, Five - 1), (2, Five, 2 * Five - 1), (3, 2 * Five, Larger - 1)], "upc.range.abutting"),
        ("abutting-last-part-first", "Three ranges that abut, copied last part first", Larger, [(3, 2 * Five, Larger - 1), (2, Five, 2 * Five - 1), (1, 0, Five - 1)], "upc.range.abutting"),
        ("abutting-off-the-mib", "Two ranges that abut at an odd offset", Smaller, [(1, 0, Five + 12_344), (2, Five + 12_345, Smaller - 1)], "upc.range.abutting"),
        ("abutting-one-byte-last", "Two ranges that abut, the second of one byte", Smaller, [(1, 0, Smaller - 2), (2, Smaller - 1, Smaller - 1)], "upc.range.abutting"),
        ("abutting-sparse-numbers", "Two ranges that abut, under distant part numbers", Smaller, [(7, 0, Five - 1), (9_999, Five, Smaller - 1)], "upc.range.abutting"),
        ("overlapping-by-one-byte", "Two ranges that share one byte", Smaller, [(1, 0, Five), (2, Five, Smaller - 1)], "upc.range.overlapping"),
        ("overlapping-by-half", "Two ranges of which one holds half of the other", Larger, [(1, 0, 2 * Five - 1), (2, Five, Larger - 1)], "upc.range.overlapping"),
        ("nested", "A range and then one within it", Smaller, [(1, 0, Smaller - 1), (2, 100, 199)], "upc.range.overlapping"),
        ("repeated", "The same range twice", Smaller, [(1, 7, Five + 6), (2, 7, Five + 6)], "upc.range.overlapping"),
        ("end-before-start", "The end of the source before its start", Smaller, [(1, Size.MiB + 3, Smaller - 1), (2, 0, Size.MiB + 2)], "upc.range.overlapping"),
        ("with-a-gap", "Two ranges with a gap of one byte between them", Smaller, [(1, 0, Five - 1), (2, Five + 1, Smaller - 1)], "upc.range.overlapping"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All => Cases.Select(row => Case(row.Row, row.What, Content.Generated(Slot.Source.Name, row.SizeBytes), row.Parts, row.Cites));

    private static Scenario Case(string row, string what, Content source, (int Number, long First, long Last)[] parts, string cites) => new()
    {
        Id = $"upload-part-copy/reassembly/{row}",
        Claim = $"{what}: completed, they are the bytes they name, in the order of their part numbers.",
        Given =
        [
            Given.StoredObject(Slot.Source, source),
            Given.OpenUpload(Slot.Upload),
            .. parts[..^1].Select(p => Given.CopiedPart(Slot.Upload, p.Number, Slot.Source, CopyRange.Of(p.First, p.Last))),
        ],
        When = new UploadPartCopyRequest { PartNumber = parts[^1].Number, Range = CopyRange.Of(parts[^1].First, parts[^1].Last) },
        Then =
        [
            Check.Status(200).Cites(cites),
            .. parts.Select(p => Check.IfAccepted(Check.PartStored(p.Number, source.From(p.First, p.Last))).Cites(cites)),
            Check.IfAccepted(Check.AssembledIs([.. parts.OrderBy(p => p.Number).Select(p => source.From(p.First, p.Last))]))
                .Cites(cites, "integ.concat", "integ.part-equals-slice"),
            Check.IfAccepted(Check.AssembledLengthIs(parts.Sum(p => p.Last - p.First + 1))).Cites("integ.length"),
        ],
    };
}
