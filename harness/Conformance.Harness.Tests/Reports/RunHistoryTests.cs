using Conformance.Model;
using Conformance.Reports;

namespace Conformance.Harness.Tests.Reports;

/// <summary>The verdicts of the last runs of a folder.</summary>
public sealed class RunHistoryTests
{
    private static readonly string First = SyntheticRun.Of(1).Cases[0].Scenario.Id;

    [Test]
    public void Runs_of_the_same_verdict_are_one_stretch()
    {
        var history = Runs(Verdict.Pass, Verdict.Pass, Verdict.Deviates).Of(First);
        Assert.That(history.Select(s => (s.Verdict, s.Times)), Is.EqualTo(new[] { (Verdict.Pass, 2), (Verdict.Deviates, 1) }));
        Assert.That(history[^1].Since, Is.EqualTo(At(2)));
    }

    [Test]
    public void No_more_than_twenty_runs_are_kept()
    {
        var history = Runs([.. Enumerable.Range(0, 30).Select(i => i < 11 ? Verdict.Deviates : Verdict.Pass)]);
        Assert.That(history.Runs, Has.Length.EqualTo(RunHistory.Most));
        Assert.That(history.Runs[0].StartedAt, Is.EqualTo(At(10)));
        Assert.That(history.Of(First).Select(s => (s.Verdict, s.Times)), Is.EqualTo(new[] { (Verdict.Deviates, 1), (Verdict.Pass, 19) }));
    }

    [Test]
    public void A_run_without_the_case_leaves_no_mark()
    {
        var without = SyntheticRun.Around([]) with { StartedAt = At(1) };
        var history = RunHistory.With(RunHistory.With(Runs(Verdict.Pass), without, SyntheticRun.Options), Run(2, Verdict.Lax), SyntheticRun.Options);
        Assert.That(history.Of(First).Select(s => (s.Verdict, s.Times)), Is.EqualTo(new[] { (Verdict.Pass, 1), (Verdict.Lax, 1) }));
    }

    [Test]
    public void Another_target_or_dialect_begins_anew()
    {
        var history = RunHistory.With(Runs(Verdict.Pass, Verdict.Pass), Run(5, Verdict.Pass) with { TargetName = "Other" }, SyntheticRun.Options);
        Assert.That(history.Runs, Has.Length.EqualTo(1));
        Assert.That(RunHistory.With(history, Run(6, Verdict.Pass) with { TargetName = "Other", Dialect = Dialect.JdCloud }, SyntheticRun.Options).Runs, Has.Length.EqualTo(1));
    }

    [Test]
    public void The_same_run_judged_again_takes_its_own_place()
    {
        var history = RunHistory.With(Runs(Verdict.Pass, Verdict.Deviates), Run(1, Verdict.Lax), SyntheticRun.Options);
        Assert.That(history.Of(First).Select(s => s.Verdict), Is.EqualTo(new[] { Verdict.Pass, Verdict.Lax }));
    }

    [Test]
    public async Task It_survives_the_folder()
    {
        using var folder = new TemporaryFolder();
        await ReportWriter.WriteAsync(Run(0, Verdict.Pass), folder.Path, SyntheticRun.Options);
        await ReportWriter.WriteAsync(Run(1, Verdict.Deviates), folder.Path, SyntheticRun.Options with { History = RunHistory.Read(folder.Path) });
        Assert.That(RunHistory.Read(folder.Path)!.Of(First).Select(s => s.Verdict), Is.EqualTo(new[] { Verdict.Pass, Verdict.Deviates }));
    }

    [TestCase("{")]
    [TestCase("null")]
    [TestCase("""{"target":"a","dialect":"aws","runs":[],"cases":{"a/b/c":null}}""")]
    [TestCase("{}")]
    [TestCase("""{"target":"a","dialect":"aws","runs":[],"cases":{"a/b/c":"p"}}""")]
    [TestCase("""{"target":"a","dialect":"aws","runs":[{"startedAt":"2026-11-22T00:00:00Z","suiteVersion":"1","catalogue":"x"}],"cases":{"a/b/c":"?"}}""")]
    [TestCase("""{"target":"a","dialect":"aws","runs":null,"cases":{}}""")]
    [TestCase("""{"target":"a","dialect":"aws","runs":[],"cases":null}""")]
    public void A_damaged_file_is_one_sentence(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("history.json", text);
        Assert.That(() => RunHistory.Read(folder.Path), Throws.InstanceOf<ConfigurationException>().With.Message.Contains("remove it"));
    }

    private static RunHistory Runs(params Verdict[] verdicts) =>
        verdicts.Select((v, i) => Run(i, v)).Aggregate((RunHistory?)null, (history, run) => RunHistory.With(history, run, SyntheticRun.Options))!;

    private static RunResult Run(int day, Verdict verdict) => SyntheticRun.Around([SyntheticRun.Of(1).Cases[0] with { Verdict = verdict }]) with { StartedAt = At(day) };

    private static DateTimeOffset At(int day) => new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero).AddDays(day);
}
