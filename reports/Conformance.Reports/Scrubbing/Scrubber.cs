using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Conformance.Wire;

namespace Conformance.Reports;

/// <summary>
/// Replaces what changes from run to run, by <see cref="ScrubRules"/>. One a case: it learns the ids that the target made up from the
/// exchanges of the case, and gives the same id the same placeholder wherever it stands.
/// </summary>
public sealed class Scrubber
{
    // A shorter value would be found by accident in what is not it.
    private const int ShortestValue = 8;

    private readonly ImmutableArray<ScrubbedValue> learned;
    private readonly HashSet<ScrubbedValue> scrubbed = [];

    // Number of the case in its keys; null when it has none of its own.
    private readonly string? number;

    /// <summary>Learns from exchanges in order of sending.</summary>
    public Scrubber(IReadOnlyCollection<Exchange> exchanges)
    {
        number = exchanges.Select(e => ScrubRules.RunPrefix().Match(e.Request.Target)).FirstOrDefault(m => m.Success)?.Groups[ScrubRules.CaseGroup].Value;
        var values = new Dictionary<string, ScrubbedValue>(StringComparer.Ordinal);
        var keyed = exchanges.Any(e => e.Response?.Header(ScrubRules.CustomerKeyLine) is not null);
        foreach (var (rule, value) in exchanges.SelectMany(e => Values(e, keyed)))
        {
            if (value.Length >= ShortestValue && !values.ContainsKey(value))
            {
                values.Add(value, new ScrubbedValue(rule, Placeholder(rule, values.Values), value));
            }
        }

        // Longest first: an id may be part of another. As sent in a query an id has its odd octets escaped, and in some cases all of them.
        learned =
        [
            .. values.Values
                .SelectMany(v => new[] { v, v with { Value = Uri.EscapeDataString(v.Value) }, v with { Value = Escaped(v.Value) } })
                .DistinctBy(v => v.Value)
                .OrderByDescending(v => v.Value.Length),
        ];
    }

    /// <summary>What was replaced so far, for whoever wants to look behind the placeholders.</summary>
    public IEnumerable<ScrubbedValue> Scrubbed => scrubbed.OrderBy(s => s.Placeholder, StringComparer.Ordinal).ThenBy(s => s.Value, StringComparer.Ordinal);

    /// <summary>The text with placeholders.</summary>
    public string Text(string text)
    {
        foreach (var known in learned)
        {
            if (text.Contains(known.Value, StringComparison.Ordinal))
            {
                scrubbed.Add(known);
                text = text.Replace(known.Value, known.Placeholder, StringComparison.Ordinal);
            }
        }

        foreach (var (rule, pattern, placeholder) in ScrubRules.Patterns)
        {
            text = pattern.Replace(text, match =>
            {
                var found = rule == ScrubRules.PrefixRule && number is not null && match.Groups[ScrubRules.CaseGroup].Value != number
                    ? new ScrubbedValue("other-case", "{other-case}", match.Value)
                    : new ScrubbedValue(rule, placeholder(match), match.Value);
                scrubbed.Add(found);
                return found.Placeholder;
            });
        }

        return text;
    }

    private static string Placeholder(string rule, IEnumerable<ScrubbedValue> earlier) => rule switch
    {
        "upload-id" => $"{{upload-{earlier.Count(e => e.Rule == rule) + 1}}}",
        "version-id" => $"{{version-{earlier.Count(e => e.Rule == rule) + 1}}}",
        "etag" => $"{{etag-{earlier.Count(e => e.Rule == rule) + 1}}}",
        _ => $"{{{rule}}}",
    };

    private static IEnumerable<(string Rule, string Value)> Values(Exchange exchange, bool keyed)
    {
        if (HeadLine(exchange.Request.Head, "Host") is { } host)
        {
            yield return ("host", host);
        }

        if (exchange.Response is not { } response)
        {
            yield break;
        }

        foreach (var header in response.Headers)
        {
            if (ScrubRules.Headers.TryGetValue(header.Name, out var rule) && header.Value != "null")
            {
                yield return (rule, header.Value);
            }
        }

        if (keyed && response.Header("ETag") is { } tag)
        {
            yield return ("etag", Digest(tag));
        }

        if (!response.Body.IsWhole || !response.Body.Bytes.AsSpan().StartsWith("<"u8))
        {
            yield break;
        }

        var root = SafeXml.Read(response.Body.Bytes.AsSpan()).Document?.Root;
        foreach (var element in root?.DescendantsAndSelf() ?? [])
        {
            if (!element.HasElements && ScrubRules.Elements.TryGetValue(element.Name.LocalName, out var rule) && element.Value != "null")
            {
                yield return (rule, element.Value);
            }
            else if (keyed && element.Name.LocalName == "ETag")
            {
                yield return ("etag", Digest(element.Value));
            }
        }
    }

    // The number of parts behind it is no chance.
    private static string Digest(string etag) => etag.Trim('"').Split('-')[0];

    private static string Escaped(string value) => string.Concat(System.Text.Encoding.UTF8.GetBytes(value).Select(b => $"%{b:X2}"));

    private static string? HeadLine(string head, string name) => head.Split('\n')
        .Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(l => l[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}
