using Conformance.Harness.Tests.Reports;
using Conformance.Model;
using Conformance.Reports;

namespace Conformance.Harness.Tests.Cli;

/// <summary>The gate as it is used: what it exits with, and what it says of a file or a run that is no good.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class GateCommandTests
{
    private const string Cases = "upload-part-copy/unknown-upload-id";
    private static readonly string[] Defect = ["--defect", "upload-unknown-no-such-key"];

    [Test]
    public async Task A_deviation_is_new_then_known_then_fixed()
    {
        using var folder = new TemporaryFolder();
        var known = Path.Combine(folder.Path, "acme.known.yaml");
        Expect(await CommandLine.RunAsync(["run", Cases, "--in-memory", "--output", folder.Path, .. Defect]), 1, "deviates");
        Expect(await CommandLine.RunAsync("gate", folder.Path, "--known", known, "--update"), 1, "something deviates that was not known to", "is written for review");
        Expect(await CommandLine.RunAsync("gate", folder.Path, "--known", known), 1, "has no reason and so excuses nothing; fill it in");

        Edit(known, text => text.Replace("reason: \"\"", "reason: planted").Replace("owner: \"\"", "owner: us"));
        Expect(await CommandLine.RunAsync("gate", folder.Path, "--known", known), 0, "reference passes the gate", "known until");
        Expect(await CommandLine.RunAsync(["run", Cases, "--in-memory", "--output", folder.Path, "--gate", "--known", known, .. Defect]), 0, "reference passes the gate");
        Expect(await CommandLine.RunAsync("run", Cases, "--in-memory", "--output", folder.Path, "--gate", "--known", known), 3, "what is known is stale", "F fixed", "0 of 3");

        Edit(known, text => text.Replace("expiry: \"20", "expiry: \"19"));
        Expect(await CommandLine.RunAsync(["run", Cases, "--in-memory", "--output", folder.Path, "--gate", "--known", known, .. Defect]), 3, "E expired");
    }

    [Test]
    public async Task A_new_deviation_is_repeated_before_it_is_told()
    {
        using var folder = new TemporaryFolder();
        Expect(await CommandLine.RunAsync(["run", Cases, "--in-memory", "--output", folder.Path, "--gate", "--repeat", "4", .. Defect]), 1, "N new 4 of 4", "3 times more");
        Assert.That(ResultsReader.Read(folder.Path).Results.Cases.Where(c => c.Verdict == Verdict.Deviates).Select(c => c.Rounds), Is.All.EqualTo(4));
    }

    [Test]
    public async Task What_comes_and_goes_is_told_as_k_of_n()
    {
        using var folder = new TemporaryFolder();
        var outcome = await CommandLine.RunAsync(
            "run", "upload-part-copy/copy-source-range", "--in-memory", "--output", folder.Path, "--gate", "--repeat", "6", "--defect", "answer-wrong-one-in-twenty");
        Expect(outcome, 1, "of 6 rounds");
        var flaky = ResultsReader.Read(folder.Path).Results.Cases.SelectMany(c => c.Findings.Select(f => (f.Seen, c.Rounds))).Where(f => f.Rounds == 6).ToArray();
        Assert.That(flaky, Is.Not.Empty);
        Assert.That(flaky.Any(f => f.Seen < 6), Is.True, "one answer in twenty is not wrong each time");
        Assert.That(await File.ReadAllTextAsync(Path.Combine(folder.Path, ReportWriter.HtmlName)), Does.Match("<td class=num>[1-5] of 6<"));
    }

    [Test]
    public async Task A_sound_endpoint_passes_without_any_file()
    {
        using var folder = new TemporaryFolder();
        Expect(await CommandLine.RunAsync("run", Cases, "--in-memory", "--output", folder.Path, "--gate"), 0, "passes the gate: no deviation, none known");
    }

    [Test]
    public async Task Too_little_judged_never_passes()
    {
        using var folder = new TemporaryFolder();
        await SyntheticRun.WriteAsync(SyntheticRun.Of(3, i => i == 0 ? Verdict.Blocked : Verdict.Pass), folder.Path);
        Expect(await CommandLine.RunAsync("gate", folder.Path), 2, "1 case was blocked or inconclusive");
        await SyntheticRun.WriteAsync(SyntheticRun.Of(3, _ => Verdict.Pass) with { Interrupted = true }, folder.Path);
        Expect(await CommandLine.RunAsync("gate", folder.Path), 2, "the run was interrupted");
        await SyntheticRun.WriteAsync(SyntheticRun.Of(0), folder.Path);
        Expect(await CommandLine.RunAsync("gate", folder.Path), 2, "no case was judged");
        await SyntheticRun.WriteAsync(SyntheticRun.Of(2, _ => Verdict.Pass) with { StoppedBecause = "the target stopped answering" }, folder.Path);
        Expect(await CommandLine.RunAsync("gate", folder.Path), 4, "the target stopped answering");
        await SyntheticRun.WriteAsync(SyntheticRun.Of(2, i => i == 0 ? Verdict.Error : Verdict.Pass), folder.Path);
        Expect(await CommandLine.RunAsync("gate", folder.Path), 5, "the harness failed in 1 cases");
    }

    [Test]
    public async Task What_cannot_be_used_is_told_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        Refused(await CommandLine.RunAsync("gate", Path.Combine(folder.Path, "nowhere")), "does not exist; run the suite first");
        await SyntheticRun.WriteAsync(SyntheticRun.Of(3, _ => Verdict.Pass), folder.Path);
        Refused(await CommandLine.RunAsync("gate", folder.Path, "--known", Path.Combine(folder.Path, "no.known.yaml")), "does not exist; write it with gate --update");
        Refused(await CommandLine.RunAsync("gate", folder.Path, "--known", folder.Write("bad.known.yaml", "dialect: aws\ndeviations: [{}]\n")), "bad.known.yaml(2,");
        Refused(await CommandLine.RunAsync("gate", folder.Path, "--known", folder.Write("other.known.yaml", "dialect: jdcloud\ndeviations: []\n")), "of the dialect jdcloud");
        Refused(await CommandLine.RunAsync("gate", folder.Path, "--update"), "No file of known deviations is named for Acme Store 4.2; name it with --known");

        var sound = await File.ReadAllTextAsync(Path.Combine(folder.Path, ReportWriter.ResultsName));
        folder.Write(ReportWriter.ResultsName, sound[..(sound.Length / 2)]);
        Refused(await CommandLine.RunAsync("gate", folder.Path), "it is damaged or cut short at line");
        folder.Write(ReportWriter.ResultsName, sound.Replace("\"schemaVersion\": 2", "\"schemaVersion\": 3"));
        Refused(await CommandLine.RunAsync("gate", folder.Path), "has schema version 3, this suite reads version 2; use the newer suite that wrote it.");
        folder.Write(ReportWriter.ResultsName, sound.Replace("\"pass\": 3", "\"pass\": 4"));
        Refused(await CommandLine.RunAsync("gate", folder.Path), "it counts 4 cases as pass and holds 3");
    }

    [Test]
    public async Task What_is_asked_for_in_vain_is_told_before_anything_is_sent()
    {
        Refused(await CommandLine.RunAsync("run", "no-such-case", "--gate"), "No case begins with");
        Refused(await CommandLine.RunAsync("run", Cases, "--repeat", "3"), "--known and --repeat belong to --gate");
        Refused(await CommandLine.RunAsync("run", Cases, "--gate", "--repeat", "0"), "--repeat has to be from 1 to 50");
        Refused(await CommandLine.RunAsync("run", Cases, "--gate", "--known", "nowhere.known.yaml"), "nowhere.known.yaml does not exist");
    }

    private static void Edit(string file, Func<string, string> edit)
    {
        var before = File.ReadAllText(file);
        var after = edit(before);
        Assert.That(after, Is.Not.EqualTo(before), "the edit did nothing");
        File.WriteAllText(file, after);
    }

    private static void Expect(CommandOutcome outcome, int exitCode, params string[] says)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.EqualTo(exitCode), outcome.All);
            foreach (var phrase in says)
            {
                Assert.That(outcome.Out, Does.Contain(phrase));
            }
        }
    }

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
