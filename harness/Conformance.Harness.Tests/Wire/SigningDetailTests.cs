using System.Text;
using System.Text.RegularExpressions;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Which lines a signature covers, whose key makes it, and what each mode does with what the scenario gives itself.</summary>
[TestFixture]
public sealed partial class SigningDetailTests
{
    private const string Hash = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

    private static readonly SigningPlan Presigned = new() { Mode = SigningMode.Presigned };
    private static readonly SigningPlan Chunked = new() { Mode = SigningMode.Chunked };
    private static readonly WireRequest Put = WireTesting.Put("/b/k", "body"u8.ToArray());

    private WireClient client = null!;

    [SetUp]
    public void Open() => client = ClientIn("us-east-1");

    [TearDown]
    public async Task Close() => await client.DisposeAsync();

    [TestCase("Content-MD5", SigningMode.Header, true)]
    [TestCase("Content-Type", SigningMode.Header, true)]
    [TestCase("Range", SigningMode.Header, true)]
    [TestCase("Date", SigningMode.Header, true)]
    [TestCase("X-Amz-Meta-A", SigningMode.Header, true)]
    [TestCase("Content-Encoding", SigningMode.Header, false)]
    [TestCase("Content-Length", SigningMode.Header, false)]
    [TestCase("Cache-Control", SigningMode.Header, false)]
    [TestCase("Content-Encoding", SigningMode.Chunked, true)]
    [TestCase("Content-Length", SigningMode.Chunked, true)]
    [TestCase("Cache-Control", SigningMode.Chunked, false)]
    [TestCase("Content-Encoding", SigningMode.Presigned, false)]
    [TestCase("Content-Type", SigningMode.Presigned, true)]
    public void Line_is_covered_by_the_signature(string name, SigningMode mode, bool isCovered)
    {
        var signed = client.Sign(Put.With(name, "1"), new SigningPlan { Mode = mode });
        Assert.That(SignedHeaders(signed).Split(';').Contains(name.ToLowerInvariant()), Is.EqualTo(isCovered), SignedHeaders(signed));
    }

    [Test]
    public void Host_left_out_is_signed_all_the_same()
    {
        var signed = client.Sign(Put with { OmitHost = true }, SigningPlan.Default);
        Assert.Multiple(() =>
        {
            Assert.That(signed.Request.Header("Host"), Is.Null);
            Assert.That(SignedHeaders(signed), Is.EqualTo("host;x-amz-content-sha256;x-amz-date"));
            Assert.That(signed.CanonicalRequest, Does.Contain("\nhost:s3.test\n"));
        });
    }

    [Test]
    public void Host_left_out_and_left_unsigned_is_neither()
    {
        var signed = client.Sign(Put with { OmitHost = true }, new SigningPlan { Unsigned = ["Host"] });
        Assert.That(SignedHeaders(signed), Is.EqualTo("x-amz-content-sha256;x-amz-date"));
    }

    [Test]
    public void Host_given_is_signed_once_and_as_given()
    {
        foreach (var request in new[] { Put, Put with { OmitHost = true } })
        {
            Assert.That(client.Sign(request.With("Host", "own.test"), SigningPlan.Default).CanonicalRequest, Does.Contain("\nhost:own.test\n"));
        }
    }

    [Test]
    public void Region_of_the_plan_makes_the_key_too()
    {
        var elsewhere = ClientIn("nowhere-1").Sign(Put, SigningPlan.Default);
        var planned = client.Sign(Put, new SigningPlan { Region = "nowhere-1" });
        Assert.That(planned.Request.Header("Authorization"), Is.EqualTo(elsewhere.Request.Header("Authorization")));
    }

    [Test]
    public void Each_unknown_access_key_has_a_secret_of_its_own()
    {
        var signatures = new[] { "UNKNOWN1", "UNKNOWN2" }.Select(k => Signature(client.Sign(Put, new SigningPlan { AccessKey = k }))).ToArray();
        Assert.That(signatures.Append(Signature(client.Sign(Put, SigningPlan.Default))), Is.Unique);
    }

    [TestCase("0", "1")]
    [TestCase("9", "8")]
    [TestCase("a", "b")]
    [TestCase("f", "e")]
    public void Flipped_digit_is_another_hex_digit(string last, string flipped) => Assert.That(Signer.Flip("00" + last), Is.EqualTo("00" + flipped));

    // A date of the scenario's own is signed as it stands; the scope takes its day, or the clock's when it has none.
    [TestCase("20200101T000000Z", "20200101")]
    [TestCase("20200101", "20200101")]
    [TestCase("2020010", "20130524")]
    [TestCase("", "20130524")]
    [TestCase("x2020010T000000Z", "20130524")]
    [TestCase("2020010xT000000Z", "20130524")]
    [TestCase("yesterday", "20130524")]
    public void Day_of_the_scope_follows_the_date_given(string date, string day)
    {
        var signed = client.Sign(Put.With("x-amz-date", date), SigningPlan.Default);
        Assert.That(signed.StringToSign, Does.StartWith($"AWS4-HMAC-SHA256\n{date}\n{day}/us-east-1/s3/aws4_request\n"));
    }

    [Test]
    public void Omitted_date_is_omitted_even_if_given()
    {
        var signed = client.Sign(Put.With("X-Amz-Date", "20200101T000000Z"), new SigningPlan { OmitDate = true });
        Assert.That(signed.Request.Header("x-amz-date"), Is.Null);
        Assert.That(SignedHeaders(signed), Is.EqualTo("host;x-amz-content-sha256"));
    }

    [Test]
    public void Chunked_request_says_what_its_hash_is()
    {
        var given = client.Sign(Put.With("x-amz-content-sha256", "given"), Chunked);
        var literal = client.Sign(Put, Chunked with { Payload = new PayloadHash.Literal("literal") });
        var computed = client.Sign(Put, Chunked);
        Assert.Multiple(() =>
        {
            Assert.That(given.CanonicalRequest, Does.EndWith("\ngiven"));
            Assert.That(literal.CanonicalRequest, Does.EndWith("\nliteral"));
            Assert.That(literal.Request.Header("x-amz-content-sha256"), Is.EqualTo("literal"));
            Assert.That(computed.CanonicalRequest, Does.EndWith("\n" + Hash));
            Assert.That(computed.Request.Header("x-amz-content-sha256"), Is.EqualTo(Hash));
        });
    }

    [Test]
    public void Presigned_request_says_what_its_hash_is()
    {
        var given = client.Sign(Put.With("x-amz-content-sha256", "given"), Presigned);
        var literal = client.Sign(Put, Presigned with { Payload = new PayloadHash.Literal("literal") });
        var unsaid = client.Sign(Put, Presigned);
        Assert.Multiple(() =>
        {
            Assert.That(given.CanonicalRequest, Does.EndWith("\ngiven"));
            Assert.That(literal.CanonicalRequest, Does.EndWith("\nliteral"));
            Assert.That(literal.Request.Header("x-amz-content-sha256"), Is.EqualTo("literal"));
            Assert.That(unsaid.CanonicalRequest, Does.EndWith("\nUNSIGNED-PAYLOAD"));
            Assert.That(unsaid.Request.Header("x-amz-content-sha256"), Is.Null);
        });
    }

    [Test]
    public void Presigned_request_without_its_date_is_signed_with_it()
    {
        var signed = client.Sign(Put, Presigned with { OmitDate = true });
        Assert.Multiple(() =>
        {
            Assert.That(signed.Request.Target, Does.Contain("X-Amz-Expires=900").And.Not.Contain("X-Amz-Date"));
            Assert.That(signed.CanonicalRequest, Does.Contain("&X-Amz-Date=20130524T000000Z&"));
        });
    }

    [Test]
    public void Presigned_request_may_carry_an_authorization_too()
    {
        var signed = client.Sign(Put, Presigned with { LiteralAuthorization = "AWS a:b" });
        Assert.That(signed.Request.Header("Authorization"), Is.EqualTo("AWS a:b"));
        Assert.That(signed.Request.Target, Does.Contain("&X-Amz-Signature="));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Flipped_chunk_is_the_only_one_with_another_signature(int flipped)
    {
        var body = WireTesting.Put("/b/k", new byte[100_000]);
        var right = ChunkSignatures(client.Sign(body, Chunked));
        var wrong = ChunkSignatures(client.Sign(body, Chunked with { FlippedChunk = flipped }));
        Assert.Multiple(() =>
        {
            Assert.That(right, Has.Length.EqualTo(3));
            Assert.That(Enumerable.Range(0, 3).Where(i => right[i] != wrong[i]), Is.EqualTo(new[] { flipped - 1 }));
            Assert.That(wrong[flipped - 1], Is.EqualTo(Signer.Flip(right[flipped - 1])));
        });
    }

    [TestCase(1, 0)]
    [TestCase(2, 65_536)]
    public void Altered_chunk_has_its_first_byte_changed_after_signing(int altered, int at)
    {
        foreach (var octet in new byte[] { 0, 1, 0xFF })
        {
            var body = WireTesting.Put("/b/k", [.. Enumerable.Repeat(octet, 100_000)]);
            var (right, wrong) = (client.Sign(body, Chunked), client.Sign(body, Chunked with { AlteredChunk = altered }));
            var difference = Enumerable.Range(0, right.Request.Body.Length).Single(i => right.Request.Body.Span[i] != wrong.Request.Body.Span[i]);
            Assert.That(right.Request.Body.Span[difference], Is.EqualTo(octet), "a byte of the payload");
            Assert.That(difference, Is.InRange(at + 80, at + 300));
            Assert.That(wrong.Request.Body.Length, Is.EqualTo(right.Request.Body.Length));
        }
    }

    [Test]
    public void Last_chunk_has_no_byte_to_alter()
    {
        var (right, wrong) = (client.Sign(Put, Chunked), client.Sign(Put, Chunked with { AlteredChunk = 2 }));
        Assert.That(wrong.Request.Body.Span.SequenceEqual(right.Request.Body.Span), Is.True);
    }

    [TestCase("http://host?x=1", "/", "x=1")]
    [TestCase("http://host/?x=1", "/", "x=1")]
    [TestCase("http://host/a/b?x=1", "/a/b", "x=1")]
    [TestCase("?x=1", "/", "x=1")]
    [TestCase("/?", "/", "")]
    [TestCase("", "/", "")]
    public void Target_is_split_into_path_and_query(string target, string path, string query) =>
        Assert.That(client.Sign(WireTesting.Get(target), SigningPlan.Default).CanonicalRequest, Does.StartWith($"GET\n{path}\n{query}\nhost:"));

    [Test]
    public void Lines_of_one_name_keep_their_order_however_many()
    {
        var request = Enumerable.Range(0, 100).Aggregate(WireTesting.Get("/"), static (r, i) => r.With(i % 2 == 0 ? "X-Amz-B" : "X-Amz-A", $"{i}"));
        var even = string.Join(',', Enumerable.Range(0, 50).Select(static i => 2 * i));
        var odd = string.Join(',', Enumerable.Range(0, 50).Select(static i => (2 * i) + 1));
        Assert.That(client.Sign(request, SigningPlan.Default).CanonicalRequest, Does.Contain($"\nx-amz-a:{odd}\nx-amz-b:{even}\n"));
    }

    // Only spaces and tabs are white space of a header line; anything else around a value belongs to it.
    [Test]
    public void Values_are_trimmed_of_blanks_only()
    {
        var canonical = client.Sign(WireTesting.Get("/").With("x-amz-a", " \t\u00a0a\u00a0 \t"), SigningPlan.Default).CanonicalRequest;
        Assert.That(canonical, Does.Contain("\nx-amz-a:\u00a0a\u00a0\n"));
    }

    [GeneratedRegex("chunk-signature=([0-9a-f]{64})", RegexOptions.None, 1000)]
    private static partial Regex ChunkSignature();

    private static WireClient ClientIn(string region) => WireTesting.Client(
        new Uri("https://s3.test"), o => o with { Credentials = WireTesting.Example, Clock = ManualClock.AtAwsExample, Region = region });

    private static string[] ChunkSignatures(SignedRequest signed) =>
        [.. ChunkSignature().Matches(Encoding.Latin1.GetString(signed.Request.Body.Span)).Select(static m => m.Groups[1].Value)];

    private static string Signature(SignedRequest signed) => signed.Request.Header("Authorization")!.Split("Signature=")[1];

    private static string SignedHeaders(SignedRequest signed) => signed.CanonicalRequest!.Split('\n')[^2];
}
