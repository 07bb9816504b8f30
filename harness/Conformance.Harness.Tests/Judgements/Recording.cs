using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Conformance.Cli.Power;
using Conformance.Model;
using Conformance.Reports.Rejudging;
using Conformance.Sdk;

namespace Conformance.Harness.Tests.Judgements;

/// <summary>
/// What JudgementTests compares with, made and accepted by hand:
/// <c>dotnet test harness/Conformance.Harness.Tests --filter FullyQualifiedName~Judgements.Recording.Accept</c> and <c>…~Judgements.Recording.Anew</c>.
/// </summary>
[Explicit("Changes what is recorded and accepted.")]
public sealed class Recording
{
    // Of the planted defects a sample: what the others would show of the checks, the altered answers show as well.
    private const int DefectStep = 12;
    private const int DefectCases = 2;
    private const int MostAlterations = 1_500;
    private const long LargeBytes = 64 * 1024;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(100);

    private static readonly Catalogue Catalogue = CatalogueLoader.Load(Repository.Catalogue);

    /// <summary>Takes today's judgements as right: read what git shows of them before it is committed.</summary>
    [Test]
    public void Accept()
    {
        foreach (var old in Directory.EnumerateFiles(RecordedCase.Folder, "*.txt").ToArray())
        {
            File.Delete(old);
        }

        foreach (var id in RecordedCase.Ids())
        {
            File.WriteAllText(RecordedCase.FileOf(id, ".verified.txt"), Judgement.Of(RecordedCase.Read(id), Catalogue));
        }
    }

    /// <summary>
    /// Runs the suite on the embedded endpoint, in both dialects and with a sample of the planted defects, and keeps what shows a check in a new light: of every
    /// check each kind of outcome in each of its wordings. Then the answers are altered for what is still missing. Stored runs of real servers are
    /// taken as well: CONFORMANCE_RECORD_RUNS names their folders, with colons between.
    /// </summary>
    [Test]
    public async Task Anew()
    {
        var choice = new Choice(Catalogue);
        foreach (var dialect in new[] { Dialect.Aws, Dialect.JdCloud })
        {
            await RunAsync(choice, dialect, null, [.. SdkSuite.Everything.Where(s => s.Costly is null && !s.Waits)]);
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("CONFORMANCE_RECORD_RUNS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            await StoredAsync(choice, folder);
        }

        await Parallel.ForEachAsync(Killers(), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (defect, _) => await RunAsync(choice, Dialect.Aws, defect.Id, defect.Cases));
        Write(choice);
        choice.Alter(MostAlterations, Stopwatch.StartNew());
        Write(choice);
        Accept();
    }

    private static void Write(Choice choice)
    {
        if (Directory.Exists(RecordedCase.Folder))
        {
            Directory.Delete(RecordedCase.Folder, recursive: true);
        }

        foreach (var recorded in choice.Chosen())
        {
            recorded.Write();
        }
    }

    private static async Task StoredAsync(Choice choice, string folder)
    {
        var stored = await StoredEvidence.ReadAsync(folder);
        var judge = new Judge(Catalogue, stored.Results.Run.Dialect, stored.Absent);
        foreach (var scenario in SdkSuite.Everything)
        {
            var transcript = stored.Transcripts.GetValueOrDefault(scenario.Id);
            var result = judge.Outside(scenario, []) ?? (transcript is null ? null : judge.Decide(scenario, transcript));
            if (result is not null)
            {
                choice.Offer(stored.Results.Run.Target.Name, stored.Results.Run.Dialect, stored.Absent, result);
            }
        }
    }

    private static async Task RunAsync(Choice choice, Dialect dialect, string? defect, ImmutableArray<Scenario> cases)
    {
        // Where the preflight itself noticed, there is nothing to judge.
        if ((await QuickRun.OfAsync(Catalogue, dialect, defect, cases, AddressingStyle.Path, CancellationToken.None)).Result is not { } run)
        {
            return;
        }

        foreach (var result in run.Cases.Where(r => r.Verdict != Verdict.Error))
        {
            choice.Offer($"reference, {dialect.Token()}{(defect is null ? "" : $", {defect}")}", dialect, [.. run.Absent], result);
        }
    }

    // As the score has it.
    private static ImmutableArray<(string Id, ImmutableArray<Scenario> Cases)> Killers()
    {
        using var score = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "reports", "score.json")));
        return
        [
            .. score.RootElement.GetProperty("defects").EnumerateArray()
                .Select(d => (
                    d.GetProperty("id").GetString()!,
                    d.GetProperty("examples").EnumerateArray().Select(e => Judgement.ScenarioOf(e.GetString()!)).OfType<Scenario>().Take(DefectCases).ToImmutableArray()))
                .Where((d, i) => i % DefectStep == 0 && !d.Item2.IsEmpty),
        ];
    }

    /// <summary>What is worth keeping, from what is offered.</summary>
    private sealed class Choice(Catalogue catalogue)
    {
        private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, bool> kinds = new(StringComparer.Ordinal);
        private readonly List<Kept> kept = [];
        private readonly List<Kept> others = [];

        /// <summary>Keeps a result that shows something new.</summary>
        public void Offer(string origin, Dialect dialect, IEnumerable<string> absent, CaseResult result)
        {
            lock (kept)
            {
                var offered = new Kept(origin, dialect, [.. absent.Order(StringComparer.Ordinal)], result);
                if (IsNew(result))
                {
                    kept.Add(offered);
                }
                else if (result.Transcript is not null && kinds.TryAdd(Kind(offered), true))
                {
                    others.Add(offered);
                }
            }
        }

        /// <summary>Alters the answers of what is kept, and of one case of each kind that is not.</summary>
        public void Alter(int most, Stopwatch clock)
        {
            var some = kept.Concat(others).Where(k => k.Result is { Transcript: { } t, Checks.IsEmpty: false } && t.Exchanges.Sum(e => e.Response?.Body.Bytes.Length ?? 0) < LargeBytes);
            Parallel.ForEach(Partitioner.Create(some.ToArray(), loadBalance: true), new ParallelOptions { MaxDegreeOfParallelism = 2 }, one =>
            {
                var judge = new Judge(catalogue, one.Dialect, [.. one.Absent]);
                var transcript = one.Result.Transcript!;
                foreach (var altered in Further.Of(transcript).Concat(Alterations.Of(transcript).Take(most)).TakeWhile(_ => clock.Elapsed < MostTime))
                {
                    if (IsNew(judge.Decide(one.Result.Scenario, altered)))
                    {
                        one.Altered.Add(altered);
                    }
                }
            });
            kept.AddRange(others.Where(o => o.Altered.Count > 0));
            others.Clear();
        }

        public IEnumerable<RecordedCase> Chosen() => kept.GroupBy(k => k.Result.Scenario.Id, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Numbering().Record(g.Key, g));

        // Which checks of which cases: two cases of one kind are altered to the same end.
        private static string Kind(Kept offered) =>
            $"{offered.Dialect} {string.Join(' ', offered.Result.Scenario.Then.Select(c => Shape.Of(c.Check)).Order(StringComparer.Ordinal))}";

        private bool IsNew(CaseResult result)
        {
            var any = false;
            foreach (var shape in Shape.Of(result))
            {
                any |= seen.TryAdd(shape, true);
            }

            return any;
        }
    }
}
