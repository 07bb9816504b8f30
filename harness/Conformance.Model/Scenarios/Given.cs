using System.Collections.Immutable;

namespace Conformance.Model;

/// <summary>A precondition. If it cannot be reached, the case is blocked, not failed.</summary>
public abstract record Given
{
    private Given() { }

    /// <summary>
    /// An object with generated content. Without a key it is seeded once a run and shared read-only by every case that asks for the same content.
    /// </summary>
    public static Given StoredObject(Slot slot, long sizeBytes, string? key = null, Bucket bucket = Bucket.Main) =>
        new Stored(slot, Content.Generated(slot.Name, sizeBytes), key, bucket);

    /// <summary>An object with the content given, see the other overload.</summary>
    public static Given StoredObject(Slot slot, Content content, string? key = null, Bucket bucket = Bucket.Main) => new Stored(slot, content, key, bucket);

    /// <summary>An upload in progress. The key is the case's own destination key unless a suffix tells several apart.</summary>
    public static Given OpenUpload(Slot slot, string keySuffix = "", Bucket bucket = Bucket.Main) => new Upload(slot, keySuffix, bucket, UploadEnd.None, null);

    /// <summary>An upload that was aborted.</summary>
    public static Given AbortedUpload(Slot slot) => new Upload(slot, "", Bucket.Main, UploadEnd.Aborted, null);

    /// <summary>An upload with one part, completed.</summary>
    public static Given CompletedUpload(Slot slot, Content content) => new Upload(slot, "", Bucket.Main, UploadEnd.Completed, content);

    /// <summary>A part made by copying.</summary>
    public static Given CopiedPart(Slot upload, int partNumber, Slot source, string? range = null) => new Copied(upload, partNumber, source, range);

    /// <summary>A part made by uploading.</summary>
    public static Given UploadedPart(Slot upload, int partNumber, Content content) => new Uploaded(upload, partNumber, content);

    /// <summary>An object that is itself made of parts, stored under a key of the case's own.</summary>
    public static Given MultipartObject(Slot slot, params ReadOnlySpan<Content> parts) => new Multipart(slot, [.. parts]);

    /// <summary>A request that has to succeed (2xx).</summary>
    public static Given Done(Operation operation) => new Performed(operation);

    /// <summary>A time to wait, where the protocol counts in seconds.</summary>
    public static Given Waited(TimeSpan duration) => new Pause(duration);

    /// <summary>Capabilities that reaching it takes.</summary>
    public abstract IEnumerable<string> Needs { get; }

    /// <summary>How an upload ended.</summary>
    public enum UploadEnd
    {
        /// <summary>It is in progress.</summary>
        None,

        /// <summary>It was aborted.</summary>
        Aborted,

        /// <summary>It was completed.</summary>
        Completed,
    }

    /// <summary>See <see cref="StoredObject(Slot, Content, string?, Model.Bucket)"/>.</summary>
    public sealed record Stored(Slot Slot, Content Content, string? Key, Bucket Bucket) : Given
    {
        /// <summary>True when cases may share it.</summary>
        public bool IsShared => Key is null;

        /// <inheritdoc/>
        public override IEnumerable<string> Needs => [Capabilities.Objects];
    }

    /// <summary>See <see cref="OpenUpload"/>.</summary>
    public sealed record Upload(Slot Slot, string KeySuffix, Bucket Bucket, UploadEnd End, Content? Content) : Given
    {
        /// <inheritdoc/>
        public override IEnumerable<string> Needs => End switch
        {
            UploadEnd.Aborted => [Capabilities.CreateMultipartUpload, Capabilities.AbortMultipartUpload],
            UploadEnd.Completed => [Capabilities.CreateMultipartUpload, Capabilities.UploadPart, Capabilities.CompleteMultipartUpload],
            _ => [Capabilities.CreateMultipartUpload],
        };
    }

    /// <summary>See <see cref="CopiedPart"/>.</summary>
    public sealed record Copied(Slot Into, int PartNumber, Slot Source, string? Range) : Given
    {
        /// <inheritdoc/>
        public override IEnumerable<string> Needs => [Capabilities.UploadPartCopy];
    }

    /// <summary>See <see cref="UploadedPart"/>.</summary>
    public sealed record Uploaded(Slot Into, int PartNumber, Content Content) : Given
    {
        /// <inheritdoc/>
        public override IEnumerable<string> Needs => [Capabilities.UploadPart];
    }

    /// <summary>See <see cref="MultipartObject"/>.</summary>
    public sealed record Multipart(Slot Slot, ImmutableArray<Content> Parts) : Given
    {
        /// <inheritdoc/>
        public override IEnumerable<string> Needs => [Capabilities.CreateMultipartUpload, Capabilities.UploadPart, Capabilities.CompleteMultipartUpload];
    }

    /// <summary>See <see cref="Done"/>.</summary>
    public sealed record Performed(Operation Operation) : Given
    {
        /// <inheritdoc/>
        public override IEnumerable<string> Needs => [Operation.Capability];
    }

    /// <summary>See <see cref="Waited"/>.</summary>
    public sealed record Pause(TimeSpan Duration) : Given
    {
        /// <inheritdoc/>
        public override IEnumerable<string> Needs => [];
    }
}
