using System.Collections.Immutable;
using Amazon.S3;
using Amazon.S3.Model;
using Conformance.Model;

namespace Conformance.Sdk;

/// <summary>CopyPart as the SDK sends it and reads its answer: parts, ranges, names that need encoding, and the errors it reports.</summary>
internal static class CopyPart
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);

    private static readonly Given[] Ready = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload)];

    private static readonly (string Row, string Key)[] Keys =
    [
        ("key-with-space", "a key"),
        ("key-with-plus", "a+b"),
        ("key-with-percent", "100%25"),
        ("key-with-question-mark", "what?"),
        ("key-with-unicode", "grüße-€-漢字"),
        ("key-with-slashes", "a/b/c"),
        ("key-with-markup", "<a>&'"),
    ];

    // Conditions and ranges of small sources are no part of JD Cloud's protocol.
    private static readonly string[] OfAws = ["failed-if-match", "failed-if-none-match", "range-past-end"];

    private static readonly (string Row, string Claim, string Failure, string Cites, Func<CopyPartRequest, CopyPartRequest> Bend)[] Failures =
    [
        ("unknown-upload", "an unknown upload id", "NoSuchUpload", "upc.upid.unknown", r => With(r, x => x.UploadId = UploadId.NeverIssued.Template)),
        ("missing-key", "a missing source key", "NoSuchKey", "upc.src.key-missing", r => With(r, x => x.SourceKey += "-missing")),
        ("missing-source-bucket", "a missing source bucket", "NoSuchBucket", "upc.src.bucket-missing", r => With(r, x => x.SourceBucket += "-missing")),
        ("range-past-end", "a range past the end", "InvalidArgument", "upc.range.last-beyond-end", r => With(r, x => (x.FirstByte, x.LastByte) = (0, 1000))),
        ("part-number-too-high", "part number 10001", "InvalidArgument", "upc.part.over-max", r => With(r, x => x.PartNumber = 10001)),
        ("failed-if-match", "an if-match that fails", "PreconditionFailed", "upc.cond.if-match-false", r => With(r, x => x.ETagToMatch = ["\"00000000000000000000000000000000\""])),
        ("failed-if-none-match", "an if-none-match that fails", "PreconditionFailed", "upc.cond.if-none-match-false", r => With(r, x => x.ETagsToNotMatch = [$"\"{Source.All.Md5}\""])),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        new Scenario
        {
            Id = "sdk/copy-part/whole-source",
            Claim = "CopyPart of a whole source gives the SDK the ETag and the time of the part.",
            Given = [.. Ready],
            When = Client.Program("CopyPart", Capabilities.UploadPartCopy, async (client, names) =>
            {
                var answer = await client.CopyPartAsync(Request(names));
                UnexpectedAnswerException.Unless(answer.ETag.Trim('"') == Source.All.Md5, $"ETag {answer.ETag}");
                UnexpectedAnswerException.Unless(answer.LastModified is not null, "no LastModified");
                UnexpectedAnswerException.Unless(answer.PartNumber == 1, $"part number {answer.PartNumber}");
            }),
            Then = [Check.ClientReports(null).Cites("upc.src.basic", "upc.rx.body-present"), Check.AssembledIs(Source.All).Cites("integ.part-equals-slice")],
        },
        new Scenario
        {
            Id = "sdk/copy-part/range",
            Claim = "CopyPart of a range copies exactly that range.",
            Given = [.. Ready],
            Dialects = [Dialect.Aws],
            When = Client.Program("CopyPart", Capabilities.UploadPartCopy, (client, names) =>
                client.CopyPartAsync(With(Request(names), x => (x.FirstByte, x.LastByte) = (3, 20)))),
            Then = [Check.ClientReports(null).Cites("upc.range.inclusive"), Check.AssembledIs(Source.From(3, 20)).Cites("upc.range.inclusive", "integ.part-equals-slice")],
        },
        .. Keys.Select(row => new Scenario
        {
            Id = $"sdk/copy-part/{row.Row}",
            Claim = "CopyPart finds a source by its key as the SDK encodes it.",
            Given = [Given.StoredObject(Slot.Source, Source, key: row.Key), Given.OpenUpload(Slot.Upload)],
            When = Client.Program("CopyPart", Capabilities.UploadPartCopy, (client, names) => client.CopyPartAsync(Request(names))),
            Then = [Check.ClientReports(null).Cites("upc.src.percent-encoding"), Check.AssembledIs(Source.All).Cites("integ.part-equals-slice")],
        }),
        .. Failures.Select(row => new Scenario
        {
            Id = $"sdk/copy-part-refused/{row.Row}",
            Claim = $"The SDK reports {row.Failure} for {row.Claim}.",
            Given = [.. Ready],
            Dialects = OfAws.Contains(row.Row) ? [Dialect.Aws] : [],
            When = Client.Program("CopyPart", Capabilities.UploadPartCopy, (client, names) => client.CopyPartAsync(row.Bend(Request(names)))),
            Then = [Check.ClientReports(row.Failure).Cites(row.Cites), Check.IfRefused(Check.PartNumbersAre()).Cites("inv.refused-stores-nothing")],
        }),
        new Scenario
        {
            Id = "sdk/copy-part/presigned",
            Claim = "A CopyPart that the SDK presigned works for a client without keys.",
            Given = [.. Ready],
            When = Client.Program("presigned CopyPart", Capabilities.UploadPartCopy, PresignedAsync),
            Then = [Check.ClientReports(null).Cites("upc.auth.sigv4-presigned"), Check.AssembledIs(Source.All).Cites("upc.auth.sigv4-presigned")],
        },
    ];

    /// <summary>A CopyPart of the whole source into part 1.</summary>
    public static CopyPartRequest Request(Names names) => new()
    {
        SourceBucket = names.Source.Bucket,
        SourceKey = names.Source.Key,
        DestinationBucket = names.Bucket,
        DestinationKey = names.Key,
        UploadId = names.UploadId,
        PartNumber = 1,
    };

    private static async Task PresignedAsync(AmazonS3Client client, Names names)
    {
        var source = $"/{names.Source.Bucket}/{Bindings.Encoding.Key(names.Source.Key)}";
        var request = new GetPreSignedUrlRequest
        {
            BucketName = names.Bucket,
            Key = names.Key,
            Verb = HttpVerb.PUT,
            UploadId = names.UploadId,
            PartNumber = 1,
            Expires = DateTime.UtcNow.AddMinutes(10),
            Protocol = names.Session.Target.Endpoint.Scheme == Uri.UriSchemeHttp ? Protocol.HTTP : Protocol.HTTPS,
        };
        request.Headers["x-amz-copy-source"] = source;
        using var http = new HttpClient(names.Session.Handler, disposeHandler: false);
        using var put = new HttpRequestMessage(HttpMethod.Put, await client.GetPreSignedURLAsync(request)) { Content = new ByteArrayContent([]) };
        put.Headers.TryAddWithoutValidation("x-amz-copy-source", source);
        using var answer = await http.SendAsync(put);
        UnexpectedAnswerException.Unless(answer.IsSuccessStatusCode, $"status {(int)answer.StatusCode}");
    }

    private static CopyPartRequest With(CopyPartRequest request, Action<CopyPartRequest> change)
    {
        change(request);
        return request;
    }
}
