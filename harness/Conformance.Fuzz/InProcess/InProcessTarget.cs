using System.Collections.Immutable;
using System.Text;
using Conformance.Model;

namespace Conformance.Fuzz;

/// <summary>A parser that is fuzzed in this process.</summary>
/// <param name="Name">The word of the command line.</param>
/// <param name="Assembly">File name of the assembly, beside the program.</param>
/// <param name="Type">The type that declares the entry.</param>
/// <param name="Entry">A static method that takes bytes.</param>
/// <param name="Seeds">Inputs to begin with.</param>
public sealed record InProcessTarget(string Name, string Assembly, string Type, string Entry, ImmutableArray<string> Seeds)
{
    private const string Reference = "Conformance.Reference.dll";
    private const string Parsers = "Conformance.Reference.ParserTargets";
    private const string Wire = "Conformance.Wire.dll";
    private const string Readers = "Conformance.Wire.ReaderTargets";
    private const string Reports = "Conformance.Reports.dll";
    private const string Files = "Conformance.Reports.FileTargets";
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nTrailer: x\r\n\r\n";

    /// <summary>All of them: the reference's parsers, and our readers of what a hostile target sends.</summary>
    public static ImmutableArray<InProcessTarget> All { get; } =
    [
        new("range", Reference, Parsers, "Range", ["bytes=0-9", "bytes=0-", "bytes=-5", "bytes=18446744073709551615-18446744073709551616", "bytes=0-1,2-3"]),
        new("copy-source", Reference, Parsers, "Source", ["bucket/key", "/bucket/a%20b?versionId=null", "bucket%2Fkey", "arn:aws:s3:::x"]),
        new("part-list", Reference, Parsers, "PartListXml", [CompleteModel.Valid, .. CompleteModel.Known.Select(k => k.Document).Where(d => d.Length is > 0 and < 400)]),
        new("listing", Reference, Parsers, "Listing", ["max-parts=10&part-number-marker=3", "max-parts=-1&a=%20+%zz", "uploads&prefix=%C3%A9"]),
        new("authorization", Reference, Parsers, "Authorization", ["AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef"]),
        new("chunks", Reference, Parsers, "Chunks",
        [
            "\u00015;chunk-signature=49f170ccca5c718e552460d5319fa9b808dbf2d587580541d23bc147b1babf68\r\nhello\r\n0;chunk-signature=8c249de86ca75e25da31e1e9f34d289ee397be7a2fec7677395025e5a5d3d2a4\r\n\r\n",
            "\u00025;chunk-signature=49f170ccca5c718e552460d5319fa9b808dbf2d587580541d23bc147b1babf68\r\nhello\r\n0;chunk-signature=8c249de86ca75e25da31e1e9f34d289ee397be7a2fec7677395025e5a5d3d2a4\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-trailer-signature:a9a1fb083043da22274d3d072a9e7ac6434466e00354fb378723a96481f32608\r\n\r\n",
            "\u00035\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
            "\u00133;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
        ]),
        new("http", Reference, Parsers, "Http",
        [
            Request("PUT /bbb/k?partNumber=1&uploadId={upload}", "x-amz-copy-source: /bbb/source", "x-amz-copy-source-range: bytes=0-4", "Content-Length: 0"),
            Request("PUT /bbb/k?partNumber=10000&uploadId={upload}", "x-amz-copy-source: bbb%2Fsource?versionId=null", "x-amz-copy-source-if-match: \"x\"", "Content-Length: 0"),
            Request("PUT /bbb/k?partNumber=2&uploadId={upload}", "Content-Length: 5", "Content-MD5: XUFAKrxLKna5cZ2REBfFkg==") + "hello",
            Request("PUT /bbb/k?partNumber=3&uploadId={upload}", "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER", "x-amz-decoded-content-length: 5", "Content-Length: 15") + "5\r\nhello\r\n0\r\n",
            Request("GET /bbb/k?uploadId={upload}&max-parts=2&part-number-marker=1&encoding-type=url"),
            Request("GET /bbb?uploads&prefix=k&delimiter=%2F&max-uploads=1&key-marker=a"),
            Request("GET /bbb?list-type=2&max-keys=1&start-after=a&encoding-type=url"),
            Request("POST /bbb/k?uploadId={upload}", "Content-Length: 132") + "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"5d41402abc4b2a76b9719d911017c592\"</ETag></Part></CompleteMultipartUpload>",
            Request("POST /bbb/k2?uploads", "x-amz-checksum-algorithm: CRC32", "x-amz-meta-a: b", "Content-Length: 0"),
            Request("GET /bbb/source", "Range: bytes=1-3", "If-None-Match: \"x\""),
            Request("HEAD /bbb/source?partNumber=1", "If-Modified-Since: Sat, 29 Oct 1994 19:43:31 GMT"),
            Request("DELETE /bbb/k?uploadId=none"),
            Request("PUT /bbb/other", "x-amz-copy-source: /bbb/source", "x-amz-metadata-directive: REPLACE", "Content-Length: 0"),
        ]),
        new("answer-xml", Wire, Readers, "Xml", ["<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code><Message>a &amp; b</Message></Error>", "<a xmlns=\"u\"><![CDATA[x]]><!-- c --></a>"]),
        new("answer-head", Wire, Readers, "Head", ["HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\nDate: x\r\n folded\r\n\r\n", "HTTP/1.0 200\nA:b\n\n"]),
        new("answer", Wire, Readers, "Answer", [Answer, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"]),
        new("results", Reports, Files, "Results", ["{\"schemaVersion\":2,\"suite\":{},\"run\":{},\"cases\":[]}", "{\"schemaVersion\":99}", "[]"]),
        new("history", Reports, Files, "History", ["{\"target\":\"a\",\"dialect\":\"aws\",\"runs\":[{\"startedAt\":\"2026-11-22T00:00:00Z\",\"suiteVersion\":\"1\",\"catalogue\":\"x\"}],\"cases\":{\"a/b/c\":\"p\"}}"]),
        new("snapshot", Reports, Files, "Snapshot", ["## a/b/c\n> PUT\n< 200\n\n## a/b/d\n> GET", "text"]),
        new("transcript", Wire, Readers, "Transcript", ["{\"sequence\":1,\"label\":{\"owner\":\"run\",\"step\":\"when\"},\"carrier\":\"http\",\"startedAt\":\"2026-01-01T00:00:00Z\",\"durationMs\":1,\"fate\":\"complete\"}", "{}"]),
    ];

    private static string Request(params string[] lines) => string.Join("\r\n", lines.Skip(1).Prepend("Host: reference.invalid").Prepend(lines[0] + " HTTP/1.1")) + "\r\n\r\n";

    /// <summary>The one of a name; <see cref="ConfigurationException"/> names those there are.</summary>
    public static InProcessTarget Of(string name) => All.FirstOrDefault(t => t.Name == name)
        ?? throw new ConfigurationException($"There is no parser \"{name}\"; give one of {string.Join(", ", All.Select(t => t.Name))}");

    /// <summary>The seeds as bytes, after those that stand as files in a folder.</summary>
    public ImmutableArray<byte[]> Corpus(string folder)
    {
        var kept = Path.Combine(folder, "in-process", Name);
        return
        [
            .. Seeds.Select(Encoding.UTF8.GetBytes),
            .. Directory.Exists(kept) ? Directory.EnumerateFiles(kept).Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [],
        ];
    }
}

/// <summary>What fuzzing a parser in process gave.</summary>
/// <param name="Executions">Inputs tried.</param>
/// <param name="Seconds">Time it took.</param>
/// <param name="Edges">Branches seen, with how often in a round, as a count.</param>
/// <param name="Corpus">Inputs each of which showed a new branch, smallest first.</param>
/// <param name="Crashes">Exceptions that escaped, one a place, with the smallest input that made each.</param>
public sealed record InProcessReport(long Executions, double Seconds, int Edges, ImmutableArray<byte[]> Corpus, ImmutableArray<InProcessCrash> Crashes)
{
    /// <summary>Executions a second.</summary>
    public double Rate => Executions / Math.Max(1e-9, Seconds);
}

/// <summary>An exception that escaped.</summary>
/// <param name="Place">Its type and the innermost frame.</param>
/// <param name="Message">What it said.</param>
/// <param name="Input">The input.</param>
public sealed record InProcessCrash(string Place, string Message, byte[] Input);
