namespace Conformance.Wire;

/// <summary>Collects bytes up to the end of a head.</summary>
internal sealed class HeadCollector(int maxBytes)
{
    private byte[] collected = [];
    private int searched;

    /// <summary>True once the head is whole or past its bound.</summary>
    public bool IsDone { get; private set; }

    /// <summary>True while nothing has come.</summary>
    public bool IsEmpty => collected.Length == 0;

    /// <summary>What has come, up to and including the empty line.</summary>
    public byte[] Head => collected;

    /// <summary>Starts over.</summary>
    public void Reset() => (collected, searched, IsDone) = ([], 0, false);

    /// <summary>Takes bytes; returns those beyond the head.</summary>
    public ReadOnlySpan<byte> Append(ReadOnlySpan<byte> bytes)
    {
        if (IsDone || bytes.IsEmpty)
        {
            return [];
        }

        var before = collected.Length;
        var all = before == 0 ? bytes : [.. collected, .. bytes];
        var length = HeadScanner.Find(all, ref searched);
        IsDone = length >= 0 || all.Length > maxBytes;
        collected = all[..(length >= 0 ? length : all.Length)].ToArray();
        return length >= 0 ? bytes[(length - before)..] : [];
    }
}
