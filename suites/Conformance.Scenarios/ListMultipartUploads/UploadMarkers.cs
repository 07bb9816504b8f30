namespace Conformance.Scenarios.ListMultipartUploads;

/// <summary>Where a page of uploads begins: after a key, or after an upload of a key.</summary>
public static class UploadMarkers
{
    private const string KeyA = "key-marker={encoded-prefix}a";
    private const string KeyB = "key-marker={encoded-prefix}b";

    private static readonly Check Truncated = Check.ElementIs("IsTruncated", "true");
    private static readonly Check Last = Check.ElementIs("IsTruncated", "false");

    private static readonly (string Row, string Claim, string Query, string[] Listed, string[] Cites)[] Markers =
    [
        ("key", "key-marker alone skips every upload of that key.", KeyA, ["b", "c"], ["lmu.key-marker"]),
        ("middle-key", "key-marker skips the keys before it as well.", KeyB, ["c"], ["lmu.key-marker"]),
        ("last-key", "key-marker with the last key gives an empty page.", "key-marker={encoded-prefix}c", [], ["lmu.key-marker-beyond"]),
        ("beyond-last-key", "A key-marker after the last key gives an empty page.", "key-marker={encoded-prefix}zzz", [], ["lmu.key-marker-beyond"]),
        ("before-first-key", "A key-marker before the first key skips nothing.", "key-marker=%21", ["a1", "a2", "a3", "b", "c"], ["lmu.key-marker-gap"]),
        ("gap", "A key-marker between two keys that have uploads starts at the later one.", "key-marker={encoded-prefix}a5", ["b", "c"], ["lmu.key-marker-gap"]),
        ("beginning-of-keys", "A key-marker that keys begin with comes before them.", "key-marker={encoded-prefix}", ["a1", "a2", "a3", "b", "c"], ["lmu.key-marker-gap"]),
        ("only-upload-of-key", "Both markers with the only upload of a key continue with the next key.", KeyB + "&upload-id-marker={upload:b}", ["c"], ["lmu.both-markers"]),
        ("upload-alone", "upload-id-marker has no effect without key-marker.", "upload-id-marker={upload:a1}", ["a1", "a2", "a3", "b", "c"], ["lmu.upload-marker-alone"]),
        ("unknown-upload-alone", "Even an upload-id-marker that no upload has is ignored without key-marker.", "upload-id-marker=none", ["a1", "a2", "a3", "b", "c"], ["lmu.upload-marker-alone"]),
    ];

    private static readonly (string Row, string What, string Query)[] WrongMarkers =
    [
        ("of-another-key", "of an upload of another key", KeyB + "&upload-id-marker={upload:a1}"),
        ("of-no-upload", "that was never given out", KeyA + "&upload-id-marker=VCVsb2FkIElEIGZvciBlbZZpbmcncyBteS1tb3ZpZS5tMnRzIHVwbG9hZR"),
        ("malformed", "that no target gives out", KeyA + "&upload-id-marker=%20%2F%3F%00"),
        ("of-unused-key", "beside a key that has no upload", "key-marker={encoded-prefix}a5&upload-id-marker={upload:a1}"),
    ];

    private static readonly Scenario Baseline = new()
    {
        Id = "list-multipart-uploads/upload-markers/none",
        Claim = "Without markers the listing begins with the first upload.",
        Given = UploadPages.Five,
        When = Opened.List(),
        Then =
        [
            Shows("a1", "a2", "a3", "b", "c").Cites("lmu.basic"),
            Check.ElementEmptyOr("KeyMarker").Cites("lmu.markers-repeated"),
            Check.ElementEmptyOr("UploadIdMarker").Cites("lmu.markers-repeated"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. new[] { ("first-upload", "a1"), ("second-upload", "a2"), ("last-upload-of-key", "a3") }.Select(row => Baseline with
        {
            Id = $"list-multipart-uploads/upload-markers/{row.Item1}",
            Claim = $"Both markers of the {row.Item1.Split('-')[0]} upload of a key continue with what follows it in the listing.",
            When = Opened.List($"{KeyA}&upload-id-marker={{upload:{row.Item2}}}"),
            Then = [Check.Status(200).Cites("lmu.both-markers"), Check.TailOfListing(Opened.List(), new Slot(row.Item2)).Cites("lmu.both-markers"), Last.Cites("lmu.both-markers")],
        }),
        .. Markers.Select(row => Baseline with
        {
            Id = $"list-multipart-uploads/upload-markers/{row.Row}",
            Claim = row.Claim,
            When = Opened.List(row.Query),
            Then = [Check.Status(200).Cites(row.Cites), Shows(row.Listed).Cites(row.Cites), Last.Cites(row.Cites)],
        }),
        Baseline with
        {
            Id = "list-multipart-uploads/upload-markers/with-page-size",
            Claim = "Markers and page size work together.",
            When = Opened.List(KeyA + "&upload-id-marker={upload:a1}&max-uploads=1"),
            Then =
            [
                Check.TailOfListing(Opened.List(), new Slot("a1"), most: 1).Cites("lmu.both-markers", "lmu.max-uploads"),
                Truncated.Cites("lmu.max-uploads"),
                Check.MarkersNameLastUpload().Cites("lmu.max-uploads"),
            ],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/upload-markers/last-page-of-one",
            Claim = "The page with the last upload is not truncated, however short it is.",
            When = Opened.List(KeyB + "&upload-id-marker={upload:b}&max-uploads=1"),
            Then = [Shows("c").Cites("lmu.both-markers"), Last.Cites("lmu.max-uploads")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/upload-markers/repeated",
            Claim = "KeyMarker and UploadIdMarker repeat the markers of the request.",
            Dialects = [Dialect.Aws],
            When = Opened.List(KeyA + "&upload-id-marker={upload:a1}"),
            Then =
            [
                Check.ElementIs("KeyMarker", "{raw-upload-key:a1}").Cites("lmu.markers-repeated"),
                Check.ElementIs("UploadIdMarker", "{raw-upload:a1}").Cites("lmu.markers-repeated"),
            ],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/upload-markers/upload-alone-not-repeated",
            Claim = "An upload-id-marker that is ignored is not repeated.",
            Dialects = [Dialect.Aws],
            When = Opened.List("upload-id-marker={upload:a1}"),
            Then = [Check.ElementEmptyOr("UploadIdMarker").Cites("lmu.upload-marker-alone")],
        },
        .. WrongMarkers.Select(row => Baseline with
        {
            Id = $"list-multipart-uploads/wrong-markers/{row.Row}",
            Claim = $"An upload-id-marker {row.What} is refused or tolerated.",
            When = Opened.List(row.Query),
            Then =
            [
                Check.Status(200, 400).Cites("lmu.upload-marker-wrong-key"),
                Check.WhenStatus(400, Check.ErrorCode("InvalidArgument")).Cites("lmu.upload-marker-wrong-key"),
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentName", "upload-id-marker")).Cites("err.argument"),
            ],
        }),
        Baseline with
        {
            Id = "list-multipart-uploads/wrong-markers/of-aborted-upload",
            Claim = "An upload-id-marker of an upload aborted meanwhile is refused or tolerated.",
            Given = [.. UploadPages.Five, Given.Done(new AbortMultipartUploadRequest { UploadId = UploadId.Of(new Slot("a1")) })],
            When = Opened.List(KeyA + "&upload-id-marker={upload:a1}"),
            Then = [Check.Status(200, 400).Cites("lmu.upload-marker-wrong-key"), Check.NoDescendant("UploadId", "{raw-upload:a1}").Cites("lmu.no-completed")],
        },
    ];

    private static Check Shows(params string[] slots) => Check.ShowsUploads(Opened.Slots(slots));
}
