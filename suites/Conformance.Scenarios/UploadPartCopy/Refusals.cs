namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>One refused part copy of each kind, with the one input that is wrong. Other files ask what such a refusal must carry.</summary>
internal static class Refusals
{
    /// <summary>What is stored for every kind: a source, and an upload in progress without parts.</summary>
    public static Given[] Ready { get; } = [Given.StoredObject(Slot.Source, sizeBytes: 64), Given.OpenUpload(Slot.Upload)];

    /// <summary>Kinds that every dialect refuses: row, what is wrong in words, the request.</summary>
    public static (string Row, string What, UploadPartCopyRequest Copy)[] Kinds { get; } =
    [
        ("unknown-upload", "an unknown upload id", new() { UploadId = UploadId.NeverIssued }),
        ("missing-key", "a source key that does not exist", new() { CopySource = "{bucket}/{prefix}no-such-key" }),
        ("missing-source-bucket", "a source bucket that does not exist", new() { CopySource = "{missing-bucket}/key" }),
        ("missing-bucket", "a destination bucket that does not exist", new() { UploadId = UploadId.NeverIssued, Bucket = Bucket.Missing }),
        ("part-number-zero", "part number 0", new() { PartNumber = 0 }),
        ("part-number-absent", "no part number", new() { PartNumber = QueryValue.Absent }),
        ("malformed-range", "a malformed range", new() { Range = "bytes=9-0" }),
        ("range-past-end", "a range past the end of the source", new() { Range = "bytes=0-100" }),
        ("wrong-signature", "a wrong signature", new() { Signing = new SigningPlan { FlipSignature = true } }),
        ("unknown-access-key", "an unknown access key", new() { Signing = new SigningPlan { AccessKey = "AKIAIOSFODNN7EXAMPLE" } }),
        ("no-signature", "no signature", new() { Signing = new SigningPlan { Mode = SigningMode.Anonymous } }),
        ("skewed-clock", "a date an hour in the past", new() { Signing = new SigningPlan { Skew = TimeSpan.FromHours(-1) } }),
    ];
}
