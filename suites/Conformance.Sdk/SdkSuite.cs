using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Scenarios;

namespace Conformance.Sdk;

/// <summary>What customers really run: the cases that AWSSDK.S3 sends.</summary>
public static class SdkSuite
{
    /// <summary>The cases of the SDK.</summary>
    public static ImmutableArray<Scenario> All { get; } = [.. CopyPart.All, .. LifeCycles.All];

    /// <summary>The whole product: every scenario of the suite, then those of the SDK.</summary>
    public static ImmutableArray<Scenario> Everything { get; } = [.. Suite.All, .. All];
}
