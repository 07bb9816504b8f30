namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The version called null: of objects older than versioning, and of those written while it is suspended.</summary>
public static class NullVersion
{
    private const string Header = "x-amz-copy-source-version-id";
    private const string Null = "{own-bucket}/{key:old}?versionId=null";

    private static readonly Slot Old = new("old");
    private static readonly Content First = Content.Generated(Old.Name, 10);
    private static readonly Content Second = Content.Generated(Slot.Source.Name, 64);

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/null-version/older-than-versioning",
        Claim = "versionId=null copies the object that was there before versioning, behind a later version.",
        Given = [Given.OwnBucket(), Stored(Old, First), Set("Enabled"), Stored(Slot.Source, Second), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest { CopySource = Null },
        Then = [.. TakesNull(First)],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "upload-part-copy/null-version/not-selected-unasked",
            Claim = "Without a versionId the later version is copied, not the null one.",
            When = new UploadPartCopyRequest { CopySource = "{own-bucket}/{key:old}" },
            Then = [.. CopyAnswers.Takes(Second.All, "upc.ver.current-default"), Check.IfAccepted(Check.HeaderBound(Header, "{version:source}")).Cites("upc.rh.copy-source-version")],
        },
        Baseline with
        {
            Id = "upload-part-copy/null-version/written-while-suspended",
            Claim = "versionId=null copies the object that was written while versioning was suspended.",
            Given = [Given.OwnBucket("Enabled"), Stored(new Slot("numbered"), Second), Set("Suspended"), Stored(Old, First), Given.OpenUpload(Slot.Upload)],
        },
        Baseline with
        {
            Id = "upload-part-copy/null-version/overwritten-while-suspended",
            Claim = "Of two objects written while versioning was suspended the later one is the null version.",
            Given = [Given.OwnBucket("Enabled"), Set("Suspended"), Stored(new Slot("overwritten"), Second), Stored(Old, First), Given.OpenUpload(Slot.Upload)],
        },
        Baseline with
        {
            Id = "upload-part-copy/null-version/not-there",
            Claim = "versionId=null is refused when every version of the key has a number.",
            Given = [Given.OwnBucket("Enabled"), Stored(Old, First), Given.OpenUpload(Slot.Upload)],
            Then = [.. CopyAnswers.RefusesSource(404, ["NoSuchVersion"], "upc.ver.unknown")],
        },
        Baseline with
        {
            Id = "upload-part-copy/null-version/never-versioned",
            Claim = "versionId=null names the object of a bucket that was never versioned.",
            Given = [Given.StoredObject(Slot.Source, Second), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = "{source:source}?versionId=null" },
            Then = [.. CopyAnswers.Takes(Second.All, "upc.ver.null")],
        },
        Baseline with
        {
            Id = "upload-part-copy/suspended-source/numbered",
            Claim = "A version made before versioning was suspended is copied by its id.",
            Given = [Given.OwnBucket("Enabled"), Stored(Old, First), Set("Suspended"), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = "{own-bucket}/{key:old}?versionId={version:old}" },
            Then = [.. TakesOld],
        },
        Baseline with
        {
            Id = "upload-part-copy/suspended-source/numbered-behind-null",
            Claim = "A version made before versioning was suspended is copied by its id behind a null version.",
            Given = [Given.OwnBucket("Enabled"), Stored(Old, First), Set("Suspended"), Stored(new Slot("null-version"), Second), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = "{own-bucket}/{key:old}?versionId={version:old}" },
            Then = [.. TakesOld],
        },
        Baseline with
        {
            Id = "upload-part-copy/suspended-source/current-numbered",
            Claim = "A version made before versioning was suspended stays the current one until it is overwritten.",
            Given = [Given.OwnBucket("Enabled"), Stored(Old, First), Set("Suspended"), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = "{own-bucket}/{key:old}" },
            Then = [.. TakesOld],
        },
        Baseline with
        {
            Id = "upload-part-copy/suspended-source/enabled-again",
            Claim = "A version survives versioning being suspended and enabled again.",
            Given = [Given.OwnBucket("Enabled"), Stored(Old, First), Set("Suspended"), Set("Enabled"), Stored(Slot.Source, Second), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = "{own-bucket}/{key:old}?versionId={version:old}" },
            Then = [.. TakesOld],
        },
    ];

    private static CitedCheck[] TakesOld =>
        [.. CopyAnswers.Takes(First.All, "upc.ver.suspended-source"), Check.IfAccepted(Check.HeaderBound(Header, "{version:old}")).Cites("upc.ver.suspended-source")];

    private static CitedCheck[] TakesNull(Content content) =>
        [.. CopyAnswers.Takes(content.All, "upc.ver.null"), Check.IfAccepted(Check.HeaderIs(Header, "null")).Cites("upc.ver.null")];

    private static Given Stored(Slot slot, Content content) => Given.StoredObject(slot, content, "k", Bucket.Own);

    private static Given Set(string status) => Versions.Set(status);
}
