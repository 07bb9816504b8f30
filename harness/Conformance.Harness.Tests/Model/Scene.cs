using System.Collections.Immutable;
using System.Text;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Model;

/// <summary>What happened in a case, written by hand: an exchange a line, for checks that only a race or a broken connection makes fail.</summary>
internal sealed class Scene
{
    /// <summary>The case that it belongs to.</summary>
    public const string CaseId = "a/b/c";

    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Exchange> exchanges = [];

    /// <summary>Adds an answered exchange; a header without a value is left out.</summary>
    public Scene Add(
        string step, int status = 200, string body = "", string target = "/", (string Name, string? Value) header = default, double at = 0, double took = 10, long? connection = null, string? note = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        exchanges.Add(Bare(step, target, at, took, connection) with
        {
            Response = new RecordedResponse
            {
                Status = status,
                Head = "",
                Headers = header is ({ } name, { } value) ? [new HeaderLine(name, value)] : [],
                Body = new RecordedBody { Length = bytes.Length, Bytes = [.. bytes], Md5 = Content.Bytes("body", bytes).All.Md5 },
                Notes = note is null ? [] : [note],
            },
        });
        return this;
    }

    /// <summary>Adds one without an answer.</summary>
    public Scene Lose(string step, Fate fate, string target = "/", long? connection = null, string? detail = "lost")
    {
        exchanges.Add(Bare(step, target, 0, 10, connection) with { Fate = fate, FateDetail = detail });
        return this;
    }

    /// <summary>The exchange added last.</summary>
    public Exchange Last => exchanges[^1];

    /// <summary>What the check says of it.</summary>
    public CheckOutcome Judge(Check check, Dialect dialect = Dialect.Aws) => check.Evaluate(new Evidence(
        new Scenario { Id = CaseId, Claim = "A sample claim.", When = new UploadPartCopyRequest(), Then = [] },
        dialect,
        Transcript([.. exchanges])));

    /// <summary>The transcript of a case without preconditions.</summary>
    public static CaseTranscript Transcript(ImmutableArray<Exchange> exchanges) => new()
    {
        CaseId = CaseId,
        Bindings = new Bindings { MainBucket = "main", SecondBucket = "second", MissingBucket = "missing", Prefix = "p/" },
        Exchanges = exchanges,
    };

    private Exchange Bare(string step, string target, double at, double took, long? connection) => new()
    {
        Sequence = exchanges.Count + 1,
        Label = new ExchangeLabel(CaseId, step),
        Carrier = Carrier.Http,
        StartedAt = Noon.AddMilliseconds(at),
        DurationMs = took,
        Fate = Fate.Complete,
        Connection = connection,
        Request = new RecordedRequest { Head = "", Method = "PUT", Target = target, Body = RecordedBody.Empty },
    };
}
