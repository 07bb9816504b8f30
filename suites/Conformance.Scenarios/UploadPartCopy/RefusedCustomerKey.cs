using static Conformance.Scenarios.CustomerKeys;

namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Customer keys that are missing, not called for, wrong or malformed, on either side of a part copy: refused, and nothing is stored.</summary>
public static class RefusedCustomerKey
{
    private static readonly Content Source = Content.Generated(Slot.Source.Name, 300);
    private static readonly Given Plain = Given.StoredObject(Slot.Source, Source);
    private static readonly Given OfService = Given.StoredObject(Slot.Source, Source) with { Headers = [.. Service] };
    private static readonly Given Encrypted = Given.StoredObject(Slot.Source, Source) with { Headers = A.Headers };
    private static readonly Given OpenPlain = Given.OpenUpload(Slot.Upload);
    private static readonly Given OpenOfService = Given.OpenUpload(Slot.Upload) with { Headers = [.. Service] };
    private static readonly Given OpenEncrypted = Given.OpenUpload(Slot.Upload) with { Headers = A.Headers };

    private static readonly (string Row, string What, Given[] Given, HeaderLine[] Sent, int Status, string[] Codes, string Cites)[] Rows =
    [
        ("missing-for-upload", "no key into an upload with one", [Plain, OpenEncrypted], [], 400, ["InvalidRequest"], "upc.ssec.dest-required"),
        ("source-key-for-upload", "the key of the upload as that of the source", [Encrypted, OpenEncrypted], [.. A.SourceHeaders], 400, ["InvalidRequest"], "upc.ssec.dest-required"),
        ("unexpected-by-upload", "a key into a plain upload", [Plain, OpenPlain], [.. A.Headers], 400, ["InvalidRequest"], "upc.ssec.dest-unexpected"),
        ("unexpected-by-service-upload", "a key into an upload with SSE-S3", [Plain, OpenOfService], [.. A.Headers], 400, ["InvalidRequest"], "upc.ssec.dest-unexpected"),
        ("other-than-of-upload", "another key than that of the upload", [Plain, OpenEncrypted], [.. B.Headers], 400, ["InvalidRequest"], "upc.ssec.dest-wrong-key"),
        ("missing-for-source", "no key of an encrypted source", [Encrypted, OpenPlain], [], 400, ["InvalidRequest"], "upc.ssec.source-required"),
        ("upload-key-for-source", "the key of the source as that of the upload alone", [Encrypted, OpenEncrypted], [.. A.Headers], 400, ["InvalidRequest"], "upc.ssec.source-required"),
        ("other-than-of-source", "another key than that of the source", [Encrypted, OpenPlain], [.. B.SourceHeaders], 403, ["AccessDenied"], "upc.ssec.source-wrong-key"),
        ("other-than-of-source-beside-right", "another key than that of the source and the right one of the upload", [Encrypted, OpenEncrypted], [.. B.SourceHeaders, .. A.Headers], 403, ["AccessDenied"], "upc.ssec.source-wrong-key"),
        ("unexpected-by-source", "a key of a source that is plain", [Plain, OpenPlain], [.. A.SourceHeaders], 400, ["InvalidRequest", "InvalidArgument"], "upc.ssec.source-not-encrypted"),
        ("unexpected-by-service-source", "a key of a source with SSE-S3", [OfService, OpenPlain], [.. A.SourceHeaders], 400, ["InvalidRequest", "InvalidArgument"], "upc.ssec.source-not-encrypted"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Rows.Select(row => Refused($"refused-customer-key/{row.Row}", $"A part copy with {row.What} is refused, and nothing is stored.", row.Given, row.Sent) with
        {
            Then = [Check.Status(row.Status).Cites(row.Cites), Check.ErrorCode(row.Codes).Cites(row.Cites), .. LeavesNothing],
        }),
        Refused(
            "refused-customer-key/keys-swapped",
            "A part copy with the keys of source and upload in each other's place is refused.",
            [Encrypted, Given.OpenUpload(Slot.Upload) with { Headers = B.Headers }],
            [.. B.SourceHeaders, .. A.Headers]) with
        {
            Then = [Check.Refused().Cites("upc.ssec.source-wrong-key", "upc.ssec.dest-wrong-key"), .. LeavesNothing],
        },
        Refused("refused-customer-key/range-without-key", "A range of an encrypted source without its key is refused.", [Encrypted, OpenPlain], []) with
        {
            When = new UploadPartCopyRequest { Range = CopyRange.Of(0, 15) },
            Then = [.. Answers.Refused(400, "InvalidRequest", "upc.ssec.source-required"), .. LeavesNothing],
        },
        .. Wrong.Select(row => Refused(
            $"malformed-customer-key/upload-{row.Row}",
            $"A part copy whose customer key has {row.What} is refused, and nothing is stored.",
            [Plain, OpenEncrypted],
            [.. CustomerKey.Lines(ofSource: false, row.Algorithm, row.Key, row.Md5)]) with
        {
            Then = [.. Answers.Refused(400, row.Code, row.Cites), .. LeavesNothing],
        }),
        .. Wrong.Select(row => Refused(
            $"malformed-customer-key/source-{row.Row}",
            $"A part copy whose customer key of the source has {row.What} is refused, and nothing is stored.",
            [Encrypted, OpenPlain],
            [.. CustomerKey.Lines(ofSource: true, row.Algorithm, row.Key, row.Md5)]) with
        {
            // Recorded with the key of the object; that the source's is refused under the same code is not known.
            Then = [Check.Refused().Cites(row.Cites), .. LeavesNothing],
        }),
    ];

    private static CitedCheck[] LeavesNothing =>
    [
        Check.IfRefused(Check.PartNumbersAre()).Cites("inv.refused-stores-nothing"),
        Check.KeysNotEchoed(A, B).Cites("upc.ssec.key-not-echoed"),
    ];

    private static Scenario Refused(string id, string claim, Given[] given, HeaderLine[] sent) => new()
    {
        Id = $"upload-part-copy/{id}",
        Claim = claim,
        Given = [.. given],
        When = new UploadPartCopyRequest { Headers = [.. sent] },
        Dialects = [Dialect.Aws],
        Then = [],
    };
}
