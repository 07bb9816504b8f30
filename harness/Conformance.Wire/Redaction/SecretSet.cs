using System.Buffers;

namespace Conformance.Wire;

/// <summary>Secrets that are looked for together.</summary>
internal sealed class SecretSet
{
    private readonly Secret[] disguised;
    private readonly SearchValues<byte>? first;

    public SecretSet(IReadOnlyList<Secret> all)
    {
        All = all;
        disguised = [.. all.Where(static s => !s.IsPlain)];
        first = disguised.Length == 0 ? null : SearchValues.Create([.. disguised.Select(static s => s.Value[0]).Distinct(), .. SecretMatcher.Introducers]);
    }

    /// <summary>No secrets.</summary>
    public static SecretSet Empty { get; } = new([]);

    /// <summary>The secrets, in order of precedence.</summary>
    public IReadOnlyList<Secret> All { get; }

    /// <summary>Marks every place of a text that shows one of the secrets.</summary>
    public void Find(ReadOnlySpan<byte> text, TextKind kind, ref HitList hits)
    {
        if (All.Count == 0)
        {
            return;
        }

        if (first is not null)
        {
            FindSpelled(text, kind, first, ref hits);
        }

        for (var i = 0; i < All.Count; i++)
        {
            FindPatterns(text, All[i], ref hits);
        }
    }

    private void FindSpelled(ReadOnlySpan<byte> text, TextKind kind, SearchValues<byte> starts, ref HitList hits)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny(starts);
            if (next < 0)
            {
                return;
            }

            at += next;
            foreach (var secret in disguised)
            {
                if ((kind == TextKind.Head || secret.Value.Length >= Secret.MinBodyLength)
                    && SecretMatcher.Match(text, at, secret.Value) is > 0 and var length
                    && (!secret.IsWordOnly || SecretMatcher.StandsAlone(text, at, length)))
                {
                    hits.Add(at, length, secret);
                    at += length - 1;
                    break;
                }
            }
        }
    }

    private static void FindPatterns(ReadOnlySpan<byte> text, Secret secret, ref HitList hits)
    {
        foreach (var pattern in secret.Patterns)
        {
            for (var at = text.IndexOf(pattern); at >= 0;)
            {
                hits.Add(at, pattern.Length, secret);
                var next = text[(at + pattern.Length)..].IndexOf(pattern);
                at = next < 0 ? -1 : at + pattern.Length + next;
            }
        }
    }
}
