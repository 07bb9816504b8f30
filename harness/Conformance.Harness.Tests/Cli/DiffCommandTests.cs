using Conformance.Harness.Tests.Reports;
using Conformance.Model;
using Conformance.Reports;

namespace Conformance.Harness.Tests.Cli;

/// <summary>diff and snapshots as they are used.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DiffCommandTests
{
    private const string Cases = "upload-part-copy/unknown-upload-id";

    [Test]
    public async Task Two_runs_of_one_endpoint_differ_by_its_defect_only()
    {
        using var sound = new TemporaryFolder();
        using var again = new TemporaryFolder();
        using var defective = new TemporaryFolder();
        await CommandLine.RunAsync("run", Cases, "--in-memory", "--output", sound.Path);
        await CommandLine.RunAsync("run", Cases, "--output", again.Path);
        await CommandLine.RunAsync("run", Cases, "--in-memory", "--output", defective.Path, "--defect", "upload-unknown-no-such-key");
        var same = await CommandLine.RunAsync("diff", sound.Path, again.Path);
        var worse = await CommandLine.RunAsync("diff", sound.Path, defective.Path);
        var better = await CommandLine.RunAsync("diff", defective.Path, sound.Path);
        var snapshots = await CommandLine.RunAsync("snapshots", "show", $"{Cases}/never-issued", defective.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((same.ExitCode, worse.ExitCode, better.ExitCode), Is.EqualTo((0, 1, 0)), same.All + worse.All);
            Assert.That(same.Out, Does.Contain(": 0 verdicts, 0 requirements and 0 exchanges changed"));
            Assert.That(worse.Out, Does.Contain($"✓ pass → ✗ deviates  {Cases}/never-issued").And.Contain("upc.upid.unknown").And.Contain("<Code>NoSuchUpload</Code>").And.Contain("<Code>NoSuchKey</Code>"));
            Assert.That(snapshots.Out, Does.Contain("what was accepted: otherwise").And.Contain("what the reference says: otherwise").And.Contain("- < <Code>NoSuchUpload</Code>").And.Contain("{prefix}"));
        }
    }

    [Test]
    public async Task A_run_is_put_beside_the_run_before_it_in_the_folder_and_so_is_what_is_judged_again()
    {
        using var folder = new TemporaryFolder();
        using var again = new TemporaryFolder();
        await CommandLine.RunAsync("run", Cases, "--in-memory", "--output", folder.Path);
        var first = await PageAsync(folder.Path);
        await CommandLine.RunAsync("run", Cases, "--in-memory", "--output", folder.Path, "--defect", "upload-unknown-no-such-key");
        var second = await PageAsync(folder.Path);
        var judged = await CommandLine.RunAsync("rejudge", folder.Path, "--output", again.Path);
        var rejudged = await PageAsync(again.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sides(first), Is.EqualTo(new[] { "now", "accepted" }));
            Assert.That(Sides(second), Is.EqualTo(new[] { "now", "previous", "accepted" }));
            Assert.That(Differing(second), Does.Contain($"{Cases}/never-issued"));
            Assert.That(second.Document.QuerySelector("#pair-a option[selected]")!.TextContent, Does.StartWith("Previous run, 20").And.EndWith(" UTC"));
            Assert.That(judged.ExitCode, Is.EqualTo(1), judged.All);
            Assert.That(Sides(rejudged), Is.EqualTo(new[] { "now", "accepted" }));
            Assert.That(Differing(rejudged), Is.EqualTo(Differing(second)), "against what is accepted");
        }

        folder.Write(ReportWriter.SnapshotsName, "no snapshots");
        Refused(await CommandLine.RunAsync("run", Cases, "--in-memory", "--output", folder.Path), "remove it, and this run is compared with none before it");
    }

    [Test]
    public async Task Runs_that_cannot_be_read_are_told_in_one_sentence()
    {
        using var sound = new TemporaryFolder();
        using var damaged = new TemporaryFolder();
        var run = SyntheticRun.Of(3, _ => Verdict.Pass);
        await SyntheticRun.WriteAsync(run, sound.Path);
        await SyntheticRun.WriteAsync(run, damaged.Path);
        Refused(await CommandLine.RunAsync("diff", sound.Path, Path.Combine(sound.Path, "nowhere")), "does not exist; run the suite first");

        var results = await File.ReadAllTextAsync(Path.Combine(damaged.Path, ReportWriter.ResultsName));
        damaged.Write(ReportWriter.ResultsName, results.Replace("\"schemaVersion\": 2", "\"schemaVersion\": 9"));
        Refused(await CommandLine.RunAsync("diff", sound.Path, damaged.Path), "has schema version 9");
        damaged.Write(ReportWriter.ResultsName, results.Replace("\"dialect\": \"aws\"", "\"dialect\": \"jdcloud\""));
        Refused(await CommandLine.RunAsync("diff", sound.Path, damaged.Path), "compare runs of one dialect");
        damaged.Write(ReportWriter.ResultsName, results);

        var transcript = await File.ReadAllTextAsync(Path.Combine(damaged.Path, ReportWriter.TranscriptName));
        damaged.Write(ReportWriter.TranscriptName, transcript[..(transcript.Length / 2)]);
        Refused(await CommandLine.RunAsync("diff", damaged.Path, sound.Path), "cut short or of another run; take the whole folder that the run wrote.");
        damaged.Write(ReportWriter.TranscriptName, transcript.Replace("{\"sequence\":14,", "{\"sequence\":x,"));
        Refused(await CommandLine.RunAsync("diff", damaged.Path, sound.Path), "the line is not an exchange");
        Refused(await CommandLine.RunAsync("snapshots", "check", damaged.Path), "the line is not an exchange");
    }

    [Test]
    public async Task Runs_without_a_case_in_common_show_nothing()
    {
        using var one = new TemporaryFolder();
        using var none = new TemporaryFolder();
        await SyntheticRun.WriteAsync(SyntheticRun.Of(1, _ => Verdict.Pass), one.Path);
        await SyntheticRun.WriteAsync(SyntheticRun.Of(0), none.Path);
        Assert.That((await CommandLine.RunAsync("diff", one.Path, none.Path)).ExitCode, Is.EqualTo(2));
    }

    private static async Task<HtmlPage> PageAsync(string folder)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(folder, ReportWriter.HtmlName));
        return new HtmlPage(text, new AngleSharp.Html.Parser.HtmlParser().ParseDocument(text));
    }

    private static string?[] Sides(HtmlPage page) => [.. page.Document.QuerySelectorAll("#pair-b option").Select(o => o.GetAttribute("value"))];

    private static string?[] Differing(HtmlPage page) => [.. page.Pairs()!.Value.GetProperty("x").EnumerateArray().Select(x => x.GetProperty("c").GetString())];

    private static void Refused(CommandOutcome outcome, string says)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.EqualTo(4), outcome.All);
            Assert.That(outcome.Error, Does.Contain(says));
            Assert.That(outcome.Error.Trim().Split('\n'), Has.Length.EqualTo(1), "one sentence");
        }
    }
}
