using Conformance.Model;

namespace Conformance.Cli;

/// <summary>Where the fixtures and reports folders are.</summary>
public static class Repository
{
    // Lazy, since what a type initializer throws arrives wrapped, without its sentence.
    private static readonly Lazy<string> Found = new(() => Find(Directory.GetCurrentDirectory()) ?? Find(AppContext.BaseDirectory)
        ?? throw new ConfigurationException("fixtures/catalogue is found neither above the working folder nor above the program; run from a folder of the repository."));

    /// <summary>The folder that holds fixtures/catalogue, looked for upwards from the working folder and from the program.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static string Root => Found.Value;

    /// <summary>The requirements.</summary>
    public static string Catalogue => Path.Combine(Root, "fixtures", "catalogue");

    /// <summary>The fixtures.</summary>
    public static string Fixtures => Path.Combine(Root, "fixtures");

    /// <summary>The targets and their schema.</summary>
    public static string Targets => Path.Combine(Root, "fixtures", "targets");

    /// <summary>Seeds of the fuzz engine.</summary>
    public static string Corpus => Path.Combine(Root, "fixtures", "corpus");

    /// <summary>Up and down scripts of real servers.</summary>
    public static string Peers => Path.Combine(Root, "fixtures", "peers");

    /// <summary>The accepted snapshots, a folder a target.</summary>
    public static string Snapshots => Path.Combine(Root, "reports", "snapshots");

    /// <summary>Where a run writes unless told otherwise.</summary>
    public static string LatestReport => Path.Combine(Root, "reports", "latest");

    /// <summary>Where defects stores the suite's own power for reports.</summary>
    public static string Score => Path.Combine(Root, "reports", "score.json");

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "fixtures", "catalogue", "sources.yaml")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
