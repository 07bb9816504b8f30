using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Conformance.Wire;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>
    /// Condition of a refusal is this header, in any spelling. A refusal without the element says nothing here: whether it is there has a case of its own,
    /// and a target that never gives it would otherwise fail every refusal for one reason.
    /// </summary>
    public static Check NamesCondition(string header) => new NamesConditionCheck(header);

    /// <summary>A Tagging document holds exactly these tags, in any order.</summary>
    public static Check TagsAre(params (string Key, string Value)[] tags) => new ShapeCheck($"tags: {Words(tags)}", (_, root) =>
    {
        var shown = root.Descendants().Where(e => e.Name.LocalName == "Tag").Select(t => (Evidence.Child(t, "Key") ?? "", Evidence.Child(t, "Value") ?? "")).ToArray();
        return (root.Name.LocalName == "Tagging" && shown.Order().SequenceEqual(tags.Order()), $"tags: {Words(shown)}", "<TagSet");
    });

    /// <summary>A header has this text, as it stands or encoded as RFC 2047 has it.</summary>
    public static Check HeaderReads(string name, string text) => new HeaderCheck(name, $"{name}: {text}, as it stands or as RFC 2047 has it", (_, value) =>
        value is not null && (value == text || EncodedWords.Decode(value) is var decoded && (decoded == text || decoded == AsLatin(text) || AsLatin(decoded) == text || value == AsLatin(text))));

    /// <summary>Last-Modified of a HEAD lies between the answer to CreateMultipartUpload and that to HEAD itself, by the clock of the target.</summary>
    public static Check LastModifiedSinceCreated() => new LastModifiedSinceCreatedCheck();

    private static string Words(IEnumerable<(string Key, string Value)> tags)
    {
        var text = string.Join(", ", tags.Order().Select(t => $"{t.Key}={t.Value}"));
        return text.Length == 0 ? "none" : text;
    }

    // What a reader sees who takes the octets of UTF-8 for ISO 8859-1.
    private static string AsLatin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static Exchange? Created(Evidence evidence) => evidence.Exchanges.FirstOrDefault(e => e.Label.Step == Steps.Given + "create upload" && Describe.Succeeded(e));

    private sealed record NamesConditionCheck(string Header) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"Condition, if there is one, is {Header}";
            var named = evidence.AnswerXml.Document?.Root is { Name.LocalName: "Error" } error ? Evidence.Child(error, "Condition") : null;
            return named is null
                ? CheckOutcome.NotApplicable(expected, "the answer names no condition")
                : CheckOutcome.Of(string.Equals(named, Header, StringComparison.OrdinalIgnoreCase), expected, $"Condition {named}") with { Mark = "<Condition>" };
        }
    }

    private sealed record LastModifiedSinceCreatedCheck : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var shown = evidence.Answer!.Header("Last-Modified");
            if (Time(Created(evidence)?.Response?.Header("Date")) is not { } created || Time(evidence.Answer.Header("Date")) is not { } now)
            {
                return CheckOutcome.NotApplicable("Last-Modified between creation and now", "the answers carry no Date to compare with");
            }

            // A second on either side: Date may be taken when the answer is begun, or be cached.
            return CheckOutcome.Of(
                Time(shown) is { } time && time >= created.AddSeconds(-1) && time <= now.AddSeconds(1),
                $"Last-Modified between {created:R} and {now:R}",
                shown is null ? "no header Last-Modified" : $"Last-Modified: {shown}") with
            { Mark = "Last-Modified:" };
        }

        private static DateTimeOffset? Time(string? text) =>
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    /// <summary>Encoded words of RFC 2047: =?charset?B?base64?= and =?charset?Q?quoted?=.</summary>
    private static partial class EncodedWords
    {
        // The blanks between two of them belong to neither.
        public static string Decode(string text) => Word().Replace(Between().Replace(text, "?==?"), Decoded);

        private static string Decoded(Match word)
        {
            try
            {
                var octets = word.Groups["how"].Value is "B" or "b" ? Convert.FromBase64String(word.Groups["what"].Value) : Quoted(word.Groups["what"].Value);
                return string.Equals(word.Groups["charset"].Value, "UTF-8", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(octets) : Encoding.Latin1.GetString(octets);
            }
            catch (FormatException)
            {
                return word.Value;
            }
        }

        private static byte[] Quoted(string text)
        {
            var octets = new List<byte>(text.Length);
            for (var i = 0; i < text.Length; i++)
            {
                var isCode = text[i] == '=' && i + 2 < text.Length;
                octets.Add(isCode ? Convert.FromHexString(text.AsSpan(i + 1, 2))[0] : text[i] == '_' ? (byte)' ' : (byte)text[i]);
                i += isCode ? 2 : 0;
            }

            return [.. octets];
        }

        [GeneratedRegex(@"\?=[ \t]+=\?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Between();

        [GeneratedRegex(@"=\?(?<charset>[^?]+)\?(?<how>[BbQq])\?(?<what>[^?]*)\?=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Word();
    }
}
