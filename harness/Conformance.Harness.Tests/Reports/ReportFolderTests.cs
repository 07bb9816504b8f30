using Conformance.Model;
using Conformance.Reports;
using Conformance.Reports.Writing;

namespace Conformance.Harness.Tests.Reports;

/// <summary>The files appear whole or not at all, and trouble with the folder is one sentence.</summary>
[TestFixture]
public sealed class ReportFolderTests
{
    [Test]
    public async Task Writes_all_files_and_creates_the_folder()
    {
        using var folder = new TemporaryFolder();
        var nested = Path.Combine(folder.Path, "a", "b");
        await ReportWriter.WriteAsync(SyntheticRun.Of(20), nested, SyntheticRun.Options);
        Assert.That(
            Directory.GetFiles(nested).Select(Path.GetFileName),
            Is.EquivalentTo(new[]
            {
                "results.json", "cases.ndjson", "junit.xml", "run.sarif", "report.html", "summary.md", "badge.svg", "badge.json", "history.json", "snapshots.txt", "MANIFEST.sha256",
            }));
    }

    [Test]
    public async Task Replaces_the_report_of_an_earlier_run()
    {
        using var folder = new TemporaryFolder();
        folder.Write("results.json", "old");
        await ReportWriter.WriteAsync(SyntheticRun.Of(3), folder.Path, SyntheticRun.Options);
        Assert.That(ResultsJson.Read(Path.Combine(folder.Path, "results.json")).Cases, Has.Length.EqualTo(3));
    }

    [Test]
    public async Task A_run_without_cases_has_a_report()
    {
        using var folder = new TemporaryFolder();
        await ReportWriter.WriteAsync(SyntheticRun.Around([]) with { StoppedBecause = "the target stopped answering" }, folder.Path, SyntheticRun.Options);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(folder.Path, "report.html")), Does.Contain("The run ended before its time"));
    }

    [Test]
    public async Task A_folder_that_cannot_be_made_is_one_sentence_with_the_mend()
    {
        using var folder = new TemporaryFolder();
        var below = Path.Combine(folder.Write("file", "in the way"), "report");
        var thrown = await Assert.ThrowsAsync<ConfigurationException>(() => ReportWriter.WriteAsync(SyntheticRun.Of(2), below, SyntheticRun.Options));
        Assert.That(thrown!.Message, Does.StartWith($"The report cannot be written to {below} (").And.EndWith("make the folder writable or name another one."));
        Assert.That(thrown.Message, Does.Not.Contain("\n"));
    }

    [Test]
    public void A_full_disk_is_told_as_such()
    {
        var sentence = ReportFolder.Sentence("/out", new IOException("No space left on device", 28));
        Assert.That(sentence, Is.EqualTo("The report cannot be written to /out because the disk is full; make room there or name another folder."));
    }

    [Test]
    public async Task What_fails_leaves_the_old_files_and_no_temporary_ones()
    {
        using var folder = new TemporaryFolder();
        folder.Write("one.txt", "old");
        ReportFile[] files =
        [
            new("one.txt", (stream, _) => { stream.Write("new"u8); return Task.CompletedTask; }),
            new("two.txt", (_, _) => throw new IOException("No space left on device", 28)),
        ];
        await Assert.ThrowsAsync<ConfigurationException>(() => ReportFolder.WriteAsync(folder.Path, files, CancellationToken.None));
        Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "one.txt" }));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(folder.Path, "one.txt")), Is.EqualTo("old"));
    }

    [Test]
    public async Task A_cancelled_report_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => ReportWriter.WriteAsync(SyntheticRun.Of(5), folder.Path, SyntheticRun.Options, cancel.Token));
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }
}
