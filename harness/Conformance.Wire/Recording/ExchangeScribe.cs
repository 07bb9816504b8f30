using System.Buffers;
using System.Text;

namespace Conformance.Wire;

/// <summary>Writes down what was sent and what came back, with nothing secret left in it.</summary>
internal sealed class ExchangeScribe(Redactor redactor, BodyDigests digests, Limits limits)
{
    private const int SignatureLength = 64;
    private const int MaxSentenceLength = 240;
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>The request as it went out, or as it would have gone out when nothing did. Its texts are written down, without secrets, when they are read.</summary>
    public RecordedRequest Request(SignedRequest signed, Inbound inbound, SecretSet secrets)
    {
        var raw = inbound.RequestHead;
        return new RecordedRequest(
            signed.Request.Method,
            digests.Record(signed.Request.Body, redactor.Version, RecordBody),
            new(() => Text(HeadScanner.WithoutEmptyLine(raw ?? RequestEncoder.Head(signed.Request)), secrets)),
            new(() => redactor.Apply(signed.Request.Target, TextKind.Head, secrets)),
            signed.CanonicalRequest is { } canonical ? new(() => redactor.Apply(canonical, TextKind.Head, secrets)) : null,
            signed.StringToSign is { } toSign ? new(() => redactor.Apply(toSign, TextKind.Head, secrets)) : null);
    }

    /// <summary>The response as it came in; null when not even a status line did.</summary>
    public RecordedResponse? Response(Inbound inbound, BodyCapture body, SecretSet secrets)
    {
        if (inbound.ResponseHead is not { } raw)
        {
            return null;
        }

        var redacted = redactor.Apply(raw, TextKind.Head, secrets);
        var head = redacted is null && inbound.Head is { } read ? read : ResponseHead.Read(redacted ?? raw, out _, skipsBadLines: true);
        return head is null ? null : new RecordedResponse(head.Status, new(() => Encoding.UTF8.GetString(redacted ?? raw)), head.Headers, body.Finish(redactor, secrets))
        {
            Notes = head.Notes.IsEmpty && inbound.Notes.IsEmpty ? [] : [.. head.Notes.Concat(inbound.Notes).Select(n => Sentence(n, secrets)!)],
        };
    }

    /// <summary>A sentence without secrets, of bearable length. Shortened last: a secret cut in two would not be recognised.</summary>
    public string? Sentence(string? detail, SecretSet secrets)
    {
        var redacted = detail is null ? null : redactor.Apply(detail, TextKind.Body, secrets);
        return redacted?.Length > MaxSentenceLength ? redacted[..MaxSentenceLength] + "…" : redacted;
    }

    /// <summary>What is secret in this one request: its signature and the customer's keys, which a target may echo.</summary>
    public static SecretSet SecretsOf(WireRequest request)
    {
        List<Secret> secrets = [];
        foreach (var (name, value) in request.Headers)
        {
            if (CustomerKeys.IsKeyHeader(name) && value.Trim() is { Length: >= Secret.MinBodyLength } key)
            {
                secrets.Add(Secret.Of(key, CustomerKeys.Replacement));
            }
            else if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            {
                AddSignature(value, secrets);
            }
        }

        AddSignature(request.Target, secrets);
        return secrets.Count == 0 ? SecretSet.Empty : new SecretSet(secrets);
    }

    private static void AddSignature(string text, List<Secret> secrets)
    {
        var at = text.LastIndexOf("Signature=", StringComparison.Ordinal);
        var value = at < 0 ? [] : text.AsSpan(at + "Signature=".Length);
        if (value.Length >= SignatureLength && !value[..SignatureLength].ContainsAnyExcept(Hex))
        {
            secrets.Add(Secret.Plain(value[..SignatureLength].ToString(), Signatures.Replacement));
        }
    }

    private RecordedBody RecordBody(ReadOnlyMemory<byte> body)
    {
        using var capture = new BodyCapture(limits.KeepBodyBytes);
        capture.Append(body.Span);
        return capture.Finish(redactor, SecretSet.Empty);
    }

    private string Text(ReadOnlySpan<byte> raw, SecretSet secrets) => Encoding.UTF8.GetString(redactor.Apply(raw, TextKind.Head, secrets) ?? raw);
}
