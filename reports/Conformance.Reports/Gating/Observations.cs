using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Conformance.Model;

namespace Conformance.Reports;

/// <summary>What was observed where a check failed, the same from run to run, and its fingerprint.</summary>
public static partial class Observations
{
    private const int FingerprintLetters = 16;

    // Longer ones end in a digest of the whole: what people read stays short, what is compared stays all of it.
    private const int LongestText = 300;

    /// <summary>One line: status and error code of the answer that shows the finding, and what the check received, scrubbed.</summary>
    public static string Of(CaseResult result, CheckResult finding, Scrubber scrubber)
    {
        var number = ResultsBuilder.ExchangeOf(result, finding);
        var answer = result.Exchanges.FirstOrDefault(e => e.Sequence == number)?.Response;
        var received = Short(WithoutOthers(Writing.Visible.Line(scrubber.Text(finding.Outcome.Received))));
        return answer is null ? received : $"{answer.Status}{(Code(answer) is { } code ? " " + Writing.Visible.Line(code) : "")}: {received}";
    }

    /// <summary>The fingerprint of the observations of one case, aspect and requirement: hex, independent of their order.</summary>
    public static string Fingerprint(IEnumerable<string> observations)
    {
        var text = string.Join('\n', observations.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..FingerprintLetters];
    }

    // How many uploads other cases have open at that moment is chance.
    private static string WithoutOthers(string text)
    {
        var own = OfOtherCase().Replace(text, "");
        return ManyUploads().Replace(own.Length == text.Length ? own : own.TrimEnd(' ', ',') + " {others}", "{many} Upload");
    }

    /// <summary>The text, or its beginning and a fingerprint of the whole.</summary>
    internal static string Short(string text) =>
        text.Length <= LongestText ? text : $"{Writing.Visible.Short(text, LongestText)} #{Fingerprint([text])}";

    [GeneratedRegex(@"(an upload of )?\{other-case\}[^,|]*(, )?", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex OfOtherCase();

    [GeneratedRegex(@"\b\d{2,} Upload\b", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex ManyUploads();

    private static string? Code(Wire.RecordedResponse answer) =>
        answer.Body.IsWhole && answer.Body.Bytes.AsSpan().StartsWith("<"u8)
        && Wire.SafeXml.Read(answer.Body.Bytes.AsSpan()).Document?.Root is { Name.LocalName: "Error" } error
            ? Evidence.Child(error, "Code")
            : null;
}
