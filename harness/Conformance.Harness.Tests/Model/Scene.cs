using System.Collections.Immutable;
using System.Text;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Model;

/// <summary>What happened in a case, written by hand: an exchange a line, for checks that only a race or a broken connection makes fail.</summary>
internal sealed class Scene
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Exchange> exchanges = [];

    /// <summary>Adds an answered exchange.</summary>
    public Scene Add(
        string step, int status = 200, string body = "", string target = "/", string? etag = null, string? close = null, double at = 0, double took = 10, long? connection = null, string? note = null, HeaderLine? line = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        HeaderLine[] headers = [.. etag is null ? Array.Empty<HeaderLine>() : [new HeaderLine("ETag", etag)], .. close is null ? Array.Empty<HeaderLine>() : [new HeaderLine("Connection", close)], .. line is { } other ? [other] : Array.Empty<HeaderLine>()];
        exchanges.Add(Bare(step, target, at, took, connection) with
        {
            Response = new RecordedResponse
            {
                Status = status,
                Head = "",
                Headers = [.. headers],
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
        new Scenario { Id = "a/b/c", Claim = "A sample claim.", When = new UploadPartCopyRequest(), Then = [] },
        dialect,
        new CaseTranscript { CaseId = "a/b/c", Bindings = Nothing, Exchanges = [.. exchanges] }));

    private static Bindings Nothing { get; } = new() { MainBucket = "main", SecondBucket = "second", MissingBucket = "missing", Prefix = "p/" };

    private Exchange Bare(string step, string target, double at, double took, long? connection) => new()
    {
        Sequence = exchanges.Count + 1,
        Label = new ExchangeLabel("a/b/c", step),
        Carrier = Carrier.Http,
        StartedAt = Noon.AddMilliseconds(at),
        DurationMs = took,
        Fate = Fate.Complete,
        Connection = connection,
        Request = new RecordedRequest { Head = "", Method = "PUT", Target = target, Body = RecordedBody.Empty },
    };
}
