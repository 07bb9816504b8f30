using System.Security.Cryptography;
using System.Text;
using Conformance.Reports.Writing;

namespace Conformance.Reports.Html;

/// <summary>Style and script of the page with the hashes by which its policy knows them.</summary>
internal static class PageAssets
{
    /// <summary>The style sheet.</summary>
    public static string Style { get; } = Resource.Text("style.css");

    /// <summary>The script, both parts.</summary>
    public static string Script { get; } = Resource.Text("evidence.js") + Resource.Text("app.js");

    /// <summary>Source expression of the style sheet.</summary>
    public static string StyleHash { get; } = Hash(Style);

    /// <summary>Source expression of the script.</summary>
    public static string ScriptHash { get; } = Hash(Script);

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
