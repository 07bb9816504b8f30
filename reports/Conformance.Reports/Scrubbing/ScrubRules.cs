using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Conformance.Reports;

/// <summary>One thing that changes from run to run without the target behaving otherwise.</summary>
/// <param name="Name">Name of the rule.</param>
/// <param name="Placeholder">What stands in its place.</param>
/// <param name="Why">Why it changes, one phrase.</param>
public sealed record ScrubRule(string Name, string Placeholder, string Why);

/// <summary>A value that was replaced.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Placeholder">What stands in its place, with its number where values of the rule are told apart.</param>
/// <param name="Value">What stood there.</param>
public sealed record ScrubbedValue(string Rule, string Placeholder, string Value);

/// <summary>Every rule by which exchanges and observations are made comparable between runs: the one list.</summary>
public static partial class ScrubRules
{
    /// <summary>The rule for keys of a case; its pattern has the number of the case in the group <see cref="CaseGroup"/>.</summary>
    internal const string PrefixRule = "prefix";

    /// <summary>See <see cref="PrefixRule"/>.</summary>
    internal const string CaseGroup = "case";

    private const int TimeoutMs = 2000;

    /// <summary>The rules, in the order in which they are applied.</summary>
    public static ImmutableArray<ScrubRule> All { get; } =
    [
        new("upload-id", "{upload-N}", "the target makes up ids of uploads; N tells them apart within a case"),
        new("version-id", "{version-N}", "the target makes up ids of versions; N tells them apart within a case"),
        new("etag", "{etag-N}", "where a case uses a customer key, ETags are no digests of content; N tells them apart within the case"),
        new("request-id", "{request-id}", "every answer has one of its own"),
        new("host-id", "{host-id}", "names the machine that answered"),
        new("account", "{account}", "id and name of the account that the run was given"),
        new("host", "{host}", "address and port of the target"),
        new("bucket", "{bucket}", "the run names its buckets after its own id: {bucket}, {second-bucket}, {versioned-bucket}, {foreign-bucket}, {own-bucket}, {missing-bucket}"),
        new("prefix", "{prefix}", "the run prefixes its keys with its own id and the number of the case"),
        new("other-case", "{other-case}", "a listing of the bucket also shows what other cases, side by side, have created"),
        new("run", "{run}", "every run has an id of its own"),
        new("date", "{date}", "the clock moves on"),
        new("signed", "{signed}", "signatures, and what was signed, hold the date"),
        new("uuid", "{uuid}", "made up"),
        new("duration", "{duration}", "how long something took"),
    ];

    /// <summary>Elements of documents whose text is a value to scrub wherever it occurs in the case, and the rule.</summary>
    internal static ImmutableDictionary<string, string> Elements { get; } = new Dictionary<string, string>
    {
        ["UploadId"] = "upload-id",
        ["NextUploadIdMarker"] = "upload-id",
        ["UploadIdMarker"] = "upload-id",
        ["VersionId"] = "version-id",
        ["DeleteMarkerVersionId"] = "version-id",
        ["NextVersionIdMarker"] = "version-id",
        ["RequestId"] = "request-id",
        ["HostId"] = "host-id",
        ["ID"] = "account",
        ["DisplayName"] = "account",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Header lines of answers whose value is one to scrub wherever it occurs in the case, and the rule.</summary>
    internal static ImmutableDictionary<string, string> Headers { get; } = new Dictionary<string, string>
    {
        ["x-amz-request-id"] = "request-id",
        ["x-amz-id-2"] = "host-id",
        ["x-trans-id"] = "request-id",
        ["x-openstack-request-id"] = "request-id",
        ["x-amz-version-id"] = "version-id",
        ["x-amz-copy-source-version-id"] = "version-id",
        ["x-amz-abort-rule-id"] = "request-id",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>A case with this line in an answer is about what is encrypted with a customer key, whose ETag is made up. Not every answer about it says so.</summary>
    internal const string CustomerKeyLine = "x-amz-server-side-encryption-customer-algorithm";

    /// <summary>Rules that a pattern finds, in the order in which they are applied.</summary>
    internal static ImmutableArray<(string Rule, Regex Pattern, Func<Match, string> Placeholder)> Patterns { get; } =
    [
        ("bucket", RunBucket(), m => BucketName(m.Groups[1].Value)),
        (PrefixRule, RunPrefix(), _ => "{prefix}"),
        ("run", RunId(), _ => "{run}"),
        ("signed", Sha256(), _ => "{signed}"),
        ("signed", SpelledBytes(), _ => "{signed}"),
        ("uuid", Uuid(), _ => "{uuid}"),
        ("date", IsoDate(), _ => "{date}"),
        ("date", BasicDate(), _ => "{date}"),
        ("date", ScopeDate(), _ => "{date}"),
        ("date", HttpDate(), _ => "{date}"),
        ("date", AsctimeDate(), _ => "{date}"),
        ("duration", Duration(), _ => "{duration}"),
    ];

    /// <summary>Header lines of requests that say nothing about what was asked: they sign, date and address it.</summary>
    internal static ImmutableHashSet<string> Unshown { get; } =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "Host", "Authorization", "x-amz-date", "x-amz-content-sha256", "User-Agent", "amz-sdk-invocation-id", "amz-sdk-request");

    private static string BucketName(string suffix) => suffix switch
    {
        "a" => "{bucket}",
        "b" => "{second-bucket}",
        "v" => "{versioned-bucket}",
        "f" => "{foreign-bucket}",
        "missing" => "{missing-bucket}",
        _ => "{own-bucket}",
    };

    [GeneratedRegex(@"s3conformance-\d{12}-[a-z0-9]{5}-(a|b|v|f|missing|\d+x\d+)(?![a-z0-9])", RegexOptions.None, TimeoutMs)]
    private static partial Regex RunBucket();

    [GeneratedRegex(@"s3conformance-\d{12}-[a-z0-9]{5}(/|%2F|%252F)(?<case>\d{4,})(-\d+)?(?=/|%2F|%252F)", RegexOptions.IgnoreCase, TimeoutMs)]
    internal static partial Regex RunPrefix();

    [GeneratedRegex(@"s3conformance-\d{12}-[a-z0-9]{5}", RegexOptions.None, TimeoutMs)]
    private static partial Regex RunId();

    [GeneratedRegex(@"\b[0-9a-f]{64}\b", RegexOptions.None, TimeoutMs)]
    private static partial Regex Sha256();

    [GeneratedRegex(@"\b([0-9a-f]{2} ){32,}[0-9a-f]{2}\b", RegexOptions.None, TimeoutMs)]
    private static partial Regex SpelledBytes();

    [GeneratedRegex(@"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", RegexOptions.IgnoreCase, TimeoutMs)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\b20\d\d-\d\d-\d\d([T ]\d\d(:|%3A)\d\d(:|%3A)\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?\b", RegexOptions.None, TimeoutMs)]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"\b20\d{6}T\d{6}Z\b", RegexOptions.None, TimeoutMs)]
    private static partial Regex BasicDate();

    // The day of a signature's scope.
    [GeneratedRegex(@"(?<!\d)20\d{6}(?=(/|%2F)[a-z0-9-]+(/|%2F)s3(/|%2F)aws4_request)", RegexOptions.None, TimeoutMs)]
    private static partial Regex ScopeDate();

    [GeneratedRegex(@"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, \d\d[ -][A-Z][a-z]{2}[ -](\d\d)?\d\d \d\d:\d\d:\d\d (GMT|UTC)", RegexOptions.None, TimeoutMs)]
    private static partial Regex HttpDate();

    [GeneratedRegex(@"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d 20\d\d", RegexOptions.None, TimeoutMs)]
    private static partial Regex AsctimeDate();

    [GeneratedRegex(@"\b\d+([.,]\d+)? ?(ms|s|seconds|milliseconds)\b", RegexOptions.None, TimeoutMs)]
    private static partial Regex Duration();
}
