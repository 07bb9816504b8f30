using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Fuzz;

/// <summary>What one input gave.</summary>
internal sealed record ProbeResult(Input Input, Expectations Expected, Exchange? Answer, ImmutableArray<Sighting> Sightings);

/// <summary>Sends inputs and judges the answers: in an arena by one request, or as a case of its own with all that it changed.</summary>
internal sealed class Prober(Session session, Ledger ledger, Ground ground, Judge judge, FrozenSet<string> absent, Lifeline lifeline)
{
    /// <summary>True when the target's ETags are the MD5 of the bytes: wrong bytes then show in the answer.</summary>
    public bool TagsAreDigests { get; set; }

    /// <summary>True for an input that ends the upload, or may: it gets one of its own.</summary>
    public static bool IsIsolated(Input input) => input.Surface == Surface.CompleteXml || input[Fields.Cut] is not null || input[Fields.Method] is not (null or "PUT") || (input.Surface == Surface.Http && input[Fields.Query] is not null);

    /// <summary>One request in an arena.</summary>
    public async Task<ProbeResult> SendAsync(Input input, Arena arena, CancellationToken cancel)
    {
        var bindings = arena.BindingsOf(input);
        var expected = Oracle.Expect(input, bindings);
        var operation = RequestBuilder.Build(input);
        var exchange = await session.SendAsync(operation, bindings, Arena.Owner, Steps.When, cancel);
        var scenario = new Scenario { Id = Arena.Owner, Claim = "", When = operation, Then = [.. expected.Then.Where(c => !c.Check.Observes.Any())] };
        var result = judge.Decide(scenario, new CaseTranscript { CaseId = Arena.Owner, Bindings = bindings, Exchanges = [exchange] });
        var sightings = Sighting.AllOf(result);
        var made = ETagOf(exchange);
        if (exchange.Fate != Fate.Complete && exchange.Fate != Fate.Cancelled)
        {
            sightings = [new Sighting("inv.no-hang", Aspect.Status, "an answer", $"none: {exchange.Fate}", exchange)];
        }
        else if (made is not null && TagsAreDigests && expected.Slice is { } slice && made != Digest(slice))
        {
            sightings = sightings.Add(new Sighting("integ.part-equals-slice", Aspect.Bytes, "the ETag of the slice", "another ETag", exchange));
        }

        arena.Note(input, expected, exchange, exchange.Response?.Status == 200 && operation is UploadPartCopyRequest ? made ?? Arena.NoTag : null);
        return new ProbeResult(input, expected, exchange, sightings);
    }

    /// <summary>The same input sent again gets the same answer; null when it did, or when nothing can be said.</summary>
    public async Task<Sighting?> AgainAsync(ProbeResult first, Arena arena, CancellationToken cancel)
    {
        var again = await session.SendAsync(RequestBuilder.Build(first.Input), arena.BindingsOf(first.Input), Arena.Owner, Steps.Again, cancel);
        var (one, other) = (AnswerSignature.Class(first.Answer!), AnswerSignature.Class(again));
        return one == other || again.Fate != Fate.Complete ? null : new Sighting("inv.error-deterministic", Aspect.Idempotency, one, other, again);
    }

    /// <summary>The input as a case of its own: preconditions, the request, what it changed, clean-up.</summary>
    public async Task<ProbeResult> RunAsync(Input input, Arena arena, bool alone, CancellationToken cancel)
    {
        var expected = Oracle.Expect(input, arena.BindingsOf(input));
        var scenario = Scenario(input, expected);
        var runner = new CaseRunner(session, ground.Arranger, ledger, absent, lifeline);
        var transcript = await runner.RunAsync(scenario, session.NextCaseNumber(), 1, alone ? Company.None : Company.Others, cancel);
        var result = judge.Decide(scenario, transcript);
        var when = transcript.Exchanges.LastOrDefault(e => e.Label.Step is Steps.When or Steps.Again);
        var sightings = Sighting.AllOf(result);
        if (when?.Fate == Fate.TimedOut && !cancel.IsCancellationRequested)
        {
            sightings = [new Sighting("inv.no-hang", Aspect.Status, "an answer", "none: TimedOut", when)];
        }

        return new ProbeResult(input, expected, when, sightings);
    }

    /// <summary>Copies a known slice and looks whether its ETag is the MD5.</summary>
    public async Task CalibrateAsync(Arena arena, CancellationToken cancel)
    {
        var input = Input.Baseline(Surface.Range).With(Fields.Range, "bytes=3-12");
        var exchange = await session.SendAsync(RequestBuilder.Build(input), arena.BindingsOf(input), Arena.Owner, Steps.Given + "calibrate", cancel);
        var slice = Sources.ContentOf(null).From(3, 12);
        TagsAreDigests = ETagOf(exchange) == Digest(slice);
        arena.Note(input, Oracle.Expect(input, arena.BindingsOf(input)), exchange, ETagOf(exchange));
    }

    /// <summary>The curl line of an input: keys come from the environment.</summary>
    public string Curl(Input input, Arena arena)
    {
        var (request, host) = session.Renderer.Render(RequestBuilder.Build(input), arena.BindingsOf(input));
        return CurlLine.Of(request, host, session.Target);
    }

    private static Scenario Scenario(Input input, Expectations expected) => new()
    {
        Id = $"fuzz/{input.Surface.Token()}",
        Claim = input.Text(),
        Given = RequestBuilder.Given(input, expected),
        When = RequestBuilder.Build(input),
        Then = expected.Then,
    };

    // Not remembered as slices of scenarios are: there is no end of them.
    private static string Digest(Slice slice)
    {
        using var md5 = slice.Content.HashOf(slice.First, slice.Last);
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }

    private static string? ETagOf(Exchange exchange)
    {
        if (exchange.Response is not { Status: 200 } response)
        {
            return null;
        }

        var body = response.Body.Bytes.AsSpan();
        var open = body.IndexOf("<ETag>"u8);
        var close = open < 0 ? -1 : body[open..].IndexOf("</ETag>"u8);
        return close < 0 ? null : Evidence.Bare(System.Text.Encoding.UTF8.GetString(body[(open + 6)..(open + close)]).Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&#34;", "\"", StringComparison.Ordinal));
    }
}
