namespace Conformance.Harness.Tests.Cli;

/// <summary>A target that answers everything alike, or nothing, is never green.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HostileTargetTests
{
    private static IEnumerable<TestCaseData> Answers() =>
    [
        Case("the_same_200", ScriptedTarget.Http(200, "<Result/>")),
        Case("an_empty_200", ScriptedTarget.Http(200, "")),
        Case("the_same_403", ScriptedTarget.Error(403, "AccessDenied")),
        Case("the_same_500", ScriptedTarget.Error(500, "InternalError")),
        Case("html", ScriptedTarget.Http(200, "<html><body>It works!</body></html>", "text/html")),
        Case("html_404", ScriptedTarget.Http(404, "<html><body>Not found</body></html>", "text/html")),
        Case("a_redirect", ScriptedTarget.Http(301, "", headers: "Location: http://127.0.0.1:9/\r\n")),
        Case("garbage", "SSH-2.0-OpenSSH_9.2\r\n"),
        Case("nothing_at_all", null),
        Case("a_bomb_of_headers", "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X-Y: zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\r\n", 20_000)) + "\r\n"),
    ];

    [TestCaseSource(nameof(Answers))]
    public async Task Nothing_passes(string? answer)
    {
        await using var target = new ScriptedTarget(_ => answer);
        using var folder = new TemporaryFolder();
        var outcome = await CommandLine.RunAsync("run", "--endpoint", target.Address, "--output", folder.Path, "--access-key", "k1234", "--secret-key", "s1234", "--deadline", "2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.EqualTo(4), outcome.All);
            Assert.That(outcome.Error, Does.StartWith("Preflight failed at"));
            Assert.That(outcome.All, Does.Not.Contain("✓"));
            Assert.That(File.Exists(Path.Combine(folder.Path, "report.html")), Is.False, "there is nothing to report");
        }
    }

    private static TestCaseData Case(string name, string? answer) => new TestCaseData(answer).SetName(name);
}
