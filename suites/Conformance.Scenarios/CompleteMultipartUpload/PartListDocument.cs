namespace Conformance.Scenarios.CompleteMultipartUpload;

/// <summary>Which spellings of the part list are read, and which are refused as malformed.</summary>
public static class PartListDocument
{
    private const string Tag = "{part-etag:upload/1}";
    private const string Part = $"<Part><PartNumber>1</PartNumber><ETag>\"{Tag}\"</ETag></Part>";

    private static readonly Content Small = Content.Generated(Slot.Source.Name, 64);

    private static readonly (string Row, string Claim, string Document, string Cites)[] Read =
    [
        ("namespaced", "A part list in the S3 namespace is accepted.", $"<CompleteMultipartUpload xmlns=\"{Check.S3Namespace}\">{Part}</CompleteMultipartUpload>", "cmu.request-namespace-optional"),
        ("without-namespace", "A part list without a namespace is accepted.", $"<CompleteMultipartUpload>{Part}</CompleteMultipartUpload>", "cmu.request-namespace-optional"),
        ("etag-first", "ETag may come before PartNumber.", List($"<ETag>\"{Tag}\"</ETag><PartNumber>1</PartNumber>"), "cmu.child-order-free"),
        ("etag-entity-quotes", "Quotes of an ETag may be written as entities.", List($"<PartNumber>1</PartNumber><ETag>&quot;{Tag}&quot;</ETag>"), "cmu.etag-quotes-optional"),
        ("etag-without-quotes", "An ETag may be written without quotes.", List($"<PartNumber>1</PartNumber><ETag>{Tag}</ETag>"), "cmu.etag-quotes-optional"),
    ];

    private static readonly (string Row, string What, string Document, string Code, string Cites)[] Refused =
    [
        ("not-xml", "text that is no XML", "PartNumber=1", "MalformedXML", "cmu.not-xml"),
        ("cut-off", "a document that is cut off", $"<CompleteMultipartUpload>{Part}", "MalformedXML", "cmu.not-xml"),
        ("wrong-root", "another root element", $"<CreateBucketConfiguration>{Part}</CreateBucketConfiguration>", "MalformedXML", "cmu.wrong-root"),
        ("no-parts", "no Part", "<CompleteMultipartUpload></CompleteMultipartUpload>", "MalformedXML", "cmu.empty-list"),
        ("no-part-number", "a Part without PartNumber", List($"<ETag>\"{Tag}\"</ETag>"), "MalformedXML", "cmu.missing-fields"),
        ("no-etag", "a Part without ETag", List("<PartNumber>1</PartNumber>"), "MalformedXML", "cmu.missing-fields"),
        ("empty-etag", "an empty ETag", List("<PartNumber>1</PartNumber><ETag></ETag>"), "InvalidPart", "cmu.empty-etag"),
        ("number-zero", "part number 0", List($"<PartNumber>0</PartNumber><ETag>\"{Tag}\"</ETag>"), "InvalidArgument", "cmu.number-zero"),
        ("number-negative", "a negative part number", List($"<PartNumber>-1</PartNumber><ETag>\"{Tag}\"</ETag>"), "InvalidArgument", "cmu.number-zero"),
        ("no-body", "no body at all", "", "InvalidRequest", "cmu.no-body"),
    ];

    private static readonly (string Row, string What, string Document, string[] Codes, string Cites)[] RefusedSomehow =
    [
        ("number-letters", "a part number in letters", List($"<PartNumber>one</PartNumber><ETag>\"{Tag}\"</ETag>"), ["MalformedXML", "InvalidArgument"], "cmu.number-not-integer"),
        ("number-above-highest", "part number 10001", List($"<PartNumber>10001</PartNumber><ETag>\"{Tag}\"</ETag>"), ["InvalidArgument", "InvalidPart", "MalformedXML"], "cmu.number-too-big"),
    ];

    private static readonly (string Row, string What, string Document, string Cites)[] ReadOrRefused =
    [
        ("etag-upper-case", "an ETag in capitals", $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"{Small.All.Md5.ToUpperInvariant()}\"</ETag></Part></CompleteMultipartUpload>", "cmu.etag-case"),
        ("unknown-element", "an element that the schema does not know", List($"<PartNumber>1</PartNumber><ETag>\"{Tag}\"</ETag><Unknown>x</Unknown>"), "cmu.unknown-element"),
        ("doctype", "a document type declaration", $"<!DOCTYPE x [<!ENTITY e \"{Tag}\">]><CompleteMultipartUpload>{Part}</CompleteMultipartUpload>", "cmu.doctype"),
        ("byte-order-mark", "a byte order mark", $"\uFEFF<CompleteMultipartUpload>{Part}</CompleteMultipartUpload>", "cmu.encoding"),
    ];

    private static readonly Scenario Baseline = new()
    {
        Id = "complete-multipart-upload/part-list-document/content-type-absent",
        Claim = "A completion without a Content-Type is accepted.",
        Given = [Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload), Given.CopiedPart(Slot.Upload, 1, Slot.Source)],
        When = new CompleteMultipartUploadRequest(),
        Then = [Check.Status(200).Cites("cmu.content-type-none")],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "complete-multipart-upload/part-list-document/content-type-of-forms",
            Claim = "A completion labelled as a form is accepted or refused.",
            When = Baseline.When.With("Content-Type", "application/x-www-form-urlencoded"),
            Then = [Check.Status(200, 400, 403).Cites("cmu.content-type-form")],
        },
        Baseline with
        {
            Id = "complete-multipart-upload/part-list-document/over-a-mebibyte",
            Claim = "A valid part list of a little over 1 MiB is accepted, or refused as too large.",
            When = new CompleteMultipartUploadRequest { Document = $"<CompleteMultipartUpload>{new string(' ', 1_100_000)}{Part}</CompleteMultipartUpload>" },
            Then = [Check.Status(200, 400, 413).Cites("cmu.long-list-ok")],
        },
        .. Read.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/part-list-document/{row.Row}",
            Claim = row.Claim,
            When = new CompleteMultipartUploadRequest { Document = row.Document },
            Then = [Check.Status(200).Cites(row.Cites), Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Small.All)).Cites(row.Cites)],
        }),
        .. Refused.Select(row => Keeps(row.Row, row.What, row.Document, Answers.Refused(400, row.Code, row.Cites))),
        .. RefusedSomehow.Select(row => Keeps(row.Row, row.What, row.Document, [Check.Status(400).Cites(row.Cites), Check.ErrorCode(row.Codes).Cites(row.Cites)])),
        .. ReadOrRefused.Select(row => Baseline with
        {
            Id = $"complete-multipart-upload/part-list-document/{row.Row}",
            Claim = $"A part list with {row.What} is read or refused.",
            When = new CompleteMultipartUploadRequest { Document = row.Document },
            Then =
            [
                Check.Status(200, 400).Cites(row.Cites),
                Check.IfAccepted(Check.Afterwards("read the object", new GetObjectRequest(), Check.BodyIs(Small.All))).Cites(row.Cites),
            ],
        }),
    ];

    private static string List(string children) => $"<CompleteMultipartUpload><Part>{children}</Part></CompleteMultipartUpload>";

    private static Scenario Keeps(string row, string what, string document, CitedCheck[] refusal) => Baseline with
    {
        Id = $"complete-multipart-upload/part-list-document/{row}",
        Claim = $"A part list with {what} is refused, and the upload stays open with its part.",
        When = new CompleteMultipartUploadRequest { Document = document },
        Then =
        [
            .. refusal,
            Check.IfRefused(Check.PartsUnchanged()).Cites("cmu.error-keeps-upload"),
            Check.IfRefused(Check.AssembledIs(Small.All)).Cites("cmu.error-keeps-upload"),
        ],
    };
}
