namespace Conformance.Model;

/// <summary>Who else sends while a case runs.</summary>
public enum Company
{
    /// <summary>Other cases, all the time.</summary>
    Others,

    /// <summary>Other cases, but not while the request under test is under way, which is what takes the blame.</summary>
    NoneForTheRequest,

    /// <summary>Nobody at all.</summary>
    None,
}

/// <summary>Lets cases run beside each other, and one alone when it matters who did what.</summary>
public sealed class Turnstile(int places) : IDisposable
{
    private readonly SemaphoreSlim free = new(places);
    private readonly SemaphoreSlim single = new(1);
    private int waiting;

    // Places that whoever is alone holds; only they touch it.
    private int held;

    /// <summary>Runs beside others.</summary>
    public async Task<T> BesideAsync<T>(Func<Task<T>> work)
    {
        await free.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Leaves the place of whoever runs beside others to them while it waits.</summary>
    public async Task AsideAsync(Func<Task> rest)
    {
        free.Release();
        try
        {
            await rest();
        }
        finally
        {
            await free.WaitAsync();
        }
    }

    /// <summary>Waits until nobody runs, then runs with nobody beside. Those who want to be alone follow each other before the others go on.</summary>
    public async Task<T> AloneAsync<T>(Func<Task<T>> work)
    {
        Interlocked.Increment(ref waiting);
        await single.WaitAsync();
        Interlocked.Decrement(ref waiting);
        try
        {
            for (; held < places; held++)
            {
                await free.WaitAsync();
            }

            return await work();
        }
        finally
        {
            if (Volatile.Read(ref waiting) == 0 && held > 0)
            {
                free.Release(held);
                held = 0;
            }

            single.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        free.Dispose();
        single.Dispose();
    }
}
