namespace Conformance.Scenarios.CompleteMultipartUpload;

/// <summary>Uploads of as many parts as there may be.</summary>
public static class ManyParts
{
    private const int Most = 10_000;

    private static readonly Content Piece = Content.Generated("five-mebibytes", Size.MinimumPart);
    private static readonly Content Tiny = Content.Generated("tiny", 64);
    private static readonly long Total = (Most * Size.MinimumPart) - 1;

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        new Scenario
        {
            Id = "complete-multipart-upload/many-parts/ten-thousand",
            Claim = "An upload of 10,000 copied parts is completed, and the object has them all.",
            Costly = "makes an object of 48.8 GiB on the target, by 10,000 copies of 5 MiB",
            Given =
            [
                Given.StoredObject(Slot.Source, Piece),
                Given.OpenUpload(Slot.Upload),
                .. Enumerable.Range(1, Most).Select(n => Given.CopiedPart(Slot.Upload, n, Slot.Source)),
            ],
            When = new CompleteMultipartUploadRequest(),
            Then =
            [
                Check.Status(200).Cites("integ.many-parts"),
                Check.Afterwards("head the object", new GetObjectRequest { Head = true }, Check.HeaderIs("Content-Length", $"{Total + 1}")).Cites("integ.many-parts", "integ.length"),
                Check.Afterwards(
                    "read across the last boundary",
                    new GetObjectRequest().With("Range", $"bytes={Total - Size.MinimumPart - 49}-{Total - Size.MinimumPart + 50}"),
                    Check.BodyIs(Piece.From(Size.MinimumPart - 50, Size.MinimumPart - 1), Piece.From(0, 49))).Cites("integ.many-parts", "integ.range-across-parts"),
            ],
        },
        new Scenario
        {
            Id = "list-parts/many-parts/more-than-a-page",
            Claim = "Of 1,001 parts a page shows 1,000 and says that there is more.",
            Costly = "copies 1,001 parts",
            Given =
            [
                Given.StoredObject(Slot.Source, Tiny),
                Given.OpenUpload(Slot.Upload),
                .. Enumerable.Range(1, 1001).Select(n => Given.CopiedPart(Slot.Upload, n, Slot.Source)),
            ],
            When = new ListPartsRequest { ExtraQuery = "max-parts=5000", WholeAnswer = true },
            Then =
            [
                Check.CountOf("Part", 1000).Cites("lp.default-max"),
                Check.ElementIs("IsTruncated", "true").Cites("lp.default-max"),
                Check.ElementIs("NextPartNumberMarker", "1000").Cites("lp.default-max"),
                Check.Afterwards("list without parameters", new ListPartsRequest { WholeAnswer = true }, Check.CountOf("Part", 1000)).Cites("lp.default-max"),
                Check.Afterwards("list the rest", new ListPartsRequest { ExtraQuery = "part-number-marker=1000" }, Check.Lists((1001, 64))).Cites("lp.paging-complete"),
            ],
        },
    ];
}
