using System.Globalization;
using System.Xml.Linq;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>The namespace of S3 documents.</summary>
    public const string S3Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>The body is well-formed XML with this root (local name).</summary>
    public static Check Root(string localName) => new ShapeCheck($"a document with root {localName}", (_, root) =>
        (root.Name.LocalName == localName, $"root {root.Name.LocalName}", $"<{root.Name.LocalName}"));

    /// <summary>The root is in this namespace; an empty text stands for none.</summary>
    public static Check Namespace(string uri) => new ShapeCheck(uri.Length == 0 ? "no namespace" : $"namespace {uri}", (_, root) =>
        (root.Name.NamespaceName == uri, root.Name.NamespaceName.Length == 0 ? "no namespace" : $"namespace {root.Name.NamespaceName}", $"<{root.Name.LocalName}"));

    /// <summary>The root has exactly one child of each of these local names.</summary>
    public static Check EachOnce(params string[] localNames) => new ShapeCheck($"one {string.Join(" and one ", localNames)}", (_, root) =>
    {
        var counts = localNames.Select(n => (Name: n, Count: root.Elements().Count(e => e.Name.LocalName == n))).ToArray();
        return (counts.All(c => c.Count == 1), string.Join(", ", counts.Select(c => $"{c.Count} {c.Name}")), $"<{root.Name.LocalName}");
    });

    /// <summary>A child has this text (template).</summary>
    public static Check ElementIs(string localName, string template) => new ShapeCheck($"{localName} is \"{template}\"", (evidence, root) =>
    {
        var text = Evidence.Child(root, localName);
        return (text == evidence.Bindings.Expand(template), text is null ? $"no {localName}" : $"\"{text}\"", $"<{localName}>");
    });

    /// <summary>A child is there and not empty.</summary>
    public static Check ElementFilled(string localName) => new ShapeCheck($"{localName} is not empty", (_, root) =>
    {
        var text = Evidence.Child(root, localName);
        return (!string.IsNullOrWhiteSpace(text), text is null ? $"no {localName}" : $"\"{text}\"", $"<{localName}>");
    });

    /// <summary>ETag is one quoted string.</summary>
    public static Check ETagQuoted() => ETag("ETag is a quoted string", (_, tag) => tag.Length > 2 && tag[0] == '"' && tag[^1] == '"' && !tag[1..^1].Contains('"', StringComparison.Ordinal));

    /// <summary>ETag has no -N suffix.</summary>
    public static Check ETagWithoutSuffix() => ETag("ETag has no part-count suffix", (_, tag) => !Evidence.Bare(tag).Contains('-', StringComparison.Ordinal));

    /// <summary>ETag is the lower-case hex MD5 of a slice.</summary>
    public static Check ETagIsMd5Of(Slice slice) => ETag($"ETag is {slice.Md5}, the MD5 of {slice}", (_, tag) => Evidence.Bare(tag) == slice.Md5);

    /// <summary>ETag differs from that of the whole source.</summary>
    public static Check ETagIsNotOf(Slot source) =>
        ETag("ETag differs from that of the whole source", (evidence, tag) => Evidence.Bare(tag) != Evidence.Bare(evidence.Bindings.Object(source.Name).ETag));

    /// <summary>LastModified is ISO 8601 UTC with milliseconds and Z.</summary>
    public static Check LastModifiedForm() => Text("LastModified", "LastModified has the form yyyy-MM-ddTHH:mm:ss.fffZ", (_, text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset _));

    /// <summary>LastModified is within fifteen minutes of the time the request was sent.</summary>
    public static Check LastModifiedIsNow() => Text("LastModified", "LastModified is the time of the copy", (evidence, text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && (time - evidence.When!.StartedAt).Duration() < TimeSpan.FromMinutes(15));

    /// <summary>The body is well-formed XML, whatever it says.</summary>
    public static Check WellFormed() => new WellFormedCheck();

    /// <summary>The body does not hold a text (template).</summary>
    public static Check BodyWithout(string what, params string[] texts) => new BodyWithoutCheck(what, [.. texts]);

    private static Check ETag(string expected, Func<Evidence, string, bool> holds) => Text("ETag", expected, holds);

    private static Check Text(string localName, string expected, Func<Evidence, string, bool> holds) => new ShapeCheck(expected, (evidence, root) =>
    {
        var text = Evidence.Child(root, localName);
        return (text is not null && holds(evidence, text), text is null ? $"no {localName}" : $"{localName} {text}", $"<{localName}>");
    });

    private sealed record ShapeCheck(string Expected, Func<Evidence, XElement, (bool Held, string Received, string Mark)> Predicate) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            if (evidence.AnswerXml.Document?.Root is not { } root)
            {
                return CheckOutcome.Of(held: false, Expected, evidence.AnswerXml.Error ?? "no document");
            }

            var (held, received, mark) = Predicate(evidence, root);
            return CheckOutcome.Of(held, Expected, received) with { Mark = mark };
        }
    }

    private sealed record WellFormedCheck : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence) =>
            CheckOutcome.Of(evidence.AnswerXml.Document is not null, "a well-formed XML document", evidence.AnswerXml.Error ?? "well formed");
    }

    private sealed record BodyWithoutCheck(string What, IReadOnlyList<string> Texts) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var body = System.Text.Encoding.UTF8.GetString(evidence.Answer!.Body.Bytes.AsSpan());
            var found = Texts.FirstOrDefault(t => body.Contains(evidence.Bindings.Expand(t), StringComparison.OrdinalIgnoreCase));
            return CheckOutcome.Of(found is null, $"no {What} in the body", found is null ? $"no {What}" : $"\"{found}\"") with { Mark = found };
        }
    }
}
