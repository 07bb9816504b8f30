using System.Security.Cryptography;

namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>How the ETag of if-match and if-none-match is written, and what it is compared with.</summary>
public static class ConditionETags
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content[] Parts = [Content.Generated("part-of-source", 64)];
    private static readonly string Digest = Source.All.Md5;

    // What the ETag of an object of one part is without its suffix.
    private static readonly string Unsuffixed = Convert.ToHexStringLower(MD5.HashData(Convert.FromHexString(Parts[0].All.Md5)));

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly (string Row, string What, string Tag, bool IsOfSource)[] Unquoted =
    [
        ("unquoted", "The current ETag without quotation marks", "{bare-etag:source}", true),
        ("unquoted-other", "Another ETag without quotation marks", "00000000000000000000000000000000", false),
    ];

    // Each is one slip of comparing: a prefix, a suffix, the digest of something else.
    private static readonly (string Row, string What, string Tag)[] Others =
    [
        ("last-digit-differs", "An ETag that differs in its last digit", $"\"{Digest[..^1]}{(Digest[^1] == '0' ? '1' : '0')}\""),
        ("prefix", "The first half of the ETag", $"\"{Digest[..16]}\""),
        ("one-digit-more", "The ETag with one digit more", "\"{bare-etag:source}0\""),
        ("part-suffix-added", "The ETag with a part count that the source does not have", "\"{bare-etag:source}-1\""),
        ("digest-of-range", "The digest of the slice asked for", $"\"{Source.From(0, 9).Md5}\""),
    ];

    private static readonly (string Row, string What, string Header, string Value, int[] Statuses, string[] Codes, string Cites)[] Forms =
    [
        Form("weak-in-if-match", "A weak tag in if-match", ConditionHeaders.IfMatch, "W/{etag:source}", [412, 200, 400], "upc.cond.etag-weak"),
        Form("weak-in-if-none-match", "A weak tag in if-none-match", ConditionHeaders.IfNoneMatch, "W/{etag:source}", [412, 200, 400], "upc.cond.etag-weak"),
        Form("weak-other-in-if-match", "A weak tag that is not that of the source in if-match", ConditionHeaders.IfMatch, $"W/{ConditionHeaders.OtherETag}", [412, 400], "upc.cond.etag-weak"),
        Form("star-in-if-match", "* in if-match", ConditionHeaders.IfMatch, "*", [200, 412], "upc.cond.etag-star"),
        Form("star-in-if-none-match", "* in if-none-match", ConditionHeaders.IfNoneMatch, "*", [200, 412], "upc.cond.etag-star"),
        Form("list-first", "A list whose first member is the ETag", ConditionHeaders.IfMatch, $"{{etag:source}}, {ConditionHeaders.OtherETag}", [200, 412, 400], "upc.cond.etag-list"),
        Form("list-last", "A list whose last member is the ETag", ConditionHeaders.IfMatch, $"{ConditionHeaders.OtherETag},{{etag:source}}", [200, 412, 400], "upc.cond.etag-list"),
        Form("list-without", "A list without the ETag in if-match", ConditionHeaders.IfMatch, $"{ConditionHeaders.OtherETag}, \"11111111111111111111111111111111\"", [412, 400], "upc.cond.etag-list"),
        Form("list-in-if-none-match", "A list with the ETag in if-none-match", ConditionHeaders.IfNoneMatch, $"{ConditionHeaders.OtherETag}, {{etag:source}}", [200, 412, 400], "upc.cond.etag-list"),
        Form("list-without-in-if-none-match", "A list without the ETag in if-none-match", ConditionHeaders.IfNoneMatch, $"{ConditionHeaders.OtherETag}, \"11111111111111111111111111111111\"", [200, 400], "upc.cond.etag-list"),
        Form("upper-case-in-if-match", "The ETag in upper case in if-match", ConditionHeaders.IfMatch, "{upper-etag:source}", [412, 200], "upc.cond.etag-hex-case"),
        Form("upper-case-in-if-none-match", "The ETag in upper case in if-none-match", ConditionHeaders.IfNoneMatch, "{upper-etag:source}", [412, 200], "upc.cond.etag-hex-case"),
        Form("nothing-in-if-match", "if-match without a value", ConditionHeaders.IfMatch, "", [200, 412, 400], "upc.cond.etag-empty"),
        Form("empty-tag-in-if-match", "An empty tag in if-match", ConditionHeaders.IfMatch, "\"\"", [412, 400], "upc.cond.etag-empty"),
        Form("nothing-in-if-none-match", "if-none-match without a value", ConditionHeaders.IfNoneMatch, "", [200, 400], "upc.cond.etag-empty"),
        Form("empty-tag-in-if-none-match", "An empty tag in if-none-match", ConditionHeaders.IfNoneMatch, "\"\"", [200, 400], "upc.cond.etag-empty"),
        Form("one-quotation-mark", "The ETag with an opening quotation mark only", ConditionHeaders.IfMatch, "\"{bare-etag:source}", [200, 412, 400], "upc.cond.etag-malformed"),
        Form("apostrophes", "The ETag in apostrophes", ConditionHeaders.IfMatch, "'{bare-etag:source}'", [200, 412, 400], "upc.cond.etag-malformed"),
        Form("quoted-twice", "The ETag quoted twice", ConditionHeaders.IfMatch, "\"{etag:source}\"", [200, 412, 400], "upc.cond.etag-malformed"),
        Form("one-quotation-mark-other", "Another ETag with one quotation mark", ConditionHeaders.IfMatch, "\"00000000000000000000000000000000", [412, 400], "upc.cond.etag-malformed"),
    ];

    private static readonly (string Row, string Header, string Value, string What, string? RefusedBy)[] OfParts =
    [
        ("multipart", ConditionHeaders.IfMatch, "{etag:source}", "the ETag of a source made of parts is taken in if-match", null),
        ("multipart-in-if-none-match", ConditionHeaders.IfNoneMatch, "{etag:source}", "the ETag of a source made of parts is recognised in if-none-match", "upc.cond.if-none-match-false"),
        ("multipart-other-count", ConditionHeaders.IfMatch, $"\"{Unsuffixed}-2\"", "the ETag of a source made of parts with another count is another ETag", "upc.cond.if-match-false"),
        ("multipart-without-suffix", ConditionHeaders.IfMatch, $"\"{Unsuffixed}\"", "the ETag of a source made of parts without its suffix is another ETag", "upc.cond.if-match-false"),
        ("multipart-digest-of-content", ConditionHeaders.IfMatch, $"\"{Parts[0].All.Md5}\"", "the digest of the content of a source made of parts is not its ETag", "upc.cond.if-match-false"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Unquoted.Select(row => Baseline with
        {
            Id = $"upload-part-copy/condition-etags/{row.Row}-in-if-match",
            Claim = $"{row.What} {(row.IsOfSource ? "satisfies" : "fails")} if-match.",
            When = ConditionHeaders.Copy(ConditionHeaders.IfMatch, row.Tag),
            Then = [.. row.IsOfSource ? ConditionHeaders.Copied(Source.All, "upc.cond.etag-unquoted") : ConditionHeaders.Refused(ConditionHeaders.IfMatch, "upc.cond.if-match-false")],
        }),
        .. Unquoted.Select(row => Baseline with
        {
            Id = $"upload-part-copy/condition-etags/{row.Row}-in-if-none-match",
            Claim = $"{row.What} {(row.IsOfSource ? "fails" : "satisfies")} if-none-match.",
            When = ConditionHeaders.Copy(ConditionHeaders.IfNoneMatch, row.Tag),
            Then = [.. row.IsOfSource ? ConditionHeaders.Refused(ConditionHeaders.IfNoneMatch, "upc.cond.etag-unquoted") : ConditionHeaders.Copied(Source.All, "upc.cond.if-none-match-true")],
        }),
        .. Others.Select(row => Baseline with
        {
            Id = $"upload-part-copy/condition-etags/{row.Row}",
            Claim = $"{row.What} is another ETag: if-match fails.",
            When = ConditionHeaders.Copy(ConditionHeaders.IfMatch, row.Tag),
            Then = [.. ConditionHeaders.Refused(ConditionHeaders.IfMatch, "upc.cond.if-match-false")],
        }),
        .. Others.Where(row => row.Row is "prefix" or "one-digit-more").Select(row => Baseline with
        {
            Id = $"upload-part-copy/condition-etags/{row.Row}-in-if-none-match",
            Claim = $"{row.What} is another ETag: if-none-match is satisfied.",
            When = ConditionHeaders.Copy(ConditionHeaders.IfNoneMatch, row.Tag),
            Then = [.. ConditionHeaders.Copied(Source.All, "upc.cond.if-none-match-true")],
        }),
        .. Forms.Select(row => Baseline with
        {
            Id = $"upload-part-copy/condition-etags/{row.Row}",
            Claim = $"{row.What} is answered by one of the readings that are open, and a refused copy stores nothing.",
            When = ConditionHeaders.Copy(row.Header, row.Value),
            Then = [.. ConditionHeaders.Open(Source.All, row.Statuses, row.Codes, row.Cites)],
        }),
        .. OfParts.Select(row => Baseline with
        {
            Id = $"upload-part-copy/condition-etags/{row.Row}",
            Claim = $"With {row.Header.ToLowerInvariant()}, {row.What}.",
            Given = [Given.MultipartObject(Slot.Source, Parts), Given.OpenUpload(Slot.Upload)],
            When = ConditionHeaders.Copy(row.Header, row.Value),
            Then = [.. row.RefusedBy is { } cites ? ConditionHeaders.Refused(row.Header, cites) : ConditionHeaders.Copied(Parts[0].All, "upc.cond.etag-multipart")],
        }),
    ];

    private static (string Row, string What, string Header, string Value, int[] Statuses, string[] Codes, string Cites) Form(
        string row, string what, string header, string value, int[] statuses, string cites) => (row, what, header, value, statuses, cites switch
        {
            "upc.cond.etag-star" or "upc.cond.etag-hex-case" => ["PreconditionFailed"],
            "upc.cond.etag-weak" or "upc.cond.etag-list" => ["PreconditionFailed", "InvalidArgument"],
            _ => ["PreconditionFailed", "InvalidArgument", "InvalidRequest"],
        }, cites);
}
