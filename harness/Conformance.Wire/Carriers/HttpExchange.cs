using System.Buffers;
using System.Collections.Immutable;

namespace Conformance.Wire;

/// <summary>One exchange through an HTTP client library: recording, framing check, bounded body.</summary>
internal sealed class HttpExchange(Outbound outbound, Limits limits)
{
    private const int BlockBytes = 64 * 1024;
    private readonly ExchangeRecorder recorder = new(limits.MaxHeadBytes);
    private ImmutableArray<string> framingNotes = [];

    /// <summary>Runs <paramref name="send"/>, in whose flow this exchange is recorded.</summary>
    public async Task<Inbound> RunAsync(Func<HttpExchange, CancellationToken, Task> send, CancellationToken cancel)
    {
        ExchangeRecorder.Current = recorder;
        var (fate, detail) = (Fate.Complete, (string?)null);
        try
        {
            await send(this, cancel);
        }
        catch (Exception e) when (HttpHandlers.IsExpected(e))
        {
            (fate, detail) = cancel.IsCancellationRequested ? (Fate.TimedOut, null) : HttpHandlers.Judge(e);
        }

        var (requestHead, responseHead, notes) = recorder.Seal();
        return new Inbound(fate, detail)
        {
            IsStale = fate == Fate.ClosedEarly && recorder.IsSilentAndKept,
            RequestHead = requestHead,
            ResponseHead = responseHead,
            Notes = notes.AddRange(framingNotes),
        };
    }

    /// <summary>Takes the body of a response whose head has been read.</summary>
    public async Task TakeBodyAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        CheckFraming();
        var stream = await response.Content.ReadAsStreamAsync(cancel);
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            while (await stream.ReadAsync(block, cancel) is > 0 and var count)
            {
                outbound.Body.Append(block.AsSpan(0, count));
                if (outbound.Body.Length > limits.MaxBodyBytes)
                {
                    throw new ResponseException(Fate.TooLarge, $"The response body is larger than {limits.MaxBodyBytes} bytes.");
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    // The library takes its pick of two lengths without a word; the raw head shows them.
    private void CheckFraming()
    {
        var head = ResponseHead.Read(recorder.ResponseHead, out var error) ?? throw new ResponseException(Fate.NotHttp, error!);
        var framing = ResponseFraming.Of(head, outbound.Request.Method, out error) ?? throw new ResponseException(Fate.NotHttp, error!);
        framingNotes = framing.Notes.RemoveRange(head.Notes);
        if (framing.End == BodyEnd.Length && framing.Length > limits.MaxBodyBytes)
        {
            throw new ResponseException(Fate.TooLarge, $"The response body of {framing.Length} bytes is larger than {limits.MaxBodyBytes}.");
        }
    }
}
