using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Wire;
using Microsoft.CodeAnalysis.Sarif;
using NJsonSchema;

namespace Conformance.Harness.Tests.Reports;

/// <summary>Each export is valid by its own schema or reader, and all of them tell the same numbers.</summary>
[TestFixture]
public sealed class ExportTests
{
    private static readonly Verdict[] Verdicts = Enum.GetValues<Verdict>();
    private static readonly RunResult Run = SyntheticRun.Of(90, i => Verdicts[i % Verdicts.Length]);
    private TemporaryFolder folder = null!;

    [OneTimeSetUp]
    public async Task Write()
    {
        folder = new TemporaryFolder();
        folder.Write("transcript.ndjson", "{}\n");
        await ReportWriter.WriteAsync(Run, folder.Path, SyntheticRun.Options with { Har = true });
    }

    [OneTimeTearDown]
    public void Remove() => folder.Dispose();

    [TestCase("run.sarif", "sarif-2.1.0.json")]
    [TestCase("run.har", "har-1.2.schema.json")]
    public async Task Is_valid_by_its_schema(string file, string schema)
    {
        var rules = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Reports", "Schemas", schema));
        Assert.That(rules.Validate(Read(file)).Select(e => e.ToString()), Is.Empty);
        Assert.That(rules.Validate("{\"version\":\"2.1.0\",\"log\":{}}"), Is.Not.Empty, "the schema finds fault with what lacks everything");
    }

    [Test]
    public void Sarif_is_read_by_its_sdk_with_a_result_for_every_finding_and_every_gap()
    {
        var log = SarifLog.Load(Path.Combine(folder.Path, "run.sarif"));
        var run = log.Runs.Single();
        var findings = Run.Cases.SelectMany(c => c.Findings).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(run.Results.Count(r => r.Kind == ResultKind.Fail), Is.EqualTo(findings.Length));
            Assert.That(run.Results.Count(r => r.Kind == ResultKind.Open), Is.EqualTo(Run.Gaps.Count()));
            Assert.That(run.Results.Count(r => r.Level == FailureLevel.Error), Is.EqualTo(findings.Count(f => f.Verdict == Verdict.Deviates)));
            Assert.That(run.Results.Where(r => r.Kind == ResultKind.Fail).Select(r => run.Tool.Driver.Rules[r.RuleIndex].Id), Is.EqualTo(findings.Select(f => f.Deciding.Id)));
            Assert.That(run.Results.Where(r => r.Kind == ResultKind.Fail).Select(r => r.PartialFingerprints["finding/v1"]), Is.Unique);
            Assert.That(run.Invocations.Single().ExitCode, Is.EqualTo(Run.ExitCode));
        });
    }

    [Test]
    public void Har_has_every_exchange_once_in_order()
    {
        using var har = JsonDocument.Parse(Read("run.har"));
        var numbers = har.RootElement.GetProperty("log").GetProperty("entries").EnumerateArray()
            .Select(e => long.Parse(e.GetProperty("comment").GetString()!.Split(' ')[0])).ToArray();
        Assert.That(numbers, Is.Ordered.And.EquivalentTo(Run.RunExchanges.Concat(Run.Cases.SelectMany(c => c.Exchanges)).Select(e => e.Sequence)));
    }

    [Test]
    public async Task Har_takes_targets_that_are_no_uri_and_bodies_that_are_no_text()
    {
        var wire = new SyntheticWire(3);
        var one = SyntheticRun.Case(1, SyntheticRun.Requirements[0], Verdict.Deviates, wire);
        var odd = wire.Answered(one.Scenario.Id, Steps.When, "HTTP/1.1 400 \ud800\r\n\r\n", [0, 255, 13, 1]);
        odd = odd with { Request = odd.Request with { Target = "/b/%zz ?a=b\ud83d", Head = "PUT /b/%zz HTTP/1.1\r\nHost: not a host\r\nno colon\r\n\r\n" } };
        using var elsewhere = new TemporaryFolder();
        await ReportWriter.WriteAsync(SyntheticRun.Around([one with { Exchanges = [odd, wire.Silent(one.Scenario.Id)] }]), elsewhere.Path, SyntheticRun.Options with { Har = true });
        var rules = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Reports", "Schemas", "har-1.2.schema.json"));
        Assert.That(rules.Validate(await File.ReadAllTextAsync(Path.Combine(elsewhere.Path, "run.har"))).Select(e => e.ToString()), Is.Empty);
    }

    [Test]
    public void Without_being_asked_no_archive_is_written_and_an_old_one_goes() => Assert.That(async () =>
    {
        using var elsewhere = new TemporaryFolder();
        var old = elsewhere.Write("run.har", "of an earlier run");
        await ReportWriter.WriteAsync(SyntheticRun.Of(2), elsewhere.Path, SyntheticRun.Options);
        return File.Exists(old);
    }, Is.False);

    [Test]
    public void Badges_say_the_verdict_as_shields_reads_it()
    {
        using var json = JsonDocument.Parse(Read("badge.json"));
        var svg = XDocument.Parse(Read("badge.svg")).Root!;
        var message = json.RootElement.GetProperty("message").GetString()!;
        Assert.Multiple(() =>
        {
            Assert.That(json.RootElement.GetProperty("schemaVersion").GetInt32(), Is.EqualTo(1));
            Assert.That(json.RootElement.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "schemaVersion", "label", "message", "color", "isError" }));
            Assert.That(message, Is.EqualTo($"{Run.Count(Verdict.Deviates)} deviate, {Run.Judged} of {Run.Applicable} judged"));
            Assert.That(svg.Name.LocalName, Is.EqualTo("svg"));
            Assert.That((string?)svg.Attribute("aria-label"), Does.EndWith(message));
        });
    }

    [Test]
    public void Manifest_names_every_other_file_with_its_digest()
    {
        var lines = Read("MANIFEST.sha256").TrimEnd('\n').Split('\n').Select(l => l.Split("  ", 2)).ToDictionary(l => l[1], l => l[0]);
        var files = Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)!).Where(f => f != "MANIFEST.sha256").ToArray();
        Assert.That(lines.Keys, Is.EquivalentTo(files).And.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(files.Where(f => lines[f] != Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder.Path, f))))), Is.Empty);
    }

    [Test]
    public void All_tell_the_same_counts()
    {
        var counts = ResultsJson.Read(Path.Combine(folder.Path, "results.json")).Run.Counts;
        var junit = XDocument.Parse(Read("junit.xml")).Root!;
        var sarif = SarifLog.Load(Path.Combine(folder.Path, "run.sarif")).Runs.Single();
        var summary = Read("summary.md");
        using var properties = JsonDocument.Parse(Read("run.sarif"));
        var told = properties.RootElement.GetProperty("runs")[0].GetProperty("properties").GetProperty("counts");
        Assert.Multiple(() =>
        {
            Assert.That((int)junit.Attribute("tests")!, Is.EqualTo(Run.Cases.Length));
            Assert.That((int)junit.Attribute("failures")!, Is.EqualTo(counts.Deviates));
            Assert.That((int)junit.Attribute("errors")!, Is.EqualTo(counts.Blocked + counts.Inconclusive + counts.Error));
            Assert.That((int)junit.Attribute("skipped")!, Is.EqualTo(counts.Unsupported + counts.NotApplicable));
            Assert.That(junit.Descendants("testcase").Count(), Is.EqualTo(Run.Cases.Length));
            Assert.That(told.EnumerateObject().Sum(p => p.Value.GetInt32()), Is.EqualTo(Run.Cases.Length));
            Assert.That(told.GetProperty("deviates").GetInt32(), Is.EqualTo(counts.Deviates));
            Assert.That(sarif.Results.Count(r => r.Kind == ResultKind.Open), Is.EqualTo(counts.Blocked + counts.Inconclusive + counts.Error + counts.Unsupported));
            Assert.That(summary, Does.Contain($"{counts.Deviates}"));
        });
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(folder.Path, name));
}
