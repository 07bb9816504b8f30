namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Upload ids that try to reach other data, to break the error document, or to exhaust a buffer.</summary>
public static class HostileUploadId
{
    private static readonly (string Row, string What, string Value)[] Rows =
    [
        ("path-segments", "climbing path segments", "..%2F..%2F..%2Fetc%2Fpasswd"),
        ("encoded-nul", "a NUL", "abc%00def"),
        ("encoded-line-break", "a line break", "abc%0D%0Adef"),
        ("non-ascii", "letters beyond ASCII", "%E4%B8%8A%E4%BC%A0"),
        ("broken-utf8", "octets that are no UTF-8", "%FF%FE%C0%AF"),
        ("markup", "XML markup", "%3Cx%3E%26%5D%5D%3E"),
        ("wildcard", "a wildcard", "%2A"),
        ("sql", "a quote and a comment", "%27%20OR%201%3D1--"),
        ("two-thousand-characters", "2,000 characters", new string('a', 2000)),
        ("sixteen-thousand-characters", "16,000 characters", new string('a', 16000)),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All => Rows.Select(row => new Scenario
    {
        Id = $"upload-part-copy/hostile-upload-id/{row.Row}",
        Claim = $"An upload id with {row.What} is a fault of the client and reaches no other data.",
        Given = [Given.StoredObject(Slot.Source, sizeBytes: 64), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest { UploadId = QueryValue.Raw(row.Value) },
        Then =
        [
            // The class is all that the texts settle: front ends answer such targets with statuses of their own choice.
            Check.Refused().Cites("upc.upid.hostile"),
            // 404 can only come from the service.
            Check.WhenStatus(404, Check.ErrorCode("NoSuchUpload")).Cites("upc.upid.hostile"),
            Check.PartNumbersAre().Cites("upc.upid.hostile"),
        ],
    });
}
