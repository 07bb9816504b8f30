using System.Collections.Frozen;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Model;

/// <summary>The judge on transcripts written by hand: each answer gets the verdict that level, confidence and dialect give it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class JudgeTests
{
    private const string Invalid = "<Error><Code>InvalidArgument</Code><Message>m</Message></Error>";

    private static readonly Catalogue Catalogue = CatalogueLoader.Load(Repository.Catalogue);

    [Test]
    public void The_expected_answer_passes() =>
        Assert.That(Decide(Refusal("upc.range.open-ended"), Answer(400, Invalid)).Verdict, Is.EqualTo(Verdict.Pass));

    [TestCase("upc.range.open-ended", Verdict.Deviates, TestName = "A_failed_must_of_a_recording_deviates")]
    [TestCase("upc.src.plus-raw", Verdict.Lax, TestName = "A_failed_should_is_lax")]
    [TestCase("upc.range.overflow", Verdict.Differs, TestName = "What_is_inferred_only_differs")]
    [TestCase("upc.range.unit-case", Verdict.Differs, TestName = "A_may_only_differs")]
    public void Level_and_confidence_weigh(string requirement, Verdict expected) =>
        Assert.That(Decide(Refusal(requirement), Answer(418, Invalid)).Verdict, Is.EqualTo(expected));

    [Test]
    public void All_aspects_are_reported_not_only_the_first()
    {
        var result = Decide(Refusal("upc.range.open-ended"), Answer(416, "<Error><Code>InvalidRange</Code></Error>"));
        Assert.That(result.Findings.Select(f => f.Aspect), Is.EquivalentTo(new[] { Aspect.Status, Aspect.ErrorCode }));
        Assert.That(result.Findings.SelectMany(f => f.SeenOn), Does.Contain("Ceph RGW"));
    }

    [Test]
    public void An_accepted_alternative_passes_with_its_source()
    {
        var result = Decide(Refusal("upc.range.small-source", 200, null), Answer(400, "<Error><Code>InvalidRequest</Code><Message>m</Message></Error>"));
        Assert.That(result.Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(result.Checks[0].Outcome.Note, Does.StartWith("accepted: "));
    }

    [Test]
    public void An_error_inside_a_200_is_no_success() =>
        Assert.That(Decide(Refusal("upc.rh.status-200", 200, null), Answer(200, "<Error><Code>InternalError</Code></Error>")).Verdict, Is.EqualTo(Verdict.Deviates));

    [Test]
    public void A_server_error_deviates_even_where_the_exact_answer_is_only_inferred() =>
        Assert.That(Decide(Refusal("upc.range.overflow"), Answer(500, "<Error><Code>InternalError</Code></Error>")).Verdict, Is.EqualTo(Verdict.Deviates));

    [TestCase(503, "SlowDown", Verdict.Inconclusive)]
    [TestCase(400, "SlowDown", Verdict.Inconclusive, Description = "JD Cloud lists it with 400")]
    [TestCase(503, "InternalError", Verdict.Deviates)]
    [TestCase(200, "SlowDown", Verdict.Deviates, Description = "an error inside a 200 is judged as one")]
    public void A_request_refused_for_its_rate_proves_nothing(int status, string code, Verdict expected)
    {
        var result = Decide(Refusal("upc.rh.status-200", 200, null), Answer(status, $"<Error><Code>{code}</Code><Message>m</Message></Error>"));
        Assert.That(result.Verdict, Is.EqualTo(expected));
    }

    [Test]
    public void A_requirement_the_dialect_does_not_have_is_not_applicable()
    {
        var scenario = Refusal("jd.auth.v4-only");
        Assert.That(new Judge(Catalogue, Dialect.Aws).Decide(scenario, Scene.Transcript([Answer(400, Invalid)])).Verdict, Is.EqualTo(Verdict.NotApplicable));
    }

    [Test]
    public void No_answer_in_time_proves_nothing() =>
        Assert.That(Decide(Refusal("upc.range.open-ended"), Answer(400, Invalid) with { Fate = Fate.TimedOut, Response = null }).Verdict, Is.EqualTo(Verdict.Inconclusive));

    // Fates of the request under test, sent so often, and of the control request.
    [TestCase(new[] { Fate.ClosedEarly, Fate.ClosedEarly }, Fate.Complete, Verdict.Deviates)]
    [TestCase(new[] { Fate.NotHttp, Fate.TooLarge }, Fate.Complete, Verdict.Deviates)]
    [TestCase(new[] { Fate.ClosedEarly, Fate.ClosedEarly }, null, Verdict.Inconclusive)]
    [TestCase(new[] { Fate.ClosedEarly, Fate.ClosedEarly }, Fate.ClosedEarly, Verdict.Inconclusive)]
    [TestCase(new[] { Fate.ClosedEarly }, Fate.Complete, Verdict.Inconclusive)]
    [TestCase(new[] { Fate.ConnectFailed, Fate.ClosedEarly }, Fate.Complete, Verdict.Inconclusive)]
    public void A_connection_dropped_twice_beside_a_working_control_is_the_targets_doing(Fate[] fates, Fate? control, Verdict expected)
    {
        var result = Dropped(Refusal("upc.range.open-ended"), fates, control is { } fate ? [fate] : []);
        Assert.That(result.Verdict, Is.EqualTo(expected));
        Assert.That(result.Reason, expected == Verdict.Inconclusive ? Does.StartWith("no answer: ") : Is.Null);
    }

    [Test]
    public void A_target_that_refused_connections_in_between_was_ended_by_the_request()
    {
        Fate[] twice = [Fate.ClosedEarly, Fate.ClosedEarly];
        var scenario = Refusal("upc.range.open-ended");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Dropped(scenario, twice, Fate.ConnectFailed, Fate.Complete).Checks.Single().Outcome.Received, Does.Contain("the request ends the server"));
            Assert.That(Dropped(scenario, twice, Fate.ClosedEarly, Fate.Complete).Checks.Single().Outcome.Received, Does.Contain("while a control request was answered"));
        }
    }

    [Test]
    public void A_drop_where_no_status_is_asked_for_proves_nothing()
    {
        var scenario = Refusal("upc.range.open-ended") with { Then = [Check.ErrorCode("InvalidArgument").Cites("upc.range.open-ended")] };
        Assert.That(Dropped(scenario, [Fate.ClosedEarly, Fate.ClosedEarly], Fate.Complete).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    // create.sse-echo needs sse-s3; upc.range.open-ended needs nothing.
    [TestCase(Capabilities.ServiceKeys, new[] { "create.sse-echo" }, Verdict.Unsupported)]
    [TestCase(Capabilities.ServiceKeys, new[] { "create.sse-echo", "upc.range.open-ended" }, null)]
    [TestCase(Capabilities.Tagging, new[] { "create.sse-echo" }, null)]
    public void A_case_whose_every_check_needs_what_the_target_lacks_is_unsupported(string absent, string[] cited, Verdict? expected)
    {
        var scenario = Refusal(cited[0]) with { Then = [.. cited.Select(c => Check.Status(200).Cites(c))] };
        Assert.That(new Judge(Catalogue, Dialect.Aws, new[] { absent }.ToFrozenSet()).Outside(scenario, [])?.Verdict, Is.EqualTo(expected));
    }

    [Test]
    public void A_precondition_out_of_reach_blocks()
    {
        var scenario = Refusal("upc.range.open-ended");
        var result = new Judge(Catalogue, Dialect.Aws).Decide(scenario, Scene.Transcript([]) with { Blocked = "no upload" });
        Assert.That((result.Verdict, result.Reason), Is.EqualTo((Verdict.Blocked, "no upload")));
    }

    [Test]
    public void What_cannot_be_observed_for_want_of_a_capability_does_not_apply()
    {
        var scenario = Refusal("upc.range.open-ended") with
        {
            Given = [Given.OpenUpload(Slot.Upload)],
            Then = [Check.Status(400).Cites("upc.range.open-ended"), Check.PartsUnchanged().Cites("upc.range.no-side-effect")],
        };
        var judge = new Judge(Catalogue, Dialect.Aws, new[] { Capabilities.ListParts, Capabilities.Objects }.ToFrozenSet());
        Assert.That(judge.Decide(scenario, Scene.Transcript([Answer(400, Invalid)])).Verdict, Is.EqualTo(Verdict.Pass));
    }

    [Test]
    public void An_uncited_check_is_no_check() =>
        Assert.That(() => Check.Status(200).Cites(), Throws.TypeOf<SuiteDefectException>());

    private static Scenario Refusal(string requirement, int status = 400, string? code = "InvalidArgument") => new()
    {
        Id = Scene.CaseId,
        Claim = "A sample claim.",
        When = new UploadPartCopyRequest(),
        Then = code is null
            ? [Check.Status(status).Cites(requirement)]
            : [Check.Status(status).Cites(requirement), Check.ErrorCode(code).Cites(requirement)],
    };

    private static CaseResult Dropped(Scenario scenario, Fate[] fates, params Fate[] controls) => new Judge(Catalogue, Dialect.Aws).Decide(scenario, Scene.Transcript(
        [
            .. fates.Select((f, i) => Answer(0, "") with { Fate = f, Response = null, Label = new ExchangeLabel(scenario.Id, i == 0 ? Steps.When : Steps.Again) }),
            .. controls.Select(f => Answer(200, "") with { Fate = f, Label = new ExchangeLabel(scenario.Id, Steps.Control) }),
        ]));

    private static CaseResult Decide(Scenario scenario, Exchange answer) => new Judge(Catalogue, Dialect.Aws).Decide(scenario, Scene.Transcript([answer]));

    private static Exchange Answer(int status, string body) => new Scene().Add(Steps.When, status, body, header: ("x-amz-request-id", "1")).Last;
}
