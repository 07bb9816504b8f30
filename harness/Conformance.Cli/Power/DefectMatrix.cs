using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using Conformance.Model;
using Conformance.Reference;

namespace Conformance.Cli.Power;

/// <summary>Runs the suite once a planted defect, over in-memory pipes, and says what was noticed.</summary>
/// <param name="catalogue">The requirements.</param>
/// <param name="cases">The cases; costly ones are left out, but for defects of what nothing else is about.</param>
/// <param name="excuses">What need not be found.</param>
internal sealed class DefectMatrix(Catalogue catalogue, IEnumerable<Scenario> cases, Excuses excuses)
{
    private const int MostCiting = 24;
    private const int MostAlterations = 4_000;

    // Bytes by the mebibyte say nothing more about a defect elsewhere, and cost as much as a hundred small cases.
    private const long LargeBytes = Size.MiB;

    private readonly ImmutableArray<Scenario> all = [.. cases.Where(s => s.Costly is null && s.When is not ClientProgram)];
    private readonly ImmutableArray<Scenario> costly = [.. cases.Where(s => s.Costly is not null && s.When is not ClientProgram)];
    private readonly ConcurrentDictionary<CheckId, bool> proved = new();
    private readonly Lock gate = new();
    private Task<FrozenDictionary<string, CaseResult>>? sounding;
    private FrozenDictionary<string, CaseResult> sound = FrozenDictionary<string, CaseResult>.Empty;

    /// <summary>The cases that take part.</summary>
    public ImmutableArray<Scenario> Cases => all;

    /// <summary>Results on the sound endpoint, by case.</summary>
    public async Task<FrozenDictionary<string, CaseResult>> SoundAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            sounding ??= Task.Run(async () => (await RunAsync(null, all, CancellationToken.None)).ToFrozenDictionary(c => c.Scenario.Id, StringComparer.Ordinal), CancellationToken.None);
        }

        return sound = await sounding.WaitAsync(cancel);
    }

    /// <summary>The whole score.</summary>
    public async Task<DefectScore> ScoreAsync(IReadOnlyList<PlantedDefect> defects, int sideBySide, IProgress<DefectVerdict> progress, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        await SoundAsync(cancel);
        var verdicts = new ConcurrentDictionary<string, DefectVerdict>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = cancel };
        await Parallel.ForEachAsync(defects, options, async (defect, stop) =>
        {
            // Most are noticed by the first few cases that are about them; the others get all that could see them.
            var verdict = await TryAsync(defect, [.. Citing(defect).Take(MostCiting)], stop);
            verdicts[defect.Id] = verdict = verdict.Counts && verdict.Excuse is null ? verdict : await TryAsync(defect, Selected(defect), stop);
            progress.Report(verdict);
        });

        // On a busy machine, what overlaps in time may not: survivors get another try by themselves.
        foreach (var defect in defects.Where(d => !verdicts[d.Id].Counts))
        {
            verdicts[defect.Id] = await TryAsync(defect, Selected(defect), cancel);
        }

        var ofDefects = all.SelectMany(Ids).Count(proved.ContainsKey);
        await ProveByAlterationsAsync(sideBySide, cancel);
        return new DefectScore
        {
            Defects = [.. defects.Select(d => verdicts[d.Id])],
            Checks = [.. all.SelectMany(Ids)],
            ProvenByDefects = ofDefects,
            Unproven = [.. all.SelectMany(s => Unproved(s).Select(id => Describe(s, id)))],
            CanaryFailed = await Canary.FailsAsync(catalogue, cancel),
            LostBySelection = await LostAsync(defects, verdicts, cancel),
            Seconds = clock.Elapsed.TotalSeconds,
        };
    }

    /// <summary>What some cases make of a defect.</summary>
    public async Task<DefectVerdict> TryAsync(PlantedDefect defect, ImmutableArray<Scenario> selected, CancellationToken cancel)
    {
        await SoundAsync(cancel);
        var known = sound;
        ImmutableArray<Scenario> further = [.. selected.Where(s => !known.ContainsKey(s.Id))];
        if (!further.IsEmpty)
        {
            known = known.Values.Concat(await RunAsync(null, further, cancel)).ToFrozenDictionary(c => c.Scenario.Id, StringComparer.Ordinal);
        }

        var killers = new List<(string Id, bool Stated)>();
        foreach (var result in await RunAsync(defect, selected, cancel))
        {
            var fresh = Fresh(result, known);
            foreach (var position in fresh.Where(f => !f.Check.Standing).Select(f => f.Position))
            {
                proved[new CheckId(result.Scenario.Id, position)] = true;
            }

            if (fresh.Length > 0 || (result.Verdict is Verdict.Inconclusive && known[result.Scenario.Id].Verdict != Verdict.Inconclusive))
            {
                killers.Add((result.Scenario.Id, fresh.Any(f => f.Check.Requirements.Contains(defect.Breaks))));
            }
        }

        return new DefectVerdict(
            defect,
            [.. killers.OrderByDescending(k => k.Stated).Select(k => k.Id)],
            killers.Any(k => k.Stated) || killers.Any(k => IsAboutNoAnswer(defect) && Cites(k.Id, defect.Breaks)),
            selected.Length,
            excuses.OfDefect(defect.Id));
    }

    /// <summary>The cases that cite the requirement a defect breaks, those that do so themselves first.</summary>
    public IEnumerable<Scenario> Citing(PlantedDefect defect) =>
        [.. all.Where(s => CitesAtAll(s, defect.Breaks)).OrderByDescending(s => s.Cited.Contains(defect.Breaks, StringComparer.Ordinal)), .. Costly(defect)];

    /// <summary>The cases that can see a defect: those that cite the requirement it breaks, and those of the same topic.</summary>
    public ImmutableArray<Scenario> Selected(PlantedDefect defect)
    {
        var topic = catalogue[defect.Breaks].Topic;
        return [.. all.Where(s => CitesAtAll(s, defect.Breaks) || (!IsLarge(s) && s.Cited.Any(id => catalogue[id].Topic == topic))), .. Costly(defect)];
    }

    // What costs a real target much costs the embedded endpoint some seconds: worth it where nothing cheaper looks.
    private IEnumerable<Scenario> Costly(PlantedDefect defect) =>
        all.Any(s => CitesAtAll(s, defect.Breaks)) ? [] : costly.Where(s => s.Cited.Contains(defect.Breaks, StringComparer.Ordinal));

    private static bool IsLarge(Scenario scenario) =>
        scenario.Given.OfType<Given.Stored>().Any(g => g.Content.SizeBytes >= LargeBytes)
        || scenario.Given.OfType<Given.Uploaded>().Any(g => g.Content.SizeBytes >= LargeBytes)
        || scenario.Given.OfType<Given.Multipart>().Any(g => g.Parts.Sum(p => p.SizeBytes) >= LargeBytes);

    // A dropped or endless answer fails no check: the case is then left unjudged, and that is the notice.
    private static bool IsAboutNoAnswer(PlantedDefect defect) => defect.Breaks is "inv.no-hang" or "upc.rh.framing" or "upc.mb.keepalive";

    private bool Cites(string id, string requirement) => all.Any(s => s.Id == id && CitesAtAll(s, requirement));

    private static bool CitesAtAll(Scenario scenario, string requirement) =>
        scenario.Cited.Contains(requirement, StringComparer.Ordinal)
        || StandingChecks.For(scenario).Any(c => c.Requirements.Contains(requirement, StringComparer.Ordinal));

    private static (CheckResult Check, int Position)[] Fresh(CaseResult result, FrozenDictionary<string, CaseResult> known)
    {
        var old = known.GetValueOrDefault(result.Scenario.Id)?.Findings.Select(Key).ToHashSet() ?? [];
        return [.. result.Checks.Select((check, position) => (check, position)).Where(x => x.check.IsFinding && !old.Contains(Key(x.check)))];
    }

    private static (string, Aspect, string) Key(CheckResult finding) => (finding.Deciding.Id, finding.Aspect, finding.Outcome.Expected);

    private static IEnumerable<CheckId> Ids(Scenario scenario) => scenario.Then.Select((_, i) => new CheckId(scenario.Id, i));

    // What no planted defect made fail has to fail under some alteration of the answers it reads; what only the other dialect has, in that.
    private async Task ProveByAlterationsAsync(int sideBySide, CancellationToken cancel)
    {
        var aws = new Judge(catalogue, Dialect.Aws);
        Prove(sound.Values.Where(r => r.Transcript is not null), aws, sideBySide, cancel);
        ImmutableArray<Scenario> rest = [.. all.Where(s => !IsLarge(s) && s.Then.Where((c, i) => IsForeign(s, aws, c) && !proved.ContainsKey(new CheckId(s.Id, i))).Any())];
        Prove(await RunAsync(null, rest, cancel, Dialect.JdCloud), new Judge(catalogue, Dialect.JdCloud), sideBySide, cancel);
    }

    private static bool IsForeign(Scenario scenario, Judge judge, CitedCheck check) =>
        judge.Deciding(check.Requirements) is null || (!scenario.Dialects.IsEmpty && !scenario.Dialects.Contains(Dialect.Aws));

    private void Prove(IEnumerable<CaseResult> results, Judge judge, int sideBySide, CancellationToken cancel) =>
        Parallel.ForEach(results.Where(r => r.Transcript is not null), new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = cancel }, result =>
        {
            var scenario = result.Scenario;
            using var altered = Alterations.Of(result.Transcript!).Take(MostAlterations).GetEnumerator();
            while (Ids(scenario).Any(id => !proved.ContainsKey(id)) && altered.MoveNext())
            {
                foreach (var (check, position) in judge.Decide(scenario, altered.Current).Checks.Select((c, i) => (c, i)).Where(x => !x.c.Standing && x.c.IsFinding))
                {
                    proved[new CheckId(scenario.Id, position)] = true;
                }
            }
        });

    private IEnumerable<CheckId> Unproved(Scenario scenario) => Ids(scenario).Where(id => !proved.ContainsKey(id));

    private (CheckId Check, string Aspect, string Cites, string? Reason) Describe(Scenario scenario, CheckId id)
    {
        var cited = scenario.Then[id.Position];
        return (id, cited.Check.Aspect.ToString(), string.Join(", ", cited.Requirements), excuses.OfCheck(scenario, cited));
    }

    // A sample of the defects against everything: had a case outside the selection changed the verdict, the selection would lose something.
    private async Task<ImmutableArray<string>> LostAsync(IReadOnlyList<PlantedDefect> defects, ConcurrentDictionary<string, DefectVerdict> verdicts, CancellationToken cancel)
    {
        const int Sample = 6;
        var lost = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < defects.Count; i += Math.Max(1, defects.Count / Sample))
        {
            var whole = await TryAsync(defects[i], [.. all.Where(s => !IsLarge(s))], cancel);
            if (whole.Counts && !verdicts[defects[i].Id].Counts)
            {
                lost.Add(defects[i].Id);
            }
        }

        return lost.ToImmutable();
    }

    private async Task<ImmutableArray<CaseResult>> RunAsync(PlantedDefect? defect, ImmutableArray<Scenario> selected, CancellationToken cancel, Dialect dialect = Dialect.Aws)
    {
        // What is wrong with buckets in host names shows only to who puts them there.
        var style = defect is not null && catalogue[defect.Breaks].Needs.Contains(Capabilities.VirtualHosting) ? AddressingStyle.Virtual : AddressingStyle.Path;
        var run = await QuickRun.OfAsync(catalogue, dialect, defect?.Id, selected, style, cancel);

        // Where the preflight itself noticed, that is as good a notice as any case, and reported as one.
        return run.Result?.Cases ?? [.. selected.Take(1).Select(s => new CaseResult { Scenario = s, Verdict = Verdict.Inconclusive, Reason = run.Refusal })];
    }
}
