namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>A copy refused for its range leaves the earlier part of that number as it was, fit to be completed.</summary>
public static class RefusedRangeKeepsPart
{
    private static readonly (string Row, string Range)[] Ranges =
    [
        ("no-unit", "0-8"),
        ("single-number", "bytes=0"),
        ("open-ended", "bytes=1-"),
        ("suffix", "bytes=-2"),
        ("dash-only", "bytes=-"),
        ("reversed", "bytes=9-0"),
        ("negative-last", "bytes=0--1"),
        ("list", "bytes=0-1,3-4"),
        ("letters", "bytes=hello-world"),
        ("empty-value", ""),
        ("prefix-only", "bytes="),
        ("last-equals-size", "bytes=0-{size:source}"),
        ("first-equals-size", "bytes={size:source}-{size:source}"),
        ("first-beyond-end", "bytes=99999999-99999999"),
        ("last-two-to-64", "bytes=0-18446744073709551616"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All => Ranges.Select(row => new Scenario
    {
        Id = $"upload-part-copy/refused-range-keeps-part/{row.Row}",
        Claim = $"A copy refused for the range \"{row.Range}\" leaves the earlier part of that number in place.",
        Given =
        [
            Given.StoredObject(Slot.Source, 6 * Size.MiB + 3),
            Given.StoredObject(Slot.OtherSource, sizeBytes: 64),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Slot.OtherSource),
        ],
        When = new UploadPartCopyRequest { Range = row.Range },
        Then =
        [
            Check.IfRefused(Check.PartsUnchanged()).Cites("upc.range.no-side-effect", "upc.over.failed-keeps-old"),
            Check.IfRefused(Check.AssembledIs(Content.Generated(Slot.OtherSource.Name, 64).All)).Cites("upc.over.failed-keeps-old"),
            Check.NoEmptyPart().Cites("upc.range.never-empty-part"),
        ],
    });
}
