using System.Buffers;

namespace Conformance.Wire;

/// <summary>Places to be replaced in one text.</summary>
internal struct HitList(bool isXml)
{
    private List<Hit>? hits;

    /// <summary>Marks a place that shows a secret.</summary>
    public void Add(int start, int length, Secret secret) => Add(start, length, isXml ? secret.XmlReplacement : secret.Replacement);

    /// <summary>Marks a place to be replaced by given bytes.</summary>
    public void Add(int start, int length, byte[] replacement) => (hits ??= new List<Hit>(4)).Add(new Hit(start, length, replacement));

    /// <summary>True inside an XML document.</summary>
    public readonly bool IsXml => isXml;

    /// <summary>The text with every place replaced, the earliest and longest first where places overlap; null when there are none.</summary>
    public readonly byte[]? Replace(ReadOnlySpan<byte> text)
    {
        if (hits is null)
        {
            return null;
        }

        hits.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.Length.CompareTo(a.Length));
        var result = new ArrayBufferWriter<byte>(text.Length + 64);
        var at = 0;
        foreach (var hit in hits)
        {
            if (hit.Start >= at)
            {
                result.Write(text[at..hit.Start]);
                result.Write(hit.Replacement);
            }

            // What an overlapped hit covers beyond the one replaced is still part of a secret.
            at = Math.Max(at, hit.Start + hit.Length);
        }

        result.Write(text[at..]);
        return result.WrittenSpan.ToArray();
    }

    private readonly record struct Hit(int Start, int Length, byte[] Replacement);
}
