using System.Text;
using System.Text.Json;
using System.Xml;
using Conformance.Model;

namespace Conformance.Reports.Badge;

/// <summary>badge.json as the endpoint badge of shields.io reads it (schema version 1), and badge.svg for those who ask nobody.</summary>
internal static class BadgeReport
{
    private const string Label = "S3 multipart copy";
    private const double LetterWidth = 6.6;
    private const int Padding = 10;
    private const int Height = 20;

    /// <summary>What it says: never a share of cases alone, for that would make a ranking of what is not comparable.</summary>
    internal static string Message(RunResult run) => run.Verdict switch
    {
        RunVerdict.Deviates => $"{run.Count(Verdict.Deviates)} deviate, {run.Judged} of {run.Applicable} judged",
        RunVerdict.Conformant => $"conformant, {run.Judged} judged",
        _ => $"with gaps, {run.Judged} of {run.Applicable} judged",
    };

    public static async Task WriteJsonAsync(RunResult run, Stream stream, CancellationToken cancel)
    {
        await using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", 1);
        writer.WriteString("label", Label);
        writer.WriteString("message", Message(run));
        writer.WriteString("color", Colour(run.Verdict)[1..]);
        if (run.Verdict == RunVerdict.Deviates)
        {
            writer.WriteBoolean("isError", true);
        }

        writer.WriteEndObject();
        await writer.FlushAsync(cancel);
    }

    public static Task WriteSvgAsync(RunResult run, Stream stream, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var message = $"{Html.Words.Glyph(run.Verdict)} {Message(run)}";
        var (left, right) = (Width(Label), Width(message));
        using var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n" });
        writer.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        Attributes(writer, ("width", $"{left + right}"), ("height", $"{Height}"), ("role", "img"), ("aria-label", $"{Label}: {message}"));
        writer.WriteElementString("title", "http://www.w3.org/2000/svg", $"{Label}: {message}");
        Box(writer, 0, left, "#3a3f47");
        Box(writer, left, right, Colour(run.Verdict));
        Words(writer, Label, left / 2);
        Words(writer, message, left + right / 2);
        writer.WriteEndElement();
        return Task.CompletedTask;
    }

    private static void Box(XmlWriter writer, int x, int width, string fill)
    {
        writer.WriteStartElement("rect");
        Attributes(writer, ("x", $"{x}"), ("width", $"{width}"), ("height", $"{Height}"), ("fill", fill));
        writer.WriteEndElement();
    }

    private static void Words(XmlWriter writer, string text, int x)
    {
        writer.WriteStartElement("text");
        Attributes(writer, ("x", $"{x}"), ("y", "14"), ("text-anchor", "middle"), ("fill", "#ffffff"), ("font-family", "Verdana,DejaVu Sans,sans-serif"), ("font-size", "11"));
        writer.WriteString(text);
        writer.WriteEndElement();
    }

    private static void Attributes(XmlWriter writer, params (string Name, string Value)[] attributes)
    {
        foreach (var (name, value) in attributes)
        {
            writer.WriteAttributeString(name, value);
        }
    }

    private static int Width(string text) => (int)Math.Ceiling(text.Length * LetterWidth) + 2 * Padding;

    // White upon each of them has a contrast above 4.5:1.
    private static string Colour(RunVerdict verdict) => verdict switch
    {
        RunVerdict.Conformant => "#1b7a3d",
        RunVerdict.ConformantWithGaps => "#865300",
        _ => "#b81d2b",
    };
}
