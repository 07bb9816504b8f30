using System.Text;

namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Which method performs a part copy, and how a body and its framing are treated.</summary>
public static class MethodAndBody
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content Existing = Content.Text("the object that was there before");
    private static readonly byte[] Stray = Encoding.UTF8.GetBytes("these bytes must not become the part");

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/request-body/none",
        Claim = "A part copy without a body is complete.",
        Given = [.. Refusals.Ready],
        When = new UploadPartCopyRequest(),
        Then = [.. Answers.Copies(Source.All, 1, "upc.mb.no-request-elements")],
    };

    private static readonly string[] OtherMethods = ["POST", "GET", "HEAD", "DELETE"];
    private static readonly string[] UnknownMethods = ["PATCH", "PROPFIND"];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. OtherMethods.Select(method => Baseline with
        {
            Id = $"upload-part-copy/method/{method.ToLowerInvariant()}",
            Claim = $"{method} with the parameters and the header of a part copy makes no part.",
            // A connection of its own: a target that answers HEAD with a body would spoil the next exchange of another case.
            When = new UploadPartCopyRequest { Method = method, Carrier = method == "HEAD" ? Carrier.Socket : null },
            Then = [Check.NoPartAppeared().Cites("upc.mb.put-only"), Check.SourceUnchanged().Cites("upc.src.source-unchanged")],
        }),
        .. UnknownMethods.Select(method => Baseline with
        {
            Id = $"upload-part-copy/method/{method.ToLowerInvariant()}",
            Claim = $"{method} is refused and makes no part.",
            When = new UploadPartCopyRequest { Method = method },
            Then = [Check.Status(400, 403, 405, 501).Cites("upc.mb.patch"), Check.PartNumbersAre().Cites("upc.mb.patch")],
        }),
        Baseline with
        {
            Id = "upload-part-copy/method/delete-keeps-object",
            Claim = "DELETE with partNumber and uploadId never deletes the object stored under the key.",
            Given = [.. Refusals.Ready, Given.StoredObject(Slot.OtherSource, Existing, key: "destination")],
            When = new UploadPartCopyRequest { Method = "DELETE" },
            Then =
            [
                Check.Status(204, 400, 404, 405).Cites("upc.mb.delete-danger"),
                Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Existing.All)).Cites("upc.mb.delete-danger"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/request-body/stray-bytes",
            Claim = "A part copy that carries body bytes is refused.",
            When = new UploadPartCopyRequest { Payload = Stray },
            Then = [.. Answers.Refused(400, "InvalidRequest", "upc.mb.non-empty-body")],
        },
        Baseline with
        {
            Id = "upload-part-copy/request-body/stray-bytes-not-stored",
            Claim = "Body bytes of a part copy never become the part.",
            When = new UploadPartCopyRequest { Payload = Stray },
            Then = [Check.IfAccepted(Check.AssembledIs(Source.All)).Cites("integ.part-equals-slice"), Check.IfRefused(Check.PartNumbersAre()).Cites("inv.refused-stores-nothing")],
        },
        Accepted("content-length-zero", "A part copy with Content-Length: 0 is accepted.", new(), "upc.mb.content-length-zero"),
        Accepted(
            "no-content-length",
            "A part copy with neither Content-Length nor Transfer-Encoding has an empty body and is accepted.",
            new() { Framing = BodyFraming.AsGiven, Carrier = Carrier.Socket },
            "upc.mb.no-content-length"),
        Accepted("expect-continue", "A part copy with Expect: 100-continue is answered like one without.", With("Expect", "100-continue"), "upc.mb.expect-continue"),
        Baseline with
        {
            Id = "upload-part-copy/request-framing/chunked-empty",
            Claim = "An empty body in chunked coding counts as empty, or the framing is refused.",
            When = new UploadPartCopyRequest { Framing = BodyFraming.Chunked },
            Then =
            [
                Check.Status(200, 400, 411, 501).Cites("upc.mb.chunked-empty"),
                Check.IfAccepted(Check.AssembledIs(Source.All)).Cites("integ.part-equals-slice"),
            ],
        },
        Digest("right", "1B2M2Y8AsgTpgAmY7PhCfg=="),
        Digest("wrong", "AAAAAAAAAAAAAAAAAAAAAA=="),
        Digest("malformed", "not-base64!"),
        Baseline with
        {
            Id = "upload-part-copy/entity-header/content-type",
            Claim = "A Content-Type on the part copy does not become that of the object.",
            When = With("Content-Type", "text/x-from-the-part"),
            Then =
            [
                .. Answers.Copies(Source.All, 1, "upc.mb.content-type-ignored"),
                Check.AssembledHeaderIsNot("Content-Type", "text/x-from-the-part").Cites("upc.mb.content-type-ignored"),
            ],
        },
        .. new[] { "gzip", "aws-chunked" }.Select(coding => Baseline with
        {
            Id = $"upload-part-copy/entity-header/content-encoding-{coding}",
            Claim = $"Content-Encoding: {coding} on a part copy is refused, or changes neither bytes nor object.",
            When = With("Content-Encoding", coding),
            Then =
            [
                Check.Status(200, 400).Cites("upc.mb.content-encoding-ignored"),
                Check.IfAccepted(Check.AssembledIs(Source.All)).Cites("upc.mb.content-encoding-ignored"),
                Check.IfAccepted(Check.AssembledHeader("Content-Encoding", null)).Cites("upc.mb.content-encoding-ignored"),
            ],
        }),
        Baseline with
        {
            Id = "upload-part-copy/request-framing/copy-source-of-20-kilobytes",
            Claim = "A copy source of 20 kB is refused, and nothing is stored.",
            When = new UploadPartCopyRequest { CopySource = "{bucket}/{prefix}" + new string('k', 20_000) },
            Then =
            [
                Check.Status(400, 413, 414, 431).Cites("upc.mb.large-headers"),
                Check.PartNumbersAre().Cites("upc.mb.large-headers"),
            ],
        },
    ];

    private static UploadPartCopyRequest With(string name, string value) => (UploadPartCopyRequest)new UploadPartCopyRequest().With(name, value);

    private static Scenario Accepted(string row, string claim, UploadPartCopyRequest copy, string cites) => Baseline with
    {
        Id = $"upload-part-copy/request-framing/{row}",
        Claim = claim,
        When = copy,
        Then =
        [
            Check.Status(200).Cites(cites),
            Check.IfAccepted(Check.PartStored(1, Source.All)).Cites(cites),
            Check.IfAccepted(Check.AssembledIs(Source.All)).Cites(cites, "integ.part-equals-slice"),
        ],
    };

    private static Scenario Digest(string row, string value) => Baseline with
    {
        Id = $"upload-part-copy/content-md5/{row}",
        Claim = $"A {row} Content-MD5 on a part copy is ignored or judged against the empty body.",
        When = With("Content-MD5", value),
        Then =
        [
            Check.Status(200, 400).Cites("upc.mb.content-md5"),
            Check.IfAccepted(Check.AssembledIs(Source.All)).Cites("integ.part-equals-slice"),
            Check.IfRefused(Check.ErrorCode("BadDigest", "InvalidDigest")).Cites("upc.mb.content-md5"),
        ],
    };
}
