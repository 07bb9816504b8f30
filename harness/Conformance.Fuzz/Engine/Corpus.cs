using System.Collections.Immutable;

namespace Conformance.Fuzz;

/// <summary>Inputs worth bending further: each showed a kind of answer that none before it had shown.</summary>
public sealed class Corpus
{
    private const int Most = 400;
    private const int LongestText = 1000;
    private readonly List<Input> inputs = [];
    private readonly Dictionary<Surface, List<Input>> bySurface = [];

    /// <summary>Begins with what earlier runs kept.</summary>
    public Corpus(IEnumerable<Input> kept)
    {
        foreach (var input in kept.Take(Most))
        {
            Keep(input);
        }
    }

    /// <summary>All inputs, in the order in which they came.</summary>
    public ImmutableArray<Input> Inputs
    {
        get
        {
            lock (inputs)
            {
                return [.. inputs];
            }
        }
    }

    /// <summary>Keeps an input; long ones say nothing that short ones do not.</summary>
    public void Add(Input input)
    {
        lock (inputs)
        {
            if (inputs.Count < Most && input.Text().Length <= LongestText && !inputs.Contains(input))
            {
                Keep(input);
            }
        }
    }

    /// <summary>One of a surface; null when there is none.</summary>
    public Input? Pick(Surface surface, Random random)
    {
        lock (inputs)
        {
            return bySurface.TryGetValue(surface, out var own) ? own[random.Next(own.Count)] : null;
        }
    }

    /// <summary>Reads the files of a folder, one input a line; a line that is none is left out.</summary>
    public static ImmutableArray<Input> Read(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines).Select(Input.Parse).OfType<Input>().Select(i => i with { Mutation = "corpus" }),
    ];

    /// <summary>Writes one file a surface.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var group in Inputs.GroupBy(i => i.Surface))
        {
            File.WriteAllLines(Path.Combine(folder, group.Key.Token() + ".txt"), group.Select(i => i.Text()).Order(StringComparer.Ordinal));
        }
    }

    private void Keep(Input input)
    {
        inputs.Add(input);
        if (!bySurface.TryGetValue(input.Surface, out var own))
        {
            bySurface[input.Surface] = own = [];
        }

        own.Add(input);
    }
}
