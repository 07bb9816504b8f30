using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Conformance.Wire;

/// <summary>Builds a document node by node so that every bound holds before anything is allocated past it.</summary>
internal sealed class XmlTreeBuilder(SafeXml.Position position)
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = SafeXml.MaxBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly XDocument document = new();
    private XContainer? open;
    private int depth;
    private int nodes;
    private bool hasDeclaration;
    private string? encoding;

    public XmlReading Build(byte[] bytes)
    {
        string? error;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes, writable: false), Settings);
            error = ReadAll(reader);
        }
        catch (XmlException e)
        {
            error = $"{Sentence(e)} at {position.At(e.LineNumber, e.LinePosition)}.";
        }
        catch (Exception e) when (e is DecoderFallbackException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            error = $"The characters cannot be decoded: {e.Message.TrimEnd('.')}.";
        }

        return new XmlReading(
            error is null ? document : null,
            error,
            LeadingWhitespace: false,
            hasDeclaration,
            Namespaced: document.Root is { } root && root.Name.NamespaceName.Length > 0,
            Encoding: encoding);
    }

    private string? ReadAll(XmlReader reader)
    {
        open = document;
        while (reader.Read())
        {
            if (++nodes > SafeXml.MaxNodes)
            {
                return $"The document has more than {SafeXml.MaxNodes} nodes at {At(reader)}.";
            }

            if (Take(reader) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private string? Take(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.XmlDeclaration:
                hasDeclaration = true;
                encoding = reader.GetAttribute("encoding");
                return null;
            case XmlNodeType.Element:
                return Open(reader);
            case XmlNodeType.EndElement:
                Close();
                return null;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                // White space outside the root is not part of the tree.
                (open as XElement)?.Add(new XText(reader.Value));
                return null;
            default:
                return null;
        }
    }

    private string? Open(XmlReader reader)
    {
        if (++depth > SafeXml.MaxDepth)
        {
            return $"Elements nest deeper than {SafeXml.MaxDepth} levels at {At(reader)}.";
        }

        if (reader.AttributeCount > SafeXml.MaxAttributes)
        {
            return $"An element has more than {SafeXml.MaxAttributes} attributes at {At(reader)}.";
        }

        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        open!.Add(element);
        open = element;
        var isEmpty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute())
        {
            element.Add(new XAttribute(AttributeName(reader), reader.Value));
        }

        if (isEmpty)
        {
            Close();
        }

        return null;
    }

    // System.Xml.Linq wants the default declaration "xmlns" outside any namespace.
    private static XName AttributeName(XmlReader reader) =>
        reader.Prefix.Length == 0 ? reader.LocalName : XName.Get(reader.LocalName, reader.NamespaceURI);

    private void Close()
    {
        depth--;
        open = open!.Parent ?? (XContainer)document;
    }

    private string At(XmlReader reader)
    {
        // A reader of text always knows where it is.
        var info = (IXmlLineInfo)reader;
        return position.At(info.LineNumber, info.LinePosition);
    }

    // The framework appends its own "Line 1, position 2." which knows nothing of the white space cut off.
    private static string Sentence(XmlException e)
    {
        var end = e.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return (end > 0 ? e.Message[..end] : e.Message).TrimEnd('.', ' ');
    }
}
