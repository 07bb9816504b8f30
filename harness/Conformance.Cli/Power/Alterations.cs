using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Cli.Power;

/// <summary>
/// Faults put between an endpoint and the judge: the recorded answers of a case, each altered in one respect. A check that holds whatever is done to
/// the answers it reads would hold for any target, and proves nothing.
/// </summary>
internal static class Alterations
{
    private const string Alien = "altered";
    private const string AlienMd5 = "0123456789abcdef0123456789abcdef";

    private static readonly ImmutableArray<int> Statuses = [200, 204, 206, 301, 400, 403, 404, 405, 409, 411, 412, 416, 500, 501, 503];

    private static readonly ImmutableArray<string> Documents =
    [
        "", "<html><body>altered</body></html>", "{}", "<Error/>", "<Error><Code>InternalError</Code><Message>altered</Message></Error>",
        "<ListPartsResult/>", "<ListMultipartUploadsResult/>", "<ListVersionsResult/>",
        "<ListPartsResult><Part><PartNumber>1</PartNumber><ETag>altered</ETag><Size>64</Size></Part></ListPartsResult>",
    ];

    // What no answer may hold: a customer key as the records show it, and the insides of a server.
    private static readonly ImmutableArray<string> Leaks = ["<sse-c-key>", "Traceback (most recent call last)", "   at java.lang", "<secret-key>"];

    private static readonly ImmutableArray<Func<Exchange, ImmutableArray<Exchange>, IEnumerable<Exchange>>> Kinds =
    [
        (e, all) => OfListing(e, e.Response!, all),
        (e, _) => OfStatus(e.Response!).Select(r => e with { Response = r }),
        (e, _) => OfBody(e.Response!).Select(r => e with { Response = r }),
        OfFate,
        (e, _) => OfXml(e.Response!, ScopeOf(e)).Select(r => e with { Response = r }),
        (e, _) => OfHeaders(e.Response!).Select(r => e with { Response = r }),
    ];

    private static readonly ImmutableArray<string> Shown = ["get assembled upload", "complete upload", "read the object"];

    // What no answer of these operations should carry comes last: it is for the checks that something is absent.
    private static readonly ImmutableArray<string> Names =
    [
        "ETag", "Last-Modified", "Content-Type", "Content-Range", "Content-Encoding", "Content-Language", "Content-Disposition", "Cache-Control", "Expires", "Location",
        "x-amz-version-id", "x-amz-delete-marker", "x-amz-copy-source-version-id", "x-amz-mp-parts-count", "x-amz-tagging-count", "x-amz-storage-class",
        "x-amz-server-side-encryption", "x-amz-server-side-encryption-customer-algorithm", "x-amz-server-side-encryption-customer-key-MD5",
        "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-abort-date", "x-amz-abort-rule-id", "x-amz-website-redirect-location", "x-amz-request-charged",
        "x-amz-checksum-crc32", "x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme", "x-amz-checksum-sha1", "x-amz-checksum-sha256", "x-amz-checksum-type", "x-amz-checksum-algorithm",
        "x-amz-meta-altered", "x-amz-missing-meta", "x-amz-id-2", "X-Injected", "Set-Cookie", "Transfer-Encoding", "Content-Length", "Accept-Ranges",
    ];

    private static readonly ImmutableArray<string> Elements =
    [
        "ArgumentName", "ArgumentValue", "Condition", "HostId", "UploadId", "Key", "BucketName", "VersionId", "Region", "Resource", "Method", "ResourceType", "PartNumber", "ETag",
        "Checksum", "ChecksumCRC32", "ChecksumCRC32C", "ChecksumCRC64NVME", "ChecksumSHA1", "ChecksumSHA256", "ChecksumType", "ChecksumAlgorithm", "EncodingType", "Prefix",
        "Delimiter", "KeyMarker", "UploadIdMarker", "NextKeyMarker", "NextUploadIdMarker", "NextPartNumberMarker", "AbortDate", "AbortRuleId", "StringToSign", "CanonicalRequest",
    ];

    /// <summary>The transcript altered in one respect after the other; the answers to requests that arrange and clean up stay as they are.</summary>
    public static IEnumerable<CaseTranscript> Of(CaseTranscript transcript)
    {
        // Kind by kind over all answers, the telling kinds first: most checks fail soon.
        foreach (var kind in Kinds)
        {
            for (var i = 0; i < transcript.Exchanges.Length; i++)
            {
                var exchange = transcript.Exchanges[i];
                if (exchange.Response is not null && !exchange.Label.Step.StartsWith(Steps.Given, StringComparison.Ordinal) && !exchange.Label.Step.StartsWith(Steps.CleanUp, StringComparison.Ordinal))
                {
                    foreach (var altered in kind(exchange, transcript.Exchanges))
                    {
                        yield return transcript with { Exchanges = transcript.Exchanges.SetItem(i, altered) };
                    }
                }
            }
        }

        yield return Accepted(transcript);
        foreach (var status in Statuses)
        {
            yield return transcript with
            {
                Exchanges = [.. transcript.Exchanges.Select(e => e.Response is { } r && !e.Label.Step.StartsWith(Steps.Given, StringComparison.Ordinal) ? e with { Response = Headed(r with { Status = status, Body = RecordedBody.Empty }) } : e)],
            };
        }
    }

    // What a target would have shown that took a request which this one refused: success, and something in the place of the bytes.
    private static CaseTranscript Accepted(CaseTranscript transcript)
    {
        var when = transcript.Exchanges.Last(e => e.Label.Step is Steps.When or Steps.Again);
        var taken = when with { Response = when.Response is { } r ? Headed(With(r, Encoding.UTF8.GetBytes("<CopyPartResult><ETag>\"altered\"</ETag></CopyPartResult>")) with { Status = 200 }) : null };
        return transcript with
        {
            Exchanges =
            [
                .. transcript.Exchanges.Replace(when, taken),
                .. Shown.Select(step => taken with { Label = when.Label with { Step = Steps.Observe + step }, Response = taken.Response is { } r ? With(r, [1, 2, 3]) : null }),
            ],
        };
    }

    // A part where none should be, under the number asked for or under the first.
    private static IEnumerable<Exchange> OfListing(Exchange exchange, RecordedResponse response, ImmutableArray<Exchange> all)
    {
        if (!response.Body.IsWhole || SafeXml.Read(response.Body.Bytes.AsSpan()).Document is not { Root: { Name.LocalName: "ListPartsResult" } root })
        {
            yield break;
        }

        var asked = all.Select(e => e.Request.Target.Split("partNumber=") is [_, var rest] ? rest.Split('&')[0] : "1");
        foreach (var number in asked.Append("1").Distinct(StringComparer.Ordinal))
        {
            foreach (var size in new[] { "0", "64" })
            {
                var copy = new XElement(root);
                copy.Elements().Where(e => e.Name.LocalName == "Part" && e.Elements().Any(c => c.Value == number)).Remove();
                copy.Add(new XElement(root.Name.Namespace + "Part", Leaf("PartNumber", number), Leaf("LastModified", "2026-01-01T00:00:00.000Z"), Leaf("ETag", "\"altered\""), Leaf("Size", size)));
                yield return exchange with { Response = With(response, copy) };
            }
        }

        XElement Leaf(string name, string value) => new(root.Name.Namespace + name, value);
    }

    private static IEnumerable<Exchange> OfFate(Exchange exchange, ImmutableArray<Exchange> all) =>
    [
        .. all.Where(e => e.Response is not null && e.Label.Step != exchange.Label.Step).Select(e => exchange with { Response = e.Response }),
        exchange with { Response = exchange.Response! with { Notes = [.. exchange.Response.Notes, $"5 {RecordedResponse.StrayBytes}: \"altered\""] } },
        exchange with { Connection = exchange.Connection + 1_000 },
        exchange with { DurationMs = exchange.DurationMs + 3_600_000 },
        exchange with { StartedAt = exchange.StartedAt.AddDays(-1) },
        exchange with { Fate = Fate.ClosedEarly, FateDetail = Alien },
        exchange with { Fate = Fate.TimedOut, FateDetail = Alien },
        exchange with { Fate = Fate.TimedOut, FateDetail = Alien, Response = null },
    ];

    // A refusal with the body of a success, and a success with that of a refusal, are both tried: servers give both.
    private static IEnumerable<RecordedResponse> OfStatus(RecordedResponse response) =>
        from status in Statuses
        where status != response.Status
        from body in new[] { response.Body, RecordedBody.Empty }
        select Headed(response with { Status = status, Body = body });

    private static IEnumerable<RecordedResponse> OfBody(RecordedResponse response)
    {
        var bytes = response.Body.Bytes;
        foreach (var document in Documents)
        {
            yield return With(response, Encoding.UTF8.GetBytes(document));
            yield return Headed(With(response, Encoding.UTF8.GetBytes(document)) with { Status = 200 });
        }

        foreach (var leak in Leaks)
        {
            yield return With(response, [.. bytes, .. Encoding.UTF8.GetBytes(leak)]);
        }

        yield return With(response, [.. bytes, (byte)'x']);
        yield return With(response, [(byte)'\n', .. bytes]);
        if (!bytes.IsEmpty)
        {
            yield return With(response, [.. bytes[..^1]]);
            yield return With(response, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
            yield return With(response, [(byte)(bytes[0] ^ 1), .. bytes[1..]]);
            yield return response with { Body = response.Body with { Md5 = AlienMd5, Provenance = [] } };
            yield return response with { Body = response.Body with { Length = response.Body.Length + 1, Md5 = AlienMd5, Provenance = [] } };
            yield return response with { Body = response.Body with { Md5 = AlienMd5, Provenance = [.. response.Body.Provenance.Skip(1)] } };
            yield return response with { Body = response.Body with { Md5 = AlienMd5, Provenance = [.. response.Body.Provenance.Reverse()] } };
            yield return response with { Body = response.Body with { Md5 = AlienMd5, Provenance = [.. response.Body.Provenance.Select(p => p with { First = p.First + 8 })] } };
        }
    }

    private static IEnumerable<RecordedResponse> OfHeaders(RecordedResponse response)
    {
        for (var i = 0; i < response.Headers.Length; i++)
        {
            var line = response.Headers[i];
            yield return Headed(response with { Headers = response.Headers.RemoveAt(i) });
            yield return Headed(response with { Headers = response.Headers.Insert(i, line) });
            yield return Headed(response with { Headers = response.Headers.Add(line with { Value = Alien }) });
            foreach (var value in Values(line.Value))
            {
                yield return Headed(response with { Headers = response.Headers.SetItem(i, line with { Value = value }) });
            }
        }

        foreach (var name in Names.Where(n => response.Header(n) is null))
        {
            yield return Headed(response with { Headers = response.Headers.Add(new(name, Alien)) });
        }
    }

    private static IEnumerable<RecordedResponse> OfXml(RecordedResponse response, string scope)
    {
        if (!response.Body.IsWhole || SafeXml.Read(response.Body.Bytes.AsSpan()).Document is not { Root: { } root })
        {
            yield break;
        }

        foreach (var (element, at) in Telling(root))
        {
            foreach (var edit in Edits(element, scope))
            {
                var copy = new XElement(root);
                edit(copy.DescendantsAndSelf().ElementAt(at));
                yield return With(response, copy);
            }
        }

        yield return With(response, Bare(root));
        foreach (var name in Elements.Where(n => root.Elements().All(e => e.Name.LocalName != n)))
        {
            var copy = new XElement(root);
            copy.Add(new XElement(root.Name.Namespace + name, Alien));
            yield return With(response, copy);
        }
    }

    // Of a thousand listed parts, the first two and the last tell as much as all.
    private static IEnumerable<(XElement Element, int At)> Telling(XElement root) =>
        root.DescendantsAndSelf().Select((element, at) => (element, at))
            .GroupBy(e => string.Join('/', e.element.AncestorsAndSelf().Select(a => a.Name.LocalName)), StringComparer.Ordinal)
            .SelectMany(g => g.Take(2).Append(g.Last()).Distinct());

    private static IEnumerable<Action<XElement>> Edits(XElement element, string scope)
    {
        if (element.Parent is null)
        {
            yield return e => e.Name = e.Name.Namespace + Alien;
            yield return e => e.RemoveNodes();
            yield return e => e.ReplaceNodes([.. e.Elements().Reverse()]);
            yield break;
        }

        yield return e => e.Remove();
        yield return e => e.AddAfterSelf(new XElement(e));
        yield return e => e.Name = e.Name.Namespace + Alien;
        if (element.HasElements)
        {
            yield return e => e.AddBeforeSelf(e.ElementsAfterSelf().LastOrDefault());
            yield break;
        }

        foreach (var value in Values(element.Value).Append(scope))
        {
            yield return e => e.Value = value;
        }
    }

    // The value gone, another, one beside it, in other quotes, in another case, a day later.
    private static IEnumerable<string> Values(string value)
    {
        yield return "";
        yield return Alien;
        yield return value + "x";
        yield return value.Trim('"') == value ? $"\"{value}\"" : value.Trim('"');
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            yield return (number + 1).ToString(CultureInfo.InvariantCulture);
            yield return (number - 1).ToString(CultureInfo.InvariantCulture);
        }

        if (value is "true" or "false")
        {
            yield return value == "true" ? "false" : "true";
        }

        if (value.Any(char.IsAsciiLetterLower))
        {
            yield return value.ToUpperInvariant();
        }

        if (value.Contains('%', StringComparison.Ordinal))
        {
            yield return Uri.UnescapeDataString(value);
        }

        if (DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var date))
        {
            foreach (var days in new[] { 400, -400 })
            {
                yield return date.AddDays(days).ToString("R", CultureInfo.InvariantCulture);
                yield return date.AddDays(days).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            }
        }
    }

    // The region that the request was signed for: an answer may repeat it where it must not.
    private static string ScopeOf(Exchange exchange) => exchange.Request.Head.Split("Credential=") is [_, var rest] && rest.Split('/') is [_, _, var region, ..] ? region : Alien;

    private static XElement Bare(XElement element) =>
        new(element.Name.LocalName, element.Attributes().Where(a => !a.IsNamespaceDeclaration), element.Nodes().Select(n => n is XElement child ? Bare(child) : n));

    private static RecordedResponse With(RecordedResponse response, XElement root) => With(response, Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting)));

    private static RecordedResponse With(RecordedResponse response, byte[] bytes) =>
        response with { Body = new RecordedBody { Length = bytes.Length, Bytes = [.. bytes], Md5 = Convert.ToHexStringLower(MD5.HashData(bytes)) } };

    private static RecordedResponse Headed(RecordedResponse response) =>
        response with { Head = $"HTTP/1.1 {response.Status} {Alien}\r\n{string.Concat(response.Headers.Select(h => $"{h.Name}: {h.Value}\r\n"))}" };
}
