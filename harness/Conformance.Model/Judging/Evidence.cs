using System.Collections.Immutable;
using System.Xml.Linq;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>What happened in one case: the only input of the judge besides scenario and catalogue.</summary>
public sealed record CaseTranscript
{
    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>What its slots stood for after the preconditions were reached.</summary>
    public required Bindings Bindings { get; init; }

    /// <summary>Its exchanges in order of sending.</summary>
    public required ImmutableArray<Exchange> Exchanges { get; init; }

    /// <summary>Why a precondition could not be reached; null when all were.</summary>
    public string? Blocked { get; init; }

    /// <summary>The exchange that stood in the way of a precondition, be it of no case; null without one.</summary>
    public Exchange? Obstacle { get; init; }

    /// <summary>What the client of a <see cref="ClientProgram"/> reported as failure; null for success, and where there was none.</summary>
    public string? ClientFailure { get; init; }

    /// <summary>From the first request to the last answer, milliseconds.</summary>
    public double DurationMs { get; init; }
}

/// <summary>Names of the steps of a case: what its exchanges are labelled with.</summary>
public static class Steps
{
    /// <summary>The request under test.</summary>
    public const string When = "when";

    /// <summary>The request under test, sent again because the connection died.</summary>
    public const string Again = "when again";

    /// <summary>Prefix of the requests sent together with the one under test; their number follows.</summary>
    public const string Meanwhile = "meanwhile ";

    /// <summary>A request known to work, to tell a dead target from a dropped connection.</summary>
    public const string Control = "control";

    /// <summary>Prefix of preconditions.</summary>
    public const string Given = "given: ";

    /// <summary>Prefix of observations.</summary>
    public const string Observe = "observe: ";

    /// <summary>Prefix of observations before the request under test.</summary>
    public const string Before = "before: ";

    /// <summary>Prefix of clean-up.</summary>
    public const string CleanUp = "clean up: ";

    /// <summary>True for the request under test, however often it was sent, and for those sent together with it.</summary>
    public static bool IsStimulus(string step) => step is When or Again || step.StartsWith(Meanwhile, StringComparison.Ordinal);
}

/// <summary>A part as ListParts shows it.</summary>
public sealed record ListedPart(int Number, string ETag, long SizeBytes, string LastModified);

/// <summary>Read access to the transcript of one case, in the words of checks.</summary>
public sealed class Evidence
{
    private readonly CaseTranscript transcript;
    private readonly Dictionary<long, XmlReading> readings = [];

    /// <summary>Evidence of a case in a dialect.</summary>
    public Evidence(Scenario scenario, Dialect dialect, CaseTranscript transcript)
    {
        Scenario = scenario;
        Dialect = dialect;
        this.transcript = transcript;
        Whens = [.. transcript.Exchanges.Where(e => e.Label.Step is Steps.When or Steps.Again)];
        When = Whens.LastOrDefault();
    }

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; }

    /// <summary>See <see cref="CaseTranscript.ClientFailure"/>.</summary>
    public string? ClientFailure => transcript.ClientFailure;

    /// <summary>The dialect judged in.</summary>
    public Dialect Dialect { get; }

    /// <summary>What the slots stand for.</summary>
    public Bindings Bindings => transcript.Bindings;

    /// <summary>The last sending of the request under test; null when it was never sent.</summary>
    public Exchange? When { get; }

    /// <summary>All sendings of the request under test.</summary>
    public ImmutableArray<Exchange> Whens { get; }

    /// <summary>The request under test and those sent together with it, without what was sent again after them.</summary>
    public IEnumerable<Exchange> Together => Exchanges.Where(e => e.Label.Step != Steps.Again && Steps.IsStimulus(e.Label.Step));

    /// <summary>All exchanges of the case.</summary>
    public ImmutableArray<Exchange> Exchanges => transcript.Exchanges;

    /// <summary>The answer to the request under test; null when none came.</summary>
    public RecordedResponse? Answer => When?.Response;

    /// <summary>The answer has a 2xx status and no Error in its body.</summary>
    public bool IsAccepted => Answer is { Status: >= 200 and < 300 } && ErrorCode is null;

    /// <summary>The answer to the request under test as XML.</summary>
    public XmlReading AnswerXml => Xml(When);

    /// <summary>Text of Error/Code of the answer; null without one.</summary>
    public string? ErrorCode => Code(When);

    /// <summary>The same case with another of its exchanges in the place of the request under test.</summary>
    public Evidence At(Exchange other) => new(Scenario, Dialect, transcript with
    {
        Exchanges = [.. Exchanges.Where(e => e.Label.Step is not (Steps.When or Steps.Again)), other with { Label = other.Label with { Step = Steps.When } }],
    });

    /// <summary>The exchange of an observation; null when it was not made.</summary>
    public Exchange? Of(Observation observation) => Last(Steps.Observe + observation.Name);

    /// <summary>The exchange of the same observation before the request under test; null when it was not made.</summary>
    public Exchange? Before(Observation observation) => Last(Steps.Before + observation.Name);

    /// <summary>The body of an exchange as XML, read once.</summary>
    public XmlReading Xml(Exchange? exchange)
    {
        if (exchange?.Response is not { } response)
        {
            return Unread("there is no answer");
        }

        if (!readings.TryGetValue(exchange.Sequence, out var reading))
        {
            reading = response.Body.IsWhole
                ? SafeXml.Read(response.Body.Bytes.AsSpan())
                : Unread($"the body has {response.Body.Length} bytes, more than the transcript keeps");
            readings[exchange.Sequence] = reading;
        }

        return reading;
    }

    /// <summary>Text of Error/Code of the answer to an exchange; null without one.</summary>
    public string? Code(Exchange? exchange) => CodeIn(Xml(exchange));

    /// <summary>The parts that a ListParts exchange shows; null when it is no ListParts result.</summary>
    public ImmutableArray<ListedPart>? Parts(Exchange? exchange)
    {
        if (exchange?.Response is not { Status: 200 } || Xml(exchange).Document?.Root is not { Name.LocalName: "ListPartsResult" } root)
        {
            return null;
        }

        return
        [
            .. root.Elements().Where(e => e.Name.LocalName == "Part").Select(p => new ListedPart(
                int.TryParse(Child(p, "PartNumber"), out var number) ? number : -1,
                Child(p, "ETag") ?? "",
                long.TryParse(Child(p, "Size"), out var size) ? size : -1,
                Child(p, "LastModified") ?? "")),
        ];
    }

    /// <summary>Text of Error/Code of a document; null without one.</summary>
    public static string? CodeIn(XmlReading reading) => reading.Document?.Root is { Name.LocalName: "Error" } error ? Child(error, "Code") : null;

    /// <summary>Text of the first child with a local name; null without one.</summary>
    public static string? Child(XElement element, string localName) => element.Elements().FirstOrDefault(e => e.Name.LocalName == localName)?.Value;

    /// <summary>An ETag without its quotes.</summary>
    public static string Bare(string? etag) => (etag ?? "").Trim().Trim('"');

    private static XmlReading Unread(string why) => new(Document: null, why, LeadingWhitespace: false, HasDeclaration: false, Namespaced: false);

    private Exchange? Last(string step) => transcript.Exchanges.LastOrDefault(e => e.Label.Step == step);
}
