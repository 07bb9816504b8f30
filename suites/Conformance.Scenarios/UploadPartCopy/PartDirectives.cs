namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Headers of CopyObject and CreateMultipartUpload on a part copy: they change nothing about the finished object.</summary>
public static class PartDirectives
{
    private const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";

    private static readonly Content Small = Content.Generated(Slot.Source.Name, 64);
    private static readonly SubresourceRequest GetTags = new("GetObjectTagging", Capabilities.Tagging) { RawQuery = "tagging=" };
    private static readonly SubresourceRequest GetAcl = new("GetObjectAcl", Capabilities.Acl) { RawQuery = "acl=" };

    private static readonly HeaderLine[] OfSource = [new("Content-Type", "image/x-other"), new("x-amz-meta-source", "of the source")];

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [Given.StoredObject(Slot.Source, Small) with { Headers = [.. OfSource] }, Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly (string Row, string What, HeaderLine[] Headers)[] MetadataDirectives =
    [
        ("metadata-directive-copy", "x-amz-metadata-directive: COPY", [new("x-amz-metadata-directive", "COPY")]),
        ("metadata-directive-replace", "x-amz-metadata-directive: REPLACE", [new("x-amz-metadata-directive", "REPLACE"), new("x-amz-meta-part", "of the part")]),
        ("metadata-directive-unknown", "an unknown x-amz-metadata-directive", [new("x-amz-metadata-directive", "SIDEWAYS")]),
    ];

    private static readonly (string Row, string What, HeaderLine[] Headers)[] Tags =
    [
        ("tagging", "x-amz-tagging", [new("x-amz-tagging", "of=part")]),
        ("tagging-directive-copy", "x-amz-tagging-directive: COPY", [new("x-amz-tagging-directive", "COPY")]),
        ("tagging-directive-replace", "x-amz-tagging-directive: REPLACE", [new("x-amz-tagging-directive", "REPLACE"), new("x-amz-tagging", "of=part")]),
    ];

    private static readonly (string Row, HeaderLine Header)[] Grants =
    [
        ("acl", new("x-amz-acl", "public-read")),
        ("grant-read", new("x-amz-grant-read", $"uri=\"{AllUsers}\"")),
    ];

    private static readonly (string Row, string? Created)[] Classes = [("storage-class", null), ("storage-class-of-creation", "REDUCED_REDUNDANCY")];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. MetadataDirectives.Select(row => Baseline with
        {
            Id = $"upload-part-copy/part-directives/{row.Row}",
            Claim = $"{row.What} on a part copy is ignored or refused; no metadata of the source or the part reaches the object.",
            When = new UploadPartCopyRequest { Headers = [.. row.Headers] },
            Then =
            [
                Check.Status(200, 400).Cites("upc.dir.metadata-directive-ignored"),
                Check.IfAccepted(Check.AssembledHeader("x-amz-meta-source", null)).Cites("upc.dir.metadata-directive-ignored"),
                Check.IfAccepted(Check.AssembledHeader("x-amz-meta-part", null)).Cites("upc.dir.metadata-directive-ignored"),
                Check.IfAccepted(Check.AssembledHeaderIsNot("Content-Type", "image/x-other")).Cites("upc.dir.metadata-directive-ignored"),
            ],
        }),
        Baseline with
        {
            Id = "upload-part-copy/part-directives/meta",
            Claim = "x-amz-meta-* headers on a part copy are not stored.",
            When = new UploadPartCopyRequest().With("x-amz-meta-part", "of the part"),
            Then =
            [
                Check.Status(200).Cites("upc.dir.meta-header-ignored"),
                Check.IfAccepted(Check.AssembledHeader("x-amz-meta-part", null)).Cites("upc.dir.meta-header-ignored"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/part-directives/content-type",
            Claim = "Content-Type and metadata of a part copy do not replace those that the upload was opened with.",
            Given = [Baseline.Given[0], Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine("Content-Type", "text/x-conformance"), new HeaderLine("x-amz-meta-colour", "green")] }],
            When = new UploadPartCopyRequest { Headers = [new("Content-Type", "image/x-part"), new("x-amz-meta-colour", "red")] },
            Then =
            [
                Check.IfAccepted(Check.AssembledHeader("Content-Type", "text/x-conformance")).Cites("cmu.dir.create-metadata-wins"),
                Check.IfAccepted(Check.AssembledHeader("x-amz-meta-colour", "green")).Cites("cmu.dir.create-metadata-wins"),
            ],
        },
        .. Tags.Select(row => Baseline with
        {
            Id = $"upload-part-copy/part-directives/{row.Row}",
            Claim = $"{row.What} on a part copy is ignored or refused; the object has the tags given at creation.",
            Given =
            [
                Given.StoredObject(Slot.Source, Small) with { Headers = [new HeaderLine("x-amz-tagging", "of=source")] },
                Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine("x-amz-tagging", "of=creation")] },
            ],
            When = new UploadPartCopyRequest { Headers = [.. row.Headers] },
            Then =
            [
                Check.Status(200, 400).Cites("upc.dir.tagging-ignored"),
                Check.IfAccepted(Check.OnceAssembled("read the tags", GetTags, Check.TagsAre(("of", "creation")))).Cites("upc.dir.tagging-ignored"),
            ],
        }),
        .. Grants.Select(row => Baseline with
        {
            Id = $"upload-part-copy/part-directives/{row.Row}",
            Claim = $"{row.Header.Name} on a part copy is ignored or refused; it makes nothing public.",
            When = new UploadPartCopyRequest { Headers = [row.Header] },
            Then =
            [
                Check.Status(200, 400).Cites("upc.dir.acl-ignored"),
                Check.IfAccepted(Check.OnceAssembled("read the ACL", GetAcl, Check.NoDescendant("URI", AllUsers))).Cites("upc.dir.acl-ignored"),
            ],
        }),
        .. Classes.Select(row => Baseline with
        {
            Id = $"upload-part-copy/part-directives/{row.Row}",
            Claim = $"x-amz-storage-class on a part copy is ignored or refused; the class is {row.Created ?? "STANDARD"}, as the upload was opened.",
            Given = [Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload) with { Headers = row.Created is null ? [] : [new HeaderLine("x-amz-storage-class", row.Created)] }],
            When = new UploadPartCopyRequest().With("x-amz-storage-class", "STANDARD_IA"),
            Then =
            [
                Check.Status(200, 400).Cites("upc.dir.storage-class-ignored"),
                Check.IfAccepted(Check.Afterwards("list the parts", new ListPartsRequest(), Check.ElementIs("StorageClass", row.Created ?? "STANDARD"))).Cites("upc.dir.storage-class-ignored"),
                Check.IfAccepted(Check.AssembledHeaderIsNot("x-amz-storage-class", "STANDARD_IA")).Cites("upc.dir.storage-class-ignored"),
            ],
        }),
    ];
}
