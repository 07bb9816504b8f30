using static Conformance.Scenarios.ChecksumKinds;

namespace Conformance.Scenarios.CreateMultipartUpload;

/// <summary>Which checksum algorithm and type an upload can be created with, and what the answer says of them.</summary>
public static class UploadChecksum
{
    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        When = new CreateMultipartUploadRequest(),
        Then = [],
    };

    private static readonly (Checksum Algorithm, string Type)[] Defaults =
    [
        .. OfComposite.Select(c => (c, Composite)),
        (Checksum.Crc64Nvme, Full),
    ];

    private static readonly (string Row, string What, HeaderLine[] Headers, string Cites)[] Refused =
    [
        ("crc64nvme-composite", "CRC64NVME with type COMPOSITE", Headers(Checksum.Crc64Nvme, Composite), "create.cksum.composite-crc64"),
        ("sha1-full", "SHA1 with type FULL_OBJECT", Headers(Checksum.Sha1, Full), "create.cksum.full-sha"),
        ("sha256-full", "SHA256 with type FULL_OBJECT", Headers(Checksum.Sha256, Full), "create.cksum.full-sha"),
        ("composite-alone", "type COMPOSITE without an algorithm", [Type(Composite)], "create.cksum.type-without-algorithm"),
        ("full-alone", "type FULL_OBJECT without an algorithm", [Type(Full)], "create.cksum.type-without-algorithm"),
        ("unknown-algorithm", "the algorithm NONSENSE", [new("x-amz-checksum-algorithm", "NONSENSE")], "create.cksum.unknown-algorithm"),
        ("misspelt-algorithm", "the algorithm SHA-256", [new("x-amz-checksum-algorithm", "SHA-256")], "create.cksum.unknown-algorithm"),
        ("unknown-type", "the type NONSENSE", [.. Headers(Checksum.Crc32), Type("NONSENSE")], "create.cksum.unknown-type"),
        ("misspelt-type", "the type FULL-OBJECT", [.. Headers(Checksum.Crc32), Type("FULL-OBJECT")], "create.cksum.unknown-type"),
    ];

    private static readonly (string Row, string What, HeaderLine[] Headers)[] LowerCase =
    [
        ("algorithm-in-lower-case", "an algorithm", [new("x-amz-checksum-algorithm", "crc32c"), Type(Composite)]),
        ("type-in-lower-case", "a type", [.. Headers(Checksum.Crc32C), Type("full_object")]),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. ChecksumKinds.All.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/checksum/{row.Row}",
            Claim = $"An upload is created with {Words(row.Algorithm, row.Type)}, and the answer repeats both.",
            When = new CreateMultipartUploadRequest { Headers = [.. Headers(row.Algorithm, row.Type)] },
            Then = [.. Echoes(row.Algorithm, row.Type, row.Type == Full ? "create.cksum.full-ok" : "create.cksum.composite-ok")],
        }),
        .. Defaults.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/checksum-default-type/{Slug(row.Algorithm)}",
            Claim = $"{row.Algorithm} without a type means {row.Type}.",
            When = new CreateMultipartUploadRequest { Headers = [.. Headers(row.Algorithm)] },
            Then = [.. Echoes(row.Algorithm, row.Type, "create.cksum.default-type")],
        }),
        .. Refused.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/checksum-refused/{row.Row}",
            Claim = $"An upload with {row.What} is refused, and none is begun.",
            When = new CreateMultipartUploadRequest { Headers = [.. row.Headers] },
            Then =
            [
                .. Answers.Refused(400, "InvalidRequest", row.Cites),
                Check.IfRefused(Check.Afterwards("list the uploads", new ListMultipartUploadsRequest { ExtraQuery = "prefix={encoded-prefix}" }, Check.CountOf("Upload", 0))).Cites(row.Cites),
            ],
        }),
        .. LowerCase.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/checksum/{row.Row}",
            Claim = $"{char.ToUpperInvariant(row.What[0])}{row.What[1..]} written in lower case is taken or refused by name.",
            When = new CreateMultipartUploadRequest { Headers = [.. row.Headers] },
            Then =
            [
                Check.Status(200, 400).Cites("create.cksum.value-case"),
                Check.IfRefused(Check.ErrorCode("InvalidRequest")).Cites("create.cksum.value-case"),
            ],
        }),
    ];

    private static CitedCheck[] Echoes(Checksum algorithm, string type, string cites) =>
    [
        Check.Status(200).Cites(cites),
        Check.IfAccepted(Check.HeaderIs("x-amz-checksum-algorithm", algorithm.Name)).Cites(cites),
        Check.IfAccepted(Check.HeaderIs("x-amz-checksum-type", type)).Cites(cites),
    ];
}
