using System.Security.Cryptography;

namespace Conformance.Scenarios;

/// <summary>Customer keys that several behaviours share, and the ways in which their header lines can be wrong.</summary>
internal static class CustomerKeys
{
    /// <summary>Header of an answer that names the algorithm.</summary>
    public const string Algorithm = "x-amz-server-side-encryption-customer-algorithm";

    /// <summary>Header of an answer that names the MD5 of the key.</summary>
    public const string KeyMd5 = "x-amz-server-side-encryption-customer-key-MD5";

    /// <summary>One key.</summary>
    public static CustomerKey A { get; } = new("A");

    /// <summary>Another key.</summary>
    public static CustomerKey B { get; } = new("B");

    /// <summary>Header lines that ask for encryption with keys of the service.</summary>
    public static HeaderLine[] Service { get; } = [new("x-amz-server-side-encryption", "AES256")];

    /// <summary>Lines of key A with one thing wrong: row, what is wrong, algorithm, key, MD5, the code of the refusal, the requirement.</summary>
    public static (string Row, string What, string? Algorithm, string? Key, string? Md5, string Code, string Cites)[] Wrong { get; } =
    [
        ("algorithm-aes128", "the algorithm AES128", "AES128", A.Base64, A.Md5, "InvalidEncryptionAlgorithmError", "upc.ssec.bad-algorithm"),
        ("algorithm-in-lower-case", "the algorithm aes256", "aes256", A.Base64, A.Md5, "InvalidEncryptionAlgorithmError", "upc.ssec.bad-algorithm"),
        ("no-algorithm", "no algorithm", null, A.Base64, A.Md5, "InvalidArgument", "upc.ssec.no-algorithm"),
        ("no-key", "no key", "AES256", null, A.Md5, "InvalidArgument", "upc.ssec.no-key"),
        ("algorithm-alone", "the algorithm alone", "AES256", null, null, "InvalidArgument", "upc.ssec.no-key"),
        ("key-of-24-bytes", "a key of 24 bytes", "AES256", Made(24).Key, Made(24).Md5, "InvalidArgument", "upc.ssec.bad-key-size"),
        ("key-of-33-bytes", "a key of 33 bytes", "AES256", Made(33).Key, Made(33).Md5, "InvalidArgument", "upc.ssec.bad-key-size"),
        ("key-not-base64", "a key that is not base64", "AES256", "!this is not base64 but as long as a key!", A.Md5, "InvalidArgument", "upc.ssec.bad-key-size"),
        ("md5-of-another-key", "the MD5 of another key", "AES256", A.Base64, B.Md5, "InvalidArgument", "upc.ssec.bad-key-md5"),
        ("no-md5", "no MD5", "AES256", A.Base64, null, "InvalidArgument", "upc.ssec.no-key-md5"),
    ];

    /// <summary>The answer names the algorithm and the MD5 of the key, and not the key.</summary>
    public static CitedCheck[] Names(CustomerKey key, params ReadOnlySpan<string> cites) =>
    [
        Check.IfAccepted(Check.HeaderIs(Algorithm, "AES256")).Cites(cites),
        Check.IfAccepted(Check.HeaderIs(KeyMd5, key.Md5)).Cites(cites),
        Check.KeysNotEchoed(A, B).Cites("upc.ssec.key-not-echoed"),
    ];

    private static (string Key, string Md5) Made(int sizeBytes)
    {
        var key = Enumerable.Range(1, sizeBytes).Select(i => (byte)(i * 7)).ToArray();
        return (Convert.ToBase64String(key), Md5(key));
    }

    private static string Md5(byte[] bytes) => Convert.ToBase64String(MD5.HashData(bytes));
}
