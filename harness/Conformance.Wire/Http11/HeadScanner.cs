namespace Conformance.Wire;

/// <summary>Finds where a head ends: at the first empty line, ended by CR LF or a bare LF.</summary>
internal static class HeadScanner
{
    /// <summary>
    /// Length of the head including the empty line; -1 when it is not yet whole. <paramref name="from"/> is how much of the data was
    /// searched before and moves on with it, so that an endless head is not searched again from its start.
    /// </summary>
    public static int Find(ReadOnlySpan<byte> data, ref int from)
    {
        var at = from;
        while (data[at..].IndexOf((byte)'\n') is >= 0 and var found)
        {
            var next = at + found + 1;
            if (next < data.Length && data[next] == '\n')
            {
                return next + 1;
            }

            if (next + 1 < data.Length && data[next] == '\r' && data[next + 1] == '\n')
            {
                return next + 2;
            }

            if (next + 1 >= data.Length)
            {
                // The line feed may be the last but one of the head: look at it again with what comes next.
                from = next - 1;
                return -1;
            }

            at = next;
        }

        from = data.Length;
        return -1;
    }

    /// <summary>The head without its last, empty line.</summary>
    public static ReadOnlySpan<byte> WithoutEmptyLine(ReadOnlySpan<byte> head) =>
        head.EndsWith("\r\n"u8) ? head[..^2] : head.EndsWith("\n"u8) ? head[..^1] : head;
}
