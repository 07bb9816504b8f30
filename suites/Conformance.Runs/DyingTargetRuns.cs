using System.Net;
using System.Net.Sockets;
using System.Text;
using Conformance.Cli.Targets;
using Conformance.Model;
using Conformance.Sdk;

namespace Conformance.Runs;

/// <summary>A target that a certain request ends, and that its keeper starts again: the request is blamed, and nobody else.</summary>
public sealed class DyingTargetRuns
{
    private static readonly string[] Selected = ["upload-part-copy/part-number", "upload-part-copy/unknown-upload-id", "upload-part-copy/copy-source-range-bounds", "upload-part-copy/overwriting"];

    [Test]
    public async Task Who_ends_the_target_is_told_from_who_was_beside()
    {
        var scenarios = SdkSuite.Everything.Where(s => Selected.Any(p => s.Id.StartsWith(p, StringComparison.Ordinal)) && s.Costly is null).ToArray();
        await using var embedded = await EmbeddedTarget.StartAsync(Dialect.Aws, inMemory: false, [], CancellationToken.None);
        await using var keeper = new Keeper(embedded.Target.Endpoint.Port, "partNumber=10001&");
        await using var runner = await Runner.OpenAsync(
            new RunPlan
            {
                Target = embedded.Target with { Endpoint = keeper.Address },
                Catalogue = CatalogueLoader.Load(Path.Combine(RunSettings.RepositoryRoot, "fixtures", "catalogue")),
                Scenarios = [.. scenarios],
                Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
            },
            CancellationToken.None);
        await runner.RunAllAsync(progress: null, CancellationToken.None);
        await runner.CloseAsync();
        var run = runner.Result(interrupted: false);
        Assert.Multiple(() =>
        {
            Assert.That(keeper.Stops, Is.GreaterThan(1), "the request was sent again by itself");
            Assert.That(run.Stops, Is.GreaterThan(0));
            Assert.That(run.Cases.Where(c => c.Verdict is not (Verdict.Pass or Verdict.NotApplicable)).Select(c => $"{c.Scenario.Id}: {c.Verdict} {c.Reason}"), Is.Not.Empty.And.All.Contains("above-highest"));
            Assert.That(run.LeftBehind, Is.Empty);
        });
    }

    /// <summary>Passes connections on to a port; a request that holds a certain text cuts them all and lets nobody in for a while.</summary>
    private sealed class Keeper : IAsyncDisposable
    {
        private static readonly TimeSpan Restart = TimeSpan.FromMilliseconds(300);
        private readonly int port;
        private readonly byte[] deadly;
        private readonly Lock gate = new();
        private readonly HashSet<TcpClient> open = [];
        private readonly CancellationTokenSource over = new();
        private readonly int own;
        private TcpListener? listener;
        private Task accepting;

        public Keeper(int port, string deadly)
        {
            (this.port, this.deadly) = (port, Encoding.ASCII.GetBytes(deadly));
            listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            own = ((IPEndPoint)listener.LocalEndpoint).Port;
            accepting = AcceptAsync(listener);
        }

        public Uri Address => new($"http://127.0.0.1:{own}");

        public int Stops { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await over.CancelAsync();
            Cut();
            await accepting;
            over.Dispose();
        }

        private async Task AcceptAsync(TcpListener from)
        {
            try
            {
                while (true)
                {
                    var client = await from.AcceptTcpClientAsync(over.Token);
                    _ = CarryAsync(client);
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Stopped.
            }
        }

        private async Task CarryAsync(TcpClient client)
        {
            using var server = new TcpClient();
            try
            {
                lock (gate)
                {
                    open.Add(client);
                    open.Add(server);
                }

                await server.ConnectAsync(IPAddress.Loopback, port, over.Token);
                var back = server.GetStream().CopyToAsync(client.GetStream(), over.Token);
                var buffer = new byte[1 << 16];
                while (await client.GetStream().ReadAsync(buffer, over.Token) is > 0 and var count)
                {
                    if (buffer.AsSpan(0, count).IndexOf(deadly) >= 0)
                    {
                        await StopAsync();
                        return;
                    }

                    await server.GetStream().WriteAsync(buffer.AsMemory(0, count), over.Token);
                }

                server.Client.Shutdown(SocketShutdown.Send);
                await back;
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // Cut.
            }
            finally
            {
                client.Dispose();
                lock (gate)
                {
                    open.Remove(client);
                    open.Remove(server);
                }
            }
        }

        private async Task StopAsync()
        {
            Stops++;
            Cut();
            await accepting;
            await Task.Delay(Restart);
            lock (gate)
            {
                listener = new TcpListener(IPAddress.Loopback, own);
                listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                listener.Start();
                accepting = AcceptAsync(listener);
            }
        }

        private void Cut()
        {
            lock (gate)
            {
                listener?.Stop();
                listener = null;
                foreach (var client in open)
                {
                    client.Close();
                }

                open.Clear();
            }
        }
    }
}
