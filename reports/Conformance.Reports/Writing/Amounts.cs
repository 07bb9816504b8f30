namespace Conformance.Reports.Writing;

/// <summary>Numbers as people read them.</summary>
internal static class Amounts
{
    /// <summary>1,234.</summary>
    public static string Count(long count) => count.ToString("#,0");

    /// <summary>Milliseconds as 0.8 ms, 12 ms, 3.4 s or 2 min 5 s.</summary>
    public static string Duration(double milliseconds) => milliseconds switch
    {
        < 10 => $"{milliseconds:0.0} ms",
        < 1000 => $"{milliseconds:0} ms",
        < 60_000 => $"{milliseconds / 1000:0.0} s",
        _ => $"{(long)(milliseconds / 60_000)} min {milliseconds % 60_000 / 1000:0} s",
    };

    /// <summary>512 B, 1.5 KiB, 5.0 MiB, 2.1 GiB.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => $"{bytes / 1024.0:0.0} KiB",
        < 1024L * 1024 * 1024 => $"{bytes / (1024.0 * 1024):0.0} MiB",
        _ => $"{bytes / (1024.0 * 1024 * 1024):0.0} GiB",
    };

    /// <summary>"1 case", "3 cases".</summary>
    public static string Cases(int count) => count == 1 ? "1 case" : $"{Count(count)} cases";
}
