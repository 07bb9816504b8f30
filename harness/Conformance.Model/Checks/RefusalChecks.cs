using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Conformance.Model;

public abstract partial record Check
{
    // AWS "Error responses", table of codes; only codes with one status of their own.
    private static readonly FrozenDictionary<string, int> StatusOfCode = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["AccessDenied"] = 403,
        ["AuthorizationHeaderMalformed"] = 400,
        ["AuthorizationQueryParametersError"] = 400,
        ["BadDigest"] = 400,
        ["BucketNotEmpty"] = 409,
        ["EntityTooLarge"] = 400,
        ["EntityTooSmall"] = 400,
        ["InvalidAccessKeyId"] = 403,
        ["InvalidArgument"] = 400,
        ["InvalidBucketName"] = 400,
        ["InvalidDigest"] = 400,
        ["InvalidPart"] = 400,
        ["InvalidPartOrder"] = 400,
        ["InvalidRange"] = 416,
        ["InvalidRequest"] = 400,
        ["InvalidURI"] = 400,
        ["KeyTooLongError"] = 400,
        ["MalformedXML"] = 400,
        ["MethodNotAllowed"] = 405,
        ["MissingContentLength"] = 411,
        ["NoSuchBucket"] = 404,
        ["NoSuchKey"] = 404,
        ["NoSuchUpload"] = 404,
        ["NotImplemented"] = 501,
        ["PreconditionFailed"] = 412,
        ["RequestTimeTooSkewed"] = 403,
        ["SignatureDoesNotMatch"] = 403,
        ["XAmzContentSHA256Mismatch"] = 400,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // JD Cloud OSS error lists, where they differ from the table above.
    private static readonly FrozenDictionary<string, int> JdStatusOfCode = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["EntityTooLarge"] = 413,
        ["MissingContentLength"] = 400,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The inner check counts only when the answer has this status.</summary>
    public static Check WhenStatus(int status, Check inner) => new WhenStatusCheck(status, inner);

    /// <summary>The inner check counts only when the answer has this error code.</summary>
    public static Check WhenCode(string code, Check inner) => new WhenCodeCheck(code, inner);

    /// <summary>The inner check counts only when the request went out with the bucket in its Host line (or, when false, in its path).</summary>
    public static Check WhenVirtualHosted(bool hosted, Check inner) => new WhenHostedCheck(hosted, inner);

    /// <summary>The status is the one that the error tables give to the code answered.</summary>
    public static Check CodeAgreesWithStatus() => new CodeStatusCheck();

    /// <summary>Error has at least one of these children.</summary>
    public static Check AnyErrorElement(params string[] localNames) => new ShapeCheck($"one of {string.Join(", ", localNames)}", (_, root) =>
    {
        var found = root.Elements().Select(e => e.Name.LocalName).FirstOrDefault(localNames.Contains);
        return (found is not null, found ?? "none of them", $"<{found ?? root.Name.LocalName}");
    });

    /// <summary>The root is in one of these namespaces; an empty text stands for none.</summary>
    public static Check NamespaceAmong(params string[] uris) => new ShapeCheck($"namespace {Or(uris.Select(u => u.Length == 0 ? "none" : u))}", (_, root) =>
        (uris.Contains(root.Name.NamespaceName, StringComparer.Ordinal), root.Name.NamespaceName.Length == 0 ? "no namespace" : $"namespace {root.Name.NamespaceName}", $"<{root.Name.LocalName}"));

    /// <summary>The body is neither HTML nor JSON.</summary>
    public static Check NotHtmlOrJson() => new NotHtmlOrJsonCheck();

    private sealed record WhenStatusCheck(int Only, Check Inner) : GuardedCheck(Inner)
    {
        protected override CheckOutcome? Otherwise(Evidence evidence) =>
            evidence.Answer!.Status == Only ? null : CheckOutcome.NotApplicable($"with status {Only}", $"status {evidence.Answer.Status}");
    }

    private sealed record WhenCodeCheck(string Code, Check Inner) : GuardedCheck(Inner)
    {
        protected override CheckOutcome? Otherwise(Evidence evidence) =>
            evidence.ErrorCode == Code ? null : CheckOutcome.NotApplicable($"with code {Code}", $"code {evidence.ErrorCode ?? "none"}");
    }

    private sealed record WhenHostedCheck(bool Hosted, Check Inner) : GuardedCheck(Inner)
    {
        protected override CheckOutcome? Otherwise(Evidence evidence)
        {
            var hosted = evidence.When!.Request.Head.Contains($"\nHost: {evidence.Bindings.MainBucket}.", StringComparison.OrdinalIgnoreCase);
            return hosted == Hosted
                ? null
                : CheckOutcome.NotApplicable(Hosted ? "with the bucket in the host" : "with the bucket in the path", hosted ? "the target is addressed by host" : "the target is addressed by path");
        }
    }

    private sealed record CodeStatusCheck : Check
    {
        public override Aspect Aspect => Aspect.ErrorCode;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            const string Expected = "the status that belongs to the code";
            if (evidence.ErrorCode is not { } code)
            {
                return CheckOutcome.NotApplicable(Expected, "no error code");
            }

            // JD contradicts itself about the skew, 400 in its error lists and 403 on its signature page.
            var free = evidence.Dialect == Dialect.JdCloud && code == "RequestTimeTooSkewed";
            if (free || !(evidence.Dialect == Dialect.JdCloud && JdStatusOfCode.TryGetValue(code, out var status)) && !StatusOfCode.TryGetValue(code, out status))
            {
                return CheckOutcome.NotApplicable(Expected, $"no table gives one status to {code}");
            }

            return CheckOutcome.Of(evidence.Answer!.Status == status, $"status {status} with {code}", $"status {evidence.Answer.Status} with {code}") with { Mark = $"<Code>{code}</Code>" };
        }
    }

    private sealed record NotHtmlOrJsonCheck : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var start = System.Text.Encoding.UTF8.GetString(evidence.Answer!.Body.Bytes.AsSpan()).TrimStart();
            var html = start.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
            var json = start.StartsWith('{') || start.StartsWith('[');
            return CheckOutcome.Of(!html && !json, "neither HTML nor JSON", html ? "an HTML page" : json ? "JSON" : "neither");
        }
    }
}
