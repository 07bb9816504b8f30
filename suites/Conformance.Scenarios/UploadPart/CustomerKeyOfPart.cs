using static Conformance.Scenarios.CustomerKeys;

namespace Conformance.Scenarios.UploadPart;

/// <summary>Parts uploaded with and without the customer key of their upload.</summary>
public static class CustomerKeyOfPart
{
    private static readonly Content Part = Content.Generated("uploaded-part", 100);
    private static readonly Given OpenPlain = Given.OpenUpload(Slot.Upload);
    private static readonly Given OpenEncrypted = Given.OpenUpload(Slot.Upload) with { Headers = A.Headers };

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part/customer-key/right",
        Claim = "A part uploaded with the customer key of the upload is stored, and the answer names the algorithm and the MD5 of the key.",
        Given = [OpenEncrypted],
        Dialects = [Dialect.Aws],
        When = new UploadPartRequest { Content = Part, Headers = A.Headers },
        Then =
        [
            Check.Status(200).Cites("up.ssec.ok"),
            .. Names(A, "up.ssec.ok"),
            Check.IfAccepted(Check.PartStored(1, Part.All)).Cites("up.ssec.ok"),
            Check.IfAccepted(Check.AssembledIs(Part.All)).Cites("up.ssec.ok"),
        ],
    };

    private static readonly (string Row, string What, Given Upload, HeaderLine[] Sent, string Cites)[] Rows =
    [
        ("missing", "without a key into an upload with one", OpenEncrypted, [], "up.ssec.required"),
        ("unexpected", "with a key into an upload without one", OpenPlain, [.. A.Headers], "up.ssec.unexpected"),
        ("other", "with another key than that of the upload", OpenEncrypted, [.. B.Headers], "up.ssec.wrong-key"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Rows.Select(row => Baseline with
        {
            Id = $"upload-part/customer-key/{row.Row}",
            Claim = $"A part uploaded {row.What} is refused and not stored.",
            Given = [row.Upload],
            When = new UploadPartRequest { Content = Part, Headers = [.. row.Sent] },
            Then = [.. Answers.Refused(400, "InvalidRequest", row.Cites), .. LeavesNothing],
        }),
        .. Wrong.Select(row => Baseline with
        {
            Id = $"upload-part/malformed-customer-key/{row.Row}",
            Claim = $"A part uploaded with a customer key that has {row.What} is refused and not stored.",
            When = new UploadPartRequest { Content = Part, Headers = CustomerKey.Lines(ofSource: false, row.Algorithm, row.Key, row.Md5) },
            Then = [.. Answers.Refused(400, row.Code, row.Cites), .. LeavesNothing],
        }),
    ];

    private static CitedCheck[] LeavesNothing =>
    [
        Check.IfRefused(Check.PartNumbersAre()).Cites("inv.atomic-part"),
        Check.KeysNotEchoed(A, B).Cites("upc.ssec.key-not-echoed"),
    ];
}
