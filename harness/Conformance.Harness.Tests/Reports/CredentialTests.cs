using System.Text;
using Conformance.Model;
using Conformance.Reference;
using Conformance.Reports;
using Conformance.Reports.Rejudging;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Reports;

/// <summary>A credential planted in keys, headers and bodies, and given back by the target, is in no file that a run leaves behind.</summary>
[TestFixture]
public sealed class CredentialTests
{
    [Test]
    public async Task No_file_shows_a_planted_credential()
    {
        using var folder = new TemporaryFolder();
        var credentials = new Credentials("AKIDPLANTEDEXAMPLE01", "wJalrXUtnFEMI/K7MDENG+planted");
        await using var endpoint = await ReferenceEndpoint.StartAsync(new ReferenceOptions { AccessKey = credentials.AccessKey, SecretKey = credentials.SecretKey });
        await RunAsync(new Target { Name = "planted", Endpoint = endpoint.BaseAddress, Credentials = credentials }, Planted(credentials.SecretKey), folder.Path);
        var stored = await StoredEvidence.ReadAsync(folder.Path);
        await ReportWriter.WriteAsync(Rejudgement.Of(stored, SyntheticRun.Catalogue, Planted(credentials.SecretKey)).Run, Path.Combine(folder.Path, "again"), SyntheticRun.Options with { Har = true, Baseline = stored.Results });
        await ReportWriter.WriteMergedAsync(SyntheticRun.Catalogue, [stored.Results, stored.Results], Path.Combine(folder.Path, "merged", "matrix.html"), SyntheticRun.Options);

        var files = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);
        var customerKey = new CustomerKey("planted");
        string[] secrets = [credentials.SecretKey, credentials.AccessKey, Uri.EscapeDataString(credentials.SecretKey), Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials.SecretKey)).TrimEnd('=')[..^2], customerKey.Base64];
        Assert.That(files.Select(Path.GetFileName), Does.Contain("run.har").And.Contain("cases.ndjson").And.Contain("run.sarif").And.Contain("matrix.html"));
        Assert.That(
            from file in files
            let text = File.ReadAllText(file) + Unpacked(file)
            from secret in secrets
            where text.Contains(secret, StringComparison.Ordinal)
            select $"{Path.GetRelativePath(folder.Path, file)} shows {secret[..4]}…",
            Is.Empty);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(folder.Path, "transcript.ndjson")), Does.Contain("<secret-key>"), "the secret was on the wire");
        Assert.That(await File.ReadAllTextAsync(Path.Combine(folder.Path, "cases.ndjson")), Does.Contain("<secret-key>"), "and it was bound to a slot");
    }

    // In the key of a source, in the key of an upload, in metadata, in a body, in a customer key's line.
    private static Scenario[] Planted(string secret)
    {
        var key = $"{{prefix}}{secret.Replace("{", "", StringComparison.Ordinal)}";
        var customerKey = new CustomerKey("planted").Headers;
        return
        [
            new Scenario
            {
                Id = "upload-part-copy/planted/key",
                Claim = "A source whose key and content are a credential is copied.",
                Given = [Given.StoredObject(Slot.Source, Content.Text(secret), key), Given.OpenUpload(Slot.Upload, secret)],
                When = new UploadPartCopyRequest { Headers = [new HeaderLine("x-amz-meta-planted", secret)] },
                Then = [Check.Status(418).Cites("upc.range.inclusive")],
            },
            new Scenario
            {
                Id = "create-multipart-upload/planted/header",
                Claim = "An upload is opened whose key and metadata are a credential.",
                When = new CreateMultipartUploadRequest { Key = key, Headers = [new HeaderLine("x-amz-meta-planted", secret), .. customerKey] },
                Then = [Check.Status(418).Cites("upc.range.inclusive")],
            },
        ];
    }

    private static async Task RunAsync(Target target, Scenario[] scenarios, string folder)
    {
        var run = await RunInFolder.WriteAsync(target, scenarios, folder, SyntheticRun.Options with { Har = true });
        Assert.That(run.Cases.Select(c => c.Verdict), Has.All.EqualTo(Verdict.Deviates), string.Join("; ", run.Cases.Select(c => c.Reason)));
    }

    // What lies deflated in the page.
    private static string Unpacked(string file) => file.EndsWith("report.html", StringComparison.Ordinal)
        ? string.Concat(new HtmlPage("", new AngleSharp.Html.Parser.HtmlParser().ParseDocument(File.ReadAllText(file))).Packed().Values)
        : "";
}
