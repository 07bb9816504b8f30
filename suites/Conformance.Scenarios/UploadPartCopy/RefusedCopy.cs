namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>What holds for every kind of refused part copy: its own status, nothing stored, the same answer again, nothing told to the unsigned.</summary>
public static class RefusedCopy
{
    // Known before any byte is copied, so that there is no reason to begin a 200.
    private static readonly string[] KnownBeforehand = ["missing-key", "missing-source-bucket", "part-number-zero", "malformed-range", "range-past-end"];

    private static readonly UploadPartCopyRequest Unsigned = new() { Signing = new SigningPlan { Mode = SigningMode.Anonymous } };
    private static readonly UploadPartCopyRequest Forged = new() { Signing = new SigningPlan { FlipSignature = true } };

    private static readonly (string Row, string What, UploadPartCopyRequest Copy, UploadPartCopyRequest Other)[] Probes =
    [
        ("unsigned-upload-id", "an unsigned request whether an upload exists", Unsigned, Unsigned with { UploadId = UploadId.NeverIssued, Key = "{destination}" }),
        ("unsigned-source", "an unsigned request whether a source exists", Unsigned, Unsigned with { CopySource = "{bucket}/{prefix}no-such-key" }),
        ("forged-upload-id", "a forged request whether an upload exists", Forged, Forged with { UploadId = UploadId.NeverIssued, Key = "{destination}" }),
        ("forged-bucket", "a forged request whether a bucket exists", Forged, Forged with { UploadId = UploadId.NeverIssued, Bucket = Bucket.Missing }),
        ("forged-source", "a forged request whether a source exists", Forged, Forged with { CopySource = "{bucket}/{prefix}no-such-key" }),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Refusals.Kinds.Select(kind => new Scenario
        {
            Id = $"upload-part-copy/refused-twice/{kind.Row}",
            Claim = $"A copy with {kind.What} gets the same refusal when it is sent again.",
            Given = [.. Refusals.Ready],
            When = kind.Copy,
            Times = 2,
            Then = [Check.SameAnswerEachTime().Cites("inv.error-deterministic")],
        }),
        .. Refusals.Kinds.Select(kind => new Scenario
        {
            Id = $"upload-part-copy/refused-stores-nothing/{kind.Row}",
            Claim = $"A copy with {kind.What} changes no part of the upload.",
            Given = [.. Refusals.Ready, Given.CopiedPart(Slot.Upload, 1, Slot.Source), Given.CopiedPart(Slot.Upload, 2, Slot.Source)],
            When = kind.Copy,
            Then = [Check.IfRefused(Check.PartsUnchanged()).Cites("inv.refused-stores-nothing")],
        }),
        .. Refusals.Kinds.Where(kind => KnownBeforehand.Contains(kind.Row)).Select(kind => new Scenario
        {
            Id = $"upload-part-copy/refused-by-status/{kind.Row}",
            Claim = $"A copy with {kind.What} is refused by its status and not inside a 200.",
            Given = [.. Refusals.Ready],
            When = kind.Copy,
            Then = [Check.IfRefused(Check.Refused()).Cites("upc.e200.validation-before")],
        }),
        .. Probes.Select(row => new Scenario
        {
            Id = $"upload-part-copy/refused-tells-nothing/{row.Row}",
            Claim = $"The refusal does not tell {row.What}.",
            Given = [.. Refusals.Ready],
            When = row.Copy,
            Then =
            [
                Check.Status(403).Cites("inv.signed-error"),
                Check.AnsweredAlike("the same request about what does not exist", row.Other).Cites("inv.signed-error"),
            ],
        }),
    ];
}
