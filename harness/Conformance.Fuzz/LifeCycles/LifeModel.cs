using Conformance.Model;

namespace Conformance.Fuzz;

/// <summary>The reference model of a life cycle: uploads, parts and objects as they should be.</summary>
internal sealed class LifeModel
{
    /// <summary>Bytes of a source and of an uploaded part.</summary>
    public const int SourceBytes = 96;

    private readonly Dictionary<int, ModelUpload> uploads = [];
    private readonly Dictionary<int, Content?> sources = [];
    private readonly Dictionary<int, ModelObject> objects = [];
    private int versions;

    /// <summary>The block that makes a part large enough to be followed by others.</summary>
    public static Content Block { get; } = Content.Generated("fuzz-block", Size.MinimumPart);

    /// <summary>Uploads 0 and 1 have one key; 2 has another.</summary>
    public static int KeyOf(int upload) => upload < 2 ? 0 : 1;

    /// <summary>The upload begun last under a number; null when there is none.</summary>
    public ModelUpload? Upload(int number) => uploads.GetValueOrDefault(number);

    /// <summary>All uploads, by number.</summary>
    public IEnumerable<(int Number, ModelUpload Upload)> Uploads => uploads.OrderBy(u => u.Key).Select(u => (u.Key, u.Value));

    /// <summary>The keys that were written to or may have been.</summary>
    public IEnumerable<int> Keys => uploads.Keys.Select(KeyOf).Distinct().Order();

    /// <summary>The bytes of a source; null when it was deleted.</summary>
    public Content? Source(int number) => sources.GetValueOrDefault(number);

    /// <summary>True while a source was never stored.</summary>
    public bool IsFresh(int number) => !sources.ContainsKey(number);

    /// <summary>The object at a key; null when there is none.</summary>
    public ModelObject? Object(int key) => objects.GetValueOrDefault(key);

    /// <summary>Other bytes for a source, of the same length.</summary>
    public Content NextVersion() => Content.Generated($"fuzz-version-{versions++ % 64}", SourceBytes);

    /// <summary>An upload was begun.</summary>
    public void Begin(int number) => uploads[number] = new ModelUpload();

    /// <summary>A source was stored, or with null deleted.</summary>
    public void SetSource(int number, Content? content) => sources[number] = content;

    /// <summary>An upload was completed with these parts.</summary>
    public void Complete(int number, IEnumerable<Slice> parts)
    {
        uploads[number].End = LifeEnd.Completed;
        objects[KeyOf(number)] = new ModelObject([.. parts]);
    }
}

/// <summary>How an upload of the model ended.</summary>
internal enum LifeEnd
{
    /// <summary>It is in progress.</summary>
    None,

    /// <summary>Aborted.</summary>
    Aborted,

    /// <summary>Completed.</summary>
    Completed,
}

/// <summary>An upload of the model.</summary>
internal sealed class ModelUpload
{
    /// <summary>Its parts, by number, with the ETag that the target answered.</summary>
    public SortedDictionary<int, (Slice Slice, string ETag)> Parts { get; } = [];

    /// <summary>How it ended.</summary>
    public LifeEnd End { get; set; }
}

/// <summary>An object of the model.</summary>
internal sealed record ModelObject(IReadOnlyList<Slice> Slices);
