using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Model;

/// <summary>Checks of requests sent together and of what follows on a connection, on scenes written by hand: each way to fail, and each to say nothing.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SceneTests
{
    private const string Beside = Steps.Meanwhile + "1";
    private const string Next = Steps.Observe + "next";

    private static readonly string Parts = Steps.Observe + Observation.PartsOf(Slot.Upload).Name;
    private static readonly Operation AnyRead = new GetObjectRequest { Key = "key" };
    private static readonly Slice Long = Content.Text("0123456789").All;
    private static readonly Slice Short = Content.Text("01234").All;

    private static string ListOf(params (int Number, long Size, string ETag)[] parts) =>
        $"<ListPartsResult>{string.Concat(parts.Select(p => $"<Part><PartNumber>{p.Number}</PartNumber><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>\"{p.ETag}\"</ETag><Size>{p.Size}</Size></Part>"))}</ListPartsResult>";

    private static string Copied(string etag) => $"<CopyPartResult><ETag>\"{etag}\"</ETag></CopyPartResult>";

    private static string Completed(string etag) => $"<CompleteMultipartUploadResult><ETag>\"{etag}\"</ETag></CompleteMultipartUploadResult>";

    // The copy under test, of ten bytes, takes 10 ms from 0; the other, of five, when and as long as the row says.
    [TestCase(11, 10, 5, Outcome.Held, Description = "the other began when this one had ended, and is kept")]
    [TestCase(11, 10, 10, Outcome.Failed, Description = "this one is kept though it had ended before")]
    [TestCase(-21, 10, 10, Outcome.Held, Description = "this one began when the other had ended, and is kept")]
    [TestCase(-21, 10, 5, Outcome.Failed, Description = "the other is kept though it had ended before")]
    [TestCase(5, 10, 10, Outcome.Held, Description = "they overlapped: either may be kept")]
    [TestCase(5, 10, 5, Outcome.Held, Description = "they overlapped: either may be kept")]
    [TestCase(5, 10, 7, Outcome.Failed, Description = "neither is kept")]
    public void The_later_of_two_copies_is_kept(double at, double took, long kept, Outcome expected)
    {
        var scene = new Scene().Add(Steps.When).Add(Beside, at: at, took: took).Add(Parts, body: ListOf((1, kept, "e")));
        Assert.That(scene.Judge(Check.LaterCopyKept(1, Long, Short)).Outcome, Is.EqualTo(expected));
    }

    // Both overlap for a long time; the one that began and ended clearly earlier is the earlier one.
    [TestCase(100, 200, 200, 10, Outcome.Failed)]
    [TestCase(100, 200, 200, 5, Outcome.Held)]
    [TestCase(40, 200, 200, 10, Outcome.Held, Description = "began too close to each other")]
    [TestCase(100, 200, 130, 10, Outcome.Held, Description = "ended too close to each other")]
    [TestCase(100, 200, 20, 10, Outcome.Held, Description = "the one that began later ended earlier")]
    public void Of_copies_that_overlap_the_one_clearly_earlier_is_not_kept(double at, double tookWhen, double took, long kept, Outcome expected)
    {
        var scene = new Scene().Add(Steps.When, took: tookWhen).Add(Beside, at: at, took: took).Add(Parts, body: ListOf((1, kept, "e")));
        Assert.That(scene.Judge(Check.LaterCopyKept(1, Long, Short)).Outcome, Is.EqualTo(expected));
    }

    [Test]
    public void Where_one_of_two_copies_was_not_answered_nothing_is_said() =>
        Assert.That(
            new Scene().Add(Steps.When).Lose(Beside, Fate.ClosedEarly).Add(Parts, body: ListOf((1, 10, "e"))).Judge(Check.LaterCopyKept(1, Long, Short)),
            Has.Property("Outcome").EqualTo(Outcome.Unjudged).And.Property("Received").EqualTo("not both were answered"));

    [TestCase(2, 5, "b", Outcome.Held, "listed parts: 1, 2")]
    [TestCase(2, 6, "b", Outcome.Failed, "copy 2 (status 200, 5 bytes, ETag b): listed with 6 bytes, ETag \"b\"")]
    [TestCase(2, 5, "c", Outcome.Failed, "copy 2 (status 200, 5 bytes, ETag b): listed with 5 bytes, ETag \"c\"")]
    [TestCase(3, 5, "b", Outcome.Failed, "copy 2 (status 200, 5 bytes, ETag b): not listed")]
    public void Copies_accepted_are_listed_as_they_were_answered(int number, long size, string etag, Outcome expected, string received)
    {
        var outcome = new Scene()
            .Add(Steps.When, body: Copied("a"), target: "/key?partNumber=1&uploadId=u")
            .Add(Beside, body: Copied("b"), target: "/key?partNumber=2&uploadId=u")
            .Add(Parts, body: ListOf((1, 10, "a"), (number, size, etag)))
            .Judge(Check.AcceptedCopiesListed((1, Long), (2, Short)));
        Assert.That((outcome.Outcome, outcome.Received, outcome.Exchange), Is.EqualTo((expected, received, (long?)3)));
    }

    [TestCase(true, Outcome.Failed)]
    [TestCase(false, Outcome.Held)]
    public void A_copy_refused_is_not_listed(bool listed, Outcome expected)
    {
        var scene = new Scene()
            .Add(Steps.When, 404, "<Error><Code>NoSuchUpload</Code></Error>", "/key?partNumber=1&uploadId=u")
            .Add(Parts, body: listed ? ListOf((1, 10, "a")) : ListOf());
        Assert.That(scene.Judge(Check.AcceptedCopiesListed((1, Long))).Outcome, Is.EqualTo(expected));
    }

    [Test]
    public void A_copy_that_was_not_answered_says_nothing_of_the_list()
    {
        var outcome = new Scene().Lose(Steps.When, Fate.ClosedEarly, "/key?partNumber=1&uploadId=u").Add(Parts, body: ListOf()).Judge(Check.AcceptedCopiesListed((1, Long)));
        Assert.That((outcome.Outcome, outcome.Received), Is.EqualTo((Outcome.Unjudged, "copy 1 was not answered")));
    }

    [TestCase(Fate.TimedOut, "lost", Outcome.Failed, "lost")]
    [TestCase(Fate.TimedOut, null, Outcome.Failed, "none")]
    [TestCase(Fate.ClosedEarly, "lost", Outcome.Unjudged, "lost")]
    [TestCase(Fate.ClosedEarly, null, Outcome.Unjudged, "ClosedEarly")]
    public void One_that_hangs_among_those_sent_together_fails(Fate fate, string? detail, Outcome expected, string received)
    {
        var outcome = new Scene().Add(Steps.When).Lose(Beside, fate, detail: detail).Judge(Check.AllAnswered());
        Assert.That((outcome.Outcome, outcome.Received, outcome.Exchange), Is.EqualTo((expected, received, (long?)2)));
    }

    [Test]
    public void All_that_were_sent_together_are_answered() =>
        Assert.That(new Scene().Add(Steps.When).Add(Beside).Judge(Check.AllAnswered()), Has.Property("Outcome").EqualTo(Outcome.Held).And.Property("Expected").EqualTo("an answer to each of 2 requests"));

    [TestCase(200, 200, Outcome.Failed)]
    [TestCase(200, 404, Outcome.Held)]
    [TestCase(404, 404, Outcome.Failed)]
    public void So_many_are_accepted(int one, int other, Outcome expected) =>
        Assert.That(new Scene().Add(Steps.When, one).Add(Beside, other).Judge(Check.AcceptedTogether(1, 1)).Outcome, Is.EqualTo(expected));

    [Test]
    public void Who_was_not_answered_may_have_been_accepted() =>
        Assert.That(
            new Scene().Add(Steps.When).Lose(Beside, Fate.ClosedEarly).Judge(Check.AcceptedTogether(1, 1)),
            Has.Property("Outcome").EqualTo(Outcome.Unjudged).And.Property("Received").EqualTo("no answer: lost"));

    [Test]
    public void The_answers_of_success_agree()
    {
        var agree = Check.AcceptedAgreeOn("ETag");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new Scene().Add(Steps.When, body: Completed("a")).Add(Beside, body: Completed("a")).Judge(agree).Outcome, Is.EqualTo(Outcome.Held));
            Assert.That(new Scene().Add(Steps.When, body: Completed("a")).Add(Beside, body: Completed("b")).Judge(agree).Outcome, Is.EqualTo(Outcome.Failed));
            Assert.That(new Scene().Add(Steps.When, body: Completed("a")).Add(Beside, 404, Completed("b")).Judge(agree).Outcome, Is.EqualTo(Outcome.Held));
            Assert.That(new Scene().Add(Steps.When, 404).Judge(agree).Outcome, Is.EqualTo(Outcome.NotApplicable));
        }
    }

    [TestCase("0123456789", "\"a\"", Outcome.Held, "10 bytes")]
    [TestCase("0123456789", "\"b\"", Outcome.Failed, "10 bytes instead of 5")]
    [TestCase("01234", "\"b\"", Outcome.Held, "5 bytes")]
    [TestCase("01234", "\"c\"", Outcome.Failed, "ETag c, completions were answered with a, b")]
    public void The_object_is_of_the_completion_whose_ETag_it_shows(string body, string etag, Outcome expected, string received)
    {
        var outcome = new Scene()
            .Add(Steps.When, body: Completed("a")).Add(Beside, body: Completed("b")).Add(Next, body: body, header: ("ETag", etag))
            .Judge(Check.BytesOfTheCompletionNamed("next", AnyRead, (0, Long), (1, Short)));
        Assert.That((outcome.Outcome, outcome.Exchange), Is.EqualTo((expected, (long?)3)));
        Assert.That(outcome.Received, Does.StartWith(received).Or.Contain(received));
    }

    [TestCase("0123456789", Outcome.Held)]
    [TestCase("01234", Outcome.Held)]
    [TestCase("9876543210", Outcome.Failed)]
    public void Where_a_completion_was_refused_the_object_is_of_either(string body, Outcome expected)
    {
        var scene = new Scene().Add(Steps.When, body: Completed("a")).Add(Beside, 404).Add(Next, body: body, header: ("ETag", "\"a\""));
        Assert.That(scene.Judge(Check.BytesOfTheCompletionNamed("next", AnyRead, (0, Long), (1, Short))).Outcome, Is.EqualTo(expected));
    }

    [Test]
    public void An_object_that_cannot_be_read_is_of_no_completion()
    {
        var check = Check.BytesOfTheCompletionNamed("next", AnyRead, (0, Long));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new Scene().Add(Steps.When, body: Completed("a")).Add(Next, 404).Judge(check).Outcome, Is.EqualTo(Outcome.Failed));
            Assert.That(new Scene().Add(Steps.When, body: Completed("a")).Lose(Next, Fate.ClosedEarly).Judge(check).Received, Is.EqualTo("no answer: lost"));
            Assert.That(new Scene().Add(Steps.When, body: Completed("a")).Judge(check).Received, Is.EqualTo("no answer: it was not sent"));
        }
    }

    [TestCase(200, "0123456789", Outcome.Held)]
    [TestCase(206, "01234", Outcome.Held)]
    [TestCase(200, "9876543210", Outcome.Failed)]
    [TestCase(200, "012", Outcome.Failed)]
    [TestCase(500, "0123456789", Outcome.Failed)]
    public void The_object_is_one_of_two(int status, string body, Outcome expected) =>
        Assert.That(new Scene().Add(Steps.When, status, body).Judge(Check.BodyIsOneOf(Long, Short)).Outcome, Is.EqualTo(expected));

    [Test]
    public void No_object_is_right_where_it_may_be_absent()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new Scene().Add(Steps.When, 404).Judge(Check.AbsentOrOneOf(Long)).Outcome, Is.EqualTo(Outcome.Held));
            Assert.That(new Scene().Add(Steps.When, 404).Judge(Check.BodyIsOneOf(Long)).Outcome, Is.EqualTo(Outcome.Failed));
            Assert.That(new Scene().Add(Steps.When, 500).Judge(Check.BodyIsOneOf(Long)).Received, Is.EqualTo("status 500"));
        }
    }

    [TestCase("\"a\"", "\"a\"", Outcome.Held)]
    [TestCase("\"a\"", "\"b\"", Outcome.Failed)]
    [TestCase("\"a\"", null, Outcome.Failed)]
    [TestCase(null, null, Outcome.Failed)]
    public void The_ETag_stays_the_same(string? first, string? later, Outcome expected) =>
        Assert.That(new Scene().Add(Steps.When, header: ("ETag", first)).Add(Next, header: ("ETag", later)).Judge(Check.ETagHeaderAlike("next", AnyRead)).Outcome, Is.EqualTo(expected));

    [Test]
    public void Of_a_later_ETag_that_was_not_seen_nothing_is_said()
    {
        var check = Check.ETagHeaderAlike("next", AnyRead);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new Scene().Add(Steps.When, header: ("ETag", "\"a\"")).Judge(check).Received, Is.EqualTo("no answer: it was not sent"));
            Assert.That(new Scene().Add(Steps.When, header: ("ETag", "\"a\"")).Lose(Next, Fate.ClosedEarly).Judge(check).Received, Is.EqualTo("no answer: lost"));
            Assert.That(new Scene().Add(Steps.When).Add(Next).Judge(check), Has.Property("Expected").EqualTo("next: ETag none").And.Property("Received").EqualTo("status 200, ETag none"));
        }
    }

    [TestCase(null, 7, 200, Outcome.Held)]
    [TestCase(null, 8, 200, Outcome.Failed)]
    [TestCase(null, 7, 503, Outcome.Failed)]
    [TestCase("close", 8, 200, Outcome.NotApplicable)]
    [TestCase("keep-alive", 8, 200, Outcome.Failed)]
    public void The_connection_stays_unless_its_end_was_announced(string? line, long connection, int status, Outcome expected) =>
        Assert.That(new Scene().Add(Steps.When, header: ("Connection", line), connection: 7).Add(Next, status, connection: connection).Judge(Check.SameConnection("next", AnyRead)).Outcome, Is.EqualTo(expected));

    [TestCase(7, 200, Outcome.Held, "status 200, over the same connection")]
    [TestCase(8, 200, Outcome.Held, "status 200, over another connection")]
    [TestCase(7, 400, Outcome.Failed, "status 400, over the same connection")]
    [TestCase(8, 400, Outcome.Failed, "status 400, over another connection")]
    public void The_next_request_is_answered(long connection, int status, Outcome expected, string received)
    {
        var outcome = new Scene().Add(Steps.When, connection: 7).Add(Next, status, connection: connection).Judge(Check.NextAnswered("next", AnyRead, 200));
        Assert.That((outcome.Outcome, outcome.Received, outcome.Exchange), Is.EqualTo((expected, received, (long?)2)));
    }

    [TestCase(7, Outcome.Failed, "no answer: lost, over the same connection")]
    [TestCase(8, Outcome.Unjudged, "no answer: lost")]
    public void Silence_counts_on_the_same_connection_alone(long connection, Outcome expected, string received)
    {
        var outcome = new Scene().Add(Steps.When, connection: 7).Lose(Next, Fate.ClosedEarly, connection: connection).Judge(Check.NextAnswered("next", AnyRead, 200));
        Assert.That((outcome.Outcome, outcome.Received), Is.EqualTo((expected, received)));
    }

    [Test]
    public void What_was_not_sent_says_nothing_of_the_connection()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new Scene().Add(Steps.When).Judge(Check.NextAnswered("next", AnyRead, 200)).Received, Is.EqualTo("the request after it was not sent"));
            Assert.That(new Scene().Add(Steps.When).Judge(Check.NothingBehindAnswer("next", AnyRead)).Received, Is.EqualTo("the request after it was not sent"));
        }
    }

    [Test]
    public void Bytes_behind_an_answer_are_found_where_they_came()
    {
        var check = Check.NothingBehindAnswer("next", AnyRead);
        const string Stray = $"5 {RecordedResponse.StrayBytes}";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new Scene().Add(Steps.When).Add(Next).Judge(check), Has.Property("Outcome").EqualTo(Outcome.Held).And.Property("Received").EqualTo("nothing"));
            Assert.That(new Scene().Add(Steps.When, note: Stray).Add(Next).Judge(check), Has.Property("Outcome").EqualTo(Outcome.Failed).And.Property("Received").EqualTo(Stray));
            Assert.That(new Scene().Add(Steps.When).Add(Next, note: Stray).Judge(check).Outcome, Is.EqualTo(Outcome.Failed));
            Assert.That(new Scene().Add(Steps.When, note: "another note").Add(Next).Judge(check).Outcome, Is.EqualTo(Outcome.Held));
            Assert.That(new Scene().Add(Steps.When, connection: 7).Lose(Next, Fate.NotHttp, connection: 7).Judge(check), Has.Property("Outcome").EqualTo(Outcome.Failed).And.Property("Received").EqualTo("lost"));
            Assert.That(new Scene().Add(Steps.When, connection: 7).Lose(Next, Fate.NotHttp, connection: 8).Judge(check).Outcome, Is.EqualTo(Outcome.Unjudged));
            Assert.That(new Scene().Add(Steps.When, connection: 7).Lose(Next, Fate.ClosedEarly, connection: 7).Judge(check), Has.Property("Outcome").EqualTo(Outcome.Unjudged).And.Property("Received").EqualTo("next: no answer: lost"));
        }
    }

    [Test]
    public void A_check_of_what_was_sent_at_the_same_time_looks_at_every_answer_to_it()
    {
        var check = Check.Meanwhile(1, Check.Status(200));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new Scene().Add(Steps.When, 500).Add(Beside).Judge(check), Has.Property("Outcome").EqualTo(Outcome.Held).And.Property("Exchange").EqualTo(2));
            Assert.That(new Scene().Add(Steps.When).Add(Beside, 500).Add(Beside).Judge(check), Has.Property("Outcome").EqualTo(Outcome.Failed).And.Property("Exchange").EqualTo(2));
            Assert.That(new Scene().Add(Steps.When).Judge(check), Has.Property("Outcome").EqualTo(Outcome.Unjudged).And.Property("Received").EqualTo("no answer: it was not sent"));
            Assert.That(new Scene().Add(Steps.When).Add(Beside).Lose(Beside, Fate.ClosedEarly).Judge(check), Has.Property("Outcome").EqualTo(Outcome.Unjudged).And.Property("Received").EqualTo("no answer: lost"));
        }
    }
}
