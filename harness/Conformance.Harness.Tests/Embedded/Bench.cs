using System.Text;
using System.Xml.Linq;
using Conformance.Reference;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Embedded;

/// <summary>The embedded endpoint in memory with one bucket, and a client to ask it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string Bucket = "/truths";

    private readonly ReferenceEndpoint endpoint;
    private readonly WireClient owner;
    private readonly WireClient stranger;

    private Bench(ReferenceEndpoint endpoint)
    {
        this.endpoint = endpoint;
        var options = new WireOptions { Endpoint = endpoint.BaseAddress, Dialer = endpoint.ConnectAsync };
        owner = new WireClient(options with { Credentials = new Credentials(endpoint.Options.AccessKey, endpoint.Options.SecretKey) });
        stranger = new WireClient(options with { Credentials = new Credentials(endpoint.Options.SecondAccessKey, endpoint.Options.SecondSecretKey) });
    }

    public static async Task<Bench> StartAsync(string? versioning = null)
    {
        var bench = new Bench(await ReferenceEndpoint.StartAsync(new ReferenceOptions { InMemory = true }));
        await bench.SendAsync("PUT", Bucket);
        if (versioning is not null)
        {
            await bench.SetVersioningAsync(versioning);
        }

        return bench;
    }

    public Task<RecordedResponse> SendAsync(string method, string target, string body = "", params HeaderLine[] headers) => SendAsync(owner, method, target, body, headers);

    public Task<RecordedResponse> SendAsStrangerAsync(string method, string target, string body = "", params HeaderLine[] headers) => SendAsync(stranger, method, target, body, headers);

    public Task<RecordedResponse> SetVersioningAsync(string status) =>
        SendAsync("PUT", $"{Bucket}?versioning", $"<VersioningConfiguration><Status>{status}</Status></VersioningConfiguration>");

    /// <summary>Stores an object; returns the version id that the answer names.</summary>
    public async Task<string?> PutAsync(string key, params HeaderLine[] headers) => (await SendAsync("PUT", $"{Bucket}/{key}", "0123456789", headers)).Header("x-amz-version-id");

    /// <summary>Copies within the bucket.</summary>
    public Task<RecordedResponse> CopyAsync(string source, string key, params HeaderLine[] headers) =>
        SendAsync("PUT", $"{Bucket}/{key}", "", [new HeaderLine("x-amz-copy-source", $"{Bucket}/{source}"), .. headers]);

    public async ValueTask DisposeAsync()
    {
        await owner.DisposeAsync();
        await stranger.DisposeAsync();
        await endpoint.DisposeAsync();
    }

    /// <summary>Status, and the error code where there is one.</summary>
    public static string Words(RecordedResponse response) => $"{response.Status} {Text(response, "Code")}".TrimEnd();

    /// <summary>The text of the first element of that name; null without one.</summary>
    public static string? Text(RecordedResponse response, string element) => Elements(response, element).FirstOrDefault()?.Value;

    public static IEnumerable<XElement> Elements(RecordedResponse response, string element) =>
        SafeXml.Read(response.Body.Bytes.AsSpan()).Document?.Descendants().Where(e => e.Name.LocalName == element) ?? [];

    private static async Task<RecordedResponse> SendAsync(WireClient client, string method, string target, string body, HeaderLine[] headers)
    {
        var request = new WireRequest { Method = method, Target = target, Headers = [.. headers], Body = Encoding.UTF8.GetBytes(body) };
        var exchange = await client.SendAsync(request, new ExchangeLabel("embedded", method));
        return exchange.Response ?? throw new AssertionException($"no answer: {exchange.FateDetail}");
    }
}
