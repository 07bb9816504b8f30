namespace Conformance.Scenarios.CompleteMultipartUpload;

/// <summary>What the conditional completions share: an object that has the key, an upload of one small part, and the request.</summary>
internal static class WriteConditions
{
    public const string IfMatch = "If-Match";
    public const string IfNoneMatch = "If-None-Match";

    /// <summary>An ETag that no object has.</summary>
    public const string OtherETag = "\"00000000000000000000000000000000\"";

    /// <summary>The object at the destination.</summary>
    public static Slot Present => Slot.OtherSource;

    /// <summary>What wrote over it.</summary>
    public static Slot Later { get; } = new("rewritten");

    /// <summary>Content of the part.</summary>
    public static Content Small { get; } = Content.Generated(Slot.Source.Name, 64);

    /// <summary>Content of <see cref="Present"/>.</summary>
    public static Content Existing { get; } = Content.Text("the object that was there before");

    /// <summary>Content of <see cref="Later"/>.</summary>
    public static Content Rewritten { get; } = Content.Text("the object that was written meanwhile");

    public static Given Original { get; } = Given.StoredObject(Slot.Source, Small);

    public static Given Stored { get; } = Given.StoredObject(Present, Existing, key: "destination");

    public static Given Overwritten { get; } = Given.StoredObject(Later, Rewritten, key: "destination");

    public static Given[] Begun { get; } = [Given.OpenUpload(Slot.Upload), Given.CopiedPart(Slot.Upload, 1, Slot.Source)];

    /// <summary>A completion with these header lines.</summary>
    public static CompleteMultipartUploadRequest With(params (string Name, string Value)[] headers) =>
        new() { Headers = [.. headers.Select(h => new HeaderLine(h.Name, h.Value))] };
}
