using System.Collections.Immutable;

namespace Conformance.Fuzz;

/// <summary>The document of Complete as fixtures/catalogue/complete.yaml has it: known spellings by table, all else open.</summary>
public static class CompleteModel
{
    private const string Tag = "{part-etag:upload/1}";
    private const string Part = $"<Part><PartNumber>1</PartNumber><ETag>\"{Tag}\"</ETag></Part>";

    /// <summary>A sound document: the one part that the upload holds.</summary>
    public const string Valid = $"<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{Part}</CompleteMultipartUpload>";

    /// <summary>Documents with what is known of them.</summary>
    public static ImmutableArray<(string Class, string Document, Expected Expected)> Known { get; } =
    [
        ("complete/valid", Valid, new Expected.Sound("cmu.basic")),
        ("complete/no-namespace", List(Part), new Expected.Sound("cmu.request-namespace-optional")),
        ("complete/etag-first", List($"<Part><ETag>\"{Tag}\"</ETag><PartNumber>1</PartNumber></Part>"), new Expected.Sound("cmu.child-order-free")),
        ("complete/etag-entities", List($"<Part><PartNumber>1</PartNumber><ETag>&quot;{Tag}&quot;</ETag></Part>"), new Expected.Sound("cmu.etag-quotes-optional")),
        ("complete/etag-bare", List($"<Part><PartNumber>1</PartNumber><ETag>{Tag}</ETag></Part>"), new Expected.Sound("cmu.etag-quotes-optional")),
        ("complete/not-xml", "PartNumber=1", Bad("MalformedXML", "cmu.not-xml")),
        ("complete/cut-off", $"<CompleteMultipartUpload>{Part}", Bad("MalformedXML", "cmu.not-xml")),
        ("complete/wrong-root", $"<CreateBucketConfiguration>{Part}</CreateBucketConfiguration>", Bad("MalformedXML", "cmu.wrong-root")),
        ("complete/no-parts", List(""), Bad("MalformedXML", "cmu.empty-list")),
        ("complete/no-part-number", List($"<Part><ETag>\"{Tag}\"</ETag></Part>"), Bad("MalformedXML", "cmu.missing-fields")),
        ("complete/no-etag", List("<Part><PartNumber>1</PartNumber></Part>"), Bad("MalformedXML", "cmu.missing-fields")),
        ("complete/empty-etag", List("<Part><PartNumber>1</PartNumber><ETag></ETag></Part>"), Bad("InvalidPart", "cmu.empty-etag")),
        ("complete/number-zero", List(Number("0")), Bad("InvalidArgument", "cmu.number-zero")),
        ("complete/number-negative", List(Number("-1")), Bad("InvalidArgument", "cmu.number-zero")),
        ("complete/number-letters", List(Number("one")), new Expected.Refused([400], ["MalformedXML", "InvalidArgument"], "cmu.number-not-integer")),
        ("complete/number-above", List(Number("10001")), new Expected.Refused([400], ["InvalidArgument", "InvalidPart", "MalformedXML"], "cmu.number-too-big")),
        ("complete/number-overflow", List(Number("99999999999999999999")), Expected.Unknown),
        ("complete/no-body", "", Bad("InvalidRequest", "cmu.no-body")),
        ("complete/doctype", $"<!DOCTYPE x [<!ENTITY e \"x\">]>{List(Part)}", Expected.Unknown),
        ("complete/unknown-element", List($"<Part><PartNumber>1</PartNumber><ETag>\"{Tag}\"</ETag><Unknown>x</Unknown></Part>"), Expected.Unknown),
        ("complete/part-twice", List(Part + Part), Expected.Unknown),
        ("complete/comment", List("<!-- x -->" + Part), Expected.Unknown),
        ("complete/cdata", List($"<Part><PartNumber><![CDATA[1]]></PartNumber><ETag>\"{Tag}\"</ETag></Part>"), Expected.Unknown),
        ("complete/deep", new string('x', 0) + string.Concat(Enumerable.Repeat("<a>", 2000)), Expected.Unknown),
    ];

    /// <summary>Reads a document (template).</summary>
    public static Reading Read(string document)
    {
        foreach (var (name, known, expected) in Known)
        {
            if (known == document)
            {
                return new(name, expected);
            }
        }

        return new("complete/mutant", Expected.Unknown);
    }

    private static string List(string parts) => $"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>";

    private static string Number(string number) => $"<Part><PartNumber>{number}</PartNumber><ETag>\"{Tag}\"</ETag></Part>";

    private static Expected.Refused Bad(string code, string cites) => new([400], [code], cites);
}
