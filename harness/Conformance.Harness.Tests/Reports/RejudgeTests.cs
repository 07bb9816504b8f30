using System.Collections.Immutable;
using Conformance.Cli.Targets;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Reports.Rejudging;
using Conformance.Sdk;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Reports;

/// <summary>A stored run judged again gives what was judged then, and what differs comes from the rules alone.</summary>
[TestFixture]
public sealed class RejudgeTests
{
    // Ranges, uploads that are gone, versions, customer keys, listings, overlapping requests and an SDK: every kind of binding.
    private static readonly string[] Prefixes =
    [
        "upload-part-copy/copy-source-range", "upload-part-copy/unknown-upload-id", "upload-part-copy/customer-key", "upload-part-copy/version", "list-multipart-uploads/", "list-parts/", "sdk/",
        "complete-multipart-upload/",
    ];

    private TemporaryFolder folder = null!;

    [OneTimeSetUp]
    public async Task RunOnce()
    {
        folder = new TemporaryFolder();
        var cases = SdkSuite.Everything.Where(s => s.Costly is null && !s.Waits && Prefixes.Any(p => s.Id.StartsWith(p, StringComparison.Ordinal))).Where((_, i) => i % 4 == 0).ToImmutableArray();
        await using var target = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: true, ["range-last-exclusive"], CancellationToken.None);
        await RunInFolder.WriteAsync(target.Target, cases, folder.Path, SyntheticRun.Options);
    }

    [OneTimeTearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public async Task Judged_again_every_check_of_every_case_is_the_same()
    {
        var stored = await StoredEvidence.ReadAsync(folder.Path);
        var again = Rejudgement.Of(stored, SyntheticRun.Catalogue, SdkSuite.Everything);
        var document = ResultsJson.Document(again.Run, SyntheticRun.Options);
        Assert.Multiple(() =>
        {
            Assert.That(stored.Results.Run.Counts.Deviates, Is.Positive, "a defect is planted, so that there are findings to compare");
            Assert.That(stored.Results.Run.Counts.Pass, Is.GreaterThan(50));
            Assert.That(again.Changes, Is.Empty);
            Assert.That(again.SameRules, Is.True);
            Assert.That(document.Cases.Select(Words), Is.EqualTo(stored.Results.Cases.Select(Words)));
            Assert.That(document.Run.Sentence, Is.EqualTo(stored.Results.Run.Sentence));
            Assert.That(document.Run.ExitCode, Is.EqualTo(stored.Results.Run.ExitCode));
        });
    }

    [Test]
    public async Task Rules_that_ask_less_change_the_verdicts_that_they_made_and_no_others()
    {
        var stored = await StoredEvidence.ReadAsync(folder.Path);
        var milder = new Catalogue(
            [.. SyntheticRun.Catalogue.Topics.Select(t => t with { Requirements = [.. t.Requirements.Select(r => r.Level == Level.Must ? r with { Level = Level.Should } : r)] })],
            "another");
        var again = Rejudgement.Of(stored, milder, SdkSuite.Everything);
        Assert.That(again.SameRules, Is.False);
        Assert.That(again.Changes.Select(c => (c.Case, c.Was, c.Is)), Is.EqualTo(
            stored.Results.Cases.Where(c => c.Verdict == Verdict.Deviates).Select(c => (c.Id, Verdict.Deviates, (Verdict?)Verdict.Lax))));
    }

    [Test]
    public async Task A_case_that_the_suite_no_longer_has_is_told_and_not_judged()
    {
        var stored = await StoredEvidence.ReadAsync(folder.Path);
        var gone = stored.Results.Cases[0].Id;
        var again = Rejudgement.Of(stored, SyntheticRun.Catalogue, SdkSuite.Everything.Where(s => s.Id != gone));
        Assert.That(again.Changes.Select(c => (c.Case, c.Is)), Is.EqualTo(new[] { (gone, (Verdict?)null) }));
    }

    [TestCase("cases.ndjson", 0, "it is empty")]
    [TestCase("cases.ndjson", 50, "cut short")]
    [TestCase("cases.ndjson", -1, "cut short")]
    [TestCase("cases.ndjson", -200, "cut short")]
    [TestCase("transcript.ndjson", -400_000, "cut short")]
    [TestCase("results.json", -5, "cut short")]
    public async Task What_is_cut_short_is_one_sentence(string name, int keep, string mistake)
    {
        await RefusedAsync(name, text => keep < 0 ? text[..(text.Length + keep)].TrimEnd('\n')[..^1] : text[..keep], mistake);
    }

    [TestCase("cases.ndjson", "\"formatVersion\":1", "\"formatVersion\":2", "use the newer suite that wrote it")]
    [TestCase("cases.ndjson", "\"formatVersion\":1,", "", "it has no formatVersion")]
    [TestCase("cases.ndjson", "\"startedAt\":\"20", "\"startedAt\":\"19", "keep the files of one run together")]
    [TestCase("cases.ndjson", "\"objects\":{", "\"objects\":null,\"other\":{", "damaged")]
    [TestCase("results.json", "\"schemaVersion\": 2", "\"schemaVersion\": 3", "use the newer suite that wrote it")]
    [TestCase("transcript.ndjson", "\"head\":", "\"haed\":", "the line is not an exchange")]
    public async Task What_is_damaged_or_newer_is_one_sentence(string name, string from, string to, string mistake) =>
        await RefusedAsync(name, text => text.Replace(from, to, StringComparison.Ordinal), mistake);

    [Test]
    public async Task An_exchange_that_is_gone_is_one_sentence()
    {
        var number = (await StoredEvidence.ReadAsync(folder.Path)).Results.Cases.First(c => !c.Exchanges.IsEmpty).Exchanges[0];
        await RefusedAsync("transcript.ndjson", text => text.Replace($"{{\"sequence\":{number},", "{\"sequence\":999999,", StringComparison.Ordinal), $"exchange {number} of ");
    }

    [TestCase("cases.ndjson")]
    [TestCase("transcript.ndjson")]
    [TestCase("results.json")]
    public async Task What_is_missing_is_one_sentence(string name) => await RefusedAsync(name, _ => null, "does not exist");

    private async Task RefusedAsync(string name, Func<string, string?> damage, string mistake)
    {
        using var copy = new TemporaryFolder();
        foreach (var file in new[] { "results.json", "cases.ndjson", "transcript.ndjson" })
        {
            var text = await File.ReadAllTextAsync(Path.Combine(folder.Path, file));
            if ((file == name ? damage(text) : text) is { } kept)
            {
                copy.Write(file, kept);
            }
        }

        var thrown = await Assert.ThrowsAsync<ConfigurationException>(() => StoredEvidence.ReadAsync(copy.Path));
        Assert.That(thrown!.Message, Does.Contain(mistake).And.Contain(name).And.Not.Contain("\n"));
    }

    private static string Words(CaseEntry entry) => string.Join('\n',
        entry.Checks.Select(c => $"{c.Aspect} {c.Outcome} {c.Expected} {c.Received}")
            .Concat(entry.Findings.Select(f => $"{f.Requirement} {f.Verdict} {f.Exchange} {f.Note} {string.Join(',', f.SeenOn)}"))
            .Prepend($"{entry.Id} {entry.Verdict} {entry.Reason} {string.Join(',', entry.Exchanges)}"));
}
