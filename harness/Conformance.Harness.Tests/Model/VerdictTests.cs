using Conformance.Model;

namespace Conformance.Harness.Tests.Model;

/// <summary>The words of verdicts stand in files that others read; their order decides what is the worst.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class VerdictTests
{
    [Test]
    public void Words_and_glyphs_from_the_mildest_to_the_worst() => Assert.That(
        Enum.GetValues<Verdict>().Order().Select(v => $"{v.Glyph()} {v.Token()}"),
        Is.EqualTo(new[] { "✓ pass", "– not-applicable", "○ unsupported", "◆ differs", "▲ lax", "⊘ blocked", "? inconclusive", "✗ deviates", "⚡ error" }));

    [Test]
    public void Judged_is_what_the_target_was_looked_at_for() => Assert.That(
        Enum.GetValues<Verdict>().Where(v => v.IsJudged()),
        Is.EquivalentTo(new[] { Verdict.Pass, Verdict.Lax, Verdict.Differs, Verdict.Deviates }));

    [Test]
    public void Words_of_runs() => Assert.That(Enum.GetValues<RunVerdict>().Select(v => v.Token()), Is.EqualTo(new[] { "conformant", "conformant-with-gaps", "deviates" }));

    [Test]
    public void Words_of_dialects() => Assert.That(Enum.GetValues<Dialect>().Select(d => d.Token()), Is.EqualTo(new[] { "aws", "jdcloud" }));

    [Test]
    public void Words_of_levels() => Assert.That(Enum.GetValues<Level>().Select(l => l.Token()), Is.EqualTo(new[] { "MUST", "SHOULD", "MAY" }));

    [Test]
    public void Words_of_confidences() =>
        Assert.That(Enum.GetValues<Confidence>().Select(c => c.Token()), Is.EqualTo(new[] { "verified-aws", "documented", "implementation-observed", "inferred" }));
}
