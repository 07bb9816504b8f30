using System.Security.Cryptography;
using System.Text;

namespace Conformance.Scenarios.UploadPart;

/// <summary>Digests that come with a part: the right ones are accepted, wrong ones keep the part out.</summary>
public static class PartIntegrity
{
    private static readonly Content Small = Content.Generated("uploaded-part", 200);
    private static readonly Content Earlier = Content.Generated("earlier-part", 300);
    private static readonly UploadPartRequest Upload = new() { Content = Small };

    private static readonly string Right = Convert.ToBase64String(MD5.HashData(Small.ToArray()));
    private static readonly string OfNothing = Convert.ToBase64String(MD5.HashData([]));
    private static readonly string OfOther = Convert.ToBase64String(MD5.HashData(Earlier.ToArray()));
    private static readonly string OtherHash = Convert.ToHexStringLower(SHA256.HashData(Earlier.ToArray()));
    private static readonly string EmptyHash = Convert.ToHexStringLower(SHA256.HashData([]));

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part/content-md5/right",
        Claim = "A part with the right Content-MD5 is stored.",
        Given = [Given.OpenUpload(Slot.Upload)],
        When = Upload.With("Content-MD5", Right),
        Then = UploadedPart.Stored(Small.All, "up.content-md5-ok"),
    };

    private static readonly (string Row, string What, string Value)[] Wrong =
    [
        ("of-other-bytes", "of other bytes", OfOther),
        ("of-no-bytes", "of the empty body", OfNothing),
        ("off-by-a-bit", "that is off by one bit", Convert.ToBase64String(Flipped(MD5.HashData(Small.ToArray())))),
    ];

    private static readonly (string Row, string What, string Value)[] Malformed =
    [
        ("not-base64", "that is not base64", "not-base64!"),
        ("hexadecimal", "in hexadecimal", Small.All.Md5),
        ("fifteen-bytes", "of 15 bytes", Convert.ToBase64String(MD5.HashData(Small.ToArray())[..15])),
        ("seventeen-bytes", "of 17 bytes", Convert.ToBase64String([.. MD5.HashData(Small.ToArray()), 0])),
        ("sha-256", "that is a SHA-256", Convert.ToBase64String(SHA256.HashData(Small.ToArray()))),
        ("no-padding", "without its padding", Right.TrimEnd('=')),
        ("quoted", "in quotation marks", $"\"{Right}\""),
        ("twice-encoded", "encoded twice", Convert.ToBase64String(Encoding.ASCII.GetBytes(Right))),
        ("empty", "without a value", ""),
    ];

    private static readonly (string Row, string What, string Hash)[] WrongHashes =
    [
        ("of-other-bytes", "of other bytes", OtherHash),
        ("of-no-bytes", "of the empty body", EmptyHash),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Wrong.Select(row => Baseline with
        {
            Id = $"upload-part/content-md5-wrong/{row.Row}",
            Claim = $"A part with a Content-MD5 {row.What} is refused and not stored.",
            When = Upload.With("Content-MD5", row.Value),
            Then = [.. Answers.Refused(400, "BadDigest", "up.content-md5-bad"), Check.PartNumbersAre().Cites("up.content-md5-bad")],
        }),
        .. Malformed.Select(row => Baseline with
        {
            Id = $"upload-part/content-md5-malformed/{row.Row}",
            Claim = $"A part with a Content-MD5 {row.What} is refused and not stored.",
            When = Upload.With("Content-MD5", row.Value),
            Then = [.. Answers.Refused(400, "InvalidDigest", "up.content-md5-invalid"), Check.PartNumbersAre().Cites("inv.atomic-part")],
        }),
        .. WrongHashes.Select(row => Baseline with
        {
            Id = $"upload-part/payload-hash-wrong/{row.Row}",
            Claim = $"A part with a payload hash {row.What} is refused and not stored.",
            When = WithHash(row.Hash),
            Then = [.. Answers.Refused(400, "XAmzContentSHA256Mismatch", "up.payload-hash-mismatch"), Check.PartNumbersAre().Cites("up.payload-hash-mismatch")],
        }),
        Baseline with
        {
            Id = "upload-part/payload-hash-wrong/elements",
            Claim = "The refusal of a payload hash names the hash sent and the hash computed.",
            When = WithHash(OtherHash),
            Then =
            [
                Check.WhenCode("XAmzContentSHA256Mismatch", Check.ErrorElement("ClientComputedContentSHA256", OtherHash)).Cites("up.payload-hash-elements"),
                Check.WhenCode("XAmzContentSHA256Mismatch", Check.ErrorElement("S3ComputedContentSHA256", Convert.ToHexStringLower(SHA256.HashData(Small.ToArray())))).Cites("up.payload-hash-elements"),
            ],
        },
        Baseline with
        {
            Id = "upload-part/payload-hash-wrong/with-right-content-md5",
            Claim = "A right Content-MD5 does not make up for a wrong payload hash.",
            When = WithHash(OtherHash).With("Content-MD5", Right),
            Then = [.. Answers.Refused(400, "XAmzContentSHA256Mismatch", "up.payload-hash-mismatch"), Check.PartNumbersAre().Cites("up.payload-hash-mismatch")],
        },
        Baseline with
        {
            Id = "upload-part/content-md5-wrong/with-unsigned-payload",
            Claim = "Content-MD5 is judged though the payload is not signed.",
            When = (Upload with { Signing = new SigningPlan { Payload = new PayloadHash.Unsigned() } }).With("Content-MD5", OfOther),
            Then = [.. Answers.Refused(400, "BadDigest", "up.content-md5-bad"), Check.PartNumbersAre().Cites("up.content-md5-bad")],
        },
        .. KeptEarlier("content-md5", "a wrong Content-MD5", Upload.With("Content-MD5", OfOther)),
        .. KeptEarlier("malformed-content-md5", "a malformed Content-MD5", Upload.With("Content-MD5", "not-base64!")),
        .. KeptEarlier("signature", "a wrong signature", Upload with { Signing = new SigningPlan { FlipSignature = true } }),
        .. KeptEarlier("payload-hash", "a wrong payload hash", WithHash(OtherHash)),
        .. KeptEarlier("length", "an announced length beyond every limit", Announced),
        Baseline with
        {
            Id = "upload-part/announced-length/beyond-5-gib",
            Claim = "A part announced with a byte more than 5 GiB is refused on the announcement.",
            When = Announced,
            Then =
            [
                .. Answers.Refused(400, "EntityTooLarge", "up.too-large"),
                Check.Status(413).Cites("jd.error.too-large-status"),
                Check.ErrorCode("EntityTooLarge").Cites("jd.error.too-large-status"),
                Check.PartNumbersAre().Cites("up.too-large"),
            ],
        },
    ];

    // Not a byte follows the head: a target that waits for them all is not asked to store them.
    private static UploadPartRequest Announced => (UploadPartRequest)(Upload with
    {
        Content = null,
        Framing = BodyFraming.AsGiven,
        Carrier = Carrier.Socket,
        Signing = new SigningPlan { Payload = new PayloadHash.Unsigned() },
    }).With("Content-Length", "5368709121");

    private static Operation WithHash(string hash) => Upload with { Signing = new SigningPlan { Payload = new PayloadHash.Literal(hash) } };

    private static IEnumerable<Scenario> KeptEarlier(string row, string what, Operation upload) =>
    [
        Baseline with
        {
            Id = $"upload-part/refused-keeps-earlier/{row}",
            Claim = $"A part refused for {what} leaves the earlier part of its number, which still completes.",
            Given = [Given.OpenUpload(Slot.Upload), Given.UploadedPart(Slot.Upload, 1, Earlier)],
            When = upload,
            Then =
            [
                Check.IfRefused(Check.PartsUnchanged()).Cites("up.refused-keeps-old"),
                Check.IfRefused(Check.AssembledIs(Earlier.All)).Cites("up.refused-keeps-old", "inv.atomic-part"),
            ],
        },
    ];

    private static byte[] Flipped(byte[] bytes)
    {
        bytes[^1] ^= 1;
        return bytes;
    }
}
