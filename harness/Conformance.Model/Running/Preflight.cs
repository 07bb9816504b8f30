using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>Makes sure, before anything is judged, that the target can be reached, trusts the keys and stores objects. Names what is wrong otherwise.</summary>
public sealed class Preflight(Session session, Ledger ledger)
{
    private const string Probe = "preflight: the target stores and returns these bytes";
    private static readonly TimeSpan BearableSkew = TimeSpan.FromMinutes(1);
    private readonly ImmutableArray<PreflightStep>.Builder steps = ImmutableArray.CreateBuilder<PreflightStep>();

    /// <summary>Steps taken so far.</summary>
    public ImmutableArray<PreflightStep> Steps => steps.ToImmutable();

    /// <summary>Why the second bucket cannot be used, and with it every case that names it; null when it can.</summary>
    public string? WithoutSecondBucket { get; private set; }

    /// <summary>Runs all steps. Throws one sentence about the first without which nothing can be judged; others are noted with what they spoil.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (session.Target.Credentials is null)
        {
            throw Failed("credentials", "no keys are given: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or pass --access-key and --secret-key");
        }

        await BucketAsync(session.MainBucket, session.Target.Bucket is not null, cancel);
        try
        {
            await BucketAsync(session.SecondBucket, session.Target.SecondBucket is not null, cancel);
        }
        catch (ConfigurationException)
        {
            WithoutSecondBucket = $"{steps[^1].Detail}; name one that exists with --second-bucket";
            steps[^1] = steps[^1] with { Detail = $"{steps[^1].Detail}. Blocked by it: every case that copies from another bucket" };
        }

        await StoreAsync(cancel);
    }

    /// <summary>Two parts, the first of 5 MiB: a target with another bound spoils every case that completes several parts.</summary>
    public async Task PartSizeAsync(Arranger arranger, CancellationToken cancel)
    {
        var log = new CaseLog(session, Session.RunOwner);
        var slot = new Slot("part-size");
        try
        {
            var bindings = await arranger.ReachAsync(Given.StoredObject(Slot.Source, Size.MinimumPart), session.RunBindings, log, cancel);
            bindings = await arranger.ReachAsync(Given.OpenUpload(slot, "-part-size"), bindings, log, cancel);
            bindings = await arranger.ReachAsync(Given.CopiedPart(slot, 1, Slot.Source), bindings, log, cancel);
            bindings = await arranger.ReachAsync(Given.UploadedPart(slot, 2, Content.Text("last")), bindings, log, cancel);
            var upload = bindings.Upload(slot.Name);
            ledger.AddObject(upload.Bucket, upload.Key);
            var complete = await log.SendAsync(new CompleteMultipartUploadRequest { UploadId = UploadId.Of(slot) }, bindings, "preflight: complete two parts", cancel);
            if (Describe.Succeeded(complete))
            {
                ledger.Remove(upload.Bucket, upload.Key, upload.Id);
            }

            steps.Add(new PreflightStep(
                "minimum part size",
                Describe.Succeeded(complete),
                Describe.Succeeded(complete)
                    ? "two parts, the first of 5 MiB, complete"
                    : $"two parts, the first of 5 MiB, are answered with {Describe.Answer(complete)}. Spoiled by it: every case that completes several parts"));
        }
        catch (BlockedException e)
        {
            steps.Add(new PreflightStep("minimum part size", false, $"it could not be tried: {e.Message}"));
        }
    }

    private async Task BucketAsync(string bucket, bool exists, CancellationToken cancel)
    {
        var exchange = exists
            ? await session.SendBucketAsync("HEAD", bucket, "", default, "preflight: head bucket", cancel)
            : await session.SendBucketAsync("PUT", bucket, "", session.Location, "preflight: create bucket", cancel);
        if (!Describe.Succeeded(exchange))
        {
            throw Failed(exists ? $"bucket {bucket}" : "create bucket", Explain(exchange, bucket, exists));
        }

        if (!exists)
        {
            ledger.AddBucket(bucket);
        }

        steps.Add(new PreflightStep(exists ? "bucket found" : "bucket created", true, bucket));
        NoteClock(exchange);
    }

    // A target that does not refuse a skewed clock still answers by its own.
    private void NoteClock(Exchange exchange)
    {
        if (steps.Any(s => s.Name == "clock") || !DateTimeOffset.TryParse(exchange.Response?.Header("Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs))
        {
            return;
        }

        var skew = theirs - exchange.StartedAt;
        steps.Add(skew.Duration() < BearableSkew
            ? new PreflightStep("clock", true, $"the target's clock is within {Math.Ceiling(skew.Duration().TotalSeconds):0} s of this machine's")
            : new PreflightStep(
                "clock",
                false,
                $"the target's clock is {skew.TotalSeconds:+0;-0} s off this machine's; set one of them. Spoiled by it: cases about skewed signatures, expiry and date conditions"));
    }

    private async Task StoreAsync(CancellationToken cancel)
    {
        var key = session.Identity.KeyPrefix + "preflight";
        ledger.AddObject(session.MainBucket, key);
        var log = new CaseLog(session, Session.RunOwner);
        var bindings = session.RunBindings;
        var put = await log.SendAsync(new PutObjectRequest { Key = key, Content = Content.Text(Probe) }, bindings, "preflight: put object", cancel);
        Require(Describe.Succeeded(put), "put object", $"an object cannot be stored: {Describe.Answer(put)}; grant the keys write access to the bucket");
        var get = await log.SendAsync(new GetObjectRequest { Key = key }, bindings, "preflight: get object", cancel);
        Require(
            get.Response is { Status: 200 } answer && Encoding.UTF8.GetString(answer.Body.Bytes.AsSpan()) == Probe,
            "get object",
            $"what was stored does not come back ({Describe.Answer(get)}): this address is not an S3 object store");
        var missing = await log.SendAsync(new GetObjectRequest { Key = key + "-missing" }, bindings, "preflight: get a missing object", cancel);
        Require(
            missing.Response?.Status == 404 && Describe.Code(missing) == "NoSuchKey",
            "get a missing object",
            $"a key that was never written is answered with {Describe.Answer(missing)} instead of 404 NoSuchKey: this address does not behave as an S3 object store");
        steps.Add(new PreflightStep("object stored, read back, missing key refused", true, key));
    }

    private void Require(bool held, string step, string otherwise)
    {
        if (!held)
        {
            throw Failed(step, otherwise);
        }
    }

    private ConfigurationException Failed(string step, string why)
    {
        steps.Add(new PreflightStep(step, false, why));
        return new ConfigurationException($"Preflight failed at \"{step}\": {why}.");
    }

    private string Explain(Exchange exchange, string bucket, bool exists)
    {
        var endpoint = session.Target.Endpoint;
        return (exchange.Fate, Describe.Code(exchange), exchange.Response?.Status) switch
        {
            (Fate.ConnectFailed, _, _) => $"no connection to {endpoint} ({exchange.FateDetail}); check the address and that the target is running",
            (Fate.TlsFailed, _, _) => $"TLS to {endpoint} was refused ({exchange.FateDetail}); use http:// if the target speaks no TLS, or --trust-any-certificate for a self-signed one",
            (Fate.TimedOut, _, _) => $"no answer from {endpoint} within {session.Target.Deadline.TotalSeconds:0} s; check the address or raise --deadline",
            (Fate.NotHttp, _, _) => $"{endpoint} does not speak HTTP ({exchange.FateDetail}); check scheme and port",
            (_, "InvalidAccessKeyId", _) => "the access key is unknown to the target; check AWS_ACCESS_KEY_ID or --access-key",
            (_, "SignatureDoesNotMatch", _) => "the target computes another signature; check AWS_SECRET_ACCESS_KEY or --secret-key, then --region and --style",
            (_, "AuthorizationHeaderMalformed", _) => $"the region {session.Target.Region} is not the target's{Region(exchange)}; pass --region",
            (_, "RequestTimeTooSkewed", _) => "the clock of this machine is too far from the target's; set it",
            (_, "PermanentRedirect" or "TemporaryRedirect" or "IllegalLocationConstraintException", _) or (_, _, 301 or 307) =>
                $"the region {session.Target.Region} is not that of the endpoint ({Describe.Answer(exchange)}); pass --region or another --endpoint",
            (_, _, 403) when exists => $"bucket {bucket} may not be used with these keys ({Describe.Answer(exchange)})",
            (_, _, 404) when exists => $"bucket {bucket} does not exist; create it or leave --bucket out",
            _ when exists => $"bucket {bucket} cannot be used: {Describe.Answer(exchange)}",
            (_, _, 400 or 404 or 405) when session.Target.Style == AddressingStyle.Virtual =>
                $"bucket {bucket} cannot be created by its host name {session.Renderer.HostOf(bucket)}: {Describe.Answer(exchange)}; a target that is addressed by path takes --style path",
            _ => $"bucket {bucket} cannot be created: {Describe.Answer(exchange)}; allow it, or name one that exists with --bucket and --second-bucket",
        };
    }

    private static string Region(Exchange exchange) =>
        SafeXml.Read(exchange.Response!.Body.Bytes.AsSpan()).Document?.Root is { } root && Evidence.Child(root, "Region") is { } region ? $", which is {region}" : "";
}
