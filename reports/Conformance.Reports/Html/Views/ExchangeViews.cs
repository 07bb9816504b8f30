using System.Collections.Immutable;
using System.Text;
using Conformance.Model;
using Conformance.Reports.Writing;
using Conformance.Wire;

namespace Conformance.Reports.Html.Views;

/// <summary>Turns recorded exchanges into views. Pure.</summary>
internal static class ExchangeViews
{
    private const int MaxHead = 8 * 1024;
    private const int MaxBody = 4 * 1024;
    private const int MaxHexBytes = 64;
    private const int MaxRuns = 12;

    /// <summary>Texts to mark in the exchanges of a case, by number.</summary>
    public static ILookup<long, string> Marks(CaseResult result) => result.Findings
        .Where(f => f.Outcome.Mark is not null && ResultsBuilder.ExchangeOf(result, f) is not null)
        .ToLookup(f => ResultsBuilder.ExchangeOf(result, f)!.Value, f => f.Outcome.Mark!);

    /// <summary>The view of an exchange.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="marks">Texts to mark.</param>
    /// <param name="inShort">True, for a pass, leaves out what was signed, which the target has understood; transcript.ndjson has it of all.</param>
    public static ExchangeView Of(Exchange exchange, IEnumerable<string> marks, bool inShort)
    {
        var texts = marks.Distinct(StringComparer.Ordinal).ToArray();
        var status = exchange.Response is { } r ? r.Status.ToString() : exchange.Fate == Fate.Complete ? "no answer" : FateWords(exchange.Fate);
        return new ExchangeView
        {
            Number = exchange.Sequence,
            Step = Visible.Enclosed(exchange.Label.Step),
            Headline = Visible.Enclosed($"{exchange.Request.Method} → {status}"),
            Info = $"{CarrierWords(exchange.Carrier)} · {Amounts.Duration(exchange.DurationMs)} · {exchange.StartedAt.UtcDateTime:HH:mm:ss.fff} UTC",
            Trouble = exchange.Fate == Fate.Complete ? null : Visible.Enclosed(Sentence(exchange)),
            Sent = Sent(exchange.Request),
            Received = exchange.Response is { } response ? Received(response, texts) : [],
            Signed = !inShort && exchange.Label.Step is (Steps.When or Steps.Again) ? Signed(exchange.Request) : [],
        };
    }

    private static ImmutableArray<PaneView> Sent(RecordedRequest request)
    {
        var head = new PaneView("Request head", Head(request.Head, []), null);
        return request.Body.Length == 0 ? [head] : [head, Body("Request body", request.Body, [])];
    }

    private static ImmutableArray<PaneView> Received(RecordedResponse response, string[] marks)
    {
        var notes = response.Notes.IsDefaultOrEmpty ? null : Visible.Enclosed(string.Join("; ", response.Notes));
        var head = new PaneView("Response head", Head(response.Head, marks), notes);
        var inBody = marks.Where(m => Excerpt.Find(response.Head, m) is null).ToArray();
        return response.Body.Length == 0
            ? [head with { Note = notes is null ? "no body" : notes + "; no body" }]
            : [head, Body("Response body", response.Body, inBody)];
    }

    private static ImmutableArray<PaneView> Signed(RecordedRequest request) =>
        request.CanonicalRequest is null
            ? []
            :
            [
                new PaneView("Canonical request", Excerpt.Of(request.CanonicalRequest, [], MaxHead), null),
                new PaneView("String to sign", Excerpt.Of(request.StringToSign ?? "", [], MaxHead), null),
            ];

    private static string Head(string head, string[] marks)
    {
        var text = head.TrimEnd('\r', '\n');
        return Excerpt.Of(text, Stretches(text, marks), MaxHead);
    }

    private static PaneView Body(string title, RecordedBody body, string[] marks)
    {
        var text = Visible.Decode(body.Bytes.AsSpan());
        var binary = IsBinary(text);
        var note = new StringBuilder($"{Amounts.Count(body.Length)} bytes");
        if (binary || !body.IsWhole)
        {
            note.Append($", MD5 {body.Md5}");
        }

        if (!body.IsWhole)
        {
            note.Append($"; the transcript keeps the first {Amounts.Count(body.Bytes.Length)}");
        }

        foreach (var run in body.Provenance.Take(MaxRuns))
        {
            note.Append($"\nbytes {run.At}–{run.At + run.SizeBytes - 1} are generated object {run.ObjectId} from offset {run.First}");
        }

        if (body.Provenance.Length > MaxRuns)
        {
            note.Append($"\n{body.Provenance.Length - MaxRuns} more stretches are in transcript.ndjson");
        }

        var shown = binary ? Hex(body.Bytes.AsSpan()) : Excerpt.Of(text, Stretches(text, marks), MaxBody);
        return new PaneView(title, shown, note.ToString());
    }

    // More than one character in twenty that cannot be seen: columns of octets read better than a row of escapes.
    private static bool IsBinary(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, 2048));
        var hidden = 0;
        foreach (var c in head)
        {
            hidden += c is < ' ' and not ('\n' or '\r' or '\t') or (>= '\uDC80' and <= '\uDCFF') ? 1 : 0;
        }

        return hidden * 20 > head.Length && hidden > 8;
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        var dump = new StringBuilder();
        for (var at = 0; at < Math.Min(bytes.Length, MaxHexBytes); at += 16)
        {
            var row = bytes.Slice(at, Math.Min(16, bytes.Length - at));
            dump.Append(at.ToString("x6")).Append("  ");
            for (var i = 0; i < 16; i++)
            {
                dump.Append(i < row.Length ? row[i].ToString("x2") : "  ").Append(i == 7 ? "  " : " ");
            }

            dump.Append(' ');
            foreach (var octet in row)
            {
                dump.Append(octet is >= 0x20 and < 0x7F ? (char)octet : '.');
            }

            dump.Append('\n');
        }

        return dump.ToString().TrimEnd('\n') + (bytes.Length > MaxHexBytes ? $"\n{Visible.EscapeOpens}… further octets left out …{Visible.EscapeCloses}" : "");
    }

    private static Stretch[] Stretches(string text, string[] marks) => [.. marks.Select(m => Excerpt.Find(text, m)).OfType<Stretch>().Distinct()];

    private static string Sentence(Exchange exchange) => exchange.FateDetail is { } detail ? $"{FateWords(exchange.Fate)}: {detail}" : FateWords(exchange.Fate);

    private static string FateWords(Fate fate) => fate switch
    {
        Fate.Complete => "complete",
        Fate.TimedOut => "timed out",
        Fate.ConnectFailed => "no connection",
        Fate.TlsFailed => "TLS failed",
        Fate.ClosedEarly => "closed early",
        Fate.NotHttp => "not HTTP",
        Fate.TooLarge => "too large",
        _ => "cancelled",
    };

    private static string CarrierWords(Carrier carrier) => carrier switch
    {
        Carrier.Rest => "RestSharp",
        Carrier.Http => "HTTP handler",
        _ => "raw socket",
    };
}
