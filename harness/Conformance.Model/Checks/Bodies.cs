using System.Collections.Immutable;
using System.Security.Cryptography;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>Comparison of a body with the slices it should be made of.</summary>
public static class Bodies
{
    /// <summary>Lower-case hex MD5 of slices one after the other.</summary>
    public static string Md5(ImmutableArray<Slice> slices)
    {
        var joined = Joined(slices);
        if (joined is [var only])
        {
            return only.Md5;
        }

        using var md5 = joined is [var first, ..] ? first.Content.HashOf(first.First, first.Last) : IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var slice in joined.Skip(1))
        {
            slice.Content.Append(slice.First, slice.Last, md5.AppendData);
        }

        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }

    // Parts cut from one content where the one before ends are one slice of it, whose digest may be known.
    private static List<Slice> Joined(ImmutableArray<Slice> slices)
    {
        var joined = new List<Slice>();
        foreach (var slice in slices.Where(s => s.SizeBytes > 0))
        {
            if (joined is [.., var last] && last.Content == slice.Content && last.Last + 1 == slice.First)
            {
                joined[^1] = last with { Last = slice.Last };
            }
            else
            {
                joined.Add(slice);
            }
        }

        return joined;
    }

    /// <summary>Compares a body with the slices it should be made of; says what it is, in terms of provenance where it can be read.</summary>
    public static CheckOutcome Compare(string phrase, RecordedBody body, ImmutableArray<Slice> expected)
    {
        var held = body.Length == expected.Sum(s => s.SizeBytes) && body.Md5 == Md5(expected);
        return CheckOutcome.Of(held, phrase, held ? $"{body.Length} bytes, as expected" : Describe(body, expected));
    }

    /// <summary>Says what a body is beside what it should be.</summary>
    public static string Describe(RecordedBody body, ImmutableArray<Slice> expected)
    {
        if (expected.Length == 1 && body.Md5 == expected[0].Md5)
        {
            return $"{body.Length} bytes, as expected";
        }

        var size = expected.Sum(s => s.SizeBytes);
        var lengths = body.Length == size ? $"{body.Length} bytes as expected" : $"{body.Length} bytes instead of {size}";
        return $"{lengths}{Origin(body)}{(body.Provenance.IsEmpty ? "" : Shift(body, expected))}";
    }

    /// <summary>Says what a body is, whatever it should be.</summary>
    public static string Describe(RecordedBody body) => $"{body.Length} bytes{Origin(body)}";

    private static string Origin(RecordedBody body) => body.Provenance.IsEmpty
        ? $", MD5 {body.Md5}{Literal(body)}"
        : $": {string.Join(", ", body.Provenance.Take(6).Select(r => $"at {r.At} source bytes {r.First}-{r.First + r.SizeBytes - 1}"))}{Gap(body)}";

    private static string Literal(RecordedBody body) =>
        body is { IsWhole: true, Length: > 0 and <= 64 } && body.Bytes.All(b => b is >= 0x20 and < 0x7f)
            ? $" (\"{System.Text.Encoding.ASCII.GetString(body.Bytes.AsSpan())}\")"
            : "";

    private static string Gap(RecordedBody body)
    {
        var at = 0L;
        foreach (var run in body.Provenance)
        {
            if (run.At > at)
            {
                return $"; bytes {at}-{run.At - 1} are no content of ours";
            }

            at = run.At + run.SizeBytes;
        }

        return at < body.Length ? $"; bytes {at}-{body.Length - 1} are no content of ours" : "";
    }

    private static string Shift(RecordedBody body, ImmutableArray<Slice> expected) =>
        expected.Length > 0 && body.Provenance[0].At == 0 && body.Provenance[0].First - expected[0].First is var shift and not 0
            ? $"; expected {expected[0].First} at 0: off by {shift} at the start"
            : "";
}
