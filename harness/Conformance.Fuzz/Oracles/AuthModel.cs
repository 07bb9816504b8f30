namespace Conformance.Fuzz;

/// <summary>Ways of signing as fixtures/catalogue/addressing-auth.yaml has them.</summary>
public static class AuthModel
{
    /// <summary>Reads the name of a way of signing (see <see cref="Signings"/>).</summary>
    public static Reading Read(string name) => new(
        name.StartsWith(Signings.Authorization, StringComparison.Ordinal) ? "auth/literal" : $"auth/{name}",
        name switch
        {
            "flipped" => Denied("SignatureDoesNotMatch", "upc.auth.bad-signature"),
            "presigned-flipped" => Denied("SignatureDoesNotMatch", "upc.auth.bad-signature"),
            "anonymous" => Denied("AccessDenied", "upc.auth.anonymous"),
            "unknown-key" => Denied("InvalidAccessKeyId", "upc.auth.unknown-access-key"),
            "old" or "future" => Denied("RequestTimeTooSkewed", "upc.auth.clock-skew"),
            "wrong-region" => new Expected.Refused([400], ["AuthorizationHeaderMalformed"], "upc.auth.wrong-region-scope"),
            "no-date" => Denied("AccessDenied", "upc.auth.missing-date"),
            "literal-hash" => new Expected.Refused([400], ["XAmzContentSHA256Mismatch"], "upc.auth.payload-hash-mismatch"),
            "unsigned-source" => Denied("AccessDenied", "upc.auth.unsigned-copy-source"),
            "presigned" => new Expected.Sound("upc.auth.sigv4-presigned"),
            "presigned-expired" => Denied("AccessDenied", "upc.auth.presigned-expired"),
            _ => new Expected.Refused([400, 403], [], "upc.auth.malformed-authorization"),
        });

    private static Expected.Refused Denied(string code, string cites) => new([403], [code], cites);
}
