using Conformance.Cli.Power;
using Conformance.Model;
using Conformance.Reference;
using Conformance.Sdk;

namespace Conformance.Runs;

/// <summary>
/// The suite's own power: a slice of the planted defects of the reference is noticed by the cases that cite what they break, and without one nothing is found.
/// The whole matrix, with the score of the checks, is the command <c>defects</c>.
/// </summary>
[Parallelizable(ParallelScope.Children)]
public sealed class PlantedDefectRuns
{
    private const int MostCases = 16;

    // One in so many: a slice across all areas, since the registry is sorted by id. The command tries them all.
    private const int Slice = 8;
    private static readonly Catalogue Catalogue = CatalogueLoader.Load(Path.Combine(RunSettings.RepositoryRoot, "fixtures", "catalogue"));
    private static readonly Excuses Excuses = Excuses.Load(Path.Combine(RunSettings.RepositoryRoot, "fixtures"));
    private static readonly DefectMatrix Matrix = new(Catalogue, SdkSuite.Everything, Excuses);

    public static IEnumerable<TestCaseData> Defects() =>
        PlantedDefects.All.Where((_, i) => i % Slice == 0).Select(d => new TestCaseData(d).SetName("Caught_" + d.Id.Replace('-', '_')).SetDescription(d.Title));

    [TestCaseSource(nameof(Defects))]
    public async Task Caught(PlantedDefect defect)
    {
        var verdict = await Matrix.TryAsync(defect, [.. Matrix.Citing(defect).Take(MostCases)], CancellationToken.None);
        Assert.That(verdict.Counts, verdict.Excuse is { } excuse ? $"{excuse}, yet {string.Join(", ", verdict.Killers)} complain" : $"no case notices: {defect.Title} (breaks {defect.Breaks})");
        await TestContext.Out.WriteLineAsync(verdict.Excuse ?? $"{verdict.Killers.Length} of {verdict.Cases} cases, e.g. {verdict.Killers[0]}");
    }

    [Test]
    public async Task The_sound_reference_gives_no_finding_that_counts() =>
        Assert.That(
            (await Matrix.SoundAsync(CancellationToken.None)).Values.Where(c => c.Verdict is not (Verdict.Pass or Verdict.NotApplicable or Verdict.Differs)).Select(c => $"{c.Scenario.Id}: {c.Verdict.Token()}"),
            Is.Empty);

    [Test]
    public void Every_defect_breaks_a_requirement_of_the_catalogue() =>
        Assert.That(PlantedDefects.All.Where(d => Catalogue.Find(d.Breaks) is null).Select(d => $"{d.Id} breaks {d.Breaks}"), Is.Empty);

    [Test]
    public void Excuses_are_about_defects_that_exist() =>
        Assert.That(Excuses.Defects.Except(PlantedDefects.All.Select(d => d.Id)), Is.Empty);

    [Test]
    public async Task The_canary_fails() => Assert.That(await Canary.FailsAsync(Catalogue, CancellationToken.None), "a case that must fail passed: nothing else can be believed");
}
