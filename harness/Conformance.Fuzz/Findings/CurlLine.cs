using System.Text;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Fuzz;

/// <summary>A request as a line for a shell. Keys are not in it: curl takes them from the environment.</summary>
internal static class CurlLine
{
    private const int MostBodyBytes = 4096;

    public static string Of(WireRequest request, string? host, Target target)
    {
        var text = new StringBuilder("curl -i --path-as-is -X ").Append(Quote(request.Method));
        text.Append(" --aws-sigv4 ").Append(Quote($"aws:amz:{target.Region}:s3")).Append(" --user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"");
        foreach (var header in request.Headers)
        {
            // A header without a value is left out by curl unless it ends in a semicolon.
            text.Append(" -H ").Append(Quote(header.Value.Length == 0 ? $"{header.Name};" : $"{header.Name}: {header.Value}"));
        }

        if (host is not null)
        {
            text.Append(" -H ").Append(Quote($"Host: {host}"));
        }

        if (request.Body.Length > 0)
        {
            text.Append(" --data-binary ").Append(request.Body.Length <= MostBodyBytes ? Quote(Encoding.UTF8.GetString(request.Body.Span)) : "@body");
        }

        return text.Append(' ').Append(Quote(target.Endpoint.GetLeftPart(UriPartial.Authority) + request.Target)).ToString();
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
