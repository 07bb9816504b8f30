using System.Collections.Concurrent;

namespace Conformance.Wire;

/// <summary>
/// Values that are dear to make, by what they are made of. Forgets all of them once there are too many: a fuzzer asks for ever new ones, and
/// what is in use is soon made again.
/// </summary>
/// <param name="most">Values remembered.</param>
public sealed class Memo<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> values = new();

    /// <summary>The value, made by <paramref name="make"/> where it is not remembered. Several at once may each make it; all get the same.</summary>
    public TValue Get(TKey key, Func<TKey, TValue> make)
    {
        if (values.TryGetValue(key, out var known))
        {
            return known;
        }

        var made = make(key);

        // Counting locks the whole table, so only a miss does it.
        if (values.Count >= most)
        {
            values.Clear();
        }

        return values.GetOrAdd(key, made);
    }
}
