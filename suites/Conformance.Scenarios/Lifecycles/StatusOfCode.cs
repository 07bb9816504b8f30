using Conformance.Scenarios.UploadPartCopy;

namespace Conformance.Scenarios.Lifecycles;

/// <summary>Refusals of every operation of the family, one of each kind: the status is the one that belongs to the code.</summary>
public static class StatusOfCode
{
    private const string OtherTag = "\"0123456789abcdef0123456789abcdef\"";

    private static readonly Content Small = Content.Generated("uploaded-part", 64);
    private static readonly Given[] Open = [Given.OpenUpload(Slot.Upload)];
    private static readonly Given[] TwoParts = [Given.OpenUpload(Slot.Upload), Given.UploadedPart(Slot.Upload, 1, Small), Given.UploadedPart(Slot.Upload, 2, Small)];
    private static readonly Given[] Existing = [Given.StoredObject(Slot.Source, Small, key: "destination")];

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        When = new CompleteMultipartUploadRequest(),
        Then = [Check.CodeAgreesWithStatus().Cites("err.code-status-agree")],
    };

    private static readonly (string Row, string What, Given[] Given, Operation Operation)[] Rows =
    [
        ("create-in-missing-bucket", "an upload opened in a bucket that does not exist", [], new CreateMultipartUploadRequest { Bucket = Bucket.Missing }),
        ("upload-part-of-unknown-upload", "a part of an unknown upload", [], new UploadPartRequest { UploadId = UploadId.NeverIssued, Content = Small }),
        ("upload-part-number-zero", "a part with the number 0", Open, new UploadPartRequest { PartNumber = 0, Content = Small }),
        ("upload-part-of-other-md5", "a part with the MD5 of other bytes", Open, new UploadPartRequest { Content = Small }.With("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")),
        ("list-parts-of-unknown-upload", "a listing of the parts of an unknown upload", [], new ListPartsRequest { UploadId = UploadId.NeverIssued }),
        ("list-parts-by-letters", "a listing of parts with max-parts=abc", Open, new ListPartsRequest { ExtraQuery = "max-parts=abc" }),
        ("list-uploads-by-letters", "a listing of uploads with max-uploads=abc", [], new ListMultipartUploadsRequest { ExtraQuery = "max-uploads=abc" }),
        ("complete-unknown-upload", "completing an unknown upload", [], new CompleteMultipartUploadRequest { UploadId = UploadId.NeverIssued, Parts = [new(1, OtherTag)] }),
        ("complete-by-other-etag", "completing with the ETag of another part", TwoParts, new CompleteMultipartUploadRequest { Parts = [new(1, OtherTag)] }),
        ("complete-unordered", "completing with parts in descending order", TwoParts, new CompleteMultipartUploadRequest { Parts = [new(2), new(1)] }),
        ("complete-small-parts", "completing with a first part below the minimum", TwoParts, new CompleteMultipartUploadRequest()),
        ("complete-without-document", "completing with a body that is no document", TwoParts, new CompleteMultipartUploadRequest { Document = "no document" }),
        ("complete-over-object", "completing with If-None-Match: * over an object", [.. Existing, .. TwoParts], new CompleteMultipartUploadRequest { Parts = [new(1)] }.With("If-None-Match", "*")),
        ("abort-unknown-upload", "aborting an unknown upload", [], new AbortMultipartUploadRequest { UploadId = UploadId.NeverIssued }),
        ("read-missing-key", "a read of a key that has no object", [], new GetObjectRequest()),
        ("read-past-the-end", "a read past the end", Existing, new GetObjectRequest().With("Range", "bytes=64-70")),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. ConditionHeaders.Failing.Select(row => Baseline with
        {
            Id = $"lifecycles/status-of-code/copy-{row.Row}",
            Claim = $"If a copy is refused for a false {row.Row}, the status is the one that belongs to the code.",
            Given = [Refusals.Ready[0], Given.Aged(Slot.Source, ConditionHeaders.Age), .. Refusals.Ready[1..]],
            When = ConditionHeaders.Copy(row.Header, row.False),
        }),
        .. Rows.Select(row => Baseline with
        {
            Id = $"lifecycles/status-of-code/{row.Row}",
            Claim = $"If {row.What} is refused, the status is the one that belongs to the code.",
            Given = [.. row.Given],
            When = row.Operation,
        }),
    ];
}
