using System.Text;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Wire;

/// <summary>What the tests of the wire have in common.</summary>
internal static class WireTesting
{
    public static readonly ExchangeLabel Label = new("case", "when");

    public static readonly Credentials Example = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    public static WireClient Client(Uri endpoint, Func<WireOptions, WireOptions>? change = null)
    {
        var options = new WireOptions { Endpoint = endpoint, Limits = new Limits { Deadline = TimeSpan.FromSeconds(20) } };
        return new WireClient(change?.Invoke(options) ?? options);
    }

    public static WireRequest Get(string target) => new() { Method = "GET", Target = target };

    public static WireRequest Put(string target, byte[] body) => new() { Method = "PUT", Target = target, Body = body };

    public static SendOptions By(Carrier carrier) => new() { Carrier = carrier };

    public static string Text(this RecordedBody body) => Encoding.UTF8.GetString(body.Bytes.AsSpan());
}

/// <summary>A clock that stands still until it is told to move.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start;

    public static ManualClock AtAwsExample => new(new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero));

    public override DateTimeOffset GetUtcNow() => now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now.Ticks;

    public void Advance(TimeSpan time)
    {
        List<ManualTimer> due;
        lock (gate)
        {
            now += time;
            due = [.. timers.Where(t => t.Due <= now)];
            timers.RemoveAll(t => t.Due <= now);
        }

        due.ForEach(t => t.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock.now + dueTime;
                    clock.timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
