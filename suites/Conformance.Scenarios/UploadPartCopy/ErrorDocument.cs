namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>What the answer to each kind of refused part copy carries: a document, identifiers, labels.</summary>
public static class ErrorDocument
{
    private static readonly string[] Traces = ["Traceback (most recent", "goroutine ", "stack trace", ".java:", "   at "];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All => Refusals.Kinds.SelectMany(kind => new[]
    {
        Of(
            kind.Row,
            "document",
            $"A refusal for {kind.What} is an Error document in no namespace, with a code that fits the status and a message.",
            kind.Copy,
            Check.Root("Error").Cites("err.root", "inv.status-xml"),
            Check.Namespace("").Cites("err.root"),
            Check.ElementFilled("Code").Cites("err.code-message"),
            Check.ElementFilled("Message").Cites("err.code-message"),
            Check.CodeAgreesWithStatus().Cites("err.code-status-agree"),
            Check.BodyWithout("stack trace", Traces).Cites("err.no-secret")),
        Of(
            kind.Row,
            "identifiers",
            $"A refusal for {kind.What} repeats the identifiers of its headers and says what it is about.",
            kind.Copy,
            Check.HeaderPresent("x-amz-request-id").Cites("inv.request-id-always", "upc.rh.error-headers"),
            Check.RequestIdInBody().Cites("err.request-id"),
            Check.HostIdInBody().Cites("err.host-id"),
            Check.AnyErrorElement("Resource", "BucketName", "Key", "UploadId").Cites("err.resource")),
        Of(
            kind.Row,
            "labels",
            $"A refusal for {kind.What} is labelled as XML and dated like a success.",
            kind.Copy,
            Check.ContentTypeIsXml().Cites("err.content-type", "upc.rh.error-headers"),
            Check.DateIsFixdate().Cites("upc.rh.error-headers"),
            Check.NotHtmlOrJson().Cites("err.not-html")),
        Of(
            kind.Row,
            "jdcloud-elements",
            $"A refusal for {kind.What} has the five elements of the jdcloud dialect and no HostId.",
            kind.Copy,
            [.. new[] { "statusCode", "Code", "Message", "Resource", "RequestId" }.Select(name => Check.ErrorElement(name).Cites("jd.error.shape")), Check.NoErrorElement("HostId").Cites("jd.error.shape")]),
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
