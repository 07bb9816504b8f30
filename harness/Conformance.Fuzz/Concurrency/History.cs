using System.Collections.Immutable;
using System.Text;

namespace Conformance.Fuzz;

/// <summary>What an operation on one part did, as its answer says.</summary>
public enum PartEffect
{
    /// <summary>A part was stored.</summary>
    Write,

    /// <summary>The part was seen, or seen absent.</summary>
    Read,

    /// <summary>The upload was ended.</summary>
    End,

    /// <summary>The answer was that there is no such upload.</summary>
    Gone,

    /// <summary>No answer came: it may have stored the part or not, at any time from then on.</summary>
    Unknown,
}

/// <summary>One operation as one part saw it, with real time.</summary>
/// <param name="Client">Who sent it.</param>
/// <param name="Name">What it was, for pictures.</param>
/// <param name="Effect">What it did.</param>
/// <param name="Value">The ETag written or read; null for an absent part.</param>
/// <param name="Begun">When it was sent, any unit.</param>
/// <param name="Ended">When its answer was there.</param>
public sealed record PartEvent(int Client, string Name, PartEffect Effect, string? Value, long Begun, long Ended);

/// <summary>Whether a history could be one after the other.</summary>
public enum Linearity
{
    /// <summary>There is an order that explains it.</summary>
    Linearizable,

    /// <summary>There is none.</summary>
    Impossible,

    /// <summary>The bound was reached first.</summary>
    Unknown,
}

/// <summary>
/// A bounded checker of linearizability after Wing and Gong, with memory of states seen: is there an order of the operations, within real
/// time, in which a part that is written, read and ended explains every answer? Histories are partitioned by upload and part beforehand.
/// </summary>
public static class LinearityChecker
{
    private const int MostEvents = 60;

    /// <summary>Checks the history of one part. Pure.</summary>
    /// <param name="events">At most 60 operations; more are <see cref="Linearity.Unknown"/>.</param>
    /// <param name="before">The ETag of the part before the first of them; null for none.</param>
    /// <param name="bound">States looked at before giving up.</param>
    public static Linearity Check(ImmutableArray<PartEvent> events, string? before = null, int bound = 200_000)
    {
        if (events.Length > MostEvents)
        {
            return Linearity.Unknown;
        }

        var sorted = events.OrderBy(e => e.Begun).ToArray();
        var seen = new HashSet<(ulong Done, string? Value, bool Ended)>();
        var stack = new Stack<(ulong Done, string? Value, bool Ended)>();
        stack.Push((0, before, false));
        var all = sorted.Length == 0 ? 0UL : ulong.MaxValue >> (64 - sorted.Length);
        while (stack.TryPop(out var state))
        {
            if (state.Done == all)
            {
                return Linearity.Linearizable;
            }

            if (!seen.Add(state))
            {
                continue;
            }

            if (seen.Count > bound)
            {
                return Linearity.Unknown;
            }

            // Whatever is next must have begun before anything else that is left ended.
            var horizon = long.MaxValue;
            for (var i = 0; i < sorted.Length; i++)
            {
                horizon = (state.Done >> i & 1) == 0 ? Math.Min(horizon, sorted[i].Effect == PartEffect.Unknown ? long.MaxValue : sorted[i].Ended) : horizon;
            }

            for (var i = 0; i < sorted.Length && sorted[i].Begun <= horizon; i++)
            {
                if ((state.Done >> i & 1) == 0)
                {
                    foreach (var (value, ended) in Next(sorted[i], state.Value, state.Ended))
                    {
                        stack.Push((state.Done | 1UL << i, value, ended));
                    }
                }
            }
        }

        return Linearity.Impossible;
    }

    private static IEnumerable<(string? Value, bool Ended)> Next(PartEvent next, string? value, bool ended) => next.Effect switch
    {
        PartEffect.Write => ended ? [] : [(next.Value, false)],
        PartEffect.Read => !ended && next.Value == value ? [(value, false)] : [],
        PartEffect.End => ended ? [] : [(null, true)],
        PartEffect.Gone => ended ? [(value, true)] : [],
        _ => ended ? [(value, true)] : [(value, false), (next.Value, false)],
    };
}

/// <summary>Pictures of histories.</summary>
public static class Timeline
{
    private const int Width = 72;

    /// <summary>One line an operation, its time as a bar.</summary>
    public static string Of(ImmutableArray<PartEvent> events)
    {
        if (events.IsEmpty)
        {
            return "";
        }

        var (first, last) = (events.Min(e => e.Begun), Math.Max(events.Max(e => e.Ended), events.Min(e => e.Begun) + 1));
        int At(long time) => (int)Math.Clamp((time - first) * (Width - 1) / (last - first), 0, Width - 1);
        var text = new StringBuilder();
        foreach (var item in events.OrderBy(e => e.Begun))
        {
            var (from, to) = (At(item.Begun), At(item.Ended));
            text.Append(' ', from).Append('├').Append('─', to - from).Append('┤').Append(' ', Width - to)
                .AppendLine($" {item.Client}: {item.Name} {item.Effect.ToString().ToLowerInvariant()} {item.Value?[..Math.Min(8, item.Value.Length)] ?? "absent"}");
        }

        return text.ToString().TrimEnd();
    }
}
