namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>What the documents of JD Cloud promise differently from the de-facto protocol; judged for targets of that dialect only.</summary>
public static class JdCloudProfile
{
    private static readonly Content Digits = Content.Text("0123456789");

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/jdcloud-profile/small-source-by-range",
        Claim = "A range copy from a source that cannot be copied by range is refused as an invalid request.",
        Given = [Given.StoredObject(Slot.Source, Digits), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest { Range = "bytes=0-8" },
        Then = [.. Answers.Refused(400, "InvalidRequest", "jd.upc.invalid-request")],
    };

    private static readonly (string Row, UploadPartCopyRequest Copy)[] Doubtful =
    [
        ("expect", With("Expect", "100-continue")),
        ("amz-date", new()),
        ("unsigned-payload", new() { Signing = new SigningPlan { Payload = new PayloadHash.Unsigned() } }),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "upload-part-copy/jdcloud-profile/unlisted-code",
            Claim = "A code that the general error list lacks may be replaced by a listed one, still with a 4xx status.",
            Then = [Check.Refused().Cites("jd.error.unlisted")],
        },
        Baseline with
        {
            Id = "upload-part-copy/jdcloud-profile/skewed-clock",
            Claim = "A request dated an hour in the past is refused with 400.",
            When = new UploadPartCopyRequest { Signing = new SigningPlan { Skew = TimeSpan.FromHours(-1) } },
            Then = [.. Answers.Refused(400, "RequestTimeTooSkewed", "jd.error.skew-status")],
        },
        Baseline with
        {
            Id = "upload-part-copy/jdcloud-profile/no-content-length",
            Claim = "Where a missing Content-Length is refused, it is refused with 400.",
            When = new UploadPartCopyRequest { Framing = BodyFraming.AsGiven, Carrier = Carrier.Socket },
            Then = [Check.Status(200, 400, 411).Cites("jd.error.missing-length-status")],
        },
        Baseline with
        {
            Id = "upload-part-copy/jdcloud-profile/part-10001",
            Claim = "Part numbers run to 10000.",
            When = new UploadPartCopyRequest { PartNumber = 10001 },
            Then = [Check.Status(400).Cites("jd.limits")],
        },
        .. Doubtful.Select(row => Baseline with
        {
            Id = $"upload-part-copy/jdcloud-profile/doubtful-{row.Row}",
            Claim = "Headers that the two header tables of JD Cloud disagree about work or are ignored.",
            When = row.Copy,
            Then = [Check.Status(200, 400, 403, 417).Cites("jd.compat-header-doubt")],
        }),
    ];

    private static UploadPartCopyRequest With(string name, string value) => (UploadPartCopyRequest)new UploadPartCopyRequest().With(name, value);
}
