namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>
/// Copy sources that may be taken at their word or refused. Which of the two is the target's choice; what it never does is to copy
/// another object than the one named.
/// </summary>
public static class DoubtfulCopySource
{
    // Key is null where nothing is stored that the copy source could rightly name.
    private static readonly (string Row, string Header, string? Key, string[] NotKeys, int[] Statuses, string Cites)[] Doubtful =
    [
        ("leading-encoded-slash", "%2F{bucket}%2F{encoded-prefix}k", "k", [], [], "upc.src.encoded-slash-separator"),
        ("raw-blank", "{bucket}/{prefix}a b", "a b", ["a", "a+b", "ab"], [200, 400, 403], "upc.src.space-raw"),
        ("two-raw-blanks", "{bucket}/{prefix}a  b", "a  b", ["a b"], [200, 400, 403], "upc.src.space-raw"),
        ("raw-unicode", "{bucket}/{prefix}\u00E9", "\u00E9", ["\u00C3\u00A9"], [200, 400, 403, 404], "upc.src.unicode-raw"),
        ("raw-emoji", "{bucket}/{prefix}\U0001F600", "\U0001F600", [], [200, 400, 403, 404], "upc.src.unicode-raw"),
        ("encoded-nul-inside", "{bucket}/{prefix}a%00b", null, ["a", "ab", "a b"], [200, 400, 404], "upc.src.nul-and-control"),
        ("encoded-nul-at-end", "{bucket}/{prefix}a%00", null, ["a"], [200, 400, 404], "upc.src.nul-and-control"),
        ("encoded-nul-at-start", "{bucket}/{prefix}%00a", null, ["a"], [200, 400, 404], "upc.src.nul-and-control"),
        ("encoded-cr-lf", "{bucket}/{prefix}a%0D%0Ab", null, ["a", "ab", "a b"], [200, 400, 404], "upc.src.nul-and-control"),
        ("encoded-cr-lf-and-header", "{bucket}/{prefix}a%0D%0Ax-amz-copy-source-range:%20bytes=0-0", null, ["a"], [200, 400, 404], "upc.src.nul-and-control"),
        ("encoded-line-feed-at-end", "{bucket}/{prefix}a%0A", null, ["a"], [200, 400, 404], "upc.src.nul-and-control"),
        ("encoded-tab-at-end", "{bucket}/{prefix}a%09", null, ["a"], [200, 400, 404], "upc.src.nul-and-control"),
        ("encoded-delete", "{bucket}/{prefix}a%7F", null, ["a"], [200, 400, 404], "upc.src.nul-and-control"),
        ("unknown-query", "{bucket}/{prefix}k?foo=bar", "k", [], [200, 400, 404], "upc.src.unknown-query"),
        ("unknown-query-beside-literal", "{bucket}/{prefix}k?foo=bar", "k", ["k?foo=bar"], [200, 400, 404], "upc.src.unknown-query"),
        ("query-part-number", "{bucket}/{prefix}k?partNumber=1", "k", [], [200, 400, 404], "upc.src.unknown-query"),
        ("raw-number-sign", "{bucket}/{prefix}a#b", null, ["a"], [200, 400, 404], "upc.src.fragment"),
        ("raw-number-sign-key-stored", "{bucket}/{prefix}a#b", "a#b", ["a"], [200, 400, 404], "upc.src.fragment"),
        ("dot-dot-segment", "{bucket}/{prefix}a/../k", null, ["k", "a/k"], [200, 400, 404], "upc.src.dot-segments"),
        ("dot-segment", "{bucket}/{prefix}a/./k", null, ["a/k", "k"], [200, 400, 404], "upc.src.dot-segments"),
        ("dot-segment-at-end", "{bucket}/{prefix}k/.", null, ["k", "k/"], [200, 400, 404], "upc.src.dot-segments"),
        ("dot-dot-segment-at-end", "{bucket}/{prefix}k/a/..", null, ["k", "k/"], [200, 400, 404], "upc.src.dot-segments"),
        ("encoded-dot-dot-segment", "{bucket}/{prefix}a/%2E%2E/k", null, ["k", "a/k"], [200, 400, 404], "upc.src.dot-segments"),
        ("dot-dot-segment-encoded-slashes", "{bucket}/{prefix}a%2F..%2Fk", null, ["k", "a/k"], [200, 400, 404], "upc.src.dot-segments"),
        ("dot-dot-before-backslash", "{bucket}/{prefix}a%5C..%5Ck", null, ["k", "a/k"], [200, 400, 404], "upc.src.dot-segments"),
        ("dot-dot-segment-key-stored", "{bucket}/{prefix}a/../k", "a/../k", ["k"], [200, 400, 404], "upc.src.dot-segments"),
        ("dot-segment-key-stored", "{bucket}/{prefix}a/./k", "a/./k", ["a/k"], [200, 400, 404], "upc.src.dot-segments"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All => Doubtful.Select(row => new Scenario
    {
        Id = $"upload-part-copy/doubtful-copy-source/{row.Row}",
        Claim = row.Key is null
            ? $"The copy source {row.Header} never copies the object \"{string.Join("\" or \"", row.NotKeys)}\"."
            : $"The copy source {row.Header} is refused or copies the object \"{row.Key}\".",
        Given = [.. row.Key is null ? StoredKeys.GivenOnly(row.NotKeys) : StoredKeys.Given(row.Key, row.NotKeys)],
        When = new UploadPartCopyRequest { CopySource = row.Header },
        Then =
        [
            .. row.Statuses.Length == 0 ? Array.Empty<CitedCheck>() : [Check.Status(row.Statuses).Cites(row.Cites)],
            .. row.Key is null
                ? [Check.IfAccepted(Check.AssembledIsNot(StoredKeys.Slices(row.NotKeys))).Cites(row.Cites)]
                : CopyAnswers.HoldsNamed(StoredKeys.Of(row.Key).All, row.Cites),
            Check.IfRefused(Check.PartNumbersAre()).Cites("inv.refused-stores-nothing"),
        ],
    });
}
