namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The header section of the answer to a part copy that succeeds.</summary>
public static class ResponseHeaders
{
    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/response-headers/status-200",
        Claim = "A part copy that succeeds is answered with 200, not with 201 or 204.",
        Given = [Given.StoredObject(Slot.Source, sizeBytes: 64), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [Check.Status(200).Cites("upc.rh.status-200")],
    };

    private static readonly string[] Single = ["Content-Type", "Content-Length", "Date", "ETag", "Last-Modified", "Location", "Server", "x-amz-request-id", "x-amz-id-2"];

    private static readonly (string Row, string Claim, Check Check, string Cites)[] Rows =
    [
        ("request-id", "The answer has an x-amz-request-id that is not empty.", Check.HeaderPresent("x-amz-request-id"), "upc.rh.request-id"),
        ("id-2", "The answer has an x-amz-id-2.", Check.HeaderPresent("x-amz-id-2"), "upc.rh.id-2"),
        ("no-id-2", "The answer of a target of the jdcloud dialect has no x-amz-id-2.", Check.HeaderAbsent("x-amz-id-2"), "jd.headers.no-id-2"),
        ("no-version-id", "The answer of a target of the jdcloud dialect has no x-amz-version-id.", Check.HeaderAbsent("x-amz-version-id"), "jd.headers.no-id-2"),
        ("date", "The answer has a Date in the form of an IMF-fixdate, close to the present time.", Check.DateIsFixdate(), "upc.rh.date"),
        ("server", "The answer has a Server header that names the product.", Check.HeaderPresent("Server"), "upc.rh.server"),
        ("content-type", "The body is labelled application/xml.", Check.ContentTypeIsXml(), "upc.rh.content-type"),
        ("no-content-coding", "A body that is XML as it stands has no Content-Encoding.", Check.NoCodingOfPlainBody(), "upc.rh.content-coding"),
        ("each-once", "No header that has one value stands in the answer twice.", Check.HeaderLinesOnce(Single), "upc.rh.lines-once"),
        ("framing", "The body is framed by Content-Length or by chunked coding and arrives whole.", Check.Framed(), "upc.rh.framing"),
        ("no-etag-header", "The ETag of the part is told in the body and not in an ETag header.", Check.HeaderAbsent("ETag"), "upc.rh.no-etag-header"),
    ];

    private static readonly (string Row, string Where, UploadPartCopyRequest Copy)[] Injections =
    [
        ("copy-source", "the copy source", new() { CopySource = "{bucket}/{prefix}key%0D%0AX-Injected:%20yes" }),
        ("upload-id", "the upload id", new() { UploadId = QueryValue.Raw("id%0D%0AX-Injected:%20yes") }),
        ("key", "the key", new() { Key = "{prefix}key\r\nX-Injected: yes" }),
        ("part-number", "the part number", new() { PartNumber = QueryValue.Raw("1%0D%0AX-Injected:%20yes") }),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Rows.Select(row => Baseline with
        {
            Id = $"upload-part-copy/response-headers/{row.Row}",
            Claim = row.Claim,
            Then = [row.Check.Cites(row.Cites)],
        }),
        Baseline with
        {
            Id = "upload-part-copy/response-headers/request-ids-differ",
            Claim = "No two of twenty answers have the same x-amz-request-id.",
            Times = 20,
            Then = [Check.RequestIdsDistinct().Cites("upc.rh.request-id-unique")],
        },
        Baseline with
        {
            Id = "upload-part-copy/response-headers/none-of-its-own",
            Claim = "The answer of a target of the jdcloud dialect has the common response headers only.",
            // AWS documents and sends further headers; the statement is the founding document's own.
            Dialects = [Dialect.JdCloud],
            Then =
            [
                Check.HeadersAmong("x-amz-request-id", "Date", "Server", "Content-Type", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive")
                    .Cites("upc.rh.no-special"),
            ],
        },
        .. Refusals.Kinds.Where(k => k.Row is "unknown-upload" or "missing-key" or "malformed-range" or "no-signature").Select(row => Baseline with
        {
            Id = $"upload-part-copy/response-headers-of-refusal/{row.Row}",
            Claim = $"The refusal of {row.What} has no header twice that has one value, and names no coding that its body does not have.",
            When = row.Copy,
            Then = [Check.HeaderLinesOnce(Single).Cites("upc.rh.lines-once"), Check.NoCodingOfPlainBody().Cites("upc.rh.content-coding")],
        }),
        .. Injections.Select(row => Baseline with
        {
            Id = $"upload-part-copy/header-injection/{row.Row}",
            Claim = $"An encoded line break in {row.Where} begins no header line in the answer.",
            When = row.Copy,
            Then = [Check.HeaderAbsent("X-Injected").Cites("upc.rh.no-header-injection")],
        }),
    ];
}
