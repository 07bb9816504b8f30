namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Which object x-amz-copy-source names: spellings of bucket and key, beside objects whose keys a wrong decoding would name.</summary>
public static class CopySource
{
    private const string FamilyEncoded = "%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7";

    private static readonly (string Row, string Header, string Key, string[] Lookalikes, string Cites)[] Named =
    [
        ("plain", "{bucket}/{prefix}k", "k", [], "upc.src.basic"),
        ("slashes-in-key", "{bucket}/{prefix}a/b/c", "a/b/c", ["a"], "upc.src.basic"),
        ("leading-slash", "/{bucket}/{prefix}k", "k", [], "upc.src.leading-slash"),
        ("leading-slash-slashes-in-key", "/{bucket}/{prefix}a/b/c", "a/b/c", ["a"], "upc.src.leading-slash"),
        ("encoded-separator", "{bucket}%2F{encoded-prefix}k", "k", [], "upc.src.encoded-slash-separator"),
        ("encoded-separator-lower-case", "{bucket}%2f{encoded-prefix}k", "k", [], "upc.src.encoded-slash-separator"),
        ("encoded-separator-slashes-in-key", "{bucket}%2F{encoded-prefix}a%2Fb%2Fc", "a/b/c", ["a", "a%2Fb%2Fc"], "upc.src.encoded-slash-separator"),
        ("encoded-slash-in-key", "{bucket}/{prefix}a%2Fb", "a/b", ["a%2Fb"], "upc.src.percent-encoding"),
        ("encoded-at-and-comma", "{bucket}/{prefix}a%40b%2Cc", "a@b,c", ["a%40b%2Cc"], "upc.src.percent-encoding"),
        ("encoded-percent", "{bucket}/{prefix}100%25", "100%", ["100%25"], "upc.src.percent-encoding"),
        ("decoded-once", "{bucket}/{prefix}a%252Fb", "a%2Fb", ["a/b"], "upc.src.single-decode"),
        ("decoded-once-blank", "{bucket}/{prefix}a%2520b", "a%20b", ["a b"], "upc.src.single-decode"),
        ("decoded-once-percent", "{bucket}/{prefix}a%252525", "a%2525", ["a%25", "a%"], "upc.src.single-decode"),
        ("decoded-once-bad-triplet", "{bucket}/{prefix}a%25ZZ", "a%ZZ", ["a"], "upc.src.single-decode"),
        ("blank", "{bucket}/{prefix}a%20b", "a b", ["a+b", "a%20b", "a"], "upc.src.space-encoded"),
        ("blank-at-both-ends", "{bucket}/{prefix}%20a%20", " a ", ["a"], "upc.src.space-encoded"),
        ("plus", "{bucket}/{prefix}a%2Bb", "a+b", ["a b", "a%2Bb"], "upc.src.plus-encoded"),
        ("plus-lower-case", "{bucket}/{prefix}a%2bb", "a+b", ["a b"], "upc.src.plus-encoded"),
        ("plus-and-blank", "{bucket}/{prefix}a%2B%20b", "a+ b", ["a++b", "a  b"], "upc.src.plus-encoded"),
        ("lower-case-hex", "{bucket}/{prefix}%c3%a9", "\u00E9", [], "upc.src.hex-case"),
        ("upper-case-hex", "{bucket}/{prefix}%C3%A9", "\u00E9", [], "upc.src.hex-case"),
        ("mixed-case-hex", "{bucket}/{prefix}%c3%A9%2f%2F", "\u00E9//", ["\u00E9/"], "upc.src.hex-case"),
        ("unreserved-encoded", "{bucket}/{prefix}%61", "a", [], "upc.src.unreserved-encoded"),
        ("unreserved-marks-encoded", "{bucket}/{prefix}%61%2Etxt%2D%5F%7E", "a.txt-_~", ["%61%2Etxt%2D%5F%7E"], "upc.src.unreserved-encoded"),
        ("emoji", "{bucket}/{prefix}%F0%9F%98%80", "\U0001F600", [], "upc.src.unicode-encoded"),
        ("emoji-joined", $"{{bucket}}/{{prefix}}{FamilyEncoded}", "\U0001F468\u200D\U0001F469\u200D\U0001F467", ["\U0001F468"], "upc.src.unicode-encoded"),
        ("cjk", "{bucket}/{prefix}%E6%96%87%E5%AD%97", "\u6587\u5B57", [], "upc.src.unicode-encoded"),
        ("normal-form-c", "{bucket}/{prefix}%C3%A9", "\u00E9", ["e\u0301"], "upc.src.unicode-encoded"),
        ("normal-form-d", "{bucket}/{prefix}e%CC%81", "e\u0301", ["\u00E9"], "upc.src.unicode-encoded"),
        ("right-to-left", "{bucket}/{prefix}%D7%A9%D7%9C%D7%95%D7%9D", "\u05E9\u05DC\u05D5\u05DD", [], "upc.src.unicode-encoded"),
        ("trailing-slash", "{bucket}/{prefix}dir/", "dir/", ["dir"], "upc.src.trailing-slash-key"),
        ("trailing-slash-encoded", "{bucket}/{prefix}dir%2F", "dir/", ["dir"], "upc.src.trailing-slash-key"),
        ("without-trailing-slash", "{bucket}/{prefix}dir", "dir", ["dir/"], "upc.src.trailing-slash-key"),
        ("double-slash", "{bucket}/{prefix}a//b", "a//b", ["a/b"], "upc.src.inner-double-slash"),
        ("triple-slash", "{bucket}/{prefix}a///b", "a///b", ["a/b", "a//b"], "upc.src.inner-double-slash"),
        ("double-slash-encoded", "{bucket}/{prefix}a%2F%2Fb", "a//b", ["a/b"], "upc.src.inner-double-slash"),
        ("double-trailing-slash", "{bucket}/{prefix}a//", "a//", ["a/", "a"], "upc.src.inner-double-slash"),
        ("encoded-question-mark", "{bucket}/{prefix}a%3FversionId%3Dx", "a?versionId=x", ["a"], "upc.src.encoded-question-mark"),
        ("encoded-question-mark-alone", "{bucket}/{prefix}a%3F", "a?", ["a"], "upc.src.encoded-question-mark"),
        ("encoded-number-sign", "{bucket}/{prefix}a%23b", "a#b", ["a"], "upc.src.fragment"),
    ];

    // The catalogue's status for a raw plus is that of the key not found, so the part alone tells here that the blank was found.
    private static readonly (string Row, string[] Lookalikes)[] RawPlus =
    [
        ("raw-plus-for-blank", []),
        ("raw-plus-for-blank-beside-plus", ["a+b"]),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Named.Select(row => Case(row.Row, row.Header, row.Key, row.Lookalikes) with
        {
            Then = [.. CopyAnswers.TakesNamed(StoredKeys.Of(row.Key), row.Cites)],
        }),
        .. RawPlus.Select(row => Case(row.Row, "{bucket}/{prefix}a+b", "a b", row.Lookalikes) with
        {
            Then =
            [
                Check.PartStored(1, StoredKeys.Of("a b").All).Cites("upc.src.plus-raw"),
                Check.IfAccepted(Check.AssembledIs(StoredKeys.Of("a b").All)).Cites("upc.src.plus-raw"),
            ],
        }),
    ];

    private static Scenario Case(string row, string header, string key, string[] lookalikes) => new()
    {
        Id = $"upload-part-copy/copy-source/{row}",
        Claim = $"The copy source {header} names the key \"{key}\"{(lookalikes.Length == 0 ? "" : $", not \"{string.Join("\" or \"", lookalikes)}\"")}.",
        Given = [.. StoredKeys.Given(key, lookalikes)],
        When = new UploadPartCopyRequest { CopySource = header },
        Then = [],
    };
}
