namespace Conformance.Scenarios.UploadPart;

/// <summary>
/// What follows a refusal in place of 100 (Continue): the client has sent the body already, or never sends it, and its next request is a request in
/// either case.
/// </summary>
public static class RefusedExpectation
{
    // As long as the method of the request that follows and its space: taken for the body, it leaves no request behind.
    private static readonly Content Body = Content.Text("body");
    private static readonly GetObjectRequest Next = new() { Key = "{raw-key:source}", OnOwnLine = true };
    private static readonly UploadPartRequest Refused = (UploadPartRequest)new UploadPartRequest { Content = Body, OnOwnLine = true }.With("Expect", "100-continue");

    private static readonly (string Row, string What, UploadPartRequest Upload)[] Refusals =
    [
        ("unknown-upload", "an upload that was never created", Refused with { UploadId = UploadId.NeverIssued }),
        ("part-number-zero", "part number 0", Refused with { PartNumber = 0 }),
        ("wrong-signature", "a wrong signature", Refused with { Signing = new SigningPlan { FlipSignature = true } }),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All => Refusals.SelectMany(row => new[]
    {
        new Scenario
        {
            Id = $"upload-part/refused-expectation/{row.Row}-body-kept-back",
            Claim = $"After a refusal for {row.What} in place of 100 (Continue) a client that keeps its body back goes on with the next request.",
            Given = [Given.StoredObject(Slot.Source, 64), Given.OpenUpload(Slot.Upload)],
            When = row.Upload with { HoldsBody = true },
            Then = [Check.NextAnswered("read an object", Next, 200).Cites("up.expect-refused")],
        },
        new Scenario
        {
            Id = $"upload-part/refused-expectation/{row.Row}-body-sent",
            Claim = $"The body of a part refused for {row.What}, which was sent without waiting for 100 (Continue), is not taken for the next request.",
            Given = [Given.StoredObject(Slot.Source, 64), Given.OpenUpload(Slot.Upload)],
            When = row.Upload,
            Then =
            [
                Check.NextAnswered("read an object", Next, 200).Cites("up.expect-body-read"),
                Check.NothingBehindAnswer("read an object", Next).Cites("up.expect-body-read"),
            ],
        },
    });
}
