using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Conformance.Wire;

/// <summary>Signature Version 4 for S3, correct by default and broken exactly as a <see cref="SigningPlan"/> says.</summary>
internal sealed class Signer(Credentials? credentials, string region, TimeProvider clock, BodyDigests digests)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string StreamingPayload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <summary>Adds Host, framing and signature to a request. <paramref name="host"/> is used when the request has no Host line.</summary>
    public SignedRequest Sign(WireRequest request, SigningPlan plan, string host)
    {
        var draft = new RequestDraft(request, host);
        if (plan.Mode == SigningMode.Anonymous || Identity.Of(credentials, plan) is not { } identity)
        {
            return new SignedRequest(draft.Finish(plan), null, null);
        }

        var moment = Moment.Of(draft, clock.GetUtcNow() + plan.Skew);
        var scope = $"{moment.Date}/{plan.Region ?? region}/s3/aws4_request";
        var context = new Context(draft, plan, identity, moment, scope, SigningKey.For(identity.SecretKey, moment.Date, plan.Region ?? region));
        return plan.Mode switch
        {
            SigningMode.Presigned => Presign(context),
            SigningMode.Chunked => SignChunked(context),
            _ => SignHeader(context, draft.Value("x-amz-content-sha256") ?? HashOf(request, plan), draft.Query),
        };
    }

    private string HashOf(WireRequest request, SigningPlan plan) => plan.Payload switch
    {
        PayloadHash.Literal literal => literal.Value,
        PayloadHash.Unsigned => UnsignedPayload,
        _ => digests.Sha256(request.Body),
    };

    private static SignedRequest SignHeader(Context context, string payloadHash, string query)
    {
        var signature = AddHeaderSignature(context, payloadHash, query);
        return new SignedRequest(context.Draft.Finish(context.Plan), signature?.CanonicalRequest, signature?.StringToSign);
    }

    private static Signature? AddHeaderSignature(Context context, string payloadHash, string query)
    {
        var (draft, plan) = (context.Draft, context.Plan);
        if (plan.OmitDate)
        {
            draft.Remove("x-amz-date");
            draft.Remove("date");
        }
        else
        {
            draft.AddIfAbsent("x-amz-date", context.Moment.Timestamp);
        }

        draft.AddIfAbsent("x-amz-content-sha256", payloadHash);
        if (context.Identity.SessionToken is { } token)
        {
            draft.AddIfAbsent("x-amz-security-token", token);
        }

        if (draft.Value("authorization") is not null)
        {
            return null;
        }

        if (plan.LiteralAuthorization is { } literal)
        {
            draft.Add("authorization", literal.Replace("{access-key}", context.Identity.AccessKey, StringComparison.Ordinal));
            return null;
        }

        var (block, names) = CanonicalForm.Headers(draft.SignedLines(plan));
        var signature = Compute(context, query, block, names, payloadHash);
        draft.Add("authorization", $"{Algorithm} Credential={context.Identity.AccessKey}/{context.Scope}, SignedHeaders={names}, Signature={Sent(signature, plan)}");
        return signature;
    }

    private static SignedRequest SignChunked(Context context)
    {
        var (draft, plan) = (context.Draft, context.Plan);
        var payload = draft.Body;
        var coding = draft.Value("content-encoding");
        draft.Set("content-encoding", string.IsNullOrEmpty(coding) ? "aws-chunked" : $"aws-chunked,{coding}");
        draft.AddIfAbsent("x-amz-decoded-content-length", payload.Length.ToString(CultureInfo.InvariantCulture));
        draft.AddLength(AwsChunked.CodedLength(payload.Length));

        var hash = draft.Value("x-amz-content-sha256") ?? (plan.Payload as PayloadHash.Literal)?.Value ?? StreamingPayload;
        var signature = AddHeaderSignature(context, hash, draft.Query);

        // The chain starts at the true signature even when the one sent is flipped: one defect at a time.
        draft.Body = AwsChunked.Encode(
            payload.Span, signature?.Value ?? new string('0', 64), context.Key, context.Moment.Timestamp, context.Scope, plan);
        return new SignedRequest(draft.Finish(plan), signature?.CanonicalRequest, signature?.StringToSign);
    }

    private static SignedRequest Presign(Context context)
    {
        var (draft, plan) = (context.Draft, context.Plan);
        if (plan.Payload is PayloadHash.Literal literal)
        {
            draft.AddIfAbsent("x-amz-content-sha256", literal.Value);
        }

        var payloadHash = draft.Value("x-amz-content-sha256") ?? UnsignedPayload;
        var (block, names) = CanonicalForm.Headers(draft.SignedLines(plan));
        var parameters = PresignedParameters(context, names);
        var query = string.Join('&', parameters.Select(Pair).Prepend(draft.Query));
        var signature = Compute(context, query, block, names, payloadHash);

        parameters.Add(("X-Amz-Signature", Sent(signature, plan)));
        foreach (var parameter in parameters.Where(p => !IsOmitted(p.Name, plan)))
        {
            draft.AddParameter(Pair(parameter));
        }

        if (plan.LiteralAuthorization is { } authorization)
        {
            draft.AddIfAbsent("authorization", authorization);
        }

        return new SignedRequest(draft.Finish(plan), signature.CanonicalRequest, signature.StringToSign);
    }

    private static List<(string Name, string Value)> PresignedParameters(Context context, string signedHeaders)
    {
        List<(string Name, string Value)> parameters =
        [
            ("X-Amz-Algorithm", Algorithm),
            ("X-Amz-Credential", $"{context.Identity.AccessKey}/{context.Scope}"),
            ("X-Amz-Date", context.Moment.Timestamp),
            ("X-Amz-Expires", ((long)context.Plan.Expires.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
        ];
        if (context.Identity.SessionToken is { } token)
        {
            parameters.Add(("X-Amz-Security-Token", token));
        }

        parameters.Add(("X-Amz-SignedHeaders", signedHeaders));
        return parameters;
    }

    private static string Pair((string Name, string Value) parameter) => $"{parameter.Name}={CanonicalForm.Encode(parameter.Value)}";

    private static bool IsOmitted(string name, SigningPlan plan) =>
        plan.OmitParameters.Contains(name, StringComparer.OrdinalIgnoreCase)
        || (plan.OmitDate && string.Equals(name, "X-Amz-Date", StringComparison.Ordinal));

    private static Signature Compute(Context context, string query, string headerBlock, string signedHeaders, string payloadHash)
    {
        var draft = context.Draft;
        var canonical = $"{draft.Method}\n{CanonicalForm.Path(draft.Path)}\n{CanonicalForm.Query(query)}\n{headerBlock}\n{signedHeaders}\n{payloadHash}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(canonical.Length));
        SHA256.HashData(bytes.AsSpan(0, Encoding.UTF8.GetBytes(canonical, bytes)), hash);
        ArrayPool<byte>.Shared.Return(bytes);
        var toSign = $"{Algorithm}\n{context.Moment.Timestamp}\n{context.Scope}\n{Convert.ToHexStringLower(hash)}";
        return new Signature(canonical, toSign, context.Key.Sign(toSign));
    }

    /// <summary>The last digit with its lowest bit turned: still 64 hex digits, certainly another signature.</summary>
    public static string Flip(string signature) => signature[..^1] + (Convert.ToInt32(signature[^1..], 16) ^ 1).ToString("x", CultureInfo.InvariantCulture);

    private static string Sent(Signature signature, SigningPlan plan) => plan.FlipSignature ? Flip(signature.Value) : signature.Value;

    private sealed record Context(RequestDraft Draft, SigningPlan Plan, Identity Identity, Moment Moment, string Scope, SigningKey Key);

    private sealed record Signature(string CanonicalRequest, string StringToSign, string Value);

    /// <summary>Who signs. An access key of the plan's own gets a secret that no target knows and no session token.</summary>
    private sealed record Identity(string AccessKey, string SecretKey, string? SessionToken)
    {
        public static Identity? Of(Credentials? credentials, SigningPlan plan)
        {
            if (plan.AccessKey is { } accessKey)
            {
                var secret = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"made up for {accessKey}")))[..40];
                return new Identity(accessKey, secret, null);
            }

            return credentials is { } c ? new Identity(c.AccessKey, c.SecretKey, c.SessionToken) : null;
        }
    }

    /// <summary>The signing time: the scenario's own x-amz-date when it gives one, however odd, else the clock's.</summary>
    private sealed record Moment(string Timestamp, string Date)
    {
        public static Moment Of(RequestDraft draft, DateTimeOffset time)
        {
            var computed = time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            var timestamp = draft.Value("x-amz-date") ?? computed;
            var hasDay = timestamp.Length >= 8 && timestamp.AsSpan(0, 8).IndexOfAnyExceptInRange('0', '9') < 0;
            return new Moment(timestamp, (hasDay ? timestamp : computed)[..8]);
        }
    }
}
