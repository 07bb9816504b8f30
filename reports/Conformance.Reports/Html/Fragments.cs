using Conformance.Model;
using Conformance.Reports.Writing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Conformance.Reports.Html;

/// <summary>Small pieces of the page that are too frequent to be components.</summary>
internal static class Fragments
{
    private const int MaxPhrase = 1200;

    /// <summary>Text of a target or of the suite: encoded, escapes visible as such, bounded.</summary>
    public static RenderFragment Text(string? raw) => Marked(Phrase(raw));

    /// <summary>The same with the delimiters of <see cref="Visible"/>.</summary>
    public static string Phrase(string? raw) => Visible.Enclosed(Visible.Short(raw ?? "", MaxPhrase));

    /// <summary>Text that carries the delimiters of <see cref="Visible"/>.</summary>
    public static RenderFragment Marked(string enclosed) => builder => Write(builder, enclosed);

    /// <summary>A verdict as word and colour; the style sheet sets the glyph before it, once for a thousand cases.</summary>
    public static RenderFragment Chip(Verdict verdict) => builder =>
    {
        builder.OpenElement(0, "b");
        builder.AddAttribute(1, "class", "chip " + verdict.Token());
        builder.AddContent(2, verdict.Token());
        builder.CloseElement();
    };

    /// <summary>What the gate makes of a deviation: letter, word and colour.</summary>
    public static RenderFragment GateMark(GateState state, int count = 1) => builder =>
    {
        builder.OpenElement(0, "b");
        builder.AddAttribute(1, "class", "gated " + state.Token());
        builder.AddContent(2, count == 1 ? state.Token() : $"{count} {state.Token()}");
        builder.CloseElement();
    };

    /// <summary>A link to a case by the end of its id: the operation is plain from the rule beside it. The text breaks after slashes only.</summary>
    public static RenderFragment CaseLink(string id) => builder =>
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", Views.Anchors.Link(Views.Anchors.Case(id)));
        var segments = Visible.Line(id).Split('/');
        for (var i = segments.Length > 2 ? 1 : 0; i < segments.Length; i++)
        {
            builder.AddContent(2, i < segments.Length - 1 ? segments[i] + "/" : segments[i]);
            if (i < segments.Length - 1)
            {
                builder.OpenElement(3, "wbr");
                builder.CloseElement();
            }
        }

        builder.CloseElement();
    };

    private static void Write(RenderTreeBuilder builder, string enclosed)
    {
        var start = 0;
        for (var at = enclosed.AsSpan().IndexOfAnyInRange(Visible.EscapeOpens, Visible.MarkCloses); at >= 0;)
        {
            if (at > start)
            {
                builder.AddContent(0, enclosed[start..at]);
            }

            switch (enclosed[at])
            {
                case Visible.EscapeOpens:
                    builder.OpenElement(1, "span");
                    builder.AddAttribute(2, "class", "esc");
                    break;
                case Visible.MarkOpens:
                    builder.OpenElement(3, "mark");
                    break;
                default:
                    builder.CloseElement();
                    break;
            }

            start = at + 1;
            var next = enclosed.AsSpan(start).IndexOfAnyInRange(Visible.EscapeOpens, Visible.MarkCloses);
            at = next < 0 ? -1 : start + next;
        }

        if (start < enclosed.Length)
        {
            builder.AddContent(4, enclosed[start..]);
        }
    }
}
