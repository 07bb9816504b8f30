using System.Security.Cryptography;
using System.Text;
using Conformance.Reports.Writing;

namespace Conformance.Reports.Html;

/// <summary>Style and script of the page with the hashes by which its policy knows them.</summary>
internal static class PageAssets
{
    /// <summary>The style sheet.</summary>
    public static string Style { get; } = Resource.Text("style.css");

    /// <summary>The script, in the order in which its parts build upon each other.</summary>
    public static string Script { get; } = string.Concat(new[] { "query.js", "exchange.js", "packs.js", "pairs.js", "evidence.js", "matrix.js", "app.js" }.Select(r => Short(Resource.Text(r))));

    /// <summary>Source expression of the style sheet.</summary>
    public static string StyleHash { get; } = Hash(Style);

    /// <summary>Source expression of the script.</summary>
    public static string ScriptHash { get; } = Hash(Script);

    // A page is mailed more often than its script is read in it: the reasons stay in the repository. No text of ours spans lines.
    private static string Short(string script) =>
        string.Concat(script.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal)).Select(l => l + "\n"));

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
