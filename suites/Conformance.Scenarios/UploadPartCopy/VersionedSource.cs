namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Which version of the source is copied, and what the answer calls it.</summary>
public static class VersionedSource
{
    private const string Header = "x-amz-copy-source-version-id";
    private const string Named = "{versioned-bucket}/{key:old}?versionId={version:old}";
    private const string Unnamed = "{versioned-bucket}/{key:source}";

    private static readonly Slot Old = new("old");
    private static readonly Slot Middle = new("middle");
    private static readonly Slot Marker = new("marker");
    private static readonly Content First = Content.Generated(Old.Name, 10);
    private static readonly Content Second = Content.Generated(Slot.Source.Name, 5);
    private static readonly Content Between = Content.Generated(Middle.Name, 20);
    private static readonly Given[] TwoVersions = [Stored(Old, First), Stored(Slot.Source, Second), Given.OpenUpload(Slot.Upload)];

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/versioned-source/old-by-id",
        Claim = "The version that versionId names is copied though it is not the current one, and named in the answer.",
        Given = [.. TwoVersions],
        When = new UploadPartCopyRequest { CopySource = Named },
        Then = [.. CopyAnswers.Takes(First.All, "upc.ver.explicit"), Check.IfAccepted(Check.HeaderBound(Header, "{version:old}")).Cites("upc.rh.copy-source-version")],
    };

    private static readonly Scenario Current = Baseline with
    {
        Id = "upload-part-copy/versioned-source/current",
        Claim = "Without a versionId the current version is copied and named in the answer.",
        When = new UploadPartCopyRequest { CopySource = Unnamed },
        Then = [.. CopyAnswers.Takes(Second.All, "upc.ver.current-default"), Check.IfAccepted(Check.HeaderBound(Header, "{version:source}")).Cites("upc.ver.current-default")],
    };

    private static readonly CitedCheck[] TakesCurrent =
        [.. CopyAnswers.Takes(Second.All, "upc.ver.current-default"), Check.IfAccepted(Check.HeaderBound(Header, "{version:source}")).Cites("upc.rh.copy-source-version")];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Current,
        Baseline with
        {
            Id = "upload-part-copy/versioned-source/leading-slash",
            Claim = "A versionId is read as well when the copy source begins with a slash.",
            When = new UploadPartCopyRequest { CopySource = "/" + Named },
        },
        Baseline with
        {
            Id = "upload-part-copy/versioned-source/current-by-id",
            Claim = "The current version can be named by its id.",
            When = new UploadPartCopyRequest { CopySource = "{versioned-bucket}/{key:source}?versionId={version:source}" },
            Then = [.. CopyAnswers.Takes(Second.All, "upc.ver.explicit"), Check.IfAccepted(Check.HeaderBound(Header, "{version:source}")).Cites("upc.rh.copy-source-version")],
        },
        Baseline with
        {
            Id = "upload-part-copy/versioned-source/one-of-three",
            Claim = "Of three versions the middle one is copied when it is named.",
            Given = [Stored(Old, First), Stored(Middle, Between), Stored(Slot.Source, Second), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = "{versioned-bucket}/{key:middle}?versionId={version:middle}" },
            Then = [.. CopyAnswers.Takes(Between.All, "upc.ver.explicit"), Check.IfAccepted(Check.HeaderBound(Header, "{version:middle}")).Cites("upc.rh.copy-source-version")],
        },
        Baseline with
        {
            Id = "upload-part-copy/versioned-source/into-the-same-key",
            Claim = "An old version is copied into an upload of its own key and bucket.",
            Given = [Stored(Old, First, "destination"), Stored(Slot.Source, Second, "destination"), Given.OpenUpload(Slot.Upload, bucket: Bucket.Versioned)],
        },
        Baseline with
        {
            Id = "upload-part-copy/versioned-source/range-of-longer-old",
            Claim = "A range past the end of the current version is copied from a longer old one that is named.",
            When = new UploadPartCopyRequest { CopySource = Named, Range = "bytes=3-9" },
            Then = [Check.Status(200).Cites("upc.ver.range-on-version", "upc.range.small-source"), .. CopyAnswers.HoldsSlice(First.From(3, 9), "upc.ver.range-on-version")],
        },
        Baseline with
        {
            Id = "upload-part-copy/versioned-source/whole-of-longer-old",
            Claim = "A range that is all of a longer old version is copied whole.",
            When = new UploadPartCopyRequest { CopySource = Named, Range = "bytes=0-9" },
            Then = [Check.Status(200).Cites("upc.ver.range-on-version", "upc.range.small-source"), .. CopyAnswers.HoldsSlice(First.All, "upc.ver.range-on-version")],
        },
        Baseline with
        {
            Id = "upload-part-copy/versioned-source/range-past-shorter-old",
            Claim = "A range that only the current version is long enough for is refused for the old one that is named.",
            Given = [Stored(Old, Second), Stored(Slot.Source, First), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = Named, Range = "bytes=0-9" },
            Then = [.. CopyAnswers.RefusesRangeOfSmallSource(["InvalidArgument"], "upc.range.last-beyond-end"), Check.Refused().Cites("upc.ver.range-on-version")],
            Dialects = [Dialect.Aws],
        },
        Baseline with
        {
            Id = "upload-part-copy/versioned-source/behind-delete-marker",
            Claim = "An old version stays copyable behind a delete marker.",
            Given = [Stored(Old, First), Given.DeletedObject(Old), Given.OpenUpload(Slot.Upload)],
            Then = [.. CopyAnswers.Takes(First.All, "upc.ver.after-delete-old-version"), Check.IfAccepted(Check.HeaderBound(Header, "{version:old}")).Cites("upc.rh.copy-source-version")],
        },
        Current with
        {
            Id = "upload-part-copy/versioned-source/after-marker-removed",
            Claim = "Once a delete marker is removed, the version before it is the current one again.",
            Given = [Stored(Slot.Source, Second), Given.DeletedObject(Slot.Source, Marker), Removed("marker"), Given.OpenUpload(Slot.Upload)],
            Then = [.. TakesCurrent],
        },
        Current with
        {
            Id = "upload-part-copy/versioned-source/after-current-removed",
            Claim = "Once the current version is removed by its id, the one before it is current.",
            Given = [Stored(Slot.Source, Second), Stored(Old, First), Removed("old"), Given.OpenUpload(Slot.Upload)],
            Then = [.. TakesCurrent],
        },
        Current with
        {
            Id = "upload-part-copy/versioned-source/recreated-behind-marker",
            Claim = "An object stored again after its deletion is the current version.",
            Given = [Stored(Old, First), Given.DeletedObject(Old), Stored(Slot.Source, Second), Given.OpenUpload(Slot.Upload)],
            Then = [.. TakesCurrent],
        },
        Baseline with
        {
            Id = "upload-part-copy/versioned-source/never-versioned",
            Claim = "A copy from a bucket that was never versioned names no version.",
            Given = [.. Refusals.Ready],
            When = new UploadPartCopyRequest(),
            Then = [Check.Status(200).Cites("upc.ver.header-absent-unversioned"), Check.HeaderAbsent(Header).Cites("upc.ver.header-absent-unversioned")],
        },
        Baseline with
        {
            Id = "upload-part-copy/versioned-source/never-versioned-into-versioned",
            Claim = "A copy from a bucket that was never versioned names no version, though the upload is in a versioned one.",
            Given = [Given.StoredObject(Slot.Source, 64), Given.OpenUpload(Slot.Upload, bucket: Bucket.Versioned)],
            When = new UploadPartCopyRequest(),
            Then = [Check.Status(200).Cites("upc.ver.header-absent-unversioned"), Check.HeaderAbsent(Header).Cites("upc.ver.header-absent-unversioned")],
        },
    ];

    private static Given Stored(Slot slot, Content content, string key = "k") => Given.StoredObject(slot, content, key, Bucket.Versioned);

    private static Given Removed(string slot) =>
        Given.Done(new DeleteObjectRequest { Bucket = Bucket.Versioned, Key = $"{{raw-key:{slot}}}", ExtraQuery = $"versionId={{version:{slot}}}" });
}
