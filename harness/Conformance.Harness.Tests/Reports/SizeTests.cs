using System.Diagnostics;
using Conformance.Reports;

namespace Conformance.Harness.Tests.Reports;

/// <summary>A thousand cases stay a page that can be mailed.</summary>
[TestFixture]
public sealed class SizeTests
{
    private const long MaxPageBytes = 3 * 1024 * 1024;

    [Test]
    public async Task A_thousand_cases_with_six_exchanges_each_are_under_three_megabytes()
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
}
