using System.Security.Cryptography;
using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Canonical forms, and each thing that a signing plan can break.</summary>
[TestFixture]
public sealed class SigningPlanTests
{
    private static readonly WireRequest Request = WireTesting.Put("/b/k?partNumber=1&uploadId=u", [])
        .With("x-amz-copy-source", "/s/k").With("Content-Type", "text/plain");

    private WireClient client = null!;

    [SetUp]
    public void Open() => client = ClientAs(WireTesting.Example);

    [TearDown]
    public async Task Close() => await client.DisposeAsync();

    [TestCase("/", "/")]
    [TestCase("/a/b", "/a/b")]
    [TestCase("/a%2Fb", "/a/b")]
    [TestCase("/a%20b c", "/a%20b%20c")]
    [TestCase("/a+b", "/a%2Bb")]
    [TestCase("/%zz", "/%25zz")]
    [TestCase("/%", "/%25")]
    [TestCase("/%2", "/%252")]
    [TestCase("/%25", "/%25")]
    [TestCase("/%2520", "/%2520")]
    [TestCase("/a/../b/./c//d", "/a/../b/./c//d")]
    [TestCase("/%7e%41", "/~A")]
    [TestCase("/é", "/%C3%A9")]
    [TestCase("/%c3%a9", "/%C3%A9")]
    [TestCase("http://host:1/p?q", "/p")]
    [TestCase("http://host", "/")]
    public void Path_is_decoded_once_and_encoded_once(string target, string canonical) =>
        Assert.That(Canonical(WireTesting.Get(target)).Split('\n')[1], Is.EqualTo(canonical));

    [TestCase("a", "a=")]
    [TestCase("a=", "a=")]
    [TestCase("b=2&a=1", "a=1&b=2")]
    [TestCase("a=2&a=1&a=10", "a=1&a=10&a=2")]
    [TestCase("a=1=2", "a=1%3D2")]
    [TestCase("a=x+y%2Bz", "a=x%20y%2Bz")]
    [TestCase("a=%zz", "a=%25zz")]
    [TestCase("=v", "=v")]
    [TestCase("a&&b", "a=&b=")]
    [TestCase("B=1&a=1&_=1", "B=1&_=1&a=1")]
    [TestCase("a=/:@", "a=%2F%3A%40")]
    [TestCase("a=b?c", "a=b%3Fc")]
    [TestCase("", "")]
    public void Query_is_sorted_and_encoded(string query, string canonical) =>
        Assert.That(Canonical(WireTesting.Get("/?" + query)).Split('\n')[2], Is.EqualTo(canonical));

    [Test]
    public void Headers_are_trimmed_collapsed_and_joined()
    {
        var canonical = Canonical(WireTesting.Get("/").With("X-Amz-B", "  1   2 ").With("x-amz-a", "z").With("x-amz-b", "3"));
        Assert.That(canonical, Does.Contain("\nx-amz-a:z\nx-amz-b:1 2,3\nx-amz-content-sha256:"));
    }

    [Test]
    public void Session_token_is_sent_and_signed_in_every_mode()
    {
        var temporary = ClientAs(WireTesting.Example with { SessionToken = "to/ken+==" });
        var header = temporary.Sign(Request, SigningPlan.Default).Request;
        var chunked = temporary.Sign(Request, new SigningPlan { Mode = SigningMode.Chunked }).Request;
        var presigned = temporary.Sign(Request, new SigningPlan { Mode = SigningMode.Presigned });
        Assert.Multiple(() =>
        {
            Assert.That(header.Header("x-amz-security-token"), Is.EqualTo("to/ken+=="));
            Assert.That(header.Header("Authorization"), Does.Contain(";x-amz-security-token,"));
            Assert.That(chunked.Header("x-amz-security-token"), Is.EqualTo("to/ken+=="));
            Assert.That(presigned.Request.Header("x-amz-security-token"), Is.Null);
            Assert.That(presigned.Request.Target, Does.Contain("&X-Amz-Security-Token=to%2Fken%2B%3D%3D&X-Amz-SignedHeaders="));
            Assert.That(presigned.CanonicalRequest, Does.Contain("X-Amz-Security-Token=to%2Fken%2B%3D%3D"));
        });
    }

    [Test]
    public void Lines_given_are_kept()
    {
        var signed = client.Sign(
            Request.With("X-Amz-Date", "20200101T000000Z").With("X-Amz-Content-Sha256", "deadbeef"), SigningPlan.Default);
        Assert.Multiple(() =>
        {
            Assert.That(Count(signed.Request, "x-amz-date"), Is.EqualTo(1));
            Assert.That(Count(signed.Request, "x-amz-content-sha256"), Is.EqualTo(1));
            Assert.That(signed.StringToSign, Does.StartWith("AWS4-HMAC-SHA256\n20200101T000000Z\n20200101/us-east-1/s3/aws4_request\n"));
            Assert.That(signed.CanonicalRequest, Does.EndWith("\ndeadbeef"));
        });
    }

    [Test]
    public void Authorization_given_is_kept_and_nothing_is_computed()
    {
        var given = client.Sign(Request.With("authorization", "mine"), SigningPlan.Default);
        var literal = client.Sign(Request, new SigningPlan { LiteralAuthorization = "AWS a:b" });
        Assert.Multiple(() =>
        {
            Assert.That(Count(given.Request, "authorization"), Is.EqualTo(1));
            Assert.That(given.Request.Header("Authorization"), Is.EqualTo("mine"));
            Assert.That(given.CanonicalRequest, Is.Null);
            Assert.That(literal.Request.Header("Authorization"), Is.EqualTo("AWS a:b"));
            Assert.That(literal.Request.Header("x-amz-date"), Is.EqualTo("20130524T000000Z"));
        });
    }

    [Test]
    public void Anonymous_request_gets_host_and_length_only()
    {
        var signed = client.Sign(WireTesting.Put("/b/k", [1]), new SigningPlan { Mode = SigningMode.Anonymous });
        Assert.That(signed.Request.Headers, Is.EqualTo(new HeaderLine[] { new("Host", "s3.test"), new("Content-Length", "1") }));
    }

    [Test]
    public void Without_credentials_nothing_is_signed() =>
        Assert.That(ClientAs(null).Sign(Request, SigningPlan.Default).Request.Header("Authorization"), Is.Null);

    [Test]
    public void Unsigned_header_is_sent_but_not_covered()
    {
        var signed = client.Sign(Request, new SigningPlan { Unsigned = ["X-Amz-Copy-Source", "host"] });
        Assert.Multiple(() =>
        {
            Assert.That(signed.Request.Header("x-amz-copy-source"), Is.EqualTo("/s/k"));
            Assert.That(SignedHeaders(signed), Is.EqualTo("content-type;x-amz-content-sha256;x-amz-date"));
        });
    }

    [Test]
    public void Header_added_after_signing_is_not_covered()
    {
        var signed = client.Sign(Request, new SigningPlan { AddedAfterSigning = [new HeaderLine("x-amz-late", "1")] });
        Assert.Multiple(() =>
        {
            Assert.That(signed.Request.Headers[^1], Is.EqualTo(new HeaderLine("x-amz-late", "1")));
            Assert.That(signed.CanonicalRequest, Does.Not.Contain("x-amz-late"));
        });
    }

    [Test]
    public void Tampered_header_is_signed_with_its_other_value()
    {
        var signed = client.Sign(Request, new SigningPlan { SignedAs = [new HeaderLine("X-Amz-Copy-Source", "/other")] });
        Assert.Multiple(() =>
        {
            Assert.That(signed.Request.Header("x-amz-copy-source"), Is.EqualTo("/s/k"));
            Assert.That(signed.CanonicalRequest, Does.Contain("\nx-amz-copy-source:/other\n").And.Not.Contain("/s/k"));
        });
    }

    [TestCase(SigningMode.Header)]
    [TestCase(SigningMode.Presigned)]
    [TestCase(SigningMode.Chunked)]
    public void Flipped_signature_differs_in_one_digit(SigningMode mode)
    {
        var plan = new SigningPlan { Mode = mode };
        var (right, wrong) = (Signature(client.Sign(Request, plan)), Signature(client.Sign(Request, plan with { FlipSignature = true })));
        Assert.That(right.Zip(wrong).Count(static p => p.First != p.Second), Is.EqualTo(1));
    }

    [Test]
    public void Skew_moves_the_signing_time()
    {
        var signed = client.Sign(Request, new SigningPlan { Skew = TimeSpan.FromMinutes(-20) });
        Assert.That(signed.Request.Header("x-amz-date"), Is.EqualTo("20130523T234000Z"));
        Assert.That(signed.StringToSign, Does.Contain("\n20130523/us-east-1/"));
    }

    [Test]
    public void Omitted_date_leaves_neither_line()
    {
        var signed = client.Sign(Request.With("Date", "Fri, 24 May 2013 00:00:00 GMT"), new SigningPlan { OmitDate = true });
        Assert.Multiple(() =>
        {
            Assert.That(signed.Request.Header("x-amz-date"), Is.Null);
            Assert.That(signed.Request.Header("date"), Is.Null);
            Assert.That(signed.Request.Header("Authorization"), Does.Contain("SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-copy-source,"));
        });
    }

    [Test]
    public void Other_region_and_unknown_key_show_in_the_scope()
    {
        var signed = client.Sign(Request, new SigningPlan { Region = "nowhere-1", AccessKey = "UNKNOWN" });
        Assert.That(signed.Request.Header("Authorization"), Does.Contain("Credential=UNKNOWN/20130524/nowhere-1/s3/aws4_request"));
    }

    [Test]
    public void Payload_hash_says_what_the_plan_says()
    {
        var put = WireTesting.Put("/b/k", "body"u8.ToArray());
        var hash = Convert.ToHexStringLower(SHA256.HashData("body"u8));
        Assert.Multiple(() =>
        {
            Assert.That(client.Sign(put, SigningPlan.Default).CanonicalRequest, Does.EndWith("\n" + hash));
            Assert.That(Hash(new PayloadHash.Unsigned()), Is.EqualTo("UNSIGNED-PAYLOAD"));
            Assert.That(Hash(new PayloadHash.Literal("nonsense")), Is.EqualTo("nonsense"));
        });
        string? Hash(PayloadHash payload) => client.Sign(put, new SigningPlan { Payload = payload }).Request.Header("x-amz-content-sha256");
    }

    [Test]
    public void Body_changed_in_place_is_hashed_anew()
    {
        var body = new byte[100_000];
        var before = client.Sign(WireTesting.Put("/b/k", body), SigningPlan.Default).Request.Header("x-amz-content-sha256");
        body[50_000] = 1;
        var after = client.Sign(WireTesting.Put("/b/k", body), SigningPlan.Default).Request.Header("x-amz-content-sha256");
        Assert.Multiple(() =>
        {
            Assert.That(after, Is.Not.EqualTo(before));
            Assert.That(after, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(body))));
        });
    }

    [Test]
    public void Presigned_parameter_left_out_is_still_signed()
    {
        var signed = client.Sign(Request, new SigningPlan { Mode = SigningMode.Presigned, OmitParameters = ["x-amz-expires"] });
        Assert.Multiple(() =>
        {
            Assert.That(signed.Request.Target, Does.Not.Contain("X-Amz-Expires"));
            Assert.That(signed.Request.Target, Does.StartWith("/b/k?partNumber=1&uploadId=u&X-Amz-Algorithm="));
            Assert.That(signed.CanonicalRequest, Does.Contain("X-Amz-Expires=900"));
        });
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(65_535)]
    [TestCase(65_536)]
    [TestCase(65_537)]
    [TestCase(200_000)]
    public void Chunked_length_is_known_beforehand(int sizeBytes)
    {
        var signed = client.Sign(WireTesting.Put("/b/k", new byte[sizeBytes]).With("Content-Encoding", "gzip"), new SigningPlan { Mode = SigningMode.Chunked });
        Assert.Multiple(() =>
        {
            Assert.That(signed.Request.Header("Content-Length"), Is.EqualTo(signed.Request.Body.Length.ToString()));
            Assert.That(signed.Request.Header("x-amz-decoded-content-length"), Is.EqualTo(sizeBytes.ToString()));
            Assert.That(signed.Request.Header("Content-Encoding"), Is.EqualTo("aws-chunked,gzip"));
            Assert.That(Encoding.ASCII.GetString(signed.Request.Body.Span), Does.Match("\r?\n?0;chunk-signature=[0-9a-f]{64}\r\n\r\n$"));
        });
    }

    private static WireClient ClientAs(Credentials? credentials) => WireTesting.Client(
        new Uri("https://s3.test"), o => o with { Credentials = credentials, Clock = ManualClock.AtAwsExample });

    private static int Count(WireRequest request, string name) =>
        request.Headers.Count(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string SignedHeaders(SignedRequest signed) => signed.Request.Header("Authorization")!.Split("SignedHeaders=")[1].Split(',')[0];

    private static string Signature(SignedRequest signed) =>
        (signed.Request.Header("Authorization") ?? signed.Request.Target).Split("Signature=")[1];

    private string Canonical(WireRequest request) => client.Sign(request, SigningPlan.Default).CanonicalRequest!;
}
