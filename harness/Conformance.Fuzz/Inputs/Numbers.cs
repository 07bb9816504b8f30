using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Conformance.Fuzz;

/// <summary>Numbers at which implementations change their mind.</summary>
internal static class Numbers
{
    /// <summary>Powers of two with their neighbours, sizes of buffers, and the ends of machine words, as decimal text.</summary>
    public static ImmutableArray<string> Edges { get; } =
    [
        .. new[] { 0, 1, 2, 7, 8, 9, 10, 15, 16, 63, 64, 99, 100, 255, 256, 999, 1000, 1001, 9999, 10000, 10001 }.Select(n => n.ToString(CultureInfo.InvariantCulture)),
        .. new[] { 9, 10, 12, 13, 14, 15, 16, 17, 20, 21, 24, 31, 32, 33, 53, 62, 63, 64, 65, 127, 128 }.SelectMany(p => Around(BigInteger.Pow(2, p))),
        "1048576000", "5242879", "5242880", "5242881", "5368709120", "5368709121",
        "99999999999999999999", "10000000000000000000", "12345678901234567890", new string('9', 40), new string('9', 300),
    ];

    /// <summary>A number of some random size, or a multiple of a size of buffers.</summary>
    public static string Any(Random random, long below)
    {
        var bound = Math.Max(1, below);
        return random.Next(6) switch
        {
            0 => Edges[random.Next(Edges.Length)],
            1 => Text(random.NextInt64(bound)),
            2 => Text(random.NextInt64(bound) / 8192 * 8192),
            3 => Text(random.NextInt64(bound) / 512 * 512 + random.Next(3) - 1 is var n && n < 0 ? 0 : n),
            4 => string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(i => (char)('0' + random.Next(i == 0 ? 1 : 0, 10)))),
            _ => Text(random.Next(0, 10)),
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Around(BigInteger number) => [(number - 1).ToString(CultureInfo.InvariantCulture), number.ToString(CultureInfo.InvariantCulture), (number + 1).ToString(CultureInfo.InvariantCulture)];
}
