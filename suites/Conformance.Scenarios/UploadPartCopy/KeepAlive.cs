namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>The connection after the answer to a copy: it takes a further request unless the answer announced its end.</summary>
public static class KeepAlive
{
    private static readonly GetObjectRequest Head = new() { Head = true, Key = "{raw-key:source}", OnOwnLine = true };

    private static readonly Scenario Baseline = new()
    {
        Id = "upload-part-copy/keep-alive/after-success",
        Claim = "After a copy the connection takes a further request.",
        Given = [.. Refusals.Ready],
        When = new UploadPartCopyRequest { OnOwnLine = true },
        Then = [Check.Status(200).Cites("upc.mb.keepalive"), Follows("head the source", Head)],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Refusals.Kinds.Where(k => k.Row is "missing-key" or "unknown-upload" or "malformed-range" or "part-number-zero" or "wrong-signature" or "missing-bucket").Select(row => Baseline with
        {
            Id = $"upload-part-copy/keep-alive/after-{row.Row}",
            Claim = $"After a copy refused for {row.What} the connection takes a further request.",
            When = row.Copy with { OnOwnLine = true },
            Then = [Follows("head the source", Head)],
        }),
        Baseline with
        {
            Id = "upload-part-copy/keep-alive/three-copies",
            Claim = "A connection takes one copy after the other.",
            When = new UploadPartCopyRequest { OnOwnLine = true },
            Times = 3,
            Then = [Check.Status(200).Cites("upc.mb.keepalive"), Follows("copy once more", new UploadPartCopyRequest { PartNumber = 2, OnOwnLine = true })],
        },
    ];

    private static CitedCheck Follows(string words, Operation operation) => Check.SameConnection(words, operation).Cites("upc.mb.keepalive");
}
