using System.Collections.Frozen;
using System.Diagnostics;
using Conformance.Model;
using Conformance.Reference;
using Conformance.Reports;
using Conformance.Sdk;
using Conformance.Wire;

namespace Conformance.Runs;

/// <summary>The gate through dotnet test: this assembly is run again, on an endpoint with a planted defect, with and without known deviations.</summary>
[NonParallelizable]
public sealed class GateRuns
{
    private const string Case = "upload-part-copy/unknown-upload-id/never-issued";
    private const string Defect = "upload-unknown-no-such-key";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private readonly string folder = Directory.CreateTempSubdirectory("conformance-").FullName;

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task A_deviation_fails_until_it_is_known_and_fails_again_once_it_is_fixed()
    {
        await using var defective = await StartAsync([Defect]);
        await using var sound = await StartAsync([]);
        var none = await WriteAsync("none.known.yaml", "dialect: aws\ndeviations: []\n");
        var known = await WriteAsync("acme.known.yaml", await KnownAsync(defective));
        var unfilled = await WriteAsync("unfilled.known.yaml", (await File.ReadAllTextAsync(known)).Replace("reason: \"planted\"", "reason: \"\"", StringComparison.Ordinal));

        var isNew = await TestAsync(defective, none);
        var isKnown = await TestAsync(defective, known);
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "dotnet-test-aws", ReportWriter.HtmlName));
        var isUnfilled = await TestAsync(defective, unfilled);
        var isFixed = await TestAsync(sound, known);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(isNew.Code, Is.EqualTo(1), isNew.Text);
            Assert.That(isNew.Text, Does.Contain("N new 3 of 3").And.Contain("nobody answers for it"));
            Assert.That(isKnown.Code, Is.Zero, isKnown.Text);
            Assert.That(isKnown.Text, Does.Contain("Skipped:     1"), "neither passed nor failed");
            Assert.That(page, Does.Contain("\"gated known\""), "the report shows what the gate says");
            Assert.That(isUnfilled.Code, Is.EqualTo(1), isUnfilled.Text);
            Assert.That(isUnfilled.Text, Does.Contain("has no reason"));
            Assert.That(isFixed.Code, Is.EqualTo(1), isFixed.Text);
            Assert.That(isFixed.Text, Does.Contain("F fixed").And.Contain("delete the entry at"));
        }
    }

    private static Task<ReferenceEndpoint> StartAsync(FrozenSet<string> defects) => ReferenceEndpoint.StartAsync(new ReferenceOptions { Defects = defects });

    private static async Task<string> KnownAsync(ReferenceEndpoint endpoint)
    {
        var catalogue = CatalogueLoader.Load(Path.Combine(RunSettings.RepositoryRoot, "fixtures", "catalogue"));
        var scenario = SdkSuite.Everything.First(s => s.Id == Case);
        var plan = new RunPlan
        {
            Target = new Target { Name = "acme", Endpoint = endpoint.BaseAddress, Credentials = new Credentials(endpoint.Options.AccessKey, endpoint.Options.SecretKey), Region = endpoint.Options.Region },
            Catalogue = catalogue,
            Scenarios = [scenario],
            Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
        };
        await using var runner = await Runner.OpenAsync(plan, CancellationToken.None);
        await runner.RunCaseAsync(scenario, CancellationToken.None);
        await runner.CloseAsync();
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var options = new ReportOptions { SuiteVersion = "0", ReplayCommand = id => id };
        var gate = Gate.Judge(ResultsJson.Document(runner.Result(interrupted: false), options), KnownDeviations.None(Dialect.Aws), SuiteIndex.Of(SdkSuite.Everything, catalogue), today);
        return KnownFile.Update("acme.known.yaml", text: null, Path.Combine(RunSettings.RepositoryRoot, "fixtures", "targets"), gate, Dialect.Aws, today)
            .Replace("reason: \"\"", "reason: \"planted\"", StringComparison.Ordinal)
            .Replace("owner: \"\"", "owner: \"us\"", StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    private async Task<(int Code, string Text)> TestAsync(ReferenceEndpoint endpoint, string known)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = RunSettings.RepositoryRoot };
        var parameters = new[] { ("Endpoint", endpoint.BaseAddress.GetLeftPart(UriPartial.Authority)), ("Known", known), ("Output", folder) };
        foreach (var argument in new[] { "test", typeof(GateRuns).Assembly.Location, "--filter", $"Name={Case.Replace('/', '_')}", "--" }
                     .Concat(parameters.Select(p => $"TestRunParameters.Parameter(name=\"{p.Item1}\",value=\"{p.Item2}\")")))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AWS_ACCESS_KEY_ID"] = endpoint.Options.AccessKey;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = endpoint.Options.SecretKey;
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await output + await error);
    }
}
