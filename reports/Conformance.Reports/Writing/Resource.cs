namespace Conformance.Reports.Writing;

/// <summary>Files that travel inside the assembly.</summary>
internal static class Resource
{
    /// <summary>The text of a resource with bare line feeds: what a browser hashes, whatever the checkout did to line endings.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
