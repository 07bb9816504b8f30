using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Conformance.Harness.Tests;
using Conformance.Harness.Tests.Reports;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Reports.Html.Views;
using Conformance.Reports.Power;
using Conformance.Wire;

namespace Conformance.Browser.Tests;

/// <summary>The reports that are opened, written once.</summary>
internal static class Reports
{
    /// <summary>What a target might answer to get into the page.</summary>
    public const string Hostile = "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=2'><style>*{display:none}</style>";

    private static readonly string HostileJson = JsonEncodedText.Encode(Hostile).ToString();
    private static readonly Verdict[] Verdicts = Enum.GetValues<Verdict>();
    private static readonly TemporaryFolder Folder = new();

    private static readonly Lazy<ReportOptions> Options = new(() => SyntheticRun.Options with
    {
        Baseline = ResultsJson.Document(SyntheticRun.Of(90, i => Verdicts[(i + 1) % Verdicts.Length]), SyntheticRun.Options),
        Power = new SuitePower
        {
            Planted = 3,
            Killed = 1,
            Excused = 1,
            Checks = 10,
            Proven = 9,
            ExcusedChecks = 1,
            CanaryFailed = true,
            Defects =
            [
                new("a", "does a", "upc.a", Killed: true, Excuse: null, 4),
                new("b", "does b", "upc.b", Killed: false, "nobody can see it", 0),
                new("c", "does c", "upc.c", Killed: false, Excuse: null, 0),
            ],
        },
        Fuzz = FuzzView.Of(JsonSerializer.Deserialize<JsonElement>($$"""
            {"target":"Acme","endpoint":"http://store.example.net","seed":7,"surfaces":["range","concurrency"],"requests":12000,"inputs":9000,"seconds":12.5,
             "novelty":[{"inputs":1,"signatures":1},{"inputs":400,"signatures":30},{"inputs":9000,"signatures":52}],"chanceOfNew":0.004,
             "grid":[{"inputClass":"range/first","answers":{"200":4,"400 InvalidArgument":1},"side":"both"},{"inputClass":"range/{{HostileJson}}","answers":{"400 {{HostileJson}}":2},"side":"refused only"}],
             "findings":[{"cause":{"requirement":"upc.range.inclusive","aspect":"bytes","observation":"other","surface":"range"},"verdict":"deviates","statement":"Both ends are included.","expected":"8 bytes",
               "received":"{{HostileJson}}","surface":"range","inputClass":"range/first","replay":"range bytes=0-7","foundAs":"range bytes=0-77","mutations":["last"],"count":3,"confirmed":{"shown":3,"of":3},
               "controls":{"answered":2,"of":2},"preceding":["range bytes=1-2"],"atRequest":17,"evidence":"PUT / HTTP/1.1 {{HostileJson}}","curl":"curl '{{HostileJson}}'","timeline":"A |--|\nB  |--|"}]}
            """)),
        Gate = new GateResult("Acme", new Tally { Judged = 90, Applicable = 90, Errors = 0, Unjudged = 0, Interrupted = false, StoppedBecause = null }, [.. Enum.GetValues<GateState>().Select(s => new GateItem
        {
            State = s,
            Key = new DeviationKey(SyntheticRun.Of(90, i => Verdicts[i % Verdicts.Length]).Cases[(int)s].Scenario.Id, Aspect.Status, "upc.upid.unknown"),
            Why = Hostile,
            Rounds = 3,
        })]),
        History = RunHistory.With(earlier: null, SyntheticRun.Of(90, i => Verdicts[(i + 1) % Verdicts.Length]) with { StartedAt = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero) }, SyntheticRun.Options),
        Comparison = Comparison.Of(Said("now", "This run", i => $"200\n< other {Hostile}"), Said("previous", "Previous run", i => i < 2 ? "500" : $"200\n< other {Hostile}"), Said("accepted", "Accepted of Acme", i => $"200\n< {Hostile}"), Said("reference", "Reference", i => $"400 {Hostile}")),
    });

    /// <summary>Every verdict, a hostile target, a baseline, a score and a fuzz file.</summary>
    public static Lazy<Task<string>> Small { get; } = new(() => WriteAsync("small", Mixed(90), Options.Value));

    /// <summary>Few cases and no more rules than they cite: axe looks at every element.</summary>
    public static Lazy<Task<string>> Few { get; } = new(() => WriteAsync("few", Mixed(27) with { Filter = "upload-part-copy" }, Options.Value));

    /// <summary>A thousand cases.</summary>
    public static Lazy<Task<string>> Thousand { get; } = new(() => WriteAsync("thousand", SyntheticRun.Of(1000), SyntheticRun.Options));

    /// <summary>Ten thousand cases.</summary>
    public static Lazy<Task<string>> TenThousand { get; } = new(() => WriteAsync("ten-thousand", SyntheticRun.Of(10_000), SyntheticRun.Options));

    /// <summary>Three runs side by side.</summary>
    public static Lazy<Task<string>> Merged { get; } = new(async () =>
    {
        var path = Path.Combine(Folder.Path, "matrix.html");
        var runs = new[] { Mixed(27), SyntheticRun.Of(27, _ => Verdict.Pass) with { TargetName = "Sound" }, SyntheticRun.Of(27, i => i % 2 == 0 ? Verdict.Unsupported : Verdict.Deviates) with { TargetName = "Young" } };
        await ReportWriter.WriteMergedAsync(SyntheticRun.Catalogue, [.. runs.Select(r => ResultsJson.Document(r, SyntheticRun.Options))], path, SyntheticRun.Options);
        return path;
    });

    private static Side Said(string key, string name, Func<int, string> answer) =>
        Side.OfSnapshots(key, name, SyntheticRun.Of(90, i => Verdicts[i % Verdicts.Length]).Cases.Select((c, i) => KeyValuePair.Create(c.Scenario.Id, $"> PUT\n< {answer(i)}")));

    /// <summary>Removes what was written.</summary>
    public static void Remove() => Folder.Dispose();

    private static RunResult Mixed(int cases)
    {
        var run = SyntheticRun.Of(cases, i => Verdicts[i % Verdicts.Length]);
        var index = run.Cases.Select((c, i) => (c, i)).First(p => p.c.Verdict == Verdict.Deviates).i;
        var one = run.Cases[index];
        var test = one.Exchanges.First(e => e.Label.Step == Steps.When);
        var evil = test with
        {
            Response = test.Response! with
            {
                Head = $"HTTP/1.1 400 {Hostile}\r\nX-Evil: {Hostile}\r\nETag: \"a\"\r\nDate: today\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
                Body = test.Response.Body with { Bytes = [.. Encoding.UTF8.GetBytes($"<Error><Code>InvalidRange</Code><Message>x</Message><Odd>y</Odd></Error><!-- {Hostile} -->")], Provenance = [new ProvenanceRun(0, 3, 5, 40), new ProvenanceRun(40, 4, 0, 60)] },
            },
        };
        var finding = one.Checks.Select(c => c.IsFinding ? c with { Outcome = c.Outcome with { Received = Hostile, Note = Hostile } } : c);
        return run with
        {
            Server = Hostile,
            Cases = run.Cases.SetItem(index, one with { Checks = [.. finding], Exchanges = one.Exchanges.Replace(test, evil) }),
        };
    }

    private static async Task<string> WriteAsync(string name, RunResult run, ReportOptions options)
    {
        var folder = Path.Combine(Folder.Path, name);
        await ReportWriter.WriteAsync(run, folder, options);
        return Path.Combine(folder, ReportWriter.HtmlName);
    }
}
