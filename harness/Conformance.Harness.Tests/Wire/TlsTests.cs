using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>TLS over a stream that the caller dialled.</summary>
[TestFixture]
public sealed class TlsTests
{
    private static readonly Carrier[] Carriers = [Carrier.Rest, Carrier.Http, Carrier.Socket];

    [TestCaseSource(nameof(Carriers))]
    public async Task Trusted_by_word_the_bytes_are_recorded_in_the_clear(Carrier carrier)
    {
        var names = new List<string>();
        await using var client = ClientOf(Serving(names), trustsAny: true);
        var exchange = await client.SendAsync(WireTesting.Get("/b/k"), WireTesting.Label, WireTesting.By(carrier) with { Host = "bucket.s3.test" });
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
            Assert.That(exchange.Request.Head, Is.EqualTo("GET /b/k HTTP/1.1\r\nHost: bucket.s3.test\r\n"));
            Assert.That(exchange.Response!.Head, Is.EqualTo("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"));
            Assert.That(exchange.Response.Body.Text(), Is.EqualTo("ok"));
            Assert.That(names, Is.EqualTo(new[] { "bucket.s3.test" }), "a bucket's own name is asked for");
        });
    }

    [TestCaseSource(nameof(Carriers))]
    public async Task Made_up_host_stays_out_of_tls(Carrier carrier)
    {
        var names = new List<string>();
        await using var client = ClientOf(Serving(names), trustsAny: true);
        await client.SendAsync(WireTesting.Get("/b/k").With("Host", "evil.example"), WireTesting.Label, WireTesting.By(carrier));
        Assert.That(names, Is.EqualTo(new[] { "s3.test" }));
    }

    [TestCaseSource(nameof(Carriers))]
    public async Task Certificate_that_is_not_trusted_is_a_fate(Carrier carrier)
    {
        await using var client = ClientOf(Serving([]), trustsAny: false);
        var exchange = await client.SendAsync(WireTesting.Get("/b/k"), WireTesting.Label, WireTesting.By(carrier));
        Assert.That(exchange.Fate, Is.EqualTo(Fate.TlsFailed), exchange.FateDetail);
    }

    [TestCaseSource(nameof(Carriers))]
    public async Task Target_without_tls_is_a_fate(Carrier carrier)
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n");
            await connection.HungUpAsync();
        });
        await using var client = WireTesting.Client(new Uri(target.Endpoint.ToString().Replace("http:", "https:", StringComparison.Ordinal)));
        var exchange = await client.SendAsync(WireTesting.Get("/b/k"), WireTesting.Label, WireTesting.By(carrier));
        Assert.That(exchange.Fate, Is.EqualTo(Fate.TlsFailed), exchange.FateDetail);
    }

    private static WireClient ClientOf(Dialer dialer, bool trustsAny) =>
        WireTesting.Client(new Uri("https://s3.test"), o => o with { Dialer = dialer, TrustAnyCertificate = trustsAny });

    private static Dialer Serving(List<string> names) => InMemoryPipes.Dialer(stream => ServeAsync(stream, names));

    private static async Task ServeAsync(Stream plain, List<string> names)
    {
        try
        {
            await using var secure = new SslStream(plain);
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificateSelectionCallback = (_, name) =>
                {
                    names.Add(name ?? "");
                    return Certificate.Value;
                },
            });
            var block = new byte[4096];
            while (await secure.ReadAsync(block) > 0)
            {
                await secure.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
            }
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException or ObjectDisposedException or InvalidOperationException)
        {
            // The client refused the certificate or hung up.
        }
    }

    private static readonly Lazy<X509Certificate2> Certificate = new(static () =>
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=s3.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var own = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null);
    });
}
