using System.Buffers;
using System.Text;

namespace Conformance.Wire;

/// <summary>What a text is, which decides where secrets are looked for.</summary>
internal enum TextKind
{
    /// <summary>Header lines, or anything else made of lines "name: value".</summary>
    Head,

    /// <summary>A body, or a sentence.</summary>
    Body,
}

/// <summary>Replaces secrets, whatever they are disguised as, before a text reaches an exchange.</summary>
internal sealed class Redactor
{
    private readonly Lock gate = new();
    private volatile Known known = new(SecretSet.Empty, 0);

    /// <summary>Changes whenever a secret is added.</summary>
    public int Version => known.Version;

    /// <summary>Adds a secret for the rest of the run.</summary>
    public void Add(string value, string replacement)
    {
        if (value.Length == 0)
        {
            return;
        }

        lock (gate)
        {
            // The longer secret first: a short one may be part of it.
            var secrets = known.Secrets.All.Append(Secret.Of(value, replacement)).OrderByDescending(static s => s.Value.Length);
            known = new Known(new SecretSet([.. secrets]), known.Version + 1);
        }
    }

    /// <summary>The text with secrets replaced.</summary>
    public string Apply(string text, TextKind kind, SecretSet extra)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var used = Encoding.UTF8.GetBytes(text, rented);
            return Apply(rented.AsSpan(0, used), kind, extra) is { } redacted ? Encoding.UTF8.GetString(redacted) : text;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>The bytes with secrets replaced; null when there was nothing to replace.</summary>
    public byte[]? Apply(ReadOnlySpan<byte> text, TextKind kind, SecretSet extra)
    {
        if (text.IsEmpty)
        {
            return null;
        }

        var isXml = kind == TextKind.Body && IsXml(text);
        var hits = new HitList(isXml);
        if (kind == TextKind.Head)
        {
            CustomerKeys.Find(text, ref hits);
        }

        Signatures.Find(text, ref hits);
        known.Secrets.Find(text, kind, ref hits);
        extra.Find(text, kind, ref hits);
        return hits.Replace(text);
    }

    private static bool IsXml(ReadOnlySpan<byte> text)
    {
        var start = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        return start.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
    }

    private sealed record Known(SecretSet Secrets, int Version);
}
