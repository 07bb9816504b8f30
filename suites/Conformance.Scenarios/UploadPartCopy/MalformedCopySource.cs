namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>A copy source that names no bucket or no key, or cannot be decoded, is refused with 400 InvalidArgument.</summary>
public static class MalformedCopySource
{
    private static readonly (string Row, string Header, string[] Stored, string Cites)[] Refused =
    [
        ("empty-value", "", ["k"], "upc.src.empty-value"),
        ("blank-value", " ", ["k"], "upc.src.empty-value"),
        ("bucket-alone", "{bucket}", ["k"], "upc.src.no-slash"),
        ("bucket-alone-leading-slash", "/{bucket}", ["k"], "upc.src.no-slash"),
        ("word-alone", "wrongformat", ["k"], "upc.src.no-slash"),
        ("bucket-and-slash", "{bucket}/", ["k"], "upc.src.empty-key"),
        ("bucket-and-slash-leading-slash", "/{bucket}/", ["k"], "upc.src.empty-key"),
        ("bucket-and-encoded-slash", "{bucket}%2F", ["k"], "upc.src.empty-key"),
        ("slash-alone", "/", ["k"], "upc.src.empty-bucket"),
        ("two-slashes", "//", ["k"], "upc.src.empty-bucket"),
        ("empty-bucket", "//{prefix}k", ["k"], "upc.src.empty-bucket"),
        ("empty-bucket-before-bucket", "//{bucket}/{prefix}k", ["k"], "upc.src.empty-bucket"),
        ("percent-letters", "{bucket}/{prefix}a%ZZ", ["a"], "upc.src.bad-percent"),
        ("percent-letters-key-stored", "{bucket}/{prefix}a%ZZ", ["a%ZZ"], "upc.src.bad-percent"),
        ("percent-at-end", "{bucket}/{prefix}a%", ["a"], "upc.src.bad-percent"),
        ("percent-at-end-key-stored", "{bucket}/{prefix}a%", ["a%"], "upc.src.bad-percent"),
        ("percent-one-digit", "{bucket}/{prefix}a%2", ["a"], "upc.src.bad-percent"),
        ("percent-one-digit-and-slash", "{bucket}/{prefix}a%2/b", ["a"], "upc.src.bad-percent"),
        ("percent-plus-digit", "{bucket}/{prefix}a%+1", ["a"], "upc.src.bad-percent"),
        ("percent-u-form", "{bucket}/{prefix}%u0061", ["a"], "upc.src.bad-percent"),
        ("percent-twice", "{bucket}/{prefix}a%%20b", ["a b", "a% b"], "upc.src.bad-percent"),
        ("percent-in-bucket", "{bucket}%/{prefix}k", ["k"], "upc.src.bad-percent"),
    ];

    private static readonly Scenario Elements = new()
    {
        Id = "upload-part-copy/malformed-copy-source/error-elements",
        Claim = "The error for a copy source without a slash names the header in ArgumentName, and again in ArgumentValue.",
        Given = [.. StoredKeys.GivenOnly("k")],
        When = new UploadPartCopyRequest { CopySource = "{bucket}" },
        Then =
        [
            Check.ErrorCode("InvalidArgument").Cites("upc.src.no-slash"),
            Check.IfRefused(Check.ErrorElement("ArgumentName", "x-amz-copy-source")).Cites("err.argument"),
            Check.IfRefused(Check.ErrorElement("ArgumentValue")).Cites("err.argument"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Refused.Select(row => Elements with
        {
            Id = $"upload-part-copy/malformed-copy-source/{row.Row}",
            Claim = $"The copy source \"{row.Header}\" is refused and stores nothing.",
            Given = [.. StoredKeys.GivenOnly(row.Stored)],
            When = new UploadPartCopyRequest { CopySource = row.Header },
            Then = [.. CopyAnswers.RefusesSource(400, ["InvalidArgument"], row.Cites)],
        }),
        Elements,
    ];
}
