using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>The worked examples of the Amazon S3 API reference: sig-v4-header-based-auth, sigv4-query-string-auth, sigv4-streaming.</summary>
[TestFixture]
public sealed class SignerVectorTests
{
    private const string Host = "examplebucket.s3.amazonaws.com";
    private WireClient client = null!;

    [SetUp]
    public void Open() => client = ClientOf($"https://{Host}");

    [TearDown]
    public async Task Close() => await client.DisposeAsync();

    [Test]
    public void Get_object_with_range()
    {
        var signed = client.Sign(WireTesting.Get("/test.txt").With("Range", "bytes=0-9"), SigningPlan.Default);
        Assert.Multiple(() =>
        {
            Assert.That(signed.CanonicalRequest, Is.EqualTo(
                "GET\n/test.txt\n\nhost:examplebucket.s3.amazonaws.com\nrange:bytes=0-9\n"
                + "x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\nx-amz-date:20130524T000000Z\n\n"
                + "host;range;x-amz-content-sha256;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
            Assert.That(signed.StringToSign, Is.EqualTo(
                "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n"
                + "7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972"));
            Assert.That(signed.Request.Header("Authorization"), Is.EqualTo(
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
        });
    }

    [Test]
    public void Put_object_with_date_and_storage_class()
    {
        var request = WireTesting.Put("/test$file.text", Encoding.UTF8.GetBytes("Welcome to Amazon S3."))
            .With("Date", "Fri, 24 May 2013 00:00:00 GMT")
            .With("x-amz-storage-class", "REDUCED_REDUNDANCY");
        var signed = client.Sign(request, SigningPlan.Default);
        Assert.That(signed.Request.Header("Authorization"), Does.EndWith(
            "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class, "
            + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"));
    }

    [TestCase("/?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [TestCase("/?max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    [TestCase("/?prefix=J&max-keys=2", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void Get_bucket(string target, string signature) =>
        Assert.That(
            client.Sign(WireTesting.Get(target), SigningPlan.Default).Request.Header("Authorization"), Does.EndWith("Signature=" + signature));

    [Test]
    public void Presigned_get()
    {
        var plan = new SigningPlan { Mode = SigningMode.Presigned, Expires = TimeSpan.FromDays(1) };
        var signed = client.Sign(WireTesting.Get("/test.txt"), plan);
        Assert.That(signed.Request.Target, Is.EqualTo(
            "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
            + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"));
    }

    [Test]
    public async Task Chunked_put()
    {
        await using var pathStyle = ClientOf("https://s3.amazonaws.com");
        var body = Encoding.ASCII.GetBytes(new string('a', 66560));
        var request = WireTesting.Put("/examplebucket/chunkObject.txt", body).With("x-amz-storage-class", "REDUCED_REDUNDANCY");
        var signed = pathStyle.Sign(request, new SigningPlan { Mode = SigningMode.Chunked });
        var coded = Encoding.ASCII.GetString(signed.Request.Body.Span);
        Assert.Multiple(() =>
        {
            Assert.That(signed.Request.Header("Authorization"), Does.EndWith(
                "SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                + "x-amz-storage-class, Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"));
            Assert.That(signed.Request.Header("Content-Length"), Is.EqualTo("66824"));
            Assert.That(coded, Has.Length.EqualTo(66824));
            Assert.That(coded, Does.StartWith(
                "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\na"));
            Assert.That(coded, Does.Contain(
                "a\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\na"));
            Assert.That(coded, Does.EndWith(
                "a\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n"));
        });
    }

    private static WireClient ClientOf(string endpoint) => WireTesting.Client(
        new Uri(endpoint), o => o with { Credentials = WireTesting.Example, Clock = ManualClock.AtAwsExample });
}
