using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conformance.Model;
using Conformance.Reports.Writing;
using Conformance.Wire;

namespace Conformance.Reports.Har;

/// <summary>run.har, HAR 1.2: every exchange of the run and its cases, in order of sending, with the case and the step as a comment.</summary>
internal static class HarReport
{
    private const int FlushBytes = 256 * 1024;

    // Browsers and proxies show it; it is never inlined into a page.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = false };

    public static async Task WriteAsync(RunResult run, ReportOptions options, Stream stream, CancellationToken cancel)
    {
        await using var writer = new Utf8JsonWriter(stream, Json);
        writer.WriteStartObject();
        writer.WriteStartObject("log");
        writer.WriteString("version", "1.2");
        writer.WriteStartObject("creator");
        writer.WriteString("name", options.SuiteName);
        writer.WriteString("version", options.SuiteVersion);
        writer.WriteEndObject();
        writer.WriteString("comment", Text($"{run.Sentence()} Secrets are redacted; of large bodies the beginning is kept."));
        writer.WriteStartArray("entries");
        foreach (var exchange in Exchanges(run))
        {
            Entry(writer, exchange, run.Endpoint);
            if (writer.BytesPending > FlushBytes)
            {
                await writer.FlushAsync(cancel);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Every exchange once, in order of sending.</summary>
    internal static IEnumerable<Exchange> Exchanges(RunResult run) =>
        run.RunExchanges.Concat(run.Cases.SelectMany(c => c.Exchanges)).DistinctBy(e => e.Sequence).OrderBy(e => e.Sequence);

    private static void Entry(Utf8JsonWriter writer, Exchange exchange, string endpoint)
    {
        writer.WriteStartObject();
        writer.WriteString("startedDateTime", exchange.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        writer.WriteNumber("time", exchange.DurationMs);
        Request(writer, exchange.Request, endpoint);
        Response(writer, exchange);
        writer.WriteStartObject("cache");
        writer.WriteEndObject();
        writer.WriteStartObject("timings");
        writer.WriteNumber("send", 0);
        writer.WriteNumber("wait", exchange.DurationMs);
        writer.WriteNumber("receive", 0);
        writer.WriteEndObject();
        if (exchange.Connection is { } connection)
        {
            writer.WriteString("connection", connection.ToString());
        }

        var fate = exchange.Fate == Fate.Complete ? "" : $" · {exchange.Fate}: {exchange.FateDetail}";
        writer.WriteString("comment", Text($"{exchange.Sequence} · {exchange.Label.Owner} · {exchange.Label.Step}{fate}"));
        writer.WriteEndObject();
    }

    private static void Request(Utf8JsonWriter writer, RecordedRequest request, string endpoint)
    {
        var headers = Headers(request.Head).ToArray();
        writer.WriteStartObject("request");
        writer.WriteString("method", Text(request.Method));
        writer.WriteString("url", Url(endpoint, request.Target, headers));
        writer.WriteString("httpVersion", "HTTP/1.1");
        Empty(writer, "cookies");
        Pairs(writer, "headers", headers);
        Pairs(writer, "queryString", Query(request.Target));
        if (request.Body.Length > 0)
        {
            writer.WriteStartObject("postData");
            writer.WriteString("mimeType", Text(Value(headers, "Content-Type") ?? "application/octet-stream"));
            writer.WriteString("text", Body(request.Body, out var encoded));
            writer.WriteString("comment", Kept(request.Body, encoded));
            writer.WriteEndObject();
        }

        writer.WriteNumber("headersSize", Encoding.UTF8.GetByteCount(request.Head));
        writer.WriteNumber("bodySize", request.Body.Length);
        writer.WriteEndObject();
    }

    // HAR has no word for "no answer": a status of 0 and empty texts are what browsers write.
    private static void Response(Utf8JsonWriter writer, Exchange exchange)
    {
        var response = exchange.Response;
        var line = response?.StatusLine.Split(' ', 3) ?? [];
        writer.WriteStartObject("response");
        writer.WriteNumber("status", response?.Status ?? 0);
        writer.WriteString("statusText", Text(line.ElementAtOrDefault(2) ?? ""));
        writer.WriteString("httpVersion", Text(line.ElementAtOrDefault(0) ?? ""));
        Empty(writer, "cookies");
        Pairs(writer, "headers", response is null ? [] : [.. response.Headers.Select(h => (h.Name, h.Value))]);
        writer.WriteStartObject("content");
        var body = response?.Body ?? RecordedBody.Empty;
        writer.WriteNumber("size", body.Length);
        writer.WriteString("mimeType", Text(response?.Header("Content-Type") ?? ""));
        if (body.Length > 0)
        {
            writer.WriteString("text", Body(body, out var encoded));
            if (encoded)
            {
                writer.WriteString("encoding", "base64");
            }

            writer.WriteString("comment", Kept(body, encoded));
        }

        writer.WriteEndObject();
        writer.WriteString("redirectURL", Text(response?.Header("Location") ?? ""));
        writer.WriteNumber("headersSize", response is null ? -1 : Encoding.UTF8.GetByteCount(response.Head));
        writer.WriteNumber("bodySize", response is null ? -1 : body.Length);
        writer.WriteEndObject();
    }

    private static void Empty(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartArray(name);
        writer.WriteEndArray();
    }

    private static void Pairs(Utf8JsonWriter writer, string name, IEnumerable<(string Name, string Value)> pairs)
    {
        writer.WriteStartArray(name);
        foreach (var pair in pairs)
        {
            writer.WriteStartObject();
            writer.WriteString("name", Text(pair.Name));
            writer.WriteString("value", Text(pair.Value));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static IEnumerable<(string Name, string Value)> Headers(string head) => head
        .Split('\n')
        .Skip(1)
        .Select(l => l.TrimEnd('\r'))
        .Where(l => l.Contains(':'))
        .Select(l => (l[..l.IndexOf(':')], l[(l.IndexOf(':') + 1)..].Trim()));

    private static IEnumerable<(string Name, string Value)> Query(string target)
    {
        var at = target.IndexOf('?');
        return at < 0 ? [] : target[(at + 1)..].Split('&').Select(p => p.Split('=', 2)).Select(p => (p[0], p.ElementAtOrDefault(1) ?? ""));
    }

    private static string? Value((string Name, string Value)[] headers, string name) =>
        headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    // A stimulus may be no URI at all. What it was stands in the request line of the transcript; here it has to be one.
    private static string Url(string endpoint, string target, (string Name, string Value)[] headers)
    {
        var scheme = endpoint.Split("://", 2)[0];
        var host = Value(headers, "Host") is { Length: > 0 } named && Uri.TryCreate($"{scheme}://{named}", UriKind.Absolute, out _) ? $"{scheme}://{named}" : endpoint;
        var path = target.StartsWith('/') ? target : "/" + target;
        var url = host.TrimEnd('/') + path;
        return Uri.IsWellFormedUriString(url, UriKind.Absolute) ? url : host.TrimEnd('/') + "/" + Uri.EscapeDataString(path[1..]);
    }

    private static string Body(RecordedBody body, out bool encoded)
    {
        var text = Visible.Decode(body.Bytes.AsSpan());
        encoded = text.Any(c => c is < ' ' and not ('\n' or '\r' or '\t') || char.IsSurrogate(c));
        return encoded ? Convert.ToBase64String(body.Bytes.AsSpan()) : text;
    }

    private static string Kept(RecordedBody body, bool encoded) =>
        (body.IsWhole ? "" : $"the first {body.Bytes.Length} of {body.Length} bytes, ") + $"MD5 of the whole {body.Md5}" + (encoded ? ", base64" : "");

    private static string Text(string text) => ResultsBuilder.WellFormed(text)!;
}
