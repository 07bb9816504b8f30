namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The four conditions on the source together: each of them absent, satisfied or failing, in all 81 combinations.</summary>
public static class CopySourceConditions
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);

    private enum Is
    {
        Absent,
        True,
        False,
    }

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
        from match in Enum.GetValues<Is>()
        from unmodified in Enum.GetValues<Is>()
        from noneMatch in Enum.GetValues<Is>()
        from modified in Enum.GetValues<Is>()
        select Case(new Row(match, unmodified, noneMatch, modified));

    // In the order in which AWS evaluates them.
    private static Outcome Of(Row row) => row switch
    {
        (Is.False, Is.Absent, Is.Absent, Is.Absent) => Refused(ConditionHeaders.IfMatch, "upc.cond.if-match-false"),
        (Is.False, _, _, _) => Refused(ConditionHeaders.IfMatch, "upc.cond.match-false-any"),

        (Is.Absent, Is.False, Is.Absent, Is.Absent) => Refused(ConditionHeaders.IfUnmodifiedSince, "upc.cond.if-unmodified-false"),
        (Is.Absent, Is.False, Is.True, _) => Refused(ConditionHeaders.IfUnmodifiedSince, "upc.cond.none-match-true-unmodified-false"),
        (Is.Absent, Is.False, _, _) => Refused(ConditionHeaders.IfUnmodifiedSince, "upc.cond.if-unmodified-false"),

        (Is.True, _, Is.False, _) => Open(ConditionHeaders.IfNoneMatch, "upc.cond.match-and-none-match", 412, 400),
        (_, _, Is.False, Is.True) => Refused(ConditionHeaders.IfNoneMatch, "upc.cond.none-match-over-modified"),
        (_, _, Is.False, _) => Refused(ConditionHeaders.IfNoneMatch, "upc.cond.if-none-match-false"),
        (_, _, Is.True, Is.False) => Copied("upc.cond.none-match-true-modified-false"),

        (Is.True, _, Is.Absent, Is.False) => Open(ConditionHeaders.IfModifiedSince, "upc.cond.match-true-modified-false", 412, 200),
        (_, _, _, Is.False) => Refused(ConditionHeaders.IfModifiedSince, "upc.cond.if-modified-false"),

        (Is.True, Is.False, _, _) => Copied("upc.cond.match-over-unmodified"),
        (Is.True, Is.Absent, Is.Absent, Is.Absent) => Copied("upc.cond.if-match-true"),
        (Is.Absent, Is.True, Is.Absent, Is.Absent) => Copied("upc.cond.if-unmodified-true"),
        (Is.Absent, Is.Absent, Is.True, Is.Absent) => Copied("upc.cond.if-none-match-true"),
        (Is.Absent, Is.Absent, Is.Absent, Is.True) => Copied("upc.cond.if-modified-true"),
        (Is.Absent, Is.Absent, Is.Absent, Is.Absent) => Copied("upc.range.absent"),
        _ => Copied("upc.cond.all-four-true"),
    };

    private static Scenario Case(Row row)
    {
        var outcome = Of(row);
        var sent = row.Conditions.Where(c => c.State != Is.Absent).ToArray();
        return new Scenario
        {
            Id = $"upload-part-copy/copy-source-conditions/{(sent.Length == 0 ? "none" : string.Join('-', sent.Select(c => $"{c.Word}-{(c.State == Is.True ? "true" : "false")}")))}",
            Claim = sent.Length == 0
                ? "Without any condition the copy is made."
                : $"With {string.Join(" and ", sent.Select(c => $"{(c.State == Is.True ? "a true" : "a false")} {c.Header["x-amz-copy-source-".Length..].ToLowerInvariant()}"))} the copy is {outcome.Words}.",
            Given =
            [
                Given.StoredObject(Slot.Source, Source),
                // A date after the last change of the source must not lie in the future.
                .. row.Modified == Is.False ? [Given.Aged(Slot.Source, ConditionHeaders.Age)] : Array.Empty<Given>(),
                Given.OpenUpload(Slot.Upload),
            ],
            When = new UploadPartCopyRequest { Headers = [.. sent.Select(c => new HeaderLine(c.Header.ToLowerInvariant(), c.State == Is.True ? c.True : c.False))] },
            Then = [.. outcome.Checks(sent.Length)],
        };
    }

    private static Outcome Copied(string cites) => new("made", _ =>
    [
        Check.Status(200).Cites(cites),
        Check.IfAccepted(Check.PartStored(1, Source.All)).Cites(cites),
    ]);

    // Whether Condition is there, and how it is spelt, is asked once for each condition: where it is sent alone.
    private static Outcome Refused(string header, string cites) => new($"refused for {header}", conditions =>
    [
        .. ConditionHeaders.Refused(header, cites),
        .. conditions == 1 ? [Check.WhenCode("PreconditionFailed", Check.ErrorElement("Condition", header)).Cites("err.precondition-element")] : Array.Empty<CitedCheck>(),
    ]);

    private static Outcome Open(string header, string cites, params int[] statuses) => new(statuses.Contains(200) ? "made or refused" : "refused", _ =>
    [
        Check.Status(statuses).Cites(cites),
        Check.WhenStatus(412, Check.ErrorCode("PreconditionFailed")).Cites(cites),
        Check.WhenStatus(412, Check.NamesCondition(header)).Cites(cites),
        Check.IfAccepted(Check.PartStored(1, Source.All)).Cites(cites),
        Check.IfRefused(Check.PartsUnchanged()).Cites("upc.cond.no-side-effect"),
    ]);

    private sealed record Outcome(string Words, Func<int, CitedCheck[]> Checks);

    private sealed record Row(Is Match, Is Unmodified, Is NoneMatch, Is Modified)
    {
        public IEnumerable<(string Header, string Word, Is State, string True, string False)> Conditions =>
        [
            (ConditionHeaders.IfMatch, "match", Match, "{etag:source}", ConditionHeaders.OtherETag),
            (ConditionHeaders.IfUnmodifiedSince, "unmodified", Unmodified, "{modified:source;1}", "{modified:source;-86400}"),
            (ConditionHeaders.IfNoneMatch, "none-match", NoneMatch, ConditionHeaders.OtherETag, "{etag:source}"),
            (ConditionHeaders.IfModifiedSince, "modified", Modified, "{modified:source;-86400}", "{modified:source;1}"),
        ];
    }
}
