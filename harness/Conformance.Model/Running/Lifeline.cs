using Conformance.Wire;

namespace Conformance.Model;

/// <summary>
/// Tells a target that dropped one connection from one that is gone. Servers die of requests and are started again by their keepers;
/// a run goes on when they are back, and stops when they are not.
/// </summary>
public sealed class Lifeline(Session session)
{
    /// <summary>How long a target is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private int dead;
    private int stops;
    private long awayTicks;
    private long awaySince;

    /// <summary>How often the target was found away and came back.</summary>
    public int Stops => Volatile.Read(ref stops);

    /// <summary>How long it was waited for in all.</summary>
    public TimeSpan Away => TimeSpan.FromTicks(Interlocked.Read(ref awayTicks));

    /// <summary>True once the target did not come back in time; nothing is waited for any more.</summary>
    public bool IsDead => Volatile.Read(ref dead) == 1;

    /// <summary>True when the connection ended or could not be made.</summary>
    public static bool IsCut(Exchange exchange) => exchange.Fate is Fate.ClosedEarly or Fate.NotHttp or Fate.ConnectFailed;

    /// <summary>True for a failure that may be gone at the next attempt.</summary>
    public static bool Passes(Exchange? exchange) => exchange is not null && (IsCut(exchange) || exchange.Fate == Fate.TimedOut || exchange.Response?.Status == 503);

    /// <summary>Sends a request known to work until it is answered; the attempts are in the log. False when the target stays away.</summary>
    public async Task<bool> AwaitAsync(CaseLog log, CancellationToken cancel)
    {
        var request = new WireRequest { Method = "HEAD", Target = Renderer.Path(session.MainBucket, "", session.Target.Style) };
        var host = session.Renderer.HostOf(session.MainBucket);
        var since = TimeProvider.System.GetTimestamp();
        while (!IsDead)
        {
            var exchange = await log.SendAsync(request, new SendOptions { Carrier = Carrier.Rest, Host = host }, Steps.Control, cancel);
            if (exchange.Fate == Fate.Complete)
            {
                // Many wait for the same stop; the first to see its end counts it.
                if (Interlocked.Exchange(ref awaySince, 0) is > 0 and var began)
                {
                    Interlocked.Increment(ref stops);
                    Interlocked.Add(ref awayTicks, TimeProvider.System.GetElapsedTime(began).Ticks);
                }

                return true;
            }

            Interlocked.CompareExchange(ref awaySince, since, 0);

            if (cancel.IsCancellationRequested || TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                Interlocked.Exchange(ref dead, 1);
                break;
            }

            await Task.Delay(Pause, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }
}
