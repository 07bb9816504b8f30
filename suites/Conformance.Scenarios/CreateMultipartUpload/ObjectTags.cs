namespace Conformance.Scenarios.CreateMultipartUpload;

/// <summary>Tags, storage class and ACL: given when the upload is opened, shown by the finished object.</summary>
public static class ObjectTags
{
    private const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";

    private static readonly Content Small = Content.Generated(Slot.Source.Name, 64);
    private static readonly SubresourceRequest GetTags = new("GetObjectTagging", Capabilities.Tagging) { RawQuery = "tagging=" };
    private static readonly SubresourceRequest GetAcl = new("GetObjectAcl", Capabilities.Acl) { RawQuery = "acl=" };

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly (string Row, string What, string Tagging, (string, string)[] Tags)[] Tagged =
    [
        ("two-tags", "two tags", "colour=green&size=64", [("colour", "green"), ("size", "64")]),
        ("encoded-tag", "a tag with encoded characters", "a%20key%2B=v%3Dal%20ue%2F%40", [("a key+", "v=al ue/@")]),
        ("tag-without-value", "a tag without a value", "alone=", [("alone", "")]),
        ("ten-tags", "ten tags", Many(10), [.. Enumerable.Range(1, 10).Select(n => ($"k{n}", $"v{n}"))]),
    ];

    private static readonly (string Row, string What, string Tagging)[] Untaggable =
    [
        ("eleven-tags", "eleven tags", Many(11)),
        ("key-twice", "one tag key twice", "colour=green&colour=red"),
        ("key-129", "a tag key of 129 characters", new string('k', 129) + "=v"),
        ("value-257", "a tag value of 257 characters", "k=" + new string('v', 257)),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Tagged.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/object-tags/{row.Row}",
            Claim = $"An upload opened with {row.What} gives an object with exactly these, whatever tags the source has.",
            Given = [Given.StoredObject(Slot.Source, Small) with { Headers = [new HeaderLine("x-amz-tagging", "of=source")] }, Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine("x-amz-tagging", row.Tagging)] }],
            Then = [Check.IfAccepted(Check.OnceAssembled("read the tags", GetTags, Check.TagsAre(row.Tags))).Cites("cmu.dir.create-metadata-wins")],
        }),
        Baseline with
        {
            Id = "create-multipart-upload/object-tags/none",
            Claim = "An upload opened without tags gives an object without, though its source has some.",
            Given = [Given.StoredObject(Slot.Source, Small) with { Headers = [new HeaderLine("x-amz-tagging", "of=source")] }, Given.OpenUpload(Slot.Upload)],
            Then = [Check.IfAccepted(Check.OnceAssembled("read the tags", GetTags, Check.TagsAre())).Cites("cmu.dir.create-metadata-wins")],
        },
        .. Untaggable.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/refused-create/{row.Row}",
            Claim = $"Opening an upload with {row.What} is refused.",
            Given = [],
            When = new CreateMultipartUploadRequest().With("x-amz-tagging", row.Tagging),
            Then = [Check.Status(400).Cites("create.tagging-invalid"), Check.ErrorCode("InvalidTag", "BadRequest", "InvalidArgument").Cites("create.tagging-invalid")],
        }),
        .. new[] { "REDUCED_REDUNDANCY", "STANDARD_IA" }.Select(storageClass => Baseline with
        {
            Id = $"create-multipart-upload/storage-class/{storageClass.ToLowerInvariant().Replace('_', '-')}",
            Claim = $"An upload opened for {storageClass} is listed with that class and gives an object of it.",
            Given = [Baseline.Given[0], Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine("x-amz-storage-class", storageClass)] }],
            Then =
            [
                Check.IfAccepted(Check.Afterwards("list the parts", new ListPartsRequest(), Check.ElementIs("StorageClass", storageClass))).Cites("lp.storage-class"),
                Check.IfAccepted(Check.AssembledHeader("x-amz-storage-class", storageClass)).Cites("cmu.dir.create-metadata-wins"),
            ],
        }),
        Baseline with
        {
            Id = "create-multipart-upload/storage-class/not-of-source",
            Claim = "An upload opened without a class gives a STANDARD object, though its source is of another class.",
            Given = [Given.StoredObject(Slot.Source, Small) with { Headers = [new HeaderLine("x-amz-storage-class", "STANDARD_IA")] }, Given.OpenUpload(Slot.Upload)],
            Then = [Check.IfAccepted(Check.AssembledHeaderIsNot("x-amz-storage-class", "STANDARD_IA")).Cites("cmu.dir.create-metadata-wins")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/refused-create/unknown-storage-class",
            Claim = "Opening an upload for a storage class that does not exist is refused.",
            Given = [],
            When = new CreateMultipartUploadRequest().With("x-amz-storage-class", "LUKEWARM"),
            Then = [.. Answers.Refused(400, "InvalidStorageClass", "create.storage-class")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/object-acl/public-read",
            Claim = "An upload opened with the canned ACL public-read gives an object that everybody may read.",
            Given = [Baseline.Given[0], Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine("x-amz-acl", "public-read")] }],
            Then = [Check.IfAccepted(Check.OnceAssembled("read the ACL", GetAcl, Check.DescendantIs("URI", AllUsers))).Cites("cmu.dir.create-acl")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/object-acl/not-of-source",
            Claim = "An upload opened without an ACL gives a private object, though everybody may read its source.",
            Given = [Given.StoredObject(Slot.Source, Small) with { Headers = [new HeaderLine("x-amz-acl", "public-read")] }, Given.OpenUpload(Slot.Upload)],
            Then = [Check.IfAccepted(Check.OnceAssembled("read the ACL", GetAcl, Check.NoDescendant("URI", AllUsers))).Cites("upc.dir.acl-ignored")],
        },
    ];

    private static string Many(int count) => string.Join('&', Enumerable.Range(1, count).Select(n => $"k{n}=v{n}"));
}
