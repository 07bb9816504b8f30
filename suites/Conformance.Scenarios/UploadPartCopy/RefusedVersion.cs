namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Versions that are not there, delete markers, and version ids that are none or are written oddly.</summary>
public static class RefusedVersion
{
    private static readonly Slot Old = new("old");
    private static readonly Slot Marker = new("marker");
    private static readonly Slot Stranger = new("other-key");
    private static readonly Content First = Content.Generated(Old.Name, 10);
    private static readonly Content Second = Content.Generated(Slot.Source.Name, 5);
    private static readonly Given[] TwoVersions = [Stored(Old, First), Stored(Slot.Source, Second), Given.OpenUpload(Slot.Upload)];

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [.. TwoVersions],
        Dialects = [Dialect.Aws],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly (string Row, string What, Given[] Given, string Source, int Status, string Code, string Cites)[] Rows =
    [
        (
            "current-marker",
            "whose current version is a delete marker",
            [Stored(Old, First), Given.DeletedObject(Old), Given.OpenUpload(Slot.Upload)],
            "{versioned-bucket}/{key:old}",
            404,
            "NoSuchKey",
            "upc.ver.delete-marker-current"),
        (
            "marker-by-id",
            "with the id of the delete marker that is current",
            [Stored(Old, First), Given.DeletedObject(Old, Marker), Given.OpenUpload(Slot.Upload)],
            "{versioned-bucket}/{key:old}?versionId={version:marker}",
            400,
            "InvalidRequest",
            "upc.ver.delete-marker-explicit"),
        (
            "old-marker-by-id",
            "with the id of a delete marker behind the current version",
            [Stored(Old, First), Given.DeletedObject(Old, Marker), Stored(Slot.Source, Second), Given.OpenUpload(Slot.Upload)],
            "{versioned-bucket}/{key:old}?versionId={version:marker}",
            400,
            "InvalidRequest",
            "upc.ver.delete-marker-explicit"),
        (
            "removed-version",
            "with the id of a version that was removed",
            [Stored(Old, First), Stored(Slot.Source, Second), Removed("old"), Given.OpenUpload(Slot.Upload)],
            "{versioned-bucket}/{key:old}?versionId={version:old}",
            404,
            "NoSuchVersion",
            "upc.ver.unknown"),
        (
            "version-of-another-key",
            "with the id of a version of another key",
            [Stored(Stranger, First, "other"), Stored(Slot.Source, Second), Given.OpenUpload(Slot.Upload)],
            "{versioned-bucket}/{key:source}?versionId={version:other-key}",
            404,
            "NoSuchVersion",
            "upc.ver.unknown"),
    ];

    private static readonly (string Row, string Id)[] Malformed =
    [
        ("words", "not-a-version"),
        ("one-letter", "x"),
        ("with-slash", "a/b"),
        ("with-percent-escapes", "%00%FF"),
        ("long", new string('a', 2000)),
    ];

    // What is copied when it is accepted can only be the version named.
    private static readonly (string Row, string What, string Source, string Cites)[] Encoded =
    [
        ("parameter-behind", "a further parameter behind the id", "{versioned-bucket}/{key:old}?versionId={version:old}&x=y", "upc.ver.param-encoding"),
        ("parameter-before", "a further parameter before the id", "{versioned-bucket}/{key:old}?x=y&versionId={version:old}", "upc.ver.param-encoding"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Rows.Select(row => Baseline with
        {
            Id = $"upload-part-copy/refused-version/{row.Row}",
            Claim = $"A source {row.What} is refused, and no part comes of it.",
            Given = [.. row.Given],
            When = new UploadPartCopyRequest { CopySource = row.Source },
            Then = [.. CopyAnswers.RefusesSource(row.Status, [row.Code], row.Cites)],
        }),
        Baseline with
        {
            Id = "upload-part-copy/refused-version/removed-version-elements",
            Claim = "The refusal of an unknown version names the key and the version.",
            Given = [Stored(Old, First), Stored(Slot.Source, Second), Removed("old"), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = "{versioned-bucket}/{key:old}?versionId={version:old}" },
            Then =
            [
                // Another code, which has elements of its own, is judged above.
                Check.WhenCode("NoSuchVersion", Check.ErrorElement("Key", "{raw-key:old}")).Cites("upc.ver.unknown"),
                Check.WhenCode("NoSuchVersion", Check.ErrorElement("VersionId", "{version:old}")).Cites("upc.ver.unknown"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/refused-version/current-marker-element",
            Claim = "The refusal of a source behind a delete marker names its key.",
            Given = [Stored(Old, First), Given.DeletedObject(Old), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = "{versioned-bucket}/{key:old}" },
            Then = [Check.ErrorElement("Key", "{raw-key:old}").Cites("upc.ver.delete-marker-current")],
        },
        Baseline with
        {
            Id = "upload-part-copy/refused-version/current-marker-header",
            Claim = "The refusal of a source behind a delete marker says that there is one.",
            Given = [Stored(Old, First), Given.DeletedObject(Old), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = "{versioned-bucket}/{key:old}" },
            Then =
            [
                Check.IfRefused(Check.HeaderIs("x-amz-delete-marker", "true")).Cites("upc.ver.delete-marker-header"),
                Check.IfRefused(Check.HeaderIsNot("x-amz-version-id", "{version:old}")).Cites("upc.ver.delete-marker-header"),
            ],
        },
        .. Malformed.Select(row => Baseline with
        {
            Id = $"upload-part-copy/malformed-version/{row.Row}",
            Claim = "A versionId that cannot be one is refused as an invalid argument.",
            When = new UploadPartCopyRequest { CopySource = $"{{versioned-bucket}}/{{key:source}}?versionId={row.Id}" },
            Then = [.. CopyAnswers.RefusesSource(400, ["InvalidArgument"], "upc.ver.malformed")],
        }),
        Baseline with
        {
            Id = "upload-part-copy/malformed-version/elements",
            Claim = "The refusal of a malformed versionId names the argument and its value.",
            When = new UploadPartCopyRequest { CopySource = "{versioned-bucket}/{key:source}?versionId=not-a-version" },
            Then =
            [
                Check.ErrorElement("ArgumentName", "x-amz-copy-source").Cites("upc.ver.malformed"),
                Check.ErrorElement("ArgumentValue", "not-a-version").Cites("upc.ver.malformed"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/malformed-version/empty",
            Claim = "An empty versionId is refused as an invalid argument.",
            When = new UploadPartCopyRequest { CopySource = "{versioned-bucket}/{key:source}?versionId=" },
            Then = [.. CopyAnswers.RefusesSource(400, ["InvalidArgument"], "upc.ver.empty")],
        },
        Baseline with
        {
            Id = "upload-part-copy/encoded-version/escaped",
            Claim = "A copy source with every letter of the version id escaped names that version.",
            When = new UploadPartCopyRequest { CopySource = "{versioned-bucket}/{key:old}?versionId={escaped-version:old}" },
            Then = [Check.Status(200).Cites("upc.ver.param-encoding"), .. CopyAnswers.HoldsNamed(First.All, "upc.ver.param-encoding")],
        },
        .. Encoded.Select(row => Baseline with
        {
            Id = $"upload-part-copy/encoded-version/{row.Row}",
            Claim = $"A copy source with {row.What} names that version or is refused.",
            When = new UploadPartCopyRequest { CopySource = row.Source },
            Then = [.. CopyAnswers.TakesOrRefuses(First.All, [200, 400, 404], row.Cites), Check.IfRefused(Check.ErrorCode("InvalidArgument", "NoSuchVersion")).Cites(row.Cites)],
        }),
        Baseline with
        {
            Id = "upload-part-copy/encoded-version/separator",
            Claim = "An escaped question mark before versionId is part of the key, or selects that version, or is refused.",
            When = new UploadPartCopyRequest { CopySource = "{versioned-bucket}/{key:old}%3FversionId%3D{version:old}" },
            Then =
            [
                .. CopyAnswers.TakesOrRefuses(First.All, [404, 400, 200], "upc.ver.separator-encoded"),
                Check.IfRefused(Check.ErrorCode("NoSuchKey", "InvalidArgument", "NoSuchVersion")).Cites("upc.ver.separator-encoded"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/encoded-version/lower-case",
            Claim = "A parameter versionid selects no version.",
            When = new UploadPartCopyRequest { CopySource = "{versioned-bucket}/{key:old}?versionid={version:old}" },
            Then = [.. CopyAnswers.TakesOrRefuses(Second.All, [200, 400, 404], "upc.ver.param-case"), Check.IfRefused(Check.ErrorCode("InvalidArgument", "NoSuchKey")).Cites("upc.ver.param-case")],
        },
        .. new[] { ("real", "{version:old}"), ("made-up", "not-a-version") }.Select(row => Baseline with
        {
            Id = $"upload-part-copy/version-in-unversioned-bucket/{row.Item1}",
            Claim = $"A {row.Item1} version id on an object of a bucket never versioned is refused or ignored.",
            Given = [Stored(Old, First), Given.StoredObject(Slot.Source, Second), Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { CopySource = $"{{source:source}}?versionId={row.Item2}" },
            Then =
            [
                .. CopyAnswers.TakesOrRefuses(Second.All, [200, 400, 404], "upc.ver.on-unversioned-bucket"),
                Check.IfRefused(Check.ErrorCode("InvalidArgument", "NoSuchVersion")).Cites("upc.ver.on-unversioned-bucket"),
            ],
        }),
    ];

    private static Given Stored(Slot slot, Content content, string key = "k") => Given.StoredObject(slot, content, key, Bucket.Versioned);

    private static Given Removed(string slot) =>
        Given.Done(new DeleteObjectRequest { Bucket = Bucket.Versioned, Key = $"{{raw-key:{slot}}}", ExtraQuery = $"versionId={{version:{slot}}}" });
}
