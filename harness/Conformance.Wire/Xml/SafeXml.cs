using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Linq;

namespace Conformance.Wire;

/// <summary>What reading a body as XML came to.</summary>
/// <param name="Document">The document without comments and processing instructions; null when it is not well formed or passed a bound.</param>
/// <param name="Error">One sentence with line and column; null when the document was read.</param>
/// <param name="LeadingWhitespace">White space came before the document, as sent to keep a connection alive.</param>
/// <param name="HasDeclaration">There is an XML declaration.</param>
/// <param name="Namespaced">The root element is in a namespace.</param>
/// <param name="HasByteOrderMark">A byte order mark comes first.</param>
/// <param name="Encoding">The encoding that the declaration names; null when it names none.</param>
public sealed record XmlReading(
    XDocument? Document,
    string? Error,
    bool LeadingWhitespace,
    bool HasDeclaration,
    bool Namespaced,
    bool HasByteOrderMark = false,
    string? Encoding = null);

/// <summary>Reads XML of a hostile origin: no DTD, nothing fetched, size, depth and counts bounded.</summary>
public static class SafeXml
{
    /// <summary>Largest body that is read, bytes.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Deepest nesting of elements.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most nodes (elements, texts) in a document.</summary>
    public const int MaxNodes = 200_000;

    /// <summary>Most attributes on one element.</summary>
    public const int MaxAttributes = 64;

    /// <summary>Reads a recorded body.</summary>
    public static XmlReading Read(ImmutableArray<byte> body) => Read(body.AsSpan());

    /// <summary>Reads a body. Never throws for what the bytes are.</summary>
    [OverloadResolutionPriority(1)]
    public static XmlReading Read(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxBytes)
        {
            return Failed($"The document is larger than {MaxBytes} bytes.");
        }

        // A byte order mark is cut off here because the reader wants it at the very start, before the white space.
        var hasMark = body.StartsWith("\uFEFF"u8);
        var rest = hasMark ? body[3..] : body;
        var document = rest.TrimStart(" \t\r\n"u8);
        var lead = rest[..^document.Length];
        if (document.IsEmpty)
        {
            return Failed("The body is empty.") with { LeadingWhitespace = !lead.IsEmpty, HasByteOrderMark = hasMark };
        }

        hasMark |= document.StartsWith(new byte[] { 0xFE, 0xFF }) || document.StartsWith(new byte[] { 0xFF, 0xFE });
        var reading = PlainXml.Read(document) ?? new XmlTreeBuilder(new Position(lead)).Build(document.ToArray());
        return reading with { LeadingWhitespace = !lead.IsEmpty, HasByteOrderMark = hasMark };
    }

    internal static XmlReading Failed(string error) => new(null, error, false, false, false);

    /// <summary>Where the document starts within the body, so that errors name lines and columns of the body.</summary>
    internal readonly struct Position
    {
        private readonly int lines;
        private readonly int columns;

        public Position(ReadOnlySpan<byte> lead)
        {
            lines = lead.Count((byte)'\n');
            columns = lead.Length - (lead.LastIndexOf((byte)'\n') + 1);
        }

        public string At(int line, int column) =>
            $"line {lines + Math.Max(line, 1)}, column {(line <= 1 ? columns : 0) + Math.Max(column, 1)}";
    }
}
