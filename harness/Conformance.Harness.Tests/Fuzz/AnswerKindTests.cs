using Conformance.Fuzz;
using Conformance.Harness.Tests.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Fuzz;

/// <summary>Which answers are of one kind, how kinds are counted, and which inputs are kept to be bent further.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AnswerKindTests
{
    private const string Refusal = "<Error><Code>NoSuchUpload</Code><Message>m</Message></Error>";

    [Test]
    public void Status_code_names_of_headers_and_elements_tell_kinds_apart()
    {
        var one = Of(404, Refusal, ("x-amz-id-2", "a"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(404, Refusal, ("X-Amz-Id-2", "another")), Is.EqualTo(one), "values and case say nothing");
            Assert.That(Of(404, Refusal.Replace(">m<", ">n<", StringComparison.Ordinal), ("x-amz-id-2", "a")), Is.EqualTo(one), "nor does a message");
            Assert.That(Of(400, Refusal, ("x-amz-id-2", "a")), Is.Not.EqualTo(one));
            Assert.That(Of(404, Refusal, ("x-amz-id-3", "a")), Is.Not.EqualTo(one));
            Assert.That(Of(404, Refusal.Replace("Upload", "Key", StringComparison.Ordinal), ("x-amz-id-2", "a")), Is.Not.EqualTo(one));
            Assert.That(Of(404, Refusal.Replace("Message", "Resource", StringComparison.Ordinal), ("x-amz-id-2", "a")), Is.Not.EqualTo(one));
        }
    }

    [TestCase(400, "", "close", true)]
    [TestCase(414, "<html>no</html>", "Close", true)]
    [TestCase(400, "", null, false)]
    [TestCase(400, "", "keep-alive", false)]
    [TestCase(404, Refusal, "close", false)]
    [TestCase(200, "", "close", false)]
    public void A_refusal_without_code_that_ends_the_connection_is_the_servers_not_the_services(int status, string body, string? connection, bool expected) =>
        Assert.That(AnswerSignature.IsBeforeTheService(new Scene().Add("when", status, body, header: ("Connection", connection)).Last), Is.EqualTo(expected));

    [Test]
    public void A_census_counts_each_kind_and_keeps_no_more_kinds_than_it_may()
    {
        var census = new Census<int>(100);
        Parallel.For(0, 40_000, i => census.Add(i % 80));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(census.Kinds, Is.EqualTo(80));
            Assert.That(census.Counts().Select(c => c.Value), Is.All.EqualTo(500));
            Assert.That(Enumerable.Range(80, 20).Select(census.Add), Is.All.EqualTo(1));
            Assert.That(census.Add(100), Is.Zero, "one kind too many");
            Assert.That(census.Add(99), Is.EqualTo(2));
            Assert.That(census.Kinds, Is.EqualTo(100));
        }
    }

    [Test]
    public void The_corpus_gives_back_inputs_of_the_surface_asked_for()
    {
        var corpus = new Corpus([]);
        var random = new Random(1);
        var input = Input.Baseline(Surface.Range).With(Fields.Range, "bytes=0-1");
        corpus.Add(input);
        corpus.Add(input);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(corpus.Inputs, Has.Length.EqualTo(1));
            Assert.That(corpus.Pick(Surface.Range, random), Is.EqualTo(input));
            Assert.That(corpus.Pick(Surface.UploadId, random), Is.Null);
        }
    }

    private static ulong Of(int status, string body, (string, string?) header) => AnswerSignature.Of(new Scene().Add("when", status, body, header: header).Last);
}
