using System.Globalization;
using System.Text;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;
using Amazon.S3;
using Amazon.S3.Model;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>The signer against AWS's own: on generated requests, and on requests that AWSSDK.S3 really sends.</summary>
[TestFixture]
public sealed class SignerSdkTests
{
    private const int Requests = 300;
    private const string Region = "eu-central-1";
    private static readonly DateTimeOffset Now = new(2024, 2, 29, 23, 59, 59, TimeSpan.Zero);

    // Characters that are encoded, kept, decoded or ambiguous somewhere on the way.
    private static readonly string[] Pieces =
        ["a", "B", "9", "-", ".", "_", "~", "/", "//", "..", " ", "+", "%20", "%2F", "%zz", "%", "%e9", "$", "&", "=", "?", ":", ";", "@", "é", "日", "!", "*", "'", "(", ")", "#"];

    [Test]
    public async Task Generated_requests_get_the_signature_of_the_sdk()
    {
        await using var client = WireTesting.Client(
            new Uri("http://127.0.0.1:9000"), o => o with { Credentials = WireTesting.Example, Region = Region, Clock = new ManualClock(Now) });
        var random = new Random(20240229);
        Assert.Multiple(() =>
        {
            for (var i = 0; i < Requests; i++)
            {
                var request = Generate(random);
                var signed = client.Sign(request, SigningPlan.Default);
                var authorization = signed.Request.Header("Authorization")!;
                var names = authorization.Split("SignedHeaders=")[1].Split(',')[0];
                var expected = AWS4Signer.ComputeSignature(
                    WireTesting.Example.AccessKey, WireTesting.Example.SecretKey, Region, Now.UtcDateTime, "s3", names, signed.CanonicalRequest);
                Assert.That(authorization, Does.EndWith("Signature=" + expected.Signature), $"{i}: {request.Method} {request.Target}");
            }
        });
    }

    // The SDK computes its own canonical request from what it meant to send; ours is computed from what went over the wire.
    [Test]
    public async Task Requests_of_the_sdk_are_signed_alike_from_their_bytes()
    {
        var seen = new List<ScriptedRequest>();
        await using var target = new ScriptedTarget(async connection =>
        {
            while (await connection.ReadRequestAsync() is { } request)
            {
                lock (seen)
                {
                    seen.Add(request);
                }

                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        });
        await SendBySdkAsync(target.Endpoint);
        await using var client = WireTesting.Client(target.Endpoint, o => o with { Credentials = WireTesting.Example, Region = Region });
        Assert.That(seen, Has.Count.GreaterThanOrEqualTo(20));
        Assert.Multiple(() =>
        {
            foreach (var request in seen)
            {
                Assert.That(Resign(client, request), Is.EqualTo(SignatureOf(request.Header("Authorization")!)), request.Head);
            }
        });
    }

    private static async Task SendBySdkAsync(Uri endpoint)
    {
        using var sdk = new AmazonS3Client(
            new BasicAWSCredentials(WireTesting.Example.AccessKey, WireTesting.Example.SecretKey),
            new AmazonS3Config
            {
                ServiceURL = endpoint.ToString(),
                ForcePathStyle = true,
                AuthenticationRegion = Region,
                MaxErrorRetry = 0,
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            });
        string[] keys = ["plain", "a b", "a+b", "a%20b", "é/日本", "a//b", "a$&'()*,;=:@!b", "tilde~under_score-dot.", "per%cent"];
        foreach (var key in keys)
        {
            await TryAsync(() => sdk.GetObjectMetadataAsync("bucket", key));
            await TryAsync(() => sdk.ListPartsAsync(new ListPartsRequest { BucketName = "bucket", Key = key, UploadId = "a+b/c==", MaxParts = 5 }));
            await TryAsync(() => sdk.CopyPartAsync(new CopyPartRequest
            {
                SourceBucket = "source",
                SourceKey = key,
                DestinationBucket = "bucket",
                DestinationKey = key,
                UploadId = "u~1 2",
                PartNumber = 7,
                FirstByte = 0,
                LastByte = 5_242_879,
            }));
        }
    }

    // The answers are empty; only what was sent matters here.
    private static async Task TryAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
        }
    }

    private static string Resign(WireClient client, ScriptedRequest request)
    {
        var signedNames = request.Header("Authorization")!.Split("SignedHeaders=")[1].Split(',')[0].Split(';');
        var lines = request.Head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static l => l.Split(": ", 2))
            .Where(l => signedNames.Contains(l[0].ToLowerInvariant()))
            .Select(static l => new HeaderLine(l[0], Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(l[1]))));

        // Lines outside our own choice of what to sign are forced in by "signed as" with their true value.
        var all = lines.ToArray();
        var wire = new WireRequest { Method = request.Head.Split(' ')[0], Target = request.Target, Headers = [.. all], Body = request.Body, Framing = BodyFraming.AsGiven };
        var plan = new SigningPlan { SignedAs = [.. all.Where(l => signedNames.Contains(l.Name.ToLowerInvariant()))] };
        return SignatureOf(client.Sign(wire, plan).Request.Header("Authorization")!);
    }

    private static string SignatureOf(string authorization) => authorization.Split("Signature=")[1];

    private static WireRequest Generate(Random random)
    {
        string Text(int most) => string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        var query = string.Join('&', Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(3) == 0 ? Text(3) : Text(3) + "=" + Text(4)));
        var request = new WireRequest
        {
            Method = new[] { "GET", "PUT", "POST", "DELETE", "HEAD" }[random.Next(5)],
            Target = "/" + Text(8).Replace("?", "", StringComparison.Ordinal) + (query.Length > 0 ? "?" + query : ""),
            Body = new byte[random.Next(3) * 100],
        };
        for (var i = random.Next(5); i > 0; i--)
        {
            request = request.With("X-Amz-Meta-" + random.Next(3).ToString(CultureInfo.InvariantCulture), Text(5));
        }

        return request;
    }
}
