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
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nTrailer: x\r\n\r\n";

    /// <summary>All of them: the reference's parsers, and our readers of what a hostile target sends.</summary>
    public static ImmutableArray<InProcessTarget> All { get; } =
    [
        new("range", Reference, Parsers, "Range", ["bytes=0-9", "bytes=0-", "bytes=-5", "bytes=18446744073709551615-18446744073709551616", "bytes=0-1,2-3"]),
        new("copy-source", Reference, Parsers, "Source", ["bucket/key", "/bucket/a%20b?versionId=null", "bucket%2Fkey", "arn:aws:s3:::x"]),
        new("part-list", Reference, Parsers, "PartListXml", [CompleteModel.Valid, .. CompleteModel.Known.Select(k => k.Document).Where(d => d.Length is > 0 and < 400)]),
        new("listing", Reference, Parsers, "Listing", ["max-parts=10&part-number-marker=3", "max-parts=-1&a=%20+%zz", "uploads&prefix=%C3%A9"]),
        new("authorization", Reference, Parsers, "Authorization", ["AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef"]),
        new("answer-xml", Wire, Readers, "Xml", ["<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code><Message>a &amp; b</Message></Error>", "<a xmlns=\"u\"><![CDATA[x]]><!-- c --></a>"]),
        new("answer-head", Wire, Readers, "Head", ["HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\nDate: x\r\n folded\r\n\r\n", "HTTP/1.0 200\nA:b\n\n"]),
        new("answer", Wire, Readers, "Answer", [Answer, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"]),
        new("transcript", Wire, Readers, "Transcript", ["{\"sequence\":1,\"label\":{\"owner\":\"run\",\"step\":\"when\"},\"carrier\":\"http\",\"startedAt\":\"2026-01-01T00:00:00Z\",\"durationMs\":1,\"fate\":\"complete\"}", "{}"]),
    ];

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
