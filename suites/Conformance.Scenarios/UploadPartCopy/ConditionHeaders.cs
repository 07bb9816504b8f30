namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The condition headers of a part copy, and what a condition that fails is answered with.</summary>
internal static class ConditionHeaders
{
    /// <summary>The spelling in which AWS names it in Condition.</summary>
    public const string IfMatch = "x-amz-copy-source-If-Match";

    /// <summary>See <see cref="IfMatch"/>.</summary>
    public const string IfNoneMatch = "x-amz-copy-source-If-None-Match";

    /// <summary>See <see cref="IfMatch"/>.</summary>
    public const string IfModifiedSince = "x-amz-copy-source-If-Modified-Since";

    /// <summary>See <see cref="IfMatch"/>.</summary>
    public const string IfUnmodifiedSince = "x-amz-copy-source-If-Unmodified-Since";

    /// <summary>An ETag that no source has.</summary>
    public const string OtherETag = "\"00000000000000000000000000000000\"";

    /// <summary>How old a source has to be for a date one second after its last change to lie in the past, whole seconds and all.</summary>
    public static TimeSpan Age { get; } = TimeSpan.FromSeconds(3);

    /// <summary>Each header with a value that fails, what it takes, and the requirement of that failure.</summary>
    public static (string Row, string Header, string False, string Cites)[] Failing { get; } =
    [
        ("if-match", IfMatch, OtherETag, "upc.cond.if-match-false"),
        ("if-unmodified-since", IfUnmodifiedSince, "{modified:source;-86400}", "upc.cond.if-unmodified-false"),
        ("if-none-match", IfNoneMatch, "{etag:source}", "upc.cond.if-none-match-false"),
        ("if-modified-since", IfModifiedSince, "{modified:source;1}", "upc.cond.if-modified-false"),
    ];

    /// <summary>A part copy with one condition.</summary>
    public static UploadPartCopyRequest Copy(string header, string value) => new() { Headers = [new HeaderLine(header.ToLowerInvariant(), value)] };

    /// <summary>The copy is refused with 412 and, if a condition is named, it is this one; no part comes of it.</summary>
    public static CitedCheck[] Refused(string header, string cites) =>
    [
        Check.Status(412).Cites(cites),
        Check.ErrorCode("PreconditionFailed").Cites(cites),
        Check.NamesCondition(header).Cites("upc.cond.evaluation-order"),
        Check.IfRefused(Check.PartsUnchanged()).Cites("upc.cond.no-side-effect"),
    ];

    /// <summary>The copy is made of this slice.</summary>
    public static CitedCheck[] Copied(Slice slice, params ReadOnlySpan<string> cites) =>
    [
        Check.Status(200).Cites(cites),
        Check.IfAccepted(Check.PartStored(1, slice)).Cites(cites),
    ];

    /// <summary>Any of these answers conforms; a copy that is made is whole, one that is refused stores nothing.</summary>
    public static CitedCheck[] Open(Slice slice, ReadOnlySpan<int> statuses, ReadOnlySpan<string> codes, string cites) =>
    [
        Check.Status(statuses).Cites(cites),
        Check.IfRefused(Check.ErrorCode(codes)).Cites(cites),
        Check.IfAccepted(Check.PartStored(1, slice)).Cites(cites),
        Check.IfRefused(Check.PartsUnchanged()).Cites("upc.cond.no-side-effect"),
    ];
}
