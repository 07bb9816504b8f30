using System.Collections.Immutable;
using System.Xml.Linq;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>Checksums of parts: sent with a part of an upload that has an algorithm, and repeated in the list that completes it, as clients do.</summary>
internal static class Checksums
{
    /// <summary>The algorithm an upload was opened with; null without one.</summary>
    public static Checksum? Of(BoundUpload upload) =>
        HeaderLine.First(upload.Headers, "x-amz-checksum-algorithm") is { } algorithm
            ? Checksum.All.FirstOrDefault(c => c.Name.Equals(algorithm, StringComparison.OrdinalIgnoreCase))
            : null;

    /// <summary>The header line that a part of an upload takes, unless the precondition gives one.</summary>
    public static IEnumerable<HeaderLine> ForPart(BoundUpload upload, Given.Uploaded part) =>
        Of(upload) is { } checksum && !part.Headers.Any(h => h.Name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase))
            ? [new HeaderLine(checksum.Header, checksum.Of(part.Content.All))]
            : [];

    /// <summary>The checksum element of a part, as ListParts and CopyPartResult show it.</summary>
    public static (string Element, string Value)? InElements(XElement? part) =>
        part?.Elements().FirstOrDefault(e => Checksum.All.Any(c => c.Element == e.Name.LocalName)) is { } element ? (element.Name.LocalName, element.Value) : null;

    /// <summary>The checksum of the upload's algorithm in the answer to UploadPart; null where the upload has none.</summary>
    public static (string Element, string Value)? InHeaders(BoundUpload upload, RecordedResponse response) =>
        Of(upload) is { } checksum && response.Header(checksum.Header) is { } value ? (checksum.Element, value) : null;
}
