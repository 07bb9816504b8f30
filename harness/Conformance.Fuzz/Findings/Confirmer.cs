using System.Collections.Immutable;
using System.Text;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Fuzz;

/// <summary>Turns a sighting into a finding: shows it again in fresh surroundings, k of n times, with control requests between, and makes it small.</summary>
internal sealed class Confirmer(Prober prober, Arena arena, Lifeline lifeline, Session session, Catalogue catalogue, FindingLog log, int attempts)
{
    private const int Repetitions = 3;
    private const int LongestEvidence = 6000;

    /// <summary>What is broken in a program: the order of its operations.</summary>
    public const string Order = "order";

    private bool cut;

    /// <summary>Confirms what the last of a sequence of inputs showed. False when the target went away meanwhile: then nothing is said, and it has to be done alone.</summary>
    public async Task<bool> ConfirmAsync(ImmutableArray<Input> sequence, Sighting seen, long atRequest, bool alone, CancellationToken cancel)
    {
        var input = sequence[^1];
        var suspected = seen.CauseOn(input.Surface);
        var control = new Control(lifeline, session);
        if (log.Again(suspected, input.Mutation) || !log.IsWorthwhile(suspected, input.Mutation) || !await control.AskAsync(cancel))
        {
            return true;
        }

        var stops = lifeline.Stops;
        cut = false;

        await arena.RenewAsync(cancel);
        var finding = await AloneAsync(input, suspected, control, cancel);
        if (finding is null && !Prober.IsIsolated(input))
        {
            finding = await InSequenceAsync(sequence, suspected, control, cancel);
        }

        if (!alone && (cut || lifeline.Stops > stops))
        {
            return false;
        }

        if (finding is null)
        {
            log.NotConfirmed(suspected, input.Mutation);
            return true;
        }

        log.Add(finding with { AtRequest = atRequest, FoundAs = input.Text(), Mutations = [input.Mutation], Controls = control.Count }, suspected);
        return true;
    }

    /// <summary>Confirms what a program of operations showed. False as above.</summary>
    public async Task<bool> ConfirmAsync(IProgramSurface surface, ProgramResult seen, long atRequest, bool alone, CancellationToken cancel)
    {
        var cause = seen.Sighting!.CauseOn(surface.Surface);
        var control = new Control(lifeline, session);
        if (log.Again(cause, Order) || !log.IsWorthwhile(cause, Order) || !await control.AskAsync(cancel))
        {
            return true;
        }

        var stops = lifeline.Stops;

        async Task<ProgramResult?> ShowAsync(string text) => await surface.RunAsync(text, cancel) is { Sighting: { } sighting } result && sighting.CauseOn(surface.Surface) == cause ? result : null;
        var runs = await RepeatAsync(() => ShowAsync(seen.Text), control, cancel);
        if (!alone && lifeline.Stops > stops)
        {
            return false;
        }

        if (runs.TrueForAll(r => r is null))
        {
            log.NotConfirmed(cause, Order);
            return true;
        }

        var small = await surface.ShrinkAsync(seen.Text, new Budget(attempts * 2), async text => await ShowAsync(text) is not null);
        var last = await RepeatAsync(() => ShowAsync(small), control, cancel);
        if (last.TrueForAll(r => r is null))
        {
            (small, last) = (seen.Text, runs);
        }

        var shown = last.First(r => r is not null)!;
        log.Add(
            Found(cause, shown.Sighting!, shown.Class, $"{surface.Surface.Token()} {small}", last.Count(r => r is not null)) with
            {
                AtRequest = atRequest,
                FoundAs = $"{surface.Surface.Token()} {seen.Text}",
                Mutations = [Order],
                Controls = control.Count,
                Timeline = shown.Timeline,
            },
            cause);
        return true;
    }

    private async Task<Finding?> AloneAsync(Input input, Cause suspected, Control control, CancellationToken cancel)
    {
        var runs = await RepeatAsync(() => prober.RunAsync(input, arena, alone: true, cancel), control, cancel);
        cut |= runs.Exists(r => r.Answer is { } answer && Lifeline.IsCut(answer));
        var sightings = runs.SelectMany(r => r.Sightings).ToArray();
        var seen = sightings.FirstOrDefault(s => s.CauseOn(input.Surface) == suspected) ?? sightings.MaxBy(s => catalogue[s.Requirement].VerdictWhenFailed);
        if (seen is null)
        {
            return null;
        }

        var cause = seen.CauseOn(input.Surface);
        bool Shows(ProbeResult run) => run.Sightings.Any(s => s.CauseOn(input.Surface) == cause);
        var small = await Shrinker.InputAsync(input, new Budget(attempts), async candidate => Shows(await TryAsync(candidate, seen, cancel)));
        var last = small.Equals(input) ? runs : await RepeatAsync(() => prober.RunAsync(small, arena, alone: true, cancel), control, cancel);
        if (!last.Any(Shows))
        {
            (small, last) = (input, runs);
        }

        // The same request is the same cause, whichever surface it was come upon by.
        var shown = last.First(Shows);
        var home = Surfaces.Home(small);
        small = small with { Surface = home };
        return Found(cause with { Surface = home }, shown.Sightings.First(s => s.CauseOn(input.Surface) == cause), shown.Expected.Class, small.Text(), last.Count(Shows)) with { Curl = prober.Curl(small, arena) };
    }

    // What the answer itself shows needs no surroundings of its own for every attempt: what comes out of it is shown in fresh ones at last.
    private async Task<ProbeResult> TryAsync(Input candidate, Sighting seen, CancellationToken cancel)
    {
        if (Prober.IsIsolated(candidate) || seen is not { Aspect: Aspect.Status or Aspect.ErrorCode or Aspect.Headers, Shown.Fate: Fate.Complete })
        {
            return await prober.RunAsync(candidate, arena, alone: true, cancel);
        }

        if (!arena.IsReady)
        {
            await arena.RenewAsync(cancel);
        }

        return await prober.SendAsync(candidate, arena, cancel);
    }

    private async Task<Finding?> InSequenceAsync(ImmutableArray<Input> sequence, Cause cause, Control control, CancellationToken cancel)
    {
        async Task<Sighting?> ShowAsync(IEnumerable<Input> inputs) => (await ReplayAsync(inputs, cancel)).FirstOrDefault(s => s.CauseOn(cause.Surface) == cause);
        ImmutableArray<Input> steps = [.. sequence.Where(i => !Prober.IsIsolated(i))];
        var runs = await RepeatAsync(() => ShowAsync(steps), control, cancel);
        if (runs.FirstOrDefault(r => r is not null) is not { } seen)
        {
            return null;
        }

        var small = await Shrinker.SequenceAsync([.. steps], 0, new Budget(attempts), async candidate => candidate.Count > 0 && await ShowAsync(candidate) is not null);
        return Found(cause, seen, $"{cause.Surface.Token()}/sequence", string.Join(" | ", small.Select(i => i.Text())), runs.Count(r => r is not null)) with
        {
            Preceding = [.. small.SkipLast(1).Select(i => i.Text())],
        };
    }

    /// <summary>Sends a sequence to an upload of its own and says what should not be.</summary>
    public async Task<ImmutableArray<Sighting>> ReplayAsync(IEnumerable<Input> inputs, CancellationToken cancel)
    {
        await arena.RenewAsync(cancel);
        var sightings = ImmutableArray.CreateBuilder<Sighting>();
        foreach (var input in inputs)
        {
            sightings.AddRange((await prober.SendAsync(input, arena, cancel)).Sightings);
        }

        sightings.AddRange(await arena.SweepAsync(cancel));
        return sightings.ToImmutable();
    }

    private static async Task<List<T>> RepeatAsync<T>(Func<Task<T>> run, Control control, CancellationToken cancel)
    {
        var runs = new List<T>(Repetitions);
        for (var i = 0; i < Repetitions; i++)
        {
            runs.Add(await run());
            await control.AskAsync(cancel);
        }

        return runs;
    }

    private Finding Found(Cause cause, Sighting seen, string inputClass, string replay, int shown)
    {
        var requirement = catalogue[cause.Requirement];
        return new Finding
        {
            Cause = cause,
            Verdict = requirement.VerdictWhenFailed,
            Statement = requirement.Statement,
            Expected = seen.Expected,
            Received = seen.Received,
            Surface = cause.Surface,
            InputClass = inputClass,
            Replay = replay,
            FoundAs = replay,
            Confirmed = new Repeated(shown, Repetitions),
            AtRequest = 0,
            Evidence = Text(seen.Shown),
        };
    }

    /// <summary>An exchange as text, redacted as it was recorded.</summary>
    public static string Text(Exchange? exchange)
    {
        if (exchange is null)
        {
            return "";
        }

        var text = new StringBuilder(exchange.Request.Head).Append('\n');
        text.Append(exchange.Response is { } response
            ? $"{response.Head}\n\n{(response.Body.IsWhole ? Encoding.UTF8.GetString(response.Body.Bytes.AsSpan()) : $"({response.Body.Length} bytes)")}"
            : $"({exchange.Fate}: {exchange.FateDetail})");
        return text.Length <= LongestEvidence ? text.ToString() : text.ToString(0, LongestEvidence) + "…";
    }
}

/// <summary>Requests known to work, between others: they tell a flaky target from a flaky network.</summary>
internal sealed class Control(Lifeline lifeline, Session session)
{
    /// <summary>How many were answered, of how many.</summary>
    public Controls Count { get; private set; }

    /// <summary>Asks until there is an answer; false when the target stays away.</summary>
    public async Task<bool> AskAsync(CancellationToken cancel)
    {
        var log = new CaseLog(session, Arena.Owner);
        var alive = await lifeline.AwaitAsync(log, cancel);
        Count = new Controls(Count.Answered + log.Exchanges.Count(e => e.Fate == Fate.Complete), Count.Of + log.Exchanges.Length);
        return alive;
    }
}
