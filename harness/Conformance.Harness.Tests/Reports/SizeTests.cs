using System.Diagnostics;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Reports;

/// <summary>A thousand cases stay a page that can be mailed.</summary>
[TestFixture]
public sealed class SizeTests
{
    // The page grows with the catalogue, by some kilobytes a requirement.
    private const long MaxPageBytes = 11 * 1024 * 1024 / 4;
    private const long MaxComparedBytes = 3_000_000;

    [Test]
    public async Task A_thousand_cases_with_six_exchanges_each_stay_small()
    {
        using var folder = new TemporaryFolder();
        var run = SyntheticRun.Of(1000);
        using var self = Process.GetCurrentProcess();
        var busy = self.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await ReportWriter.WriteAsync(run, folder.Path, SyntheticRun.Options);
        watch.Stop();
        self.Refresh();
        busy = self.TotalProcessorTime - busy;
        if (Environment.GetEnvironmentVariable("CONFORMANCE_SAMPLE_REPORT") is { Length: > 0 } sample)
        {
            await ReportWriter.WriteAsync(run, sample, SyntheticRun.Options);
            await ReportWriter.WriteAsync(SyntheticRun.Of(60), Path.Combine(sample, "small"), SyntheticRun.Options);
        }

        foreach (var file in new DirectoryInfo(folder.Path).GetFiles())
        {
            await TestContext.Out.WriteLineAsync($"{file.Name}: {file.Length:#,0} bytes");
        }

        await TestContext.Out.WriteLineAsync($"written in {watch.Elapsed.TotalMilliseconds:0} ms, {busy.TotalMilliseconds:0} ms of processor time, first call included");
        Assert.That(new FileInfo(Path.Combine(folder.Path, ReportWriter.HtmlName)).Length, Is.LessThan(MaxPageBytes));
    }

    [Test]
    public async Task Beside_a_run_that_answers_otherwise_everywhere_they_still_do()
    {
        using var folder = new TemporaryFolder();
        var run = SyntheticRun.Of(1000);
        var results = ResultsJson.Document(run, SyntheticRun.Options);
        var then = Otherwise(run);
        var comparison = Comparison.Of(
            Side.OfRun("now", "This run", results, Sent(run)),
            Side.OfRun("baseline", "Baseline", results, Sent(then)),
            Side.OfSnapshots("reference", "Reference", then.Cases.Select(c => KeyValuePair.Create(c.Scenario.Id, CaseSnapshot.Of(c.Scenario.Id, c.Exchanges)?.Text ?? "none"))));
        await ReportWriter.WriteAsync(run, folder.Path, SyntheticRun.Options with { Comparison = comparison });
        var bytes = new FileInfo(Path.Combine(folder.Path, ReportWriter.HtmlName)).Length;
        await TestContext.Out.WriteLineAsync($"{comparison.Exchanges.Length:#,0} exchanges that differ: report.html {bytes:#,0} bytes");
        Assert.That(comparison.Exchanges, Has.Length.GreaterThan(4000));
        Assert.That(bytes, Is.LessThan(MaxComparedBytes));
    }

    private static RunResult Otherwise(RunResult run) => run with
    {
        Cases =
        [
            .. run.Cases.Select(c => c with
            {
                Exchanges = [.. c.Exchanges.Select(e => e.Response is { } response ? e with { Response = response with { Head = response.Head.Replace("AcmeStore/4.2.1", "Other/1", StringComparison.Ordinal) } } : e)],
            }),
        ],
    };

    private static Dictionary<long, Exchange> Sent(RunResult run) => run.Cases.SelectMany(c => c.Exchanges).ToDictionary(e => e.Sequence);
}
