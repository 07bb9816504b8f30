using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Reports;

/// <summary>Exchanges as they look on the wire, with as much that never repeats (ids, tags, digests) as recorded ones have.</summary>
internal sealed class SyntheticWire(int seed)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 21, 50, 25, TimeSpan.Zero);
    private readonly Random random = new(seed);
    private long sequence;

    /// <summary>Create, put, the request under test, list, complete, read back: six exchanges of about 1.5 KiB each.</summary>
    public ImmutableArray<Exchange> Whole(string owner, bool refused)
    {
        var upload = Convert.ToBase64String(Octets(48)).Replace('+', '.').Replace('/', '_');
        var key = $"s3conformance-7f3a/{owner}/destination";
        var tag = Hex(16);
        return
        [
            Given(owner, upload),
            Exchange(owner, "given: store source", "PUT", $"/bucket/{key}-source", 200, $"ETag: \"{Hex(16)}\"\r\n", "", sent: Provenance.Slice(3, 0, 1023)),
            refused
                ? Exchange(owner, Steps.When, "PUT", $"/bucket/{key}?partNumber=1&uploadId={upload}", 416, "", Error(key), copies: true)
                : Exchange(owner, Steps.When, "PUT", $"/bucket/{key}?partNumber=1&uploadId={upload}", 200, "", Copied(tag), copies: true),
            Exchange(owner, "observe: list parts of upload", "GET", $"/bucket/{key}?uploadId={upload}", 200, "", Listed(key, upload, tag)),
            Exchange(owner, "observe: complete upload", "POST", $"/bucket/{key}?uploadId={upload}", 200, "", Completed(key)),
            Exchange(owner, "observe: head destination of upload", "HEAD", $"/bucket/{key}", 200, $"ETag: \"{Hex(16)}-1\"\r\n", ""),
        ];
    }

    /// <summary>The creation of an upload.</summary>
    public Exchange Given(string owner, string? upload = null) => Exchange(
        owner, "given: create upload", "POST", $"/bucket/s3conformance-7f3a/{owner}/destination?uploads", 200, "",
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<InitiateMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Bucket>bucket</Bucket>"
        + $"<Key>s3conformance-7f3a/{owner}/destination</Key><UploadId>{upload ?? Hex(24)}</UploadId></InitiateMultipartUploadResult>");

    /// <summary>A request under test that is never answered.</summary>
    public Exchange Silent(string owner) => Exchange(owner, Steps.When, "PUT", "/bucket/key?partNumber=1&uploadId=x", 200, "", "", copies: true) with
    {
        Response = null,
        Fate = Fate.TimedOut,
        FateDetail = "No answer within 30 s.",
        DurationMs = 30_000,
    };

    /// <summary>An exchange of the run itself.</summary>
    public Exchange Probe() => Exchange("run", "probe: versioning", "GET", "/bucket?versioning", 501, "", Error("bucket"));

    /// <summary>An exchange with the answer given, octet for octet.</summary>
    public Exchange Answered(string owner, string step, string head, byte[] body) =>
        Exchange(owner, step, "PUT", "/bucket/key?partNumber=1&uploadId=x", 400, "", "") with
        {
            Response = new RecordedResponse { Status = 400, Head = head, Headers = [], Body = Body(body) },
        };

    private Exchange Exchange(
        string owner, string step, string method, string target, int status, string more, string body, bool copies = false, byte[]? sent = null)
    {
        var number = ++sequence;
        var at = Start.AddMilliseconds(number * 3);
        var hash = sent is null ? "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" : Hex(32);
        var copy = copies ? "x-amz-copy-source: /bucket/s3conformance-7f3a/source\r\nx-amz-copy-source-range: bytes=5242880-5242879\r\n" : "";
        var head = $"{method} {target} HTTP/1.1\r\nHost: store.example.net:9000\r\nx-amz-date: {at:yyyyMMddTHHmmssZ}\r\nx-amz-content-sha256: {hash}\r\n{copy}"
            + $"Authorization: AWS4-HMAC-SHA256 Credential=<access-key>/20261122/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=<signature>\r\n"
            + $"Content-Length: {sent?.Length ?? 0}\r\n\r\n";
        var reason = status switch { 200 => "OK", 416 => "Range Not Satisfiable", _ => "Not Implemented" };
        var answer = $"HTTP/1.1 {status} {reason}\r\nServer: AcmeStore/4.2.1\r\nDate: {at:R}\r\nx-amz-request-id: {Hex(8).ToUpperInvariant()}\r\n"
            + $"x-amz-id-2: {Convert.ToBase64String(Octets(48))}\r\n{more}Content-Type: application/xml\r\nContent-Length: {body.Length}\r\n\r\n";
        return new Exchange
        {
            Sequence = number,
            Label = new ExchangeLabel(owner, step),
            Carrier = copies ? Carrier.Http : Carrier.Rest,
            StartedAt = at,
            DurationMs = 1 + number % 9 * 0.7,
            Fate = Fate.Complete,
            Request = new RecordedRequest
            {
                Head = head,
                Method = method,
                Target = target,
                Body = Body(sent ?? []),
                CanonicalRequest = $"{method}\n{target}\n\nhost:store.example.net:9000\nx-amz-content-sha256:{hash}\nx-amz-date:{at:yyyyMMddTHHmmssZ}\n\nhost;x-amz-content-sha256;x-amz-date\n{hash}",
                StringToSign = $"AWS4-HMAC-SHA256\n{at:yyyyMMddTHHmmssZ}\n20261122/us-east-1/s3/aws4_request\n{Hex(32)}",
            },
            Response = new RecordedResponse { Status = status, Head = answer, Headers = [], Body = Body(Encoding.UTF8.GetBytes(body)) },
        };
    }

    private string Error(string key) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>InvalidRange</Code><Message>The specified copy range is invalid for the source object size: 5242880"
        + $"</Message><Resource>/bucket/{key}</Resource><RequestId>{Hex(8)}</RequestId><HostId>{Convert.ToBase64String(Octets(48))}</HostId></Error>";

    private static string Copied(string tag) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CopyPartResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LastModified>2026-11-22T21:50:25.000Z</LastModified><ETag>&quot;{tag}&quot;</ETag></CopyPartResult>";

    private static string Listed(string key, string upload, string tag) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListPartsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Bucket>bucket</Bucket><Key>{key}</Key><UploadId>{upload}</UploadId>"
        + $"<PartNumberMarker>0</PartNumberMarker><MaxParts>1000</MaxParts><IsTruncated>false</IsTruncated><Part><PartNumber>1</PartNumber><LastModified>2026-11-22T21:50:25.000Z</LastModified><ETag>&quot;{tag}&quot;</ETag><Size>5242880</Size></Part></ListPartsResult>";

    private string Completed(string key) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CompleteMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Location>http://store.example.net:9000/bucket/{key}</Location><Bucket>bucket</Bucket><Key>{key}</Key><ETag>&quot;{Hex(16)}-1&quot;</ETag></CompleteMultipartUploadResult>";

    private static RecordedBody Body(byte[] bytes) => bytes.Length == 0
        ? RecordedBody.Empty
        : new RecordedBody { Length = bytes.Length, Bytes = [.. bytes], Md5 = Convert.ToHexStringLower(MD5.HashData(bytes)) };

    private byte[] Octets(int count)
    {
        var octets = new byte[count];
        random.NextBytes(octets);
        return octets;
    }

    private string Hex(int count) => Convert.ToHexStringLower(Octets(count));
}
