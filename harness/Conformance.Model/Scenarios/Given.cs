using System.Collections.Immutable;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>A precondition. If it cannot be reached, the case is blocked, not failed.</summary>
public abstract record Given
{
    private Given() { }

    /// <summary>
    /// An object with generated content. Without a key it is seeded once a run and shared read-only by every case that asks for the same content.
    /// </summary>
    public static Stored StoredObject(Slot slot, long sizeBytes, string? key = null, Bucket bucket = Bucket.Main) =>
        new Stored(slot, Content.Generated(slot.Name, sizeBytes), key, bucket);

    /// <summary>An object with the content given, see the other overload.</summary>
    public static Stored StoredObject(Slot slot, Content content, string? key = null, Bucket bucket = Bucket.Main) => new Stored(slot, content, key, bucket);

    /// <summary>An upload in progress. The key is the case's own destination key unless a suffix tells several apart.</summary>
    public static Upload OpenUpload(Slot slot, string keySuffix = "", Bucket bucket = Bucket.Main) => new Upload(slot, keySuffix, bucket, UploadEnd.None, null);

    /// <summary>An upload that was aborted.</summary>
    public static Given AbortedUpload(Slot slot) => new Upload(slot, "", Bucket.Main, UploadEnd.Aborted, null);

    /// <summary>An upload with one part, completed.</summary>
    public static Given CompletedUpload(Slot slot, Content content) => new Upload(slot, "", Bucket.Main, UploadEnd.Completed, content);

    /// <summary>A part made by copying.</summary>
    public static Copied CopiedPart(Slot upload, int partNumber, Slot source, string? range = null) => new Copied(upload, partNumber, source, range);

    /// <summary>A part made by uploading.</summary>
    public static Uploaded UploadedPart(Slot upload, int partNumber, Content content) => new Uploaded(upload, partNumber, content);

    /// <summary>An object that is itself made of parts, stored under a key of the case's own.</summary>
    public static Multipart MultipartObject(Slot slot, params ReadOnlySpan<Content> parts) => new Multipart(slot, [.. parts]);

    /// <summary>A request that has to succeed (2xx).</summary>
    public static Given Done(Operation operation) => new Performed(operation);

    /// <summary>A request whose sender went away before the answer (see <see cref="Operation.HangsUp"/>); what became of it is open.</summary>
    public static Given BrokenOff(Operation operation) => new Abandoned(operation with { HangsUp = true });

    /// <summary>A time to wait, where the protocol counts in seconds.</summary>
    public static Given Waited(TimeSpan duration) => new Pause(duration);

    /// <summary>
    /// The object of a slot was deleted; in a versioned bucket the delete marker is bound to <paramref name="marker"/>, for cases that name it.
    /// </summary>
    public static Given DeletedObject(Slot slot, Slot? marker = null) => new Deleted(slot, marker);

    /// <summary>A bucket of the case's own, <see cref="Model.Bucket.Own"/>: empty, and with this versioning state ("Enabled", "Suspended") when one is given.</summary>
    public static Given OwnBucket(string? versioning = null) => new Owned(versioning);

    /// <summary>The object of a slot was stored at least so long ago. Cases that ask for it run last, so that nobody waits.</summary>
    public static Given Aged(Slot slot, TimeSpan age) => new OldEnough(slot, age);

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
        /// <summary>Header lines of the PUT.</summary>
        public ImmutableArray<HeaderLine> Headers { get; init; } = [];

        /// <summary>True when cases may share it.</summary>
        public bool IsShared => Key is null && Bucket is Bucket.Main or Bucket.Second or Bucket.Foreign;

        /// <inheritdoc/>
        public override IEnumerable<string> Needs => [Capabilities.Objects, .. Capabilities.Of(Bucket), .. Capabilities.Of(Headers)];
    }

    /// <summary>See <see cref="OpenUpload"/>.</summary>
    public sealed record Upload(Slot Slot, string KeySuffix, Bucket Bucket, UploadEnd End, Content? Content) : Given
    {
        /// <summary>Header lines of the request that opens it.</summary>
        public ImmutableArray<HeaderLine> Headers { get; init; } = [];

        /// <summary>A key (template) in place of the destination key and suffix.</summary>
        public string? Key { get; init; }

        /// <inheritdoc/>
        public override IEnumerable<string> Needs =>
        [
            Capabilities.CreateMultipartUpload,
            .. End switch
            {
                UploadEnd.Aborted => [Capabilities.AbortMultipartUpload],
                UploadEnd.Completed => [Capabilities.UploadPart, Capabilities.CompleteMultipartUpload],
                _ => Array.Empty<string>(),
            },
            .. Capabilities.Of(Bucket),
            .. Capabilities.Of(Headers),
        ];
    }

    /// <summary>See <see cref="CopiedPart"/>.</summary>
    public sealed record Copied(Slot Into, int PartNumber, Slot Source, string? Range) : Given
    {
        /// <summary>Header lines beyond those that the keys of source and upload call for.</summary>
        public ImmutableArray<HeaderLine> Headers { get; init; } = [];

        /// <inheritdoc/>
        public override IEnumerable<string> Needs => [Capabilities.UploadPartCopy];
    }

    /// <summary>See <see cref="UploadedPart"/>.</summary>
    public sealed record Uploaded(Slot Into, int PartNumber, Content Content) : Given
    {
        /// <summary>Header lines beyond those that the upload calls for.</summary>
        public ImmutableArray<HeaderLine> Headers { get; init; } = [];

        /// <inheritdoc/>
        public override IEnumerable<string> Needs => [Capabilities.UploadPart];
    }

    /// <summary>See <see cref="MultipartObject"/>.</summary>
    public sealed record Multipart(Slot Slot, ImmutableArray<Content> Parts) : Given
    {
        /// <summary>Header lines of the request that opens its upload.</summary>
        public ImmutableArray<HeaderLine> Headers { get; init; } = [];

        /// <inheritdoc/>
        public override IEnumerable<string> Needs =>
            [Capabilities.CreateMultipartUpload, Capabilities.UploadPart, Capabilities.CompleteMultipartUpload, .. Capabilities.Of(Headers)];
    }

    /// <summary>See <see cref="Done"/>.</summary>
    public sealed record Performed(Operation Operation) : Given
    {
        /// <inheritdoc/>
        public override IEnumerable<string> Needs => Operation.Needs;
    }

    /// <summary>See <see cref="BrokenOff"/>.</summary>
    public sealed record Abandoned(Operation Operation) : Given
    {
        /// <inheritdoc/>
        public override IEnumerable<string> Needs => Operation.Needs;
    }

    /// <summary>See <see cref="DeletedObject"/>.</summary>
    public sealed record Deleted(Slot Slot, Slot? Marker) : Given
    {
        /// <inheritdoc/>
        public override IEnumerable<string> Needs => [Capabilities.Objects];
    }

    /// <summary>See <see cref="OwnBucket"/>.</summary>
    public sealed record Owned(string? Versioning) : Given
    {
        /// <inheritdoc/>
        public override IEnumerable<string> Needs => Versioning is null ? Capabilities.Of(Bucket.Own) : [.. Capabilities.Of(Bucket.Own), Capabilities.Versioning];
    }

    /// <summary>See <see cref="Aged"/>.</summary>
    public sealed record OldEnough(Slot Slot, TimeSpan Age) : Given
    {
        /// <inheritdoc/>
        public override IEnumerable<string> Needs => [];
    }

    /// <summary>See <see cref="Waited"/>.</summary>
    public sealed record Pause(TimeSpan Duration) : Given
    {
        /// <inheritdoc/>
        public override IEnumerable<string> Needs => [];
    }
}
