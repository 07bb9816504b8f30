using System.Collections.Immutable;
using System.Globalization;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Fuzz;

/// <summary>What a client does in a race.</summary>
internal enum RaceVerb
{
    /// <summary>Copies a slice of its own into a part.</summary>
    Copy,

    /// <summary>Uploads bytes of its own as a part.</summary>
    Upload,

    /// <summary>Lists the parts.</summary>
    List,

    /// <summary>Aborts the upload.</summary>
    Abort,
}

/// <summary>
/// Operations at the same time: clients side by side on one upload, a history with real time, and the question whether one after the other
/// explains it. A program is one client a bar, e.g. "copy 3, list 0 | copy 4".
/// </summary>
internal sealed class RaceSurface(Session session, Ledger ledger, Ground ground) : IProgramSurface
{
    private const int SliceBytes = 48;
    private static readonly Content Source = Content.Generated("fuzz-race", 4096);

    public Surface Surface => Surface.Concurrency;

    public string Random(Random random)
    {
        var numbers = random.Next(1, 4);
        var first = random.Next(1, 4);
        var clients = Enumerable.Range(0, random.Next(2, 5)).Select(_ => string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
        {
            var verb = random.Next(12) switch { < 6 => RaceVerb.Copy, < 8 => RaceVerb.Upload, < 11 => RaceVerb.List, _ => RaceVerb.Abort };
            return Text((verb, first + random.Next(numbers)));
        })));

        // One that does nothing but look sees what lasts no longer than others are under way.
        var watcher = random.Next(3) == 0 ? [string.Join(", ", Enumerable.Repeat(Text((RaceVerb.List, first)), random.Next(2, 5)))] : Array.Empty<string>();
        return string.Join(" | ", clients.Concat(watcher));
    }

    public async Task<ProgramResult> RunAsync(string text, CancellationToken cancel)
    {
        var race = new Race(session, ledger, Parse(text), session.NextCaseNumber());
        var (sighting, timeline) = await race.RunAsync(ground.Arranger, cancel);
        return new ProgramResult(text, "concurrency/" + string.Join("+", Parse(text).SelectMany(c => c).Select(o => o.Verb.ToString().ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)), race.Exchanges, sighting, timeline);
    }

    public async Task<string> ShrinkAsync(string text, Budget budget, Func<string, Task<bool>> shows)
    {
        // A race shows now and then: a candidate counts as not showing only after it was tried twice.
        async Task<bool> Twice(string candidate) => candidate.Length > 0 && (await shows(candidate) || await shows(candidate));
        var clients = await Shrinker.SequenceAsync([.. text.Split(" | ")], 0, budget, candidate => Twice(string.Join(" | ", candidate)));
        for (var i = 0; i < clients.Count; i++)
        {
            var (at, others) = (i, clients.ToList());
            var operations = await Shrinker.SequenceAsync([.. clients[i].Split(", ")], 0, budget, candidate =>
            {
                others[at] = string.Join(", ", candidate);
                return candidate.Count == 0 ? Task.FromResult(false) : Twice(string.Join(" | ", others));
            });
            clients[i] = string.Join(", ", operations);
        }

        return string.Join(" | ", clients);
    }

    private static string Text((RaceVerb Verb, int Number) operation) => string.Create(CultureInfo.InvariantCulture, $"{operation.Verb.ToString().ToLowerInvariant()} {operation.Number}");

    private static ImmutableArray<ImmutableArray<(RaceVerb Verb, int Number)>> Parse(string text) =>
    [
        .. text.Split(" | ").Select(client => client.Split(", ").Select(operation =>
        {
            var words = operation.Split(' ');
            return words.Length == 2 && Enum.TryParse<RaceVerb>(words[0], ignoreCase: true, out var verb) && int.TryParse(words[1], out var number)
                ? (verb, number)
                : throw new ConfigurationException($"\"{operation}\" is no operation of a race; one reads e.g. \"copy 3, list 0 | copy 4\"");
        }).ToImmutableArray()),
    ];

    private sealed class Race(Session session, Ledger ledger, ImmutableArray<ImmutableArray<(RaceVerb Verb, int Number)>> clients, int number)
    {
        private readonly CaseLog log = new(session, "fuzz/concurrency");
        private readonly List<(int Number, PartEvent Event)> events = [];
        private readonly Dictionary<string, Slice> slices = [];
        private readonly Lock gate = new();
        private Bindings bindings = session.BindingsFor(number);

        public ImmutableArray<Exchange> Exchanges => log.Exchanges;

        private int[] Numbers => [.. clients.SelectMany(c => c).Where(o => o.Verb is RaceVerb.Copy or RaceVerb.Upload).Select(o => o.Number).Distinct().Order()];

        public async Task<(Sighting? Sighting, string? Timeline)> RunAsync(Arranger arranger, CancellationToken cancel)
        {
            bindings = await arranger.ReachAsync(Given.StoredObject(Slot.Source, Source), bindings, log, cancel);
            bindings = await arranger.ReachAsync(Given.OpenUpload(Slot.Upload), bindings, log, cancel);
            try
            {
                var next = 0;
                await Task.WhenAll(clients.Select((client, i) => ClientAsync(i, client.Select(o => (o.Verb, o.Number, Mark: Interlocked.Increment(ref next))).ToArray(), cancel)).ToArray());
                cancel.ThrowIfCancellationRequested();
                if (log.Exchanges.FirstOrDefault(e => e.Response?.Status >= 500 && e.Response.Status != 503) is { } failed)
                {
                    return (new Sighting("inv.no-5xx", Aspect.Status, "no server error", $"status {failed.Response!.Status}", failed), null);
                }

                if (log.Exchanges.FirstOrDefault(e => e.Fate != Fate.Complete) is { } silent)
                {
                    return (new Sighting("inv.no-hang", Aspect.Status, "an answer", $"none: {silent.Fate}", silent), null);
                }

                // Two readings when all is quiet: what stays is what counts.
                await ListAsync(clients.Length, cancel);
                await ListAsync(clients.Length, cancel);
                return Judge() is { } found ? found : (await BytesAsync(cancel), null);
            }
            finally
            {
                await CleanUpAsync();
            }
        }

        private async Task ClientAsync(int client, (RaceVerb Verb, int Number, int Mark)[] operations, CancellationToken cancel)
        {
            await Task.Yield();
            foreach (var (verb, partNumber, mark) in operations)
            {
                await (verb switch
                {
                    RaceVerb.Copy or RaceVerb.Upload => WriteAsync(client, verb, partNumber, Source.From(mark * 8, mark * 8 + SliceBytes - 1), cancel),
                    RaceVerb.List => ListAsync(client, cancel),
                    _ => AbortAsync(client, cancel),
                });
            }
        }

        private async Task WriteAsync(int client, RaceVerb verb, int partNumber, Slice slice, CancellationToken cancel)
        {
            Operation operation = verb == RaceVerb.Copy
                ? new UploadPartCopyRequest { PartNumber = partNumber, Range = CopyRange.Of(slice.First, slice.Last) }
                : new UploadPartRequest { PartNumber = partNumber, Content = Content.Bytes(slice.ToString(), slice.ToArray()) };
            var (exchange, begun, ended) = await SendAsync(operation, cancel);
            if (exchange.Response?.Status is >= 400 and not 404)
            {
                // A target may refuse ranges of a small source.
                return;
            }

            var root = Root(exchange);
            var etag = Evidence.Bare(verb == RaceVerb.Copy ? root is null ? null : Evidence.Child(root, "ETag") : exchange.Response?.Header("ETag"));
            lock (gate)
            {
                slices[etag] = slice;
                events.Add((partNumber, new PartEvent(client, $"{verb.ToString().ToLowerInvariant()} {partNumber}", Describe.Succeeded(exchange) ? PartEffect.Write : exchange.Response?.Status == 404 ? PartEffect.Gone : PartEffect.Unknown, etag, begun, ended)));
            }
        }

        private async Task ListAsync(int client, CancellationToken cancel)
        {
            var (exchange, begun, ended) = await SendAsync(new ListPartsRequest(), cancel);
            if (exchange.Response is not { Status: 200 or 404 })
            {
                return;
            }

            var listed = Root(exchange)?.Elements().Where(e => e.Name.LocalName == "Part").GroupBy(p => Evidence.Child(p, "PartNumber") ?? "").ToDictionary(g => g.Key, g => Evidence.Bare(Evidence.Child(g.First(), "ETag")));
            lock (gate)
            {
                foreach (var partNumber in Numbers)
                {
                    var etag = listed?.GetValueOrDefault(partNumber.ToString(CultureInfo.InvariantCulture));
                    events.Add((partNumber, new PartEvent(client, "list", exchange.Response.Status == 404 ? PartEffect.Gone : PartEffect.Read, etag, begun, ended)));
                }
            }
        }

        private async Task AbortAsync(int client, CancellationToken cancel)
        {
            var (exchange, begun, ended) = await SendAsync(new AbortMultipartUploadRequest(), cancel);

            // Of several aborts at once more than one may say that it was the one.
            if (exchange.Response?.Status == 204)
            {
                lock (gate)
                {
                    foreach (var partNumber in Numbers.Where(n => !events.Any(e => e.Number == n && e.Event.Effect == PartEffect.End)))
                    {
                        events.Add((partNumber, new PartEvent(client, "abort", PartEffect.End, null, begun, ended)));
                    }
                }
            }
        }

        private (Sighting?, string?)? Judge()
        {
            // A part answered while its upload is being aborted may stay behind or not (conc.abort-during-copy): no order is asked of those.
            if (events.Any(e => e.Event.Effect == PartEffect.End) || clients.SelectMany(c => c).Any(o => o.Verb == RaceVerb.Abort))
            {
                return BroughtBack();
            }

            foreach (var partNumber in Numbers)
            {
                ImmutableArray<PartEvent> history = [.. events.Where(e => e.Number == partNumber).Select(e => e.Event)];
                if (LinearityChecker.Check(history) != Linearity.Impossible)
                {
                    continue;
                }

                var settled = history.Where(e => e.Effect != PartEffect.Read || e.Client == clients.Length).ToImmutableArray();
                var requirement = LinearityChecker.Check(settled) != Linearity.Impossible ? "lp.consistent"
                    : history.Count(e => e.Effect == PartEffect.Write) > 1 ? "conc.same-part" : "conc.different-parts";
                return (new Sighting(requirement, Aspect.SideEffects, "an order of the operations that explains every answer", "no order explains what was answered", log.Exchanges[^1]), Timeline.Of(history));
            }

            return null;
        }

        // Whatever was under way with an abort: what was sent once that was answered finds no upload.
        private (Sighting?, string?)? BroughtBack()
        {
            foreach (var (partNumber, late) in events.Where(e => e.Event.Effect == PartEffect.Write))
            {
                ImmutableArray<PartEvent> history = [.. events.Where(e => e.Number == partNumber).Select(e => e.Event)];
                if (history.Any(e => e.Effect == PartEffect.End && e.Ended < late.Begun))
                {
                    return (new Sighting("conc.abort-during-copy", Aspect.SideEffects, "no part is stored in an upload once its abort is answered", "a part sent after that was stored", log.Exchanges[^1]), Timeline.Of(history));
                }
            }

            return null;
        }

        // The bytes of one part belong to the ETag that is listed for it.
        private async Task<Sighting?> BytesAsync(CancellationToken cancel)
        {
            var last = events.LastOrDefault(e => e.Event is { Effect: PartEffect.Read, Value: not null } && e.Event.Client == clients.Length);
            if (last.Event?.Value is not { } etag || !slices.TryGetValue(etag, out var slice))
            {
                return null;
            }

            var upload = bindings.Upload(Slot.Upload.Name);
            ledger.AddObject(upload.Bucket, upload.Key);
            var complete = await log.SendAsync(new CompleteMultipartUploadRequest { Parts = [new PartReference(last.Number, $"\"{Bindings.Literal(etag)}\"")] }, bindings, Steps.Observe + "complete", cancel);
            if (!Describe.Succeeded(complete))
            {
                return Sighting.OfState("conc.same-part", "the part listed can be completed", Describe.Answer(complete), complete);
            }

            ledger.Remove(upload.Bucket, upload.Key, upload.Id);
            var read = await log.SendAsync(new GetObjectRequest { Key = "{raw-upload-key:upload}" }, bindings, Steps.Observe + "read", cancel);
            return read.Response?.Body.Md5 == slice.Md5 || read.Fate != Fate.Complete ? null
                : Sighting.OfState("conc.same-part", "the bytes that belong to the ETag listed", Bodies.Describe(read.Response!.Body, [slice]), read);
        }

        private async Task<(Exchange Exchange, long Begun, long Ended)> SendAsync(Operation operation, CancellationToken cancel)
        {
            var begun = System.Diagnostics.Stopwatch.GetTimestamp();
            var exchange = await log.SendAsync(operation, bindings, Steps.When, cancel, carrier: null);
            return (exchange, begun, System.Diagnostics.Stopwatch.GetTimestamp());
        }

        private static System.Xml.Linq.XElement? Root(Exchange exchange) => exchange.Response is { Status: 200 } response ? SafeXml.Read(response.Body.Bytes.AsSpan()).Document?.Root : null;

        private async Task CleanUpAsync()
        {
            var upload = bindings.Upload(Slot.Upload.Name);
            if (ledger.Holds(upload.Bucket, upload.Key, upload.Id))
            {
                await ledger.AbortAsync(session, upload.Bucket, upload.Key, upload.Id, log.Owner);
            }

            await ledger.DropAsync(session, bindings.Prefix);
        }
    }
}
