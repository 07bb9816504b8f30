using System.Collections.Immutable;
using System.Globalization;
using Conformance.Model;

namespace Conformance.Fuzz;

/// <summary>The objects that inputs copy from.</summary>
public static class Sources
{
    /// <summary>64 bytes.</summary>
    public const string Small = "small";

    /// <summary>Ten bytes, as AWS was recorded.</summary>
    public const string Digits = "digits";

    /// <summary>2 MiB and 3 bytes: beyond the sizes at which implementations cut their buffers.</summary>
    public const string Large = "large";

    /// <summary>6 MiB and 3 bytes, completed from two parts: implementations may keep them apart for good.</summary>
    public const string Parts = "parts";

    /// <summary>Offset of the second part of <see cref="Parts"/>.</summary>
    public const long Border = Size.MinimumPart;

    /// <summary>An object whose key has every kind of character that a copy source may spell in several ways.</summary>
    public const string Odd = "odd";

    /// <summary>The key of <see cref="Odd"/> behind the prefix.</summary>
    public const string OddKey = "a b+c%25d/é?e=1&f#g";

    /// <summary>How <see cref="OddKey"/> is spelled in a copy source.</summary>
    public const string OddSpelling = "a%20b%2Bc%2525d/%C3%A9%3Fe%3D1%26f%23g";

    private static readonly Content DigitContent = Content.Text("0123456789");
    private static readonly Content LargeContent = Content.Generated("fuzz-large", 2 * Size.MiB + 3);
    private static readonly Content SmallContent = Content.Generated("fuzz-small", 64);
    private static readonly Content OddContent = Content.Generated("fuzz-odd", 72);
    private static readonly ImmutableArray<Content> TwoParts = [Content.Generated("fuzz-first", Border), Content.Generated("fuzz-second", Size.MiB + 3)];
    private static readonly Content JoinedContent = Content.Joined(TwoParts);

    /// <summary>All names.</summary>
    public static ImmutableArray<string> All { get; } = [Small, Digits, Large, Parts, Odd];

    /// <summary>The bytes of one.</summary>
    public static Content ContentOf(string? source) => source switch
    {
        Digits => DigitContent,
        Large => LargeContent,
        Parts => JoinedContent,
        Odd => OddContent,
        _ => SmallContent,
    };

    /// <summary>The precondition that stores one as <see cref="Slot.Source"/>.</summary>
    public static Given Given(string? source) => source == Parts
        ? Model.Given.MultipartObject(Slot.Source, TwoParts.AsSpan())
        : Model.Given.StoredObject(Slot.Source, ContentOf(source), source == Odd ? OddKey : null);

    /// <summary>The two slices of a source that an input copies one after the other; null when it does not, or they are none.</summary>
    public static (Slice Before, Slice After)? CutBy(Input input)
    {
        var content = ContentOf(input[Fields.Source]);
        return long.TryParse(input[Fields.Cut], NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset >= Size.MinimumPart && offset < content.SizeBytes
            ? (content.From(0, offset - 1), content.From(offset, content.SizeBytes - 1))
            : null;
    }

    /// <summary>The copy source of the baseline.</summary>
    public static string Spelled(string? source) => source == Odd ? $"{{bucket}}/{{prefix}}{OddSpelling}" : "{bucket}/{key:source}";
}
