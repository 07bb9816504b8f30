namespace Conformance.Scenarios.ListParts;

/// <summary>What listing answers when there is no such upload, and how keys are shown.</summary>
public static class UnknownUpload
{
    private static readonly ListPartsRequest List = new();

    private static readonly (string Row, string What, Given[] Given, ListPartsRequest List, string[] Cites)[] Rows =
    [
        ("never-issued", "an id never given out", [], List with { UploadId = UploadId.NeverIssued }, ["lp.unknown-upload"]),
        ("other-key", "the id of another key", [Given.OpenUpload(Slot.Upload)], List with { Key = "{prefix}other-key" }, ["lp.unknown-upload"]),
        ("aborted", "an aborted upload", [Given.AbortedUpload(Slot.Upload)], List, ["lp.unknown-upload", "abort.parts-unlistable"]),
        ("completed", "a completed upload", [Given.CompletedUpload(Slot.Upload, Content.Text("one part"))], List, ["lp.unknown-upload", "cmu.upload-gone"]),
    ];

    private static readonly (string Row, string What, string Suffix)[] Keys =
    [
        ("markup", "markup characters", "/a&b<c>\"d'"),
        ("non-ascii", "letters beyond ASCII", "/上传-é"),
        ("white-space", "blanks in a row", "/a  b "),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Rows.Select(row => new Scenario
        {
            Id = $"list-parts/unknown-upload/{row.Row}",
            Claim = $"Listing the parts of {row.What} is refused.",
            Given = [.. row.Given],
            When = row.List,
            Then = [.. Answers.Refused(404, "NoSuchUpload", row.Cites)],
        }),
        .. Keys.Select(row => new Scenario
        {
            Id = $"list-parts/key-escaping/{row.Row}",
            Claim = $"A key with {row.What} comes back exactly.",
            Given = [Given.OpenUpload(Slot.Upload, row.Suffix)],
            When = List,
            Then = [Check.Status(200).Cites("lp.key-escaping"), Check.ElementIs("Key", "{destination}" + row.Suffix).Cites("lp.key-escaping")],
        }),
        new Scenario
        {
            Id = "list-parts/key-escaping/forbidden-in-xml",
            Claim = "A key with a character that XML forbids does not break the document.",
            Given = [Given.OpenUpload(Slot.Upload, "/a\u0001b")],
            When = List,
            Then = [Check.WellFormed().Cites("lp.key-forbidden")],
        },
        new Scenario
        {
            Id = "list-parts/unknown-upload/uploads-and-upload-id",
            Claim = "A request with both uploads and uploadId is refused as contradictory.",
            Given = [Given.OpenUpload(Slot.Upload)],
            When = new ListMultipartUploadsRequest { RawQuery = "uploads=&uploadId={upload:upload}" },
            Then = [.. Answers.Refused(400, "InvalidArgument", "upc.upid.conflict-uploads")],
        },
    ];
}
