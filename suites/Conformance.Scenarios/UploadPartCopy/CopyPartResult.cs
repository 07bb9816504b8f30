namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The body of a part copy that succeeds: CopyPartResult with ETag and LastModified, and how they relate to the part.</summary>
public static class CopyPartResult
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);

    // Above 5 MiB, so that a copy by range is allowed in every dialect.
    private static readonly Content Large = Content.Generated(Slot.Source.Name, (6 * Size.MiB) + 3);
    private static readonly Slice Middle = Large.From(1000, 1099);

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/copy-part-result/root",
        Claim = "A 200 has a body, an XML document with the root CopyPartResult.",
        Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [Check.Status(200).Cites("upc.rx.body-present"), Check.Root("CopyPartResult").Cites("upc.rx.body-present", "upc.e200.body-decides")],
    };

    // JD Cloud does not say how the ETag of a part is computed.
    private static readonly Scenario IsMd5 = Baseline with
    {
        Id = "upload-part-copy/copy-part-result/etag-is-md5",
        Claim = "The ETag of the part is the MD5 of the copied bytes.",
        Dialects = [Dialect.Aws],
        Then = [Check.ETagIsMd5Of(Source.All).Cites("upc.rx.etag-md5")],
    };

    private static readonly (string Row, string Claim, Check Check, string Cites)[] Rows =
    [
        ("children", "CopyPartResult holds exactly one ETag and one LastModified.", Check.EachOnce("ETag", "LastModified"), "upc.rx.children"),
        ("namespace", "CopyPartResult is in the S3 namespace, or in none as the published sample prints it.", Check.NamespaceAmong(Check.S3Namespace, ""), "upc.rx.namespace"),
        ("etag-quoted", "The text of ETag has exactly one pair of quotes.", Check.ETagQuoted(), "upc.rx.etag-quoted"),
        ("etag-filled", "A 200 carries an ETag that is not empty.", Check.ElementFilled("ETag"), "upc.e200.body-decides"),
        ("etag-listed", "ListParts shows the ETag of the answer.", Check.ListedETagIsAnswered(1), "upc.rx.etag-usable"),
        ("time-is-now", "LastModified is the time at which the part was made.", Check.LastModifiedIsNow(), "upc.rx.lastmodified-value"),
        ("time-listed", "ListParts shows the LastModified of the answer, to the second.", Check.ListedTimeIsAnswered(1), "upc.rx.lastmodified-listparts"),
        ("well-formed", "The body is one well-formed XML document.", Check.WellFormed(), "upc.rx.wellformed"),
        ("no-json", "The body is XML on the S3 endpoint of the jdcloud dialect, never JSON.", Check.NotHtmlOrJson(), "jd.native-separate"),
        ("jdcloud-body", "The answer has a body although the example of the founding document ends after its headers.", Check.EachOnce("ETag", "LastModified"), "jd.upc.response-example"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        IsMd5,
        .. Rows.Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-part-result/{row.Row}",
            Claim = row.Claim,
            Then = [row.Check.Cites(row.Cites)],
        }),
        Baseline with
        {
            Id = "upload-part-copy/copy-part-result/time-form",
            Claim = "LastModified is a UTC time of ISO 8601.",
            Then =
            [
                // The AWS sample of the sibling operation prints the form without milliseconds and Z.
                Check.LastModifiedMatches("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss").Cites("upc.rx.lastmodified-format"),
            ],
        },
        IsMd5 with
        {
            Id = "upload-part-copy/copy-part-result/etag-of-range-is-md5",
            Claim = "The ETag of a part copied by range is the MD5 of the bytes in the range.",
            Given = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { Range = CopyRange.Of(Middle.First, Middle.Last) },
            Then = [Check.ETagIsMd5Of(Middle).Cites("upc.rx.etag-md5")],
        },
        IsMd5 with
        {
            Id = "upload-part-copy/copy-part-result/same-etag-each-time",
            Claim = "The same copy sent forty times is answered with one ETag, the MD5 of the bytes.",
            Times = 40,
            Then = [Check.SameEachTime("ETag").Cites("upc.rx.etag-md5"), Check.ETagIsMd5Of(Source.All).Cites("upc.rx.etag-md5")],
        },
        Baseline with
        {
            Id = "upload-part-copy/copy-part-result/children-each-time",
            Claim = "Each of twenty answers holds exactly one ETag and one LastModified.",
            Times = 20,
            Then = [Check.EachTime(Check.EachOnce("ETag", "LastModified")).Cites("upc.rx.children")],
        },
        Baseline with
        {
            Id = "upload-part-copy/copy-part-result/etag-of-range",
            Claim = "With a range, the ETag describes the part and not the whole source.",
            Given = [Given.StoredObject(Slot.Source, Large), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { Range = CopyRange.Of(Middle.First, Middle.Last) },
            Then =
            [
                Check.Status(200).Cites("upc.rx.body-present"),
                Check.ETagIsNotOf(Slot.Source).Cites("upc.rx.no-source-etag"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/copy-part-result/etag-of-multipart-source",
            Claim = "The ETag of a part has no part-count suffix, even if the source was made by multipart upload.",
            Given = [Given.MultipartObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload)],
            Then =
            [
                Check.Status(200).Cites("upc.rx.body-present"),
                Check.ETagWithoutSuffix().Cites("upc.rx.etag-no-suffix"),
            ],
        },
    ];
}
