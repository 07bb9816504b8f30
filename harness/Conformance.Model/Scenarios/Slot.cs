namespace Conformance.Model;

/// <summary>A name for what is unknown when a scenario is written (a key, an upload id, an ETag); bound afresh for each case.</summary>
public sealed record Slot(string Name)
{
    /// <summary>The object that is copied from.</summary>
    public static Slot Source { get; } = new("source");

    /// <summary>Another object to copy from.</summary>
    public static Slot OtherSource { get; } = new("other-source");

    /// <summary>The upload under test.</summary>
    public static Slot Upload { get; } = new("upload");

    /// <summary>Another upload.</summary>
    public static Slot OtherUpload { get; } = new("other-upload");

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The buckets of a run, and one that does not exist.</summary>
public enum Bucket
{
    /// <summary>The run's bucket.</summary>
    Main,

    /// <summary>The run's second bucket.</summary>
    Second,

    /// <summary>A well-formed name that no bucket has.</summary>
    Missing,

    /// <summary>The run's bucket with versioning enabled, made for the first case that asks.</summary>
    Versioned,

    /// <summary>A bucket of the case's own (see <see cref="Given.OwnBucket"/>).</summary>
    Own,

    /// <summary>A bucket that belongs to the second account.</summary>
    Foreign,
}

/// <summary>
/// A value of a query parameter as it stands on the wire. Braces name bound values: {upload:SLOT}, {bucket}, {prefix}.
/// </summary>
public sealed record QueryValue
{
    private QueryValue(string? template) => Template = template;

    /// <summary>Null: the parameter is left out.</summary>
    public string? Template { get; }

    /// <summary>The parameter is left out.</summary>
    public static QueryValue Absent { get; } = new((string?)null);

    /// <summary>The text as it goes on the wire, already encoded.</summary>
    public static QueryValue Raw(string text) => new(text);

    /// <summary>A number in decimal.</summary>
    public static implicit operator QueryValue(int number) => new(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>Values of uploadId.</summary>
public static class UploadId
{
    /// <summary>The id that the founding document prints in its example: well formed, and never issued by the target.</summary>
    public static QueryValue NeverIssued { get; } = QueryValue.Raw("VCVsb2FkIElEIGZvciBlbZZpbmcncyBteS1tb3ZpZS5tMnRzIHVwbG9hZR");

    /// <summary>No uploadId parameter.</summary>
    public static QueryValue Absent => QueryValue.Absent;

    /// <summary>The id bound to a slot.</summary>
    public static QueryValue Of(Slot slot) => QueryValue.Raw($"{{upload:{slot.Name}}}");

    /// <summary>The id bound to a slot with every letter percent-encoded.</summary>
    public static QueryValue Escaped(Slot slot) => QueryValue.Raw($"{{upload-escaped:{slot.Name}}}");

    /// <summary>The id bound to a slot with the case of each letter swapped.</summary>
    public static QueryValue CaseSwapped(Slot slot) => QueryValue.Raw($"{{upload-swapped:{slot.Name}}}");
}

/// <summary>
/// A value of x-amz-copy-source as it stands on the wire. Braces name bound values: {bucket}, {second-bucket}, {missing-bucket},
/// {prefix}, {source:SLOT} (bucket and key, encoded), {key:SLOT} (encoded), {raw-key:SLOT}.
/// </summary>
public sealed record CopySourceValue(string Template)
{
    /// <summary>bucket/key of a slot, percent-encoded.</summary>
    public static implicit operator CopySourceValue(Slot slot) => new($"{{source:{slot.Name}}}");

    /// <summary>A text with braces for what is bound.</summary>
    public static implicit operator CopySourceValue(string template) => new(template);
}

/// <summary>Values of x-amz-copy-source-range.</summary>
public static class CopyRange
{
    /// <summary>bytes=first-last, both inclusive and zero-based.</summary>
    public static string Of(long first, long last) => $"bytes={first}-{last}";
}
