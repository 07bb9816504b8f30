using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SharpFuzz;

namespace Conformance.Fuzz;

/// <summary>
/// Coverage-guided fuzzing of one parser within this process: a copy of its assembly is instrumented and loaded apart, and inputs that light a
/// new branch are kept and bent further. The coverage map is one a process, so only one runs at a time.
/// </summary>
public sealed unsafe class InProcessFuzzer
{
    private const int MapBytes = 1 << 16;
    private const int MostInputBytes = 2048;
    private const int LookAtClockEvery = 256;
    private static readonly Lock OneAtATime = new();

    // Instrumented code writes here for as long as the process lives; before the first of its calls there has to be a map.
    private static readonly byte* Map = AllocateMap();
    private readonly Action<byte[]> entry;
    private readonly byte[] seen = new byte[MapBytes];
    private readonly List<byte[]> corpus = [];
    private readonly Dictionary<string, InProcessCrash> crashes = new(StringComparer.Ordinal);
    private int edges;

    /// <summary>Instruments a copy of the target's assembly and loads it.</summary>
    public InProcessFuzzer(InProcessTarget target)
    {
        var folder = Directory.CreateTempSubdirectory("conformance-fuzz-");
        try
        {
            var copy = Path.Combine(folder.FullName, target.Assembly);
            File.Copy(Path.Combine(AppContext.BaseDirectory, target.Assembly), copy);

            // The options have no public constructor; all of them off is what they are made with.
            Fuzzer.Instrument(copy, name => !name.EndsWith("Targets", StringComparison.Ordinal), (Options)Activator.CreateInstance(typeof(Options), nonPublic: true)!);
            using var stream = File.OpenRead(copy);
            var loaded = new AssemblyLoadContext(target.Name).LoadFromStream(stream);
            entry = loaded.GetType(target.Type, throwOnError: true)!.GetMethod(target.Entry, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Action<byte[]>>();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Fuzzes until a bound is reached. The same seed and number of executions give the same inputs.</summary>
    public InProcessReport Run(ImmutableArray<byte[]> seeds, int seed, long? executions, TimeSpan? duration, CancellationToken cancel)
    {
        lock (OneAtATime)
        {
            var random = new Random(seed);
            var clock = Stopwatch.StartNew();
            var count = 0L;
            foreach (var input in seeds)
            {
                Try(input);
                count++;
            }

            var buffer = new byte[MostInputBytes];
            while (count < (executions ?? long.MaxValue))
            {
                if (count % LookAtClockEvery == 0 && (cancel.IsCancellationRequested || clock.Elapsed > duration))
                {
                    break;
                }

                var source = corpus.Count == 0 ? [] : corpus[random.Next(corpus.Count)];
                Try(ByteMutator.Mutate(source, buffer, corpus, random));
                count++;
            }

            return new InProcessReport(count, clock.Elapsed.TotalSeconds, edges, [.. corpus.OrderBy(c => c.Length)], [.. crashes.Values]);
        }
    }

    private static byte* AllocateMap()
    {
        var map = (byte*)NativeMemory.AllocZeroed(MapBytes);
        SharpFuzz.Common.Trace.SharedMem = map;
        return map;
    }

    private void Try(byte[] input)
    {
        var map = new Span<byte>(Map, MapBytes);
        map.Clear();
        SharpFuzz.Common.Trace.PrevLocation = 0;
        try
        {
            entry(input);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var place = $"{e.GetType().Name} {new StackTrace(e).GetFrame(0)?.GetMethod()}";
            if (!crashes.TryGetValue(place, out var known) || input.Length < known.Input.Length)
            {
                crashes[place] = new InProcessCrash(place, e.Message, [.. input]);
            }
        }

        if (LightsNew(map))
        {
            corpus.Add([.. input]);
        }
    }

    // How often, in powers of two: a loop once more is no news, a loop twice as often is.
    private bool LightsNew(ReadOnlySpan<byte> map)
    {
        var isNew = false;
        for (var at = 0; at < MapBytes; at++)
        {
            var step = map[at..].IndexOfAnyExcept((byte)0);
            if (step < 0)
            {
                break;
            }

            at += step;
            var bucket = (byte)(1 << (map[at] switch { 1 => 0, 2 => 1, 3 => 2, < 8 => 3, < 16 => 4, < 32 => 5, < 128 => 6, _ => 7 }));
            if ((seen[at] & bucket) == 0)
            {
                edges += seen[at] == 0 ? 1 : 0;
                seen[at] |= bucket;
                isNew = true;
            }
        }

        return isNew;
    }
}
