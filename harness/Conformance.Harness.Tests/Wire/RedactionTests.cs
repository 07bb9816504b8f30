using System.Text;
using System.Text.RegularExpressions;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>A credential planted in every place and every disguise never reaches an exchange.</summary>
[TestFixture]
public sealed partial class RedactionTests
{
    private const string Access = "AKIDPLANTEDKEY00001";
    private const string Secret = "pl4nted/S3cr3t+Key<&>\"=0123456789abcdefg";
    private const string Token = "FwoGZXIvplantedToken//8wEaDH+abc==";
    private const string CustomerKey = "cGxhbnRlZC1jdXN0b21lci1rZXktMzItYnl0ZXMhISE=";

    private static readonly string[] Planted = [Access, Secret, Token, CustomerKey];

    private static IEnumerable<TestCaseData> Disguises()
    {
        (string Name, Func<string, string> Disguise)[] rows =
        [
            ("as_is", static s => s),
            ("percent", Uri.EscapeDataString),
            ("percent_lower", static s => Regex.Replace(Uri.EscapeDataString(s), "%..", static m => m.Value.ToLowerInvariant(), RegexOptions.None, TimeSpan.FromSeconds(1))),
            ("percent_twice", static s => Uri.EscapeDataString(Uri.EscapeDataString(s))),
            ("percent_every_character", static s => string.Concat(s.Select(static c => $"%{(int)c:X2}"))),
            ("xml", static s => System.Security.SecurityElement.Escape(s)),
            ("xml_decimal", static s => string.Concat(s.Select(static c => $"&#{(int)c};"))),
            ("xml_hex", static s => string.Concat(s.Select(static c => $"&#x{(int)c:x};"))),
            ("json", static s => s.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal)),
            ("json_unicode", static s => string.Concat(s.Select(static c => $"\\u{(int)c:x4}"))),
            ("base64", static s => Base64(s)),
            ("base64_after_one", static s => Base64("x" + s)),
            ("base64_between", static s => Base64("user:" + s + ":more")),
            ("base64_url", static s => Base64(s).Replace('+', '-').Replace('/', '_')),
            ("hex", static s => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(s))),
            ("hex_upper", static s => Convert.ToHexString(Encoding.UTF8.GetBytes(s))),
            ("hex_spaced", static s => string.Join(' ', Encoding.UTF8.GetBytes(s).Select(static b => b.ToString("x2")))),
        ];
        return rows.Select(static r => new TestCaseData(r.Disguise).SetArgDisplayNames(r.Name));
    }

    [TestCaseSource(nameof(Disguises))]
    public async Task Echo_of_a_credential_is_replaced(Func<string, string> disguise)
    {
        foreach (var secret in Planted)
        {
            var shown = disguise(secret);
            var answer = $"before {shown} after";
            await using var target = ScriptedTarget.Answering(
                $"HTTP/1.1 200 OK\r\nX-Echo: {answer}\r\nContent-Length: {answer.Length}\r\n\r\n{answer}");
            var exchange = await SendAsync(target, WireTesting.Get("/b/k").With("x-amz-server-side-encryption-customer-key", CustomerKey));
            CheckClean(exchange, shown);
            Assert.That(exchange.Response!.Header("X-Echo"), Does.StartWith("before ").And.EndsWith(" after").And.Contain("<"));
            Assert.That(exchange.Response.Body.IsWhole, Is.True);
        }
    }

    [TestCase(SigningMode.Header)]
    [TestCase(SigningMode.Presigned)]
    [TestCase(SigningMode.Chunked)]
    public async Task Everything_echoed_shows_no_credential_and_no_signature(SigningMode mode)
    {
        await using var target = ScriptedTarget.Echoing();
        foreach (var carrier in new[] { Carrier.Rest, Carrier.Http, Carrier.Socket })
        {
            var request = WireTesting.Put("/b/k?x=" + Uri.EscapeDataString(Secret), Encoding.UTF8.GetBytes($"body {Secret} {Token}"))
                .With("x-amz-meta-planted", Access)
                .With("X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key", CustomerKey)
                .With("x-amz-server-side-encryption-customer-key", CustomerKey)
                .With("x-amz-server-side-encryption-customer-key-MD5", "kept");
            var exchange = await SendAsync(target, request, new SendOptions { Carrier = carrier, Signing = new SigningPlan { Mode = mode } });
            Assert.That(exchange.Fate, Is.EqualTo(Fate.Complete), exchange.FateDetail);
            CheckClean(exchange, Access, Secret, Token, CustomerKey, Uri.EscapeDataString(Secret), Uri.EscapeDataString(Token));
            var json = ExchangeJson.Serialize(exchange);
            Assert.Multiple(() =>
            {
                Assert.That(SignatureValue().IsMatch(json), Is.False, json);
                Assert.That(exchange.Request.Head, Does.Contain("Signature=<signature>").And.Contain("<access-key>").And.Contain("<session-token>"));
                Assert.That(exchange.Request.Head, Does.Contain("x-amz-server-side-encryption-customer-key-MD5: kept").IgnoreCase);
                Assert.That(exchange.Request.Head, Does.Contain("customer-key: <sse-c-key>").IgnoreCase);
                Assert.That(exchange.Request.CanonicalRequest, Does.Contain("customer-key:<sse-c-key>"));
                Assert.That(exchange.Request.Body.Text(), Does.Contain("body <secret-key> <session-token>"));
            });
        }
    }

    [Test]
    public async Task Xml_stays_well_formed()
    {
        var body = $"<?xml version=\"1.0\"?><Error><AWSAccessKeyId>{Access}</AWSAccessKeyId></Error>";
        await using var target = ScriptedTarget.Answering($"HTTP/1.1 403 Forbidden\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        var exchange = await SendAsync(target, WireTesting.Get("/"));
        var document = SafeXml.Read(exchange.Response!.Body.Bytes).Document;
        Assert.That(document?.Root?.Value, Is.EqualTo("<access-key>"));
    }

    [Test]
    public async Task Secret_across_the_cut_of_a_large_body_leaves_no_half()
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            await connection.ReadRequestAsync();
            var body = new string('.', 1010) + Secret + new string('.', 100_000);
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            await connection.HungUpAsync();
        });
        var exchange = await SendAsync(target, WireTesting.Get("/"));
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Response!.Body.Bytes, Has.Length.EqualTo(1024));
            Assert.That(exchange.Response.Body.Text(), Does.EndWith("..<secret-key>.."));
            Assert.That(exchange.Response.Body.IsWhole, Is.False);
        });
    }

    [Test]
    public async Task Fate_detail_shows_no_credential()
    {
        await using var target = ScriptedTarget.AnsweringOnce($"{Secret} is not HTTP\r\n");
        var exchange = await SendAsync(target, WireTesting.Get("/"), WireTesting.By(Carrier.Socket));
        Assert.That(exchange.Fate, Is.EqualTo(Fate.NotHttp));
        CheckClean(exchange, Secret);
    }

    [Test]
    public async Task Signature_echoed_by_itself_is_replaced()
    {
        await using var target = new ScriptedTarget(async connection =>
        {
            var request = await connection.ReadRequestAsync();
            var signature = request!.Header("Authorization")!.Split("Signature=")[1];
            var body = $"<Error><SignatureProvided>{signature}</SignatureProvided></Error>";
            await connection.SendAsync($"HTTP/1.1 403 Forbidden\r\nX-Sig: {signature}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            await connection.HungUpAsync();
        });
        var exchange = await SendAsync(target, WireTesting.Get("/"));
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Response!.Header("X-Sig"), Is.EqualTo("<signature>"));
            Assert.That(exchange.Response.Body.Text(), Is.EqualTo("<Error><SignatureProvided>&lt;signature&gt;</SignatureProvided></Error>"));
        });
    }

    [Test]
    public async Task Registered_secret_is_replaced_from_then_on()
    {
        await using var target = ScriptedTarget.Echoing();
        await using var client = WireTesting.Client(target.Endpoint);
        client.Redact("registered-later", "<later>");
        var exchange = await client.SendAsync(WireTesting.Get("/b/registered-later"), WireTesting.Label);
        Assert.That(exchange.Request.Target, Is.EqualTo("/b/<later>"));
        CheckClean(exchange, "registered-later");
    }

    [Test]
    public async Task Short_keys_do_not_eat_other_words()
    {
        const string Body = "latest tests test-bucket contest ab abc test";
        await using var target = ScriptedTarget.Answering($"HTTP/1.1 200 OK\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
        await using var client = WireTesting.Client(target.Endpoint, static o => o with { Credentials = new Credentials("test", "ab") });
        var exchange = await client.SendAsync(WireTesting.Get("/test-bucket/ab%2Fk"), WireTesting.Label);
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Response!.Body.Text(), Is.EqualTo("latest tests test-bucket contest ab abc <access-key>"));
            Assert.That(exchange.Request.Target, Is.EqualTo("/test-bucket/<secret-key>%2Fk"));
            Assert.That(exchange.Request.Head, Does.Contain("Credential=<access-key>/"));
        });
    }

    [GeneratedRegex("(?i)signature[=:\" ]+[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex SignatureValue();

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static async Task<Exchange> SendAsync(ScriptedTarget target, WireRequest request, SendOptions? options = null)
    {
        await using var client = WireTesting.Client(target.Endpoint, static o => o with { Credentials = new Credentials(Access, Secret, Token) });
        return await client.SendAsync(request, WireTesting.Label, options);
    }

    private static void CheckClean(Exchange exchange, params string[] secrets)
    {
        string?[] places =
        [
            exchange.FateDetail, exchange.Request.Head, exchange.Request.Target, exchange.Request.CanonicalRequest, exchange.Request.StringToSign,
            exchange.Request.Body.Text(), exchange.Response?.Head, exchange.Response?.Body.Text(),
            string.Join('\n', exchange.Response?.Headers.Select(static h => h.Value) ?? []),
        ];
        Assert.Multiple(() =>
        {
            foreach (var place in places.OfType<string>())
            {
                foreach (var secret in secrets)
                {
                    Assert.That(place, Does.Not.Contain(secret));
                }
            }
        });
    }
}
