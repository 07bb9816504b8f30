namespace Conformance.Cli.Output;

/// <summary>What could not be removed from a target, in lines for the terminal: enough of them to know what to look for.</summary>
internal static class LeftBehind
{
    private const int Shown = 8;

    /// <summary>One line each; when there are many, the last one tells how many more <paramref name="everything"/> names.</summary>
    public static IEnumerable<string> Lines(IReadOnlyCollection<string> left, string everything) =>
    [
        .. left.Take(Shown).Select(l => $"  left behind on the target: {Printable.Line(l)}"),
        .. left.Count > Shown ? [$"  and {left.Count - Shown} more that were left behind: see {everything}"] : Array.Empty<string>(),
    ];
}
