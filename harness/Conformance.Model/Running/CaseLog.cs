using System.Collections.Immutable;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>Sends for one case and keeps what it sent.</summary>
public sealed class CaseLog(Session session, string owner)
{
    private readonly ImmutableArray<Exchange>.Builder exchanges = ImmutableArray.CreateBuilder<Exchange>();

    /// <summary>Label owner of what is sent.</summary>
    public string Owner => owner;

    /// <summary>All exchanges so far, in order.</summary>
    public ImmutableArray<Exchange> Exchanges
    {
        get
        {
            lock (exchanges)
            {
                return exchanges.ToImmutable();
            }
        }
    }

    /// <summary>Sends an operation.</summary>
    public async Task<Exchange> SendAsync(Operation operation, Bindings bindings, string step, CancellationToken cancel, Carrier? carrier = null) =>
        Keep(await session.SendAsync(operation, bindings, owner, step, cancel, carrier));

    /// <summary>Sends a request as it is.</summary>
    public async Task<Exchange> SendAsync(WireRequest request, SendOptions options, string step, CancellationToken cancel) =>
        Keep(await session.SendAsync(request, options, owner, step, cancel));

    /// <summary>Keeps an exchange that was sent by other means.</summary>
    public void Add(Exchange exchange)
    {
        lock (exchanges)
        {
            exchanges.Add(exchange);
        }
    }

    private Exchange Keep(Exchange exchange)
    {
        Add(exchange);
        return exchange;
    }
}
