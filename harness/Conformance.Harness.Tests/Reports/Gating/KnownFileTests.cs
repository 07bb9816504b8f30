using Conformance.Model;
using Conformance.Reports;
using static Conformance.Harness.Tests.Reports.Gating.GateCases;

namespace Conformance.Harness.Tests.Reports.Gating;

/// <summary>The file of known deviations: read with care, written without losing anybody's words.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class KnownFileTests
{
    private const string Sound = """
        # Acme 4.2, looked at in November.
        dialect: aws
        deviations:
          # Told them twice.
          - reason: "a young server"
            link: https://tracker.example/17
            owner: storage team
            expiry: 2026-12-31
            findings:
              - case: upload-part-copy/unknown-upload-id/never-issued   # the first seen
                aspect: status
                requirement: upc.upid.unknown
                fingerprint: "0123456789abcdef"
                observed: "500: status 500"

        """;

    [Test]
    public void An_entry_is_read_with_the_words_of_its_cause()
    {
        var entry = Parse(Sound).Entries.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.Key, Is.EqualTo(Key));
            Assert.That((entry.Reason, entry.Link, entry.Owner, entry.Expiry), Is.EqualTo(("a young server", "https://tracker.example/17", "storage team", (DateOnly?)new DateOnly(2026, 12, 31))));
            Assert.That((entry.Fingerprint, entry.Observed, entry.Flaky, entry.Review, entry.Place), Is.EqualTo(("0123456789abcdef", "500: status 500", false, (string?)null, "acme.known.yaml(10)")));
        }
    }

    [TestCase("owner: storage team", "", "acme.known.yaml(", "the key \"owner\" is missing")]
    [TestCase("2026-12-31", "2026-13-31", "acme.known.yaml(8,", "expiry 2026-13-31 is no day of the calendar; write it as 2027-06-30")]
    [TestCase("2026-12-31", "soon", "acme.known.yaml(8,", "has to match")]
    [TestCase("aspect: status", "aspect: mood", "acme.known.yaml(11,", "aspect has to be one of")]
    [TestCase("reason:", "raeson:", "acme.known.yaml(5,", "the key \"reason\" is missing")]
    [TestCase("dialect: aws", "dialect: aws\n  deviations: [", "acme.known.yaml(", "this is not YAML")]
    public void A_mistake_is_named_with_its_place(string sound, string edited, string place, string mend) =>
        Assert.That(() => Parse(Sound.Replace(sound, edited)), Throws.TypeOf<ConfigurationException>().With.Message.Contains(place).And.Message.Contains(mend));

    [Test]
    public void The_same_deviation_twice_is_refused()
    {
        var twice = Sound + Sound[Sound.IndexOf("  - reason", StringComparison.Ordinal)..];
        Assert.That(() => Parse(twice), Throws.TypeOf<ConfigurationException>().With.Message.Contains("already stands at acme.known.yaml(10); keep one of the two"));
    }

    [Test]
    public void A_new_deviation_is_added_to_be_filled_in()
    {
        var gate = With(Single(Deviating(3, Finding("404 \"odd\": a | b\\c: #d", seen: 2))));
        var written = Update(null, gate);
        var entry = Parse(written).Entries.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.Unfilled, Is.EqualTo("has no reason"));
            Assert.That(entry.Observed, Is.EqualTo("404 \"odd\": a | b\\c: #d"));
            Assert.That(entry.Fingerprint, Is.EqualTo(gate.Items[0].Fingerprint));
            Assert.That(entry.Expiry, Is.EqualTo(Today.AddDays(KnownFile.ExcusedDays)));
            Assert.That(entry.Flaky, Is.True);
            Assert.That(Update(written, With(Single(Deviating(), entry))), Is.EqualTo(written), "what waits to be filled in is not added again");
        }
    }

    [Test]
    public void A_new_deviation_is_added_behind_what_stands()
    {
        var written = Update(Sound, With(Single(Deviating()) with { Key = Key with { Case = "upload-part/other/one" } }));
        Assert.That(written, Does.StartWith(Sound));
        Assert.That(Parse(written).Entries, Has.Length.EqualTo(2));
    }

    [Test]
    public void A_change_is_written_to_be_reviewed_and_loses_no_word()
    {
        var known = Parse(Sound).Entries.Single();
        var written = Update(Sound, With(Single(Deviating(), known)));
        var entry = Parse(written).Entries.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((entry.Fingerprint, entry.Observed), Is.EqualTo((Observations.Fingerprint(["400: status 400"]), "400: status 400")));
            Assert.That(entry.Review, Does.Contain("known is 500: status 500"));
            Assert.That((entry.Reason, entry.Link, entry.Owner, entry.Expiry), Is.EqualTo((known.Reason, known.Link, known.Owner, known.Expiry)));
            Assert.That(written, Does.Contain("# Acme 4.2, looked at in November.").And.Contain("# Told them twice.").And.Contain("# the first seen"));
            Assert.That(Single(Deviating(), entry).State, Is.EqualTo(GateState.Changed), "until the review line is deleted");
            Assert.That(Single(Deviating(), entry with { Review = null }).State, Is.EqualTo(GateState.Known));
        }
    }

    [Test]
    public void What_is_fixed_expired_or_unused_stays_as_it_stands()
    {
        var known = Parse(Sound).Entries.Single();
        Assert.That(Update(Sound, With(Single(Case(Verdict.Pass), known))), Is.EqualTo(Sound));
        Assert.That(Update(Sound, With(Single(Case(Verdict.Blocked, null), known))), Is.EqualTo(Sound));
    }

    [Test]
    public void Entries_on_one_line_are_changed_too()
    {
        var line = Sound[..Sound.IndexOf("      - case", StringComparison.Ordinal)]
            + "      - { case: upload-part-copy/unknown-upload-id/never-issued, aspect: status, requirement: upc.upid.unknown, fingerprint: \"0123456789abcdef\", observed: x }\n";
        var entry = Parse(Update(line, With(Single(Deviating(), Parse(line).Entries.Single())))).Entries.Single();
        Assert.That((entry.Observed, entry.Review is null), Is.EqualTo(("400: status 400", false)));
    }

    private static KnownDeviations Parse(string text) => KnownDeviations.Parse("acme.known.yaml", text, Repository.Targets);

    private static string Update(string? text, GateResult gate) => KnownFile.Update("acme.known.yaml", text, Repository.Targets, gate, Dialect.Aws, Today);

    private static GateResult With(GateItem item) => new("acme", Enough, [item]);
}
