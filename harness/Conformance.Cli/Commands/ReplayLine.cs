using System.Reflection;
using Conformance.Cli.Targets;
using Conformance.Model;

namespace Conformance.Cli.Commands;

/// <summary>The one line that runs a case again, without any key in it.</summary>
public static class ReplayLine
{
    private const string Program = "dotnet run --project harness/Conformance.Cli --";

    /// <summary>Version of the suite.</summary>
    public static string SuiteVersion { get; } =
        typeof(ReplayLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The line for a case.</summary>
    public static string For(TargetRequest request, Target target, string caseId) => $"{Program} replay {caseId}{Where(request, target)}";

    /// <summary>The line for an input of the fuzz engine.</summary>
    public static string Fuzz(TargetRequest request, Target target, string input) =>
        $"{Program} fuzz --replay '{input.Replace("'", "'\\''", StringComparison.Ordinal)}'{Where(request, target)}";

    private static string Where(TargetRequest request, Target target)
    {
        if (request.IsEmbedded)
        {
            return (target.Dialect == Dialect.Aws ? "" : " --dialect jdcloud") + string.Concat(request.Defects.Select(d => $" --defect {d}"));
        }

        var place = request.Endpoint is null && request.File is { } file
            ? $" --target fixtures/targets/{file.Name}.yaml"
            : $" --endpoint {target.Endpoint.GetLeftPart(UriPartial.Authority)}";
        return place
            + (target.Region == "us-east-1" ? "" : $" --region {target.Region}")
            + (target.Style == AddressingStyle.Path ? "" : " --style virtual")
            + (target.Dialect == Dialect.Aws ? "" : " --dialect jdcloud");
    }
}
