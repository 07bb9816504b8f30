namespace Conformance.Scenarios.CompleteMultipartUpload;

/// <summary>Part lists that are well formed and do not fit what was stored: missing parts, wrong ETags, wrong order, unknown uploads.</summary>
public static class PartListContent
{
    private const string OtherTag = "\"0123456789abcdef0123456789abcdef\"";

    private static readonly Content Large = Content.Generated(Slot.Source.Name, 12 * Size.MiB);
    private static readonly Slice First = Large.From(0, Size.MinimumPart - 1);
    private static readonly Slice Second = Large.From(Size.MinimumPart, Size.MinimumPart + 63);

    private static readonly Scenario Baseline = new()
    {
        Id = "complete-multipart-upload/part-list/unordered",
        Claim = "A part list that is not ascending is refused, and the upload stays complete-able.",
        Given =
        [
            Given.StoredObject(Slot.Source, Large),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Slot.Source, CopyRange.Of(First.First, First.Last)),
            Given.CopiedPart(Slot.Upload, 2, Slot.Source, CopyRange.Of(Second.First, Second.Last)),
        ],
        When = new CompleteMultipartUploadRequest { Parts = [new(2), new(1)] },
        Then =
        [
            .. Answers.Refused(400, "InvalidPartOrder", "cmu.unordered", "cmu.e200.validation"),
            Check.IfRefused(Check.PartsUnchanged()).Cites("cmu.error-keeps-upload"),
        ],
    };

    private static readonly (string Row, string Claim, PartReference[] Parts, string Cites)[] Unfitting =
    [
        ("missing-part", "Listing a part number that was never stored is refused.", [new(1), new(3, OtherTag)], "cmu.missing-part"),
        ("wrong-etag", "Listing a part with an ETag that is not its own is refused.", [new(1), new(2, OtherTag)], "cmu.wrong-etag"),
        ("etags-swapped", "Listing two parts with each other's ETag is refused.", [new(1, "\"{part-etag:upload/2}\""), new(2, "\"{part-etag:upload/1}\"")], "cmu.wrong-etag"),
    ];

    private static readonly (string Row, string Claim, CompleteMultipartUploadRequest Complete, Given[] Given, string Cites)[] Unknown =
    [
        ("unknown-upload", "Completing an upload id that was never issued is refused.", new() { UploadId = UploadId.NeverIssued, Parts = [new(1, OtherTag)] }, [], "cmu.unknown-upload"),
        ("empty-upload-id", "An empty upload id is an unknown upload.", new() { UploadId = QueryValue.Raw(""), Parts = [new(1, OtherTag)] }, [], "cmu.empty-upload-id"),
        ("other-key", "Completing an upload under another key is refused.", new() { Key = "{prefix}other-key" }, [Given.OpenUpload(Slot.Upload), Given.UploadedPart(Slot.Upload, 1, Content.Text("one part"))], "cmu.wrong-key"),
        ("aborted", "An upload that was aborted cannot be completed.", new() { Parts = [new(1, OtherTag)] }, [Given.AbortedUpload(Slot.Upload)], "cmu.after-abort"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Unfitting.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/part-list/{row.Row}",
            Claim = row.Claim,
            When = new CompleteMultipartUploadRequest { Parts = [.. row.Parts] },
            Then =
            [
                .. Answers.Refused(400, "InvalidPart", row.Cites, "cmu.e200.validation"),
                Check.IfRefused(Check.PartsUnchanged()).Cites("cmu.error-keeps-upload"),
            ],
        }),
        Baseline with
        {
            Id = "complete-multipart-upload/part-list/missing-part-named",
            Claim = "InvalidPart names the upload, the number and the ETag that were listed.",
            Dialects = [Dialect.Aws],
            Given = [Given.OpenUpload(Slot.Upload), Given.UploadedPart(Slot.Upload, 1, Content.Text("one part"))],
            When = new CompleteMultipartUploadRequest { Parts = [new(3, OtherTag)] },
            Then =
            [
                .. Answers.Refused(400, "InvalidPart", "cmu.missing-part"),
                .. new[] { ("UploadId", "{raw-upload:upload}"), ("PartNumber", "3"), ("ETag", OtherTag.Trim('"')) }
                    .Select(e => Check.WhenCode("InvalidPart", Check.ErrorElement(e.Item1, e.Item2)).Cites("cmu.missing-part-elements")),
            ],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/part-list/corrected",
            Claim = "After a refused list the correct one completes.",
            When = new CompleteMultipartUploadRequest { Parts = [new(1), new(2, OtherTag)] },
            Then = [Check.IfRefused(Check.AssembledIs(First, Second)).Cites("cmu.error-keeps-upload")],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/part-list/same-number-twice",
            Claim = "A part number that appears twice in the list is refused.",
            When = new CompleteMultipartUploadRequest { Parts = [new(1), new(1)] },
            Then = [Check.Status(400).Cites("cmu.duplicate-number"), Check.ErrorCode("InvalidPartOrder", "InvalidPart").Cites("cmu.duplicate-number")],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/part-list/more-than-ten-thousand",
            Claim = "A part list of more than 10,000 entries is refused.",
            When = new CompleteMultipartUploadRequest { Parts = [.. Enumerable.Range(1, 10001).Select(n => new PartReference(n, OtherTag))] },
            Then = [Check.Status(400).Cites("cmu.size.max-parts")],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/part-list/twenty-thousand",
            Claim = "A part list of two megabytes is refused as a fault of the client.",
            Given = [Given.OpenUpload(Slot.Upload)],
            When = new CompleteMultipartUploadRequest { Parts = [.. Enumerable.Range(1, 20000).Select(n => new PartReference(n, OtherTag))] },
            Then = [Check.Status(400, 413).Cites("cmu.huge-body")],
        },
        .. Unknown.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/part-list/{row.Row}",
            Claim = row.Claim,
            Given = [.. row.Given],
            When = row.Complete,
            Then = [.. Answers.Refused(404, "NoSuchUpload", row.Cites)],
        }),
        Baseline with
        {
            Id = "complete-multipart-upload/part-list/unknown-upload-without-body",
            Claim = "With an unknown upload id and no body one of the two is reported.",
            Given = [],
            When = new CompleteMultipartUploadRequest { UploadId = UploadId.NeverIssued, Document = "" },
            Then =
            [
                Check.Status(404, 400).Cites("cmu.unknown-upload-before-body"),
                Check.ErrorCode("NoSuchUpload", "InvalidRequest", "MalformedXML").Cites("cmu.unknown-upload-before-body"),
            ],
        },
    ];
}
