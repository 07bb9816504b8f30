using System.Collections.Immutable;
using Conformance.Reports.Html.Views;
using Conformance.Reports.Power;

namespace Conformance.Reports;

/// <summary>What a report says beside the results themselves.</summary>
public sealed record ReportOptions
{
    /// <summary>Version of the suite, e.g. 0.1.0.</summary>
    public required string SuiteVersion { get; init; }

    /// <summary>The command line that runs one case again against the same target, by case id. It holds no secret.</summary>
    public required Func<string, string> ReplayCommand { get; init; }

    /// <summary>True also writes run.har, which is as large as the transcript.</summary>
    public bool Har { get; init; }

    /// <summary>The run that this one is compared with; null for none.</summary>
    public ResultsDocument? Baseline { get; init; }

    /// <summary>What the gate says of the run; null without a gate.</summary>
    public GateResult? Gate { get; init; }

    /// <summary>The exchanges of the run beside those of other times and servers; null when there is nothing to compare with.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>What this run said where the answer is the same each time: the next run that writes to the folder is compared with it.</summary>
    public ImmutableArray<CaseSnapshot> Snapshots { get; init; } = [];

    /// <summary>The verdicts of the runs before; null without any.</summary>
    public RunHistory? History { get; init; }

    /// <summary>What the suite was shown to notice; null when it was not measured.</summary>
    public SuitePower? Power { get; init; }

    /// <summary>What the fuzz engine left; null when it left nothing.</summary>
    public FuzzView? Fuzz { get; init; }

    /// <summary>Name of the suite.</summary>
    public string SuiteName { get; init; } = "S3 multipart copy conformance";
}
