using System.Collections.Immutable;
using System.Globalization;
using Conformance.Model;

namespace Conformance.Fuzz;

/// <summary>The boundary lattice: every class of value of each field, then pairs of fields, before anything random.</summary>
public static class Lattices
{
    private static readonly ImmutableArray<string> Ranges =
    [
        "bytes=0-0", "bytes=0-9", "bytes=9-9", "bytes=1-8", "", "bytes", "bytes=", "bytes=-", "bytes=0", "bytes=0-", "bytes=5-", "bytes=-1", "bytes=-0", "bytes=-15",
        "0-8", "=0-8", "bytes:0-8", "5", "bytes=1-0", "bytes=9-0", "bytes=-1-5", "bytes=0--1", "bytes=0-1,3-4", "bytes=0-2,3-5,7-9", "bytes=0-8,", "bytes=0-8;",
        "bytes=a-b", "bytes=0-b", "bytes==0-8", "bytes=0x0-0x8", "bytes=0-1e1", "bytes=0.0-8.0", "bytes=0-1_0", "bytes=+0-+8", "bytes = 0-8", "bytes= 0-8", "bytes=0 -8",
        "bytes=0-\t8", " bytes=0-8", "bytes=0-8\t", "items=0-8", "byte=0-8", "Bytes=0-8", "BYTES=0-8", "bytes=00-8", "bytes=0-0008", "bytes=\u0660-\u0668", "bytes=\uFF10-\uFF18",
        "bytes=0\u20138", "bytes=0-9/10", "bytes 0-9/10", "bytes=*", "bytes=0-8 ", "bytes=0-8\u00A0",
    ];

    private static readonly ImmutableArray<string> PartNumbers =
    [
        "1", "2", "3", "9999", "10000", "0", "10001", "-1", "-0", "-10", "01", "0001", "0010", "%2B1", "%201", "1%20", "1%09", "%31", "", "a", "1a", "%00", "1%00", "1,2", "1-2", "1.0", "1.", "1e0",
        "0x1", "%D9%A1", "%EF%BC%91", "%C2%B2", "2147483647", "2147483648", "4294967295", "4294967297", "9223372036854775807", "9223372036854775808", "18446744073709551615",
        "18446744073709551616", "18446744073709551617", "99999999999999999999", "%zz", "%", "1&partNumber=2", "null", "NaN", "Infinity", "true", "%2D1", "%FF",
    ];

    private static readonly ImmutableArray<string> CopySources =
    [
        "{bucket}/{key:source}", "/{bucket}/{key:source}", "{bucket}%2F{key:source}", "%2F{bucket}/{key:source}", "", "/", "//", "{bucket}", "{bucket}/", "/{bucket}", "//{key:source}", "//{bucket}/{key:source}",
        "{bucket}//{key:source}", "{bucket}/{key:source}/", "{bucket}/{key:source}x", "{bucket}/x{key:source}", "{missing-bucket}/{key:source}", "{second-bucket}/{key:source}", "{bucket}/{key:source}?", "{bucket}/{key:source}?x=y",
        "{bucket}/{key:source}?versionId=", "{bucket}/{key:source}?versionId=null", "{bucket}/{key:source}?versionId=nonsense", "{bucket}/{key:source}#", "{bucket}/{key:source}%", "{bucket}/{key:source}%z", "{bucket}/{key:source}%zz",
        "{bucket}/{key:source}%2", "{bucket}/{key:source}%00", "{bucket}/%00", "{bucket}/%FF", "{bucket}/%C0%AF", "{bucket}/%ED%A0%80", "{bucket}/{key:source}+", "{bucket}/+", "{bucket}/./{key:source}", "{bucket}/../{key:source}",
        "../{bucket}/{key:source}", "{bucket}/{key:source}/..", " {bucket}/{key:source} ", "{bucket}/ {key:source}", "A/{key:source}", "a/{key:source}", "-/k", "a..b/k", "arn:aws:s3:us-east-1:123456789012:accesspoint/x/object/k",
        "http://{bucket}/{key:source}", "s3://{bucket}/{key:source}", "\\{bucket}\\{key:source}", "{bucket}\\{key:source}", "{bucket}/é", "{bucket}/\u4e0a", "{bucket}/%0d%0ax-y:z", "{bucket}/%E4%B8%8A",
    ];

    private static readonly ImmutableArray<string> OddSources =
    [
        $"{{bucket}}/{{prefix}}{Sources.OddSpelling}", $"/{{bucket}}/{{prefix}}{Sources.OddSpelling}", $"{{bucket}}%2F{{prefix}}{Sources.OddSpelling}",
        $"{{bucket}}/{{prefix}}{Sources.OddSpelling.ToLowerInvariant()}", $"{{bucket}}/{{prefix}}{Sources.OddSpelling.Replace("%20", "+", StringComparison.Ordinal)}",
        $"{{bucket}}/{{prefix}}{Sources.OddSpelling.Replace("%2B", "+", StringComparison.Ordinal)}", $"{{bucket}}/{{prefix}}{Sources.OddSpelling.Replace("/", "%2F", StringComparison.Ordinal)}",
        $"{{bucket}}/{{prefix}}{Sources.OddSpelling.Replace("%2525", "%25", StringComparison.Ordinal)}", $"{{bucket}}/{{prefix}}{Sources.OddSpelling.Replace("%C3%A9", "e%CC%81", StringComparison.Ordinal)}",
        $"{{bucket}}/{{prefix}}%61{Sources.OddSpelling[1..]}",
    ];

    private static readonly ImmutableArray<string> UploadIds =
    [
        "{upload:upload}", "{upload-escaped:upload}", "{upload-swapped:upload}", "", "x", "0", "null", "undefined", "VCVsb2FkIElEIGZvciBlbZZpbmcncyBteS1tb3ZpZS5tMnRzIHVwbG9hZR", "{upload:upload}x", "x{upload:upload}", "{upload:upload}%00",
        "{upload:upload}%20", "%20{upload:upload}", "{upload:upload}%0A", "{upload:upload}/", "..%2F{upload:upload}", "..%2F..%2Fetc%2Fpasswd", "%00", "abc%0D%0Adef", "%E4%B8%8A", "%FF%FE", "%3Cx%3E%26%5D%5D%3E", "%2A", "%27%20OR%201%3D1--",
        "{upload:upload}&uploadId={upload:upload}", "{upload:upload}&uploads=", "%", "%zz", "+", "{upload:upload}+", new string('a', 200), new string('a', 2000), "$%7Bjndi:x%7D", "%25s%25n",
    ];

    /// <summary>The values of a surface, the plainest first.</summary>
    public static IEnumerable<Input> Of(Surface surface)
    {
        var baseline = Input.Baseline(surface);
        IEnumerable<Input> Each(string field, IEnumerable<string> values) => values.Select(v => baseline.With(field, v));
        return surface switch
        {
            Surface.Range => [baseline, .. Each(Fields.Range, Ranges).SelectMany(i => new[] { i.With(Fields.Source, Sources.Digits), i }), .. Offsets(baseline), .. AcrossParts(baseline), .. Pairs(baseline)],
            Surface.PartNumber => [baseline, .. Each(Fields.PartNumber, PartNumbers), .. Each(Fields.PartNumber, Numbers.Edges), .. Cross(baseline, Fields.PartNumber, PartNumbers, Fields.UploadId, ["x", ""])],
            Surface.CopySource =>
            [
                baseline, .. Each(Fields.CopySource, CopySources), .. Each(Fields.CopySource, OddSources).Select(i => i.With(Fields.Source, Sources.Odd)),
                .. Cross(baseline, Fields.CopySource, CopySources, Fields.Range, ["bytes=0-9", "bytes=0-", ""]), .. Cross(baseline, Fields.CopySource, CopySources, Fields.UploadId, ["x"]),
            ],
            Surface.UploadId => [baseline, .. Each(Fields.UploadId, UploadIds), .. Cross(baseline, Fields.UploadId, UploadIds, Fields.PartNumber, ["0", "x"]), .. Cross(baseline, Fields.UploadId, UploadIds, Fields.CopySource, ["", "{missing-bucket}/k"])],
            Surface.Conditions => Conditions(baseline),
            Surface.CompleteXml => Each(Fields.Body, CompleteModel.Known.Select(k => k.Document)),
            Surface.Listing => Listings(baseline),
            Surface.Auth => [.. Each(Fields.Signing, Signings.Broken), .. Each(Fields.Signing, HttpLattice.Authorizations.Select(a => Signings.Authorization + a))],
            Surface.Http => HttpLattice.All(baseline),
            _ => [],
        };
    }

    /// <summary>Copies of a whole in two, cut at edges. Each costs mebibytes: they are no seeds.</summary>
    public static IEnumerable<Input> Cuts(Surface surface)
    {
        const long Border = Sources.Border;
        var end = Sources.ContentOf(Sources.Parts).SizeBytes - 1;
        long[] offsets = [Border, Border + 1, Border + 7, Border + 4095, Border + 4096, Border + 8191, Border + 8192, Border + 65536, Border + Size.MiB - 1, Border + Size.MiB, end];
        return surface == Surface.Range ? offsets.Select(CutAt) : [];
    }

    /// <summary>A copy of a whole in two.</summary>
    public static Input CutAt(long offset) =>
        Input.Baseline(Surface.Range).With(Fields.Source, Sources.Parts).With(Fields.Cut, offset.ToString(CultureInfo.InvariantCulture));

    // Every edge as first and as last offset of the large source.
    private static IEnumerable<Input> Offsets(Input baseline)
    {
        var size = Sources.ContentOf(Sources.Large).SizeBytes;
        string[] offsets =
        [
            "0", "1", "7", "8", "4095", "4096", "8191", "8192", "8193", "65535", "65536", "1048575", "1048576", "1048577", "1056767", "1056768", "1056769", .. new[] { size - 2, size - 1, size, size + 1 }.Select(n => n.ToString(CultureInfo.InvariantCulture)),
            "2147483647", "2147483648", "4294967295", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "18446744073709551617", "99999999999999999999",
        ];
        return offsets.SelectMany(f => offsets.Select(l => (First: f, Last: l)))
            .OrderBy(o => Math.Max(o.First.Length, o.Last.Length))
            .Select(o => baseline.With(Fields.Source, Sources.Large).With(Fields.Range, $"bytes={o.First}-{o.Last}"));
    }

    // Around the border between the parts of a source, and up to it.
    private static IEnumerable<Input> AcrossParts(Input baseline)
    {
        const long Border = Sources.Border;
        var end = Sources.ContentOf(Sources.Parts).SizeBytes - 1;
        (long First, long Last)[] slices =
        [
            (Border - 1, Border - 1), (Border, Border), (Border - 1, Border), (Border - 2, Border - 1), (Border, Border + 1), (Border - 1, Border + 4096), (Border - 4096, Border), (Border - 4096, Border - 1),
            (Border - 8, Border + 7), (Border, end), (Border - 1, end), (Border + 1, end), (end, end), (end, end + 1), (end + 1, end + 1), (0, Border - 1), (0, Border), (0, end),
        ];
        return slices.Select(s => baseline.With(Fields.Source, Sources.Parts).With(Fields.Range, string.Create(CultureInfo.InvariantCulture, $"bytes={s.First}-{s.Last}")));
    }

    private static IEnumerable<Input> Pairs(Input baseline) =>
    [
        .. Cross(baseline, Fields.Range, Ranges, Fields.PartNumber, ["0", "10000", "x"]),
        .. Cross(baseline, Fields.Range, Ranges, Fields.CopySource, ["/{bucket}/{key:source}", "{bucket}/missing", ""]),
        .. Cross(baseline, Fields.Range, Ranges, Fields.UploadId, ["x"]),
        .. Cross(baseline, Fields.Range, Ranges, ConditionModel.Headers[0], [ConditionModel.Same, ConditionModel.Other]),
    ];

    private static IEnumerable<Input> Cross(Input baseline, string field, IEnumerable<string> values, string other, string[] others) =>
        others.SelectMany(o => values.Select(v => baseline.With(field, v).With(other, o)));

    private static IEnumerable<Input> Conditions(Input baseline)
    {
        string[] tags = [ConditionModel.Same, ConditionModel.Other, "{bare-etag:source}", "*", "W/{etag:source}", "\"x\", {etag:source}", "", "\"\"", "\"", "{upper-etag:source}", "'{bare-etag:source}'"];
        string[] dates =
        [
            ConditionModel.Before, ConditionModel.After, ConditionModel.Equal, "{modified:source;-86400;rfc850}", "{modified:source;-86400;asctime}", "{modified:source;-86400;iso}", "yesterday", "", "0", "1700000000",
            "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 30 Feb 2026 00:00:00 GMT", "Mon, 01 Jan 0000 00:00:00 GMT", "Thu, 01 Jan 2026 24:00:00 GMT", "Thu, 01 Jan 2026 00:00:00 +0000",
        ];
        foreach (var (header, i) in ConditionModel.Headers.Select((h, i) => (h, i)))
        {
            foreach (var value in i < 2 ? tags : dates)
            {
                yield return baseline.With(header, value);
            }
        }

        foreach (var (first, i) in ConditionModel.Headers.Select((h, i) => (h, i)))
        {
            foreach (var (second, j) in ConditionModel.Headers.Select((h, j) => (h, j)).Where(x => x.j > i))
            {
                foreach (var one in Sides(i))
                {
                    foreach (var other in Sides(j))
                    {
                        yield return baseline.With(first, one).With(second, other);
                    }
                }
            }
        }

        static string[] Sides(int header) => header < 2 ? [ConditionModel.Same, ConditionModel.Other] : [ConditionModel.Before, header == 2 ? ConditionModel.Equal : ConditionModel.After];
    }

    private static IEnumerable<Input> Listings(Input baseline)
    {
        string[] counts = ["", "0", "1", "2", "999", "1000", "1001", "-1", "-0", "+1", "01", "x", "1.0", "1e3", "0x10", "2147483647", "2147483648", "4294967296", "9223372036854775808", "99999999999999999999", "%20", "%00", "1%00"];
        foreach (var value in counts)
        {
            yield return baseline.With(Fields.Query, $"max-parts={value}");
            yield return baseline.With(Fields.Query, $"part-number-marker={value}");
            yield return baseline.With(Fields.Query, $"max-uploads={value}").With(Fields.Listing, "uploads");
            yield return baseline.With(Fields.Query, $"max-parts={value}&part-number-marker={value}");
        }

        string[] texts = ["", "a", "/", "%2F", "%00", "%0A", "%C3%A9", "%FF", "%26", "%3C", "a%20b", "+", new string('a', 1200)];
        foreach (var name in new[] { "prefix", "delimiter", "key-marker", "upload-id-marker", "encoding-type" })
        {
            foreach (var value in texts.Append("url").Append("URL"))
            {
                yield return baseline.With(Fields.Query, $"{name}={value}").With(Fields.Listing, "uploads");
                yield return baseline.With(Fields.Query, $"{name}={value}&max-uploads=1&encoding-type=url").With(Fields.Listing, "uploads");
            }
        }
    }
}
