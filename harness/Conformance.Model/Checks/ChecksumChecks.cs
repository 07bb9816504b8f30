using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;

namespace Conformance.Model;

public abstract partial record Check
{
    /// <summary>The answer has the element of an algorithm with its value over these slices as one.</summary>
    public static Check ElementIsChecksum(Checksum checksum, params Slice[] slices) => ChecksumElement(checksum, $"that of {SlicesInWords(slices)}", () => checksum.Of(slices));

    /// <summary>The answer has the element of an algorithm with its COMPOSITE value over these parts.</summary>
    public static Check ElementIsComposite(Checksum checksum, params Slice[] parts) => ChecksumElement(checksum, $"the composite of {SlicesInWords(parts)}", () => checksum.Composite(parts));

    /// <summary>A header carries the value of an algorithm over these slices as one.</summary>
    public static Check HeaderIsChecksum(Checksum checksum, params Slice[] slices) => ChecksumHeader(checksum, $"that of {SlicesInWords(slices)}", () => checksum.Of(slices));

    /// <summary>A header carries the COMPOSITE value of an algorithm over these parts.</summary>
    public static Check HeaderIsComposite(Checksum checksum, params Slice[] parts) => ChecksumHeader(checksum, $"the composite of {SlicesInWords(parts)}", () => checksum.Composite(parts));

    /// <summary>No header of the answer carries a checksum.</summary>
    public static Check NoChecksumHeader() => new NoChecksumHeaderCheck();

    /// <summary>No element of the document carries a checksum.</summary>
    public static Check NoChecksumElement() => new ShapeCheck("no element with a checksum", (_, root) =>
    {
        var found = root.Descendants().FirstOrDefault(IsChecksum);
        return (found is null, found is null ? "none" : $"{found.Name.LocalName} \"{found.Value}\"", $"<{found?.Name.LocalName ?? root.Name.LocalName}>");
    });

    /// <summary>No element of the document carries a checksum of another algorithm.</summary>
    public static Check NoOtherChecksumElement(Checksum own) => new ShapeCheck($"no checksum element but {own.Element}", (_, root) =>
    {
        var found = root.Descendants().FirstOrDefault(e => IsChecksum(e) && e.Name.LocalName != own.Element);
        return (found is null, found is null ? "none" : $"{found.Name.LocalName} \"{found.Value}\"", $"<{found?.Name.LocalName ?? root.Name.LocalName}>");
    });

    /// <summary>Whatever checksums the answer's root has are full-object ones over these slices as one.</summary>
    public static Check ChecksumElementsAreOf(params Slice[] slices) => new ShapeCheck($"checksums are those of {SlicesInWords(slices)}", (_, root) =>
    {
        var wrong = root.Elements().Where(IsChecksum).FirstOrDefault(e => e.Value != Checksum.All.First(c => c.Element == e.Name.LocalName).Of(slices));
        return (wrong is null, wrong is null ? "those" : $"{wrong.Name.LocalName} \"{wrong.Value}\"", $"<{wrong?.Name.LocalName ?? root.Name.LocalName}>");
    });

    /// <summary>ChecksumCRC64NVME over these slices as one together with the type FULL_OBJECT, or neither of them.</summary>
    public static Check DefaultChecksumOf(params Slice[] slices) => new ShapeCheck($"ChecksumCRC64NVME of {SlicesInWords(slices)} with type FULL_OBJECT, or neither", (_, root) =>
    {
        var value = Evidence.Child(root, Checksum.Crc64Nvme.Element);
        var type = Evidence.Child(root, "ChecksumType");
        return ((value is null && type is null) || (value == Checksum.Crc64Nvme.Of(slices) && type == "FULL_OBJECT"), $"{value ?? "none"}, type {type ?? "none"}", $"<{Checksum.Crc64Nvme.Element}>");
    });

    /// <summary>A list of parts shows under a number the checksum of a slice.</summary>
    public static Check PartShowsChecksum(int number, Checksum checksum, Slice slice) => new ShapeCheck($"part {number} with the {checksum.Element} of {slice}", (_, root) =>
    {
        var shown = PartNumbered(root, number) is { } part ? Evidence.Child(part, checksum.Element) : null;
        return (shown == checksum.Of(slice), shown ?? $"part {number} without {checksum.Element}", $"<{checksum.Element}>");
    });

    /// <summary>A list of parts shows under a number the size of a slice.</summary>
    public static Check PartShowsSize(int number, Slice slice) => new ShapeCheck($"part {number} with {slice.SizeBytes} bytes", (_, root) =>
    {
        var shown = PartNumbered(root, number) is { } part ? Evidence.Child(part, "Size") : null;
        return (shown == slice.SizeBytes.ToString(CultureInfo.InvariantCulture), shown is null ? $"no size of part {number}" : $"{shown} bytes", "<Size>");
    });

    /// <summary>The document has an element, at any depth, with the COMPOSITE value of an algorithm over these parts, but for the count of parts.</summary>
    public static Check DescendantIsCompositeWithoutCount(Checksum checksum, params Slice[] parts) => new ShapeCheck($"{checksum.Element} is the composite of {SlicesInWords(parts)} without their count", (_, root) =>
    {
        var shown = root.Elements().Where(e => e.Name.LocalName == "Checksum").Select(e => Evidence.Child(e, checksum.Element)).FirstOrDefault();
        return (shown == checksum.Composite(parts).Split('-')[0], shown ?? $"no {checksum.Element}", $"<{checksum.Element}>");
    });

    /// <summary>ETag has no quotation marks.</summary>
    public static Check ETagUnquoted() => ETag("ETag has no quotation marks", (_, tag) => tag.Length > 0 && !tag.Contains('"', StringComparison.Ordinal));

    private static Check ChecksumElement(Checksum checksum, string words, Func<string> value)
    {
        // Computed when it is judged: some are over megabytes, and most runs of the program judge nothing.
        var expected = new Lazy<string>(value);
        return new ShapeCheck($"{checksum.Element} is {words}", (_, root) =>
        {
            var text = Evidence.Child(root, checksum.Element);
            return (text == expected.Value, text is null ? $"no {checksum.Element}" : $"\"{text}\" in place of \"{expected.Value}\"", $"<{checksum.Element}>");
        });
    }

    private static Check ChecksumHeader(Checksum checksum, string words, Func<string> value)
    {
        var expected = new Lazy<string>(value);
        return new HeaderCheck(checksum.Header, $"{checksum.Header} is {words}", (_, text) => text == expected.Value);
    }

    private static XElement? PartNumbered(XElement root, int number) =>
        root.Descendants().FirstOrDefault(e => e.Name.LocalName == "Part" && Evidence.Child(e, "PartNumber") == number.ToString(CultureInfo.InvariantCulture));

    private static bool IsChecksum(XElement element) => Checksum.All.Any(c => c.Element == element.Name.LocalName);

    private static string SlicesInWords(IEnumerable<Slice> slices) => string.Join(", then ", slices);

    private sealed record NoChecksumHeaderCheck : Check
    {
        private static readonly ImmutableArray<string> Names = [.. Checksum.All.Select(c => c.Header)];

        public override Aspect Aspect => Aspect.Headers;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var found = evidence.Answer!.Headers.FirstOrDefault(h => Names.Contains(h.Name, StringComparer.OrdinalIgnoreCase));
            return CheckOutcome.Of(found is null, "no header with a checksum", found is null ? "none" : $"{found.Name}: {found.Value}") with { Mark = found is null ? null : found.Name + ":" };
        }
    }
}
