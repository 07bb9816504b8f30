using System.Collections.Immutable;

namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Which error wins: every pair of wrong inputs that one request can have. Few winners are known of AWS, so that most pairs are only recorded.</summary>
public static class Precedence
{
    /// <summary>The first segments of the ids, for the table in the report.</summary>
    public const string Behaviour = "upload-part-copy/precedence";

    // A fault, and the fields of the request that it takes: two faults of one field cannot go together.
    private static readonly (string Name, string Field, string What, Func<UploadPartCopyRequest, UploadPartCopyRequest> Break)[] Faults =
    [
        ("anonymous", "signing", "no signature", c => c with { Signing = new SigningPlan { Mode = SigningMode.Anonymous } }),
        ("access-key", "access-key", "an unknown access key", c => c with { Signing = c.Signing with { AccessKey = "AKIAIOSFODNN7EXAMPLE" } }),
        ("signature", "signature", "a wrong signature", c => c with { Signing = c.Signing with { FlipSignature = true } }),
        ("region", "region", "a credential scope of another region", c => c with { Signing = c.Signing with { Region = "mars-north-9" } }),
        ("skew", "skew", "a date an hour in the past", c => c with { Signing = c.Signing with { Skew = TimeSpan.FromHours(-1) } }),
        ("bucket", "bucket", "a destination bucket that does not exist", c => c with { Bucket = Bucket.Missing }),
        ("owner", "owner", "another account as owner of the bucket", c => (UploadPartCopyRequest)c.With("x-amz-expected-bucket-owner", "111122223333")),
        ("upload", "upload", "an unknown upload id", c => c with { UploadId = UploadId.NeverIssued, Key = "{destination}" }),
        ("part-number", "part-number", "part number 0", c => c with { PartNumber = 0 }),
        ("source-form", "source", "a copy source without a key", c => c with { CopySource = "{bucket}" }),
        ("source-bucket", "source", "a source bucket that does not exist", c => c with { CopySource = "{missing-bucket}/key" }),
        ("source-key", "source", "a source key that does not exist", c => c with { CopySource = "{bucket}/{prefix}no-such-key" }),
        ("range-form", "range", "a range that ends before it begins", c => c with { Range = "bytes=9-0" }),
        ("range-end", "range", "a range past the end of the source", c => c with { Range = "bytes=0-100" }),
        ("condition", "condition", "a condition that fails", c => (UploadPartCopyRequest)c.With("x-amz-copy-source-if-match", "\"00000000000000000000000000000000\"")),
    ];

    // Known winners: the pair, who wins, and the requirement that says so.
    private static readonly (string First, string Second, int Status, string Code, string Cites)[] Known =
    [
        ("signature", "bucket", 403, "SignatureDoesNotMatch", "prec.signature-first"),
        ("signature", "upload", 403, "SignatureDoesNotMatch", "prec.signature-first"),
        ("signature", "part-number", 403, "SignatureDoesNotMatch", "prec.signature-first"),
        ("signature", "source-form", 403, "SignatureDoesNotMatch", "prec.signature-first"),
        ("signature", "source-bucket", 403, "SignatureDoesNotMatch", "prec.signature-first"),
        ("signature", "source-key", 403, "SignatureDoesNotMatch", "prec.signature-first"),
        ("signature", "range-form", 403, "SignatureDoesNotMatch", "prec.signature-first"),
        ("signature", "range-end", 403, "SignatureDoesNotMatch", "prec.signature-first"),
        ("signature", "condition", 403, "SignatureDoesNotMatch", "prec.signature-first"),
        ("range-end", "condition", 412, "PreconditionFailed", "upc.cond.before-range"),
    ];

    /// <summary>Names of the faults in the order of the table.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Faults.Select(f => f.Name)];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
        from pair in Faults.SelectMany((first, i) => Faults.Skip(i + 1).Select(second => (First: first, Second: second)))
        where AreCompatible(pair.First, pair.Second)
        let known = Known.Where(k => k.First == pair.First.Name && k.Second == pair.Second.Name).ToArray()
        let sound = new UploadPartCopyRequest()
        select new Scenario
        {
            Id = $"{Behaviour}/{pair.First.Name}-and-{pair.Second.Name}",
            Claim = $"A copy with {pair.First.What} and with {pair.Second.What} is refused as one of the two is alone.",
            Given = [.. Refusals.Ready],
            Dialects = pair.Second.Name == "condition" ? [Dialect.Aws] : [],
            When = pair.Second.Break(pair.First.Break(sound)),
            Then =
            [
                Check.RefusedAsOneOf((pair.First.Name, pair.First.Break(sound)), (pair.Second.Name, pair.Second.Break(sound))).Cites("prec.one-of-two"),
                .. known.SelectMany(k => Answers.Refused(k.Status, k.Code, k.Cites)),
            ],
        };

    // Without a source there is no end to be past, and without any signature nothing about it can be wrong.
    private static bool AreCompatible((string Name, string Field, string What, Func<UploadPartCopyRequest, UploadPartCopyRequest> Break) first, (string Name, string Field, string What, Func<UploadPartCopyRequest, UploadPartCopyRequest> Break) second) =>
        first.Field != second.Field
        && !(first.Field == "signing" && second.Field is "access-key" or "signature" or "region" or "skew")
        && !(first.Field == "source" && second.Name == "range-end");
}
