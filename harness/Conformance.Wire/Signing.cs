using System.Collections.Immutable;

namespace Conformance.Wire;

/// <summary>Keys of one principal. The secret never leaves the signer; <see cref="ToString"/> hides it.</summary>
public sealed record Credentials(string AccessKey, string SecretKey, string? SessionToken = null)
{
    /// <summary>The access key only.</summary>
    public override string ToString() => $"Credentials({AccessKey})";
}

/// <summary>Where the signature goes.</summary>
public enum SigningMode
{
    /// <summary>Authorization header (AWS4-HMAC-SHA256).</summary>
    Header,

    /// <summary>Query parameters X-Amz-*.</summary>
    Presigned,

    /// <summary>Authorization header with STREAMING-AWS4-HMAC-SHA256-PAYLOAD and an aws-chunked body.</summary>
    Chunked,

    /// <summary>No signature at all.</summary>
    Anonymous,
}

/// <summary>What x-amz-content-sha256 says.</summary>
public abstract record PayloadHash
{
    private PayloadHash() { }

    /// <summary>The SHA-256 of the body, lower-case hex.</summary>
    public sealed record Computed : PayloadHash;

    /// <summary>UNSIGNED-PAYLOAD.</summary>
    public sealed record Unsigned : PayloadHash;

    /// <summary>A value given by the scenario, true or not.</summary>
    public sealed record Literal(string Value) : PayloadHash;
}

/// <summary>How a request is signed, and what is broken about it on purpose. The default is a correct header signature.</summary>
public sealed record SigningPlan
{
    /// <summary>A correct header signature.</summary>
    public static SigningPlan Default { get; } = new();

    /// <summary>Where the signature goes.</summary>
    public SigningMode Mode { get; init; } = SigningMode.Header;

    /// <summary>What x-amz-content-sha256 says.</summary>
    public PayloadHash Payload { get; init; } = new PayloadHash.Computed();

    /// <summary>Header names left out of SignedHeaders though they are sent.</summary>
    public ImmutableArray<string> Unsigned { get; init; } = [];

    /// <summary>Lines added after signing: neither in SignedHeaders nor in the canonical request.</summary>
    public ImmutableArray<HeaderLine> AddedAfterSigning { get; init; } = [];

    /// <summary>Values the signature is computed over in place of those sent (a tampered header).</summary>
    public ImmutableArray<HeaderLine> SignedAs { get; init; } = [];

    /// <summary>True flips one hex digit of the signature.</summary>
    public bool FlipSignature { get; init; }

    /// <summary>The chunk (from one, the empty last one included) whose signature has one hex digit flipped; 0 leaves all of them right.</summary>
    public int FlippedChunk { get; init; }

    /// <summary>The chunk (from one) whose first byte is altered after signing; 0 leaves all of them as they were signed.</summary>
    public int AlteredChunk { get; init; }

    /// <summary>Distance of the signing time from the clock.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>True sends neither x-amz-date nor Date.</summary>
    public bool OmitDate { get; init; }

    /// <summary>A region for the credential scope in place of the target's.</summary>
    public string? Region { get; init; }

    /// <summary>An access key in place of the target's; its secret is then made up.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Lifetime of a presigned request.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>X-Amz-* query parameters left out of a presigned request after signing.</summary>
    public ImmutableArray<string> OmitParameters { get; init; } = [];

    /// <summary>An Authorization value sent instead of a computed one, as it stands but for {access-key}, the target's own.</summary>
    public string? LiteralAuthorization { get; init; }
}

/// <summary>A request ready for the wire with what its signature was computed over.</summary>
public sealed record SignedRequest(WireRequest Request, string? CanonicalRequest, string? StringToSign);
