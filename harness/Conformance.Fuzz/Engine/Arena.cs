using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Fuzz;

/// <summary>What all arenas stand on: the sources that they share. A target that forgot them gets them again, and a new epoch begins.</summary>
internal sealed class Ground(Session session, Ledger ledger)
{
    /// <summary>Reaches preconditions; sources are stored once an epoch.</summary>
    public Arranger Arranger { get; private set; } = new(session, ledger);

    /// <summary>Counts how often the sources had to be stored anew.</summary>
    public int Epoch { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Renew() => (Arranger, Epoch) = (new Arranger(session, ledger, Epoch + 1), Epoch + 1);
}

/// <summary>Where one worker sends its inputs: the sources, and an upload whose parts it knows, renewed from time to time.</summary>
internal sealed class Arena(Session session, Ledger ledger, Ground ground, int number)
{
    // A page of ListParts shows a thousand; what an upload was through is part of what may go wrong, so it is not renewed too soon.
    private const int MostParts = 500;
    private const int MostInputs = 400;

    private readonly Dictionary<int, PartModel> parts = [];
    private readonly List<string> strays = [];
    private readonly List<Input> recent = [];
    private ImmutableDictionary<string, Bindings> bindings = ImmutableDictionary<string, Bindings>.Empty;
    private int inputs;
    private bool uncertain;
    private int epoch = -1;

    /// <summary>Inputs sent to the upload since it was last swept, the latest last.</summary>
    public ImmutableArray<Input> Recent => [.. recent];

    /// <summary>The bindings of an input: its source, and the upload.</summary>
    public Bindings BindingsOf(Input input) => bindings[input[Fields.Source] ?? Sources.Small];

    /// <summary>True when there is an upload that may be used further.</summary>
    public bool IsReady => epoch == ground.Epoch && inputs < MostInputs && parts.Count < MostParts;

    /// <summary>Stores the sources and opens an upload with one part; throws <see cref="BlockedException"/> when the target does not let it.</summary>
    public async Task RenewAsync(CancellationToken cancel)
    {
        await CloseAsync();
        var (arranger, current) = (ground.Arranger, ground.Epoch);
        var log = new CaseLog(session, Owner);
        var begun = session.BindingsFor(number);
        if (epoch >= 0)
        {
            // What an earlier input left at the destination is no doing of those to come.
            await session.SendKeyAsync("DELETE", begun.MainBucket, begun.DestinationKey, "", Owner, Steps.CleanUp + "destination", cancel);
        }

        var opened = await arranger.ReachAsync(Given.OpenUpload(Slot.Upload), begun, log, cancel);
        opened = await arranger.ReachAsync(Given.UploadedPart(Slot.Upload, RequestBuilder.EarlierPart, RequestBuilder.Earlier), opened, log, cancel);
        var all = ImmutableDictionary.CreateBuilder<string, Bindings>();
        foreach (var source in Sources.All)
        {
            all[source] = bindings.TryGetValue(source, out var known) && epoch == current
                ? opened with { Objects = known.Objects }
                : await StoreAsync(source, arranger, opened, log, cancel);
        }

        bindings = all.ToImmutable();
        parts.Clear();
        strays.Clear();
        parts[RequestBuilder.EarlierPart] = new PartModel(RequestBuilder.Earlier.SizeBytes, Evidence.Bare(opened.Upload(Slot.Upload.Name).Parts[RequestBuilder.EarlierPart].ETag));
        recent.Clear();
        (inputs, uncertain, epoch) = (0, false, current);
    }

    // A target that completes no upload is fuzzed all the same.
    private static async Task<Bindings> StoreAsync(string source, Arranger arranger, Bindings opened, CaseLog log, CancellationToken cancel)
    {
        try
        {
            return await arranger.ReachAsync(Sources.Given(source), opened, log, cancel);
        }
        catch (BlockedException) when (source == Sources.Parts)
        {
            return await arranger.ReachAsync(Sources.Given(Sources.Large), opened, log, cancel);
        }
    }

    /// <summary>The upload is not used further.</summary>
    public void Distrust() => inputs = MostInputs;

    /// <summary>Aborts the upload.</summary>
    public async Task CloseAsync()
    {
        if (!bindings.IsEmpty && bindings[Sources.Small].Upload(Slot.Upload.Name) is var upload && ledger.Holds(upload.Bucket, upload.Key, upload.Id))
        {
            await ledger.AbortAsync(session, upload.Bucket, upload.Key, upload.Id, Owner);
        }

        inputs = MostInputs;
    }

    /// <summary>
    /// Takes note of what an answer says was stored. Where <paramref name="expected"/> does not tell the number, the part may lie under any,
    /// known by its ETag; an answer without one makes the state uncertain.
    /// </summary>
    public void Note(Input input, Expectations expected, Exchange exchange, string? etag)
    {
        inputs++;
        recent.Add(input);
        if (exchange.Response is null || exchange.Fate != Fate.Complete)
        {
            uncertain = true;
        }
        else if (etag is not null && exchange.Request.Method == "PUT")
        {
            if (expected.PartNumber is { } partNumber)
            {
                parts[partNumber] = new PartModel(expected.Slice?.SizeBytes, etag);
            }
            else if (etag != NoTag)
            {
                strays.Add(etag);
            }

            uncertain |= etag == NoTag;
        }
    }

    /// <summary>Asks the target what it holds, and compares; one phrase a difference, with the requirement that it breaks.</summary>
    public async Task<ImmutableArray<Sighting>> SweepAsync(CancellationToken cancel)
    {
        var found = ImmutableArray.CreateBuilder<Sighting>();
        recent.Clear();
        var small = bindings[Sources.Small];
        var list = await session.SendAsync(new ListPartsRequest { WholeAnswer = true }, small, Owner, Steps.Observe + "list parts", cancel);
        if (!uncertain && list.Fate == Fate.Complete)
        {
            Compare(list, found);
        }

        foreach (var source in Sources.All)
        {
            var bound = bindings[source].Object(Slot.Source.Name);
            var head = await session.SendKeyAsync("HEAD", bound.Bucket, bound.Key, "", Owner, Steps.Observe + "head source", cancel);
            var now = $"status {head.Response?.Status}, ETag {head.Response?.Header("ETag")}, {head.Response?.Header("Content-Length")} bytes, Last-Modified {head.Response?.Header("Last-Modified")}";
            var then = $"status 200, ETag {bound.ETag}, {bound.Content.SizeBytes} bytes, Last-Modified {bound.LastModified}";
            if (head.Fate == Fate.Complete && now != then)
            {
                found.Add(Sighting.OfState("upc.src.source-unchanged", then, now, head));
            }
        }

        var upload = small.Upload(Slot.Upload.Name);
        var destination = await session.SendKeyAsync("HEAD", upload.Bucket, upload.Key, "", Owner, Steps.Observe + "head destination", cancel);
        if (destination is { Fate: Fate.Complete, Response: { Status: not 404 } there })
        {
            // In the words of the check, so that it is one cause wherever it is seen.
            found.Add(Sighting.OfState("inv.dest-untouched", "the destination key has no object", $"status {there.Status}, ETag {there.Header("ETag") ?? "absent"}", destination));
        }

        return found.ToImmutable();
    }

    internal const string Owner = "fuzz";

    /// <summary>In place of the ETag of a success that shows none.</summary>
    internal const string NoTag = "?";

    private void Compare(Exchange list, ImmutableArray<Sighting>.Builder found)
    {
        var root = list.Response!.Status == 200 ? SafeXml.Read(list.Response.Body.Bytes.AsSpan()).Document?.Root : null;
        if (root is null)
        {
            // A long listing is cut by the transcript; nothing can be compared then.
            if (list.Response.Status != 200)
            {
                found.Add(Sighting.OfState("inv.model", "the upload is in progress", Describe.Answer(list), list));
            }

            return;
        }

        found.AddRange(PartModel.Differences(parts, root, strays).Select(d => Sighting.OfState("inv.model", d.Expected, d.Received, list)));
    }
}
