namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The header lines of the conditions: their names, white space, two of one, and those of plain HTTP that are none.</summary>
public static class ConditionLines
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [.. Refusals.Ready],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly (string Row, string Value, string What)[] Padded =
    [
        ("blank-before", " {0}", "A blank before"),
        ("blank-after", "{0} ", "A blank after"),
        ("tabs-around", "\t{0}\t", "Tabs around"),
    ];

    private static readonly (string Row, string Header, string First, string Second, int[] Statuses, string What)[] Twice =
    [
        ("match-true-then-false", ConditionHeaders.IfMatch, "{etag:source}", ConditionHeaders.OtherETag, [200, 412, 400, 403], "Two if-match lines, the first of them true,"),
        ("match-false-then-true", ConditionHeaders.IfMatch, ConditionHeaders.OtherETag, "{etag:source}", [200, 412, 400, 403], "Two if-match lines, the second of them true,"),
        ("match-false-twice", ConditionHeaders.IfMatch, ConditionHeaders.OtherETag, "\"11111111111111111111111111111111\"", [412, 400, 403], "Two if-match lines, both false,"),
        ("none-match-true-then-false", ConditionHeaders.IfNoneMatch, ConditionHeaders.OtherETag, "{etag:source}", [200, 412, 400, 403], "Two if-none-match lines, the second of them false,"),
        ("unmodified-true-then-false", ConditionHeaders.IfUnmodifiedSince, "{modified:source;1}", "{modified:source;-86400}", [200, 412, 400, 403], "Two if-unmodified-since lines, the second of them false,"),
    ];

    private static readonly (string Row, string Header, string OfSource, string Other)[] Plain =
    [
        ("if-match", "If-Match", "{etag:source}", ConditionHeaders.OtherETag),
        ("if-none-match", "If-None-Match", "{etag:source}", ConditionHeaders.OtherETag),
        ("if-modified-since", "If-Modified-Since", "{modified:source;1}", "{modified:source;-86400}"),
        ("if-unmodified-since", "If-Unmodified-Since", "{modified:source;1}", "{modified:source;-86400}"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. ConditionHeaders.Failing.Select(header => Baseline with
        {
            Id = $"upload-part-copy/condition-lines/{header.Row}-upper-case",
            Claim = $"The header name {header.Header.ToUpperInvariant()} is read like {header.Header.ToLowerInvariant()}.",
            Given = Aged(header.Header),
            When = new UploadPartCopyRequest { Headers = [new HeaderLine(header.Header.ToUpperInvariant(), header.False)] },
            Then = [Check.AnsweredAlike("the same with the name in small letters", ConditionHeaders.Copy(header.Header, header.False)).Cites("upc.cond.header-case")],
        }),
        .. from row in Padded
           from value in new[] { (Row: "match", Header: ConditionHeaders.IfMatch, Tag: "{etag:source}"), (Row: "none-match", Header: ConditionHeaders.IfNoneMatch, Tag: "{etag:source}"), (Row: "unmodified", Header: ConditionHeaders.IfUnmodifiedSince, Tag: "{modified:source;-86400}") }
           select Baseline with
           {
               Id = $"upload-part-copy/condition-lines/{row.Row}-{value.Row}",
               Claim = $"{row.What} the value of {value.Header.ToLowerInvariant()} {(row.Row == "tabs-around" ? "are" : "is")} no part of it.",
               When = ConditionHeaders.Copy(value.Header, row.Value.Replace("{0}", value.Tag, StringComparison.Ordinal)),
               Then = [Check.AnsweredAlike("the same without white space", ConditionHeaders.Copy(value.Header, value.Tag)).Cites("upc.cond.outer-whitespace")],
           },
        .. Twice.Select(row => Baseline with
        {
            Id = $"upload-part-copy/condition-lines/{row.Row}",
            Claim = $"{row.What} are read as a list, or one counts, or the request is refused.",
            When = new UploadPartCopyRequest
            {
                Headers = [new HeaderLine(row.Header.ToLowerInvariant(), row.First), new HeaderLine(row.Header.ToLowerInvariant(), row.Second)],
                Carrier = Carrier.Socket,
            },
            Then = [.. ConditionHeaders.Open(Source.All, row.Statuses, ["PreconditionFailed", "InvalidArgument", "InvalidRequest", "SignatureDoesNotMatch"], "upc.cond.duplicate-header")],
        }),
        Baseline with
        {
            Id = "upload-part-copy/condition-lines/added-after-signing",
            Claim = "A condition that is sent but not signed is refused.",
            When = new UploadPartCopyRequest { Signing = new SigningPlan { AddedAfterSigning = [new HeaderLine(ConditionHeaders.IfMatch.ToLowerInvariant(), ConditionHeaders.OtherETag)] } },
            Then = [.. Answers.Refused(403, "AccessDenied", "upc.auth.unsigned-copy-source")],
        },
        .. Plain.Select(row => Baseline with
        {
            Id = $"upload-part-copy/plain-conditions/{row.Row}",
            Claim = $"Plain {row.Header} is no condition on the source: its answer does not change with the value.",
            When = new UploadPartCopyRequest().With(row.Header, row.OfSource),
            Then =
            [
                Check.Status(200, 400, 412, 501).Cites("upc.cond.plain-headers-ignored"),
                Check.AnsweredAlike($"the same with another {row.Header}", new UploadPartCopyRequest().With(row.Header, row.Other)).Cites("upc.cond.plain-headers-ignored"),
            ],
        }),
    ];

    private static System.Collections.Immutable.ImmutableArray<Given> Aged(string header) => header == ConditionHeaders.IfModifiedSince
        ? [Refusals.Ready[0], Given.Aged(Slot.Source, ConditionHeaders.Age), Refusals.Ready[1]]
        : [.. Refusals.Ready];
}
