namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The header line itself: its name, white space around its value, two lines of it, none.</summary>
public static class CopySourceHeader
{
    private static readonly Content First = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content Second = Content.Generated(Slot.OtherSource.Name, 64);

    private static readonly Given[] Given =
    [
        Model.Given.StoredObject(Slot.Source, 64),
        Model.Given.StoredObject(Slot.OtherSource, 64),
        Model.Given.OpenUpload(Slot.Upload),
    ];

    private static readonly (string Row, string Name)[] Names =
    [
        ("capitalised", "X-Amz-Copy-Source"),
        ("upper-case", "X-AMZ-COPY-SOURCE"),
        ("mixed-case", "X-AMZ-Copy-Source"),
    ];

    private static readonly (string Row, string Value)[] Padded =
    [
        ("blank-before", " {source:source}"),
        ("blank-after", "{source:source} "),
        ("blanks-around", "   {source:source}   "),
        ("tabs-around", "\t{source:source}\t"),
    ];

    private static readonly (string Row, string FirstLine, string SecondLine, Slice[] Either)[] Twice =
    [
        ("two-sources", "{source:source}", "{source:other-source}", [First.All, Second.All]),
        ("the-same-source-twice", "{source:source}", "{source:source}", [First.All]),
        ("source-then-empty", "{source:source}", "", [First.All]),
        ("empty-then-source", "", "{source:source}", [First.All]),
    ];

    private static readonly (string Row, Content Body)[] Bodies =
    [
        ("absent-with-body", Content.Text("the body of the request is the part")),
        ("absent-without-body", Content.Text("")),
    ];

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [.. Given],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Names.Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-source-header/{row.Row}",
            Claim = $"The header name {row.Name} is read like x-amz-copy-source.",
            When = new UploadPartCopyRequest { CopySource = null, Headers = [new HeaderLine(row.Name, "{source:source}")] },
            Then = [.. CopyAnswers.Takes(First.All, "upc.src.header-case")],
        }),
        .. Padded.Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-source-header/{row.Row}",
            Claim = "White space around the copy source is no part of it.",
            When = new UploadPartCopyRequest { CopySource = row.Value },
            Then = [.. CopyAnswers.Takes(First.All, "upc.src.outer-whitespace")],
        }),
        .. Twice.Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-source-header/{row.Row}",
            Claim = "Two copy-source lines are refused, or one of them is used.",
            When = new UploadPartCopyRequest
            {
                CopySource = row.FirstLine,
                Headers = [new HeaderLine("x-amz-copy-source", row.SecondLine)],
                Carrier = Carrier.Socket,
            },
            Then =
            [
                Check.Status(200, 400, 403).Cites("upc.src.duplicate-header"),
                Check.IfAccepted(Check.AssembledIsOneOf(row.Either)).Cites("upc.src.duplicate-header"),
                Check.IfRefused(Check.PartNumbersAre()).Cites("inv.refused-stores-nothing"),
            ],
        }),
        .. Bodies.Select(row => Baseline with
        {
            Id = $"upload-part-copy/copy-source-header/{row.Row}",
            Claim = $"Without a copy source the same request line uploads its body of {row.Body.SizeBytes} bytes.",
            When = new UploadPartRequest { Content = row.Body },
            Then =
            [
                Check.Status(200).Cites("upc.src.absent-is-uploadpart"),
                Check.IfAccepted(Check.HeaderPresent("ETag")).Cites("upc.src.absent-is-uploadpart"),
                Check.BodyWithout("CopyPartResult", "CopyPartResult").Cites("upc.src.absent-is-uploadpart"),
                Check.IfAccepted(Check.PartStored(1, row.Body.All)).Cites("upc.src.absent-is-uploadpart"),
            ],
        }),
    ];
}
