using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Fuzz;

/// <summary>Orders of operations: random life cycles, and what to do when one goes wrong.</summary>
internal sealed class LifeSurface(LifeRunner runner) : IProgramSurface
{
    public Surface Surface => Surface.Lifecycle;

    public async Task<ProgramResult> RunAsync(string text, CancellationToken cancel)
    {
        var (sighting, exchanges) = await runner.RunAsync(Parse(text), cancel);
        return new ProgramResult(text, Class(Parse(text)), exchanges, sighting, null);
    }

    public string Random(Random random) => LifeOp.Text(LifeOp.Random(random));

    public async Task<string> ShrinkAsync(string text, Budget budget, Func<string, Task<bool>> shows)
    {
        var small = await Shrinker.SequenceAsync(Parse(text), 0, budget, candidate => shows(LifeOp.Text(candidate)));
        for (var i = 0; i < small.Count; i++)
        {
            var plain = small[i].Verb switch
            {
                LifeVerb.Slice or LifeVerb.Block or LifeVerb.Upload => small[i] with { Verb = LifeVerb.Copy },
                _ => small[i],
            };
            foreach (var simpler in new[] { plain, small[i] with { Upload = 0 }, small[i] with { Number = Math.Min(1, small[i].Number) }, small[i] with { Argument = 0 } })
            {
                var candidate = small.ToList();
                candidate[i] = simpler;
                if (simpler != small[i] && budget.Take() && await shows(LifeOp.Text(candidate)))
                {
                    small = candidate;
                }
            }
        }

        // Operations that became alike may have become superfluous.
        small = await Shrinker.SequenceAsync(small, 0, budget, candidate => shows(LifeOp.Text(candidate)));
        return LifeOp.Text(small);
    }

    private static List<LifeOp> Parse(string text) => [.. LifeOp.Parse(text) ?? throw new ConfigurationException($"\"{text}\" is no life cycle; it reads e.g. \"create 0 0 0; copy 0 1 0; list 0 0 0\"")];

    private static string Class(List<LifeOp> operations) => "lifecycle/" + string.Join("+", operations.Select(o => o.Verb.ToString().ToLowerInvariant()).Where(v => v is "abort" or "complete" or "delete" or "put").Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty("parts"));
}

/// <summary>A surface whose inputs are programs of several operations.</summary>
internal interface IProgramSurface
{
    Surface Surface { get; }

    /// <summary>A random program, as text.</summary>
    string Random(Random random);

    /// <summary>Runs a program; <see cref="ConfigurationException"/> when the text is none.</summary>
    Task<ProgramResult> RunAsync(string text, CancellationToken cancel);

    /// <summary>Makes a program smaller as long as it shows.</summary>
    Task<string> ShrinkAsync(string text, Budget budget, Func<string, Task<bool>> shows);
}

/// <summary>What a program gave.</summary>
internal sealed record ProgramResult(string Text, string Class, ImmutableArray<Exchange> Exchanges, Sighting? Sighting, string? Timeline);
