using Conformance.Model;
using Conformance.Reports;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Reports.Scrubbing;

/// <summary>What changes from run to run is scrubbed, what the target does otherwise is not, and what was scrubbed can be looked at.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ScrubberTests
{
    private static readonly Scrubber Empty = new([]);

    [TestCase("PUT /s3conformance-261123033626-l14p4-a/s3conformance-261123033626-l14p4/0692-2/destination", "PUT /{bucket}/{prefix}/destination")]
    [TestCase("s3conformance-261123033626-l14p4-12x1/s3conformance-261123033626-l14p4%2F0692%2Fk", "{own-bucket}/{prefix}%2Fk")]
    [TestCase("s3conformance-261123033626-l14p4-missing and s3conformance-261123033626-l14p4-b", "{missing-bucket} and {second-bucket}")]
    [TestCase("s3conformance-261123033626-l14p4/shared/dcf948d3-64", "{run}/shared/dcf948d3-64")]
    [TestCase("Mon, 23 Nov 2026 03:36:32 GMT and Monday, 23-Nov-26 03:36:32 GMT", "{date} and {date}")]
    [TestCase("2026-11-23T03:36:32.123Z, 20261123T033632Z, Sun Nov  1 03:36:32 2026", "{date}, {date}, {date}")]
    [TestCase("Credential=<access-key>%2F20261123%2Fus-east-1%2Fs3%2Faws4_request, 20261123/us-east-1/s3/aws4_request", "Credential=<access-key>%2F{date}%2Fus-east-1%2Fs3%2Faws4_request, {date}/us-east-1/s3/aws4_request")]
    [TestCase("an answer after 12.5 ms", "an answer after {duration}")]
    [TestCase("0f8fad5b-d9cb-469f-a165-70867728950e", "{uuid}")]
    [TestCase("status 400, 12 parts, bytes 0-16383, ETag dcf948d3ba50e969602d874326053de1-2", "status 400, 12 parts, bytes 0-16383, ETag dcf948d3ba50e969602d874326053de1-2")]
    public void Patterns(string text, string expected) => Assert.That(Empty.Text(text), Is.EqualTo(expected));

    [Test]
    public void Ids_of_the_case_are_told_apart_wherever_they_stand()
    {
        var wire = new SyntheticWire(seed: 3);
        var scrubber = new Scrubber([wire.Given("a/b/c", "first+upload/id"), wire.Given("a/b/c", "second-upload-id")]);
        Assert.That(scrubber.Text("uploadId=first%2Bupload%2Fid, second-upload-id, first+upload/id"), Is.EqualTo("uploadId={upload-1}, {upload-2}, {upload-1}"));
        Assert.That(scrubber.Scrubbed.Select(s => (s.Placeholder, s.Value)), Does.Contain(("{upload-2}", "second-upload-id")));
    }

    [Test]
    public void The_same_exchange_of_another_run_has_the_same_lines_and_another_status_has_not()
    {
        var lines = Of(seed: 1, 200);
        Assert.That(Of(seed: 2, 200), Is.EqualTo(lines));
        Assert.That(Of(seed: 2, 500), Is.Not.EqualTo(lines));
        Assert.That(lines, Does.Contain("< x-amz-request-id: {request-id}").And.Not.Contain("Authorization"));
    }

    [Test]
    public void Every_rule_is_listed_once_with_its_reason() =>
        Assert.That(ScrubRules.Patterns.Select(p => p.Rule).Concat(ScrubRules.Elements.Values).Concat(ScrubRules.Headers.Values).Distinct().Except(ScrubRules.All.Select(r => r.Name)), Is.Empty);

    private static string Of(int seed, int status)
    {
        var exchange = new SyntheticWire(seed).Given("a/b/c");
        var answer = exchange.Response!;
        var sent = exchange with { Response = answer with { Head = answer.Head.Replace(" 200 OK", $" {status} X", StringComparison.Ordinal), Headers = Headers(answer.Head) } };
        return string.Join('\n', ExchangeText.Lines(sent, new Scrubber([sent])));
    }

    private static System.Collections.Immutable.ImmutableArray<HeaderLine> Headers(string head) =>
        [.. head.TrimEnd().Split("\r\n").Skip(1).Select(l => l.Split(": ", 2)).Select(p => new HeaderLine(p[0], p[1]))];
}
