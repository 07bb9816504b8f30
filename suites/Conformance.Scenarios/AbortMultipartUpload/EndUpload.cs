namespace Conformance.Scenarios.AbortMultipartUpload;

/// <summary>What aborting an upload ends, what it must leave alone, and what is seen afterwards.</summary>
public static class EndUpload
{
    private static readonly Content Existing = Content.Text("the object that was there before");
    private static readonly AbortMultipartUploadRequest Abort = new();
    private static readonly ListPartsRequest ListParts = new();

    private static readonly Scenario Baseline = new()
    {
        Id = "abort-multipart-upload/end-upload/with-copied-part",
        Claim = "Aborting an upload is answered 204 without a body, and its parts are gone.",
        Given = [Given.StoredObject(Slot.Source, sizeBytes: 64), Given.OpenUpload(Slot.Upload), Given.CopiedPart(Slot.Upload, 1, Slot.Source)],
        When = Abort,
        Then =
        [
            Check.Status(204).Cites("abort.basic", "jd.abort.204"),
            Check.BodyEmpty().Cites("abort.basic"),
            Check.Afterwards("list the parts", ListParts, Check.Status(404)).Cites("abort.basic"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "abort-multipart-upload/end-upload/unknown",
            Claim = "Aborting an upload id that was never given out is refused.",
            Given = [],
            When = Abort with { UploadId = UploadId.NeverIssued },
            Then =
            [
                .. Answers.Refused(404, "NoSuchUpload", "abort.unknown"),
                Check.WhenCode("NoSuchUpload", Check.ErrorElement("UploadId")).Cites("err.no-such-upload-element"),
            ],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/end-upload/other-key",
            Claim = "Aborting with the id of an upload for another key is refused, and that upload stays open.",
            When = Abort with { Key = "{prefix}other-key" },
            Then = [.. Answers.Refused(404, "NoSuchUpload", "abort.wrong-key"), Check.PartsUnchanged().Cites("abort.wrong-key")],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/end-upload/missing-bucket",
            Claim = "Aborting in a bucket that does not exist is refused.",
            Given = [],
            When = Abort with { UploadId = UploadId.NeverIssued, Bucket = Bucket.Missing },
            Then = [.. Answers.Refused(404, "NoSuchBucket", "abort.no-bucket")],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/end-upload/destination-stays-empty",
            Claim = "After an abort a new key has no object.",
            Then = [Check.Afterwards("head the key", new GetObjectRequest { Head = true }, Check.Status(404)).Cites("abort.no-object-left")],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/end-upload/existing-object",
            Claim = "After an abort a key that had an object still has it.",
            Given = [.. Baseline.Given, Given.StoredObject(Slot.OtherSource, Existing, key: "destination")],
            Then =
            [
                Check.SourceUnchanged(Slot.OtherSource).Cites("abort.no-object-left"),
                Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Existing.All)).Cites("abort.no-object-left"),
            ],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/end-upload/source-unchanged",
            Claim = "Aborting an upload leaves the object that its parts were copied from.",
            Then = [Check.SourceUnchanged().Cites("upc.src.source-unchanged")],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/end-upload/other-upload-of-the-key",
            Claim = "Aborting an upload leaves another upload of the same key.",
            Given = [.. Baseline.Given, Given.OpenUpload(Slot.OtherUpload), Given.CopiedPart(Slot.OtherUpload, 3, Slot.Source)],
            Then = [Check.Status(204).Cites("abort.basic"), Check.PartsUnchanged(Slot.OtherUpload).Cites("upc.upid.distinct")],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/end-upload/again",
            Claim = "A second abort of an upload is answered 204, or 404 NoSuchUpload.",
            Times = 2,
            Then = [Check.Status(204, 404).Cites("abort.repeat"), Check.WhenStatus(404, Check.ErrorCode("NoSuchUpload")).Cites("abort.repeat")],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/end-upload/initiated-time-of-another",
            Claim = "x-amz-if-match-initiated-time, a header for directory buckets, is evaluated or ignored.",
            When = Abort.With("x-amz-if-match-initiated-time", "Mon, 11 Apr 2011 20:34:56 GMT"),
            Then = [Check.Status(204, 412).Cites("abort.if-match-initiated")],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/end-upload/completed",
            Claim = "Aborting a completed upload does not touch the object it made.",
            Given = [Given.CompletedUpload(Slot.Upload, Existing)],
            Then =
            [
                Check.Status(204, 404).Cites("abort.after-complete"),
                Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Existing.All)).Cites("abort.after-complete"),
            ],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/end-upload/empty-upload-id",
            Claim = "DELETE with an empty uploadId is never taken for DeleteObject.",
            Given = [Given.StoredObject(Slot.OtherSource, Existing, key: "destination")],
            When = Abort with { UploadId = QueryValue.Raw("") },
            Then =
            [
                Check.Status(204, 400, 404).Cites("abort.empty-upload-id"),
                Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Existing.All)).Cites("abort.empty-upload-id"),
            ],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/end-upload/not-listed",
            Claim = "An aborted upload is no longer among the uploads of the bucket.",
            Then =
            [
                Check.Status(204).Cites("abort.basic"),
                Check.Afterwards(
                    "list the uploads",
                    new ListMultipartUploadsRequest { ExtraQuery = "prefix={destination}" },
                    Check.NoDescendant("UploadId", "{raw-upload:upload}")).Cites("abort.upload-unlisted"),
            ],
        },
    ];
}
