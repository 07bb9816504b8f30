namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Which part numbers a part copy takes, and how their text is read.</summary>
public static class PartNumber
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/part-number/lowest",
        Claim = "Part number 1 is accepted.",
        Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest { PartNumber = 1 },
        Then = [.. Answers.Copies(Source.All, 1, "upc.part.min")],
    };

    private static readonly (string Row, string Value, string Cites)[] Malformed =
    [
        ("zero", "0", "upc.part.zero"),
        ("negative-zero", "-0", "upc.part.zero"),
        ("above-highest", "10001", "upc.part.over-max"),
        ("minus-one", "-1", "upc.part.negative"),
        ("minus-ten", "-10", "upc.part.negative"),
        ("letters", "abc", "upc.part.non-numeric"),
        ("digit-then-letter", "1a", "upc.part.non-numeric"),
        ("encoded-nul", "%00", "upc.part.non-numeric"),
        ("comma-list", "1,2", "upc.part.non-numeric"),
        ("range-of-numbers", "1-2", "upc.part.non-numeric"),
        ("decimal-point", "1.0", "upc.part.decimal"),
        ("exponent", "1e0", "upc.part.decimal"),
        ("hexadecimal", "0x1", "upc.part.decimal"),
        ("leading-space", "%201", "upc.part.whitespace"),
        ("trailing-space", "1%20", "upc.part.whitespace"),
        ("trailing-tab", "1%09", "upc.part.whitespace"),
        ("arabic-indic-digit", "%D9%A1", "upc.part.unicode-digits"),
    ];

    // Each is 1 when cut to 32 or 64 bits, or negative.
    private static readonly (string Row, string Value)[] Wrapping =
    [
        ("two-to-the-31", "2147483648"),
        ("two-to-the-32-plus-one", "4294967297"),
        ("two-to-the-64-plus-one", "18446744073709551617"),
    ];

    private static readonly (string Row, string Value, int Number, string Cites)[] ReadOrRefused =
    [
        ("leading-zeros", "0001", 1, "upc.part.leading-zeros"),
        ("leading-zeros-not-octal", "0010", 10, "upc.part.leading-zeros"),
        ("encoded-plus-sign", "%2B1", 1, "upc.part.plus-sign"),
    ];

    // What the error of each must name; the value is repeated as it was sent.
    private static readonly (string Row, string Value)[] Named = [("zero", "0"), ("above-highest", "10001"), ("minus-one", "-1")];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "upload-part-copy/part-number/highest",
            Claim = "Part number 10000 is accepted and listed under that number.",
            When = new UploadPartCopyRequest { PartNumber = 10000 },
            Then = [.. Answers.Copies(Source.All, 10000, "upc.part.max")],
        },
        Baseline with
        {
            Id = "upload-part-copy/part-number/decimal-text",
            Claim = "The value of partNumber is a number in decimal text, though the founding document types it as String.",
            When = new UploadPartCopyRequest { PartNumber = 2 },
            Then = [.. Answers.Copies(Source.All, 2, "upc.part.typed-string")],
        },
        .. Malformed.Select(row => Refused(row.Row, row.Value, row.Cites)),
        .. Wrapping.Select(row => Refused(row.Row, row.Value, "upc.part.overflow32")),
        .. ReadOrRefused.Select(row => Baseline with
        {
            Id = $"upload-part-copy/part-number/{row.Row}",
            Claim = $"The part number \"{row.Value}\" is refused, or read as {row.Number}.",
            When = new UploadPartCopyRequest { PartNumber = QueryValue.Raw(row.Value) },
            Then =
            [
                .. Answers.CopiesOrRefuses(Source.All, row.Number, 400, row.Cites),
                Check.IfRefused(Check.ErrorCode("InvalidArgument")).Cites(row.Cites),
            ],
        }),
        .. Named.Select(row => Baseline with
        {
            Id = $"upload-part-copy/part-number-error/{row.Row}",
            Claim = $"The error for part number {row.Value} names the argument and repeats its value.",
            When = new UploadPartCopyRequest { PartNumber = QueryValue.Raw(row.Value) },
            Then =
            [
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentName", "partNumber")).Cites("err.argument"),
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentValue", row.Value)).Cites("err.argument"),
            ],
        }),
    ];

    private static Scenario Refused(string row, string value, string cites) => Baseline with
    {
        Id = $"upload-part-copy/part-number/{row}",
        Claim = $"The part number \"{value}\" is refused, and no part is stored under any number.",
        When = new UploadPartCopyRequest { PartNumber = QueryValue.Raw(value) },
        Then = [.. Answers.Refused(400, "InvalidArgument", cites), Check.PartNumbersAre().Cites(cites)],
    };
}
