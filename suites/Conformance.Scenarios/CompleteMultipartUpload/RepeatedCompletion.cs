namespace Conformance.Scenarios.CompleteMultipartUpload;

/// <summary>What a completion sent a second time does.</summary>
public static class RepeatedCompletion
{
    private static readonly Content Small = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content Other = Content.Generated("uploaded-part", 200);
    private static readonly CompleteMultipartUploadRequest Complete = new();

    private static readonly Scenario Baseline = new()
    {
        Id = "complete-multipart-upload/repeated-completion/unchanged",
        Claim = "A successful completion sent once more is answered 200 with the same ETag, or as an unknown upload.",
        Given = [Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload), Given.CopiedPart(Slot.Upload, 1, Slot.Source)],
        When = Complete,
        Times = 2,
        Then =
        [
            Check.Status(200).Cites("cmu.repeat"),
            Check.IfAccepted(Check.SameEachTime("ETag")).Cites("cmu.repeat"),
            Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Small.All)).Cites("cmu.repeat-different"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "complete-multipart-upload/repeated-completion/other-list",
            Claim = "Repeating a completion with another part list leaves the object as it was.",
            Given = [.. Baseline.Given, Given.Done(Complete)],
            Times = 1,
            When = Complete with { Parts = [new(1, "\"0123456789abcdef0123456789abcdef\"")] },
            Then =
            [
                Check.Status(200, 400, 404).Cites("cmu.repeat-different"),
                Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Small.All)).Cites("cmu.repeat-different"),
            ],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/repeated-completion/other-part",
            Claim = "Repeating a completion with a part that it left out leaves the object as it was.",
            Given = [.. Baseline.Given, Given.UploadedPart(Slot.Upload, 2, Other), Given.Done(Complete with { Parts = [new(1)] })],
            Times = 1,
            When = Complete with { Parts = [new(2)] },
            Then =
            [
                Check.Status(200, 400, 404).Cites("cmu.repeat-different"),
                Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Small.All)).Cites("cmu.repeat-different"),
                Check.Afterwards("head the object", new GetObjectRequest { Head = true }, Check.HeaderIs("Content-Length", $"{Small.SizeBytes}")).Cites("cmu.repeat-different"),
            ],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/repeated-completion/after-delete",
            Claim = "Once the object has been deleted, repeating its completion does not bring it back.",
            Given = [.. Baseline.Given, Given.Done(Complete), Given.Done(new DeleteObjectRequest())],
            Times = 1,
            Then =
            [
                .. Answers.Refused(404, "NoSuchUpload", "cmu.repeat-after-delete"),
                Check.Afterwards("head the object", new GetObjectRequest { Head = true }, Check.Status(404)).Cites("cmu.repeat-after-delete"),
            ],
        },
    ];
}
