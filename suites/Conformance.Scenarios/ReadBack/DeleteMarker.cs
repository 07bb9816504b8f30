namespace Conformance.Scenarios.ReadBack;

/// <summary>What an answer says of a delete marker: when it hides an object, when it is named, when it is made and when it is removed.</summary>
public static class DeleteMarker
{
    private const string Header = "x-amz-delete-marker";
    private const string Version = "x-amz-version-id";

    private static readonly Slot Old = new("old");
    private static readonly Slot Marker = new("marker");
    private static readonly GetObjectRequest Get = new() { Bucket = Bucket.Versioned, Key = "{raw-key:old}" };
    private static readonly DeleteObjectRequest Delete = new() { Bucket = Bucket.Versioned, Key = "{raw-key:old}" };
    private static readonly Given Stored = Given.StoredObject(Old, Content.Text("the version below"), "k", Bucket.Versioned);

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [Stored, Given.DeletedObject(Old, Marker)],
        When = Get,
        Then = [],
        Dialects = [Dialect.Aws],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Reads.SelectMany(read => new[]
        {
            Baseline with
            {
                Id = $"read-back/delete-marker/{read.Row}",
                Claim = $"{read.What} of a key whose current version is a delete marker finds nothing and says why.",
                Given = [Stored, Given.DeletedObject(Old)],
                When = read.Of,
                Then =
                [
                    Check.Status(404).Cites("get.marker.current"),
                    Check.HeaderIs(Header, "true").Cites("get.marker.current"),
                    Check.HeaderIsNot(Version, "{version:old}").Cites("get.marker.current"),
                ],
            },
            Baseline with
            {
                Id = $"read-back/delete-marker/{read.Row}-by-id",
                Claim = $"{read.What} that names a delete marker is not allowed, and the answer says that it is one.",
                When = read.Of with { ExtraQuery = "versionId={version:marker}" },
                Then =
                [
                    Check.Status(405).Cites("get.marker.by-id"),
                    Check.HeaderIs(Header, "true").Cites("get.marker.by-id"),
                    Check.HeaderBound(Version, "{version:marker}").Cites("get.marker.by-id"),
                    Check.HeaderIs("Allow", "DELETE").Cites("get.marker.by-id"),
                ],
            },
        }),
        .. new[] { ("made-over-object", "hides the object under it", Delete), ("made-over-nothing", "is made where there never was an object", Delete with { Key = "{prefix}never-stored" }) }
            .Select(row => Baseline with
            {
                Id = $"read-back/delete-marker/{row.Item1}",
                Claim = $"The delete marker that a DELETE leaves {row.Item2}, and the answer names it.",
                Given = [Stored],
                When = row.Item3,
                Then =
                [
                    Check.Status(204).Cites("del.marker.made"),
                    Check.HeaderIs(Header, "true").Cites("del.marker.made"),
                    Check.HeaderIsNot(Version, "{version:old}").Cites("del.marker.made"),
                ],
            }),
        Baseline with
        {
            Id = "read-back/delete-marker/removed",
            Claim = "The answer to the DELETE of a delete marker says that it was one, and the object under it is back.",
            When = Delete with { ExtraQuery = "versionId={version:marker}" },
            Then =
            [
                Check.Status(204).Cites("del.marker.removed"),
                Check.HeaderIs(Header, "true").Cites("del.marker.removed"),
                Check.HeaderBound(Version, "{version:marker}").Cites("del.marker.removed"),
                Check.Afterwards("read the object", Get, Check.HeaderBound(Version, "{version:old}")).Cites("del.marker.removed"),
            ],
        },
        Baseline with
        {
            Id = "read-back/delete-marker/removed-object",
            Claim = "The answer to the DELETE of a version that is an object does not call it a delete marker.",
            When = Delete with { ExtraQuery = "versionId={version:old}" },
            Then =
            [
                Check.Status(204).Cites("del.marker.removed"),
                Check.HeaderLacks(Header, "true").Cites("del.marker.removed"),
                Check.HeaderBound(Version, "{version:old}").Cites("del.marker.removed"),
            ],
        },
    ];

    private static (string Row, string What, GetObjectRequest Of)[] Reads => [("get", "GET", Get), ("head", "HEAD", Get with { Head = true })];
}
