using System.Collections.Immutable;
using System.Text;

namespace Conformance.Wire;

/// <summary>
/// Collects the raw heads of one exchange from the stream below an HTTP client, where duplicates, order and spelling are still true.
/// </summary>
internal sealed class ExchangeRecorder(int maxHeadBytes)
{
    /// <summary>The note on an exchange for which a kept connection was found dead.</summary>
    public const string SentAgain = "sent again: the kept connection had ended";

    private static readonly AsyncLocal<ExchangeRecorder?> Flow = new();

    private readonly Lock gate = new();
    private readonly HeadCollector request = new(maxHeadBytes);
    private readonly HeadCollector response = new(maxHeadBytes);
    private ImmutableArray<string> notes = [];
    private object? connection;
    private bool wasKept;
    private bool isSealed;

    /// <summary>The exchange whose sender's flow this is; null elsewhere.</summary>
    public static ExchangeRecorder? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    /// <summary>
    /// Takes bytes about to be written. Another connection than before is a new attempt of the client's own; <paramref name="kept"/> is true
    /// when it has carried another exchange.
    /// </summary>
    public void Sent(object source, ReadOnlySpan<byte> bytes, bool kept = false)
    {
        lock (gate)
        {
            if (isSealed)
            {
                return;
            }

            if (!ReferenceEquals(connection, source))
            {
                notes = connection is null ? notes : notes.Add(SentAgain);
                (connection, wasKept) = (source, kept);
                request.Reset();
                response.Reset();
            }

            request.Append(bytes);
        }
    }

    /// <summary>Takes bytes read.</summary>
    public void Received(object source, ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            if (isSealed || !ReferenceEquals(connection, source))
            {
                return;
            }

            var rest = response.Append(bytes);
            while (response.IsDone && IsInterim(response.Head))
            {
                notes = notes.Add($"interim answer {Encoding.ASCII.GetString(response.Head, 9, 3)}");
                response.Reset();
                rest = response.Append(rest);
            }
        }
    }

    /// <summary>Ends the recording: what the connection carries from now on belongs to others.</summary>
    public (byte[]? RequestHead, byte[]? ResponseHead, ImmutableArray<string> Notes) Seal()
    {
        lock (gate)
        {
            isSealed = true;
            return (
                request.IsEmpty ? null : request.Head,
                response.Head.AsSpan().Contains((byte)'\n') ? HeadScanner.WithoutEmptyLine(response.Head).ToArray() : null,
                notes);
        }
    }

    /// <summary>True when the last attempt went out on a kept connection and nothing came back.</summary>
    public bool IsSilentAndKept
    {
        get
        {
            lock (gate)
            {
                return wasKept && response.IsEmpty;
            }
        }
    }

    /// <summary>The response head as far as it has come.</summary>
    public byte[] ResponseHead
    {
        get
        {
            lock (gate)
            {
                return response.Head;
            }
        }
    }

    private static bool IsInterim(byte[] head) =>
        head.Length > 12 && head[9] == '1' && !head.AsSpan(9, 3).SequenceEqual("101"u8) && head.AsSpan().StartsWith("HTTP/1."u8);
}
