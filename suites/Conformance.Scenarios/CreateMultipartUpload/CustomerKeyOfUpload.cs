using static Conformance.Scenarios.CustomerKeys;

namespace Conformance.Scenarios.CreateMultipartUpload;

/// <summary>Uploads created with a customer key: what the answer says, and which header lines are refused.</summary>
public static class CustomerKeyOfUpload
{
    private static readonly ListMultipartUploadsRequest List = new() { ExtraQuery = "prefix={encoded-prefix}" };

    private static readonly Scenario Baseline = new()
    {
        Id = "create-multipart-upload/customer-key/echo",
        Claim = "An upload created with a customer key is answered with the algorithm and the MD5 of the key, not the key.",
        When = new CreateMultipartUploadRequest { Headers = A.Headers },
        Then = [Check.Status(200).Cites("create.ssec.echo"), .. Names(A, "create.ssec.echo")],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Wrong.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/malformed-customer-key/{row.Row}",
            Claim = $"An upload whose customer key has {row.What} is refused, and none is begun.",
            When = new CreateMultipartUploadRequest { Headers = CustomerKey.Lines(ofSource: false, row.Algorithm, row.Key, row.Md5) },
            Then = [.. Refused(row.Code, row.Cites)],
        }),
        .. new[] { ("sse-s3", "AES256"), ("sse-kms", "aws:kms") }.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/customer-key/with-{row.Item1}",
            Claim = $"An upload with a customer key and with x-amz-server-side-encryption: {row.Item2} is refused.",
            When = new CreateMultipartUploadRequest { Headers = [.. A.Headers, new("x-amz-server-side-encryption", row.Item2)] },
            Then = [.. Refused("InvalidArgument", "upc.ssec.with-sse")],
        }),
    ];

    private static CitedCheck[] Refused(string code, string cites) =>
    [
        .. Answers.Refused(400, code, cites),
        Check.IfRefused(Check.Afterwards("list the uploads", List, Check.CountOf("Upload", 0))).Cites(cites),
        Check.KeysNotEchoed(A, B).Cites("upc.ssec.key-not-echoed"),
    ];
}
