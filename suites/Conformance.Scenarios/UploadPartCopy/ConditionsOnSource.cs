namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Which object the conditions are judged on: the version named, the source and not the destination, the source as it is now.</summary>
public static class ConditionsOnSource
{
    private const string Key = "conditioned";

    private static readonly Slot Current = Slot.OtherSource;
    private static readonly Content Old = Content.Generated("conditioned-old", 64);
    private static readonly Content New = Content.Generated("conditioned-new", 96);

    private static readonly Scenario Versions = new()
    {
        Id = "",
        Claim = "",
        Given =
        [
            Given.StoredObject(Slot.Source, Old, Key, Bucket.Versioned),
            Given.StoredObject(Current, New, Key, Bucket.Versioned),
            Given.OpenUpload(Slot.Upload),
        ],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly (string Row, bool OfOld, string Header, string Value, string What, bool IsTrue)[] OnVersions =
    [
        ("old-by-its-etag", true, ConditionHeaders.IfMatch, "{etag:source}", "With if-match on its own ETag the old version is copied", true),
        ("old-by-current-etag", true, ConditionHeaders.IfMatch, "{etag:other-source}", "With if-match on the ETag of the current version the old one is not copied", false),
        ("old-but-not-its-etag", true, ConditionHeaders.IfNoneMatch, "{etag:source}", "With if-none-match on its own ETag the old version is not copied", false),
        ("old-but-not-current-etag", true, ConditionHeaders.IfNoneMatch, "{etag:other-source}", "With if-none-match on the ETag of the current version the old one is copied", true),
        ("current-by-its-etag", false, ConditionHeaders.IfMatch, "{etag:other-source}", "Without a version id, if-match on the ETag of the current version lets it be copied", true),
        ("current-by-old-etag", false, ConditionHeaders.IfMatch, "{etag:source}", "Without a version id, if-match on the ETag of the old version fails", false),
    ];

    private static readonly (string Row, bool OfOld, string Header, string Value, string What, bool IsTrue)[] OnTimes =
    [
        ("old-unmodified", true, ConditionHeaders.IfUnmodifiedSince, "{modified:source;1}", "The old version was not modified since a time before the current one was stored", true),
        ("old-not-modified", true, ConditionHeaders.IfModifiedSince, "{modified:source;1}", "The old version was not modified after a time before the current one was stored", false),
        ("old-modified-equal", true, ConditionHeaders.IfModifiedSince, "{modified:source;0}", "The old version was not modified after the second of its last change", false),
        ("current-modified", false, ConditionHeaders.IfModifiedSince, "{modified:source;1}", "The current version was modified after a time since when the old one was not", true),
        ("current-not-unmodified", false, ConditionHeaders.IfUnmodifiedSince, "{modified:source;1}", "The current version was modified since a time after the old one was stored", false),
    ];

    private static readonly Scenario Guarded = new()
    {
        Id = "upload-part-copy/condition-on-each-part/overwritten",
        Claim = "When the source is overwritten between two copies with the same if-match, the second is refused and the first part stays.",
        Given =
        [
            Given.StoredObject(Slot.OtherSource, Old, Key),
            Given.OpenUpload(Slot.Upload),
            Given.CopiedPart(Slot.Upload, 1, Slot.OtherSource) with { Headers = [new HeaderLine(ConditionHeaders.IfMatch.ToLowerInvariant(), "{etag:other-source}")] },
            Given.Done(new PutObjectRequest { Key = "{prefix}" + Key, Content = New }),
        ],
        When = ConditionHeaders.Copy(ConditionHeaders.IfMatch, "{etag:other-source}") with { PartNumber = 2, CopySource = Slot.OtherSource },
        Then =
        [
            .. ConditionHeaders.Refused(ConditionHeaders.IfMatch, "upc.cond.multi-part-consistency"),
            Check.IfRefused(Check.AssembledIs(Old.All)).Cites("upc.cond.multi-part-consistency"),
        ],
    };

    private static readonly Scenario Places = new()
    {
        Id = "",
        Claim = "",
        // The source is older than the object at the destination, and differs from it.
        Given =
        [
            Given.StoredObject(Slot.Source, 64),
            Given.Aged(Slot.Source, ConditionHeaders.Age),
            Given.StoredObject(Slot.OtherSource, New, key: "destination"),
            Given.OpenUpload(Slot.Upload),
        ],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly (string Row, string Header, string Value, string? RefusedBy, string Cites)[] OnDestination =
    [
        ("if-match-of-destination", ConditionHeaders.IfMatch, "{etag:other-source}", ConditionHeaders.IfMatch, "upc.cond.if-match-false"),
        ("if-none-match-of-destination", ConditionHeaders.IfNoneMatch, "{etag:other-source}", null, "upc.cond.if-none-match-true"),
        ("if-unmodified-since-before-destination", ConditionHeaders.IfUnmodifiedSince, "{modified:source;1}", null, "upc.cond.if-unmodified-true"),
        ("if-modified-since-before-destination", ConditionHeaders.IfModifiedSince, "{modified:source;1}", ConditionHeaders.IfModifiedSince, "upc.cond.if-modified-false"),
    ];

    private static readonly (string Row, string Tag, bool IsTrue)[] SameKey = [("etag-in-source-bucket", "{etag:source}", true), ("etag-in-destination-bucket", "{etag:other-source}", false)];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. OnVersions.Select(OnVersion),
        .. OnTimes.Select(OnVersion).Select(s => s with { Given = s.Given.Insert(1, Given.Aged(Slot.Source, ConditionHeaders.Age)) }),
        Versions with
        {
            Id = "upload-part-copy/condition-on-version/behind-delete-marker",
            Claim = "A condition on the ETag that the key had does not hide that its current version is a delete marker.",
            Given = [.. Versions.Given, Given.DeletedObject(Current)],
            When = ConditionHeaders.Copy(ConditionHeaders.IfMatch, "{etag:other-source}") with { CopySource = Current },
            Then = [.. Answers.Refused(404, "NoSuchKey", "upc.cond.missing-source")],
        },
        Guarded,
        Guarded with
        {
            Id = "upload-part-copy/condition-on-each-part/overwritten-with-the-same",
            Claim = "A source overwritten with the same bytes still has the ETag that if-match names.",
            Given = [.. Guarded.Given.SkipLast(2), Given.Done(new PutObjectRequest { Key = "{prefix}" + Key, Content = Old })],
            When = ConditionHeaders.Copy(ConditionHeaders.IfMatch, "{etag:other-source}") with { CopySource = Slot.OtherSource },
            Then = [.. ConditionHeaders.Copied(Old.All, "upc.cond.if-match-true")],
        },
        Guarded with
        {
            Id = "upload-part-copy/condition-on-each-part/overwritten-later",
            Claim = "A source overwritten after the time in if-unmodified-since is not copied.",
            Given = [Guarded.Given[0], Given.Aged(Slot.OtherSource, ConditionHeaders.Age), Guarded.Given[1], Guarded.Given[^1]],
            When = ConditionHeaders.Copy(ConditionHeaders.IfUnmodifiedSince, "{modified:other-source;1}") with { CopySource = Slot.OtherSource },
            Then = [.. ConditionHeaders.Refused(ConditionHeaders.IfUnmodifiedSince, "upc.cond.if-unmodified-false")],
        },
        .. OnDestination.Select(row => Places with
        {
            Id = $"upload-part-copy/condition-on-source/{row.Row}",
            Claim = $"{row.Header.ToLowerInvariant()} is judged on the source, not on the object at the destination.",
            When = ConditionHeaders.Copy(row.Header, row.Value),
            Then = [.. row.RefusedBy is { } header ? ConditionHeaders.Refused(header, row.Cites) : ConditionHeaders.Copied(Content.Generated(Slot.Source.Name, 64).All, row.Cites)],
        }),
        .. SameKey.Select(row => Places with
        {
            Id = $"upload-part-copy/condition-on-source/{row.Row}",
            Claim = $"Of two objects with one key, if-match is judged on the one in the bucket of the source: {(row.IsTrue ? "its" : "the other")} ETag {(row.IsTrue ? "matches" : "does not match")}.",
            Given = [Given.StoredObject(Slot.Source, Old, Key, Bucket.Second), Given.StoredObject(Slot.OtherSource, New, Key), Given.OpenUpload(Slot.Upload)],
            When = ConditionHeaders.Copy(ConditionHeaders.IfMatch, row.Tag),
            Then = [.. row.IsTrue ? ConditionHeaders.Copied(Old.All, "upc.cond.if-match-true") : ConditionHeaders.Refused(ConditionHeaders.IfMatch, "upc.cond.if-match-false")],
        }),
    ];

    private static Scenario OnVersion((string Row, bool OfOld, string Header, string Value, string What, bool IsTrue) row) => Versions with
    {
        Id = $"upload-part-copy/condition-on-version/{row.Row}",
        Claim = row.What + ".",
        When = ConditionHeaders.Copy(row.Header, row.Value) with { CopySource = row.OfOld ? "{source:source}?versionId={version:source}" : "{source:source}" },
        Then =
        [
            .. row.IsTrue
                ? ConditionHeaders.Copied((row.OfOld ? Old : New).All, "upc.cond.applies-to-version")
                : ConditionHeaders.Refused(row.Header, "upc.cond.applies-to-version"),
        ],
    };
}
