namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>What the target answers when the upload id names no upload in progress.</summary>
public static class UnknownUploadId
{
    private static readonly UploadPartCopyRequest Copy = new() { UploadId = UploadId.NeverIssued };

    /// <summary>The plainest form: an id that nobody was ever given.</summary>
    public static Scenario NeverIssued { get; } = new()
    {
        Id = "upload-part-copy/unknown-upload-id/never-issued",
        Claim = "A copy into an upload that was never created is refused and changes nothing.",
        Given = [Given.StoredObject(Slot.Source, sizeBytes: 64)],
        When = Copy,
        Then =
        [
            .. Answers.Refused(404, "NoSuchUpload", "upc.upid.unknown", "jd.upc.no-such-upload"),
            Check.ErrorElement("UploadId").Cites("err.no-such-upload-element"),
        ],
    };

    /// <summary>The id was valid here once, so a target that checks its shape only passes the case above and fails this one.</summary>
    public static Scenario Aborted { get; } = NeverIssued with
    {
        Id = "upload-part-copy/unknown-upload-id/aborted",
        Claim = "A copy into an aborted upload is refused as if the upload had never existed.",
        Given = [.. NeverIssued.Given, Given.AbortedUpload(Slot.Upload)],
        When = Copy with { UploadId = UploadId.Of(Slot.Upload) },
        Then = [.. Answers.Refused(404, "NoSuchUpload", "upc.upid.aborted")],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All => [NeverIssued, Aborted];
}
