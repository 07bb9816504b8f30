using System.Net.Sockets;
using System.Text;
using Conformance.Reference;

namespace Conformance.Harness.Tests.Cli;

/// <summary>The embedded endpoint and a client that asks before it sends (Expect: 100-continue), as the SDKs of AWS do.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExpectationTests
{
    [TestCase("Expect: 100-continue\r\n", true, TestName = "Refused_before_the_body_was_asked_for_the_connection_is_to_end")]
    [TestCase("", false, TestName = "Without_an_expectation_the_body_belongs_to_the_request")]
    public async Task What_follows_a_refusal_is_not_taken_for_the_body(string expect, bool closes)
    {
        await using var endpoint = await ReferenceEndpoint.StartAsync(new ReferenceOptions());
        using var client = new TcpClient { ReceiveTimeout = 10_000 };
        await client.ConnectAsync(endpoint.BaseAddress.Host, endpoint.BaseAddress.Port);
        await using var stream = client.GetStream();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));

        // Unsigned, so that it is refused by its head alone.
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"PUT /bucket/key?partNumber=1&uploadId=x HTTP/1.1\r\nHost: localhost\r\n{expect}Content-Length: 4\r\n\r\n{(closes ? "" : "body")}"), deadline.Token);
        var first = await ReadAsync(stream, deadline.Token);
        Assert.That(first, Does.StartWith("HTTP/1.1 403 "));
        Assert.That(first.Contains("Connection: close\r\n", StringComparison.OrdinalIgnoreCase), Is.EqualTo(closes));
        if (closes)
        {
            return;
        }

        await stream.WriteAsync("GET /bucket HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), deadline.Token);
        Assert.That(await ReadAsync(stream, deadline.Token), Does.StartWith("HTTP/1.1 403 ").Or.StartWith("HTTP/1.1 404 "));
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancel)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains("</Error>", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer, cancel);
            if (count == 0)
            {
                break;
            }

            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return text.ToString();
    }
}
