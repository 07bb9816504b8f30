namespace Conformance.Scenarios.ListMultipartUploads;

/// <summary>Which requests list uploads, and which are refused.</summary>
public static class ListingRequest
{
    private static readonly Scenario Baseline = new()
    {
        Id = "list-multipart-uploads/listing-request/uploads-without-equals",
        Claim = "?uploads without an equals sign lists the uploads.",
        Given = Opened.All("key"),
        When = new ListMultipartUploadsRequest { RawQuery = "prefix={encoded-prefix}&uploads" },
        Then =
        [
            Check.Status(200).Cites("lmu.uploads-empty-value"),
            Check.ListsUploads(new Slot("key")).Cites("lmu.uploads-empty-value"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "list-multipart-uploads/listing-request/operation-named",
            Claim = "The parameter x-id, by which SDKs name the operation, changes nothing.",
            When = Opened.List("x-id=ListMultipartUploads"),
            Then = [Check.Status(200).Cites("lmu.basic"), Check.ListsUploads(new Slot("key")).Cites("lmu.basic")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/listing-request/missing-bucket",
            Claim = "Listing the uploads of a bucket that does not exist is refused.",
            Given = [],
            When = new ListMultipartUploadsRequest { Bucket = Bucket.Missing },
            Then = [.. Answers.Refused(404, "NoSuchBucket", "lmu.no-bucket")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/listing-request/anonymous",
            Claim = "Listing the uploads of a private bucket without authentication is refused.",
            Given = [],
            When = new ListMultipartUploadsRequest { Signing = new SigningPlan { Mode = SigningMode.Anonymous } },
            Then = [.. Answers.Refused(403, "AccessDenied", "lmu.anonymous")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/listing-request/of-a-key",
            Claim = "GET ?uploads of a key is refused.",
            Given = [Given.OpenUpload(Slot.Upload)],
            When = new ListMultipartUploadsRequest { Key = "{destination}" },
            Then = [.. Answers.Refused(400, "InvalidRequest", "lmu.on-key")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/listing-request/of-the-key-of-an-object",
            Claim = "GET ?uploads of the key of an object is refused as well.",
            Given = [Given.StoredObject(Slot.Source, Content.Text("not to be sent"), key: "destination")],
            When = new ListMultipartUploadsRequest { Key = "{destination}" },
            Then = [.. Answers.Refused(400, "InvalidRequest", "lmu.on-key")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/listing-request/with-upload-id",
            Claim = "GET ?uploads of a bucket with an uploadId is refused as contradictory.",
            Given = [Given.OpenUpload(Slot.Upload)],
            When = Opened.List("uploadId={upload:upload}"),
            Then = [.. Answers.Refused(400, "InvalidArgument", "upc.upid.conflict-uploads")],
        },
    ];
}
