namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Which signatures carry a part copy, and which are refused by name.</summary>
public static class Authentication
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);
    private static readonly HeaderLine OtherSource = new("x-amz-copy-source", "another-bucket/another-key");

    private static readonly (string Row, string Claim, SigningPlan Plan, string Cites)[] Accepted =
    [
        ("header", "A correct Signature V4 in the Authorization header is accepted.", new(), "upc.auth.sigv4-header"),
        ("unsigned-payload", "UNSIGNED-PAYLOAD is accepted as payload hash of a part copy.", new() { Payload = new PayloadHash.Unsigned() }, "upc.auth.payload-hash-header"),
        ("empty-payload-hash", "The hash of the empty string is accepted as payload hash of a part copy.", new(), "upc.auth.payload-hash-header"),
        ("fourteen-minutes-behind", "A request dated 14 minutes in the past is not refused for its date.", new() { Skew = TimeSpan.FromMinutes(-14) }, "upc.auth.clock-skew-inside"),
        ("fourteen-minutes-ahead", "A request dated 14 minutes in the future is not refused for its date.", new() { Skew = TimeSpan.FromMinutes(14) }, "upc.auth.clock-skew-inside"),
    ];

    private static readonly (string Row, string Claim, SigningPlan Plan, int Status, string Code, string Cites)[] Refused =
    [
        ("wrong-signature", "A signature with one wrong digit is refused.", new() { FlipSignature = true }, 403, "SignatureDoesNotMatch", "upc.auth.bad-signature"),
        ("unknown-access-key", "An access key that the target does not know is refused by that name.", new() { AccessKey = "AKIAIOSFODNN7EXAMPLE" }, 403, "InvalidAccessKeyId", "upc.auth.unknown-access-key"),
        ("anonymous", "A part copy without any authentication is refused.", new() { Mode = SigningMode.Anonymous }, 403, "AccessDenied", "upc.auth.anonymous"),
        ("unsigned-copy-source", "A copy source that is sent but not signed is refused.", new() { Unsigned = ["x-amz-copy-source"] }, 403, "AccessDenied", "upc.auth.unsigned-copy-source"),
        ("range-added-after-signing", "A range added after signing is refused.", new() { AddedAfterSigning = [new("x-amz-copy-source-range", "bytes=0-0")] }, 403, "AccessDenied", "upc.auth.unsigned-copy-source"),
        ("tampered-copy-source", "A copy source altered after signing is refused.", new() { SignedAs = [OtherSource] }, 403, "SignatureDoesNotMatch", "upc.auth.tampered-copy-source"),
        ("hour-behind", "A request dated an hour in the past is refused.", new() { Skew = TimeSpan.FromHours(-1) }, 403, "RequestTimeTooSkewed", "upc.auth.clock-skew"),
        ("hour-ahead", "A request dated an hour in the future is refused.", new() { Skew = TimeSpan.FromHours(1) }, 403, "RequestTimeTooSkewed", "upc.auth.clock-skew"),
        ("sixteen-minutes-behind", "A request dated 16 minutes in the past is refused.", new() { Skew = TimeSpan.FromMinutes(-16) }, 403, "RequestTimeTooSkewed", "upc.auth.clock-skew"),
        ("no-date", "A signed request with neither x-amz-date nor Date is refused.", new() { OmitDate = true }, 403, "AccessDenied", "upc.auth.missing-date"),
        ("wrong-region", "A credential scope of another region is refused.", new() { Region = "mars-north-9" }, 400, "AuthorizationHeaderMalformed", "upc.auth.wrong-region-scope"),
        (
            "payload-hash-mismatch",
            "A payload hash that is not that of the empty body is refused.",
            new() { Payload = new PayloadHash.Literal(new string('0', 63) + "1") },
            400,
            "XAmzContentSHA256Mismatch",
            "upc.auth.payload-hash-mismatch"),
    ];

    private static readonly (string Row, string What, string Value)[] Malformed =
    [
        ("empty-scheme", "a scheme without anything behind it", "AWS4-HMAC-SHA256"),
        ("unknown-scheme", "a scheme that S3 does not know", "Bearer abcdef"),
        ("basic", "a name and a password", "Basic dXNlcjpwYXNzd29yZA=="),
        ("no-signature", "no signature", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/s3/aws4_request, SignedHeaders=host"),
        ("no-credential", "no credential", "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00"),
        ("short-scope", "a scope of two segments", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101, SignedHeaders=host, Signature=00"),
        ("many-slashes", "a credential of slashes", "AWS4-HMAC-SHA256 Credential=//////, SignedHeaders=;;;, Signature=zz"),
        ("garbage", "noise", "%%%,,,===;;;\"\"\""),
    ];

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/authentication/common-headers",
        Claim = "Host, Date, Authorization and Content-Length may accompany the headers of the operation.",
        Given = [.. Refusals.Ready],
        When = new UploadPartCopyRequest(),
        Then = [.. Answers.Copies(Source.All, 1, "upc.addr.common-headers")],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Accepted.Select(row => Baseline with
        {
            Id = $"upload-part-copy/authentication/{row.Row}",
            Claim = row.Claim,
            When = new UploadPartCopyRequest { Signing = row.Plan },
            Then = [.. Answers.Copies(Source.All, 1, row.Cites)],
        }),
        Baseline with
        {
            Id = "upload-part-copy/authentication/x-amz-date-wins",
            Claim = "With a wrong Date and a right x-amz-date the request is judged by x-amz-date.",
            When = new UploadPartCopyRequest().With("Date", "Mon, 11 Apr 2011 20:34:56 GMT"),
            Then = [.. Answers.Copies(Source.All, 1, "upc.auth.x-amz-date-wins")],
        },
        .. Refused.Select(row => Baseline with
        {
            Id = $"upload-part-copy/authentication-refused/{row.Row}",
            Claim = row.Claim,
            When = new UploadPartCopyRequest { Signing = row.Plan },
            Then = [.. Answers.Refused(row.Status, row.Code, row.Cites), Check.PartNumbersAre().Cites(row.Cites)],
        }),
        Baseline with
        {
            Id = "upload-part-copy/authentication-refused/wrong-region-element",
            Claim = "The refusal of a credential scope of another region names a region, and not that one.",
            Dialects = [Dialect.Aws],
            When = new UploadPartCopyRequest { Signing = new SigningPlan { Region = "mars-north-9" } },
            Then =
            [
                Check.WhenCode("AuthorizationHeaderMalformed", Check.ElementFilled("Region")).Cites("upc.auth.wrong-region-scope"),
                Check.WhenCode("AuthorizationHeaderMalformed", Check.NoDescendant("Region", "mars-north-9")).Cites("upc.auth.wrong-region-scope"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/authentication-refused/anonymous-public-source",
            Claim = "A part copy without any authentication is refused, though everybody may read the source.",
            Given = [Given.StoredObject(Slot.Source, Source) with { Headers = [new HeaderLine("x-amz-acl", "public-read")] }, Given.OpenUpload(Slot.Upload)],
            When = new UploadPartCopyRequest { Signing = new SigningPlan { Mode = SigningMode.Anonymous } },
            Then = [.. Answers.Refused(403, "AccessDenied", "upc.auth.anonymous"), Check.PartNumbersAre().Cites("upc.auth.anonymous")],
        },
        .. Malformed.Select(row => Baseline with
        {
            Id = $"upload-part-copy/authorization-malformed/{row.Row}",
            Claim = $"An Authorization header with {row.What} is a fault of the client, and nothing is executed.",
            When = new UploadPartCopyRequest { Signing = new SigningPlan { LiteralAuthorization = row.Value } },
            Then =
            [
                Check.Status(400, 403).Cites("upc.auth.malformed-authorization"),
                Check.PartNumbersAre().Cites("upc.auth.malformed-authorization"),
            ],
        }),
        Baseline with
        {
            Id = "upload-part-copy/authorization-malformed/signature-v2",
            Claim = "A Signature V2 is verified or refused, never a server error.",
            When = new UploadPartCopyRequest { Signing = new SigningPlan { LiteralAuthorization = "AWS {access-key}:ZnJvbWFuZWFybGllcmFnZQ==" } },
            Then =
            [
                Check.Status(200, 400, 403).Cites("upc.auth.sigv2"),
                Check.Status(403).Cites("jd.auth.v4-only"),
                Check.ErrorCode("SignatureDoesNotMatchV2").Cites("jd.auth.v4-only"),
                Check.PartNumbersAre().Cites("upc.auth.malformed-authorization"),
            ],
        },
        .. ExpectedOwner("x-amz-expected-bucket-owner", "destination"),
        .. ExpectedOwner("x-amz-source-expected-bucket-owner", "source"),
    ];

    private static IEnumerable<Scenario> ExpectedOwner(string header, string bucket) =>
    [
        Baseline with
        {
            Id = $"upload-part-copy/expected-owner/{bucket}",
            Claim = $"A copy that names another account as owner of the {bucket} bucket is refused.",
            When = new UploadPartCopyRequest().With(header, "111122223333"),
            Then = [.. Answers.Refused(403, "AccessDenied", "upc.auth.expected-owner")],
        },
    ];
}
