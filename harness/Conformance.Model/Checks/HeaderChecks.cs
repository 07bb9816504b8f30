using System.Globalization;
using Conformance.Wire;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>The header is there and not empty.</summary>
    public static Check HeaderPresent(string name) => new HeaderCheck(name, $"a header {name} that is not empty", (_, value) => !string.IsNullOrWhiteSpace(value));

    /// <summary>The header is not there.</summary>
    public static Check HeaderAbsent(string name) => new HeaderCheck(name, $"no header {name}", (_, value) => value is null);

    /// <summary>The header has this value.</summary>
    public static Check HeaderIs(string name, string expected) => new HeaderCheck(name, $"{name}: {expected}", (_, value) => value == expected);

    /// <summary>Content-Type is application/xml, parameters aside.</summary>
    public static Check ContentTypeIsXml() => new HeaderLinesCheck("Content-Type: application/xml, once", (_, lines) =>
    {
        var types = lines.Where(l => l.Is("Content-Type")).ToArray();
        return types.Length == 1 && string.Equals(types[0].Value.Split(';')[0].Trim(), "application/xml", StringComparison.OrdinalIgnoreCase)
            ? null
            : types.Length == 0 ? "no Content-Type" : string.Join(" and ", types.Select(t => t.Value));
    });

    /// <summary>None of these headers, whose values are no lists, has more than one line.</summary>
    public static Check HeaderLinesOnce(params string[] names) => new HeaderLinesCheck($"at most one line each: {string.Join(", ", names)}", (_, lines) =>
        names.FirstOrDefault(n => lines.Count(l => l.Is(n)) > 1) is { } name ? $"{lines.Count(l => l.Is(name))} lines {name}" : null);

    /// <summary>A body that is XML as it stands has no Content-Encoding but identity.</summary>
    public static Check NoCodingOfPlainBody() => new HeaderLinesCheck("no Content-Encoding on a body that is XML as it stands", (answer, lines) =>
    {
        var coding = lines.FirstOrDefault(l => l.Is("Content-Encoding") && !string.Equals(l.Value, "identity", StringComparison.OrdinalIgnoreCase));
        return coding is not null && SafeXml.Read(answer.Body.Bytes.AsSpan()).Document is not null ? $"Content-Encoding: {coding.Value}" : null;
    });

    /// <summary>Date is an IMF-fixdate within fifteen minutes of the time the request was sent.</summary>
    public static Check DateIsFixdate() => new HeaderCheck("Date", "Date is an IMF-fixdate in GMT near the time of the request", (evidence, value) =>
        DateTimeOffset.TryParseExact(value, "ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
        && (date - evidence.When!.StartedAt).Duration() < TimeSpan.FromMinutes(15));

    /// <summary>The body is framed by exactly one of Content-Length and chunked coding.</summary>
    public static Check Framed() => new FramingCheck();

    /// <summary>Error/RequestId equals the header x-amz-request-id.</summary>
    public static Check RequestIdInBody() => new SameInBodyCheck("x-amz-request-id", "RequestId");

    /// <summary>Error/HostId equals the header x-amz-id-2.</summary>
    public static Check HostIdInBody() => new SameInBodyCheck("x-amz-id-2", "HostId");

    /// <summary>Request ids of repeated requests differ.</summary>
    public static Check RequestIdsDistinct() => new DistinctIdsCheck();

    private sealed record HeaderCheck(string Name, string Expected, Func<Evidence, string?, bool> Predicate) : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var value = evidence.Answer!.Header(Name);
            return CheckOutcome.Of(Predicate(evidence, value), Expected, value is null ? $"no header {Name}" : $"{Name}: {value}") with { Mark = value is null ? null : Name + ":" };
        }
    }

    private sealed record FramingCheck : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var lengths = evidence.Answer!.Headers.Count(h => h.Is("Content-Length"));
            var chunked = evidence.Answer.Headers.Count(h => h.Is("Transfer-Encoding") && h.Value.Contains("chunked", StringComparison.OrdinalIgnoreCase));
            return CheckOutcome.Of(
                (lengths, chunked) is (1, 0) or (0, 1) && evidence.When!.Fate == Fate.Complete,
                "a whole body, framed by Content-Length or by chunked coding",
                $"{lengths} Content-Length, {chunked} chunked, {evidence.When!.FateDetail ?? "whole"}");
        }

    }

    private sealed record HeaderLinesCheck(string Expected, Func<RecordedResponse, IReadOnlyList<HeaderLine>, string?> Flaw) : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var flaw = Flaw(evidence.Answer!, evidence.Answer!.Headers);
            return CheckOutcome.Of(flaw is null, Expected, flaw ?? "so it is");
        }
    }

    private sealed record SameInBodyCheck(string Header, string Element) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"Error/{Element} equals the header {Header}";
            var header = evidence.Answer!.Header(Header);
            var text = evidence.AnswerXml.Document?.Root is { Name.LocalName: "Error" } error ? Evidence.Child(error, Element) : null;
            return CheckOutcome.Of(
                text is { Length: > 0 } && text == header,
                expected,
                $"{Element} {(text is null ? "absent" : $"\"{text}\"")}, {Header} {(header is null ? "absent" : $"\"{header}\"")}") with
            {
                Mark = text is null ? "<Error>" : $"<{Element}>",
            };
        }
    }

    private sealed record DistinctIdsCheck : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var ids = evidence.Whens.Select(w => w.Response?.Header("x-amz-request-id")).Where(id => !string.IsNullOrEmpty(id)).ToArray();
            var distinct = ids.Distinct(StringComparer.Ordinal).Count();
            return CheckOutcome.Of(ids.Length > 1 && distinct == ids.Length, $"{evidence.Whens.Length} distinct request ids", $"{distinct} distinct among {ids.Length}");
        }
    }
}
