using System.Collections.Immutable;

namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>A failing condition together with another fault, and what a copy that a condition refuses leaves behind.</summary>
public static class ConditionsAndFaults
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content Other = Content.Generated(Slot.OtherSource.Name, 96);

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly UploadPartCopyRequest Failing = ConditionHeaders.Copy(ConditionHeaders.IfMatch, ConditionHeaders.OtherETag);
    private static readonly UploadPartCopyRequest Passing = ConditionHeaders.Copy(ConditionHeaders.IfMatch, "{etag:source}");

    // Not {etag:source}: there is no such source. Each value would let a copy pass or refuse it.
    private static readonly (string Row, string Header, string Value)[] OnNothing =
    [
        ("if-match", ConditionHeaders.IfMatch, ConditionHeaders.OtherETag),
        ("if-match-star", ConditionHeaders.IfMatch, "*"),
        ("if-none-match", ConditionHeaders.IfNoneMatch, ConditionHeaders.OtherETag),
        ("if-none-match-star", ConditionHeaders.IfNoneMatch, "*"),
        ("if-modified-since", ConditionHeaders.IfModifiedSince, "Mon, 01 Jan 2001 00:00:00 GMT"),
        ("if-unmodified-since", ConditionHeaders.IfUnmodifiedSince, "Mon, 01 Jan 2001 00:00:00 GMT"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. ConditionHeaders.Failing.Select(row => Baseline with
        {
            Id = $"upload-part-copy/conditions-and-faults/{row.Row}-and-range-past-end",
            Claim = $"When {row.Row} fails and the range ends past the source, the failed condition is reported.",
            Given = Aged(row.Header, Baseline.Given),
            When = ConditionHeaders.Copy(row.Header, row.False) with { Range = "bytes=0-{size:source}" },
            Then = [.. ConditionHeaders.Refused(row.Header, "upc.cond.before-range")],
        }),
        .. OnNothing.Select(row => Baseline with
        {
            Id = $"upload-part-copy/conditions-and-faults/{row.Row}-and-missing-source",
            Claim = $"{row.Header.ToLowerInvariant()}: {row.Value} does not hide that the source is missing.",
            When = ConditionHeaders.Copy(row.Header, row.Value) with { CopySource = "{bucket}/{prefix}no-such-key" },
            Then = [.. Answers.Refused(404, "NoSuchKey", "upc.cond.missing-source")],
        }),
        Baseline with
        {
            Id = "upload-part-copy/conditions-and-faults/if-match-and-deleted-source",
            Claim = "A source that was deleted is missing, though if-match names the ETag that it had.",
            Given = [Given.StoredObject(Slot.OtherSource, Other, key: "deleted"), Given.DeletedObject(Slot.OtherSource), Given.OpenUpload(Slot.Upload)],
            When = ConditionHeaders.Copy(ConditionHeaders.IfMatch, "{etag:other-source}") with { CopySource = Slot.OtherSource },
            Then = [.. Answers.Refused(404, "NoSuchKey", "upc.cond.missing-source")],
        },
        Baseline with
        {
            Id = "upload-part-copy/conditions-and-faults/passing-and-range-past-end",
            Claim = "A condition that holds does not hide that the range ends past the source.",
            When = Passing with { Range = "bytes=0-{size:source}" },
            Then = [Check.Refused().Cites("upc.range.last-equals-size"), .. CopyAnswers.LeavesNoPart],
        },
        Baseline with
        {
            Id = "upload-part-copy/conditions-and-faults/passing-and-range",
            Claim = "With a condition that holds exactly the range asked for is copied.",
            When = Passing with { Range = "bytes=1-9" },
            Then = [.. CopyAnswers.TakesUnlessTooSmall(Source.From(1, 9), "upc.cond.if-match-true")],
        },
        .. ConditionHeaders.Failing.Select(row => Baseline with
        {
            Id = $"upload-part-copy/refused-by-condition/{row.Row}-keeps-part",
            Claim = $"A copy refused by {row.Row} leaves the part stored earlier under that number, which completes.",
            Given = [.. Aged(row.Header, Baseline.Given), Given.StoredObject(Slot.OtherSource, Other), Given.CopiedPart(Slot.Upload, 1, Slot.OtherSource)],
            When = ConditionHeaders.Copy(row.Header, row.False),
            // That it is refused is judged elsewhere: a target without conditions has nothing to show here.
            Then =
            [
                Check.IfRefused(Check.PartsUnchanged()).Cites("upc.cond.no-side-effect"),
                Check.IfRefused(Check.AssembledIs(Other.All)).Cites("upc.cond.no-side-effect"),
            ],
        }),
        Baseline with
        {
            Id = "upload-part-copy/refused-by-condition/other-number",
            Claim = "A copy refused by a condition adds no part beside the one that is there, and the upload completes without it.",
            Given = [.. Baseline.Given, Given.StoredObject(Slot.OtherSource, Other), Given.CopiedPart(Slot.Upload, 1, Slot.OtherSource)],
            When = Failing with { PartNumber = 2 },
            Then =
            [
                Check.IfRefused(Check.PartNumbersAre(1)).Cites("upc.cond.no-side-effect"),
                Check.IfRefused(Check.AssembledIs(Other.All)).Cites("upc.cond.no-side-effect"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/refused-by-condition/then-copied",
            Claim = "After a copy was refused by a condition the same part is copied without it.",
            When = Failing,
            Then = [Check.WhenStatus(412, Check.Afterwards("copy without the condition", new UploadPartCopyRequest(), Check.Status(200))).Cites("upc.cond.no-side-effect", "upc.range.absent")],
        },
        .. ConditionHeaders.Failing.Select(row => Baseline with
        {
            Id = $"upload-part-copy/jdcloud-profile/failing-{row.Row}",
            Claim = $"A failing {row.Header.ToLowerInvariant()} is ignored, or refused as unsupported, and one that holds is answered alike.",
            Given = Aged(row.Header, Baseline.Given),
            When = ConditionHeaders.Copy(row.Header, row.False),
            Then =
            [
                Check.Status(200, 400, 501).Cites("jd.cond.unsupported"),
                Check.IfAccepted(Check.PartStored(1, Source.All)).Cites("jd.cond.unsupported"),
                Check.AnsweredAlike($"the same with a {row.Row} that holds", ConditionHeaders.Copy(row.Header, Holding(row.Header))).Cites("jd.cond.unsupported"),
            ],
        }),
    ];

    private static string Holding(string header) => header switch
    {
        ConditionHeaders.IfMatch => "{etag:source}",
        ConditionHeaders.IfNoneMatch => ConditionHeaders.OtherETag,
        ConditionHeaders.IfModifiedSince => "{modified:source;-86400}",
        _ => "{modified:source;1}",
    };

    private static ImmutableArray<Given> Aged(string header, ImmutableArray<Given> given) =>
        header == ConditionHeaders.IfModifiedSince ? given.Insert(1, Given.Aged(Slot.Source, ConditionHeaders.Age)) : given;
}
