using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Another client's requests go through ours as they stand, are recorded, and get the answer as that client expects it.</summary>
[TestFixture]
public sealed class WireRelayTests
{
    private readonly List<Exchange> recorded = [];

    [SetUp]
    public void Clear() => recorded.Clear();

    [Test]
    public async Task Request_arrives_as_it_stands_and_unsigned()
    {
        await using var target = ScriptedTarget.Echoing();
        await using var client = ClientOf(target);
        using var invoker = Invoker(client);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(target.Endpoint, "/b/a%2Fk?x=%2F&y"))
        {
            Content = new ByteArrayContent("body"u8.ToArray()),
        };
        request.Headers.TryAddWithoutValidation("x-amz-meta-a", "1 ");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS a:b");
        request.Headers.ExpectContinue = true;
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Host = "elsewhere";
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "weird type");
        request.Content.Headers.TryAddWithoutValidation("Content-MD5", "nope");
        request.Content.Headers.TryAddWithoutValidation("Content-Length", "4");
        using var response = await invoker.SendAsync(request, CancellationToken.None);
        var echoed = await response.Content.ReadAsStringAsync();
        var (head, body) = (echoed.Split("\r\n\r\n")[0].Split("\r\n"), echoed.Split("\r\n\r\n")[1]);
        Assert.Multiple(() =>
        {
            Assert.That(head[0], Is.EqualTo("PUT /b/a%2Fk?x=%2F&y HTTP/1.1"));
            Assert.That(head.Skip(1), Is.EquivalentTo(new[]
            {
                $"Host: {target.Endpoint.Authority}", "x-amz-meta-a: 1 ", "Authorization: AWS a:b",
                "Content-Type: weird type", "Content-MD5: nope", "Content-Length: 4",
            }));
            Assert.That(body, Is.EqualTo("body"));
            Assert.That(response.RequestMessage, Is.SameAs(request));
        });
    }

    [Test]
    public async Task Request_without_content_has_none()
    {
        await using var target = ScriptedTarget.Echoing();
        await using var client = ClientOf(target);
        using var invoker = Invoker(client);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(target.Endpoint, "/b/k"));
        using var response = await invoker.SendAsync(request, CancellationToken.None);
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo($"GET /b/k HTTP/1.1\r\nHost: {target.Endpoint.Authority}\r\n\r\n"));
    }

    [Test]
    public async Task Answer_is_handed_on_whole_and_recorded()
    {
        var content = Provenance.Slice(1, 0, 99_999);
        await using var target = ScriptedTarget.Answering(
            "HTTP/1.1 404 Not Found\r\nETag: odd\r\nX-A: 1\r\nX-A: 2\r\nContent-Type: odd type\r\nContent-Length: 100000\r\n\r\n" + Encoding.Latin1.GetString(content));
        await using var client = ClientOf(target);
        using var invoker = Invoker(client);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(target.Endpoint, "/b/k"));
        using var response = await invoker.SendAsync(request, CancellationToken.None);
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(Values(response.Headers, "ETag"), Is.EqualTo(new[] { "odd" }));
            Assert.That(Values(response.Headers, "X-A"), Is.EqualTo(new[] { "1", "2" }));
            Assert.That(Values(response.Content.Headers, "Content-Type"), Is.EqualTo(new[] { "odd type" }));
            Assert.That(Values(response.Content.Headers, "Content-Length"), Is.EqualTo(new[] { "100000" }));
            Assert.That(body.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(recorded.Select(static e => (e.Label, e.Response?.Status)), Is.EqualTo(new[] { (WireTesting.Label, (int?)404) }));
        });
    }

    // The library would count the bytes of the content for itself; what the target said of them stands.
    [Test]
    public async Task Length_that_a_head_answer_announces_is_handed_on()
    {
        await using var target = ScriptedTarget.Answering("HTTP/1.1 200 OK\r\nContent-Length: 5242880\r\n\r\n");
        await using var client = ClientOf(target);
        using var invoker = Invoker(client);
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(target.Endpoint, "/b/k"));
        using var response = await invoker.SendAsync(request, CancellationToken.None);
        Assert.That(Values(response.Content.Headers, "Content-Length"), Is.EqualTo(new[] { "5242880" }));
    }

    [Test]
    public async Task No_whole_answer_is_an_exception_and_recorded()
    {
        await using var target = ScriptedTarget.AnsweringOnce("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
        await using var client = ClientOf(target);
        using var invoker = Invoker(client);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(target.Endpoint, "/b/k"));
        Assert.That(
            async () => await invoker.SendAsync(request, CancellationToken.None),
            Throws.TypeOf<HttpRequestException>().With.Message.StartsWith("No whole answer: ").And.Message.Length.GreaterThan("No whole answer: ".Length));
        Assert.That(recorded.Select(static e => e.Fate), Is.EqualTo(new[] { Fate.ClosedEarly }));
    }

    // With credentials of its own, so that a signature of ours would show.
    private static WireClient ClientOf(ScriptedTarget target) => WireTesting.Client(target.Endpoint, static o => o with { Credentials = WireTesting.Example });

    private static string[] Values(HttpHeaders headers, string name) => [.. headers.NonValidated[name]];

    private HttpMessageInvoker Invoker(WireClient client) => new(new WireRelay(client, WireTesting.Label, recorded.Add));
}
