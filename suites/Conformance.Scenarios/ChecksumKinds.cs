namespace Conformance.Scenarios;

/// <summary>The algorithms and types of additional checksums that an upload can be created with.</summary>
internal static class ChecksumKinds
{
    /// <summary>Type COMPOSITE.</summary>
    public const string Composite = "COMPOSITE";

    /// <summary>Type FULL_OBJECT.</summary>
    public const string Full = "FULL_OBJECT";

    /// <summary>Algorithms of which a COMPOSITE checksum can be made.</summary>
    public static Checksum[] OfComposite { get; } = [Checksum.Crc32, Checksum.Crc32C, Checksum.Sha1, Checksum.Sha256];

    /// <summary>Algorithms of which a FULL_OBJECT checksum can be made.</summary>
    public static Checksum[] OfFull { get; } = [Checksum.Crc32, Checksum.Crc32C, Checksum.Crc64Nvme];

    /// <summary>Each combination that is allowed, with a slug for case ids.</summary>
    public static (string Row, Checksum Algorithm, string Type)[] All { get; } =
    [
        .. OfComposite.Select(c => (Slug(c, Composite), c, Composite)),
        .. OfFull.Select(c => (Slug(c, Full), c, Full)),
    ];

    /// <summary>The algorithm in a case id.</summary>
    public static string Slug(Checksum algorithm) => algorithm.Name.ToLowerInvariant();

    /// <summary>The combination in a case id.</summary>
    public static string Slug(Checksum algorithm, string type) => $"{Slug(algorithm)}-{(type == Full ? "full" : "composite")}";

    /// <summary>The combination in a sentence.</summary>
    public static string Words(Checksum algorithm, string type) => $"{algorithm} of type {type}";

    /// <summary>The header lines that create an upload with it.</summary>
    public static HeaderLine[] Headers(Checksum algorithm, string? type = null) =>
        type is null
            ? [new("x-amz-checksum-algorithm", algorithm.Name)]
            : [new("x-amz-checksum-algorithm", algorithm.Name), new("x-amz-checksum-type", type)];

    /// <summary>An upload created with it.</summary>
    public static Given Open(Checksum algorithm, string? type = null) => Given.OpenUpload(Slot.Upload) with { Headers = [.. Headers(algorithm, type)] };

    /// <summary>The line that states a type.</summary>
    public static HeaderLine Type(string type) => new("x-amz-checksum-type", type);

    /// <summary>The line that states a value.</summary>
    public static HeaderLine Value(Checksum algorithm, string value) => new(algorithm.Header, value);
}
