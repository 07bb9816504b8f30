using System.Collections.Immutable;
using static Conformance.Scenarios.CompleteMultipartUpload.WriteConditions;

namespace Conformance.Scenarios.CompleteMultipartUpload;

/// <summary>Conditional completions whose key changed meanwhile, that are repeated or race, and conditions that AWS does not know.</summary>
public static class ConditionalCompletionConflicts
{
    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [Original, .. Begun],
        When = new CompleteMultipartUploadRequest(),
        Then = [],
    };

    private static readonly (string Row, string What, ImmutableArray<Given> Given, string Value)[] NotImplemented =
    [
        ("none-match-current", "the current ETag", [Original, Stored, .. Begun], "{etag:other-source}"),
        ("none-match-other", "another ETag", [Original, Stored, .. Begun], OtherETag),
        ("none-match-quoted-star", "a quoted star", [Original, .. Begun], "\"*\""),
    ];

    private static readonly (string Row, string Claim, ImmutableArray<Given> Given, (string Name, string Value)[] Headers, int[] Statuses, string[] Codes, string Cites)[] Open =
    [
        (
            "none-match-star-on-key-deleted-meanwhile",
            "With If-None-Match: * a completion is a conflict or succeeds when the object that had the key was deleted after the upload was opened.",
            [Original, Stored, .. Begun, Given.DeletedObject(Present)],
            [(IfNoneMatch, "*")],
            [409, 200],
            ["ConditionalRequestConflict"],
            "cmu.if-none-match-deleted"),
        (
            "match-rewritten",
            "With If-Match on the ETag of an object that was written after the upload was opened a completion is a conflict or succeeds.",
            [Original, Stored, .. Begun, Overwritten],
            [(IfMatch, "{etag:rewritten}")],
            [409, 200],
            ["ConditionalRequestConflict"],
            "cmu.if-match-changed"),
        (
            "match-rewritten-identically",
            "With If-Match on the current ETag a completion is a conflict or succeeds when the object was written again with the same bytes.",
            [Original, Stored, .. Begun, Given.StoredObject(Later, Existing, key: "destination")],
            [(IfMatch, "{etag:other-source}")],
            [409, 200],
            ["ConditionalRequestConflict"],
            "cmu.if-match-changed"),
        ("match-star-on-object", "If-Match: * on a key with an object is refused as not implemented, or holds.", [Original, Stored, .. Begun], [(IfMatch, "*")], [501, 200], ["NotImplemented"], "cmu.if-match-star"),
        (
            "match-star-on-free-key",
            "If-Match: * on a key without an object is refused.",
            [Original, .. Begun],
            [(IfMatch, "*")],
            [501, 412],
            ["NotImplemented", "PreconditionFailed"],
            "cmu.if-match-star"),
        (
            "both",
            "If-Match and If-None-Match that cannot both hold are refused together.",
            [Original, Stored, .. Begun],
            [(IfMatch, "{etag:other-source}"), (IfNoneMatch, "*")],
            [501, 400, 412],
            ["NotImplemented", "InvalidRequest", "PreconditionFailed"],
            "cmu.if-both"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. NotImplemented.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/conditional-completion/{row.Row}",
            Claim = $"If-None-Match with {row.What} is refused as not implemented.",
            Given = row.Given,
            When = With((IfNoneMatch, row.Value)),
            Then = [.. Answers.Refused(501, "NotImplemented", "cmu.if-none-match-etag"), Check.WhenStatus(501, Check.ErrorElement("Header", IfNoneMatch)).Cites("cmu.if-none-match-etag")],
        }),
        .. Open.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/conditional-completion/{row.Row}",
            Claim = row.Claim,
            Given = row.Given,
            When = With(row.Headers),
            Then = [Check.Status(row.Statuses).Cites(row.Cites), Check.IfRefused(Check.ErrorCode(row.Codes)).Cites(row.Cites)],
        }),
        .. Repeated,
    ];

    private static IEnumerable<Scenario> Repeated =>
    [
        Baseline with
        {
            Id = "complete-multipart-upload/conditional-completion/repeated",
            Claim = "A completion with If-None-Match: * sent once more is answered like the first, not refused for the object it made.",
            When = With((IfNoneMatch, "*")),
            Times = 2,
            Then = [Check.Status(200).Cites("cmu.repeat-if-none-match"), Check.IfAccepted(Check.SameEachTime("ETag")).Cites("cmu.repeat-if-none-match")],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/conditional-completion/repeated-with-condition",
            Claim = "A completion repeated with If-None-Match: * added is answered like the first, and the object stays.",
            Given = [.. Baseline.Given, Given.Done(new CompleteMultipartUploadRequest())],
            When = With((IfNoneMatch, "*")),
            Then =
            [
                Check.Status(200).Cites("cmu.repeat-if-none-match"),
                Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Small.All)).Cites("cmu.repeat-if-none-match"),
            ],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/conditional-completion/second-of-two-uploads",
            Claim = "Of two uploads of one key that are completed with If-None-Match: *, the second is refused and the object of the first stays.",
            Given =
            [
                Original,
                Given.OpenUpload(Slot.OtherUpload),
                Given.UploadedPart(Slot.OtherUpload, 1, Existing),
                .. Begun,
                Given.Done(With((IfNoneMatch, "*")) with { UploadId = UploadId.Of(Slot.OtherUpload) }),
            ],
            When = With((IfNoneMatch, "*")),
            Then =
            [
                .. Answers.Refused(412, "PreconditionFailed", "cmu.if-none-match-exists"),
                Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Existing.All)).Cites("cmu.if-none-match-exists"),
            ],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/conditional-completion/two-uploads-at-once",
            Claim = "Of two uploads of one key that are completed at the same moment with If-None-Match: *, at most one succeeds.",
            Given = [Original, Given.OpenUpload(Slot.OtherUpload), Given.UploadedPart(Slot.OtherUpload, 1, Existing), .. Begun],
            When = With((IfNoneMatch, "*")),
            Meanwhile = [With((IfNoneMatch, "*")) with { UploadId = UploadId.Of(Slot.OtherUpload) }],
            Then = [Check.AcceptedTogether(0, 1).Cites("cmu.if-none-match-exists")],
        },
    ];
}
