using System.CommandLine;
using Conformance.Model;
using Conformance.Reports;
using Conformance.Sdk;

namespace Conformance.Cli.Commands;

/// <summary>Which known deviations a gate looks at.</summary>
public sealed class GateOptions
{
    private readonly Option<FileInfo?> known = new("--known") { Description = "File of known deviations; that of the target's own file by default", HelpName = "FILE" };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(known);

    /// <summary>True when a file is named.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(known) is not null;

    /// <summary>The file: the one named, else the one of the target's file; null when there is neither.</summary>
    public string? Path(ParseResult parsed, Func<TargetFile?> target) => parsed.GetValue(known)?.FullName ?? target()?.Known;

    /// <summary>Every case and requirement there is.</summary>
    public static SuiteIndex Index(Catalogue catalogue) => SuiteIndex.Of(SdkSuite.Everything, catalogue);

    /// <summary>Today, by the universal clock: the same day on every machine that gates.</summary>
    public static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>The deviations of a file; none without one, or while a file that is to be written does not exist yet.</summary>
    public static KnownDeviations Load(string? path, Dialect dialect, bool mayBeMissing = false)
    {
        if (path is null || mayBeMissing && !File.Exists(path))
        {
            return KnownDeviations.None(dialect);
        }

        return File.Exists(path)
            ? KnownDeviations.Load(path, Repository.Targets).In(dialect)
            : throw new ConfigurationException($"{path} does not exist; write it with gate --update --known {path}");
    }
}
