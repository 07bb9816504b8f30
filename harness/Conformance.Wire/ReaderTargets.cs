using System.Text.Json;
using System.Xml.Linq;

namespace Conformance.Wire;

/// <summary>Our readers of what a hostile target sends, as a coverage-guided fuzzer calls them. What escapes as an exception is a defect of ours.</summary>
public static class ReaderTargets
{
    private const int MostBytes = 1 << 16;

    /// <summary>A body read as XML. What the quick reader takes, the framework's has to take for the same.</summary>
    public static void Xml(byte[] bytes)
    {
        SafeXml.Read(bytes);
        if (PlainXml.Read(bytes) is not { } plain)
        {
            return;
        }

        var full = new XmlTreeBuilder(new SafeXml.Position([])).Build(bytes);
        if (full.Document is null || !XNode.DeepEquals(plain.Document, full.Document) || plain with { Document = null } != full with { Document = null })
        {
            throw new InvalidOperationException($"Read in two ways as two documents: {plain.Document} ({plain}), and {full.Document} ({full}).");
        }
    }

    /// <summary>A response head.</summary>
    public static void Head(byte[] bytes) => ResponseHead.Read(bytes, out _, skipsBadLines: true);

    /// <summary>A whole answer from a connection: head, framing, chunks.</summary>
    public static void Answer(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        using var connection = new RawConnection(stream, 1);
        using var body = new BodyCapture(MostBytes);
        try
        {
            new ResponseReader(connection, new Limits { MaxBodyBytes = MostBytes, MaxHeadBytes = MostBytes }, "GET", body).ReadAsync().GetAwaiter().GetResult();
        }
        catch (ResponseException)
        {
            // What is no answer is said to be none.
        }
    }

    /// <summary>A line of a stored transcript.</summary>
    public static void Transcript(byte[] bytes)
    {
        try
        {
            ExchangeJson.Deserialize(bytes);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // What the reader of the file turns into a sentence.
        }
    }
}
