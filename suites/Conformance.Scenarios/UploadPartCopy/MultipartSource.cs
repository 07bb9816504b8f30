namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>A source that is itself made of parts is copied whole, or by ranges in and across its parts.</summary>
public static class MultipartSource
{
    private const long FirstPart = Size.MinimumPart;
    private const long SecondPart = Size.MiB + 3;
    private const long Last = FirstPart + SecondPart - 1;

    private static readonly Content[] Parts =
    [
        Content.Generated("part-one", FirstPart),
        Content.Generated("part-two", SecondPart),
    ];

    private static readonly Content Source = Content.Joined([.. Parts]);

    private static readonly (string Row, long First, long Last)[] Ranges =
    [
        ("across-the-boundary", FirstPart - 100, FirstPart + 99),
        ("two-bytes-across-the-boundary", FirstPart - 1, FirstPart),
        ("last-byte-of-first-part", FirstPart - 1, FirstPart - 1),
        ("first-byte-of-second-part", FirstPart, FirstPart),
        ("first-part", 0, FirstPart - 1),
        ("second-part", FirstPart, Last),
        ("within-second-part", FirstPart + 8_191, FirstPart + 8_193),
        ("all-but-first-and-last-byte", 1, Last - 1),
        ("exact-full", 0, Last),
        ("last-byte", Last, Last),
    ];

    private static readonly Scenario Whole = new()
    {
        Id = "upload-part-copy/multipart-source/whole",
        Claim = "A source made of two parts is copied whole, as one part.",
        Given = [Given.MultipartObject(Slot.Source, Parts), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then =
        [
            .. CopyAnswers.Takes(Source.All, "upc.src.multipart-source"),
            Check.IfAccepted(Check.ETagWithoutSuffix()).Cites("upc.src.multipart-source"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Whole,
        .. Ranges.Select(row => Whole with
        {
            Id = $"upload-part-copy/multipart-source/{row.Row}",
            Claim = $"Of a source made of parts of {FirstPart} and {SecondPart} bytes, bytes {row.First} to {row.Last} are copied.",
            When = new UploadPartCopyRequest { Range = CopyRange.Of(row.First, row.Last) },
            Then =
            [
                .. CopyAnswers.Takes(Source.From(row.First, row.Last), "upc.src.multipart-source"),
                Check.IfAccepted(Check.ETagWithoutSuffix()).Cites("upc.src.multipart-source"),
            ],
        }),
    ];
}
