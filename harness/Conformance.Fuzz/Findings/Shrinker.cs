namespace Conformance.Fuzz;

/// <summary>Makes what shows a finding smaller, as long as it still shows and the budget lasts.</summary>
internal static class Shrinker
{
    /// <summary>Leaves out elements of a sequence: halves, quarters, at last one by one, again and again until nothing more can go.</summary>
    public static async Task<List<T>> SequenceAsync<T>(List<T> sequence, int keepAtEnd, Budget budget, Func<List<T>, Task<bool>> shows)
    {
        for (var size = Math.Max(1, (sequence.Count - keepAtEnd) / 2); size >= 1;)
        {
            var shrunk = false;
            for (var at = 0; at + size <= sequence.Count - keepAtEnd && budget.Take();)
            {
                var candidate = sequence.ToList();
                candidate.RemoveRange(at, size);
                if (await shows(candidate))
                {
                    (sequence, shrunk) = (candidate, true);
                }
                else
                {
                    at += size;
                }
            }

            if (budget.IsEmpty || (size == 1 && !shrunk))
            {
                break;
            }

            size = size > 1 ? size / 2 : 1;
        }

        return sequence;
    }

    /// <summary>Puts back the baseline of fields, leaves out pieces of values, and makes characters plain.</summary>
    public static async Task<Input> InputAsync(Input input, Budget budget, Func<Input, Task<bool>> shows)
    {
        foreach (var field in input.Values.Keys)
        {
            if (input.Values.Count > 1 && budget.Take() && await shows(input.Without(field)))
            {
                input = input.Without(field);
            }
        }

        foreach (var field in input.Values.Keys.Where(f => f is not (Fields.Source or Fields.Listing or Fields.Method)))
        {
            // A way of signing has a name, whose letters mean nothing by themselves.
            var prefix = field == Fields.Signing ? Signings.Authorization : "";
            if (!input[field]!.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            var pieces = await SequenceAsync(Template.Split(input[field]![prefix.Length..]), 0, budget, candidate => shows(input.With(field, prefix + Template.Join(candidate))));
            for (var i = 0; i < pieces.Count; i++)
            {
                var plain = pieces[i].Length != 1 ? null : char.IsAsciiDigit(pieces[i][0]) && pieces[i] != "0" ? "0" : char.IsAsciiLetter(pieces[i][0]) && pieces[i] != "a" ? "a" : null;
                if (plain is not null && budget.Take())
                {
                    var candidate = pieces.ToList();
                    candidate[i] = plain;
                    pieces = await shows(input.With(field, prefix + Template.Join(candidate))) ? candidate : pieces;
                }
            }

            input = input.With(field, prefix + Template.Join(pieces));
        }

        return input;
    }
}

/// <summary>How many attempts are left.</summary>
internal sealed class Budget(int attempts)
{
    private int left = attempts;

    /// <summary>True when nothing is left.</summary>
    public bool IsEmpty => left <= 0;

    /// <summary>Takes one; false when none is left.</summary>
    public bool Take() => left-- > 0;
}
