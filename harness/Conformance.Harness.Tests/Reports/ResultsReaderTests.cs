using Conformance.Model;
using Conformance.Reports;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Reports;

/// <summary>A run is read back whole or not at all.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ResultsReaderTests
{
    private static readonly RunResult Run = SyntheticRun.Of(9, i => (Verdict)i);

    [Test]
    public async Task A_folder_is_read_with_its_exchanges()
    {
        using var folder = await FolderAsync();
        var stored = ResultsReader.Read(folder.Path);
        var exchanges = await ResultsReader.ExchangesAsync(stored);
        Assert.That(exchanges, Has.Count.EqualTo(Run.RunExchanges.Length + Run.Cases.Sum(c => c.Exchanges.Length)));
    }

    [TestCase("\"pass\": 1", "\"pass\": 2", "it counts 2 cases as pass and holds 1")]
    [TestCase("\"judged\": 4", "\"judged\": 5", "the number of cases judged or applicable is not that of its cases")]
    public async Task Figures_that_contradict_the_cases_are_refused(string sound, string edited, string says)
    {
        using var folder = await FolderAsync();
        Edit(folder, ReportWriter.ResultsName, text => text.Replace(sound, edited));
        Refused(() => ResultsReader.Read(folder.Path), says);
    }

    [Test]
    public async Task A_deviation_taken_out_by_hand_is_refused()
    {
        using var folder = await FolderAsync();
        Edit(folder, ReportWriter.ResultsName, text => text.Replace("\"verdict\": \"deviates\",\n          \"expected\"", "\"verdict\": \"lax\",\n          \"expected\""));
        Refused(() => ResultsReader.Read(folder.Path), "which its findings contradict");
    }

    [Test]
    public async Task A_transcript_cut_short_is_refused()
    {
        using var folder = await FolderAsync();
        Edit(folder, ReportWriter.TranscriptName, text => text[..(text.Length / 2)]);
        Refused(() => ResultsReader.ExchangesAsync(ResultsReader.Read(folder.Path)).GetAwaiter().GetResult(), "cut short or of another run");
    }

    [Test]
    public async Task A_damaged_transcript_is_refused()
    {
        using var folder = await FolderAsync();
        Edit(folder, ReportWriter.TranscriptName, text => text.Replace("\"sequence\":4,", "\"sequence\":four,"));
        Refused(() => ResultsReader.ExchangesAsync(ResultsReader.Read(folder.Path)).GetAwaiter().GetResult(), "the line is not an exchange");
    }

    [Test]
    public async Task A_missing_transcript_is_refused()
    {
        using var folder = await FolderAsync();
        File.Delete(Path.Combine(folder.Path, ReportWriter.TranscriptName));
        Refused(() => ResultsReader.ExchangesAsync(ResultsReader.Read(folder.Path)).GetAwaiter().GetResult(), "it does not exist; take the whole folder");
    }

    /// <summary>The folder of the synthetic run.</summary>
    private static async Task<TemporaryFolder> FolderAsync()
    {
        var folder = new TemporaryFolder();
        await SyntheticRun.WriteAsync(Run, folder.Path);
        return folder;
    }

    private static void Edit(TemporaryFolder folder, string name, Func<string, string> edit)
    {
        var before = File.ReadAllText(Path.Combine(folder.Path, name));
        var after = edit(before);
        Assert.That(after, Is.Not.EqualTo(before), "the edit did nothing");
        folder.Write(name, after);
    }

    private static void Refused(Action action, string says)
    {
        var message = Assert.Throws<ConfigurationException>(() => action())!.Message;
        Assert.That(message, Does.Contain(says).And.EndsWith(".").And.Not.Contain("\n"));
    }
}
