using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conformance.Cli.Targets;
using Conformance.Model;
using Conformance.Runs.Recordings;
using Conformance.Scenarios;

namespace Conformance.Runs;

/// <summary>AWS itself would pass: where its answer to the request of a case was recorded, that answer is judged as the case would judge it.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class AwsRecordingRuns
{
    private static readonly string Folder = Path.Combine(RunSettings.RepositoryRoot, "fixtures", "recordings");
    private static readonly Lazy<Catalogue> Catalogue = new(() => CatalogueLoader.Load(Path.Combine(RunSettings.RepositoryRoot, "fixtures", "catalogue")));
    private static readonly Lazy<ImmutableArray<Recording>> Recordings = new(() => RecordingLoader.Load(Folder));
    private static readonly Lazy<Replay> Replaying = new(() => new Replay(RecordingLoader.Envelope(Folder)));

    private readonly ConcurrentDictionary<string, Lazy<Task<CaseTranscript>>> transcripts = new(StringComparer.Ordinal);
    private EmbeddedTarget? embedded;
    private Runner? runner;

    public static IEnumerable<TestCaseData> Replays() => All().Select(r =>
        new TestCaseData(r.Recording, r.Exchange, r.Case).SetName($"{r.Recording.Row}_{r.Case.Replace('/', '_')}").SetDescription(r.Exchange.Request));

    [OneTimeSetUp]
    public async Task Open()
    {
        embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: true, [], CancellationToken.None);
        runner = await Runner.OpenAsync(
            new RunPlan
            {
                Target = embedded.Target,
                Catalogue = Catalogue.Value,
                Scenarios = Suite.All,
                Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
            },
            CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (runner is not null)
        {
            await runner.DisposeAsync();
        }

        if (embedded is not null)
        {
            await embedded.DisposeAsync();
        }
    }

    [TestCaseSource(nameof(Replays))]
    public async Task Passes(Recording recording, RecordedExchange exchange, string caseId)
    {
        var result = await JudgeAsync(recording, exchange, exchange.Answer!, caseId);
        Assert.That(
            result.Verdict,
            Is.EqualTo(Verdict.Pass),
            $"AWS answered so and would not pass: {exchange.Request}\nrecorded: {recording.Origin}{(exchange.RecordedOn is { } on ? $", on {on}" : "")}\n{BugReport.Of(result)}");
    }

    [TestCase("UPC-OK-01", "upload-part-copy/copy-part-result/etag-is-md5", "{md5:source}", "{md5:source/0-8}", Verdict.Lax)]
    [TestCase("UPC-OK-06", "upload-part-copy/copy-part-result/etag-quoted", "&quot;", "", Verdict.Deviates)]
    [TestCase("UPC-RNG-15", "upload-part-copy/copy-source-range-beyond-end/last-beyond-end", "InvalidArgument", "InvalidRange", Verdict.Deviates)]
    [TestCase("UPC-RNG-16", "upload-part-copy/copy-source-range-beyond-end/first-beyond-end", "InvalidRequest", "InvalidArgument", Verdict.Deviates)]
    [TestCase("UPC-ERR-03", "upload-part-copy/unknown-upload-id/never-issued", "NoSuchUpload", "NoSuchKey", Verdict.Deviates)]
    [TestCase("UPC-ERR-08", "upload-part-copy/missing-copy-source/key-element", "{prefix}missing", "{destination}", Verdict.Lax)]
    [TestCase("LP-02", "list-parts/part-pages/first-page", "<IsTruncated>true", "<IsTruncated>false", Verdict.Deviates)]
    [TestCase("CMP-03", "complete-multipart-upload/completed-object/location", "%E2%80%94", "—", Verdict.Lax)]
    [TestCase("CMP-09", "complete-multipart-upload/part-list/missing-part", "InvalidPart<", "InvalidPartOrder<", Verdict.Deviates)]
    [TestCase("GP-02", "read-back/part-number-read/beyond-last", "InvalidPartNumber", "InvalidPart", Verdict.Lax)]
    [TestCase("UPC-CND-08", "upload-part-copy/copy-source-conditions/modified-false", "If-Modified-Since", "If-None-Match", Verdict.Lax)]
    [TestCase("UPC-CHK-01", "upload-part-copy/checksum-of-source/crc32-into-crc32c-full", "{checksum:CRC32C/source}", "{checksum:CRC32/source}", Verdict.Lax)]
    [TestCase("UPC-CHK-02", "upload-part-copy/checksum/crc32c-composite", "<ChecksumCRC32C>{checksum:CRC32C/source}</ChecksumCRC32C>", "", Verdict.Lax)]
    [TestCase("UPC-CHK-03", "complete-multipart-upload/checksum/crc32c-composite-of-one-part", "{composite:CRC32C/upload}", "{checksum-of-parts:CRC32C/upload}", Verdict.Lax)]
    [TestCase("CMP-37", "complete-multipart-upload/conditional-completion/none-match-star-on-object", "PreconditionFailed", "ConditionalRequestConflict", Verdict.Lax)]
    [TestCase("LU-04", "list-multipart-uploads/upload-markers/key", "<UploadId>{raw-upload:b}</UploadId>", "<UploadId>{raw-upload:a3}</UploadId>", Verdict.Deviates)]
    [TestCase("LU-06", "list-multipart-uploads/upload-markers/with-page-size", "<IsTruncated>true", "<IsTruncated>false", Verdict.Deviates)]
    [TestCase("GA-01", "read-back/object-attributes/sha256-composite", "{checksum-of-part:SHA256/upload/2}", "{checksum-of-part:SHA256/upload/1}", Verdict.Differs)]
    public async Task An_altered_answer_is_found(string row, string caseId, string recorded, string altered, Verdict expected)
    {
        var (recording, exchange, _) = All().First(r => r.Recording.Row == row && r.Case == caseId);
        Assert.That(exchange.Answer!.Body, Does.Contain(recorded));
        var result = await JudgeAsync(recording, exchange, exchange.Answer with { Body = exchange.Answer.Body.Replace(recorded, altered, StringComparison.Ordinal) }, caseId);
        Assert.That(result.Verdict, Is.EqualTo(expected), BugReport.Of(result));
    }

    [Test]
    public async Task An_answer_turned_into_a_server_error_deviates_in_every_case()
    {
        foreach (var (recording, exchange, caseId) in All())
        {
            // What observes is believed without its status, so it loses its content as well.
            var broken = exchange.Observed is null ? exchange.Answer! with { Status = 500 } : new RecordedAnswer(500, [], "");
            var result = await JudgeAsync(recording, exchange, broken, caseId);
            Assert.That(result.Verdict, exchange.Observed is null ? Is.EqualTo(Verdict.Deviates) : Is.Not.EqualTo(Verdict.Pass), $"{recording.Row} in {caseId}");
        }
    }

    [Test]
    public void Every_row_with_a_tag_of_AWS_has_one_recording() =>
        Assert.That(Recordings.Value.Select(r => r.Row), Is.EquivalentTo(RecordingLoader.Rows(Folder).Keys));

    [Test]
    public void Every_case_that_is_named_exists() =>
        Assert.That(All().Where(r => Suite.All.All(s => s.Id != r.Case)).Select(r => $"{r.Recording.Row} names {r.Case}"), Is.Empty);

    [Test]
    public void No_row_is_marked_with_a_source_that_its_tags_do_not_name()
    {
        var rows = RecordingLoader.Rows(Folder);
        var stray = Recordings.Value.Where(r => !rows.GetValueOrDefault(r.Row, []).Contains(r.Source switch
        {
            "localstack-snapshot" => "AWS:LS",
            "s3mock-verified" => "AWS:S3M",
            "aws-transcript" => "AWS:RAW",
            _ => "AWS:MOTO",
        }));
        Assert.That(stray.Select(r => $"{r.Row}: {r.Source}"), Is.Empty);
    }

    private static IEnumerable<(Recording Recording, RecordedExchange Exchange, string Case)> All() =>
        Recordings.Value.SelectMany(r => r.Exchanges.SelectMany(e => e.Cases.Select(c => (r, e, c))));

    private async Task<CaseResult> JudgeAsync(Recording recording, RecordedExchange exchange, RecordedAnswer answer, string caseId)
    {
        var scenario = Suite.All.Single(s => s.Id == caseId);
        var transcript = await transcripts.GetOrAdd(caseId, _ => new Lazy<Task<CaseTranscript>>(() => runner!.TranscribeAsync(scenario, CancellationToken.None))).Value;
        return new Judge(Catalogue.Value, Dialect.Aws).Decide(scenario, Replaying.Value.Into(transcript, recording, answer, exchange.Observed));
    }
}
