using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Conformance.Harness.Tests.Cli;

/// <summary>Whatever the user or the target gets wrong: one sentence that names the mistake and the mend, the right exit code, no stack trace.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BadInputTests
{
    private static readonly string[] Keys = ["--access-key", "AKIDEXAMPLE", "--secret-key", "wJalrXUtnFEMIplanted", "--deadline", "3"];

    [Test]
    public async Task Nobody_listens()
    {
        using var folder = new TemporaryFolder();
        Expect(await RunAsync(folder, $"http://127.0.0.1:{FreePort()}"), 4, "no connection to http://127.0.0.1", "check the address");
    }

    [Test]
    public async Task The_host_name_is_unknown()
    {
        using var folder = new TemporaryFolder();
        Expect(await RunAsync(folder, "http://no-such-host.invalid"), 4, "no connection to http://no-such-host.invalid", "check the address");
    }

    [Test]
    public async Task The_target_speaks_no_tls()
    {
        await using var reference = await Conformance.Reference.ReferenceEndpoint.StartAsync(new Conformance.Reference.ReferenceOptions());
        using var folder = new TemporaryFolder();
        var address = reference.BaseAddress.GetLeftPart(UriPartial.Authority).Replace("http://", "https://", StringComparison.Ordinal);
        Expect(await RunAsync(folder, address), 4, "TLS to https://127.0.0.1", "use http://");
    }

    [TestCase(403, "InvalidAccessKeyId", "", "the access key is unknown", "AWS_ACCESS_KEY_ID")]
    [TestCase(403, "SignatureDoesNotMatch", "", "another signature", "AWS_SECRET_ACCESS_KEY")]
    [TestCase(400, "AuthorizationHeaderMalformed", "<Region>eu-central-1</Region>", "which is eu-central-1", "pass --region")]
    [TestCase(403, "RequestTimeTooSkewed", "", "the clock of this machine", "set it")]
    [TestCase(403, "AccessDenied", "", "cannot be created: status 403 AccessDenied", "--bucket")]
    [TestCase(301, "PermanentRedirect", "", "the region us-east-1 is not that of the endpoint", "--region")]
    public async Task The_target_refuses_the_bucket(int status, string code, string extra, string mistake, string mend)
    {
        await using var target = new ScriptedTarget(_ => ScriptedTarget.Error(status, code, extra));
        using var folder = new TemporaryFolder();
        Expect(await RunAsync(folder, target.Address), 4, mistake, mend);
    }

    [TestCase("--secure-endpoint http://127.0.0.1:1", "is not https", "keys would travel in the clear")]
    [TestCase("--secure-endpoint 127.0.0.1", "is no address", "https://127.0.0.1:9443")]
    [TestCase("--second-access-key AKIDOTHER", "Only the second access key is given", "CONFORMANCE_SECOND_SECRET_ACCESS_KEY")]
    public async Task What_belongs_to_the_target_is_wrong(string options, string mistake, string mend)
    {
        using var folder = new TemporaryFolder();
        Expect(await CommandLine.RunAsync(["run", "--endpoint", "http://127.0.0.1:1", "--output", folder.Path, .. Keys, .. options.Split(' ')]), 4, mistake, mend);
    }

    [Test]
    public async Task The_embedded_endpoint_has_a_second_account_of_its_own()
    {
        using var folder = new TemporaryFolder();
        Expect(await CommandLine.RunAsync("run", "--output", folder.Path, "--second-access-key", "AKIDOTHER", "--second-secret-key", "wJalrXUtnFEMIplanted"), 4, "which has its own", "--endpoint or --target");
    }

    [Test]
    public async Task The_keys_are_wrong_on_a_real_endpoint()
    {
        await using var reference = await Conformance.Reference.ReferenceEndpoint.StartAsync(new Conformance.Reference.ReferenceOptions());
        using var folder = new TemporaryFolder();
        var address = reference.BaseAddress.GetLeftPart(UriPartial.Authority);
        Expect(await RunAsync(folder, address), 4, "the access key is unknown", "AWS_ACCESS_KEY_ID");
        Expect(
            await CommandLine.RunAsync("run", "--endpoint", address, "--output", folder.Path, "--access-key", reference.Options.AccessKey, "--secret-key", reference.Options.SecretKey, "--region", "eu-west-9"),
            4, "the region eu-west-9 is not the target's", "pass --region");
    }

    [Test]
    public async Task Keys_are_missing()
    {
        using var folder = new TemporaryFolder();
        Expect(await CommandLine.RunAsync("run", "--endpoint", "http://127.0.0.1:9", "--output", folder.Path), 4, "no keys are given", "AWS_ACCESS_KEY_ID");
        Expect(await CommandLine.RunAsync("run", "--endpoint", "http://127.0.0.1:9", "--access-key", "k", "--output", folder.Path), 4, "Only the access key is given", "AWS_SECRET_ACCESS_KEY");
    }

    [TestCase("ftp://127.0.0.1", "is no address")]
    [TestCase("127.0.0.1:9000", "is no address")]
    [TestCase("http://127.0.0.1:9000/bucket", "is no address")]
    public async Task The_address_is_no_address(string address, string mistake) =>
        Expect(await CommandLine.RunAsync("run", "--endpoint", address), 4, mistake, "scheme, host and port");

    [Test]
    public async Task The_filter_selects_nothing() =>
        Expect(await CommandLine.RunAsync("run", "no-such/case"), 4, "No case begins with \"no-such/case\"", "list");

    [Test]
    public async Task An_option_is_unknown() =>
        Expect(await CommandLine.RunAsync("run", "--endpont", "x"), 4, "--endpont", "--help");

    [Test]
    public async Task A_number_is_out_of_range() =>
        Expect(await CommandLine.RunAsync("run", "--concurrency", "0"), 4, "--concurrency has to be at least 1", "--help");

    [TestCase("rejudge", "is no folder", "name the one that a run wrote")]
    [TestCase("report", "does not exist", "name another results.json")]
    [TestCase("run --baseline", "does not exist", "name another results.json")]
    public async Task A_run_to_read_is_not_there(string command, string mistake, string mend)
    {
        using var folder = new TemporaryFolder();
        Expect(await CommandLine.RunAsync([.. command.Split(' '), Path.Combine(folder.Path, "nowhere")]), 4, mistake, mend);
    }

    [Test]
    public async Task A_case_to_replay_is_unknown() =>
        Expect(await CommandLine.RunAsync("replay", "no/such/case"), 4, "No case has the id no/such/case", "list");

    [Test]
    public async Task A_planted_defect_is_unknown() =>
        Expect(await CommandLine.RunAsync("run", "--defect", "no-such-defect"), 4, "no-such-defect", "");

    [TestCase("regoin: x", "unknown key \"regoin\"", "known keys are")]
    [TestCase("deadlineSeconds: soon", "has to be a whole number", "")]
    public async Task The_target_file_is_wrong(string line, string mistake, string mend)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("mine.yaml", $"name: mine\ntitle: Mine\nendpoint: http://127.0.0.1:9\n{line}\n");
        var outcome = await CommandLine.RunAsync("run", "--target", file);
        Expect(outcome, 4, mistake, mend);
        Assert.That(outcome.Error, Does.Contain("mine.yaml(4,"));
    }

    [Test]
    public async Task The_target_file_does_not_exist() =>
        Expect(await CommandLine.RunAsync("run", "--target", "no/such.yaml"), 4, "such.yaml cannot be read", "");

    [Test]
    public async Task The_output_folder_cannot_be_written()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a-file", "");
        Expect(await CommandLine.RunAsync("run", "--output", Path.Combine(file, "below"), "upload-part-copy/unknown-upload-id"), 4, "cannot be written", "--output");
    }

    [Test]
    public async Task Interrupted_in_the_middle_it_keeps_results_and_leaves_nothing_behind()
    {
        await using var reference = await Conformance.Reference.ReferenceEndpoint.StartAsync(new Conformance.Reference.ReferenceOptions());
        using var folder = new TemporaryFolder();
        var address = reference.BaseAddress.GetLeftPart(UriPartial.Authority);
        using var process = CommandLine.Start(
            "run", "--endpoint", address, "--concurrency", "1", "--output", folder.Path, "--access-key", reference.Options.AccessKey, "--secret-key", reference.Options.SecretKey);
        var transcript = Path.Combine(folder.Path, "transcript.ndjson");
        // Preflight and probes write some 150 KB before the first case ends.
        while (!process.HasExited && (!File.Exists(transcript) || new FileInfo(transcript).Length < 400_000))
        {
            await Task.Delay(10);
        }

        using var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString()]);
        var outcome = await CommandLine.FinishAsync(process);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "results.json")));
        var run = results.RootElement.GetProperty("run");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.EqualTo(2), outcome.All);
            Assert.That(run.GetProperty("interrupted").GetBoolean(), Is.True);
            Assert.That(run.GetProperty("counts").GetProperty("pass").GetInt32(), Is.GreaterThan(0));
            Assert.That(run.GetProperty("verdict").GetString(), Is.EqualTo("conformant-with-gaps"));
            Assert.That(reference.StoredBytes, Is.Zero, "everything created was removed");
        }
    }

    [TestCase("run")]
    [TestCase("fuzz")]
    [TestCase("replay")]
    [TestCase("serve")]
    public async Task Help_names_each_option_once(string command)
    {
        var help = (await CommandLine.RunAsync(command, "--help")).Out;
        var options = help.Split('\n').Select(l => l.Trim().Split("  ")[0]).Where(l => l.StartsWith('-')).Select(l => l.Split("--")[^1].Split(' ')[0]).ToArray();
        Assert.That(options, Is.Unique.And.Not.Empty);
    }

    private static async Task<CommandOutcome> RunAsync(TemporaryFolder folder, string address) =>
        await CommandLine.RunAsync(["run", "--endpoint", address, "--output", folder.Path, .. Keys]);

    private static void Expect(CommandOutcome outcome, int exitCode, string mistake, string mend)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.EqualTo(exitCode), outcome.All);
            Assert.That(outcome.Error, Does.Contain(mistake).And.Contain(mend));
            Assert.That(outcome.All, Does.Not.Contain("   at ").And.Not.Contain("wJalrXUtnFEMIplanted"));
            Assert.That(outcome.Error.Trim().Split('\n'), Has.Length.EqualTo(1), "one sentence");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
