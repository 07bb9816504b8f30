using System.Collections.Immutable;
using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Runs.Recordings;

/// <summary>
/// Puts a recorded answer in the place of the one that a case got. Braces in the recording stand for what <see cref="Bindings"/> bind, and for
/// <list type="bullet">
/// <item>{md5:SLOT}, {md5:SLOT/FIRST-LAST}: the MD5 of an object's content or of a slice of it;</item>
/// <item>{object-etag:SLOT}, {object-etag:SLOT/1,5}: the ETag of an upload completed with its parts, or with these, without quotes;</item>
/// <item>{checksum:ALGORITHM/SLOT}, {checksum:ALGORITHM/SLOT/FIRST-LAST}: a checksum of an object's content or of a slice of it;</item>
/// <item>{checksum-of-part:ALGORITHM/SLOT/NUMBER}: that of a part; {checksum-of-parts:ALGORITHM/SLOT}: that of all parts of an upload as one;
/// {composite:ALGORITHM/SLOT}: the COMPOSITE value of its parts, {composite:ALGORITHM/SLOT/bare}: without their count;</item>
/// <item>{sent:NAME}, {sent-header:NAME}, {sent-md5}: a query parameter, a header, the MD5 of the body of the request that is answered;</item>
/// <item>{tested-md5}, {tested-checksum:ALGORITHM}: of the body of the request under test, where another one is answered;</item>
/// <item>{sent-checksum:ALGORITHM}: a checksum of that body; {sent-algorithm}: the algorithm whose checksum is among the headers sent;</item>
/// <item>{answered:NAME}, {answered:NAME/2}, {answered-header:NAME}: what the endpoint answered, where only that fits the rest of the case;</item>
/// <item>{answered-time:NAME}, {answered-time:NAME/2}: a time it answered, in the form of AWS, whose milliseconds are zero;</item>
/// <item>{request-id}, {host-id}, {date}, {length}: of the answer itself;</item>
/// <item>{answered-body} alone: the body that the endpoint answered, for content.</item>
/// </list>
/// </summary>
/// <param name="envelope">What is sent around every answer.</param>
public sealed partial class Replay(Envelope envelope)
{
    /// <summary>The transcript with one answer replaced: that to the last sending of the request under test, or to a request that observes what it did.</summary>
    public CaseTranscript Into(CaseTranscript transcript, Recording recording, RecordedAnswer answer, string? observed)
    {
        var step = observed is null ? Steps.When : Steps.Observe + observed;
        var when = transcript.Exchanges.LastOrDefault(e => e.Label.Step == step)
            ?? throw new SuiteDefectException($"{transcript.CaseId} never sent \"{step}\"{(transcript.Blocked is { } why ? $": {why}" : "")}; it sent {string.Join(", ", transcript.Exchanges.Select(e => $"\"{e.Label.Step}\""))}");
        var scope = new Scope(transcript, when, recording.Row);
        var replaced = when with { Fate = Fate.Complete, FateDetail = null, Response = Response(answer, scope) };
        return transcript with { Exchanges = transcript.Exchanges.Replace(when, replaced) };
    }

    private RecordedResponse Response(RecordedAnswer answer, Scope scope)
    {
        var isDocument = answer.Body.StartsWith("<?xml", StringComparison.Ordinal);
        var body = answer.Body == "{answered-body}" ? scope.Answered.Body : Body(scope.Expand(answer.Body, isDocument));
        scope.Length = body.Length;
        var around = isDocument ? envelope.Document : answer.Status == 204 ? [] : envelope.Other;
        ImmutableArray<HeaderLine> headers =
        [
            .. envelope.Every.Concat(around).Where(l => answer.Headers.All(h => !string.Equals(h.Name, l.Name, StringComparison.OrdinalIgnoreCase)))
                .Concat(answer.Headers)
                .Select(l => l with { Value = scope.Expand(l.Value, escape: false) }),
        ];
        var reason = envelope.Reasons.GetValueOrDefault(answer.Status, "");
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {reason}\r\n");
        foreach (var line in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{line.Name}: {line.Value}\r\n");
        }

        return new RecordedResponse { Status = answer.Status, Head = head.Append("\r\n").ToString(), Headers = headers, Body = body };
    }

    private static RecordedBody Body(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new RecordedBody { Length = bytes.Length, Bytes = [.. bytes], Md5 = Convert.ToHexStringLower(MD5.HashData(bytes)) };
    }

    [GeneratedRegex(@"\{(?<name>[a-z0-9-]+)(:(?<of>[^}]*))?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braces();

    private sealed class Scope(CaseTranscript transcript, Exchange when, string row)
    {
        private readonly byte[] seed = SHA512.HashData(Encoding.UTF8.GetBytes($"{row} {transcript.CaseId}"));

        public long Length { get; set; }

        public RecordedResponse Answered => when.Response ?? throw Missing("an answer");

        public string Expand(string template, bool escape) => Braces().Replace(template, match =>
        {
            var value = Value(match.Groups["name"].Value, match.Groups["of"].Value) ?? transcript.Bindings.Expand(match.Value);
            return escape ? SecurityElement.Escape(value) : value;
        });

        // Null for what is left to the bindings of the case.
        private string? Value(string name, string of) => name switch
        {
            "request-id" => Convert.ToHexString(seed.AsSpan(0, 8)),
            "host-id" => Convert.ToBase64String(seed.AsSpan(0, 57)),
            "date" => when.StartedAt.UtcDateTime.ToString("r", CultureInfo.InvariantCulture),
            "length" => Length.ToString(CultureInfo.InvariantCulture),
            "md5" => Md5(of),
            "object-etag" => ObjectETag(of),
            "checksum" => ChecksumOf(of),
            "checksum-of-part" => ChecksumOfPart(of),
            "checksum-of-parts" => ChecksumOfParts(of, (checksum, parts) => checksum.Of(parts)),
            "composite" => ChecksumOfParts(of, (checksum, parts) => checksum.Composite(parts)),
            "sent" => Parameter(of),
            "sent-header" => Sent(of) ?? throw Missing($"a header {of} in the request"),
            "sent-md5" => when.Request.Body.Md5,
            "sent-checksum" => Algorithm(of).Of(Whole(when.Request.Body)),
            "tested-md5" => Tested.Request.Body.Md5,
            "tested-checksum" => Algorithm(of).Of(Whole(Tested.Request.Body)),
            "sent-algorithm" => (Checksum.All.FirstOrDefault(c => Sent(c.Header) is not null) ?? throw Missing("a checksum in the request")).Name,
            "answered" => Element(of),
            "answered-time" => DateTimeOffset.Parse(Element(of), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture),
            "answered-header" => Answered.Header(of) ?? throw Missing($"a header {of} in the answer"),
            _ => null,
        };

        private string Md5(string of)
        {
            var (slot, slice) = Split(of);
            var content = transcript.Bindings.Object(slot).Content;
            var offsets = slice?.Split('-');
            return offsets is null ? content.All.Md5 : content.Md5(Number(offsets[0]), Number(offsets[1]));
        }

        private string ObjectETag(string of)
        {
            var (slot, numbers) = Split(of);
            var wanted = numbers?.Split(',').Select(int.Parse).ToHashSet();
            var parts = transcript.Bindings.Upload(slot).Parts.Values.Where(p => wanted?.Contains(p.Number) != false).ToArray();
            var digests = parts.SelectMany(p => Convert.FromHexString(p.Content.Md5)).ToArray();
            return $"{Convert.ToHexStringLower(MD5.HashData(digests))}-{parts.Length}";
        }

        private string ChecksumOf(string of)
        {
            var names = of.Split('/');
            var content = transcript.Bindings.Object(names[1]).Content;
            var offsets = names.Length > 2 ? names[2].Split('-') : null;
            return Algorithm(names[0]).Of(offsets is null ? content.All : content.From(Number(offsets[0]), Number(offsets[1])));
        }

        private string ChecksumOfPart(string of)
        {
            var names = of.Split('/');
            return Algorithm(names[0]).Of(transcript.Bindings.Upload(names[1]).Parts[(int)Number(names[2])].Content);
        }

        private string ChecksumOfParts(string of, Func<Checksum, Slice[], string> value)
        {
            var names = of.Split('/');
            var text = value(Algorithm(names[0]), [.. transcript.Bindings.Upload(names[1]).Parts.Values.Select(p => p.Content)]);
            return names.Length > 2 ? text[..text.IndexOf('-', StringComparison.Ordinal)] : text;
        }

        private Exchange Tested => transcript.Exchanges.Last(e => e.Label.Step == Steps.When);

        private Slice Whole(RecordedBody body) => body.IsWhole ? Content.Bytes("the body sent", body.Bytes.AsSpan()).All : throw Missing("a body that the transcript keeps whole");

        private Checksum Algorithm(string name) => Checksum.All.FirstOrDefault(c => c.Name == name) ?? throw Missing($"an algorithm {name}");

        private string Parameter(string name) =>
            when.Request.Target[(when.Request.Target.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&')
                .Where(p => p.StartsWith(name + "=", StringComparison.Ordinal))
                .Select(p => Uri.UnescapeDataString(p[(name.Length + 1)..]))
                .FirstOrDefault() ?? throw Missing($"a parameter {name} in the request");

        private string? Sent(string name) =>
            when.Request.Head.Split("\r\n")
                .Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
                .Select(l => l[(name.Length + 1)..].Trim())
                .FirstOrDefault();

        private string Element(string of)
        {
            var (name, place) = Split(of);
            return SafeXml.Read(Answered.Body.Bytes.AsSpan()).Document?.Descendants()
                .Where(e => e.Name.LocalName == name)
                .ElementAtOrDefault((int)(place is null ? 0 : Number(place) - 1))?.Value ?? throw Missing($"an element {of} in the answer");
        }

        private SuiteDefectException Missing(string what) => new($"The recording of {row} wants {what}, and {transcript.CaseId} has none.");

        private static (string Name, string? Detail) Split(string of) =>
            of.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? (of[..slash], of[(slash + 1)..]) : (of, null);

        private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }
}
