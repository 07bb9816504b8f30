using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Conformance.Fuzz;

/// <summary>Counts things of each kind, from many threads; asking the table for its size would stop them all.</summary>
/// <param name="most">Kinds kept apart; of those that come later none is counted.</param>
internal sealed class Census<T>(int most)
    where T : notnull
{
    private readonly ConcurrentDictionary<T, StrongBox<long>> counts = new();
    private int kinds;

    /// <summary>Kinds counted.</summary>
    public int Kinds => Volatile.Read(ref kinds);

    /// <summary>Counts one; how many of its kind there are now, 0 when it is not counted.</summary>
    public long Add(T kind)
    {
        if (!counts.TryGetValue(kind, out var count))
        {
            if (Kinds >= most)
            {
                return 0;
            }

            var fresh = new StrongBox<long>();
            count = counts.GetOrAdd(kind, fresh);
            if (ReferenceEquals(count, fresh))
            {
                Interlocked.Increment(ref kinds);
            }
        }

        return Interlocked.Increment(ref count.Value);
    }

    /// <summary>All counts.</summary>
    public KeyValuePair<T, long>[] Counts() => [.. counts.ToArray().Select(c => KeyValuePair.Create(c.Key, Interlocked.Read(ref c.Value.Value)))];
}
