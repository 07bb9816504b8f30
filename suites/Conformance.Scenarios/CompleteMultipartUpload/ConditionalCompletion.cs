using System.Collections.Immutable;
using static Conformance.Scenarios.CompleteMultipartUpload.WriteConditions;

namespace Conformance.Scenarios.CompleteMultipartUpload;

/// <summary>If-None-Match and If-Match on a completion: the object that has the key decides whether the new one is made.</summary>
public static class ConditionalCompletion
{
    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [Original, .. Begun],
        When = new CompleteMultipartUploadRequest(),
        Then = [],
    };

    // What was there before, what happened since, and the condition.
    private static readonly (string Row, string Claim, ImmutableArray<Given> Given, string Header, string Value, string Cites)[] Made =
    [
        ("none-match-star-on-free-key", "With If-None-Match: * a completion succeeds when no object has the key.", [Original, .. Begun], IfNoneMatch, "*", "cmu.if-none-match-new"),
        (
            "none-match-star-on-key-free-again",
            "With If-None-Match: * a completion succeeds when the object that had the key was deleted before the upload was opened.",
            [Original, Stored, Given.DeletedObject(Present), .. Begun],
            IfNoneMatch,
            "*",
            "cmu.if-none-match-new"),
        ("match-current", "With If-Match on the current ETag a completion replaces the object.", [Original, Stored, .. Begun], IfMatch, "{etag:other-source}", "cmu.if-match-ok"),
        (
            "match-current-of-parts",
            "With If-Match on the current ETag a completion replaces an object that was itself made of parts.",
            [Original, Given.CompletedUpload(Slot.OtherUpload, Existing), .. Begun],
            IfMatch,
            "{etag:other-upload}",
            "cmu.if-match-ok"),
    ];

    private static readonly (string Row, string Claim, ImmutableArray<Given> Given, string Header, string Value, (Slot Slot, Content Content) Kept, string Cites)[] Failed =
    [
        ("none-match-star-on-object", "With If-None-Match: * a completion is refused when an object has the key.", [Original, Stored, .. Begun], IfNoneMatch, "*", (Present, Existing), "cmu.if-none-match-exists"),
        (
            "none-match-star-on-object-written-meanwhile",
            "With If-None-Match: * a completion is refused when the object was written after the upload was opened.",
            [Original, .. Begun, Stored],
            IfNoneMatch,
            "*",
            (Present, Existing),
            "cmu.if-none-match-exists"),
        ("match-other", "With If-Match on another ETag than the current one a completion is refused.", [Original, Stored, .. Begun], IfMatch, OtherETag, (Present, Existing), "cmu.if-match-wrong"),
        (
            "match-former",
            "With If-Match on the ETag of an object that was overwritten meanwhile a completion is refused.",
            [Original, Stored, .. Begun, Overwritten],
            IfMatch,
            "{etag:other-source}",
            (Later, Rewritten),
            "cmu.if-match-wrong"),
        (
            "match-own",
            "If-Match on the ETag of the part that is completed is not the ETag of the object that has the key.",
            [Original, Stored, .. Begun],
            IfMatch,
            "\"{part-etag:upload/1}\"",
            (Present, Existing),
            "cmu.if-match-wrong"),
    ];

    private static readonly (string Row, string Claim, ImmutableArray<Given> Given)[] Unmatched =
    [
        ("match-on-free-key", "With If-Match on a key that never had an object a completion does not find the key.", [Original, .. Begun]),
        ("match-on-key-deleted-meanwhile", "With If-Match on a key whose object was deleted meanwhile a completion does not find the key.", [Original, Stored, .. Begun, Given.DeletedObject(Present)]),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Made.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/conditional-completion/{row.Row}",
            Claim = row.Claim,
            Given = row.Given,
            When = With((row.Header, row.Value)),
            Then = [Check.Status(200).Cites(row.Cites), Check.IfAccepted(Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Small.All))).Cites(row.Cites)],
        }),
        .. Failed.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/conditional-completion/{row.Row}",
            Claim = row.Claim,
            Given = row.Given,
            When = With((row.Header, row.Value)),
            Then =
            [
                .. Answers.Refused(412, "PreconditionFailed", row.Cites),
                Check.NamesCondition(row.Header).Cites(row.Cites),
                Check.IfRefused(Check.StillReads(row.Kept.Slot, row.Kept.Content.All)).Cites(row.Cites),
            ],
        }),
        Baseline with
        {
            Id = "complete-multipart-upload/conditional-completion/refused-keeps-upload",
            Claim = "A completion refused by a condition leaves the parts, and without the condition it succeeds.",
            Given = [Original, Stored, .. Begun],
            When = With((IfMatch, OtherETag)),
            Then =
            [
                Check.WhenStatus(412, Check.Afterwards("list the parts", new ListPartsRequest(), Check.Lists((1, 64)))).Cites("cmu.if-refused-keeps-upload"),
                Check.WhenStatus(412, Check.Afterwards("complete without a condition", new CompleteMultipartUploadRequest(), Check.Status(200))).Cites("cmu.if-refused-keeps-upload"),
            ],
        },
        .. Unmatched.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/conditional-completion/{row.Row}",
            Claim = row.Claim,
            Given = row.Given,
            When = With((IfMatch, OtherETag)),
            Then =
            [
                .. Answers.Refused(404, "NoSuchKey", "cmu.if-match-missing"),
                Check.Afterwards("head the key", new GetObjectRequest { Head = true }, Check.Status(404)).Cites("cmu.if-match-missing"),
            ],
        }),
        .. InVersions,
    ];

    private static IEnumerable<Scenario> InVersions =>
    [
        OnMarker("none-match-star-on-delete-marker", "With If-None-Match: * a completion succeeds when the current version of the key is a delete marker.", (IfNoneMatch, "*"), [Check.Status(200).Cites("cmu.if-none-match-new")]),
        OnMarker("match-on-delete-marker", "With If-Match a completion does not find a key whose current version is a delete marker.", (IfMatch, "{etag:other-source}"), Answers.Refused(404, "NoSuchKey", "cmu.if-match-missing")),
    ];

    private static Scenario OnMarker(string row, string claim, (string Name, string Value) header, CitedCheck[] then) => Baseline with
    {
        Id = $"complete-multipart-upload/conditional-completion/{row}",
        Claim = claim,
        Given =
        [
            Original,
            Given.StoredObject(Present, Existing, key: "destination", Bucket.Versioned),
            Given.DeletedObject(Present),
            Given.OpenUpload(Slot.Upload, bucket: Bucket.Versioned),
            Given.CopiedPart(Slot.Upload, 1, Slot.Source),
        ],
        When = With(header),
        Then = [.. then],
    };
}
