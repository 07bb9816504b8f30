namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>What the target answers when the upload id names no upload in progress of this bucket and key.</summary>
public static class UnknownUploadId
{
    private static readonly Content Completed = Content.Text("made of one part");

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
            Check.WhenCode("NoSuchUpload", Check.ErrorElement("UploadId")).Cites("err.no-such-upload-element"),
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

    /// <summary>The upload has become an object, which the refused copy must not touch.</summary>
    public static Scenario AlreadyCompleted { get; } = NeverIssued with
    {
        Id = "upload-part-copy/unknown-upload-id/completed",
        Claim = "A copy into a completed upload is refused, and the object made of it stays.",
        Given = [.. NeverIssued.Given, Given.CompletedUpload(Slot.Upload, Completed)],
        When = Copy with { UploadId = UploadId.Of(Slot.Upload), PartNumber = 2 },
        Then =
        [
            .. Answers.Refused(404, "NoSuchUpload", "upc.upid.completed"),
            Check.Afterwards("read the completed object", new GetObjectRequest(), Check.BodyIs(Completed.All)).Cites("inv.dest-untouched"),
        ],
    };

    /// <summary>An upload belongs to its key.</summary>
    public static Scenario OfAnotherKey { get; } = NeverIssued with
    {
        Id = "upload-part-copy/unknown-upload-id/other-key",
        Claim = "The id of an upload is refused under any other key, and neither key is touched.",
        Given = [.. NeverIssued.Given, Given.OpenUpload(Slot.Upload)],
        When = Copy with { UploadId = UploadId.Of(Slot.Upload), Key = "{prefix}other-key" },
        Then =
        [
            .. Answers.Refused(404, "NoSuchUpload", "upc.upid.other-key"),
            Check.PartNumbersAre().Cites("upc.upid.other-key"),
            Check.Afterwards("head the other key", new GetObjectRequest { Head = true, Key = "{prefix}other-key" }, Check.Status(404)).Cites("inv.dest-untouched"),
        ],
    };

    /// <summary>An upload belongs to its bucket.</summary>
    public static Scenario OfAnotherBucket { get; } = NeverIssued with
    {
        Id = "upload-part-copy/unknown-upload-id/other-bucket",
        Claim = "The id of an upload is refused in any other bucket.",
        Given = [.. NeverIssued.Given, Given.OpenUpload(Slot.Upload)],
        When = Copy with { UploadId = UploadId.Of(Slot.Upload), Bucket = Bucket.Second, Key = "{destination}" },
        Then = [.. Answers.Refused(404, "NoSuchUpload", "upc.upid.other-bucket"), Check.PartNumbersAre().Cites("upc.upid.other-bucket")],
    };

    /// <summary>An id is not compared without regard to case.</summary>
    public static Scenario CaseSwapped { get; } = NeverIssued with
    {
        Id = "upload-part-copy/unknown-upload-id/case-swapped",
        Claim = "An upload id with the case of its letters swapped names no upload.",
        Given = [.. NeverIssued.Given, Given.OpenUpload(Slot.Upload)],
        When = Copy with { UploadId = UploadId.CaseSwapped(Slot.Upload) },
        Then = [.. Answers.Refused(404, "NoSuchUpload", "upc.upid.case-sensitive"), Check.PartNumbersAre().Cites("upc.upid.case-sensitive")],
    };

    /// <summary>Two faults at once: no order of checks is documented.</summary>
    public static Scenario MissingSourceToo { get; } = NeverIssued with
    {
        Id = "upload-part-copy/unknown-upload-id/missing-source-too",
        Claim = "If upload id and source are both unknown, one of the two is reported.",
        When = Copy with { CopySource = "{bucket}/{prefix}no-such-key" },
        Then =
        [
            Check.Status(400, 404, 412).Cites("upc.upid.checked-after-source"),
            Check.ErrorCode("NoSuchUpload", "NoSuchKey").Cites("upc.upid.checked-after-source"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All => [NeverIssued, Aborted, AlreadyCompleted, OfAnotherKey, OfAnotherBucket, CaseSwapped, MissingSourceToo, .. HostileUploadId.All];
}
