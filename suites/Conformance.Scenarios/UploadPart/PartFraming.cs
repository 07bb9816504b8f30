namespace Conformance.Scenarios.UploadPart;

/// <summary>How the body of a part is framed: in signed chunks, in HTTP chunks, without a length, and broken off.</summary>
public static class PartFraming
{
    private const int ChunkBytes = 64 * 1024;

    private static readonly Content Small = Content.Generated("uploaded-part", 200);
    private static readonly Content Earlier = Content.Generated("earlier-part", 300);
    private static readonly Content Large = Content.Generated("uploaded-part", 200_000);
    private static readonly UploadPartRequest Upload = new() { Content = Small };
    private static readonly SigningPlan Chunked = new() { Mode = SigningMode.Chunked };
    private static readonly ListPartsRequest List = new();

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part/signed-chunks/200-bytes",
        Claim = "A part of 200 bytes in signed chunks is stored without the framing of the chunks.",
        Given = [Given.OpenUpload(Slot.Upload)],
        When = Upload with { Signing = Chunked },
        Then =
        [
            .. UploadedPart.Stored(Small.All, "up.chunked-signing"),
            Check.IfAccepted(Check.HeaderIs("ETag", $"\"{Small.All.Md5}\"")).Cites("up.chunked-signing"),
        ],
    };

    // 200 bytes are one chunk and the empty one behind it, 200,000 are four and the empty one.
    private static readonly (string Row, string What, Content Content, SigningPlan Signing)[] Tampered =
    [
        ("only-chunk", "a wrong signature of its only chunk", Small, Chunked with { FlippedChunk = 1 }),
        ("second-chunk", "a wrong signature of its second chunk", Large, Chunked with { FlippedChunk = 2 }),
        ("empty-chunk", "a wrong signature of the empty chunk at the end", Small, Chunked with { FlippedChunk = 2 }),
        ("altered-bytes", "a byte altered after signing", Small, Chunked with { AlteredChunk = 1 }),
        ("altered-bytes-of-last-chunk", "a byte of its last chunk altered after signing", Large, Chunked with { AlteredChunk = 4 }),
    ];

    // Bytes sent of a part announced with 200.
    private static readonly (string Row, string What, int Sent, SigningPlan Signing)[] BrokenOff =
    [
        ("after-the-head", "after the head", 0, SigningPlan.Default),
        ("after-one-byte", "after one byte", 1, SigningPlan.Default),
        ("before-the-last-byte", "before the last byte", 199, SigningPlan.Default),
        ("with-unsigned-payload", "halfway, with an unsigned payload", 100, new SigningPlan { Payload = new PayloadHash.Unsigned() }),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. new[] { 0, 1, ChunkBytes - 1, ChunkBytes, ChunkBytes + 1, 2 * ChunkBytes, 200_000 }.Select(size => Baseline with
        {
            Id = $"upload-part/signed-chunks/{size}-bytes",
            Claim = $"A part of {size} bytes in signed chunks is stored without the framing of the chunks.",
            When = Upload with { Content = Content.Generated("uploaded-part", size), Signing = Chunked },
            Then = size == 0
                ? [Check.Status(200).Cites("up.chunked-signing"), Check.IfAccepted(Check.AssembledIs()).Cites("up.chunked-signing")]
                : UploadedPart.Stored(Content.Generated("uploaded-part", size).All, "up.chunked-signing"),
        }),
        Baseline with
        {
            Id = "upload-part/signed-chunks/coding-not-kept",
            Claim = "The coding aws-chunked of a part does not become that of the object.",
            Then = [Check.IfAccepted(Check.AssembledHeaderIsNot("Content-Encoding", "aws-chunked")).Cites("up.chunked-signing")],
        },
        Baseline with
        {
            Id = "upload-part/signed-chunks/wrong-signature",
            Claim = "A part in signed chunks whose head has a wrong signature is refused and not stored.",
            When = Upload with { Signing = Chunked with { FlipSignature = true } },
            Then = [.. Answers.Refused(403, "SignatureDoesNotMatch", "up.bad-signature"), Check.PartNumbersAre().Cites("up.bad-signature")],
        },
        .. Tampered.Select(row => Baseline with
        {
            Id = $"upload-part/chunk-signature/{row.Row}",
            Claim = $"A part in signed chunks with {row.What} is refused and not stored.",
            When = Upload with { Content = row.Content, Signing = row.Signing },
            Then = [.. Answers.Refused(403, "SignatureDoesNotMatch", "up.chunk-signature"), Check.PartNumbersAre().Cites("up.chunk-signature")],
        }),
        .. new[] { ("fewer", "199"), ("more", "201"), ("none", "0") }.Select(row => Baseline with
        {
            Id = $"upload-part/decoded-length/{row.Item1}",
            Claim = $"A part of 200 bytes in signed chunks that announces {row.Item2} decoded bytes is refused and not stored.",
            When = (Upload with { Signing = Chunked }).With("x-amz-decoded-content-length", row.Item2),
            Then = [.. Answers.Refused(400, "IncompleteBody", "up.decoded-length-mismatch"), Check.PartNumbersAre().Cites("up.decoded-length-mismatch")],
        }),
        Baseline with
        {
            Id = "upload-part/decoded-length/of-plain-body",
            Claim = "x-amz-decoded-content-length beside a plain body is ignored.",
            When = Upload.With("x-amz-decoded-content-length", "5000"),
            Then = UploadedPart.Stored(Small.All, "up.decoded-length-of-plain"),
        },
        Baseline with
        {
            Id = "upload-part/decoded-length/chunks-announced-and-not-sent",
            Claim = "A plain body announced as signed chunks is refused and not stored.",
            When = (Upload with { Signing = new SigningPlan { Payload = new PayloadHash.Literal("STREAMING-AWS4-HMAC-SHA256-PAYLOAD") } })
                .With("x-amz-decoded-content-length", "200")
                .With("Content-Encoding", "aws-chunked"),
            Then = [Check.Status(400, 403, 411).Cites("up.chunked-not-framed"), Check.PartNumbersAre().Cites("up.chunked-not-framed")],
        },
        Baseline with
        {
            Id = "upload-part/http-framing/no-length",
            Claim = "A part with neither Content-Length nor Transfer-Encoding is refused.",
            When = Upload with { Content = null, Framing = BodyFraming.AsGiven, Carrier = Carrier.Socket },
            Then = [.. Answers.Refused(411, "MissingContentLength", "up.no-length"), Check.IfRefused(Check.PartNumbersAre()).Cites("up.no-length")],
        },
        .. new[] { Small, Large }.Select(content => Baseline with
        {
            Id = $"upload-part/http-framing/chunked-{content.SizeBytes}-bytes",
            Claim = $"A part of {content.SizeBytes} bytes in Transfer-Encoding chunked is refused, or stored without the framing of the chunks.",
            When = Upload with { Content = content, Framing = BodyFraming.Chunked },
            Then =
            [
                Check.Status(200, 400, 411, 501).Cites("up.transfer-encoding"),
                Check.IfRefused(Check.PartNumbersAre()).Cites("up.transfer-encoding"),
                Check.IfAccepted(Check.PartStored(1, content.All)).Cites("up.stored-bytes"),
                Check.IfAccepted(Check.AssembledIs(content.All)).Cites("up.stored-bytes"),
            ],
        }),
        Baseline with
        {
            Id = "upload-part/http-framing/expect-continue",
            Claim = "A part with Expect: 100-continue is answered like one without.",
            When = Upload.With("Expect", "100-continue"),
            Then = UploadedPart.Stored(Small.All, "up.expect-continue"),
        },
        .. BrokenOff.SelectMany(row => Broken(row.Row, row.What, Cut(Small, row.Sent, row.Signing))),
        .. Broken("in-a-large-body", "within a large body", Cut(Large, 150_000, SigningPlan.Default)),
        .. Broken(
            "within-signed-chunks",
            "within a signed chunk",
            (UploadPartRequest)(Cut(Small, 100, Chunked) with { Headers = [] }).With("Content-Length", "2000").With("x-amz-decoded-content-length", "200")),
    ];

    private static UploadPartRequest Cut(Content content, int sent, SigningPlan signing) => (UploadPartRequest)(Upload with
    {
        Content = null,
        Payload = content.ToArray().AsMemory(0, sent),
        Framing = BodyFraming.AsGiven,
        Signing = signing,
    }).With("Content-Length", content.SizeBytes.ToString(System.Globalization.CultureInfo.InvariantCulture));

    // A short wait, so that a target that stores what has come when the connection ends is caught at it.
    private static IEnumerable<Scenario> Broken(string row, string what, UploadPartRequest upload) =>
    [
        Baseline with
        {
            Id = $"upload-part/broken-off/{row}",
            Claim = $"A part broken off {what} is not stored.",
            Given = [Given.OpenUpload(Slot.Upload), Given.BrokenOff(upload), Given.Waited(TimeSpan.FromMilliseconds(500))],
            When = List,
            Then = [Check.Status(200).Cites("up.broken-off"), Check.Lists().Cites("up.broken-off", "up.short-body", "inv.atomic-part")],
        },
        Baseline with
        {
            Id = $"upload-part/broken-off-over-earlier/{row}",
            Claim = $"A part broken off {what} leaves the earlier part of its number, which still completes.",
            Given = [Given.OpenUpload(Slot.Upload), Given.UploadedPart(Slot.Upload, 1, Earlier), Given.BrokenOff(upload), Given.Waited(TimeSpan.FromMilliseconds(500))],
            When = List,
            Then =
            [
                Check.Lists((1, Earlier.SizeBytes)).Cites("up.broken-off", "up.short-body", "inv.atomic-part"),
                Check.AssembledIs(Earlier.All).Cites("up.broken-off", "inv.atomic-part"),
            ],
        },
    ];
}
