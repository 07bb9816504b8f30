using System.Collections.Immutable;
using System.Globalization;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Fuzz;

/// <summary>Runs life cycles on the target beside the model, and says where the two part.</summary>
internal sealed class LifeRunner(Session session, Ledger ledger, Ground ground, Judge judge)
{
    /// <summary>Runs operations, then looks at everything; ends with the first difference, which comes with all that was answered.</summary>
    public async Task<(Sighting? Sighting, ImmutableArray<Exchange> Exchanges)> RunAsync(IReadOnlyList<LifeOp> operations, CancellationToken cancel)
    {
        var cycle = new Cycle(session, ledger, judge, session.NextCaseNumber());
        try
        {
            await cycle.BeginAsync(ground.Arranger, operations, cancel);
            foreach (var operation in operations)
            {
                if (await cycle.DoAsync(operation, cancel) is { } sighting)
                {
                    return (sighting, cycle.Exchanges);
                }
            }

            return (await cycle.LookAsync(cancel), cycle.Exchanges);
        }
        finally
        {
            await cycle.CleanUpAsync();
        }
    }

    private sealed class Cycle(Session session, Ledger ledger, Judge judge, int number)
    {
        private readonly LifeModel model = new();
        private readonly CaseLog log = new(session, "fuzz/lifecycle");
        private Bindings bindings = session.BindingsFor(number);

        public ImmutableArray<Exchange> Exchanges => log.Exchanges;

        public async Task BeginAsync(Arranger arranger, IReadOnlyList<LifeOp> operations, CancellationToken cancel)
        {
            if (operations.Any(o => o.Verb == LifeVerb.Block))
            {
                bindings = await arranger.ReachAsync(Given.StoredObject(new Slot("block"), LifeModel.Block), bindings, log, cancel);
            }

            foreach (var source in operations.Where(o => o.Verb is LifeVerb.Copy or LifeVerb.Slice or LifeVerb.BadRange or LifeVerb.Put or LifeVerb.Delete).Select(o => o.Argument).Distinct())
            {
                await PutAsync(source, cancel);
            }
        }

        public Task<Sighting?> DoAsync(LifeOp operation, CancellationToken cancel)
        {
            // What a shrunk life cycle lost the beginning of does nothing.
            var upload = model.Upload(operation.Upload);
            return operation.Verb switch
            {
                LifeVerb.Create => CreateAsync(operation, cancel),
                LifeVerb.Put => PutAsync(operation.Argument, cancel),
                LifeVerb.Delete => DeleteAsync(operation.Argument, cancel),
                _ when upload is null => Task.FromResult<Sighting?>(null),
                LifeVerb.Upload => UploadAsync(operation, upload, cancel),
                LifeVerb.Copy or LifeVerb.Slice or LifeVerb.Block or LifeVerb.BadRange or LifeVerb.NoSource => CopyAsync(operation, upload, cancel),
                LifeVerb.List => ListAsync(operation.Upload, upload, cancel),
                LifeVerb.Complete or LifeVerb.BadComplete => CompleteAsync(operation, upload, cancel),
                LifeVerb.Abort => AbortAsync(operation, upload, cancel),
                _ => ReadAsync(LifeModel.KeyOf(operation.Upload), cancel),
            };
        }

        public async Task<Sighting?> LookAsync(CancellationToken cancel)
        {
            foreach (var (name, upload) in model.Uploads.Where(u => u.Upload.End == LifeEnd.None))
            {
                if (await ListAsync(name, upload, cancel) is { } sighting)
                {
                    return sighting;
                }
            }

            foreach (var key in model.Keys)
            {
                if (await ReadAsync(key, cancel) is { } sighting)
                {
                    return sighting;
                }
            }

            return null;
        }

        public async Task CleanUpAsync()
        {
            foreach (var upload in bindings.Uploads.Values.Where(u => ledger.Holds(u.Bucket, u.Key, u.Id)))
            {
                await ledger.AbortAsync(session, upload.Bucket, upload.Key, upload.Id, log.Owner);
            }

            await ledger.DropAsync(session, bindings.Prefix);
        }

        private static Slot SlotOf(int upload) => new(string.Create(CultureInfo.InvariantCulture, $"u{upload}"));

        private static string KeyText(int key) => $"{{prefix}}o{key}";

        private async Task<Sighting?> CreateAsync(LifeOp operation, CancellationToken cancel)
        {
            var key = KeyText(LifeModel.KeyOf(operation.Upload));
            var (exchange, sighting) = await SendAsync(new CreateMultipartUploadRequest { Key = key }, cancel, Check.Status(200).Cites("create.basic"));
            if (sighting is not null || SafeXml.Read(exchange.Response!.Body.Bytes.AsSpan()).Document?.Root is not { } root || Evidence.Child(root, "UploadId") is not { Length: > 0 } id)
            {
                return sighting;
            }

            var upload = new BoundUpload(bindings.MainBucket, bindings.Expand(key), id, ImmutableSortedDictionary<int, BoundPart>.Empty);
            ledger.AddUpload(upload.Bucket, upload.Key, id);

            // One that is left without being ended is aborted by the clean-up under a name of its own.
            var old = bindings.Uploads.GetValueOrDefault(SlotOf(operation.Upload).Name);
            bindings = bindings with { Uploads = bindings.Uploads.SetItem(SlotOf(operation.Upload).Name, upload) };
            bindings = old is null ? bindings : bindings with { Uploads = bindings.Uploads.SetItem($"left{bindings.Uploads.Count}", old) };
            model.Begin(operation.Upload);
            return null;
        }

        private async Task<Sighting?> PutAsync(int source, CancellationToken cancel)
        {
            var content = model.NextVersion();
            ledger.AddObject(bindings.MainBucket, $"{bindings.Prefix}s{source}");
            var (_, sighting) = await SendAsync(new PutObjectRequest { Key = $"{{prefix}}s{source}", Content = content }, cancel, Check.Status(200).Cites("inv.model"));
            model.SetSource(source, content);
            return sighting;
        }

        private async Task<Sighting?> DeleteAsync(int source, CancellationToken cancel)
        {
            var (_, sighting) = await SendAsync(new DeleteObjectRequest { Key = $"{{prefix}}s{source}" }, cancel, Check.Status(204, 200).Cites("inv.model"));
            model.SetSource(source, null);
            return sighting;
        }

        private async Task<Sighting?> UploadAsync(LifeOp operation, ModelUpload upload, CancellationToken cancel)
        {
            var content = Content.Generated($"fuzz-part-{operation.Argument}", LifeModel.SourceBytes);
            var request = new UploadPartRequest { UploadId = UploadId.Of(SlotOf(operation.Upload)), PartNumber = operation.Number, Content = content };
            var (exchange, sighting) = await SendAsync(request, cancel, upload.End == LifeEnd.None ? [Check.Status(200).Cites("up.stored-bytes")] : Refused(404, "NoSuchUpload", "up.ended-upload"));
            if (sighting is null && upload.End == LifeEnd.None)
            {
                upload.Parts[operation.Number] = (content.All, exchange.Response!.Header("ETag") ?? "");
            }

            return sighting;
        }

        private async Task<Sighting?> CopyAsync(LifeOp operation, ModelUpload upload, CancellationToken cancel)
        {
            var content = operation.Verb == LifeVerb.Block ? LifeModel.Block : operation.Verb == LifeVerb.NoSource ? null : model.Source(operation.Argument);
            var slice = operation.Verb == LifeVerb.Slice ? content?.From(8, 71) : content?.All;
            var request = new UploadPartCopyRequest
            {
                UploadId = UploadId.Of(SlotOf(operation.Upload)),
                PartNumber = operation.Number,
                CopySource = operation.Verb == LifeVerb.Block ? "{source:block}" : operation.Verb == LifeVerb.NoSource ? "{bucket}/{prefix}none" : $"{{bucket}}/{{prefix}}s{operation.Argument}",
                Range = operation.Verb switch { LifeVerb.Slice => "bytes=8-71", LifeVerb.BadRange => "bytes=90-999", _ => null },
            };
            var faults = new[] { upload.End != LifeEnd.None, content is null, operation.Verb == LifeVerb.BadRange };
            CitedCheck[] then = (faults.Count(f => f), upload.End, content) switch
            {
                // A target may refuse ranges of a small source.
                (0, _, _) => operation.Verb == LifeVerb.Slice ? [Check.Status(200).Cites("upc.range.inclusive", "upc.range.small-source")] : [Check.Status(200).Cites("upc.src.basic")],
                ( > 1, _, _) => [Check.Refused().Cites("upc.upid.checked-after-source")],
                (_, not LifeEnd.None, _) => Refused(404, "NoSuchUpload", upload.End == LifeEnd.Aborted ? "upc.upid.aborted" : "upc.upid.completed"),
                (_, _, null) => Refused(404, "NoSuchKey", "upc.src.key-missing"),
                _ => [Check.Status(400).Cites("upc.range.last-beyond-end")],
            };
            var (exchange, sighting) = await SendAsync(request, cancel, then);
            if (sighting is null && !faults.Contains(true) && Describe.Succeeded(exchange))
            {
                var root = SafeXml.Read(exchange.Response!.Body.Bytes.AsSpan()).Document?.Root;
                upload.Parts[operation.Number] = (slice!.Value, root is null ? "" : Evidence.Child(root, "ETag") ?? "");
            }

            return sighting;
        }

        private async Task<Sighting?> ListAsync(int name, ModelUpload upload, CancellationToken cancel)
        {
            var request = new ListPartsRequest { UploadId = UploadId.Of(SlotOf(name)) };
            if (upload.End != LifeEnd.None)
            {
                return (await SendAsync(request, cancel, Refused(404, "NoSuchUpload", "lp.unknown-upload"))).Sighting;
            }

            var (exchange, sighting) = await SendAsync(request, cancel, Check.Status(200).Cites("lp.basic"));
            if (sighting is not null || SafeXml.Read(exchange.Response!.Body.Bytes.AsSpan()).Document?.Root is not { } root)
            {
                return sighting;
            }

            var known = upload.Parts.ToDictionary(p => p.Key, p => new PartModel(p.Value.Slice.SizeBytes, Evidence.Bare(p.Value.ETag)));
            return PartModel.Differences(known, root, []).Select(d => Sighting.OfState("inv.model", d.Expected, d.Received, exchange)).FirstOrDefault();
        }

        private async Task<Sighting?> CompleteAsync(LifeOp operation, ModelUpload upload, CancellationToken cancel)
        {
            // With the argument, the part of that number is left out.
            var parts = upload.Parts.Where(p => operation.Argument == 0 || p.Key != operation.Number || upload.Parts.Count == 1).ToArray();
            if (parts.Length == 0 && upload.End == LifeEnd.None)
            {
                return null;
            }

            var isWrong = operation.Verb == LifeVerb.BadComplete;
            var references = parts.Select(p => new PartReference(p.Key, isWrong ? "\"00000000000000000000000000000000\"" : Bindings.Literal(p.Value.ETag))).DefaultIfEmpty(new PartReference(1, "\"00000000000000000000000000000000\""));
            var request = new CompleteMultipartUploadRequest { UploadId = UploadId.Of(SlotOf(operation.Upload)), Parts = [.. references] };
            var isTooSmall = parts.SkipLast(1).Any(p => p.Value.Slice.SizeBytes < Size.MinimumPart);
            CitedCheck[] then = (upload.End, isWrong, isTooSmall) switch
            {
                (LifeEnd.Aborted, _, _) => Refused(404, "NoSuchUpload", "cmu.after-abort"),
                (LifeEnd.Completed, _, _) => [Check.Status(200, 400, 404).Cites("cmu.repeat")],
                (_, true, true) => [Check.Status(400).Cites("cmu.wrong-etag")],
                (_, true, _) => Refused(400, "InvalidPart", "cmu.wrong-etag"),
                (_, _, true) => Refused(400, "EntityTooSmall", "cmu.size.min-part"),
                _ => [Check.Status(200).Cites("cmu.basic")],
            };
            var bound = bindings.Upload(SlotOf(operation.Upload).Name);
            ledger.AddObject(bound.Bucket, bound.Key);
            var (_, sighting) = await SendAsync(request, cancel, then);
            if (sighting is null && upload.End == LifeEnd.None && !isWrong && !isTooSmall)
            {
                model.Complete(operation.Upload, parts.Select(p => p.Value.Slice));
                ledger.Remove(bound.Bucket, bound.Key, bound.Id);
            }

            return sighting;
        }

        private async Task<Sighting?> AbortAsync(LifeOp operation, ModelUpload upload, CancellationToken cancel)
        {
            var (_, sighting) = await SendAsync(
                new AbortMultipartUploadRequest { UploadId = UploadId.Of(SlotOf(operation.Upload)) },
                cancel,
                upload.End == LifeEnd.None ? Check.Status(204).Cites("abort.basic") : Check.Status(204, 404).Cites("abort.repeat"));
            if (sighting is null && upload.End == LifeEnd.None)
            {
                upload.End = LifeEnd.Aborted;
                var bound = bindings.Upload(SlotOf(operation.Upload).Name);
                ledger.Remove(bound.Bucket, bound.Key, bound.Id);
            }

            return sighting;
        }

        private async Task<Sighting?> ReadAsync(int key, CancellationToken cancel) => (await SendAsync(
            new GetObjectRequest { Key = KeyText(key) },
            cancel,
            model.Object(key) is { } made
                ? [Check.Status(200).Cites("cmu.read-after"), Check.BodyIs([.. made.Slices]).Cites("integ.concat")]
                : [Check.Status(404).Cites("inv.dest-untouched")])).Sighting;

        private static CitedCheck[] Refused(int status, string code, string cites) => [Check.Status(status).Cites(cites), Check.ErrorCode(code).Cites(cites)];

        private async Task<(Exchange Exchange, Sighting? Sighting)> SendAsync(Operation operation, CancellationToken cancel, params CitedCheck[] then)
        {
            var exchange = await log.SendAsync(operation, bindings, Steps.When, cancel, carrier: null);
            if (exchange.Fate != Fate.Complete)
            {
                cancel.ThrowIfCancellationRequested();
                return (exchange, new Sighting("inv.no-hang", Aspect.Status, "an answer", $"none: {exchange.Fate}", exchange));
            }

            var scenario = new Scenario { Id = log.Owner, Claim = "", When = operation, Then = [.. then] };
            var result = judge.Decide(scenario, new CaseTranscript { CaseId = log.Owner, Bindings = bindings, Exchanges = [exchange] });
            return (exchange, Sighting.AllOf(result).FirstOrDefault());
        }
    }
}
