using static Conformance.Scenarios.CustomerKeys;

namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>What part copies say of encryption with keys of the service, and customer keys that travel in the clear.</summary>
public static class ServiceEncryption
{
    private const string Header = "x-amz-server-side-encryption";

    private static readonly Content Source = Content.Generated(Slot.Source.Name, 300);

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly (string Row, string What, Given[] Given, Operation When)[] Clear =
    [
        ("of-upload", "A part copy with the customer key of the upload", Encrypted(ofSource: false), new UploadPartCopyRequest { Headers = A.Headers }),
        ("of-source", "A part copy with the customer key of the source", Encrypted(ofSource: true), new UploadPartCopyRequest { Headers = A.SourceHeaders }),
        ("at-creation", "The creation of an upload with a customer key", [], new CreateMultipartUploadRequest { Headers = A.Headers }),
        ("of-uploaded-part", "A part uploaded with a customer key", Encrypted(ofSource: false), new UploadPartRequest { Content = Source, Headers = A.Headers }),
        ("at-reading", "GET with a customer key", Encrypted(ofSource: true), new GetObjectRequest { Key = "{raw-key:source}", Headers = A.Headers }),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline with
        {
            Id = "upload-part-copy/service-encryption/default",
            Claim = "Where creating an upload is answered with the encryption of the bucket, so is a part copied into it.",
            Then =
            [
                Check.Status(200).Cites("upc.sse.s3-default-header"),
                Check.WhenGivenAnswered("create upload", Header, Check.HeaderIs(Header, "AES256")).Cites("upc.sse.s3-default-header"),
            ],
        },
        Baseline with
        {
            Id = "upload-part-copy/service-encryption/asked-for",
            Claim = "A part copied into an upload created with SSE-S3 is answered with the algorithm.",
            Given = [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload) with { Headers = [.. Service] }],
            Then = [Check.Status(200).Cites("upc.sse.s3-upload-header"), Check.HeaderIs(Header, "AES256").Cites("upc.sse.s3-upload-header")],
        },
        .. new[] { ("aes256", "AES256"), ("kms", "aws:kms"), ("nonsense", "nonsense") }.Select(row => Baseline with
        {
            Id = $"upload-part-copy/service-encryption/header-{row.Item1}",
            Claim = $"{Header}: {row.Item2} on a part copy, which the operation does not have, is ignored or refused.",
            When = new UploadPartCopyRequest().With(Header, row.Item2),
            Then =
            [
                .. CopyAnswers.TakesOrRefuses(Source.All, [200, 400, 501], "upc.sse.header-on-part-ignored"),
                Check.IfRefused(Check.ErrorCode("InvalidArgument", "InvalidRequest", "NotImplemented")).Cites("upc.sse.header-on-part-ignored"),
            ],
        }),
        .. Clear.Select(row => Baseline with
        {
            Id = $"upload-part-copy/customer-key-in-the-clear/{row.Row}",
            Claim = $"{row.What} is refused when it travels over plain http.",
            Given = [.. row.Given],
            When = row.When with { InTheClear = true },
            Then =
            [
                Check.WhenInTheClear(Check.Status(400)).Cites("upc.ssec.https-only"),
                Check.WhenInTheClear(Check.ErrorCode("InvalidRequest", "InvalidArgument")).Cites("upc.ssec.https-only"),
            ],
        }),
    ];

    private static Given[] Encrypted(bool ofSource) => ofSource
        ? [Given.StoredObject(Slot.Source, Source) with { Headers = A.Headers }, Given.OpenUpload(Slot.Upload)]
        : [Given.StoredObject(Slot.Source, Source), Given.OpenUpload(Slot.Upload) with { Headers = A.Headers }];
}
