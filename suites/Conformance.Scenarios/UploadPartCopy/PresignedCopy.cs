namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Part copies authorised by a signature in the query string.</summary>
public static class PresignedCopy
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);
    private static readonly SigningPlan Presigned = new() { Mode = SigningMode.Presigned };

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/presigned/accepted",
        Claim = "A presigned part copy is accepted when its copy source is among the signed headers.",
        Given = [.. Refusals.Ready],
        When = new UploadPartCopyRequest { Signing = Presigned },
        Then = [.. Answers.Copies(Source.All, 1, "upc.auth.sigv4-presigned")],
    };

    private static readonly (string Row, string Claim, SigningPlan Plan, int Status, string Code, string Cites)[] Refused =
    [
        (
            "expired",
            "A presigned URL used after its lifetime is refused.",
            Presigned with { Skew = TimeSpan.FromMinutes(-10), Expires = TimeSpan.FromMinutes(1) },
            403,
            "AccessDenied",
            "upc.auth.presigned-expired"),
        ("wrong-signature", "A presigned URL with one wrong digit is refused.", Presigned with { FlipSignature = true }, 403, "SignatureDoesNotMatch", "upc.auth.bad-signature"),
        (
            "tampered-copy-source",
            "A presigned copy whose source was altered after signing is refused.",
            Presigned with { SignedAs = [new("x-amz-copy-source", "another-bucket/another-key")] },
            403,
            "SignatureDoesNotMatch",
            "upc.auth.tampered-copy-source"),
        ("unsigned-copy-source", "A presigned copy whose source is sent but not signed is refused.", Presigned with { Unsigned = ["x-amz-copy-source"] }, 403, "AccessDenied", "upc.auth.unsigned-copy-source"),
        ("unknown-access-key", "A presigned copy with an unknown access key is refused by that name.", Presigned with { AccessKey = "AKIAIOSFODNN7EXAMPLE" }, 403, "InvalidAccessKeyId", "upc.auth.unknown-access-key"),
        ("lifetime-above-a-week", "A lifetime of more than a week is refused.", Presigned with { Expires = TimeSpan.FromSeconds(604801) }, 400, "AuthorizationQueryParametersError", "upc.auth.presigned-expires-limit"),
        ("and-header", "A request signed both in the query and in a header is refused.", Presigned with { LiteralAuthorization = Header }, 400, "InvalidArgument", "upc.auth.two-mechanisms"),
    ];

    private static readonly string[] Required = ["X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature"];

    private const string Header = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00";

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Refused.Select(row => Baseline with
        {
            Id = $"upload-part-copy/presigned-refused/{row.Row}",
            Claim = row.Claim,
            When = new UploadPartCopyRequest { Signing = row.Plan },
            Then = [.. Answers.Refused(row.Status, row.Code, row.Cites), Check.PartNumbersAre().Cites(row.Cites)],
        }),
        .. Required.Select(parameter => Baseline with
        {
            Id = $"upload-part-copy/presigned-refused/no-{parameter.ToLowerInvariant()}",
            Claim = $"A presigned copy without {parameter} is refused.",
            When = new UploadPartCopyRequest { Signing = Presigned with { OmitParameters = [parameter] } },
            Then = [.. Answers.Refused(400, "AuthorizationQueryParametersError", "upc.auth.presigned-missing-params")],
        }),
    ];
}
