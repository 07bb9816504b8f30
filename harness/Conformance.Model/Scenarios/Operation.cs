using System.Collections.Immutable;
using System.Text;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>Who sends a request.</summary>
public enum Principal
{
    /// <summary>The account of the run.</summary>
    Owner,

    /// <summary>The second account of the target.</summary>
    Stranger,
}

/// <summary>A request of the API with everything about it that a scenario may bend.</summary>
public abstract record Operation
{
    /// <summary>The API's name, e.g. UploadPartCopy.</summary>
    public abstract string Name { get; }

    /// <summary>The capability a target needs for it.</summary>
    public abstract string Capability { get; }

    /// <summary>Every capability that sending it takes.</summary>
    public IEnumerable<string> Needs =>
    [
        Capability,
        .. By == Principal.Stranger ? [Capabilities.SecondAccount] : Capabilities.Of(Bucket),
        .. Signing.Mode == SigningMode.Chunked ? [Capabilities.ChunkedSigning] : Array.Empty<string>(),
    ];

    /// <summary>The method; null takes the operation's own.</summary>
    public string? Method { get; init; }

    /// <summary>The bucket addressed.</summary>
    public Bucket Bucket { get; init; } = Bucket.Main;

    /// <summary>
    /// The key addressed as a template; null takes the key of the upload named by UploadId, else the case's own destination key.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>The path as it stands on the wire, in place of the one made of bucket and key (template).</summary>
    public string? RawPath { get; init; }

    /// <summary>Further query text as it stands on the wire, without the ampersand (template).</summary>
    public string? ExtraQuery { get; init; }

    /// <summary>The whole query as it stands on the wire, without the question mark (template).</summary>
    public string? RawQuery { get; init; }

    /// <summary>Further header lines, after the operation's own (values are templates).</summary>
    public ImmutableArray<HeaderLine> Headers { get; init; } = [];

    /// <summary>A payload in place of the operation's own.</summary>
    public ReadOnlyMemory<byte>? Payload { get; init; }

    /// <summary>How the payload is framed.</summary>
    public BodyFraming Framing { get; init; } = BodyFraming.ContentLength;

    /// <summary>How it is signed, and what is broken about that.</summary>
    public SigningPlan Signing { get; init; } = SigningPlan.Default;

    /// <summary>The carrier; null leaves the choice to the wire.</summary>
    public Carrier? Carrier { get; init; }

    /// <summary>True sends it on a connection that only the case's own requests of this kind use, one after the other.</summary>
    public bool OnOwnLine { get; init; }

    /// <summary>True keeps the whole answer in the transcript, however long: for listings of a thousand entries.</summary>
    public bool WholeAnswer { get; init; }

    /// <summary>True ends the connection once the request is sent, without waiting for the answer.</summary>
    public bool HangsUp { get; init; }

    /// <summary>True keeps the payload back until the target asks for it with 100 (Continue); a final answer in its place ends the request.</summary>
    public bool HoldsBody { get; init; }

    /// <summary>How long it waits for the others when it is sent together with them.</summary>
    public TimeSpan SentLater { get; init; }

    /// <summary>Who sends it.</summary>
    public Principal By { get; init; } = Principal.Owner;

    /// <summary>True sends it to the plain endpoint even when it carries a customer key.</summary>
    public bool InTheClear { get; init; }

    /// <summary>A copy with one more header line.</summary>
    public Operation With(string name, string value) => this with { Headers = Headers.Add(new HeaderLine(name, value)) };
}

/// <summary>PUT /key?partNumber=N&amp;uploadId=ID with x-amz-copy-source.</summary>
public sealed record UploadPartCopyRequest : Operation
{
    /// <inheritdoc/>
    public override string Name => "UploadPartCopy";

    /// <inheritdoc/>
    public override string Capability => Capabilities.UploadPartCopy;

    /// <summary>partNumber.</summary>
    public QueryValue PartNumber { get; init; } = 1;

    /// <summary>uploadId.</summary>
    public QueryValue UploadId { get; init; } = Model.UploadId.Of(Slot.Upload);

    /// <summary>x-amz-copy-source; null leaves the header out.</summary>
    public CopySourceValue? CopySource { get; init; } = Slot.Source;

    /// <summary>x-amz-copy-source-range (template); null leaves the header out.</summary>
    public string? Range { get; init; }
}

/// <summary>PUT /key?partNumber=N&amp;uploadId=ID with a body.</summary>
public sealed record UploadPartRequest : Operation
{
    /// <inheritdoc/>
    public override string Name => "UploadPart";

    /// <inheritdoc/>
    public override string Capability => Capabilities.UploadPart;

    /// <summary>partNumber.</summary>
    public QueryValue PartNumber { get; init; } = 1;

    /// <summary>uploadId.</summary>
    public QueryValue UploadId { get; init; } = Model.UploadId.Of(Slot.Upload);

    /// <summary>The bytes of the part.</summary>
    public Content? Content { get; init; }
}

/// <summary>POST /key?uploads.</summary>
public sealed record CreateMultipartUploadRequest : Operation
{
    /// <inheritdoc/>
    public override string Name => "CreateMultipartUpload";

    /// <inheritdoc/>
    public override string Capability => Capabilities.CreateMultipartUpload;
}

/// <summary>A part named in a Complete request.</summary>
/// <param name="Number">The part number.</param>
/// <param name="ETag">The ETag (template); null takes the one the target gave for that number.</param>
/// <param name="Checksum">An element of a checksum with its value (template), e.g. ("ChecksumCRC32", "…"); null takes what the target gave for that number.</param>
public sealed record PartReference(int Number, string? ETag = null, (string Element, string Value)? Checksum = null);

/// <summary>POST /key?uploadId=ID with the list of parts.</summary>
public sealed record CompleteMultipartUploadRequest : Operation
{
    /// <inheritdoc/>
    public override string Name => "CompleteMultipartUpload";

    /// <inheritdoc/>
    public override string Capability => Capabilities.CompleteMultipartUpload;

    /// <summary>uploadId.</summary>
    public QueryValue UploadId { get; init; } = Model.UploadId.Of(Slot.Upload);

    /// <summary>The parts listed, in the order listed; null lists all that the case has stored.</summary>
    public ImmutableArray<PartReference>? Parts { get; init; }

    /// <summary>A document (template) in place of the one made of <see cref="Parts"/>; {part-etag:SLOT/NUMBER} is the ETag of a part without quotes.</summary>
    public string? Document { get; init; }
}

/// <summary>DELETE /key?uploadId=ID.</summary>
public sealed record AbortMultipartUploadRequest : Operation
{
    /// <inheritdoc/>
    public override string Name => "AbortMultipartUpload";

    /// <inheritdoc/>
    public override string Capability => Capabilities.AbortMultipartUpload;

    /// <summary>uploadId.</summary>
    public QueryValue UploadId { get; init; } = Model.UploadId.Of(Slot.Upload);
}

/// <summary>GET /key?uploadId=ID.</summary>
public sealed record ListPartsRequest : Operation
{
    /// <inheritdoc/>
    public override string Name => "ListParts";

    /// <inheritdoc/>
    public override string Capability => Capabilities.ListParts;

    /// <summary>uploadId.</summary>
    public QueryValue UploadId { get; init; } = Model.UploadId.Of(Slot.Upload);
}

/// <summary>GET /bucket?uploads.</summary>
public sealed record ListMultipartUploadsRequest : Operation
{
    /// <inheritdoc/>
    public override string Name => "ListMultipartUploads";

    /// <inheritdoc/>
    public override string Capability => Capabilities.ListMultipartUploads;
}

/// <summary>GET or HEAD /key of a stored object.</summary>
public sealed record GetObjectRequest : Operation
{
    /// <inheritdoc/>
    public override string Name => Head ? "HeadObject" : "GetObject";

    /// <inheritdoc/>
    public override string Capability => Capabilities.Objects;

    /// <summary>True for HEAD.</summary>
    public bool Head { get; init; }
}

/// <summary>PUT /key with a body.</summary>
public sealed record PutObjectRequest : Operation
{
    /// <inheritdoc/>
    public override string Name => "PutObject";

    /// <inheritdoc/>
    public override string Capability => Capabilities.Objects;

    /// <summary>The bytes.</summary>
    public required Content Content { get; init; }
}

/// <summary>PUT /key with x-amz-copy-source.</summary>
public sealed record CopyObjectRequest : Operation
{
    /// <inheritdoc/>
    public override string Name => "CopyObject";

    /// <inheritdoc/>
    public override string Capability => Capabilities.CopyObject;

    /// <summary>x-amz-copy-source.</summary>
    public CopySourceValue CopySource { get; init; } = Slot.Source;
}

/// <summary>DELETE /key.</summary>
public sealed record DeleteObjectRequest : Operation
{
    /// <inheritdoc/>
    public override string Name => "DeleteObject";

    /// <inheritdoc/>
    public override string Capability => Capabilities.Objects;
}

/// <summary>A request about a subresource of a key or a bucket, such as GET /key?tagging: what surrounds the multipart family.</summary>
/// <param name="Api">The API's name, e.g. GetObjectTagging.</param>
/// <param name="Area">The capability it takes.</param>
public sealed record SubresourceRequest(string Api, string Area) : Operation
{
    /// <inheritdoc/>
    public override string Name => Api;

    /// <inheritdoc/>
    public override string Capability => Area;

    /// <summary>True addresses the bucket, false the key.</summary>
    public bool OnBucket { get; init; }

    /// <summary>The document sent (template); null for none.</summary>
    public string? Document { get; init; }
}

/// <summary>What a client that others wrote does by itself: one or more requests, all recorded as the request under test.</summary>
/// <param name="Client">The client, e.g. AWSSDK.S3.</param>
/// <param name="Api">What it is asked for, e.g. CopyPart.</param>
/// <param name="Area">The capability it takes.</param>
/// <param name="Run">Does it; returns what the client reports as failure (an error code), null for success.</param>
public sealed record ClientProgram(string Client, string Api, string Area, Func<ClientSession, CancellationToken, Task<string?>> Run) : Operation
{
    /// <inheritdoc/>
    public override string Name => $"{Client} {Api}";

    /// <inheritdoc/>
    public override string Capability => Area;
}

/// <summary>What a <see cref="ClientProgram"/> works with.</summary>
/// <param name="Handler">Carries its requests.</param>
/// <param name="Target">Address, keys, region and style.</param>
/// <param name="Bindings">What the slots stand for.</param>
public sealed record ClientSession(HttpMessageHandler Handler, Target Target, Bindings Bindings);
