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

    /// <summary>Name of the suite.</summary>
    public string SuiteName { get; init; } = "S3 multipart copy conformance";
}
