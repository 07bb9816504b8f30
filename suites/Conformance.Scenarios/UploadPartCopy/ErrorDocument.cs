namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>What the answer to each kind of refused part copy carries: a document, identifiers, labels.</summary>
public static class ErrorDocument
{
    // The transcript holds <secret-key> where the secret itself was sent back.
    private static readonly string[] Secrets = ["<secret-key>", "&lt;secret-key&gt;", "<sse-c-key>", "&lt;sse-c-key&gt;"];
    private static readonly string[] Traces = ["Traceback (most recent", "goroutine ", "stack trace", ".java:", "   at "];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All => Refusals.Kinds.SelectMany(kind => new[]
    {
        Of(
            kind.Row,
            "document",
            $"A refusal for {kind.What} is an Error document in no namespace, with a code that fits the status and a message.",
            kind.Copy,
            Check.IfRefused(Check.Root("Error")).Cites("err.root", "inv.status-xml"),
            Check.IfRefused(Check.Namespace("")).Cites("err.root"),
            Check.IfRefused(Check.ElementFilled("Code")).Cites("err.code-message"),
            Check.IfRefused(Check.ElementFilled("Message")).Cites("err.code-message"),
            Check.CodeAgreesWithStatus().Cites("err.code-status-agree"),
            Check.BodyWithout("secret key", Secrets).Cites("err.no-secret"),
            Check.BodyWithout("stack trace", Traces).Cites("err.no-secret")),
        Of(
            kind.Row,
            "identifiers",
            $"A refusal for {kind.What} repeats the identifiers of its headers.",
            kind.Copy,
            Check.IfRefused(Check.HeaderPresent("x-amz-request-id")).Cites("inv.request-id-always", "upc.rh.error-headers"),
            Check.IfRefused(Check.RequestIdInBody()).Cites("err.request-id"),
            Check.IfRefused(Check.HostIdInBody()).Cites("err.host-id")),
        Of(
            kind.Row,
            "labels",
            $"A refusal for {kind.What} is labelled as XML and dated like a success.",
            kind.Copy,
            Check.IfRefused(Check.ContentTypeIsXml()).Cites("err.content-type", "upc.rh.error-headers"),
            Check.IfRefused(Check.DateIsFixdate()).Cites("upc.rh.error-headers"),
            Check.IfRefused(Check.NotHtmlOrJson()).Cites("err.not-html")),
        Of(
            kind.Row,
            "jdcloud-elements",
            $"A refusal for {kind.What} has the five elements of the jdcloud dialect and no HostId.",
            kind.Copy,
            [.. new[] { "statusCode", "Code", "Message", "Resource", "RequestId" }.Select(name => Check.IfRefused(Check.ErrorElement(name)).Cites("jd.error.shape")), Check.IfRefused(Check.NoErrorElement("HostId")).Cites("jd.error.shape")]),
    });

    private static Scenario Of(string row, string facet, string claim, UploadPartCopyRequest copy, params CitedCheck[] checks) => new()
    {
        Id = $"upload-part-copy/error-{facet}/{row}",
        Claim = claim,
        Given = [.. Refusals.Ready],
        When = copy,
        Then = [.. checks],
    };
}
