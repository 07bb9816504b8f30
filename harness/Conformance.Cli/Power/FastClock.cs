namespace Conformance.Cli.Power;

/// <summary>A clock that runs faster than the wall's: endpoint and runner share it, so that what waits for seconds to pass waits for tenths.</summary>
internal sealed class FastClock(int factor) : TimeProvider
{
    private readonly DateTimeOffset start = System.GetUtcNow();
    private readonly long startTicks = System.GetTimestamp();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start + (System.GetElapsedTime(startTicks) * factor);

    /// <inheritdoc/>
    public override long GetTimestamp() => startTicks + ((System.GetTimestamp() - startTicks) * factor);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period));

    private TimeSpan Shorter(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / factor;
}
