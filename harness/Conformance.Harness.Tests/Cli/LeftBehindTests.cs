using Conformance.Cli.Output;

namespace Conformance.Harness.Tests.Cli;

/// <summary>A target that went away leaves hundreds of uploads behind; the terminal names some and says where the rest is.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LeftBehindTests
{
    [TestCase(0, 0)]
    [TestCase(8, 8)]
    [TestCase(9, 9)]
    [TestCase(900, 9)]
    public void So_many_lines(int left, int lines) =>
        Assert.That(LeftBehind.Lines([.. Enumerable.Range(0, left).Select(i => $"upload {i}")], "results.json"), Has.Exactly(lines).Items);

    [Test]
    public void The_last_line_counts_the_rest() =>
        Assert.That(LeftBehind.Lines([.. Enumerable.Range(0, 20).Select(i => $"upload {i}")], "results.json").Last(), Is.EqualTo("  and 12 more that were left behind: see results.json"));
}
