using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>The bytes of an object, by rule rather than by value.</summary>
[JsonConverter(typeof(ContentConverter))]
public abstract record Content
{
    private static readonly Memo<(Content Content, long First, long Last), string> Digests = new(4096);
    private static readonly ConcurrentDictionary<Content, byte[]> Whole = new();

    private Content() { }

    /// <summary>Size in bytes.</summary>
    public abstract long SizeBytes { get; }

    /// <summary>Content that carries its own address (see <see cref="Provenance"/>); the same name gives the same bytes.</summary>
    public static Content Generated(string name, long sizeBytes) => new GeneratedContent(name, sizeBytes);

    /// <summary>The UTF-8 bytes of a text.</summary>
    public static Content Text(string text) => new LiteralContent(text, [.. Encoding.UTF8.GetBytes(text)]);

    /// <summary>Bytes as given.</summary>
    public static Content Bytes(string name, ReadOnlySpan<byte> bytes) => new LiteralContent(name, [.. bytes]);

    /// <summary>Several contents one after the other.</summary>
    public static Content Joined(ImmutableArray<Content> parts) => new JoinedContent(parts);

    /// <summary>All of it. The same array is given every time; it is not to be written to.</summary>
    public byte[] ToArray() => Whole.GetOrAdd(this, static c => c.SizeBytes == 0 ? [] : c.Read(0, c.SizeBytes - 1));

    /// <summary>The slice with inclusive offsets.</summary>
    public Slice From(long first, long last) => new(this, first, last);

    /// <summary>The whole as a slice.</summary>
    public Slice All => new(this, 0, SizeBytes - 1);

    /// <summary>The bytes of a slice, offsets inclusive.</summary>
    public abstract byte[] Read(long first, long last);

    /// <summary>
    /// True when a body is a slice of this in one piece. A body that was not kept whole is looked for where its first stretch comes from, by its digest.
    /// </summary>
    public bool Holds(RecordedBody body)
    {
        if (body.Length > SizeBytes || body.IsWhole)
        {
            return body.Length <= SizeBytes && ToArray().AsSpan().IndexOf(body.Bytes.AsSpan()) >= 0;
        }

        return body.Provenance is [var run, ..]
            && Offsets.Select(o => o + run.First - run.At).Any(first => first >= 0 && first + body.Length <= SizeBytes && Md5(first, first + body.Length - 1) == body.Md5);
    }

    // Where the contents begin that this is made of.
    private protected virtual IEnumerable<long> Offsets => [0];

    /// <summary>The same with the secrets of what is spelled out replaced.</summary>
    /// <param name="redact">Replaces the secrets of a text.</param>
    internal Content Redacted(Func<string, string> redact)
    {
        switch (this)
        {
            case JoinedContent joined:
                return new JoinedContent([.. joined.Parts.Select(p => p.Redacted(redact))]);
            case LiteralContent literal:
                var text = Encoding.UTF8.GetString(literal.Value.AsSpan());
                return redact(text) == text && redact(literal.Name) == literal.Name ? this : Bytes(redact(literal.Name), Encoding.UTF8.GetBytes(redact(text)));
            default:
                return this;
        }
    }

    /// <summary>Lower-case hex MD5 of a slice, remembered.</summary>
    public virtual string Md5(long first, long last) => Digests.Get((this, first, last), static slice =>
    {
        using var md5 = slice.Content.HashOf(slice.First, slice.Last);
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    });

    /// <summary>An MD5 that has taken a slice, offsets inclusive, and waits for what comes after it.</summary>
    public virtual IncrementalHash HashOf(long first, long last)
    {
        var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Append(first, last, md5.AppendData);
        return md5;
    }

    /// <summary>Hands over the bytes of a slice, offsets inclusive, piece by piece: a slice of some mebibytes need not lie in memory.</summary>
    public virtual void Append(long first, long last, Action<ReadOnlySpan<byte>> take)
    {
        if (last >= first)
        {
            take(Read(first, last));
        }
    }

    internal sealed record GeneratedContent(string Name, long Size) : Content
    {
        public override long SizeBytes => Size;

        // XxHash3 of the name: stable across runs, so that recorded digests stay comparable.
        private ushort ObjectId { get; } = (ushort)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{Name}/{Size}"));

        public override byte[] Read(long first, long last) => Provenance.Slice(ObjectId, first, last);

        public override void Append(long first, long last, Action<ReadOnlySpan<byte>> take) => Provenance.Append(ObjectId, first, last, take);

        public override string Md5(long first, long last) => Provenance.Md5(ObjectId, first, last);

        public override IncrementalHash HashOf(long first, long last) => Provenance.HashOf(ObjectId, first, last);

        public override string ToString() => $"{Name} ({Size} bytes)";
    }

    internal sealed record JoinedContent(ImmutableArray<Content> Parts) : Content
    {
        public override long SizeBytes => Parts.Sum(p => p.SizeBytes);

        private protected override IEnumerable<long> Offsets => Parts.Select((_, i) => Parts.Take(i).Sum(p => p.SizeBytes));

        public override byte[] Read(long first, long last)
        {
            var bytes = new byte[last - first + 1];
            var at = 0;
            Append(first, last, piece =>
            {
                piece.CopyTo(bytes.AsSpan(at));
                at += piece.Length;
            });
            return bytes;
        }

        public override void Append(long first, long last, Action<ReadOnlySpan<byte>> take)
        {
            var at = 0L;
            foreach (var part in Parts)
            {
                part.Append(Math.Max(first, at) - at, Math.Min(last - at, part.SizeBytes - 1), take);
                at += part.SizeBytes;
            }
        }

        public bool Equals(JoinedContent? other) => other is not null && Parts.SequenceEqual(other.Parts);

        public override int GetHashCode() => Parts.Length;

        public override string ToString() => string.Join(" + ", Parts);
    }

    internal sealed record LiteralContent(string Name, ImmutableArray<byte> Value) : Content
    {
        public override long SizeBytes => Value.Length;

        public override byte[] Read(long first, long last) => Value.AsSpan((int)first, (int)(last - first + 1)).ToArray();

        public bool Equals(LiteralContent? other) => other is not null && Name == other.Name && Value.AsSpan().SequenceEqual(other.Value.AsSpan());

        public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => $"\"{Name}\" ({Value.Length} bytes)";
    }
}

/// <summary>A slice of some content, offsets inclusive; empty when last is before first.</summary>
public readonly record struct Slice(Content Content, long First, long Last)
{
    /// <summary>Size in bytes.</summary>
    public long SizeBytes => Math.Max(0, Last - First + 1);

    /// <summary>Lower-case hex MD5.</summary>
    public string Md5 => Content.Md5(First, Last);

    /// <summary>The bytes.</summary>
    public byte[] ToArray() => SizeBytes == 0 ? [] : Content.Read(First, Last);

    /// <inheritdoc/>
    public override string ToString() => First == 0 && Last == Content.SizeBytes - 1 ? $"all of {Content}" : $"bytes {First}-{Last} of {Content}";
}

/// <summary>Sizes in bytes.</summary>
public static class Size
{
    /// <summary>1,024 bytes.</summary>
    public const long KiB = 1024;

    /// <summary>1,048,576 bytes.</summary>
    public const long MiB = 1024 * KiB;

    /// <summary>The smallest part that is not the last: 5 MiB.</summary>
    public const long MinimumPart = 5 * MiB;
}
