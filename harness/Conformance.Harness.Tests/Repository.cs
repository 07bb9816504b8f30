namespace Conformance.Harness.Tests;

/// <summary>Where the repository is.</summary>
internal static class Repository
{
    public static string Root { get; } = Conformance.Cli.Repository.Root;

    public static string Catalogue => Conformance.Cli.Repository.Catalogue;

    public static string Targets => Conformance.Cli.Repository.Targets;
}
