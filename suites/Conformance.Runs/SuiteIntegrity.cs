using System.Text.RegularExpressions;
using Conformance.Model;
using Conformance.Sdk;

namespace Conformance.Runs;

/// <summary>The suite against its own catalogue: what a scenario claims has to stand there.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class SuiteIntegrity
{
    private static readonly Lazy<Catalogue> Loaded = new(() => CatalogueLoader.Load(Path.Combine(RunSettings.RepositoryRoot, "fixtures", "catalogue")));

    private static Catalogue Catalogue => Loaded.Value;

    [Test]
    public void Ids_are_unique() =>
        Assert.That(SdkSuite.Everything.GroupBy(s => s.Id).Where(g => g.Count() > 1).Select(g => g.Key), Is.Empty);

    [Test]
    public void Ids_are_slugs_of_three_segments() =>
        Assert.That(SdkSuite.Everything.Select(s => s.Id).Where(id => !Slug().IsMatch(id)), Is.Empty);

    [Test]
    public void Test_names_stay_unique_without_slashes() =>
        Assert.That(SuiteRun.Cases().Select(c => c.TestName), Is.Unique);

    [Test]
    public void Every_scenario_claims_something() =>
        Assert.That(SdkSuite.Everything.Where(s => s.Claim.Length < 15 || !s.Claim.EndsWith('.')).Select(s => s.Id), Is.Empty);

    [Test]
    public void Cited_requirements_exist() =>
        Assert.That(SdkSuite.Everything.SelectMany(s => s.Cited.Where(id => Catalogue.Find(id) is null).Select(id => $"{s.Id} cites {id}")), Is.Empty);

    [Test]
    public void Standing_checks_cite_requirements_that_exist() =>
        Assert.That(SdkSuite.Everything.SelectMany(s => StandingChecks.For(s)).SelectMany(c => c.Requirements).Distinct().Where(id => Catalogue.Find(id) is null), Is.Empty);

    [Test]
    public void No_case_is_without_an_exact_check() =>
        Assert.That(SdkSuite.Everything.Where(s => s.Then.IsEmpty).Select(s => s.Id), Is.Empty);

    [Test]
    public void Expected_answers_are_those_of_the_catalogue()
    {
        var contradictions = SdkSuite.Everything
            .SelectMany(s => s.Then.SelectMany(c => c.Requirements.Select(id => (Scenario: s, Cited: c, Requirement: Catalogue[id]))))
            .Where(x => x.Requirement.Expect.ContainsKey(Dialect.Aws))
            .SelectMany(x => Contradictions(x.Cited.Check, x.Requirement).Select(c => $"{x.Scenario.Id}: {c}"));
        Assert.That(contradictions, Is.Empty);
    }

    [Test]
    public void Every_requirement_that_binds_is_cited_or_untestable_for_a_reason() =>
        Assert.That(
            Coverage.Of(Catalogue, SdkSuite.Everything).Where(l => l.IsHole && (l.Requirement.Level != Level.May || l.Requirement.Seed)).Select(l => l.Requirement.Id),
            Is.Empty);

    private static IEnumerable<string> Contradictions(Check check, Requirement requirement)
    {
        var expected = requirement.Expect[Dialect.Aws];
        if (check.ExpectedStatuses is { IsEmpty: false } statuses && !expected.Status.IsEmpty)
        {
            var allowed = expected.Status.Concat(requirement.Accepts.SelectMany(a => a.Status)).ToHashSet();
            if (statuses.FirstOrDefault(s => !allowed.Contains(s)) is > 0 and var stray)
            {
                yield return $"expects status {stray}, {requirement.Id} says {string.Join(", ", expected.Status)}";
            }
        }

        if (check.ExpectedCodes is { IsEmpty: false } codes && !expected.Code.IsEmpty)
        {
            var allowed = expected.Code.Concat(requirement.Accepts.SelectMany(a => a.Code)).ToHashSet(StringComparer.Ordinal);
            if (codes.FirstOrDefault(c => !allowed.Contains(c)) is { } stray)
            {
                yield return $"expects code {stray}, {requirement.Id} says {string.Join(", ", expected.Code)}";
            }
        }
    }

    [GeneratedRegex("^[a-z0-9-]+(/[a-z0-9-]+){2}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slug();
}
